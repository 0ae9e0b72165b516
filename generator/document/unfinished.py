"""A resolved role → the places that are still to be filled in, which a final copy cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.issue import Code, Issue, Location, issue
from generator.model.resolved import ResolvedGroup, ResolvedRole

_MARK: Final = re.compile(r"[«“„\"](?:…|\.\.\.)[»”“\"]")
"""How the starter of `posada new` marks such a place; nobody quotes nothing but an ellipsis."""


def mark_in(text: str) -> str:
    """The first mark in a text; "" in one that is finished."""
    found = _MARK.search(text)
    return found[0] if found else ""


def unfinished(role: ResolvedRole) -> Iterator[Issue]:
    """An issue for each text of the role with a mark in it."""
    for text, place in _texts(role):
        if mark := mark_in(text):
            yield issue(Code.PLACEHOLDER_LEFT, place, mark=mark)


def _texts(role: ResolvedRole) -> Iterator[tuple[str, Location]]:
    yield role.position.title, role.origin
    yield from ((clause.text, clause.origin) for clause in role.clauses())
    for entries in role.sections.values():
        yield from ((e.text, e.origin) for e in entries if isinstance(e, ResolvedGroup))
    for row in (*role.relations, *role.indicators):
        yield " ".join(row.cells), row.origin
