"""The particulars of a form of assessment (відомості) → who was assessed, for which role, when and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from generator.issue import Code, Issue, Location, Phrase, issue
from generator.source.assessment_form import DETAILS, VALUE, label_key
from generator.source.assessment_table import Table, find_table, formula, structure
from generator.source.grid import Cell, Sheet, SheetRow, Unread, written
from generator.source.staff_values import WrongValueError, day_of, text_of
from generator.source.validate import shortened

_NEEDED: Final = ("person.name", "date", "role")
"""The particulars without which an assessment says nothing."""


class Details:
    """Reads the particulars; what is wrong goes to `problems`."""

    def __init__(self, sheets: Sequence[Sheet], problems: list[Issue]) -> None:
        self._problems = problems
        self._rows: dict[str, SheetRow] = {}
        tables = [found for sheet in sheets if (found := find_table(sheet, _is_detail, (VALUE,)))]
        self._file = sheets[0].file
        self._table = max(tables, key=lambda each: len(each.sheet.rows)) if tables else None
        if self._table is None:
            what = Phrase("assessment.details")
            problems.append(structure("no_details", Location(self._file), what))
            return
        problems += self._table.missing((VALUE,))
        self._collect(self._table)

    def _collect(self, table: Table) -> None:
        for row in table.rows():
            key = row.cell(table.keys)
            if not isinstance(key, str) or key not in DETAILS:
                continue
            if key in self._rows:
                place = table.place(row, VALUE)
                first = self._rows[key].number
                what = Phrase(label_key(key))
                self._problems.append(structure("row_doubled", place, what, first=first))
            self._rows.setdefault(key, row)
        place = Location(table.sheet.file, sheet=table.sheet.name, cell=True)
        for key in DETAILS:
            if key not in self._rows:
                what = Phrase(label_key(key))
                self._problems.append(structure("detail_missing", place, what))

    def place(self, key: str) -> Location:
        """Where a particular stands; the workbook when it is not there."""
        if self._table is None or key not in self._rows:
            return Location(self._file)
        return self._table.place(self._rows[key], VALUE)

    def read(self, key: str, value: Callable[[Cell], str] = text_of) -> str:
        """A particular as a text; "" when it is not there, empty or wrong."""
        return self._read(key, value) or ""

    def day(self) -> date | None:
        """The day of the assessment."""
        found: date | None = self._read("date", day_of)
        return found

    def _read(self, key: str, value: Callable[[Cell], Any]) -> Any:
        if self._table is None or key not in self._rows or VALUE not in self._table.columns:
            return None
        cell = self._table.cell(self._rows[key], VALUE)
        if isinstance(cell, Unread):
            detail = f"detail.{key.replace('.', '_')}"
            self._problems.append(formula(cell, detail, self.place(key)))
            return None
        try:
            found = value(cell)
        except WrongValueError as wrong:
            expected = Phrase(f"staff_kind.{wrong.expected}")
            self._wrong(key, "wrong", value=shortened(written(cell)), expected=expected)
            return None
        if not found and key in _NEEDED:
            self._wrong(key, "empty")
        return found

    def _wrong(self, key: str, reason: str, **values: Any) -> None:
        found = issue(
            Code.ASSESSMENT_DETAIL,
            self.place(key),
            field=Phrase(label_key(key)),
            reason=Phrase(f"assessment_detail.{reason}"),
            **values,
        )
        self._problems.append(found)


def _is_detail(cell: Cell) -> bool:
    return isinstance(cell, str) and cell in DETAILS
