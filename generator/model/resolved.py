"""A role after inheritance: every clause in its place, with an id and the file and line it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.issue import Location
from generator.model.role import Classification
from generator.model.workspace import RoleSigners


@dataclass(frozen=True, slots=True)
class ResolvedClause:
    """A clause (пункт): `origin` is the place in the file that wrote it last."""

    id: str
    text: str
    origin: Location
    significant: bool = True
    readonly: bool = False
    competencies: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedGroup:
    """Clauses under a common heading."""

    id: str
    text: str
    origin: Location
    items: tuple[ResolvedClause, ...]


Entry = ResolvedClause | ResolvedGroup


@dataclass(frozen=True, slots=True)
class RequiredLevel:
    """A competency and the level a role needs; `origin` is where the id stands, `level_origin` where the level."""

    id: str
    level: int
    origin: Location
    level_origin: Location


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, cell by cell; "" where nothing was written."""

    cells: tuple[str, ...]
    origin: Location


@dataclass(frozen=True, slots=True)
class Position:
    """A position (посада) that a role refers to: another role by its id, or free text (`role` is "")."""

    title: str
    role: str = ""
    cases: Mapping[str, str] = field(default_factory=dict)
    gender: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedRole:
    """All that a document of one role is made from, besides the workspace.

    `sections` has every clause list by its key in the role file (`laws` … `knowledge`, and the lists of
    `requirements`); `sentences` the single texts (`purpose`, `education`, `schedule` …); `parts` the files it was
    put together from, in the order they were laid on each other; `aliases` what else a staff list may call it.
    """

    id: str
    position: Position
    aliases: tuple[str, ...]
    origin: Location
    parts: tuple[str, ...]
    classification: Classification | None
    department: str
    reports_to: Position | None
    supervises: tuple[Position, ...]
    substituted_by: Position | None
    variables: Mapping[str, str]
    sections: Mapping[str, tuple[Entry, ...]]
    sentences: Mapping[str, ResolvedClause]
    relations: tuple[Row, ...]
    indicators: tuple[Row, ...]
    competencies: tuple[RequiredLevel, ...]
    career_from: tuple[Position, ...]
    career_to: tuple[Position, ...]
    signers: RoleSigners

    def clauses(self) -> Iterator[ResolvedClause]:
        """Every clause and single sentence, in no particular order of sections."""
        yield from self.sentences.values()
        for section in self.sections:
            yield from self.clauses_of(section)

    def clauses_of(self, section: str) -> Iterator[ResolvedClause]:
        """The clauses of a section in their order, those of groups too; none of a section that is not there."""
        for entry in self.sections.get(section, ()):
            yield from entry.items if isinstance(entry, ResolvedGroup) else (entry,)
