"""All roles → what does not fit between them: duties that repeat, areas with two owners, superiors, terms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from generator.issue import Location
from generator.language.folding import folded
from generator.lint.passages import Passage, passages
from generator.lint.tokens import Kind, Token, tokens
from generator.model.resolved import Position, ResolvedRole


@dataclass(frozen=True, slots=True)
class Between:
    """What a check has found in one role with regard to another: the clause, the characters, what the message names."""

    role: str
    section: str
    clause: str
    place: Location
    text: str = ""
    span: tuple[int, int] = (0, 0)
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as it is compared: `lemmas` are its words in their dictionary forms, without the small ones."""

    clause: str
    text: str
    place: Location
    lemmas: str
    area: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term a text defines, «(далі — Клієнт)», and the words it stands for."""

    passage: Passage
    term: str
    meaning: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is compared of a role; small enough to travel between processes."""

    id: str
    title: str
    unit: str
    place: Location
    reports_to: Position | None
    supervises: tuple[Position, ...]
    duties: tuple[Duty, ...]
    terms: tuple[Term, ...]


_SMALL: Final = frozenset(("PREP", "CONJ", "PRCL", "NPRO"))
"""Parts of speech that say nothing of what a duty is about."""


def outline(role: ResolvedRole) -> Outline:
    """What is compared of a role."""
    texts = tuple(passages(role))
    duties = (p for p in texts if p.section == "duties" and not p.is_heading)
    return Outline(
        role.id,
        role.position.title,
        folded(role.department),
        role.origin,
        role.reports_to,
        role.supervises,
        tuple(_duty(passage) for passage in duties),
        tuple(term for passage in texts for term in _terms(passage)),
    )


def _duty(passage: Passage) -> Duty:
    found = tokens(passage.text)
    # Without the line itself, which the reader of the file still has.
    place = replace(passage.place, excerpt="")
    return Duty(passage.clause, passage.text, place, " ".join(_lemmas(found)), _area(found))


def _lemmas(found: Iterable[Token]) -> Iterator[str]:
    for token in found:
        word = token.word
        first = word.readings[0] if word.readings else None
        if word.kind is not Kind.MARK and not (first and first.marks & _SMALL):
            yield first.lemma if first else word.form


_EXCLUSIVE: Final = frozenset((
    "одноосібно", "одноосібний", "одноособово", "єдиний", "виключно", "винятково", "виключний",
))  # fmt: skip
_AREA_WORDS: Final = 6
"""How many words of an exclusive duty, after the one that says so, tell its area?"""


def _area(found: tuple[Token, ...]) -> str:
    """The words a duty claims for its holder alone; "" when it claims nothing."""
    claims = [i for i, token in enumerate(found) if not token.word.lemmas.isdisjoint(_EXCLUSIVE)]
    if not claims:
        return ""
    rest = [t for t in found if t.word.lemmas.isdisjoint(_EXCLUSIVE)]
    return " ".join(list(_lemmas(rest))[:_AREA_WORDS])


_DEFINED: Final = re.compile(
    r"\(\s*(?:надалі|далі)(?:\s+за\s+текстом)?\s*[—–:-]\s*[«\"“]?(?P<term>[^)»\"”]{2,60})[»\"”]?\s*\)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.;:()]*$")


def _terms(passage: Passage) -> Iterator[Term]:
    for found in _DEFINED.finditer(passage.text):
        before = _SENTENCE.search(passage.text, max(0, found.start() - 120), found.start())
        meaning = before[0].strip() if before else ""
        yield Term(passage, found["term"].strip(), meaning, found.span("term"))


ALIKE: Final = 92
"""How like two duties are, in per cent of their lemmas whatever their order, when one repeats the other?"""

_ENOUGH_WORDS: Final = 5
"""Duties with fewer words, «Веде облік.», are alike by chance."""


def duplicate_duty(roles: tuple[Outline, ...]) -> Iterator[Between]:
    """A duty that nearly repeats one of another role in the unit; what both have from a shared part repeats nothing."""
    for unit in _by_unit(roles):
        listed = {duty.place: (role, duty) for role in unit for duty in role.duties}
        found = list(listed.values())
        for one, other in _alike([duty.lemmas for _, duty in found], ALIKE):
            (first, old), (second, new) = found[one], found[other]
            if first.id != second.id:
                yield _as_in(second, new, first, old)


def _by_unit(roles: tuple[Outline, ...]) -> Iterator[list[Outline]]:
    units: dict[str, list[Outline]] = defaultdict(list)
    for role in roles:
        if role.unit:
            units[role.unit].append(role)
    yield from units.values()


def _alike(texts: list[str], least: int) -> Iterator[tuple[int, int]]:
    """The pairs of texts that are alike, each text with the first one it is like; short texts are like none.

    Only those are compared that share one of their rarest words, as two that are alike in so many words must.
    """
    from rapidfuzz import fuzz

    words = [sorted(text.split()) for text in texts]
    counts = Counter(word for text in words for word in {*text})
    seen: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(words):
        if len(text) < _ENOUGH_WORDS:
            continue
        rarest = sorted({*text}, key=lambda word: (counts[word], word))
        key = rarest[: len(rarest) - int(len(rarest) * least / 100) + 1]
        for other in sorted({other for word in key for other in seen[word]}):
            if fuzz.ratio(" ".join(text), " ".join(words[other])) >= least:
                yield other, index
                break
        for word in key:
            seen[word].append(index)


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
    for one, other in _alike([duty.area for _, duty in listed], AREA_ALIKE):
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
    first, second = (list(_lemmas(tokens(each))) for each in (one, other))
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
}
