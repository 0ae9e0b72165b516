from io import BytesIO

import docx
import pdfplumber
import pytest

from generator.document.tree import LEVELS, SIGNS, Style
from generator.render.docx import prepare, write
from generator.render.docx.ooxml import twips

from .letters import letter, sheet
from .reading import find, parts, tree, value, words

FIRST, DEFAULT = "word/header-first.xml", "word/header-default.xml"


@pytest.fixture(scope="module")
def content(theme, draft):
    """A draft on a letterhead that has no first page of its own."""
    return write(draft, prepare(theme, "uk", letter()))


@pytest.fixture(scope="module")
def styles(content):
    return tree(content, "word/styles.xml")


def named(styles, name):
    (found,) = find(styles, f"//w:style[w:name/@w:val='{name}']")
    return found


def test_their_style_wins_and_the_missing_ones_are_added(styles, theme):
    clause = named(styles, "Пункт")
    assert value(clause, "w:rPr/w:rFonts", "ascii") == "Arial"
    assert value(clause, "w:pPr/w:ind", "firstLine") == str(twips(15))
    for look in (*theme.paragraphs.values(), *theme.tables.values()):
        assert named(styles, look.name) is not None


def test_paragraphs_use_their_style_by_the_id_it_has_there(content, styles):
    theirs = value(named(styles, "Пункт"), ".", "styleId")
    assert find(tree(content), f"//w:p[w:pPr/w:pStyle/@w:val='{theirs}']")


def test_a_style_is_known_by_its_name_in_any_case(theme, draft):
    content = write(draft, prepare(theme, "uk", letter(clause="ПУНКТ")))
    assert len(find(tree(content, "word/styles.xml"), "//w:style[w:name/@w:val='Пункт']")) == 0


def test_ids_stay_unique(styles):
    ids = find(styles, "//w:style/@w:styleId")
    assert len(set(ids)) == len(ids)


def test_the_clauses_are_numbered_though_their_style_was_not(content, styles, theme):
    numbers = {
        value(named(styles, theme.paragraphs[s].name), "w:pPr/w:numPr/w:numId") for s in LEVELS
    }
    (number,) = numbers
    list_ = tree(content, "word/numbering.xml")
    definition = value(list_, f"w:num[@w:numId='{number}']/w:abstractNumId")
    levels = find(list_, f"w:abstractNum[@w:abstractNumId='{definition}']/w:lvl")
    assert [value(level, "w:lvlText") for level in levels] == ["%1.", "%1.%2.", "%1.%2.%3."]


def test_lists_with_dashes_are_added_to_theirs(content, styles, theme):
    numbers = [
        value(named(styles, theme.paragraphs[s].name), "w:pPr/w:numPr/w:numId") for s in SIGNS
    ]
    assert len(set(numbers)) == len(SIGNS)
    lists = tree(content, "word/numbering.xml")
    for number in numbers:
        definition = value(lists, f"w:num[@w:numId='{number}']/w:abstractNumId")
        path = f"w:abstractNum[@w:abstractNumId='{definition}']/w:lvl/w:lvlText"
        assert value(lists, path) == "–"


def test_our_own_document_as_a_letterhead_keeps_its_lists(theme, draft):
    once = write(draft, prepare(theme, "uk"))
    again = write(draft, prepare(theme, "uk", once))
    path = "//w:num/@w:numId"
    before, after = (find(tree(made, "word/numbering.xml"), path) for made in (once, again))
    assert before == after == ["1", "2", "3"]


@pytest.mark.parametrize("reference", [letter(), sheet(297, 210, 25, 15, 10)], ids=["a4", "wide"])
@pytest.mark.parametrize(("landscape", "size"), [(False, (297, 420)), (True, (420, 297))])
def test_another_paper_takes_the_place_of_theirs(
    theme, draft, problems, reference, landscape, size
):
    made = write(draft, prepare(theme, "uk", reference, landscape=landscape, paper="a3"))
    (page,) = find(tree(made), "//w:sectPr/w:pgSz")
    assert tuple(int(value(page, ".", side)) for side in "wh") == tuple(map(twips, size))
    assert value(page, ".", "orient") == ("landscape" if landscape else None)
    assert problems(made) == []


def test_the_page_is_theirs_and_tables_fill_its_width(content):
    body = tree(content)
    assert value(body, "//w:sectPr/w:pgMar", "left") == str(twips(25))
    (width,) = set(find(body, "//w:tbl/w:tblPr/w:tblW/@w:w"))
    assert int(width) == pytest.approx(twips(170), abs=2)


def test_their_letterhead_stays_on_every_page_with_its_picture(content):
    for name in (FIRST, DEFAULT):
        assert "ТОВ «Приклад», код 12345678" in words(tree(content, name))
        links = parts(content)[f"word/_rels/{name.removeprefix('word/')}.rels"]
        assert b"/image" in links


def test_our_page_number_and_mark_are_added_to_it(content):
    assert not find(tree(content, FIRST), "//w:fldSimple")
    assert find(tree(content, DEFAULT), "//w:fldSimple")
    assert "ПРОЄКТ" in words(tree(content, FIRST))
    assert list(tree(content, FIRST).iter("{urn:schemas-microsoft-com:vml}textpath"))


