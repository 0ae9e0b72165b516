"""A resolved role → its texts, each with the section and the clause it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.issue import Location
from generator.model.resolved import ResolvedGroup, ResolvedRole

RELATIONS: Final = ("with", "receives", "provides", "when")
INDICATORS: Final = ("name", "unit", "target", "period")
"""The keys of a row, cell by cell."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to read: `clause` is its id, or the key it stands under; `place` where its item begins in the file.

    `key` is the key of the text in that item. A heading is the text of a group of clauses.
    """

    section: str
    clause: str
    text: str
    place: Location
    key: str = "text"
    is_heading: bool = False


def passages(role: ResolvedRole) -> Iterator[Passage]:
    """Every text of a role, in the order of the sections."""
    yield Passage("title", "title", role.position.title, role.origin)
    for key, clause in role.sentences.items():
        yield Passage(key, key, clause.text, clause.origin)
    for section, entries in role.sections.items():
        for entry in entries:
            if not isinstance(entry, ResolvedGroup):
                yield Passage(section, entry.id, entry.text, entry.origin)
                continue
            yield Passage(section, entry.id, entry.text, entry.origin, "group", True)
            for item in entry.items:
                yield Passage(section, item.id, item.text, item.origin)
    for section, keys, rows in (
        ("relations", RELATIONS, role.relations),
        ("indicators", INDICATORS, role.indicators),
    ):
        for row in rows:
            for key, cell in zip(keys, row.cells, strict=True):
                if cell:
                    yield Passage(section, section, cell, row.origin, key)
