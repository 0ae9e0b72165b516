"""The bytes of an Excel workbook (.xlsx) → its sheets as rows of typed cells.

The file comes from outside: only its XML parts are looked at, none may declare entities, nothing is computed, fetched
or unpacked to the disk, and what a hostile file could ask for is bounded before it is done.
"""

from __future__ import annotations

import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any, Final
from xml.etree.ElementTree import iterparse

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

LAST_ROW: Final = 1_048_576
"""The last row that Excel has; formats may reach down to it where nothing is written."""

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
_SPAN: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})\""
)
_CODED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
"""How Excel writes a character that XML cannot hold, or a carriage return (ECMA-376-1, 22.9.2.19)."""


def read_workbook(name: str, content: bytes, wanted: str | None) -> Iterator[Sheet]:
    """The visible sheets in their order, or the one that is `wanted`; `IssueError` for what is no workbook."""
    archive = _plain_archive(name, content)
    book = _open(name, archive)
    with closing(book):
        sheets = _wanted(name, book, wanted)
        if not sheets:
            raise refuse(name, "empty")
        for sheet in sheets:
            with _reading(name, sheet.title):
                read = _read(name, archive, sheet)
            yield read


@contextmanager
def _reading(name: str, sheet: str = "") -> Iterator[None]:
    """What a library raises on a file that breaks the rules is told as such."""
    with warnings.catch_warnings():
        # What openpyxl does not keep, such as data validation, does not matter for reading.
        warnings.simplefilter("ignore")
        try:
            yield
        except _DAMAGE:
            raise refuse(name, "damaged", sheet) from None


def _plain_archive(name: str, content: bytes) -> BytesIO:
    """The workbook with its XML parts alone, each checked; pictures, macros and embedded files are left out."""
    plain = BytesIO()
    with _reading(name), zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        _check(name, entries)
        with zipfile.ZipFile(plain, "w") as target:
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    target.writestr(entry.filename, _checked(name, archive.read(entry)))
    return plain


def _check(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """What an entry declares of its size is a bound: no more than that is ever read of it."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse(name, "encrypted")
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise refuse(name, "too_large")
    names = {entry.filename.casefold() for entry in entries}
    if len(names) < len(entries) or any(entry.compress_type not in _METHODS for entry in entries):
        raise refuse(name, "damaged")


def _checked(name: str, part: bytes) -> bytes:
    """A part as it is; a document type is refused, since it is there only to declare entities."""
    if not part.lstrip().startswith(_BEGINNINGS):
        raise refuse(name, "damaged")
    if any(mark in part for mark in _DOCTYPES) or _ENCODING.match(part):
        raise refuse(name, "entities")
    return part


def _open(name: str, archive: BytesIO) -> Any:
    from openpyxl import load_workbook

    with _reading(name):
        try:
            return load_workbook(archive, read_only=True, data_only=True, keep_links=False)
        except (KeyError, OSError):  # so it says that an archive is no workbook
            raise refuse(name, "no_workbook") from None


def _wanted(name: str, book: Any, wanted: str | None) -> list[Any]:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if wanted is None:
        return [sheet for sheet in sheets.values() if sheet.sheet_state == "visible"]
    if wanted not in sheets:
        near = nearest_names(wanted, sheets, 0)
        raise IssueError(issue(Code.STAFF_SHEET, Location(name), sheet=wanted, **near))
    return [sheets[wanted]]


def _read(name: str, archive: BytesIO, sheet: Any) -> Sheet:
    with zipfile.ZipFile(archive) as parts:
        part = parts.read(sheet._worksheet_path)
    return Sheet(name, sheet.title, tuple(_rows(name, sheet, _unsaved(part))), _spans(part))


def _rows(name: str, sheet: Any, unsaved: frozenset[tuple[int, int]]) -> Iterator[SheetRow]:
    # What the file says of its size may be wrong.
    sheet.reset_dimensions()
    found = 0
    blank = None
    for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MAX_COLUMNS), start=1):
        if row is blank:  # rows that the file leaves out are all the same one
            continue
        cells = [_cell(cell, unsaved) for cell in row[: _width(row)]]
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            blank = row
            continue
        found += 1
        if found > MAX_ROWS:
            raise refuse(name, "too_many_rows", sheet.title)
        yield SheetRow(number, tuple(cells))


def _width(row: tuple[Any, ...]) -> int:
    """How many cells of a row, which is filled up to the last column, the file has."""
    from openpyxl.cell.read_only import EMPTY_CELL

    width = len(row)
    while width and row[width - 1] is EMPTY_CELL:
        width -= 1
    return width


def _unsaved(part: bytes) -> frozenset[tuple[int, int]]:
    """Row and column of each formula whose value was not saved with it; "" is a value."""
    from openpyxl.utils.cell import coordinate_to_tuple

    if b"<f" not in part and b":f" not in part:
        return frozenset()
    found = set()
    for _, element in iterparse(BytesIO(part)):
        tag = element.tag.rpartition("}")[2]
        if tag == "c":
            parts = {child.tag.rpartition("}")[2]: child.text for child in element}
            if "f" in parts and not parts.get("v") and element.get("t") != "str":
                found.add(coordinate_to_tuple(element.get("r")))
        elif tag == "row":
            element.clear()
    return frozenset(found)


def _spans(part: bytes) -> tuple[Span, ...]:
    from openpyxl.utils.cell import column_index_from_string

    spans = []
    for match in islice(_SPAN.finditer(part, max(part.rfind(b"sheetData"), 0)), MAX_SPANS):
        column, first, last = match.groups()
        if 0 < int(last) - int(first) < LONGEST_SPAN:
            at = column_index_from_string(column.decode()) - 1
            spans.append(Span(at, int(first), int(last)))
    return tuple(spans)


def _cell(cell: Any, unsaved: frozenset[tuple[int, int]]) -> Cell:
    value = cell.value
    if value is None:
        is_unsaved = unsaved and (getattr(cell, "row", 0), getattr(cell, "column", 0)) in unsaved
        return Unread("formula", "") if is_unsaved else None
    if cell.data_type == "e":
        return Unread("error", str(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return _number(value, cell.number_format)
    return text_cell(_CODED.sub(lambda code: chr(int(code[1], 16)), str(value)))


def _number(value: float, form: str) -> Cell:
    """A number; with the leading zeros of its format (`00000`) it is a text, as a personnel number is."""
    if re.fullmatch("00+", form) and value >= 0 and value == int(value):
        return f"{int(value):0{len(form)}}"
    return Decimal(repr(value))
