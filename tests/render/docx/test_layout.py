"""What LibreOffice makes of our files, measured in its PDF: ДСТУ 4163:2020 allows 2 mm."""

from dataclasses import replace

import pdfplumber
import pytest

from generator.document.tree import Style
from generator.render.docx import write

from .specimen import Numbers, signatures

MM = 72 / 25.4
LEFT = 30


@pytest.fixture(scope="module")
def pages(pdfs):
    """Pages of the final copy: lists of words with `text`, and `x0`, `x1`, `top`, `bottom` in mm."""
    return measured(pdfs["final"])


def measured(path):
    with pdfplumber.open(path) as pdf:
        return [[in_mm(word) for word in page.extract_words()] for page in pdf.pages]


def in_mm(word):
    return {"text": word["text"], **{k: word[k] / MM for k in ("x0", "x1", "top", "bottom")}}


def place(page, *texts):
    """The first of some words that follow each other."""
    rows = (page[at : at + len(texts)] for at in range(len(page)))
    return next(row[0] for row in rows if [word["text"] for word in row] == list(texts))


def about(millimetres, tolerance=2.0):
    return pytest.approx(millimetres, abs=tolerance)


def test_the_document_has_three_pages(pages):
    assert len(pages) == 3


def test_the_text_keeps_the_margins(pages):
    for page in pages:
        assert min(word["x0"] for word in page) == about(LEFT, 0.5)
        assert max(word["x1"] for word in page) == about(200, 0.5)
        body = [word for word in page if word["top"] > 17]
        assert min(word["top"] for word in body) == about(20)
        assert max(word["bottom"] for word in body) <= 277


