"""Sheets of plain values, or the table of a document → the bytes of an Excel workbook, the same for the same input.

A text stays a text whatever it begins with, `=` and `@` included: no cell of ours is ever a formula. openpyxl is
imported only when a workbook is asked for.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from generator.document.tree import Cell, Document, Table, TableStyle
from generator.render.docx.package import add
from generator.render.docx.properties import APPLICATION, core

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class XlsxColumn:
    """A column with its heading."""

    heading: str
    width_mm: float


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """A table under one row of headings.

    A cell that holds a key of `tints` has that colour (`#rrggbb`); with `row_mm` every row is at least so high, to
    be written on by hand.
    """

    name: str
    columns: tuple[XlsxColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    tints: Mapping[str, str] = field(default_factory=dict)
    row_mm: float = 0


_FONT: Final = "Times New Roman"
_SIZE_PT: Final = 11
_HEAD_COLOUR: Final = "ffe7e6e6"
_POINT_MM: Final = 25.4 / 72
_DATE: Final = "dd.mm.yyyy"

_LETTER_MM: Final = 2.0
"""How wide is a letter on the average? Half of 11 pt, and a little for what a word leaves free at the end of a line."""

# XML 1.0, production 2 «Char», without the line ends Excel would show as spaces.
_FORBIDDEN: Final = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def workbook(
    sheets: tuple[XlsxSheet, ...],
    title: str,
    language: str,
    day: date | None = None,
    author: str = "",
) -> bytes:
    """The workbook: each sheet with its head row in view, printed on A4 crosswise, as wide as the page."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets, start=1):
        name = _NOT_IN_NAMES.sub(" ", sheet.name).strip(" '")[:31]
        _write(book.create_sheet(name or str(number)), sheet, title)
    stream = BytesIO()
    # Not `book.save`, which would write the time of the day into the file.
    ExcelWriter(book, zipfile.ZipFile(stream, "w")).save()
    made = day.isoformat() if day else ""
    about = Document(_writable(title), "", _writable(author), language, "", made, "", ())
    return _packed(stream, about)


_TABLE_MM: Final = 257
"""How wide is the table of a document? As the text on A4 crosswise, with the margins of ДСТУ 4163:2020."""

_ROW_MM: Final = 10
_WRITTEN_DATE: Final = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")


def document_workbook(document: Document) -> bytes:
    """The tables of data of a document, such as a journal, each on a sheet of its own, to be filled in further."""
    tables = [
        block
        for block in document.blocks
        if isinstance(block, Table) and block.style is TableStyle.GRID
    ]
    day = date.fromisoformat(document.date) if document.date else None
    name = document.subject or document.title
    names = (name, *(f"{name[:27]} {number}" for number in range(2, len(tables) + 1)))
    sheets = tuple(map(_sheet, names, tables))
    return workbook(sheets, document.title, document.language, day, document.author)


def _sheet(name: str, table: Table) -> XlsxSheet:
    """A table of a document: the first row of its head, and its rows with dates and running numbers as such."""
    head = _texts(table.rows[0]) if table.head_rows else ()
    body = [_texts(row) for row in table.rows[table.head_rows :]]
    count = max(map(len, (head, *body)))
    shares = table.widths if len(table.widths) == count else (1,) * count
    widths = [_TABLE_MM * share / sum(shares) for share in shares]
    headings = (*head, *[""] * (count - len(head)))
    rows = tuple(tuple(_values(number, row)) for number, row in enumerate(body, start=1))
    return XlsxSheet(name, tuple(map(XlsxColumn, headings, widths)), rows, row_mm=_ROW_MM)


