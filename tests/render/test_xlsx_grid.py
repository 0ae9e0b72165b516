"""What a sheet may do beside holding values: refuse wrong numbers, colour them, stay in view, lock, lie on paper."""

from __future__ import annotations

from typing import Any

import pytest

from generator.render.xlsx import (
    XlsxChoices,
    XlsxColumn,
    XlsxGroup,
    XlsxSheet,
    XlsxTinted,
    workbook,
)
from tests.render.test_xlsx import opened, parts

COLUMNS = tuple(XlsxColumn(name, 20) for name in "АБВГДЕ")
ROWS = (("id-1", "Продавець", 1, 2, None, 3), ("id-2", "Водій", None, 0, 2, 1))
CHOICES = XlsxChoices((3, 4, 6), 0, 5, "Рівень", "Від 0 до 5.", {1: "#edf4fb", 2: "#dbe9f7"})


def made(**more: Any) -> bytes:
    return workbook((XlsxSheet("Штат", COLUMNS, ROWS, **more),), "Назва", "uk")


def page(**more: Any) -> Any:
    return opened(made(**more)).worksheets[0]


def test_excel_refuses_a_number_out_of_bounds_and_says_what_is_meant() -> None:
    (rule,) = page(choices=(CHOICES,)).data_validations.dataValidation
    assert (rule.type, rule.operator, rule.formula1, rule.formula2) == (
        "whole",
        "between",
        "0",
        "5",
    )
    assert (rule.errorStyle, rule.allow_blank, rule.showErrorMessage) == ("stop", True, True)
    assert (rule.promptTitle, rule.prompt, rule.showInputMessage) == ("Рівень", "Від 0 до 5.", True)
    assert {str(area) for area in rule.sqref.ranges} == {"C2:D3", "F2:F3"}


def test_a_hint_is_no_longer_than_excel_shows() -> None:
    long = XlsxChoices((3,), 0, 5, "т" * 90, "п" * 900)
    (rule,) = page(choices=(long,)).data_validations.dataValidation
    assert (len(rule.promptTitle), len(rule.errorTitle)) == (32, 32)
    assert (len(rule.prompt), len(rule.error)) == (255, 255)


def test_a_number_written_by_hand_takes_its_colour_and_an_empty_cell_none() -> None:
    found = {
        str(area.sqref): [
            (rule.operator, rule.formula, rule.dxf.fill.bgColor.rgb) for rule in area.rules
        ]
        for area in page(choices=(CHOICES,)).conditional_formatting
    }
    assert found["C2:D3"] == [
        (None, ["LEN(TRIM(C2))=0"], "ffffffff"),
        ("equal", ["1"], "ffedf4fb"),
        ("equal", ["2"], "ffdbe9f7"),
    ]
    assert found["F2:F3"][0][1] == ["LEN(TRIM(F2))=0"]


def test_a_value_may_have_a_colour_of_its_own() -> None:
    rows = ((XlsxTinted(1, "#b7d3ee"), XlsxTinted("=а", "#dbe9f7"), 1),)
    content = workbook((XlsxSheet("Штат", COLUMNS[:3], rows),), "Назва", "uk")
    cells = next(opened(content).worksheets[0].iter_rows(min_row=2))
    assert [cell.value for cell in cells] == [1, "=а", 1]
    assert [cell.fill.fgColor.rgb for cell in cells] == ["ffb7d3ee", "ffdbe9f7", "00000000"]
    assert cells[1].data_type == "s"


def test_keys_are_hidden_and_groups_stand_over_their_columns() -> None:
    groups = (XlsxGroup("", 2), XlsxGroup("Фахові", 3), XlsxGroup("Мовні", 1))
    found = page(groups=groups, keys=("role", "title", "a", "b", "c", "d"), freeze="C4")
    values = [[cell.value for cell in row] for row in found.iter_rows()]
    assert values[0] == ["role", "title", "a", "b", "c", "d"]
    assert values[1] == [None, None, "Фахові", None, None, "Мовні"]
    assert values[2] == list("АБВГДЕ")
    assert values[3] == ["id-1", "Продавець", 1, 2, None, 3]
    assert found.row_dimensions[1].hidden
    assert [str(area) for area in found.merged_cells.ranges] == ["C2:E2"]
    assert (found.freeze_panes, found.print_title_rows) == ("C4", "$1:$3")
    assert found.auto_filter.ref == "A3:F5"


