"""A sheet of a form of assessment → its table: the hidden keys, and the columns that its headings name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.issue import Code, Issue, Location, Phrase, Severity, issue
from generator.language.folding import folded
from generator.source.assessment_form import headings
from generator.source.grid import Cell, Sheet, SheetRow, Unread
from generator.source.validate import shortened


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with the column of its hidden keys, the row of its headings and the columns that are named there."""

    sheet: Sheet
    keys: int
    header: SheetRow | None
    columns: Mapping[str, tuple[int, ...]]

    def place(self, row: SheetRow, column: str) -> Location:
        """Where the cell of a named column stands; the row when there is no such column."""
        found = self.columns.get(column)
        return self.sheet.place(row, found[0] if found else None)

    def cell(self, row: SheetRow, column: str) -> Cell:
        """The cell of a named column; None when there is no such column."""
        found = self.columns.get(column)
        return row.cell(found[0]) if found else None

    def rows(self) -> Iterator[SheetRow]:
        """The rows besides that of the headings."""
        return (row for row in self.sheet.rows if row is not self.header)

    def missing(self, columns: tuple[str, ...]) -> Iterator[Issue]:
        """Columns that are not there, or there twice."""
        sheet = Location(self.sheet.file, sheet=self.sheet.name, cell=True)
        for each in columns:
            found = self.columns.get(each, ())
            what = Phrase(f"assessment.{each}")
            if not found:
                place = self.sheet.place(self.header) if self.header else sheet
                yield structure("column_missing", place, what)
            elif self.header and len(found) > 1:
                yield structure("column_doubled", self.sheet.place(self.header, found[1]), what)


def find_table(
    sheet: Sheet, is_key: Callable[[Cell], bool], named: tuple[str, ...]
) -> Table | None:
    """The table of a sheet whose hidden keys are such; None when it has none."""
    count = Counter(at for row in sheet.rows for at, cell in enumerate(row.cells) if is_key(cell))
    if not count:
        return None
    keys = max(count, key=lambda at: (count[at], -at))
    known = headings(named)
    header: SheetRow | None = None
    columns: dict[str, tuple[int, ...]] = {}
    for row in sheet.rows:
        found = _named(row, known) if not is_key(row.cell(keys)) else {}
        if len(found) > len(columns):
            header, columns = row, found
    return Table(sheet, keys, header, columns)


def _named(row: SheetRow, known: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """The columns that a row names, each with all places where it does."""
    found: dict[str, tuple[int, ...]] = {}
    for at, cell in enumerate(row.cells):
        column = known.get(folded(cell)) if isinstance(cell, str) else None
        if column:
            found[column] = (*found.get(column, ()), at)
    return found


def structure(
    reason: str,
    place: Location,
    what: str,
    severity: Severity = Severity.ERROR,
    **values: Any,
) -> Issue:
    """The issue about a form that is not as it was sent out; `what` is a column, a particular or a row."""
    return issue(
        Code.ASSESSMENT_STRUCTURE,
        place,
        severity,
        what=what if isinstance(what, Phrase) else shortened(what),
        reason=Phrase(f"assessment_structure.{reason}"),
        advice=Phrase(f"assessment_structure_advice.{reason}"),
        **values,
    )


def formula(cell: Unread, column: str, place: Location) -> Issue:
    return issue(
        Code.ASSESSMENT_FORMULA,
        place,
        field=Phrase(f"assessment.{column}"),
        reason=Phrase(f"assessment_formula.{cell.reason}"),
        value=shortened(cell.text),
    )
