"""The sheets of a filled-in form of assessment → the assessment as it was read, and everything wrong in its cells.

The sheets are known by their hidden keys, so they may be renamed, hidden and sorted; columns are known by their
headings in either language, so they may be moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.model.assessed import (
    Assessor,
    GivenAssessment,
    GivenCompetency,
    GivenMarks,
    Person,
)
from generator.model.assessment import HIGHEST_MARK
from generator.source.assessment_details import Details
from generator.source.assessment_form import COLUMNS, MARKS, split_key
from generator.source.assessment_table import Table, find_table, formula, structure
from generator.source.grid import Cell, Sheet, SheetRow, Unread, written
from generator.source.staff_values import name_of
from generator.source.validate import shortened

MAX_ROWS: Final = 10_000
"""How many rows may a sheet of a form have? A profile of a hundred competencies has some 2,000 indicators."""


def read_form(sheets: Sequence[Sheet]) -> tuple[GivenAssessment, tuple[Issue, ...]]:
    """The assessment as far as it can be read; `IssueError` when the workbook is no form of ours."""
    for sheet in sheets:
        if len(sheet.rows) > MAX_ROWS:
            place = Location(sheet.file, sheet=sheet.name, cell=True)
            raise _no_form(place, "table.too_many_rows", limit=MAX_ROWS)
    tables = [found for sheet in sheets if (found := find_table(sheet, _is_id, COLUMNS))]
    if not tables:
        raise _no_form(Location(sheets[0].file), "assessment_file.no_ids")
    problems: list[Issue] = []
    table = tables[0]
    for other in tables[1:]:
        place = Location(other.sheet.file, sheet=other.sheet.name, cell=True)
        problems.append(structure("second_sheet", place, other.sheet.name, first=table.sheet.name))
    marks = _Marks(table, problems).read()
    details = Details(sheets, problems)
    return (
        GivenAssessment(
            place=Location(table.sheet.file, sheet=table.sheet.name, cell=True),
            person=Person(
                details.read("person.name", name_of),
                details.read("person.number"),
                details.read("person.unit"),
            ),
            role=details.read("role"),
            role_place=details.place("role"),
            day=details.day(),
            assessor=Assessor(
                details.read("assessor.position"), details.read("assessor.name", name_of)
            ),
            profile=details.read("profile"),
            profile_place=details.place("profile"),
            levels=(),
            marks=marks,
            is_sheet=True,
        ),
        tuple(problems),
    )


def _no_form(place: Location, reason: str, **values: Any) -> IssueError:
    return IssueError(issue(Code.ASSESSMENT_FILE, place, reason=Phrase(reason), **values))


def _is_id(cell: Cell) -> bool:
    return isinstance(cell, str) and split_key(cell) is not None


class _Marks:
    """Reads the sheet of marks, row by row; what is wrong goes to `problems`."""

    def __init__(self, table: Table, problems: list[Issue]) -> None:
        self._table = table
        self._problems = problems
        self._lacks_marks = any(each not in table.columns for each in MARKS)

    def read(self) -> tuple[GivenCompetency, ...]:
        """The marks by competencies in the order of their first rows."""
        self._problems += self._table.missing(COLUMNS)
        found: dict[str, list[GivenMarks]] = {}
        for competency, marks in self._rows():
            found.setdefault(competency, []).append(marks)
        return tuple(
            GivenCompetency(competency, marks[0].place, tuple(marks))
            for competency, marks in found.items()
        )

    def _rows(self) -> Iterator[tuple[str, GivenMarks]]:
        """Each indicator with its competency; of one that stands twice the first row."""
        first: dict[tuple[str, str], int] = {}
        for row in self._table.rows():
            cell = row.cell(self._table.keys)
            ids = split_key(cell) if isinstance(cell, str) else None
            place = self._table.place(row, "indicator")
            if ids is None:
                self._nameless(row, place)
            elif ids in first:
                found = structure("row_doubled", place, "/".join(ids), first=first[ids])
                self._problems.append(found)
            else:
                first[ids] = row.number
                yield ids[0], self._marks(row, ids[1], place)

    def _nameless(self, row: SheetRow, place: Location) -> None:
        """A row without an id may hold a note, but no marks."""
        if any(self._table.cell(row, each) is not None for each in MARKS):
            shown = written(self._table.cell(row, "indicator")) or written(
                row.cell(self._table.keys)
            )
            self._problems.append(structure("no_id", place, shown))

    def _marks(self, row: SheetRow, indicator: str, place: Location) -> GivenMarks:
        before = len(self._problems)
        own, manager, agreed = (self._mark(row, each) for each in MARKS)
        is_unread = self._lacks_marks or len(self._problems) > before
        level = self._table.cell(row, "level")
        return GivenMarks(
            indicator,
            place=place,
            agreed_place=self._table.place(row, "agreed"),
            own=own,
            manager=manager,
            agreed=agreed,
            remark=self._remark(row),
            text=written(self._table.cell(row, "indicator")),
            level=int(level) if isinstance(level, Decimal) and level == level.to_integral() else 0,
            is_unread=is_unread,
        )

    def _mark(self, row: SheetRow, column: str) -> int | None:
        cell = self._table.cell(row, column)
        text = written(cell)
        if isinstance(cell, Unread):
            self._problems.append(formula(cell, column, self._table.place(row, column)))
        elif cell is not None and text not in _MARKS:
            self._problems.append(
                issue(
                    Code.ASSESSMENT_MARK,
                    self._table.place(row, column),
                    value=shortened(text),
                    field=Phrase(f"assessment.{column}"),
                )
            )
        return _MARKS.get(text) if not isinstance(cell, Unread) else None

    def _remark(self, row: SheetRow) -> str:
        cell = self._table.cell(row, "remark")
        if isinstance(cell, Unread):
            self._problems.append(formula(cell, "remark", self._table.place(row, "remark")))
        return written(cell)


_MARKS: Final = {str(mark): mark for mark in range(HIGHEST_MARK + 1)}
"""A mark as it is written → the mark."""
