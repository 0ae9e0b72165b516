"""The catalogue of competencies → what does not hold in it: definitions, growth by levels, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.lint.checks.circle import Names, repeats
from generator.lint.checks.growth import Said, says_the_same
from generator.lint.passages import Passage, competency_passage, level_clause, level_path
from generator.model.catalogue import Catalogue, CatalogueEntry, Level, LevelIndicator


@dataclass(frozen=True, slots=True)
class Amiss:
    """What a check has found in a competency: the text or its place, and what the message names."""

    passage: Passage
    values: tuple[tuple[str, str], ...] = ()


def definition_circular(catalogue: Catalogue) -> Iterator[Amiss]:
    """A definition by the name it is to define, or two definitions each by the name of the other (хибне коло)."""
    entries = catalogue.competencies.values()
    names = Names(entry.name for entry in entries)
    said = {entry.id: names.said_in(entry.definition) for entry in entries}
    for entry in entries:
        if repeats(entry.definition, entry.name):
            yield _circle(entry, entry)
        for other in entries if said[entry.id] else ():
            is_other = other.name != entry.name
            if is_other and other.name in said[entry.id] and entry.name in said[other.id]:
                yield _circle(entry, other)


def _circle(entry: CatalogueEntry, other: CatalogueEntry) -> Amiss:
    place = entry.definition_origin
    passage = Passage("definition", "definition", entry.definition, place)
    return Amiss(passage, (("name", entry.name), ("other", other.name)))


def levels_not_growing(catalogue: Catalogue) -> Iterator[Amiss]:
    """An indicator that says what one of a lower level says."""
    for entry in catalogue.competencies.values():
        found = [(each, Said.of(each.text)) for each in entry.indicators()]
        for at, (higher, said) in enumerate(found):
            for lower, below in found[:at]:
                if lower.level < higher.level and says_the_same(below, said):
                    yield _repeated(higher, lower)
                    break


def _repeated(higher: LevelIndicator, lower: LevelIndicator) -> Amiss:
    values = (
        ("level", str(lower.level)),
        ("clause", lower.id),
        ("line", str(lower.origin.line)),
    )
    return Amiss(Passage("behaviour", higher.id, higher.text, higher.origin), values)


LEAST, MOST = 3, 6
"""How many indicators should a level have? From one or two nobody can tell a level; more than six nobody observes."""


def indicator_count(catalogue: Catalogue) -> Iterator[Amiss]:
    """A level with few indicators, or with many."""
    for entry in catalogue.competencies.values():
        for level in entry.levels:
            count = len(level.indicators)
            if not LEAST <= count <= MOST:
                yield _of_level(entry, level, "behaviour", ("count", str(count)))


def competency_incomplete(catalogue: Catalogue) -> Iterator[Amiss]:
    """What a competency lacks: why it matters, evidence, questions, or a way up to a level above the first."""
    for entry in catalogue.competencies.values():
        for section, value in (
            ("importance", entry.importance),
            ("evidence", entry.evidence),
            ("questions", entry.questions),
        ):
            if not value:
                passage = competency_passage(entry, section, path=("name",))
                yield Amiss(passage, (("section", section),))
        for level in entry.levels[1:]:
            if not level.development:
                yield _of_level(entry, level, "development", ("section", "development"))


def _of_level(entry: CatalogueEntry, level: Level, section: str, value: tuple[str, str]) -> Amiss:
    clause, path = level_clause(level.number), level_path(level.number)
    passage = competency_passage(entry, section, path=path, clause=clause)
    return Amiss(passage, (("level", str(level.number)), value))


CATALOGUE_CHECKS: Final[Mapping[str, Callable[[Catalogue], Iterator[Amiss]]]] = {
    "definition-circular": definition_circular,
    "levels-not-growing": levels_not_growing,
    "indicator-count": indicator_count,
    "competency-incomplete": competency_incomplete,
}
