from dataclasses import replace

import pdfplumber
import pytest

from generator.render.docx import prepare, write
from generator.render.docx.ooxml import twips

from .letters import letter, sheet
from .reading import find, tree, value

MM = 72 / 25.4
LETTERS = {"plain": None, "letterhead": letter(), "wide": sheet(297, 210, 25, 15, 10)}


@pytest.fixture(scope="module", params=LETTERS)
def content(request, theme, draft):
    """A draft crosswise: on paper alone, on an upright letterhead, on one that lies crosswise itself."""
    base = prepare(theme, "uk", LETTERS[request.param], landscape=True)
    return write(replace(draft, landscape=True), base)


def test_the_sheet_lies_crosswise(content):
    (size,) = find(tree(content), "//w:sectPr/w:pgSz")
    wide, high = (int(value(size, ".", side)) for side in "wh")
    assert (wide, high) == pytest.approx((twips(297), twips(210)), abs=2)
    assert value(size, ".", "orient") in ("landscape", None)


def test_a_turned_sheet_says_so(theme, draft):
    for reference in (None, letter()):
        made = write(draft, prepare(theme, "uk", reference, landscape=True))
        assert value(tree(made), "//w:sectPr/w:pgSz", "orient") == "landscape"


def test_an_upright_sheet_says_nothing(theme, draft):
    made = write(draft, prepare(theme, "uk"))
    assert value(tree(made), "//w:sectPr/w:pgSz", "orient") is None


def test_tables_of_data_are_as_wide_as_the_text(content):
    root = tree(content)
    margins = find(root, "//w:sectPr/w:pgMar")[0]
    sides = sum(int(value(margins, ".", side)) for side in ("left", "right"))
    text = int(value(root, "//w:sectPr/w:pgSz", "w")) - sides
    grids = [
        sum(int(value(column, ".", "w")) for column in find(table, "w:tblGrid/w:gridCol"))
        for table in find(root, "//w:body/w:tbl")
    ]
    assert len(grids) > 3
    assert set(grids) == {text}


def test_the_validator_finds_nothing_wrong(content, problems):
    assert problems(content) == []


def test_libreoffice_lays_it_out_crosswise_with_the_margins_of_the_standard(theme, draft, convert):
    made = write(replace(draft, landscape=True), prepare(theme, "uk", landscape=True))
    with pdfplumber.open(convert("pdf", draft=made)["draft"]) as pdf:
        for page in pdf.pages:
            assert (page.width / MM, page.height / MM) == pytest.approx((297, 210), abs=0.5)
            words = [w for w in page.extract_words() if w["top"] / MM > 17]
            assert min(w["x0"] for w in words) / MM == pytest.approx(30, abs=0.5)
            assert max(w["x1"] for w in words) / MM <= 287.5
            assert max(w["bottom"] for w in words) / MM <= 190
