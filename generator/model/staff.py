"""The staff list (штатний розпис): its settings in `posada.yaml`, and its rows as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from generator.issue import Location
from generator.model.text import Model, Text


class StaffColumns(Model):
    """The headers of the list's own, for columns that are called otherwise than usual."""

    number: Text | None = None
    name: Text | None = None
    surname: Text | None = None
    given_name: Text | None = None
    patronymic: Text | None = None
    title: Text | None = None
    role: Text | None = None
    unit: Text | None = None
    parent: Text | None = None
    rate: Text | None = None
    planned: Text | None = None
    hired: Text | None = None
    substitute: Text | None = None
    note: Text | None = None


FIELDS: Final = tuple(StaffColumns.model_fields)
"""What the columns of a staff list can hold."""


class StaffSettings(Model):
    """Where the staff list is, what its columns are called, and which positions need no instruction.

    Without `file` it is `staff.xlsx`, else `staff.csv`; without `sheet` the first sheet with a header.
    """

    file: Text | None = None
    sheet: Text | None = None
    columns: StaffColumns = StaffColumns()
    exempt: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who acknowledges an instruction (ознайомлений), as the list has the name; "" is a place for a new one.

    `surname` and `given_name` are "" where the list has the whole name in one column.
    """

    name: str = ""
    surname: str = ""
    given_name: str = ""


@dataclass(frozen=True, slots=True)
class Employee:
    """A holder of a position (працівник): what the list does not say is "" or None.

    `rate` is the part of a full-time position (ставка); `substitute` a name or a personnel number. One who is `absent`
    for long, on parental leave for example, keeps the position, and somebody else may hold its rate.
    """

    number: str
    holder: Holder
    rate: Decimal
    hired: date | None
    substitute: str
    place: Location
    absent: bool = False

    @property
    def name(self) -> str:
        """The whole name."""
        return self.holder.name

    @property
    def held(self) -> Decimal:
        """What the employee holds of the planned rates."""
        return Decimal(0) if self.absent else self.rate


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A row of the staff list: a position of a unit with its holder, or a vacancy (`employee` is None).

    `parent` is the unit above ("" at the top); `planned` the number of full-time positions (штатних одиниць);
    `rate` what this row is of them, held or vacant; `places` where each field stands.
    """

    title: str
    role: str
    unit: str
    parent: str
    planned: Decimal | None
    employee: Employee | None
    place: Location
    places: Mapping[str, Location] = field(default_factory=dict)
    rate: Decimal = Decimal(1)

    def at(self, name: str) -> Location:
        """Where a field stands; the row itself when it has no such column."""
        return self.places.get(name, self.place)


@dataclass(frozen=True, slots=True)
class StaffList:
    """The staff list as read; `has_names` is false for a list of positions alone, which cannot tell a vacancy."""

    file: str
    rows: tuple[StaffRow, ...]
    has_names: bool = True
