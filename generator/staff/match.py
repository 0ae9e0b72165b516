"""Rows of the staff list and cards of roles → which position has which role, and which has none or several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.issue import Code, Issue, Phrase, issue
from generator.language import slug
from generator.language.folding import folded
from generator.model.staff import StaffRow
from generator.staff.card import RoleCard

ALIKE: Final = 85
"""How alike (0…100) must a title be to that of a role to be taken for a slip of it?"""


@dataclass(frozen=True, slots=True)
class Matched:
    """A row with the id of its role; None when it has none, which is fine for an `exempt` position."""

    row: StaffRow
    role_id: str | None
    exempt: bool = False


def match(
    rows: Iterable[StaffRow], cards: Sequence[RoleCard], exempt: Iterable[str] = ()
) -> tuple[tuple[Matched, ...], tuple[Issue, ...]]:
    """Each row with its role, by the id, the title or an alias; what has none is an issue once for each position.

    `exempt` are the titles that need no instruction.
    """
    matcher = _Matcher(cards)
    free = frozenset(map(folded, exempt))
    matched = []
    without: dict[tuple[str, str, str], list[StaffRow]] = defaultdict(list)
    for row in rows:
        title, unit = folded(row.title), folded(row.unit)
        found = matcher.candidates(row.role, title, unit)
        is_exempt = not row.role and title in free
        matched.append(Matched(row, found[0].id if len(found) == 1 else None, is_exempt))
        if len(found) != 1 and not is_exempt:
            # A title without a role has none in any unit; which of several roles it is may depend on the unit.
            without[row.role, title, unit if found else ""].append(row)
    problems = (matcher.problem(each) for each in without.values())
    return tuple(matched), tuple(problems)


class _Matcher:
    """Finds roles by what a staff list may call them."""

    def __init__(self, cards: Sequence[RoleCard]) -> None:
        self._ids = {card.id: card for card in cards}
        self._titles = _index((folded(card.title), card) for card in cards)
        self._aliases = _index((folded(name), card) for card in cards for name in card.aliases)
        self._called = _index((folded(card.id), card) for card in cards)
        self._names = {
            folded(name): (name, card)
            for card in reversed(cards)
            for name in (*card.aliases, card.title)
            if name
        }
        self._found: dict[tuple[str, str, str], tuple[RoleCard, ...]] = {}

    def candidates(self, role: str, title: str, unit: str) -> tuple[RoleCard, ...]:
        """The roles that a position may have: with an id that one alone, else by the title and then by the unit."""
        key = (role, title, unit)
        if key not in self._found:
            self._found[key] = self._by_id(role) if role else self._by_title(title, unit)
        return self._found[key]

    def _by_id(self, role: str) -> tuple[RoleCard, ...]:
        return (self._ids[role],) if role in self._ids else ()

    def _by_title(self, title: str, unit: str) -> tuple[RoleCard, ...]:
        found = self._titles.get(title) or self._aliases.get(title) or self._called.get(title, ())
        if len(found) > 1:
            return tuple(card for card in found if folded(card.department) == unit) or found
        return found

    def problem(self, rows: list[StaffRow]) -> Issue:
        """What is wrong with a position that has no role, or several; `rows` are those it stands in."""
        first = rows[0]
        found = self.candidates(first.role, folded(first.title), folded(first.unit))
        if found:
            files = ", ".join(f"roles/{card.id}.yaml" for card in found)
            return issue(
                Code.STAFF_ROLE_AMBIGUOUS, first.at("title"), title=first.title, roles=files
            )
        if first.role:
            near = self._nearest(
                first.role, {role: (role, card) for role, card in self._ids.items()}
            )
            suggestion = near[1].id if near else None
            return issue(
                Code.ROLE_UNKNOWN, first.at("role"), role=first.role, suggestion=suggestion
            )
        near = self._nearest(folded(first.title), self._names)
        return issue(
            Code.STAFF_TITLE_UNKNOWN,
            first.at("title"),
            title=first.title,
            id=slug(first.title),
            rows=Phrase("issue.staff-title-unknown.in_rows") if len(rows) > 1 else None,
            count=len(rows),
            suggestion=near[0] if near else None,
            role=near[1].id if near else None,
        )

    def _nearest(
        self, written: str, names: Mapping[str, tuple[str, RoleCard]]
    ) -> tuple[str, RoleCard] | None:
        from rapidfuzz import fuzz, process

        best = process.extractOne(written, names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return names[best[0]] if best else None


def _index(names: Iterable[tuple[str, RoleCard]]) -> dict[str, tuple[RoleCard, ...]]:
    found: dict[str, dict[str, RoleCard]] = defaultdict(dict)
    for name, card in names:
        found[name][card.id] = card
    return {name: tuple(cards.values()) for name, cards in found.items() if name}
