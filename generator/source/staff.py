"""The staff list of a workspace, an Excel workbook or a CSV file → its rows, and everything that is wrong in them.

Besides the rows of positions a list has others: titles above the header, headings of units, totals, a line with the
numbers of the columns, signatures. They are known by what they lack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, Severity, issue
from generator.language.folding import folded
from generator.model.staff import Employee, Holder, StaffList, StaffRow, StaffSettings
from generator.source.files import is_there
from generator.source.grid import Cell, Sheet, SheetRow, Unread, refuse, written
from generator.source.headers import Header, Names, find_header
from generator.source.sheet import read_sheets
from generator.source.staff_values import (
    WrongValueError,
    day_of,
    is_absent,
    is_vacant,
    name_of,
    planned_of,
    rate_of,
    remarks_of,
    text_of,
)
from generator.source.validate import shortened

FILE_NAMES: Final = ("staff.xlsx", "staff.csv", "staff.xls")
"""The first that is there is read; of a workbook of Excel 97 it is said how to save it anew."""

_TOTALS: Final = ("разом", "усього", "всього", "підсумок", "total", "subtotal")
"""How the text of a row begins that adds up others and names nobody."""

_SUMS: Final = frozenset(("rate", "planned"))
_WHO: Final = frozenset(("number", "name", "surname", "given_name", "patronymic", "hired"))
_LETTER: Final = re.compile(r"[^\W\d_]")

_NAME: Final = ("surname", "given_name", "patronymic")


def staff_file(root: Path, settings: StaffSettings) -> Path:
    """The file of the staff list; `IssueError` when there is none."""
    if settings.file is not None:
        return root / settings.file
    found = next((root / name for name in FILE_NAMES if is_there(root / name)), None)
    if found is None:
        raise IssueError(issue(Code.STAFF_MISSING, None, folder=root))
    return found


def _unread_beside(root: Path, path: Path) -> Iterator[Issue]:
    """Other staff lists in the folder, which nobody should go on filling in."""
    for name in FILE_NAMES:
        if name != path.name and is_there(root / name):
            yield issue(Code.STAFF_UNREAD, Location(name), Severity.WARNING, read=path.name)


def read_staff(root: Path, settings: StaffSettings) -> tuple[StaffList, tuple[Issue, ...]]:
    """The staff list, and what is wrong in its rows; `IssueError` when it cannot be read as one at all.

    A row whose cell is wrong is there without that value; a row without a title is not.
    """
    path = staff_file(root, settings)
    unread = [] if settings.file else [*_unread_beside(root, path)]
    names = Names(settings.columns)
    sheet, header, found = find_header(read_sheets(root, path, settings.sheet), names)
    reader = _Reader(sheet, header, names, [*unread, *found])
    rows = tuple(row for each in sheet.rows_after(header.last) if (row := reader.row(each)))
    if not rows and reader.issues == unread:
        raise refuse(sheet.file, "no_rows", sheet.name)
    return StaffList(sheet.file, rows, header.has("name", *_NAME)), tuple(reader.issues)


class _Reader:
    """Reads the rows below a header, from the first to the last."""

    def __init__(self, sheet: Sheet, header: Header, names: Names, issues: list[Issue]) -> None:
        self._sheet = sheet
        self._header = header
        self._names = names
        self._unit = ""
        self._seen_unit = False
        self.issues = issues

    def row(self, row: SheetRow) -> StaffRow | None:
        """The position of a row; None for a row that has none."""
        if self._names.make_a_header(row):
            first = self._header.row.number
            found = issue(Code.STAFF_HEADER_REPEATED, self._sheet.place(row), first=first)
            self.issues.append(found)
            return None
        heading = self._heading(row)
        if heading is not None:
            self._enter(row, heading)
            return None
        return None if _is_beside(row, self._header) else self._position(row)

    def _enter(self, row: SheetRow, column: int) -> None:
        """The rows below are in the unit that is named in this column; in none when it cannot be the name of one."""
        self._unit = ""
        try:
            self._unit = text_of(row.cell(column))
            self._seen_unit = True
        except WrongValueError as wrong:
            place = self._sheet.place(row, column)
            self.issues.append(_wrong(row.cell(column), "unit", place, wrong.expected))

    def _heading(self, row: SheetRow) -> int | None:
        """The column of the unit that a row is the heading of: nothing else stands in it."""
        columns = self._header.columns
        # A number in a column of its own counts the rows, those of units too.
        (only, *more) = [at for at in row.filled() if not self._is_running(row, at)] or row.filled()
        cell = row.cell(only)
        own = {columns.get(field) for field in ("name", *_NAME)} - {columns["title"]}
        if more or only in own or not isinstance(cell, str) or not _LETTER.search(cell):
            return None
        if _is_total([cell]):
            return None
        # Beside a column of units, a title that stands alone is a position, of which much is missing.
        return None if only == columns["title"] and "unit" in columns else only

    def _is_running(self, row: SheetRow, at: int) -> bool:
        number = written(row.cell(at)).rstrip(".")
        return at not in self._header.columns.values() and number.isdecimal()

    def _position(self, row: SheetRow) -> StaffRow | None:
        places = {field: self._sheet.place(row, at) for field, at in self._header.columns.items()}
        place = self._sheet.place(row)
        values = {field: self._value(row, field, places) for field in self._header.columns}
        title = values["title"]
        if not title and not values.get("role"):
            if row.cell(self._header.columns["title"]) is None:
                self._missing(places["title"], "title")
            return None
        rate = values.get("rate")
        if rate is None:
            rate = _rate_of_row(values)
        return StaffRow(
            title=title,
            role=values.get("role", ""),
            unit=self._unit_of(row, values, places),
            parent=values.get("parent", ""),
            planned=values.get("planned"),
            employee=self._employee(row, values, places, rate),
            place=place,
            places=places,
            rate=rate,
        )

    def _value(self, row: SheetRow, field: str, places: Mapping[str, Location]) -> Any:
        cell = row.cell(self._header.columns[field])
        read = _READERS.get(field, text_of)
        try:
            if not isinstance(cell, Unread):
                return read(cell)
            self.issues.append(_unread(cell, field, places[field]))
        except WrongValueError as wrong:
            self.issues.append(_wrong(cell, field, places[field], wrong.expected))
        return "" if read in (text_of, name_of) else None

    def _unit_of(
        self, row: SheetRow, values: Mapping[str, Any], places: Mapping[str, Location]
    ) -> str:
        unit = str(values.get("unit") or "")
        if unit:
            self._seen_unit = True
            return unit
        if "unit" in places and self._seen_unit and not self._unit:
            self._missing(places["unit"], "unit", Severity.WARNING)
        return self._unit

    def _employee(
        self,
        row: SheetRow,
        values: Mapping[str, Any],
        places: Mapping[str, Location],
        rate: Decimal,
    ) -> Employee | None:
        """The holder; None for a vacancy. A number without a name is a slip."""
        holder = _holder(values)
        name = holder.name
        number = str(values.get("number") or "")
        named = [field for field in ("name", *_NAME) if field in places]
        where = places[named[0]] if named else self._sheet.place(row)
        remarks = [remarks_of(row.cell(self._header.columns[field])) for field in named]
        if is_vacant(name):
            if number and not name and self._header.has("name", *_NAME):
                self._missing(where, "name")
            return None
        return Employee(
            number=number,
            holder=holder,
            rate=rate,
            hired=values.get("hired"),
            substitute=str(values.get("substitute") or ""),
            place=where,
            absent=is_absent(" ".join((*remarks, values.get("note") or ""))),
        )

    def _missing(self, place: Location, field: str, severity: Severity = Severity.ERROR) -> None:
        found = issue(
            Code.STAFF_CELL_EMPTY,
            place,
            severity,
            field=Phrase(f"staff_field.{field}"),
            advice=Phrase(f"staff_empty_advice.{field}"),
        )
        self.issues.append(found)


def _rate_of_row(values: Mapping[str, Any]) -> Decimal:
    """What a row without a rate is of its position: the whole of a planned half, else one."""
    planned = values.get("planned")
    return planned if planned is not None and 0 < planned < 1 else Decimal(1)


def _holder(values: Mapping[str, Any]) -> Holder:
    """The name, from one column or from three."""
    surname, given, patronymic = (str(values.get(field) or "") for field in _NAME)
    whole = str(values.get("name") or "")
    if whole:
        return Holder(whole)
    return Holder(" ".join(filter(None, (surname, given, patronymic))), surname, given)


_READERS: Final[Mapping[str, Callable[[Cell], Any]]] = {
    **dict.fromkeys(("name", *_NAME), name_of),
    "rate": rate_of,
    "planned": planned_of,
    "hired": day_of,
}
"""Field → how its cell is read; the others are texts."""


def _wrong(cell: Cell, field: str, place: Location, expected: str) -> Issue:
    return issue(
        Code.STAFF_VALUE,
        place,
        field=Phrase(f"staff_field.{field}"),
        value=shortened(written(cell)),
        expected=Phrase(f"staff_kind.{expected}"),
    )


def _unread(cell: Unread, field: str, place: Location) -> Issue:
    return issue(
        Code.STAFF_FORMULA,
        place,
        field=Phrase(f"staff_field.{field}"),
        reason=Phrase(f"formula.{cell.reason}"),
        advice=Phrase(f"formula_advice.{cell.reason}"),
        value=cell.text,
    )


def _is_beside(row: SheetRow, header: Header) -> bool:
    """Whether a row belongs to the form of the list: totals, numbers of columns, lines to sign on, remarks."""
    texts = [written(row.cell(at)) for at in row.filled()]
    said = {field for field, at in header.columns.items() if row.cell(at) is not None}
    if said <= _SUMS or any(set(text) == {"_"} for text in texts):
        return True
    # Somebody may be called Разом, and then there is a position too.
    nobody = not said & _WHO or "title" not in said
    return _are_column_numbers(texts) or (nobody and _is_total(texts))


def _is_total(texts: list[str]) -> bool:
    words = [folded(text).split() for text in texts]
    first = next((each for each in words if each and not each[0].isdigit()), [""])
    return first[0] in _TOTALS


def _are_column_numbers(texts: list[str]) -> bool:
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]
