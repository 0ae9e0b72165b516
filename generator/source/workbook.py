"""The bytes of an Excel workbook (.xlsx) → its sheets as rows of typed cells.

The file comes from outside: only the XML parts that are needed are looked at, nothing is computed or fetched, and
what a hostile file could ask for is bounded before it is done (`parts`).
"""

from __future__ import annotations

import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from generator.issue import Code, IssueError, Location, issue, nearest_names
from generator.source.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Sheet,
    SheetRow,
    Span,
    Unread,
    refuse,
    text_cell,
)
from generator.source.parts import Parts, check

MAX_SHEETS: Final = 200

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
"""The last row and column that Excel has; formats may reach up to them where nothing is written."""

MAX_SPANS: Final = 10_000
LONGEST_SPAN: Final = 2_000
"""How many merged cells, and how long, are minded? A file could claim a million of a million rows."""

_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # what both XML parsers raise
    TypeError,
    ValueError,
)
"""What the libraries raise when a file breaks the rules of zip, of XML or of a workbook."""

_SPAN: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")
_CODED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
"""How Excel writes a character that XML cannot hold, or a carriage return (ECMA-376-1, 22.9.2.19)."""

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _MERGED, _STRING = (f"{_MAIN}{tag}" for tag in ("row", "mergeCell", "si"))
_FORMULA, _VALUE, _INLINE = (f"{_MAIN}{tag}" for tag in ("f", "v", "is"))
_TEXT, _RUN = (f"{_MAIN}{tag}" for tag in ("t", "r"))


def read_workbook(
    name: str, content: bytes, wanted: str | None, *, is_form: bool = False
) -> Iterator[Sheet]:
    """The visible sheets in their order, or the one that is `wanted`; `IssueError` for what is no workbook.

    A form of ours that was filled in (`is_form`) is read with its hidden sheets, and a formula in it is never a value.
    """
    with _reading(name):
        archive = zipfile.ZipFile(BytesIO(content))
    with archive:
        check(name, archive.infolist())
        book = _open(name, content, Parts(name, archive), is_form)
        sheets = _wanted(book, wanted)
        if not sheets:
            raise refuse(name, "empty")
        for sheet in sheets:
            with _reading(name, sheet.title):
                read = _read(book, sheet)
            yield read


@contextmanager
def _reading(name: str, sheet: str = "") -> Iterator[None]:
    """What a library raises on a file that breaks the rules is told as such."""
    with warnings.catch_warnings():
        # What openpyxl does not keep, such as data validation, does not matter for reading.
        warnings.simplefilter("ignore")
        try:
            yield
        except MemoryError:
            raise refuse(name, "too_large", sheet) from None
        except _DAMAGE:
            raise refuse(name, "damaged", sheet) from None


@dataclass(frozen=True, slots=True)
class _Tab:
    """A sheet as the workbook lists it: `part` holds its cells."""

    title: str
    is_visible: bool
    part: str


@dataclass(frozen=True, slots=True)
class _Book:
    """An open workbook: `styles` is that of openpyxl, which has no sheets; `strings` are shared by the cells."""

    name: str
    parts: Parts
    styles: Any
    strings: Sequence[str]
    tabs: Sequence[_Tab]
    is_form: bool


def _open(name: str, content: bytes, parts: Parts, is_form: bool) -> _Book:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    with _reading(name):
        reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        reader.archive = parts
        try:
            reader.read_manifest()
            reader.read_workbook()
        except (KeyError, OSError):  # so it says that an archive is no workbook
            raise refuse(name, "no_workbook") from None
        if len(reader.parser.sheets) > MAX_SHEETS:
            raise refuse(name, "too_large")
        apply_stylesheet(parts, reader.wb)
        tabs = _tabs(name, reader.parser)
        shared = reader.package.find(SHARED_STRINGS)
        strings = _strings(parts, shared.PartName[1:]) if shared else []
    return _Book(name, parts, reader.wb, strings, tabs, is_form)


def _tabs(name: str, parser: Any) -> list[_Tab]:
    """The sheets of cells, without those that are a chart."""
    try:
        return [
            _Tab(sheet.name, sheet.state == "visible", link.target)
            for sheet, link in parser.find_sheets()
            if "chartsheet" not in link.Type
        ]
    except KeyError:  # a workbook that does not say where its sheets are
        raise refuse(name, "no_workbook") from None


def _strings(parts: Parts, part: str) -> list[str]:
    # As openpyxl reads them, ten times faster: x005F_ is an underscore that would begin a code.
    return [_text(each).replace("x005F_", "") for each in parts.elements(part, (_STRING,))]


def _text(element: Element) -> str:
    """The text of a cell without its look; what is said of its pronunciation is left out."""
    texts = []
    for each in element:
        if each.tag == _TEXT:
            texts.append(each.text or "")
        elif each.tag == _RUN:
            texts += [text.text or "" for text in each if text.tag == _TEXT]
    return "".join(texts)


