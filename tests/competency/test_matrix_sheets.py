"""The workbook of the matrix as openpyxl and LibreOffice see it: levels, bounds, colours, ids, what is printed."""

from __future__ import annotations

import zipfile
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import load_workbook

from generator.competency.matrix import matrix
from generator.competency.matrix_sheets import matrix_workbook
from tests.competency.matrices import ORGANISATION, SHADES, catalogue, large, small
from tests.render.test_xlsx import opened
from tests.tools import convert, invalidities, need_calc
from tests.workspace import ROOT, python

DAY = date(2026, 2, 1)
FIRST = (
    ["role_id", "role", "unit", "accounting", "sales", "negotiation", "leadership", "english"],
    [None, None, None, "Професійні", None, "Поведінкові", "Управлінські", "Мовні"],
    [
        "Ідентифікатор ролі",
        "Посада",
        "Підрозділ",
        "Бухгалтерський облік",
        "Продаж",
        "Переговори <&> «торг»",
        "=Лідерство",
        "Англійська мова",
    ],
    ["accountant", "Бухгалтер", "Бухгалтерія", 4, None, None, None, None],
    ["head", "Начальник відділу", "Бухгалтерія", 5, None, None, 4, 1],
    ["seller", "Продавець <b>", "Відділ продажу", None, 3, 2, None, None],
    ["agent", "Агент з об’єктів", "відділ  продажу", None, 2, None, None, 6],
)


@cache
def content(language: str = "uk") -> bytes:
    return matrix_workbook(small(), ORGANISATION, SHADES, language, DAY)


def sheets(language: str = "uk") -> Any:
    return opened(content(language)).worksheets


def colour(cell: Any) -> str:
    return f"#{cell.fill.fgColor.rgb[2:].lower()}"


def test_it_has_the_levels_of_every_role_and_the_ids_of_all() -> None:
    found = [[cell.value for cell in row] for row in sheets()[0].iter_rows()]
    assert tuple(found[: len(FIRST)]) == FIRST
    assert found[-1][:2] == ["driver", "Водій"]
    assert {cell.data_type for row in sheets()[0].iter_rows(max_row=3) for cell in row} == {
        "s",
        "n",  # an empty cell under the heading of a kind
    }


def test_ids_are_there_but_not_seen() -> None:
    page = sheets()[0]
    assert page.column_dimensions["A"].hidden
    assert page.row_dimensions[1].hidden
    assert (page.freeze_panes, page.print_title_rows, page.print_title_cols) == (
        "D4",
        "$1:$3",
        "$A:$C",
    )


def test_a_level_is_bounded_by_the_scale_of_its_competency() -> None:
    rules = {
        rule.formula2: sorted(str(area) for area in rule.sqref.ranges)
        for rule in sheets()[0].data_validations.dataValidation
        if rule.type == "whole" and rule.formula1 == "0"
    }
    assert rules == {"6": ["H4:H8"], "5": ["D4:G8"]}


def test_the_hint_says_what_the_levels_are_called() -> None:
    rules = {r.formula2: r for r in sheets()[0].data_validations.dataValidation}
    assert rules["6"].promptTitle == "Мовна шкала"
    assert rules["5"].prompt.splitlines() == [
        "0 — не потрібна",
        *(f"{n} — Щабель {n}" for n in range(1, 6)),
    ]
    english = {r.formula2: r for r in sheets("en")[0].data_validations.dataValidation}
    assert english["6"].promptTitle == "Language scale"
    assert english["6"].prompt.splitlines()[:2] == ["0 — not required", "1 — Step 1"]


def test_the_top_of_every_scale_is_the_darkest() -> None:
    page = sheets()[0]
    assert [colour(page[name]) for name in ("D4", "D5", "H5", "H7")] == [
        SHADES[7],
        SHADES[9],
        SHADES[2],
        SHADES[9],
    ]


def test_a_level_written_by_hand_takes_the_colour_it_would_have() -> None:
    rules = {
        str(area.sqref): {
            rule.formula[0]: f"#{rule.dxf.fill.bgColor.rgb[2:]}"
            for rule in area.rules
            if rule.type == "cellIs"
        }
        for area in sheets()[0].conditional_formatting
    }
    general = dict(zip("012345", (SHADES[n] for n in (0, 2, 4, 5, 7, 9)), strict=True))
    assert rules["D4:G8"] == general
    assert rules["H4:H8"]["6"] == SHADES[9]


def test_competencies_are_listed_with_what_they_mean() -> None:
    page = sheets()[1]
    rows = {row[0].value: [cell.value for cell in row] for row in page.iter_rows()}
    assert page.title == "Компетенції"
    assert rows["sales"] == [
        "sales",
        "Продаж",
        "Sales",
        "Професійні",
        "Загальна",
        "Що таке «Продаж».",
    ]
    assert len(rows) == 6


