"""Matched positions and cards of roles → where the staff list, the roles and the settings do not agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.issue import Code, Issue, Phrase, Severity, issue
from generator.language.folding import folded
from generator.language.profession import is_of_profession
from generator.model import WorkspaceSettings
from generator.model.staff import StaffRow
from generator.staff.card import RoleCard
from generator.staff.match import Matched
from generator.staff.people import check_people
from generator.staff.superiors import check_superiors
from generator.staff.units import check_units


def check(
    matched: Sequence[Matched], cards: Sequence[RoleCard], settings: WorkspaceSettings
) -> tuple[Issue, ...]:
    """Everything that does not agree; what has no role at all is said by `match`."""
    used = {each.role_id for each in matched}
    held = [card for card in cards if card.id in used]
    found = (
        *_unused(matched, cards),
        *_titles(matched, {card.id: card for card in held}),
        # Its titles are Ukrainian; a translation of theirs need not be one of ours.
        *(_classifier(held) if settings.language == "uk" else ()),
        *_rates(matched, "," if settings.language == "uk" else "."),
        *check_superiors(matched, cards),
        *check_units(matched, cards, settings.signers.develop),
        *check_people([each.row for each in matched]),
    )
    return tuple(sorted(found, key=Issue.sort_key))


def _unused(matched: Iterable[Matched], cards: Iterable[RoleCard]) -> Iterator[Issue]:
    used = {each.role_id for each in matched}
    open_titles = {folded(each.row.title) for each in matched if each.role_id is None}
    for card in cards:
        # Of several roles that a position fits, each may be the one that is meant.
        if card.id not in used and not open_titles & set(map(folded, (card.title, *card.aliases))):
            yield issue(Code.STAFF_ROLE_UNUSED, card.place, Severity.WARNING, title=card.title)


def _titles(matched: Iterable[Matched], cards: dict[str, RoleCard]) -> Iterator[Issue]:
    """One position under several titles, or under another title than that of its role; each title is told once."""
    positions: dict[tuple[str, str], dict[str, StaffRow]] = defaultdict(dict)
    for each in matched:
        # A row may have the id of a role and no title.
        if each.row.title and each.role_id is not None and not cards[each.role_id].broken:
            titles = positions[each.role_id, folded(each.row.unit)]
            titles.setdefault(folded(each.row.title), each.row)
    told: set[tuple[str, str]] = set()
    for (role_id, _), titles in positions.items():
        card = cards[role_id]
        (first, row), *others = titles.items()
        for _, other in others:
            yield _two_titles(card, row, other)
        if not others and first != folded(card.title) and (role_id, first) not in told:
            told.add((role_id, first))
            yield issue(
                Code.STAFF_TITLE_DIFFERS,
                row.at("title"),
                Severity.WARNING,
                title=row.title,
                role=card.id,
                expected=card.title,
            )


def _two_titles(card: RoleCard, first: StaffRow, other: StaffRow) -> Issue:
    return issue(
        Code.STAFF_TITLES_DIFFER,
        other.at("title"),
        Severity.WARNING,
        title=other.title,
        first=first.title,
        where=first.at("title").address(),
        role=card.id,
        expected=card.title,
    )


def _classifier(cards: Iterable[RoleCard]) -> Iterator[Issue]:
    for card in cards:
        if card.classifier_title and not is_of_profession(card.title, card.classifier_title):
            yield issue(
                Code.CLASSIFIER_TITLE,
                card.place,
                Severity.WARNING,
                title=card.title,
                code=card.classifier_code,
                expected=card.classifier_title,
            )


def _rates(matched: Iterable[Matched], point: str) -> Iterator[Issue]:
    """More rates held than planned, by position and unit."""
    positions: dict[tuple[str, str], list[StaffRow]] = defaultdict(list)
    for each in matched:
        key = each.role_id or folded(each.row.title)
        positions[key, folded(each.row.unit)].append(each.row)
    for rows in positions.values():
        planned = planned_rates(rows)
        held = sum((row.employee.held for row in rows if row.employee), Decimal(0))
        if planned is not None and held > planned:
            yield issue(
                Code.STAFF_RATES,
                next(row for row in rows if row.planned is not None).at("planned"),
                title=rows[0].title,
                where=Phrase("issue.staff-rates.in_unit") if rows[0].unit else None,
                unit=rows[0].unit,
                held=f"{held.normalize():f}".replace(".", point),
                planned=f"{planned.normalize():f}".replace(".", point),
            )


def planned_rates(rows: Sequence[StaffRow]) -> Decimal | None:
    """How many rates a position has: the sum of its rows, or the number that each of them repeats."""
    planned = [row.planned for row in rows if row.planned is not None]
    if not planned:
        return None
    is_total = len(rows) > 1 and len(planned) == len(rows) and len({*planned}) == 1
    # One row is one holder: more than one rate in each is the number for all of them.
    return planned[0] if is_total and planned[0] > 1 else sum(planned, Decimal(0))
