"""A resolved role, or the catalogue of competencies → its texts, each with the section and the clause it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.issue import Location
from generator.model.catalogue import Catalogue, CatalogueEntry
from generator.model.competency import Scale
from generator.model.resolved import ResolvedGroup, ResolvedRole

RELATIONS: Final = ("with", "receives", "provides", "when")
INDICATORS: Final = ("name", "unit", "target", "period")
"""The keys of a row, cell by cell."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to read: `clause` is its id, or the key it stands under; `place` where its item begins in the file.

    `key` is the key of the text in that item. A heading is the text of a group of clauses. With a `path` only the file
    of `place` is known, and where in it the item is.
    """

    section: str
    clause: str
    text: str
    place: Location
    key: str = "text"
    is_heading: bool = False
    path: tuple[int | str, ...] = ()


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


def catalogue_passages(catalogue: Catalogue) -> Iterator[Passage]:
    """Every text of a catalogue: those of its competencies, then those of its scales."""
    for entry in catalogue.competencies.values():
        yield from competency_passages(entry)
    for name, scale in catalogue.scales.items():
        yield from _scale_passages(Location(f"competencies/_scales/{name}.yaml"), scale)


def competency_passages(entry: CatalogueEntry) -> Iterator[Passage]:
    """Every text of a competency; its indicators are the section `behaviour`, as `indicators` are those of results."""
    yield Passage("name", "name", entry.name, entry.origin)
    yield Passage("definition", "definition", entry.definition, entry.definition_origin)
    if entry.importance:
        yield competency_passage(entry, "importance", entry.importance)
    for level in entry.levels:
        for each in level.indicators:
            yield Passage("behaviour", each.id, each.text, each.origin)
        clause, path = level_clause(level.number), level_path(level.number)
        for index, text in enumerate(level.development):
            own = (*path, "development", index)
            yield competency_passage(entry, "development", text, own, clause)
    for section, texts in (("evidence", entry.evidence), ("questions", entry.questions)):
        for index, text in enumerate(texts):
            yield competency_passage(entry, section, text, (section, index))


def competency_passage(
    entry: CatalogueEntry,
    section: str,
    text: str = "",
    path: tuple[int | str, ...] = (),
    clause: str = "",
) -> Passage:
    """A text of a competency, or a place where one is missing, by its path in the file; else the section is the key."""
    file = Location(entry.origin.file)
    return Passage(section, clause or section, text, file, path=path or (section,))


def level_clause(level: int) -> str:
    """What a finding about a whole level of a competency gives as its clause."""
    return f"level-{level}"


def level_path(level: int) -> tuple[str, str]:
    """Where the file of a competency has a level."""
    return "levels", str(level)


def _scale_passages(file: Location, scale: Scale) -> Iterator[Passage]:
    yield Passage("scale", "name", scale.name, file, path=("name",))
    for number, level in enumerate(scale.levels, start=1):
        path = ("levels", number - 1)
        yield Passage("scale", level_clause(number), level.name, file, "name", path=(*path, "name"))
        yield Passage("scale", level_clause(number), level.text, file, path=(*path, "text"))
