"""The document of a published version → its paragraphs as a file is expected to have them, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from generator.document.fingerprint import agreed, normal
from generator.document.tree import (
    LEVELS,
    SIGNS,
    Block,
    Document,
    Group,
    Paragraph,
    Picture,
    Style,
    Table,
    paragraphs_of,
)
from generator.render.docx.table import lay_out
from generator.source.word.file import Cell

_FOR_THE_PEN: Final = frozenset({Style.SIGNATURE_LINE, Style.SIGNATURE_DATE})
"""What a signature and its date are written on, whatever is printed there."""

_BLANK: Final = "___"
"""What a place to be filled in has: «___» ____________ 20___ року, № ____________."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row of a table begins; `head` are the texts of the rows that are repeated on every page."""

    head: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """A paragraph; `clause` and `number` say where a difference in it is, see `Difference`.

    `cell` is the one it has in Word; `row` is set where a row of a table begins. In a place `for_pen` a name or a date
    may stand instead of its text.
    """

    paragraph: Paragraph
    text: str
    clause: str = ""
    number: str = ""
    cell: Cell | None = None
    for_pen: bool = False
    row: Row | None = None

    @property
    def pictures(self) -> int:
        """How many pictures stand in it."""
        return sum(isinstance(inline, Picture) for inline in self.paragraph.inlines)

    @property
    def is_required(self) -> bool:
        """Whether it must be there: a place for the pen may be empty, and a paragraph without words says nothing."""
        return bool(self.text) and not self.for_pen

    @property
    def is_numbered(self) -> bool:
        """Whether it is printed with a number or the sign of a list, which Word sets by itself."""
        return self.paragraph.style in (*LEVELS, *SIGNS) and bool(self.paragraph.number)


def expected(document: Document) -> tuple[Expected, ...]:
    """Every paragraph of the document."""
    return tuple(_expected(document))


def _expected(document: Document) -> Iterator[Expected]:
    # The same paragraph may stand at two places: each is known by what it is in memory.
    settled = {id(paragraph) for paragraph in agreed(document)}
    section = Paragraph(Style.BODY, ())
    tables = count()
    for block in _flat(document.blocks):
        if isinstance(block, Paragraph) and block.style is Style.HEADING:
            section = block
        cells = tuple(_cells(block, next(tables))) if isinstance(block, Table) else (None,)
        rows = dict(_rows(block)) if isinstance(block, Table) else {}
        for at, paragraph in enumerate(paragraphs_of(block)):
            is_agreed = id(paragraph) in settled
            named = (
                paragraph if paragraph.id else section if is_agreed else Paragraph(Style.BODY, ())
            )
            text = normal(paragraph.text)
            yield Expected(
                paragraph,
                text,
                named.id,
                named.number,
                cell=cells[at],
                for_pen=bool(cells[at]) and not is_agreed and _is_for_pen(paragraph, text),
                row=rows.get(at),
            )


def _is_for_pen(paragraph: Paragraph, text: str) -> bool:
    return paragraph.style in _FOR_THE_PEN or not text or _BLANK in text


def _flat(blocks: tuple[Block, ...]) -> Iterator[Paragraph | Table]:
    for block in blocks:
        if isinstance(block, Group):
            yield from block.blocks
        else:
            yield block


def _rows(table: Table) -> Iterator[tuple[int, Row]]:
    """Where each row begins, counted in paragraphs of the table, but for those of the head."""
    head = tuple(
        normal(p.text)
        for row in table.rows[: table.head_rows]
        for cell in row
        for p in cell.paragraphs
    )
    at = 0
    for index, row in enumerate(table.rows):
        if index >= table.head_rows and head:
            yield at, Row(head)
        at += sum(len(cell.paragraphs) for cell in row)


def _cells(table: Table, number: int) -> Iterator[Cell]:
    """The cell of every paragraph, counted as Word does: in every row, those that come down from above too."""
    for at, (row, slots) in enumerate(zip(table.rows, lay_out(table), strict=True)):
        places = (column for column, slot in enumerate(slots) if slot.merge != "continue")
        for cell, column in zip(row, places, strict=False):
            yield from (Cell(number, at, column) for _ in cell.paragraphs)
