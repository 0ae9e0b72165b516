import pytest

from generator.document.tree import LEVELS, Style, TableStyle
from generator.render.docx import prepare, write
from generator.render.docx.ooxml import twips, twips_of_points
from generator.render.docx.styles import style_id

from .reading import find, tree, value


@pytest.fixture(scope="module")
def sheet(base, final):
    return tree(write(final, base), "word/styles.xml")


def style(sheet, key):
    (found,) = find(sheet, f"//w:style[@w:styleId='{style_id(key)}']")
    return found


@pytest.mark.parametrize(
    "key", [*Style, *TableStyle], ids=lambda key: f"{type(key).__name__}-{key}"
)
def test_each_style_has_the_name_the_theme_gives_it(sheet, theme, key):
    looks = theme.tables if isinstance(key, TableStyle) else theme.paragraphs
    assert value(style(sheet, key), "w:name") == looks[key].name


def test_no_two_styles_share_an_id_or_a_name(sheet):
    for path in ("//w:style/@w:styleId", "//w:style/w:name/@w:val"):
        found = find(sheet, path)
        assert len(found) == len(set(found))


def test_only_our_styles_and_what_word_needs_are_there(sheet):
    assert len(find(sheet, "//w:style")) == len(Style) + len(TableStyle) + 5


@pytest.mark.parametrize("key", Style)
def test_measures_are_those_of_the_theme(sheet, theme, key):
    look, written = theme.paragraphs[key], style(sheet, key)
    first, hanging = (value(written, "w:pPr/w:ind", name) for name in ("firstLine", "hanging"))
    assert int(first or 0) == (0 if look.hanging_mm else twips(look.first_line_mm))
    assert int(hanging or 0) == twips(look.hanging_mm)
    assert value(written, "w:pPr/w:ind", "left") == str(twips(look.left_mm + look.hanging_mm))
    assert value(written, "w:pPr/w:ind", "right") == str(twips(look.right_mm))
    assert value(written, "w:pPr/w:spacing", "before") == str(twips_of_points(look.before_pt))
    assert value(written, "w:pPr/w:spacing", "after") == str(twips_of_points(look.after_pt))
    line = look.line or theme.fonts.line
    assert value(written, "w:pPr/w:spacing", "line") == str(round(line * 240))


@pytest.mark.parametrize("key", Style)
def test_looks_are_those_of_the_theme(sheet, theme, key):
    look, written = theme.paragraphs[key], style(sheet, key)
    assert bool(find(written, "w:rPr/w:b")) is look.bold
    assert bool(find(written, "w:rPr/w:caps")) is look.uppercase
    assert bool(find(written, "w:rPr/w:spacing")) is bool(look.letter_spacing_pt)
    assert bool(find(written, "w:pPr/w:suppressAutoHyphens")) is not look.hyphens
    expected = {"justify": "both"}.get(look.align, look.align)
    assert value(written, "w:pPr/w:jc") == expected


def test_capitals_are_a_look_and_the_text_stays_as_typed(theme):
    looks = {
        **theme.paragraphs,
        "kind": theme.paragraphs["kind"].model_copy(update={"uppercase": True}),
    }
    changed = prepare(theme.model_copy(update={"paragraphs": looks}), "uk")
    (part,) = (part for part in changed.parts if part.name == "word/styles.xml")
    assert b"<w:caps/>" in part.content


def test_numbered_styles_are_on_their_levels_of_the_list(sheet):
    levels = {key: value(style(sheet, key), "w:pPr/w:numPr/w:ilvl") for key in LEVELS}
    assert levels == {key: str(level) for key, level in LEVELS.items()}


@pytest.mark.parametrize(("key", "number"), [(Style.BULLET, "2"), (Style.CELL_BULLET, "3")])
def test_styles_of_lists_with_dashes_have_a_list_each(sheet, key, number):
    assert value(style(sheet, key), "w:pPr/w:numPr/w:numId") == number


def test_kind_heading_and_subheading_stand_in_the_navigation_pane(sheet):
    found = {key: value(style(sheet, key), "w:pPr/w:outlineLvl") for key in Style}
    assert {key: level for key, level in found.items() if level} == {
        Style.KIND: "0",
        Style.HEADING: "1",
        Style.SUBHEADING: "2",
    }


def test_a_heading_typed_in_word_stays_with_the_clause_after_it(sheet):
    heading = style(sheet, Style.HEADING)
    assert find(heading, "w:pPr/w:keepNext")
    assert value(heading, "w:next") == style_id(Style.CLAUSE)


@pytest.mark.parametrize(
    ("language", "locale"), [("uk", "uk-UA"), ("en", "en-GB"), ("pl-PL", "pl-PL")]
)
def test_text_is_in_the_language_of_the_document(theme, final, language, locale):
    content = write(final, prepare(theme, language))
    defaults = "w:docDefaults/w:rPrDefault/w:rPr"
    assert value(tree(content, "word/styles.xml"), f"{defaults}/w:lang") == locale
    assert value(tree(content, "word/settings.xml"), "w:themeFontLang") == locale


def test_the_first_font_of_the_theme_serves_every_script(sheet, theme):
    (fonts,) = find(sheet, "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts")
    assert set(fonts.attrib.values()) == {theme.fonts.families[0]}
    assert len(fonts.attrib) == 4
