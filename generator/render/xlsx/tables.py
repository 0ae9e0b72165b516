"""The tables of data of a document → the bytes of a workbook, with dates and running numbers as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.document.tree import Cell, Document, Table, TableStyle
from generator.render.xlsx.sheet import Plain, XlsxColumn, XlsxSheet
from generator.render.xlsx.workbook import workbook

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


def _values(number: int, row: tuple[str, ...]) -> Iterator[Plain]:
    for index, text in enumerate(row):
        yield number if index == 0 and text == str(number) else _date(text) or text or None


def _date(text: str) -> date | None:
    found = _WRITTEN_DATE.fullmatch(text)
    try:
        return date(*map(int, reversed(found.groups()))) if found else None
    except ValueError:
        return None
