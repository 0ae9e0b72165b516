"""The matrix on paper: tables no wider than the sheet, every level once, and the same in PDF and Word."""

from __future__ import annotations

import io
import pickle
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from generator.competency.matrix import Matrix, matrix
from generator.competency.matrix_print import MATRIX, matrix_names
from generator.document.compose import compose_page
from generator.document.tree import Document, Paragraph, Style, Table
from generator.make import Composer, Plan
from generator.render import docx
from generator.render.pdf import PdfWriter
from tests.competency.matrices import catalogue, large, small
from tests.machine import need_pango
from tests.tools import convert, invalidities
from tests.workspace import ROOT

MM = 72 / 25.4
ENGLISH = ROOT / "samples/en"


@cache
def composer(root: Path = ROOT) -> Composer:
    return Composer(Plan(root))


def names(one: Matrix) -> dict[str, Any]:
    return matrix_names(one, composer().theme, "uk")


def document(one: Matrix, root: Path = ROOT) -> Document:
    shared = composer(root)
    language = shared.workspace.settings.language
    found = matrix_names(one, shared.theme, language)
    return compose_page(
        MATRIX, found, shared.workspace.settings, shared.templates, shared.theme, draft=False
    )


@pytest.mark.parametrize(
    ("count", "paper", "columns"),
    [
        (4, "", [4]),
        (20, "", [20]),
        (24, "", [24]),
        (25, "a3", [25]),
        (40, "a3", [40]),
        (41, "a3", [21, 20]),
        (60, "a3", [30, 30]),
        (100, "a3", [34, 34, 32]),
    ],
    ids=str,
)
def test_the_paper_and_the_tables_fit_the_number_of_competencies(
    count: int, paper: str, columns: list[int]
) -> None:
    found = names(large(2, count))
    assert found["paper"] == paper
    assert [len(band.widths) - 1 for band in found["bands"]] == columns


@pytest.mark.parametrize("count", [1, 3, 7, 24, 33, 60, 100], ids=str)
def test_no_table_is_wider_than_the_sheet_and_every_level_is_in_one(count: int) -> None:
    one = large(3, count)
    found = names(one)
    width = 257 if found["paper"] == "" else 380
    for band in found["bands"]:
        assert sum(band.widths) <= width + 0.1 * len(band.widths)
        assert min(band.widths[1:]) >= 8
        assert len(band.widths) - 1 == sum(len(kind.names) for kind in band.kinds)
    for index, row in enumerate(one.rows):
        printed = [level.number for band in found["bands"] for level in band.rows[index].levels]
        assert tuple(printed) == row.levels


def test_a_kind_that_goes_on_in_the_next_table_is_named_there_again() -> None:
    first, second = names(large(2, 60))["bands"]
    assert first.kinds[-1].kind == second.kinds[0].kind


def test_the_names_travel_between_processes() -> None:
    found = names(small())
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_table_says_what_the_matrix_says() -> None:
    grid = next(b for b in document(small()).blocks if isinstance(b, Table) and b.head_rows)
    texts = [[cell.paragraphs[0].text if cell.paragraphs else "" for cell in r] for r in grid.rows]
    assert texts[0] == ["Посада, підрозділ", "Професійні", "Поведінкові", "Управлінські", "Мовні"]
    assert texts[1][0] == "Бухгалтерський облік"
    assert [text.partition("\n")[0] for text in texts[3]] == [
        "Начальник відділу",
        "5",
        "",
        "",
        "4",
        "1",
    ]
    assert [cell.shade for cell in grid.rows[3]] == [None, 9, None, None, 7, 2]
    assert all(cell.upright for cell in grid.rows[1])


def test_the_legend_explains_every_level_of_every_scale() -> None:
    legend = [b for b in document(small()).blocks if isinstance(b, Table) and b.head_rows][1:]
    assert [len(table.rows) - 1 for table in legend] == [6, 5]
    assert [row[0].shade for row in legend[1].rows[1:]] == [2, 4, 5, 7, 9]


def test_it_says_so_when_nothing_is_required() -> None:
    found = document(matrix((), catalogue()))
    texts = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    assert "Жодна посада не потребує компетенцій." in texts


def test_it_has_english_words_too() -> None:
    found = document(large(2, 60), ENGLISH)
    paragraphs = (block for block in found.blocks if isinstance(block, Paragraph))
    texts = {each.text.replace("\xa0", " ") for each in paragraphs}
    assert {"COMPETENCY MATRIX", "Part 1 of 2", "Part 2 of 2", "Language scale"} <= texts
    headings = [b for b in found.blocks if isinstance(b, Paragraph) and b.style is Style.HEADING]
    assert [(each.number, each.text) for each in headings] == [
        ("1.", "Required levels"),
        ("2.", "Legend"),
    ]


def pdf(one: Matrix) -> Any:
    shared = composer()
    written = PdfWriter(shared.theme, shared.templates.read("document.css"), "").write(
        document(one), "matrix.pdf"
    )
    return pdfplumber.open(io.BytesIO(written))


@pytest.mark.parametrize(
    ("count", "size_mm"), [(20, (297, 210)), (33, (420, 297))], ids=["A4", "A3"]
)
def test_the_head_stands_on_every_page_of_the_pdf_within_the_margins(
    count: int, size_mm: tuple[int, int]
) -> None:
    need_pango()
    with pdf(large(40, count)) as book:
        pages = [page for page in book.pages if "Провідний" in (page.extract_text() or "")]
        assert len(pages) > 1
        for page in pages:
            assert (round(page.width / MM), round(page.height / MM)) == size_mm
            assert "Управлінські" in page.extract_text()
            assert max(line["x1"] for line in page.rects + page.lines) <= page.width - 9.7 * MM
            upright = [char for char in page.chars if not char["upright"]]
            assert len(upright) > 20 * count


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shared = composer()
    found = document(large(12, 33))
    base = docx.prepare(shared.theme, "uk", landscape=found.landscape, paper=found.paper)
    path = tmp_path_factory.mktemp("word") / "matrix.docx"
    path.write_bytes(docx.write(found, base))
    return path


def test_the_open_xml_sdk_finds_nothing_wrong_in_the_word_file(word: Path) -> None:
    assert invalidities(word) == []


def test_word_lays_the_table_on_a3_too(word: Path) -> None:
    convert([word], "pdf", word.parent)
    with pdfplumber.open(word.with_suffix(".pdf")) as book:
        page = book.pages[0]
        assert (round(page.width / MM), round(page.height / MM)) == (420, 297)
        assert max(line["x1"] for line in page.rects + page.lines) <= page.width - 9 * MM
        assert "Провідний фахівець з питань логістики 3" in page.extract_text()