def test_a_final_copy_adds_nothing_to_their_first_page(theme, final):
    content = write(final, prepare(theme, "uk", letter()))
    assert words(tree(content, FIRST)) == "ТОВ «Приклад», код 12345678"


def test_their_own_page_number_is_not_doubled(theme, final):
    content = write(final, prepare(theme, "uk", letter(numbered=True)))
    assert not find(tree(content, DEFAULT), "//w:fldSimple")
    assert find(tree(content, "word/footer-default.xml"), "//w:fldSimple")


def test_a_letterhead_of_the_first_page_stays_there(theme, final):
    content = write(final, prepare(theme, "uk", letter(titled=True)))
    assert "код 12345678" in words(tree(content, FIRST))
    assert "код 12345678" not in words(tree(content, DEFAULT))


def test_their_text_and_what_is_theirs_alone_is_left_behind(content):
    everything = b"".join(parts(content).values()).decode("utf-8", "ignore")
    assert "якого не буде" not in everything
    assert "python-docx" not in everything


def test_it_can_be_read_and_has_all_words(content, draft):
    read = [p.text for p in docx.Document(BytesIO(content)).paragraphs]
    plain = [p.text for p in draft.paragraphs() if p.style is Style.CLAUSE]
    assert [text for text in read if text in set(plain)] == plain


def test_the_sdk_finds_no_fault(problems, theme, final, draft):
    for reference in (letter(), letter(titled=True, numbered=True)):
        based = prepare(theme, "uk", reference)
        assert problems(write(final, based)) == []
        assert problems(write(draft, based)) == []


def test_our_own_draft_can_be_the_reference(problems, base, theme, final, draft):
    based = prepare(theme, "uk", write(draft, base))
    content = write(final, based)
    assert problems(content) == []
    assert problems(write(draft, based)) == []
    ours = find(tree(content, "word/styles.xml"), "//w:style/w:name/@w:val")
    assert len(set(ours)) == len(ours)
    assert len(find(tree(content, "word/numbering.xml"), "//w:num")) == 1 + len(SIGNS)
    assert b"PowerPlusWaterMark" not in parts(content)[FIRST]


def test_what_libreoffice_saved_can_be_the_reference(convert, problems, base, theme, final, draft):
    path = convert("docx:MS Word 2007 XML", saved=write(final, base))["saved"]
    based = prepare(theme, "uk", path.read_bytes())
    assert problems(write(draft, based)) == []


def test_a_draft_on_a_letterhead_looks_the_same_in_libreoffice(convert, content, draft):
    path = convert("txt:Text", letter=content)["letter"]
    shown = [line.strip() for line in path.read_text("utf-8-sig").splitlines()]
    expected = [f"{p.number} {p.text}" for p in draft.paragraphs() if p.number]
    assert [line for line in shown if line in set(expected)] == expected


def test_an_indent_before_word_2013_brings_the_rules_to_the_margin(theme, final):
    old = letter()
    mode = value(tree(old, "word/settings.xml"), "//w:compatSetting[@w:name='compatibilityMode']")
    assert int(mode) < 15
    rules = find(
        tree(write(final, prepare(theme, "uk", old))), "//w:tbl[w:tblPr/w:tblInd/@w:w!='0']"
    )
    assert len(rules) == 1


MM = 72 / 25.4
SHEETS = {
    "a5": (148, 210, 30, 10, 10),
    "narrow": (210, 297, 60, 30, 60),
    "pocket": (100, 150, 25, 10, 5),
    "tall": (210, 297, 30, 10, 120),
}


@pytest.fixture(scope="module")
def sheets(convert, theme, draft):
    files = {name: write(draft, prepare(theme, "uk", sheet(*SHEETS[name]))) for name in SHEETS}
    return convert("pdf", **files)


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_leaves_the_margins_of_their_page(sheets, name):
    width, _, left, right, _ = SHEETS[name]
    with pdfplumber.open(sheets[name]) as pdf:
        words = [word for page in pdf.pages for word in page.extract_words()]
        # Of the mark across the page nothing is among the words.
        edges = [(word["x0"] / MM, word["x1"] / MM) for word in words]
    assert {"Марія", "(дата)", "ЗАТВЕРДЖУЮ"} <= {word["text"] for word in words}
    assert min(x0 for x0, _ in edges) >= left - 0.5
    assert max(x1 for _, x1 in edges) <= width - right + 0.5


def test_their_tall_letterhead_pushes_the_text_down(sheets):
    with pdfplumber.open(sheets["tall"]) as pdf:
        (word,) = (w for w in pdf.pages[0].extract_words() if w["text"] == "ЗАТВЕРДЖУЮ")
    assert word["top"] / MM > 120


def test_columns_keep_their_offsets_where_there_is_room(sheets):
    with pdfplumber.open(sheets["tall"]) as pdf:
        words = {word["text"]: word["x0"] / MM for word in pdf.pages[0].extract_words()}
    assert words["ЗАТВЕРДЖУЮ"] == pytest.approx(130, abs=0.5)
    assert words["Олена"] == pytest.approx(155, abs=0.5)
