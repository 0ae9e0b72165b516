"""Parts in their order → one `ResolvedRole`; every clause remembers the file and line it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from generator.issue import Code, Issue, IssueError, Location, issue
from generator.model.resolved import (
    Entry,
    Position,
    RequiredLevel,
    ResolvedClause,
    ResolvedGroup,
    ResolvedRole,
    Row,
)
from generator.model.role import Role
from generator.model.workspace import RoleSigners
from generator.source.roles import Part, RoleFiles, position_of
from generator.source.sections import SENTENCES, Path, merge_sections, read, too_many_clauses

_TABLES: Final[dict[str, tuple[str, ...]]] = {
    "relations": ("with_", "receives", "provides", "when"),
    "indicators": ("name", "unit", "target", "period"),
}


def resolve(files: RoleFiles, role_id: str) -> ResolvedRole:
    """The role with everything it inherits; raises `IssueError` with all that is wrong in it or in its parts."""
    role, problems = lay(files, role_id)
    if problems:
        raise IssueError(problems)
    return role


def lay(files: RoleFiles, role_id: str) -> tuple[ResolvedRole, tuple[Issue, ...]]:
    """The role as far as its parts can be laid on each other, and what is wrong in it; `IssueError` if they cannot."""
    parts = files.order(role_id)
    own = parts[-1].content
    assert isinstance(own, Role)
    problems = list(too_many_clauses(parts))
    if problems:
        raise IssueError(problems)
    sections = merge_sections(parts, problems)
    sentences = {
        key: ResolvedClause(key, value, place)
        for key, path in SENTENCES.items()
        for value, place in _last(parts, path)
    }
    problems += _check_unique(sections, sentences)
    refer = _Referrer(files, problems)
    role = ResolvedRole(
        id=role_id,
        position=position_of(own, role_id),
        aliases=own.aliases,
        origin=parts[-1].place("title"),
        parts=tuple(part.node.source.name for part in parts),
        classification=_value(parts, ("classification",)),
        department=_value(parts, ("department",)) or "",
        reports_to=refer.one(_last(parts, ("reports_to",))),
        supervises=refer.many(parts[-1], ("supervises",), own.supervises),
        substituted_by=refer.one(_last(parts, ("substituted_by",))),
        variables={k: v for part in parts for k, v in part.content.variables.items()},
        sections=sections,
        sentences=sentences,
        relations=_merge_rows(parts, "relations"),
        indicators=_merge_rows(parts, "indicators"),
        competencies=_merge_competencies(parts),
        career_from=refer.many(parts[-1], ("career", "from"), own.career.from_),
        career_to=refer.many(parts[-1], ("career", "to"), own.career.to),
        signers=_merge_signers(parts),
    )
    return role, tuple(dict.fromkeys(problems))


def _last(parts: tuple[Part, ...], path: Path) -> Iterator[tuple[Any, Location]]:
    """The value of the last part that writes it, with its place; nothing when none does."""
    for part in reversed(parts):
        value = read(part, path)
        if value is not None:
            yield value, part.place(*path)
            return


def _value(parts: tuple[Part, ...], path: Path) -> Any:
    return next((value for value, _ in _last(parts, path)), None)


def _merge_rows(parts: tuple[Part, ...], key: str) -> tuple[Row, ...]:
    """Rows of all parts; the first cell is the key, and a row with a key already there replaces it."""
    rows: dict[str, Row] = {}
    for part in parts:
        for index, item in enumerate(read(part, (key,))):
            cells = tuple(getattr(item, name) or "" for name in _TABLES[key])
            rows[cells[0]] = Row(cells, part.place(key, index))
    return tuple(rows.values())


def _merge_competencies(parts: tuple[Part, ...]) -> tuple[RequiredLevel, ...]:
    """The levels that the parts require, the last word of each; one of level 0 is required no longer."""
    found: dict[str, RequiredLevel] = {}
    for part in parts:
        for index, item in enumerate(part.content.competencies):
            place = part.place("competencies", index, "id")
            level_place = part.place("competencies", index, "level")
            found[item.id] = RequiredLevel(item.id, item.level, place, level_place)
    return tuple(each for each in found.values() if each.level)


def _merge_signers(parts: tuple[Part, ...]) -> RoleSigners:
    merged = RoleSigners()
    for part in parts:
        written = part.content.signers
        merged = merged.model_copy(
            update={name: getattr(written, name) for name in written.model_fields_set}
        )
    return merged


class _Referrer:
    """Turns what a role writes of other positions into `Position`s and collects what cannot be."""

    def __init__(self, files: RoleFiles, problems: list[Issue]) -> None:
        self._files = files
        self._problems = problems

    def one(self, written: Iterator[tuple[str, Location]]) -> Position | None:
        for value, place in written:
            return self._position(value, place)
        return None

    def many(self, part: Part, path: Path, values: tuple[str, ...]) -> tuple[Position, ...]:
        found = (
            self._position(value, part.place(*path, index)) for index, value in enumerate(values)
        )
        return tuple(position for position in found if position)

    def _position(self, written: str, place: Location) -> Position | None:
        try:
            return self._files.position(written, place)
        except IssueError as error:
            self._problems.extend(error.issues)
            return None


def inherited_ids(files: RoleFiles, name: str) -> set[str]:
    """The ids a role or shared part has before its own clauses come, those made of first words included."""
    merged = merge_sections(files.order(name)[:-1], [])
    entries = [entry for section in merged.values() for entry in section]
    items = (item for e in entries if isinstance(e, ResolvedGroup) for item in e.items)
    return {entry.id for entry in (*entries, *items)} | SENTENCES.keys()


def _check_unique(
    sections: dict[str, tuple[Entry, ...]], sentences: dict[str, ResolvedClause]
) -> list[Issue]:
    """An id names one place of the document, so it must be unique across sections too."""
    seen: dict[str, Location] = {}
    found = []
    for entry in (
        e for entries in (tuple(sentences.values()), *sections.values()) for e in entries
    ):
        group = entry.items if isinstance(entry, ResolvedGroup) else ()
        for item in (entry, *group):
            if item.id in seen:
                first = f"{seen[item.id].file}:{seen[item.id].line}"
                found.append(issue(Code.ID_DUPLICATE, item.origin, id=item.id, first=first))
            seen.setdefault(item.id, item.origin)
    return found
