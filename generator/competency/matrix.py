"""Profiles of roles + the catalogue → the matrix role × competency (матриця компетенцій), as plain numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.competency.profile import Profile
from generator.language.folding import folded
from generator.model.catalogue import Catalogue, CatalogueEntry
from generator.model.competency import CompetencyKind, Scale, ScaleLevel


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A role; `levels` are those it requires of the competencies of the matrix in their order, 0 when it does not."""

    role: str
    title: str
    unit: str
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The competencies of one kind, which are columns side by side."""

    kind: CompetencyKind
    entries: tuple[CatalogueEntry, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Roles of one unit stand together, competencies of one kind too; `scales` are those these are measured on."""

    rows: tuple[MatrixRow, ...]
    groups: tuple[MatrixGroup, ...]
    scales: tuple[tuple[str, Scale], ...]

    @property
    def entries(self) -> tuple[CatalogueEntry, ...]:
        """The competencies in the order of their columns."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def units(self) -> tuple[str, ...]:
        """The units in the order of their rows, each as it is first spelt; "" is that of roles without one."""
        spelt: dict[str, str] = {}
        for row in self.rows:
            spelt.setdefault(folded(row.unit), row.unit)
        return tuple(spelt.values())


def matrix(profiles: Iterable[Profile], catalogue: Catalogue, *, every: bool = False) -> Matrix:
    """The matrix of these roles: of the competencies at least one requires, with `every` of the whole catalogue."""
    chosen = tuple(profiles)
    required = {each.entry.id for one in chosen for each in one.required}
    groups = tuple(
        MatrixGroup(kind, entries)
        for kind in CompetencyKind
        if (entries := tuple(e for e in catalogue.of_kind(kind) if every or e.id in required))
    )
    ids = tuple(entry.id for group in groups for entry in group.entries)
    used = {entry.scale for group in groups for entry in group.entries}
    scales = tuple((name, scale) for name, scale in catalogue.scales.items() if name in used)
    return Matrix(tuple(_row(each, ids) for each in _by_unit(chosen)), groups, scales)


def _by_unit(profiles: Iterable[Profile]) -> Iterable[Profile]:
    """The roles of a unit together, the units in the order in which they are first met."""
    units: dict[str, list[Profile]] = {}
    for each in profiles:
        units.setdefault(folded(each.unit), []).append(each)
    return (each for members in units.values() for each in members)


def _row(profile: Profile, ids: tuple[str, ...]) -> MatrixRow:
    levels = {each.entry.id: each.level for each in profile.required}
    return MatrixRow(
        profile.role, profile.title, profile.unit, tuple(levels.get(each, 0) for each in ids)
    )


def name_in(named: CatalogueEntry | Scale | ScaleLevel, language: str) -> str:
    """What a competency, a scale or a level is called in a language; without an English name, as in the catalogue."""
    return (named.english_name if language == "en" else "") or named.name