@pytest.mark.parametrize(
    ("page", "texts", "offset"),
    [
        (0, ("ЗАТВЕРДЖУЮ",), 100),
        (0, ("Генеральний", "директор"), 100),
        (0, ("Олена", "КОВАЛЬ"), 125),
        (0, ("менеджера", "з", "роботи"), 0),
        (0, ("1.1.", "Менеджер"), 10),
        (0, ("1.2.1.", "Кодексом"), 10),
        (0, ("Менеджер", "з", "роботи", "з", "клієнтами:"), 10),
        (2, ("Начальник", "відділу", "продажу"), 0),
        (2, ("Ігор", "БОНДАРЕНКО"), 125),
        (2, ("Марія", "ШЕВЧУК"), 125),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_requisites_and_clauses_stand_where_the_standard_wants_them(pages, page, texts, offset):
    assert place(pages[page], *texts)["x0"] == about(LEFT + offset, 0.5)


def test_the_second_line_of_a_clause_begins_at_the_margin(pages):
    assert place(pages[0], "звернення", "до", "клієнтів.")["x0"] == about(LEFT, 0.5)


def test_the_organisation_takes_no_more_than_73_mm(pages):
    words = [w for w in pages[0] if w["top"] < 50 and w["x0"] < LEFT + 90]
    assert max(w["x1"] for w in words) - LEFT <= 73


def test_headings_stand_in_the_middle(pages):
    number, last = place(pages[0], "1.", "Загальні"), place(pages[0], "положення")
    assert (number["x0"] + last["x1"]) / 2 == about(115, 0.7)


def test_date_place_and_number_stand_in_one_line(pages):
    date, town, number = (place(pages[0], word) for word in ("23.11.2026", "Київ", "12-ПІ"))
    assert date["x0"] == about(LEFT, 0.5)
    assert (town["x0"] + town["x1"]) / 2 == about(115, 3)
    assert number["x1"] == about(200, 0.5)
    assert date["top"] == town["top"] == number["top"]


def test_the_first_page_has_no_number(pages):
    assert not [word for word in pages[0] if word["top"] < 17]


@pytest.mark.parametrize("page", [2, 3])
def test_other_pages_have_theirs_in_the_middle_of_the_top_margin(pages, theme, page):
    (number,) = (word for word in pages[page - 1] if word["top"] < 17)
    assert number["text"] == str(page)
    assert (number["x0"] + number["x1"]) / 2 == about(115, 0.7)
    assert (number["top"] + number["bottom"]) / 2 == about(theme.page.number_offset_mm)


def test_a_signature_line_ends_before_the_name_and_stands_level_with_it(pdfs, theme):
    with pdfplumber.open(pdfs["final"]) as pdf:
        page = pdf.pages[2]
        name = in_mm(page.search("Ігор БОНДАРЕНКО")[0] | {"text": "name"})
        drawn = [(e["x0"] / MM, e["x1"] / MM, e["top"] / MM) for e in [*page.lines, *page.rects]]
    x0, x1, y = min(drawn, key=lambda line: abs(line[2] - name["bottom"]))
    gap = theme.paragraphs[Style.SIGNATURE_LINE].right_mm
    assert x0 == about(LEFT + 80, 0.5)
    assert x1 == about(LEFT + 125 - gap, 0.5)
    assert y == about(name["bottom"], 1)


def test_numbers_and_references_are_those_of_the_tree(convert, base, final):
    path = convert("txt:Text", final=write(final, base))["final"]
    shown = [line.strip() for line in path.read_text("utf-8-sig").splitlines()]
    expected = [f"{p.number} {p.text}" for p in final.paragraphs() if p.number]
    assert [line for line in shown if line in set(expected)] == expected


def test_every_page_of_a_draft_shows_its_mark_and_the_text_stays_what_it_was(pdfs):
    final, draft = measured(pdfs["final"]), measured(pdfs["draft"])
    assert len(draft) == 3
    for number, page in enumerate(draft, start=1):
        above = [word["text"] for word in page if word["top"] < 17]
        assert above == [*([str(number)] if number > 1 else []), "ПРОЄКТ"]
    said = [[w["text"] for w in page if w["top"] > 17] for page in (*final[1:], *draft[1:])]
    assert said[:2] == said[2:]


def test_the_watermark_is_a_grey_picture_across_the_page(pdfs):
    with pdfplumber.open(pdfs["draft"]) as pdf:
        for page in pdf.pages:
            shapes = [
                c
                for c in page.curves
                if c["fill"] and c["non_stroking_color"] not in (None, (0,), (0, 0, 0))
            ]
            assert shapes
            across = max(c["x1"] for c in shapes) - min(c["x0"] for c in shapes)
            assert 120 < across / MM < 175
            middle = (max(c["x1"] for c in shapes) + min(c["x0"] for c in shapes)) / 2 / MM
            assert middle == about(105, 5)


@pytest.fixture(scope="module")
def pushed(convert, base, theme, final):
    """The same signatures below texts of many lengths, so that some of them must go to the next page."""
    files = {}
    for lines in range(30, 60, 2):
        numbered = Numbers(theme.numbering)
        clauses = [
            numbered(Style.CLAUSE, "Пункт.", keep_next=at >= lines - 2) for at in range(lines)
        ]
        files[f"lines{lines}"] = write(replace(final, blocks=(*clauses, *signatures())), base)
    return {name: measured(path) for name, path in convert("pdf", **files).items()}


BLOCKS = {
    "developer": (("Пункт.",), ("БОНДАРЕНКО",)),
    "agreement": (("ПОГОДЖЕНО",), ("ШЕВЧУК",)),
    "acknowledgement": (("ознайомлений(-а),",), ("20___",)),
}


@pytest.mark.parametrize("name", ["agreement", "acknowledgement"])
def test_a_block_never_breaks(pushed, name):
    begin, end = (words[0] for words in BLOCKS[name])
    for pages in pushed.values():
        on = [[w["text"] for w in page] for page in pages]
        assert [begin in page for page in on] == [end in page for page in on]


def test_a_signature_never_stands_alone(pushed):
    moved = 0
    for pages in pushed.values():
        on = [[w["text"] for w in page] for page in pages]
        (page,) = [page for page in on if "БОНДАРЕНКО" in page]
        assert page[: page.index("БОНДАРЕНКО")].count("Пункт.") >= 2
        moved += page is not on[0]
    assert moved