def test_columns_can_be_hidden_and_stand_first_on_every_page() -> None:
    found = page(hidden_columns=(1,), repeated_columns=2)
    assert [found.column_dimensions[letter].hidden for letter in "AB"] == [True, False]
    assert found.print_title_cols == "$A:$B"


def test_a_hidden_column_makes_no_row_higher() -> None:
    rows = (("дуже-довгий-ідентифікатор" * 9, "Водій"),)
    sheet = XlsxSheet("Штат", COLUMNS[:2], rows, hidden_columns=(1,))
    found = opened(workbook((sheet,), "Назва", "uk")).worksheets[0]
    assert found.row_dimensions[2].height < 20


def test_everything_but_the_open_columns_is_locked_without_a_password() -> None:
    found = page(open_columns=(3, 4), locked_rows=(2,))
    assert found.protection.sheet
    assert found.protection.password is None
    locked = [[cell.protection.locked for cell in row] for row in found.iter_rows()]
    assert locked == [
        [True] * 6,
        [True, True, False, False, True, True],
        [True] * 6,
    ]
    assert not page().protection.sheet


def test_an_upright_heading_has_room() -> None:
    names = ("Роль", "Планування розвитку ключових клієнтів", "Продаж")
    columns = (XlsxColumn(names[0], 60), XlsxColumn(names[1], 10), XlsxColumn(names[2], 10))
    sheet = XlsxSheet("Штат", columns, (("а", 1, 2),), upright=(2, 3))
    found = opened(workbook((sheet,), "Назва", "uk")).worksheets[0]
    assert [cell.alignment.textRotation for cell in found[1]] == [0, 90, 90]
    # In two lines side by side, which stand in a column of 10 mm.
    assert 90 < found.row_dimensions[1].height < 140


@pytest.mark.parametrize(
    ("count", "paper", "code", "across"),
    [(3, "a4", 9, 1), (60, "a4", 9, 3), (60, "a3", 8, 2), (30, "a3", 8, 1)],
    ids=["small", "wide on A4", "wide on A3", "A3"],
)
def test_a_wide_sheet_is_printed_on_so_many_pages_that_it_can_be_read(
    count: int, paper: Any, code: int, across: int
) -> None:
    columns = (XlsxColumn("Роль", 60), *(XlsxColumn(str(n), 12) for n in range(count)))
    sheet = XlsxSheet("Штат", columns, (), repeated_columns=1, paper=paper)
    setup = opened(workbook((sheet,), "Назва", "uk")).worksheets[0].page_setup
    assert (setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (code, across, 0)
    assert setup.orientation == "landscape"


def test_thousands_of_cells_share_a_few_looks() -> None:
    row = ("=текст", *(XlsxTinted(n % 5, f"#0000f{n % 5}") for n in range(59)))
    columns = tuple(XlsxColumn(str(n), 10) for n in range(60))
    content = workbook((XlsxSheet("Штат", columns, (row,) * 200),), "Назва", "uk")
    looks = parts(content)["xl/styles.xml"].partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0]
    assert looks.count(b"<xf ") < 12


def test_an_empty_sheet_may_still_be_written_into() -> None:
    sheet = XlsxSheet("Штат", COLUMNS, (), choices=(CHOICES,), open_columns=(3,))
    found = opened(workbook((sheet,), "Назва", "uk")).worksheets[0]
    (rule,) = found.data_validations.dataValidation
    assert {str(area) for area in rule.sqref.ranges} == {"C2:D2", "F2"}
    assert found.auto_filter.ref == "A1:F1"
