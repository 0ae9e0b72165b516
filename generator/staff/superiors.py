"""Who reports to whom (підпорядкування): circles, superiors and stand-ins that the staff list does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.issue import Code, Issue, Phrase, Severity, issue
from generator.language.folding import folded
from generator.model.text import is_id
from generator.staff.card import RoleCard
from generator.staff.match import ALIKE, Matched


def check_superiors(matched: Sequence[Matched], cards: Sequence[RoleCard]) -> Iterator[Issue]:
    """What is wrong in the `reports_to` and `substituted_by` of the roles that the staff list uses."""
    by_id = {card.id: card for card in cards}
    used = {each.role_id for each in matched if each.role_id}
    titles = {folded(each.row.title): each.row.title for each in matched}
    titles |= {folded(by_id[role].title): by_id[role].title for role in used}
    yield from _cycles(by_id)
    for card in cards:
        if card.id in used and not card.broken:
            yield from _superior(card, by_id, used, titles)
            yield from _stand_in(card, by_id, used)


def _cycles(cards: Mapping[str, RoleCard]) -> Iterator[Issue]:
    """Each circle once, at the first of its roles."""
    done: set[str] = set()
    for start in sorted(cards):
        chain: list[str] = []
        role = start
        while role in cards and role not in done:
            done.add(role)
            chain.append(role)
            role = cards[role].reports_to
        if role in chain:
            circle = chain[chain.index(role) :]
            first = circle.index(min(circle))
            circle = [*circle[first:], *circle[:first]]
            cycle = " → ".join((*circle, circle[0]))
            yield issue(Code.REPORTS_CYCLE, cards[circle[0]].at("reports_to"), cycle=cycle)


def _superior(
    card: RoleCard, cards: Mapping[str, RoleCard], used: set[str], titles: Mapping[str, str]
) -> Iterator[Issue]:
    """A superior by an id must have a position; free text may say it in other words, so it weighs less."""
    superior = card.reports_to
    if superior in cards:
        if superior not in used:
            title = cards[superior].title
            yield issue(
                Code.STAFF_HEAD_MISSING, card.at("reports_to"), title=card.title, head=title
            )
    elif superior and not is_id(superior) and folded(superior) not in titles:
        yield issue(
            Code.STAFF_HEAD_MISSING,
            card.at("reports_to"),
            Severity.WARNING,
            title=card.title,
            head=superior,
            suggestion=_nearest(superior, titles),
        )


def _nearest(written: str, titles: Mapping[str, str]) -> str | None:
    from rapidfuzz import fuzz, process

    best = process.extractOne(folded(written), titles.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return titles[best[0]] if best else None


def _stand_in(
    card: RoleCard, cards: Mapping[str, RoleCard], used: Iterable[str]
) -> Iterator[Issue]:
    """A role that another one stands in for; a free text, an order that names somebody, cannot be checked."""
    if card.substituted_by in cards and card.substituted_by not in used:
        yield issue(
            Code.STAFF_SUBSTITUTE,
            card.at("substituted_by"),
            Severity.WARNING,
            reason=Phrase("substitute.position"),
            written=cards[card.substituted_by].title,
            who=card.title,
        )