def _wanted(book: _Book, wanted: str | None) -> list[_Tab]:
    tabs = {tab.title: tab for tab in book.tabs}
    if wanted is None:
        return [tab for tab in tabs.values() if tab.is_visible or book.is_form]
    if wanted not in tabs:
        near = nearest_names(wanted, tabs, 0)
        raise IssueError(issue(Code.STAFF_SHEET, Location(book.name), sheet=wanted, **near))
    return [tabs[wanted]]


def _read(book: _Book, tab: _Tab) -> Sheet:
    from openpyxl.worksheet._reader import WorkSheetParser

    parser = WorkSheetParser(
        None,
        book.strings,
        data_only=True,
        epoch=book.styles.epoch,
        date_formats=book.styles._date_formats,
        timedelta_formats=book.styles._timedelta_formats,
    )
    rows: list[SheetRow] = []
    spans: list[Span] = []
    seen = last = 0
    for element in book.parts.elements(tab.part, (_ROW, _MERGED)):
        if element.tag == _MERGED:
            spans += _span(element.get("ref", "")) if len(spans) < MAX_SPANS else ()
            continue
        seen += 1
        if seen > LAST_ROW or len(element) > LAST_COLUMN:
            raise refuse(book.name, "damaged", tab.title)
        number, cells = _row(book, parser, element)
        if last < number <= LAST_ROW:
            last = number
            if cells:
                rows.append(SheetRow(number, cells))
            if len(rows) > MAX_ROWS:
                raise refuse(book.name, "too_many_rows", tab.title)
    return Sheet(book.name, tab.title, tuple(rows), tuple(spans))


def _row(book: _Book, parser: Any, row: Element) -> tuple[int, tuple[Cell, ...]]:
    """The number of a row and its cells up to the last in which something stands."""
    for element in row:
        if element.get("t") == "inlineStr":
            _inline(element)
    number, read = parser.parse_row(row)
    # It keeps the heights of all rows.
    parser.row_dimensions.clear()
    found: dict[int, Cell] = {}
    for element, cell in zip(row, read, strict=True):
        # Most cells of a wide row have a look alone.
        value = _cell(book, element, cell) if len(element) else None
        if value is not None and 0 < cell["column"] <= MAX_COLUMNS:
            found[cell["column"] - 1] = value
    return number, tuple(found.get(at) for at in range(max(found, default=-1) + 1))


def _inline(cell: Element) -> None:
    """Makes the text that a cell holds its value, as that of a formula is."""
    held = cell.find(_INLINE)
    for value in cell.findall(_VALUE):
        cell.remove(value)
    SubElement(cell, _VALUE).text = "" if held is None else _text(held)
    cell.set("t", "str")


def _span(ref: str) -> tuple[Span, ...]:
    """The cells of a reference, `B2:B4`; nothing when they are in one row, or endless."""
    from openpyxl.utils.cell import column_index_from_string

    found = _SPAN.fullmatch(ref)
    if found is None or not 0 < int(found[3]) - int(found[2]) < LONGEST_SPAN:
        return ()
    return (Span(column_index_from_string(found[1]) - 1, int(found[2]), int(found[3])),)


def _cell(book: _Book, element: Element, cell: dict[str, Any]) -> Cell:
    value = cell["value"]
    if book.is_form and element.find(_FORMULA) is not None:
        return Unread("formula", "" if value is None else str(value))
    if value is None:
        # A formula whose value was not saved with it; "" is a value.
        is_unsaved = element.get("t") != "str" and element.find(_FORMULA) is not None
        return Unread("formula", "") if is_unsaved else None
    if cell["data_type"] == "e":
        return Unread("error", str(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return _number(value, _form(book.styles, cell["style_id"]))
    return text_cell(_CODED.sub(lambda code: chr(int(code[1], 16)), str(value)))


def _form(styles: Any, style: int) -> str:
    """The number format of a style, `0.00`."""
    formats = _usual_formats()
    number = styles._cell_styles[style].numFmtId
    return formats[number] if number in formats else styles._number_formats[number - _OWN_FORMATS]


_OWN_FORMATS: Final = 164
"""The first number of a format that a workbook defines itself (ECMA-376-1, 18.8.30)."""


@cache
def _usual_formats() -> dict[int, str]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return {number: BUILTIN_FORMATS.get(number, "General") for number in range(_OWN_FORMATS)}


def _number(value: float, form: str) -> Cell:
    """A number; with the leading zeros of its format (`00000`) it is a text, as a personnel number is."""
    if re.fullmatch("00+", form) and value >= 0 and value == int(value):
        return f"{int(value):0{len(form)}}"
    return Decimal(repr(value))
