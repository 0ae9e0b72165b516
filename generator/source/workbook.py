"""The bytes of an Excel workbook (.xlsx) → its sheets as rows of typed cells.

The file comes from outside: only the XML parts that are needed are looked at, none may declare entities, nothing is
computed, fetched or unpacked to the disk, and what a hostile file could ask for is bounded before it is done.
"""

from __future__ import annotations

import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, Final, cast
from xml.etree.ElementTree import Element, SubElement, XMLPullParser

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

# How large may a workbook be? MAX_ROWS rows of a dozen cells are some 60 MB of XML; deflate could make 20 GB of 20 MB.
MAX_BYTES: Final = 100_000_000
MAX_PARTS: Final = 2_000
MAX_SHEETS: Final = 200

MAX_ELEMENTS: Final = 6_000_000
"""How many XML elements may sheets and texts have? 100 MB of the usual cells have as many, or of `<c/>` 25 million."""

MAX_WHOLE: Final = 200_000
"""How many tags may be in memory at once, of another part, a row or a text? A row of Excel has 16,384 cells."""

MAX_ATTRIBUTES: Final = 10 * MAX_WHOLE
MAX_DEPTH: Final = 100

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
"""The last row and column that Excel has; formats may reach up to them where nothing is written."""

MAX_SPANS: Final = 10_000
LONGEST_SPAN: Final = 2_000
"""How many merged cells, and how long, are minded? A file could claim a million of a million rows."""

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
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

_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_BEGINNINGS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""How XML begins in the encodings a workbook may have, UTF-8 and UTF-16 (ECMA-376-2, 8.1.4)."""

_ENCODING: Final = re.compile(
    rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"'](?!utf-?8|utf-?16|us-ascii)", re.I
)
_SPAN: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")
_CODED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
"""How Excel writes a character that XML cannot hold, or a carriage return (ECMA-376-1, 22.9.2.19)."""

_CHUNK: Final = 65_536

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _MERGED, _STRING = (f"{_MAIN}{tag}" for tag in ("row", "mergeCell", "si"))
_FORMULA, _VALUE, _INLINE = (f"{_MAIN}{tag}" for tag in ("f", "v", "is"))
_TEXT, _RUN = (f"{_MAIN}{tag}" for tag in ("t", "r"))


def read_workbook(name: str, content: bytes, wanted: str | None) -> Iterator[Sheet]:
    """The visible sheets in their order, or the one that is `wanted`; `IssueError` for what is no workbook."""
    with _reading(name):
        archive = zipfile.ZipFile(BytesIO(content))
    with archive:
        _check(name, archive.infolist())
        book = _open(name, content, _Parts(name, archive))
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


def _check(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """What an entry declares of its size is a bound: no more than that is ever read of it."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse(name, "encrypted")
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise refuse(name, "too_large")
    names = {entry.filename.casefold() for entry in entries}
    if len(names) < len(entries) or any(entry.compress_type not in _METHODS for entry in entries):
        raise refuse(name, "damaged")


class _Parts:
    """The parts of a workbook, each checked when it is read, which it is once."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._unread = set(archive.namelist())
        self._elements = 0

    def read(self, part: str) -> bytes:
        """A part of which openpyxl makes objects, all in memory; `KeyError` when it is not there."""
        content = self._checked(part)
        if content.count(b"<") > MAX_WHOLE or content.count(b"=") > MAX_ATTRIBUTES:
            raise refuse(self._name, "too_large")
        return content

    def elements(self, part: str, tags: Container[str]) -> Iterator[Element]:
        """The elements of a part that may be large, one by one; `KeyError` when it is not there."""
        content = self._checked(part)
        self._elements += content.count(b"<") - content.count(b"</")
        if self._elements > MAX_ELEMENTS:
            raise refuse(self._name, "too_large")
        return _elements(self._name, content, tags)

    def _checked(self, part: str) -> bytes:
        """A part as it is; a document type is refused, since it is there only to declare entities."""
        self._unread.remove(part)
        content = self._archive.read(part)
        if not content.lstrip().startswith(_BEGINNINGS):
            raise refuse(self._name, "damaged")
        if any(mark in content for mark in _DOCTYPES) or _ENCODING.match(content):
            raise refuse(self._name, "entities")
        return content


def _elements(name: str, content: bytes, tags: Container[str]) -> Iterator[Element]:
    """The elements with these tags, each whole; nothing is kept of those before, nor of any other."""
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    above: list[Element] = []
    whole: Element | None = None
    held = attributes = 0
    for at in range(0, len(content), _CHUNK):
        chunk = content[at : at + _CHUNK]
        attributes += chunk.count(b"=")
        if attributes > MAX_WHOLE:  # a tag that does not end, or its text
            raise refuse(name, "too_large")
        parser.feed(chunk)
        for event, element in _events(parser):
            attributes = 0
            if event == "start":
                above.append(element)
                held += 1
                if whole is None and element.tag in tags:
                    whole, held = element, 0
                if held > MAX_WHOLE or len(above) > MAX_DEPTH:
                    raise refuse(name, "too_large")
                continue
            above.pop()
            if element is whole:
                yield element
                whole = None
            if whole is None:
                held = 0
                if above:
                    del above[-1][:]
    parser.close()


def _events(parser: XMLPullParser[Any]) -> Iterator[tuple[str, Element]]:
    """What a parser has found: `start` and `end` come with an element."""
    return cast("Iterator[tuple[str, Element]]", parser.read_events())


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
    parts: _Parts
    styles: Any
    strings: Sequence[str]
    tabs: Sequence[_Tab]


def _open(name: str, content: bytes, parts: _Parts) -> _Book:
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
    return _Book(name, parts, reader.wb, strings, tabs)


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


def _strings(parts: _Parts, part: str) -> list[str]:
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
        return [tab for tab in tabs.values() if tab.is_visible]
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
