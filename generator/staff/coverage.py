"""Matched positions → which of them have an instruction, as rows for tables and as a tree of units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from generator.language.folding import folded
from generator.model.staff import StaffRow
from generator.staff.card import RoleCard
from generator.staff.check import planned_rates
from generator.staff.match import Matched

_DEEPEST: Final = 30
"""How deep may units lie within each other? What is deeper no picture could show, and stands at the top."""


class State(StrEnum):
    """What can be said of the instruction of a position."""

    COVERED = "covered"
    """There is a role, and its document can be made."""
    BROKEN = "broken"
    """There is a role with an issue that keeps its document from being made."""
    UNFINISHED = "unfinished"
    """There is a role, and its text has places that are still to be filled in."""
    MISSING = "missing"
    """There is no role."""
    EXEMPT = "exempt"
    """It needs none."""


@dataclass(frozen=True, slots=True)
class Position:
    """A position of a unit, whoever holds it; `held` and `vacant` rates are None where the list has no names."""

    unit: str
    title: str
    planned: Decimal
    held: Decimal | None
    vacant: Decimal | None
    holders: tuple[str, ...]
    role: str
    state: State


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its own positions and the units below it; `counts` says how many of them are in each state."""

    name: str
    positions: tuple[Position, ...]
    units: tuple[Unit, ...]
    counts: Mapping[State, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Count once what every box of the chart above the unit shows."""
        counts = Counter(position.state for position in self.positions)
        for unit in self.units:
            counts.update(unit.counts)
        object.__setattr__(self, "counts", counts)


def cover(
    matched: Iterable[Matched],
    cards: Iterable[RoleCard],
    unfinished: Collection[str] = (),
    *,
    has_names: bool = True,
) -> tuple[Position, ...]:
    """The positions in the order of the staff list, those of a unit together; `unfinished` are ids of roles."""
    states = {card.id: State.BROKEN if card.broken else State.COVERED for card in cards}
    states |= dict.fromkeys(unfinished, State.UNFINISHED)
    units: dict[str, dict[str, list[Matched]]] = {}
    for each in matched:
        positions = units.setdefault(folded(each.row.unit), defaultdict(list))
        positions[each.role_id or folded(each.row.title)].append(each)
    return tuple(
        _position(rows, states, has_names)
        for positions in units.values()
        for rows in positions.values()
    )


def _position(matched: Sequence[Matched], states: Mapping[str, State], has_names: bool) -> Position:
    first, rows = matched[0], [each.row for each in matched]
    planned = planned_rates(rows)
    if planned is None:
        planned = sum((row.rate for row in rows), Decimal(0))
    employees = [row.employee for row in rows if row.employee]
    held = sum((each.held for each in employees), Decimal(0)) if has_names else None
    return Position(
        first.row.unit,
        first.row.title,
        planned,
        held,
        None if held is None else max(planned - held, Decimal(0)),
        tuple(each.name for each in employees),
        first.role_id or "",
        _state(first, states),
    )


def _state(matched: Matched, states: Mapping[str, State]) -> State:
    if matched.role_id is None:
        return State.EXEMPT if matched.exempt else State.MISSING
    return states.get(matched.role_id, State.COVERED)


def tree(name: str, rows: Iterable[StaffRow], positions: Iterable[Position]) -> Unit:
    """The organisation called `name` with its units; one that is part of itself stands at the top instead."""
    names, parents = _units(rows)
    own: dict[str, list[Position]] = defaultdict(list)
    for position in positions:
        own[folded(position.unit)].append(position)
    below: dict[str, list[str]] = defaultdict(list)
    for unit in names:
        below[_parent(unit, parents)].append(unit)

    def build(unit: str) -> Unit:
        return Unit(names[unit], tuple(own[unit]), tuple(map(build, below[unit])))

    return Unit(name, tuple(own[""]), tuple(map(build, below[""])))


def _units(rows: Iterable[StaffRow]) -> tuple[dict[str, str], dict[str, str]]:
    """The names of all units, and of each the unit above it, by their keys; the first that says so counts."""
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    for row in rows:
        unit, parent = folded(row.unit), folded(row.parent)
        names |= {
            key: text for key, text in ((parent, row.parent), (unit, row.unit)) if key not in names
        }
        if unit and parent:
            parents.setdefault(unit, parent)
    names.pop("", None)
    return names, parents


def _parent(unit: str, parents: dict[str, str]) -> str:
    """The unit above, "" at the top; a circle of units is cut above the one that comes first by the alphabet."""
    chain = [unit]
    while (above := parents.get(chain[-1], "")) and above not in chain:
        chain.append(above)
        if len(chain) > _DEEPEST:
            return ""
    is_cut = above == unit and unit == min(chain)
    return "" if is_cut else parents.get(unit, "")
