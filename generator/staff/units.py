"""The units (підрозділи) of the staff list: their heads, and how they are parts of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.issue import Code, Issue, Phrase, Severity, issue
from generator.language.folding import folded
from generator.model.staff import StaffRow
from generator.model.workspace import UnitHead
from generator.staff.card import RoleCard
from generator.staff.match import Matched

_HEADS: Final = frozenset({
    "начальник", "начальниця", "керівник", "керівниця", "завідувач", "завідувачка", "директор", "директорка",
    "голова", "head", "chief", "director",
})  # fmt: skip
"""A word of the nominative by which the title of a head begins, alone or after one other: Головний лікар is not
known by it, so `signers.develop` says who heads a unit where the title does not."""


def check_units(
    matched: Sequence[Matched], cards: Iterable[RoleCard], heads: Iterable[UnitHead]
) -> Iterator[Issue]:
    """Units without a head, or part of two others, or of themselves."""
    units: dict[str, list[Matched]] = defaultdict(list)
    for each in matched:
        if each.row.unit:
            units[folded(each.row.unit)].append(each)
    yield from _headless(units, matched, {card.id: card for card in cards}, heads)
    yield from _parents(units)


def _headless(
    units: Mapping[str, list[Matched]],
    matched: Sequence[Matched],
    cards: Mapping[str, RoleCard],
    heads: Iterable[UnitHead],
) -> Iterator[Issue]:
    """A unit of one row needs no head of its own; a list without any names cannot tell who holds a position."""
    named = {(folded(head.department), folded(head.position)) for head in heads}
    everywhere: dict[str, list[StaffRow]] = defaultdict(list)
    for each in matched:
        for key in _keys(each, cards):
            everywhere[key].append(each.row)
    knows_names = any(each.row.employee for each in matched)
    for unit, members in units.items():
        found = _heads(unit, members, cards, named, everywhere)
        first = members[0].row
        if not found and len(members) > 1:
            yield _unit_head(first, "missing", "")
        elif found and knows_names and not any(row.employee for row in found):
            yield _unit_head(found[0], "vacant", found[0].title)


def _unit_head(row: StaffRow, reason: str, head: str) -> Issue:
    return issue(
        Code.STAFF_UNIT_HEAD,
        row.at("title" if head else "unit"),
        Severity.WARNING,
        reason=Phrase(f"unit_head.{reason}"),
        advice=Phrase(f"unit_head_advice.{reason}"),
        unit=row.unit,
        head=head,
    )


def _keys(each: Matched, cards: Mapping[str, RoleCard]) -> set[str]:
    """What others may call a position in `reports_to`: its title, or the title or the id of its role."""
    card = cards.get(each.role_id or "")
    return ({folded(each.row.title)} | ({card.id, folded(card.title)} if card else set())) - {""}


def _heads(
    unit: str,
    members: Sequence[Matched],
    cards: Mapping[str, RoleCard],
    named: set[tuple[str, str]],
    everywhere: Mapping[str, list[StaffRow]],
) -> list[StaffRow]:
    """The rows of those who head a unit: named so, called so, or the one to whom its members report."""
    found = [each.row for each in members if _is_called_head(each.row.title)]
    found += [row for where, title in named if where == unit for row in everywhere.get(title, ())]
    if found:
        return found
    for each in members:
        card = cards.get(each.role_id or "")
        superior = card.reports_to if card else ""
        key = superior if superior in cards else folded(superior)
        found += everywhere.get(key, ())
    return found


def _is_called_head(title: str) -> bool:
    return not _HEADS.isdisjoint(folded(title).split()[:2])


def _parents(units: Mapping[str, list[Matched]]) -> Iterator[Issue]:
    """Where two rows of a unit name different units above it, and where units are parts of each other in a circle."""
    parents: dict[str, str] = {}
    for unit, members in units.items():
        rows = [each.row for each in members if each.row.parent]
        if rows:
            parents[unit] = folded(rows[0].parent)
            yield from _two_parents(rows)
    yield from _circles(units, parents)


def _two_parents(rows: Sequence[StaffRow]) -> Iterator[Issue]:
    told = {folded(rows[0].parent)}
    for row in rows:
        if folded(row.parent) not in told:
            told.add(folded(row.parent))
            yield issue(
                Code.STAFF_UNIT_PARENT,
                row.at("parent"),
                reason=Phrase("unit_parent.two"),
                unit=row.unit,
                parent=row.parent,
                first=rows[0].parent,
                where=rows[0].at("parent").address(),
            )


def _circles(units: Mapping[str, list[Matched]], parents: Mapping[str, str]) -> Iterator[Issue]:
    done: set[str] = set()
    for start in parents:
        chain: list[str] = []
        unit = start
        while unit in parents and unit not in done:
            done.add(unit)
            chain.append(unit)
            unit = parents[unit]
        if unit in chain:
            circle = chain[chain.index(unit) :]
            rows = [next(e.row for e in units[each] if e.row.parent) for each in circle]
            cycle = " → ".join((*(row.unit for row in rows), rows[0].unit))
            yield issue(
                Code.STAFF_UNIT_PARENT,
                rows[0].at("parent"),
                reason=Phrase("unit_parent.circle"),
                cycle=cycle,
            )
