from generator.document.tree import LEVELS, SIGNS, Style
from generator.render.docx import write
from generator.render.docx.numbering import numbering
from generator.render.docx.ooxml import twips
from generator.render.docx.styles import style_id

from .reading import find, tree, value

IDS = {style: style_id(style) for style in (*LEVELS, *SIGNS)}
CLAUSES = "//w:abstractNum[w:multiLevelType/@w:val='multilevel']/w:lvl"
DASHES = "//w:abstractNum[w:multiLevelType/@w:val='singleLevel']/w:lvl"


def test_levels_show_the_formats_of_the_theme_and_number_their_styles(base, final):
    levels = find(tree(write(final, base), "word/numbering.xml"), CLAUSES)
    assert [value(level, "w:lvlText") for level in levels] == ["%1.", "%1.%2.", "%1.%2.%3."]
    assert [value(level, "w:pStyle") for level in levels] == [IDS[style] for style in LEVELS]
    assert {value(level, "w:suff") for level in levels} == {"space"}


def test_lists_without_an_order_begin_their_items_with_a_dash_and_hang(base, final, theme):
    levels = find(tree(write(final, base), "word/numbering.xml"), DASHES)
    assert [value(level, "w:pStyle") for level in levels] == [IDS[style] for style in SIGNS]
    assert {value(level, "w:lvlText") for level in levels} == {"–"}
    assert {value(level, "w:numFmt") for level in levels} == {"bullet"}
    hanging = [int(value(level, "w:pPr/w:ind", "hanging")) for level in levels]
    assert hanging == [twips(theme.paragraphs[style].hanging_mm) for style in SIGNS]


def test_every_list_has_an_identity_and_a_use_of_its_own(base, final):
    root = tree(write(final, base), "word/numbering.xml")
    identities = find(root, "//w:nsid/@w:val")
    assert len(identities) == len(set(identities)) == 3
    uses = [value(use, "w:abstractNumId") for use in find(root, "w:num")]
    assert uses == ["0", "1", "2"]


def test_other_signs_of_a_format_stay():
    xml = numbering(("§ {1}", "{1}-{2})", "«{3}»"), IDS)
    assert 'w:val="§ %1"' in xml
    assert 'w:val="%1-%2)"' in xml
    assert 'w:val="«%3»"' in xml


def test_no_number_stands_in_the_text(base, final):
    body = tree(write(final, base))
    clauses = find(body, f"//w:p[w:pPr/w:pStyle/@w:val='{style_id(Style.CLAUSE)}']")
    assert clauses
    assert not any("".join(find(p, ".//w:t/text()"))[:1].isdigit() for p in clauses)