def _texts(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(text for cell in row for text in (_said(cell), *[""] * (cell.columns - 1)))


def _said(cell: Cell) -> str:
    return "\n".join(paragraph.text for paragraph in cell.paragraphs).replace("\xa0", " ").strip()


def _values(number: int, row: tuple[str, ...]) -> Iterator[Value]:
    for index, text in enumerate(row):
        yield number if index == 0 and text == str(number) else _date(text) or text or None


def _date(text: str) -> date | None:
    found = _WRITTEN_DATE.fullmatch(text)
    try:
        return date(*map(int, reversed(found.groups()))) if found else None
    except ValueError:
        return None


def _write(page: Worksheet, sheet: XlsxSheet, title: str) -> None:
    styles = _Styles(sheet.tints)
    for index, column in enumerate(sheet.columns, start=1):
        cell = page.cell(1, index)
        _put(cell, column.heading)
        styles.head(cell)
        page.column_dimensions[cell.column_letter].width = _characters(column.width_mm)
    headings = tuple(column.heading for column in sheet.columns)
    page.row_dimensions[1].height = _height(headings, sheet)
    for number, row in enumerate(sheet.rows, start=2):
        for index, value in enumerate(row, start=1):
            cell = page.cell(number, index)
            _put(cell, value)
            styles.body(cell)
        page.row_dimensions[number].height = _height(row, sheet)
    _set_up(page, title)


def _characters(width_mm: float) -> float:
    """A width in the unit of Excel: digits of the standard font, 7 pixels each, and 5 pixels around them."""
    return round((width_mm / 25.4 * 96 - 5) / 7, 2)


def _height(row: tuple[Value, ...], sheet: XlsxSheet) -> float:
    """How high a row is, in points; rather more than less, for what does not fit is cut off."""
    lines = max(map(_lines, row, sheet.columns), default=1)
    return max(lines * _SIZE_PT * 1.3 + 4, round(sheet.row_mm / _POINT_MM, 2))


def _lines(value: Value, column: XlsxColumn) -> int:
    room = max(_LETTER_MM, column.width_mm - 3)
    texts = str(value or "").split("\n")
    return sum(max(1, math.ceil(len(text) * _LETTER_MM / room)) for text in texts)


def _put(cell: Any, value: Value) -> None:
    """Set a value; a text is told to be one, or openpyxl would take it for a formula or an error."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _ESCAPE.sub("_x005F_", _writable(value))
    cell.value = text
    cell.data_type = "s"
    # So that it stays a text once somebody goes into the cell and out of it.
    cell.quotePrefix = bool(text) and not text[0].isalpha()


def _writable(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


class _Styles:
    """The looks of cells; each is made once, for Excel has room for 64,000."""

    def __init__(self, tints: Mapping[str, str]) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        line = Side(style="thin")
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self._font = Font(name=_FONT, size=_SIZE_PT)
        self._bold = Font(name=_FONT, size=_SIZE_PT, bold=True)
        self._left = Alignment(horizontal="left", vertical="center", wrap_text=True)
        self._middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._grey = PatternFill("solid", fgColor=_HEAD_COLOUR)
        self._tints = {
            text: PatternFill("solid", fgColor=f"ff{colour.removeprefix('#')}")
            for text, colour in tints.items()
        }

    def head(self, cell: Any) -> None:
        """A heading."""
        cell.font, cell.border, cell.alignment = self._bold, self._border, self._middle
        cell.fill = self._grey

    def body(self, cell: Any) -> None:
        """A value: numbers and dates stand in the middle."""
        is_text = isinstance(cell.value, str)
        cell.font, cell.border = self._font, self._border
        cell.alignment = self._left if is_text else self._middle
        if isinstance(cell.value, date):
            cell.number_format = _DATE
        elif is_text and cell.value in self._tints:
            cell.fill = self._tints[cell.value]


def _set_up(page: Worksheet, title: str) -> None:
    """What is seen on the screen and on paper: the head row stays, and stands on every page."""
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left, page.page_margins.right = 0.8, 0.4
    page.oddHeader.center.font, page.oddHeader.center.size = f"{_FONT},Bold", 12
    page.oddHeader.center.text = _writable(title)[:200].replace("&", "&&")
    page.oddFooter.center.text = "&P"


def _packed(stream: BytesIO, about: Document) -> bytes:
    """The same parts as if of 1980, and what the file says of itself in our own words."""
    own = {"docProps/core.xml": core(about), "docProps/app.xml": APPLICATION}
    packed = BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = own[name].encode() if name in own else source.read(name)
            is_sheet = name.startswith("xl/worksheets/sheet")
            add(target, name, _without_hints(content) if is_sheet else content)
    return packed.getvalue()


_HINTS: Final = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
)


def _without_hints(content: bytes) -> bytes:
    """A sheet on which Excel marks no personnel number as a text that should be a number."""
    return content.replace(b"</worksheet>", _HINTS + b"</worksheet>")
