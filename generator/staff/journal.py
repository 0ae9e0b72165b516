"""Holders and instructions as plain values → the names that the templates of the journals and the book print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from generator.language import decline, listed_name, signature_name
from generator.language.folding import folded
from generator.model import WorkspaceSettings
from generator.model.staff import Employee, Holder, StaffRow
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
class Instructed:
    """An instruction as journals name it: of which position, also in the genitive, and whether it is a робоча one."""

    title: str
    genitive: str
    is_work: bool = False


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register; what is "" is left to the pen, as its number, date and sheets are."""

    instruction: Instructed
    unit: str
    developer: str = ""


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A line of a book's contents; `id` is what its link leads to."""

    id: str
    instruction: Instructed
    sheets: str


def holder_rows(matched: Iterable[Matched], language: str) -> tuple[HolderRow, ...]:
    """Those who hold a position that has an instruction, in the order of the staff list."""
    return tuple(_row(each.row, language) for each in matched if each.role_id and each.row.employee)


def _row(row: StaffRow, language: str) -> HolderRow:
    employee = row.employee
    assert employee is not None
    holder = employee.holder
    name = holder.name if holder.surname else listed_name(holder.name, language)
    return HolderRow(name, employee.number, row.title, row.unit)


def employees(rows: Iterable[StaffRow]) -> tuple[Employee, ...]:
    """Those who hold a position, each once: one number is one person, who may stand in two rows."""
    found = {_key(row.employee): row.employee for row in rows if row.employee}
    return tuple(found.values())


def _key(employee: Employee) -> object:
    return employee.number.casefold() or employee.place


_PLACES: Final = 20
"""How many empty lines has a sheet at the most for those who are still to be hired?"""


def acknowledging(rows: Sequence[StaffRow]) -> tuple[Holder, ...]:
    """Who acknowledges one instruction: its holders, and a place for each vacancy."""
    vacant = sum(max(1, ceil(row.rate)) for row in rows if row.employee is None)
    holders = (each.holder for each in employees(rows))
    return (*holders, *[Holder()] * min(vacant, _PLACES))


def register_row(instruction: Instructed, unit: str, settings: WorkspaceSettings) -> RegisterRow:
    """A line of the register; the head of the unit has developed its instructions."""
    heads = (head for head in settings.signers.develop if folded(head.department) == folded(unit))
    head = next(heads, None)
    if head is None:
        return RegisterRow(instruction, unit)
    name = signature_name(head.name, settings.language) if head.name else ""
    return RegisterRow(instruction, unit, ", ".join(filter(None, (head.position, name))))


def journal_names(rows: Sequence[HolderRow] | Sequence[RegisterRow]) -> Mapping[str, Any]:
    """What the template of a journal names besides what every template has."""
    return {"rows": tuple(rows)}


def contents_names(
    unit: str,
    instructions: Sequence[Instructed],
    ids: Sequence[str],
    sheets: Sequence[range],
    language: str,
) -> Mapping[str, Any]:
    """What the template of the contents names; `sheets` of the book belong to each document in turn."""
    rows = zip(ids, instructions, map(_span, sheets), strict=True)
    entries = tuple(ContentsRow(*row) for row in rows)
    return {"unit": decline(unit, language) if unit else None, "entries": entries}


def _span(sheets: range) -> str:
    first, last = sheets[0], sheets[-1]
    return f"{first}–{last}" if last > first else f"{first}"