def test_the_legend_has_every_level_of_every_scale_in_its_colour_and_the_kinds() -> None:
    rows = list(sheets()[2].iter_rows(min_row=2))
    assert [row[1].value for row in rows] == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, *[None] * 4]
    assert [colour(row[1]) for row in rows[4:6]] == [SHADES[8], SHADES[9]]
    assert [cell.value for cell in rows[6]] == ["Загальна", 1, "Щабель 1", "Робить 1 справ <&>."]
    assert [row[2].value for row in rows[-4:]] == [
        "Професійні",
        "Поведінкові",
        "Управлінські",
        "Мовні",
    ]


def test_a_wide_matrix_is_printed_on_a3() -> None:
    papers = {
        count: opened(matrix_workbook(large(3, count), "Т", SHADES, "uk")).worksheets[0].page_setup
        for count in (10, 40)
    }
    assert [setup.paperSize for setup in papers.values()] == [9, 8]
    assert {setup.orientation for setup in papers.values()} == {"landscape"}


def test_the_heading_of_a_kind_has_room_over_a_single_column() -> None:
    widths = {letter: sheets()[0].column_dimensions[letter].width for letter in "DEFG"}
    assert widths["D"] == widths["E"] < widths["F"] < widths["G"]


def test_a_matrix_of_nothing_is_a_workbook_too() -> None:
    book = opened(matrix_workbook(matrix((), catalogue()), ORGANISATION, SHADES, "uk"))
    assert [page.title for page in book] == ["Матриця", "Компетенції", "Умовні позначення"]


PROGRAM = """
import sys
from generator.competency.matrix_sheets import matrix_workbook
from tests.competency.matrices import ORGANISATION, SHADES, small
sys.stdout.write(matrix_workbook(small(), ORGANISATION, SHADES, "uk").hex())
"""


def test_two_processes_make_the_same_bytes() -> None:
    made = {python(PROGRAM, cwd=ROOT, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    assert len(made) == 1


# openpyxl orders the properties of a font as Excel itself does, and not as the schema.
_FONTS = "/x:styleSheet[1]/x:"


def test_the_open_xml_sdk_finds_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "matrix.xlsx"
    path.write_bytes(content())
    assert [e for e in invalidities(path) if not e["xPath"].startswith(_FONTS)] == []


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of it: a workbook of its own, one of Excel, and paper."""
    need_calc()
    source = tmp_path_factory.mktemp("source") / "matrix.xlsx"
    source.write_bytes(content())
    folder = tmp_path_factory.mktemp("copies")
    for form in ("xlsx", "ods", "pdf"):
        convert([source], form, folder)
    return folder


def test_libreoffice_keeps_bounds_and_colours(copies: Path) -> None:
    page = load_workbook(copies / "matrix.xlsx").worksheets[0]
    rules = {
        rule.formula2: sorted(str(area) for area in rule.sqref.ranges)
        for rule in page.data_validations.dataValidation
    }
    assert rules == {"6": ["H4:H8"], "5": ["D4:G8"]}
    assert [colour(page[name]) for name in ("D4", "D5", "H7")] == [SHADES[7], SHADES[9], SHADES[9]]
    areas = {str(area.sqref): len(area.rules) for area in page.conditional_formatting}
    assert areas == {"D4:G8": 7, "H4:H8": 8}
    assert page.column_dimensions["A"].hidden


def test_libreoffice_takes_a_level_for_a_number_within_bounds(copies: Path) -> None:
    with zipfile.ZipFile(copies / "matrix.ods") as archive:
        text = archive.read("content.xml").decode()
    assert text.count("cell-content-is-whole-number() and cell-content-is-between(0,") == 2
    assert 'office:value="6"' in text


def fills(page: Any) -> set[str]:
    """The colours that are laid under cells."""
    found = (shape["non_stroking_color"] or () for shape in page.rects)
    return {
        "#" + "".join(f"{round(c * 255):02x}" for c in each) for each in found if len(each) == 3
    }


def test_on_paper_a_level_has_its_colour(copies: Path) -> None:
    with pdfplumber.open(copies / "matrix.pdf") as book:
        first = book.pages[0]
        words = {word["text"] for word in first.extract_words()}
        assert (first.width > first.height, len(book.pages)) == (True, 3)
        assert {SHADES[7], SHADES[9], SHADES[2]} <= fills(first)
    assert {"Посада", "Бухгалтер", "Водій"} <= words
    assert "accountant" not in words


def test_libreoffice_colours_what_is_changed_by_hand(tmp_path: Path) -> None:
    need_calc()
    book = load_workbook(BytesIO(content()))
    page = book.worksheets[0]
    # The only two levels of this colour: one goes, the other is another one now.
    page["D4"].value, page["G5"].value = None, 3
    book.save(tmp_path / "changed.xlsx")
    convert([tmp_path / "changed.xlsx"], "pdf", tmp_path)
    with pdfplumber.open(tmp_path / "changed.pdf") as paper:
        assert SHADES[7] not in fills(paper.pages[0])
        assert SHADES[5] in fills(paper.pages[0])
