"""Rows and cards of a staff list in one line of a test."""

from __future__ import annotations

from decimal import Decimal

from generator.issue import Location
from generator.model import WorkspaceSettings
from generator.model.staff import FIELDS, Employee, Holder, StaffRow
from generator.staff.card import RoleCard

SETTINGS = WorkspaceSettings.model_validate(
    {
        "organisation": {"name": "Зразок", "city": "Львів"},
        "signers": {"approve": {"position": "Директор"}},
    }
)


def row(
    title: str,
    unit: str = "",
    name: str = "",
    *,
    line: int = 2,
    number: str = "",
    role: str = "",
    parent: str = "",
    rate: str = "1",
    planned: str = "",
    substitute: str = "",
) -> StaffRow:
    """A row in which every field has a column; without a name it is a vacancy."""
    places = {
        field: Location("staff.csv", line, column, cell=True)
        for column, field in enumerate(FIELDS, start=1)
    }
    held = Decimal(rate)
    employee = (
        Employee(number, Holder(name), held, None, substitute, places["name"]) if name else None
    )
    allowed = Decimal(planned) if planned else None
    place = Location("staff.csv", line, cell=True)
    return StaffRow(title, role, unit, parent, allowed, employee, place, places, held)


def card(
    role: str,
    title: str = "",
    *aliases: str,
    department: str = "",
    reports_to: str = "",
    substituted_by: str = "",
    profession: str = "",
    broken: bool = False,
) -> RoleCard:
    """A role whose keys stand at their usual lines."""
    file = f"roles/{role}.yaml"
    keys = ("title", "classification", "department", "reports_to", "substituted_by")
    places = {key: Location(file, line) for line, key in enumerate(keys, start=1)}
    return RoleCard(
        role, title or role, aliases, department, reports_to, substituted_by,
        "1234" if profession else "", profession, places["title"], places, broken,
    )  # fmt: skip
