"""A role → what of it is compared with other roles, small enough to travel between processes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from generator.issue import Location
from generator.language.folding import folded
from generator.lint.checks.likeness import lemmas
from generator.lint.passages import Passage, passages
from generator.lint.tokens import Token, tokens
from generator.model.resolved import Position, RequiredLevel, ResolvedRole


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
    competencies: tuple[RequiredLevel, ...] = ()
    career_from: tuple[Position, ...] = ()
    career_to: tuple[Position, ...] = ()


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
        tuple(map(_required, role.competencies)),
        role.career_from,
        role.career_to,
    )


def _duty(passage: Passage) -> Duty:
    found = tokens(passage.text)
    words = " ".join(lemmas(found))
    return Duty(passage.clause, passage.text, _bare(passage.place), words, _area(found))


def _required(level: RequiredLevel) -> RequiredLevel:
    place, level_place = _bare(level.origin), _bare(level.level_origin)
    return replace(level, origin=place, level_origin=level_place)


def _bare(place: Location) -> Location:
    """The place without the line itself, which the reader of the file still has."""
    return replace(place, excerpt="")


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
    return " ".join(list(lemmas(rest))[:_AREA_WORDS])


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
