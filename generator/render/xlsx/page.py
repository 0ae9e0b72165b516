"""A sheet of plain values → a page of an openpyxl workbook: cells, what may be written into them, screen and paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from generator.render.xlsx.sheet import Value, XlsxChoices, XlsxSheet, XlsxTinted, runs
from generator.render.xlsx.styles import FONT, Styles, conditions
from generator.render.xlsx.text import characters, put, row_height, upright_height, writable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def write(page: Worksheet, sheet: XlsxSheet, title: str) -> None:
    """Write the sheet onto an empty page; `title` stands at the top of the printed pages."""
    styles = Styles(sheet)
    _keys(page, sheet)
    _groups(page, sheet, styles)
    _headings(page, sheet, styles)
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        for index, value in enumerate(row, start=1):
            _body(page.cell(number, index), index, value, styles)
        plain = tuple(each.value if isinstance(each, XlsxTinted) else each for each in row)
        page.row_dimensions[number].height = row_height(plain, sheet)
    for choices in sheet.choices:
        _choices(page, sheet, choices)
    _protect(page, sheet)
    _view(page, sheet)
    _paper(page, sheet, title)


def _keys(page: Worksheet, sheet: XlsxSheet) -> None:
    for index, key in enumerate(sheet.keys, start=1):
        put(page.cell(1, index), key)
    if sheet.keys:
        page.row_dimensions[1].hidden = True


def _groups(page: Worksheet, sheet: XlsxSheet, styles: Styles) -> None:
    row, first = sheet.head_row - 1, 1
    for group in sheet.groups:
        last = first + group.count - 1
        for index in range(first, last + 1):
            styles.head(page.cell(row, index))
        if group.heading:
            put(page.cell(row, first), group.heading)
        if group.heading and group.count > 1:
            page.merge_cells(None, row, first, row, last)
        first = last + 1


def _headings(page: Worksheet, sheet: XlsxSheet, styles: Styles) -> None:
    upright = frozenset(sheet.upright)
    for index, column in enumerate(sheet.columns, start=1):
        cell = page.cell(sheet.head_row, index)
        put(cell, column.heading)
        styles.head(cell, index in upright)
        page.column_dimensions[cell.column_letter].width = characters(column.width_mm)
        if index in sheet.hidden_columns:
            page.column_dimensions[cell.column_letter].hidden = True
    level = tuple(
        "" if index in upright else column.heading
        for index, column in enumerate(sheet.columns, start=1)
    )
    standing = upright_height([sheet.columns[index - 1] for index in upright])
    page.row_dimensions[sheet.head_row].height = max(row_height(level, sheet), standing)


def _body(cell: Any, column: int, value: Value, styles: Styles) -> None:
    plain, colour = (value.value, value.colour) if isinstance(value, XlsxTinted) else (value, "")
    put(cell, plain)
    styles.body(cell, column, plain, colour)


_TITLE_LETTERS: Final = 32
_TEXT_LETTERS: Final = 255
"""How long may the title and the text of a validation be? ECMA-376-1, 18.3.1.32 `dataValidation`."""


def _choices(page: Worksheet, sheet: XlsxSheet, choices: XlsxChoices) -> None:
    """Numbers from the lowest to the highest and no others, each on its colour."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    title, text = (
        writable(choices.title)[:_TITLE_LETTERS],
        writable(choices.text)[:_TEXT_LETTERS],
    )
    rule = DataValidation(
        "whole",
        formula1=str(choices.low),
        formula2=str(choices.high),
        operator="between",
        errorStyle="stop",
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorTitle=title,
        error=text,
        promptTitle=title,
        prompt=text,
    )
    page.add_data_validation(rule)
    for first, last in runs(choices.columns):
        start = f"{get_column_letter(first)}{sheet.first_row}"
        area = f"{start}:{get_column_letter(last)}{sheet.last_row}"
        rule.add(area)
        for condition in conditions(choices.tints, start):
            page.conditional_formatting.add(area, condition)


def _protect(page: Worksheet, sheet: XlsxSheet) -> None:
    """Lock what is not open; columns and rows may still be made wider and higher to read them."""
    if sheet.open_columns is None:
        return
    page.protection.sheet = True
    # In the file these say what is locked.
    page.protection.formatColumns = page.protection.formatRows = False


def _view(page: Worksheet, sheet: XlsxSheet) -> None:
    """What is seen on the screen: the head stays, and the rows can be filtered by it."""
    page.freeze_panes = sheet.freeze
    page.auto_filter.ref = f"A{sheet.head_row}:{page.dimensions.rpartition(':')[2]}"


_PAPERS: Final = {"a4": (9, 297), "a3": (8, 420)}
"""Paper → its number in Excel (ECMA-376-1, 18.3.1.63 `pageSetup`), and how wide it is when it lies crosswise, in mm."""

_LEFT_INCH: Final = 0.8
_RIGHT_INCH: Final = 0.4

_LEAST_SCALE: Final = 0.75
"""How small may a table be printed? Of 11 pt so much leaves 8 pt, the least of print that is read with ease."""


def _paper(page: Worksheet, sheet: XlsxSheet, title: str) -> None:
    """What is seen on paper: the head stands on every page."""
    page.print_title_rows = f"1:{sheet.head_row}"
    page.page_setup.paperSize = _PAPERS[sheet.paper][0]
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left, page.page_margins.right = _LEFT_INCH, _RIGHT_INCH
    page.oddHeader.center.font, page.oddHeader.center.size = f"{FONT},Bold", 12
    page.oddHeader.center.text = writable(title)[:200].replace("&", "&&")
    page.oddFooter.center.text = "&P"
    if sheet.repeated_columns:
        page.print_title_cols = f"A:{page.cell(1, sheet.repeated_columns).column_letter}"
        page.page_setup.fitToWidth = _pages_across(sheet)


def _pages_across(sheet: XlsxSheet) -> int:
    """How many pages wide a sheet is printed, so that it is not smaller than can be read."""
    widths = [
        0 if index in sheet.hidden_columns else column.width_mm
        for index, column in enumerate(sheet.columns, start=1)
    ]
    repeated = sum(widths[: sheet.repeated_columns])
    paper = _PAPERS[sheet.paper][1] - (_LEFT_INCH + _RIGHT_INCH) * 25.4
    room = max(paper / _LEAST_SCALE - repeated, max(widths))
    return max(1, math.ceil((sum(widths) - repeated) / room))
