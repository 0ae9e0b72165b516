"""What the readers of tables make: a sheet as rows of typed cells, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.language.letters import as_seen

MAX_ROWS: Final = 100_000
"""How many rows with something in them may a table have? Ten times the largest staff list we mean to serve."""

MAX_COLUMNS: Final = 200
"""How many columns of a table are looked at?"""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose value cannot be known: `reason` is `formula` or `error`, `text` what stands there."""

    reason: str
    text: str


Cell = str | date | Decimal | Unread | None
"""A text has its white space folded and is never empty; None is an empty cell."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not empty; `number` counts from 1 as the spreadsheet does, in a text file the line."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column, counted from 0."""
        return self.cells[column] if column < len(self.cells) else None

    def filled(self) -> tuple[int, ...]:
        """The columns in which something stands."""
        return tuple(at for at, cell in enumerate(self.cells) if cell is not None)


@dataclass(frozen=True, slots=True)
class Span:
    """Cells of one column, counted from 0, that are merged from the row `first` to the row `last`."""

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `name` is the sheet of a workbook, "" for a text file; `spans` are cells merged from top to bottom."""

    file: str
    name: str
    rows: tuple[SheetRow, ...]
    spans: tuple[Span, ...] = ()

    def place(self, row: SheetRow, column: int | None = None) -> Location:
        """Where a cell stands, with what it holds; without a column, the row."""
        if column is None:
            return Location(self.file, row.number, sheet=self.name, cell=True)
        shown = written(row.cell(column))
        return Location(self.file, row.number, column + 1, shown, self.name, cell=True)

    def rows_after(self, number: int) -> Iterator[SheetRow]:
        """The rows below one; merged cells hold in each row what they show."""
        shown = _shown(self.spans, {row.number: row for row in self.rows})
        for row in self.rows:
            if row.number > number:
                yield _completed(row, shown[row.number]) if row.number in shown else row


def _completed(row: SheetRow, more: Mapping[int, Cell]) -> SheetRow:
    width = max(len(row.cells), max(more) + 1)
    return SheetRow(row.number, tuple(more.get(at, row.cell(at)) for at in range(width)))


def _shown(spans: tuple[Span, ...], rows: Mapping[int, SheetRow]) -> dict[int, dict[int, Cell]]:
    """Row → column → what a merged cell shows there; it holds it in the first row alone."""
    found: dict[int, dict[int, Cell]] = {}
    for span in spans:
        value = rows[span.first].cell(span.column) if span.first in rows else None
        for number in range(span.first + 1, span.last + 1) if value is not None else ():
            if number in rows:
                found.setdefault(number, {})[span.column] = value
    return found


def written(cell: Cell) -> str:
    """A cell as a text, numbers without a fraction of zeros; "" when it is empty."""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, date):
        return f"{cell.day:02}.{cell.month:02}.{cell.year:04}"
    if isinstance(cell, Unread):
        return cell.text
    return cell or ""


_SPACES: Final = re.compile(r"\s+")


def text_cell(text: str) -> str | None:
    """A text with its white space folded and without characters that show nothing; None when nothing is left."""
    return _SPACES.sub(" ", as_seen(text)).strip() or None


def refuse(name: str, reason: str, sheet: str = "", line: int = 0) -> IssueError:
    """The issue about a file that is no table we can read, for a reason of the message catalogue, `table.…`."""
    found = issue(
        Code.STAFF_FILE,
        Location(name, line, sheet=sheet, cell=True),
        reason=Phrase(f"table.{reason}"),
        advice=Phrase(f"table_advice.{reason}"),
        limit=MAX_ROWS,
    )
    return IssueError(found)
