"""The catalogue of competencies (каталог компетенцій) as it was read: indicators with ids, levels and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.issue import Location
from generator.model.competency import CompetencyKind, FrameworkLink, Scale


@dataclass(frozen=True, slots=True)
class LevelIndicator:
    """One observable act; `id` is unique within its competency."""

    id: str
    text: str
    level: int
    origin: Location


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a competency: its number, what the scale calls it, what shows it, and what helps to reach it."""

    number: int
    name: str
    text: str
    indicators: tuple[LevelIndicator, ...]
    development: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A competency (компетенція) with its levels from 1 up; `definition_origin` is where its definition stands."""

    id: str
    name: str
    english_name: str
    kind: CompetencyKind
    definition: str
    importance: str
    scale: str
    levels: tuple[Level, ...]
    evidence: tuple[str, ...]
    questions: tuple[str, ...]
    links: tuple[FrameworkLink, ...]
    origin: Location
    definition_origin: Location

    @property
    def highest(self) -> int:
        """The last level of its scale."""
        return len(self.levels)

    def up_to(self, level: int) -> tuple[Level, ...]:
        """The levels one must have reached to be at `level`."""
        return self.levels[:level]

    def indicators(self, level: int | None = None) -> Iterator[LevelIndicator]:
        """Its indicators from level 1 to `level`, of all levels with `None`."""
        for each in self.levels[:level]:
            yield from each.indicators


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All competencies by their ids, and the scales they are measured on; `broken` are the ids of files with errors."""

    competencies: Mapping[str, CatalogueEntry] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def only(self, wanted: Iterable[str]) -> Catalogue:
        """The catalogue with some of its competencies and the scales these are measured on."""
        chosen = {name: self.competencies[name] for name in wanted if name in self.competencies}
        used = {entry.scale for entry in chosen.values()}
        scales = {name: scale for name, scale in self.scales.items() if name in used}
        return Catalogue(chosen, scales)

    def of_kind(self, kind: CompetencyKind) -> tuple[CatalogueEntry, ...]:
        """The competencies of a kind in the order of their ids."""
        return tuple(entry for entry in self.competencies.values() if entry.kind is kind)
