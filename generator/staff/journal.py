"""Holders and instructions as plain values → the names that the templates of the journals and the book print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from generator.language import format_date
from generator.model.staff import StaffRow
from generator.staff.match import Matched

ACKNOWLEDGEMENT: Final = "acknowledgement-journal.html.j2"
"""The template of the journal in which holders sign that they know their instruction (журнал ознайомлення)."""

REGISTER: Final = "register.html.j2"
"""The template of the register of instructions (журнал реєстрації)."""

BOOK: Final = "book.html.j2"
"""The template of the contents of a unit's book (збірник)."""


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A line of the acknowledgement journal; what is "" is left to the pen, as the date and the signature are."""

    name: str
    number: str
    position: str
    unit: str
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register; what is "" is left to the pen."""

    title: str
    unit: str
    number: str = ""
    approved: str = ""
    developer: str = ""
    sheets: str = ""


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A line of a book's contents; `id` is what its link leads to."""

    id: str
    title: str
    sheets: str


def holder_rows(matched: Iterable[Matched]) -> tuple[HolderRow, ...]:
    """Those who hold a position that has an instruction, in the order of the staff list."""
    return tuple(_holder(each.row) for each in matched if each.role_id and each.row.employee)


def _holder(row: StaffRow) -> HolderRow:
    assert row.employee is not None
    return HolderRow(row.employee.name, row.employee.number, row.title, row.unit)


def register_row(
    title: str,
    unit: str,
    *,
    number: str = "",
    approved: date | None = None,
    developer: str = "",
    sheets: int = 0,
) -> RegisterRow:
    """A line of the register; 0 sheets are those nobody has counted."""
    day = format_date(approved, "uk", "numeric") if approved else ""
    return RegisterRow(title, unit, number, day, developer, str(sheets) if sheets else "")


def journal_names(rows: Sequence[HolderRow] | Sequence[RegisterRow]) -> Mapping[str, Any]:
    """What the template of a journal names besides what every template has."""
    return {"rows": tuple(rows)}


def contents_names(
    unit: str, titles: Sequence[str], ids: Sequence[str], sheets: Sequence[range]
) -> Mapping[str, Any]:
    """What the template of the contents names; `sheets` of the book belong to each document in turn."""
    rows = zip(ids, titles, map(_span, sheets), strict=True)
    return {"unit": unit, "entries": tuple(ContentsRow(*row) for row in rows)}


def _span(sheets: range) -> str:
    first, last = sheets[0], sheets[-1]
    return f"{first}–{last}" if last > first else f"{first}"
