"""All roles → what does not fit between them: duties that repeat, areas with two owners, superiors, terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from generator.language.folding import folded
from generator.lint.checks.ladder import career_lowers_level, level_above_senior
from generator.lint.checks.likeness import alike, lemmas
from generator.lint.checks.outline import Between, Duty, Outline, Term
from generator.lint.tokens import tokens

ALIKE: Final = 92
"""How like two duties are, in per cent of their lemmas whatever their order, when one repeats the other?"""


def duplicate_duty(roles: tuple[Outline, ...]) -> Iterator[Between]:
    """A duty that nearly repeats one of another role in the unit; what both have from a shared part repeats nothing."""
    for unit in _by_unit(roles):
        listed = {duty.place: (role, duty) for role in unit for duty in role.duties}
        found = list(listed.values())
        for one, other in alike([duty.lemmas for _, duty in found], ALIKE):
            (first, old), (second, new) = found[one], found[other]
            if first.id != second.id:
                yield _as_in(second, new, first, old)


def _by_unit(roles: tuple[Outline, ...]) -> Iterator[list[Outline]]:
    units: dict[str, list[Outline]] = defaultdict(list)
    for role in roles:
        if role.unit:
            units[role.unit].append(role)
    yield from units.values()


def _as_in(role: Outline, duty: Duty, other: Outline, same: Duty) -> Between:
    values = (
        ("role", other.id),
        ("title", other.title),
        ("clause", same.clause),
        ("file", same.place.file),
        ("line", str(same.place.line)),
    )
    return Between(role.id, "duties", duty.clause, duty.place, duty.text, (0, 0), values)


AREA_ALIKE: Final = 80


def exclusive_area(roles: tuple[Outline, ...]) -> Iterator[Between]:
    """Two roles each of which alone is to do the same."""
    listed = [(role, duty) for role in roles for duty in role.duties if duty.area]
    for one, other in alike([duty.area for _, duty in listed], AREA_ALIKE):
        (first, old), (second, new) = listed[one], listed[other]
        if first.id != second.id:
            yield _as_in(second, new, first, old)


def subordination(roles: tuple[Outline, ...]) -> Iterator[Between]:
    """A role that supervises another one, which reports to a third."""
    by_id = {role.id: role for role in roles}
    for role in roles:
        for position in role.supervises:
            below = by_id.get(position.role)
            above = below.reports_to if below else None
            if below and above and above.role in by_id and above.role != role.id:
                yield _contradicts(role, below, by_id[above.role])


def _contradicts(role: Outline, below: Outline, above: Outline) -> Between:
    values = (
        ("below", below.title),
        ("role", below.id),
        ("above", above.title),
        ("title", role.title),
    )
    return Between(role.id, "supervises", "supervises", role.place, values=values)


def superior_cycle(roles: tuple[Outline, ...]) -> Iterator[Between]:
    """A role that is above itself."""
    by_id = {role.id: role for role in roles}
    for role in roles:
        yield from _above_itself(role, by_id)


def _above_itself(role: Outline, by_id: Mapping[str, Outline]) -> Iterator[Between]:
    seen = [role.id]
    above = role.reports_to
    while above is not None and above.role in by_id:
        if above.role in seen:
            if above.role == role.id:
                chain = " → ".join((*(by_id[each].title for each in seen), role.title))
                values = (("chain", chain), ("title", role.title))
                yield Between(role.id, "reports_to", "reports_to", role.place, values=values)
            return
        seen.append(above.role)
        above = by_id[above.role].reports_to


def defined_term(roles: tuple[Outline, ...]) -> Iterator[Between]:
    """A term that another text, or another role, defines otherwise."""
    first: dict[str, tuple[Outline, Term]] = {}
    for role in roles:
        for term in role.terms:
            key = folded(term.term)
            known = first.setdefault(key, (role, term))
            if not _same_meaning(known[1].meaning, term.meaning):
                yield _defined_otherwise(role, term, *known)


def _same_meaning(one: str, other: str) -> bool:
    """Whether one of two definitions ends as the other does: before it the sentence may say anything."""
    first, second = (list(lemmas(tokens(each))) for each in (one, other))
    short = min(len(first), len(second), 3)
    return first[-short:] == second[-short:]


def _defined_otherwise(role: Outline, term: Term, other: Outline, known: Term) -> Between:
    values = (
        ("term", term.term),
        ("meaning", known.meaning),
        ("role", other.id),
        ("file", known.passage.place.file),
        ("line", str(known.passage.place.line)),
    )
    passage = term.passage
    return Between(
        role.id, passage.section, passage.clause, passage.place, passage.text, term.span, values
    )


COMPANY_CHECKS: Final[Mapping[str, Callable[[tuple[Outline, ...]], Iterator[Between]]]] = {
    "duplicate-duty": duplicate_duty,
    "exclusive-area": exclusive_area,
    "subordination": subordination,
    "superior-cycle": superior_cycle,
    "defined-term": defined_term,
    "level-above-senior": level_above_senior,
    "career-lowers-level": career_lowers_level,
}
