"""Parts in their order → one `ResolvedRole`; every clause remembers the file and line it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, TypeVar

from generator.issue import Code, Issue, IssueError, Location, issue
from generator.language import slug
from generator.model.clause import Clause, ClauseGroup
from generator.model.resolved import (
    Entry,
    Position,
    ResolvedClause,
    ResolvedGroup,
    ResolvedRole,
    Row,
)
from generator.model.role import Role
from generator.model.workspace import RoleSigners
from generator.source.roles import Part, RoleFiles, position_of

MAX_CLAUSES: Final = 1_000
"""How many clauses may one role have? Ten times the longest instruction we have seen."""

Path = tuple[str, ...]
T = TypeVar("T")

CLAUSE_LISTS: Final[dict[str, Path]] = {
    **{
        key: (key,)
        for key in ("laws", "general", "duties", "rights", "responsibility", "knowledge")
    },
    **{key: ("requirements", key) for key in ("languages", "software", "qualities", "other")},
}
"""Key of a section → where its clause list is in a role file."""

_SENTENCES: Final[dict[str, Path]] = {
    "purpose": ("purpose",),
    "education": ("requirements", "education"),
    "experience": ("requirements", "experience"),
    "schedule": ("working_conditions", "schedule"),
    "travel": ("working_conditions", "travel"),
    "place": ("working_conditions", "place"),
}
_TABLES: Final[dict[str, tuple[str, ...]]] = {
    "relations": ("with_", "receives", "provides", "when"),
    "indicators": ("name", "unit", "target", "period"),
}


def resolve(files: RoleFiles, role_id: str) -> ResolvedRole:
    """The role with everything it inherits; raises `IssueError` with all that is wrong in it or in its parts."""
    parts = files.order(role_id)
    own = parts[-1].content
    assert isinstance(own, Role)
    problems: list[Issue] = [found for part in parts for found in _count(part)]
    if problems:
        raise IssueError(problems)
    sections = _merge_sections(parts, problems)
    sentences = {
        key: ResolvedClause(key, value, place)
        for key, path in _SENTENCES.items()
        for value, place in _last(parts, path)
    }
    problems += _check_unique(sections, sentences)
    refer = _Referrer(files, problems)
    role = ResolvedRole(
        id=role_id,
        position=position_of(own, role_id),
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
        competencies=tuple({c.id: c for part in parts for c in part.content.competencies}.values()),
        career_from=refer.many(parts[-1], ("career", "from"), own.career.from_),
        career_to=refer.many(parts[-1], ("career", "to"), own.career.to),
        signers=_merge_signers(parts),
    )
    if problems:
        raise IssueError(dict.fromkeys(problems))
    return role


def _read(part: Part, path: Path) -> Any:
    value: Any = part.content
    for step in path:
        value = getattr(value, step)
    return value


def _last(parts: tuple[Part, ...], path: Path) -> Iterator[tuple[Any, Location]]:
    """The value of the last part that writes it, with its place; nothing when none does."""
    for part in reversed(parts):
        value = _read(part, path)
        if value is not None:
            yield value, part.place(*path)
            return


def _value(parts: tuple[Part, ...], path: Path) -> Any:
    return next((value for value, _ in _last(parts, path)), None)


def _merge_rows(parts: tuple[Part, ...], key: str) -> tuple[Row, ...]:
    """Rows of all parts; the first cell is the key, and a row with a key already there replaces it."""
    rows: dict[str, Row] = {}
    for part in parts:
        for index, item in enumerate(_read(part, (key,))):
            cells = tuple(getattr(item, name) or "" for name in _TABLES[key])
            rows[cells[0]] = Row(cells, part.place(key, index))
    return tuple(rows.values())


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
    merged = _merge_sections(files.order(name)[:-1], [])
    entries = [entry for section in merged.values() for entry in section]
    items = (item for e in entries if isinstance(e, ResolvedGroup) for item in e.items)
    return {entry.id for entry in (*entries, *items)} | _SENTENCES.keys()


def _merge_sections(parts: tuple[Part, ...], problems: list[Issue]) -> dict[str, tuple[Entry, ...]]:
    merging: dict[str, _Section] = {}
    merging.update({key: _Section(problems, merging) for key in CLAUSE_LISTS})
    for part in parts:
        _remove(part, merging, problems)
        for key, path in CLAUSE_LISTS.items():
            for index, item in enumerate(_read(part, path)):
                merging[key].put(item, part, (*path, index))
    return {key: section.entries() for key, section in merging.items()}


def _remove(part: Part, merging: dict[str, _Section], problems: list[Issue]) -> None:
    for index, clause_id in enumerate(part.content.remove):
        place = part.place("remove", index)
        dropped = [section.remove(clause_id, place) for section in merging.values()]
        if not any(dropped):
            known = [name for section in merging.values() for name in section.ids()]
            problems.append(_unknown_clause(clause_id, known, place))


def _unknown_clause(clause_id: str, known: list[str], place: Location) -> Issue:
    close = get_close_matches(clause_id, known, n=1)
    return issue(Code.CLAUSE_UNKNOWN, place, clause=clause_id, suggestion=next(iter(close), None))


@dataclass
class _Group:
    """A group while it is being put together."""

    id: str
    text: str
    origin: Location
    items: list[ResolvedClause] = field(default_factory=list)


class _Section:
    """One clause list while the parts are laid on each other."""

    def __init__(self, problems: list[Issue], all_sections: dict[str, _Section]) -> None:
        self._problems = problems
        self._all = all_sections
        self._top: list[ResolvedClause | _Group] = []
        self._last: set[str] = set()

    def entries(self) -> tuple[Entry, ...]:
        """The finished list, with what is marked `last` at its end; a group that has lost all its items is left out."""
        in_order = sorted(self._top, key=lambda entry: entry.id in self._last)
        return tuple(
            ResolvedGroup(e.id, e.text, e.origin, tuple(e.items)) if isinstance(e, _Group) else e
            for e in in_order
            if not isinstance(e, _Group) or e.items
        )

    def ids(self) -> set[str]:
        """The ids of all clauses and groups."""
        return {entry.id for entry in self._top} | {c.id for _, c in self._clauses()}

    def _clauses(self) -> Iterator[tuple[list[Any], ResolvedClause]]:
        for entry in self._top:
            if isinstance(entry, _Group):
                yield from ((entry.items, item) for item in entry.items)
            else:
                yield self._top, entry

    def _find(self, clause_id: str) -> tuple[list[Any], ResolvedClause] | None:
        return next((found for found in self._clauses() if found[1].id == clause_id), None)

    def put(self, item: Clause | ClauseGroup, part: Part, path: tuple[int | str, ...]) -> None:
        """Lay one written item on what is there."""
        if isinstance(item, Clause):
            self._put_clause(item, part.place(*path), self._top)
            return
        group = self._group(item, part.place(*path))
        for index, clause in enumerate(item.items):
            self._put_clause(clause, part.place(*path, "items", index), group.items)

    def _group(self, item: ClauseGroup, place: Location) -> _Group:
        group_id = item.id or self._free_id(item.group)
        if item.last:
            self._last.add(group_id)
        for entry in self._top:
            if isinstance(entry, _Group) and (entry.id == group_id or entry.text == item.group):
                entry.text = item.group
                return entry
        group = _Group(group_id, item.group, place)
        self._top.append(group)
        return group

    def _put_clause(self, item: Clause, place: Location, into: list[Any]) -> None:
        clause = ResolvedClause(
            id=item.id or self._free_id(item.text),
            text=item.text,
            origin=place,
            significant=item.significant or item.readonly,
            readonly=item.readonly,
            competencies=item.competencies,
            basis=item.basis or "",
        )
        if item.last:
            self._last.add(clause.id)
        held = self._find(clause.id)
        if held is None:
            into.append(clause)
        elif self._may_replace(held[1], place):
            holder, old = held
            holder[holder.index(old)] = clause
        if item.after:
            self._move_after(clause, item.after)

    def _may_replace(self, old: ResolvedClause, place: Location) -> bool:
        if old.origin.file == place.file:
            self._problems.append(
                issue(
                    Code.ID_DUPLICATE,
                    place,
                    id=old.id,
                    first=f"{old.origin.file}:{old.origin.line}",
                )
            )
            return False
        return not self._refuses(old, place)

    def _refuses(self, old: ResolvedClause, place: Location) -> bool:
        if old.readonly:
            first = f"{old.origin.file}:{old.origin.line}"
            self._problems.append(issue(Code.READONLY_OVERRIDE, place, clause=old.id, first=first))
        return old.readonly

    def _move_after(self, clause: ResolvedClause, anchor_id: str) -> None:
        target, held = self._anchor(anchor_id), self._find(clause.id)
        if target is None:
            self._problems.append(_unknown_clause(anchor_id, sorted(self.ids()), clause.origin))
        elif held and anchor_id != clause.id:
            held[0].remove(held[1])
            holder, anchor = target
            holder.insert(holder.index(anchor) + 1, held[1])

    def _anchor(self, anchor_id: str) -> tuple[list[Any], Any] | None:
        """A clause or group that another can stand after, with the list that holds it."""
        groups = (e for e in self._top if isinstance(e, _Group) and e.id == anchor_id)
        group = next(groups, None)
        return (self._top, group) if group else self._find(anchor_id)

    def remove(self, clause_id: str, place: Location) -> bool:
        """Drop a clause or a whole group; whether it was here."""
        for entry in self._top:
            if isinstance(entry, _Group) and entry.id == clause_id:
                refused = [self._refuses(item, place) for item in entry.items]
                if not any(refused):
                    self._top.remove(entry)
                return True
        held = self._find(clause_id)
        if held and not self._refuses(held[1], place):
            held[0].remove(held[1])
        return held is not None

    def _free_id(self, text: str) -> str:
        """An id made of the first words, as `posada format` would write it."""
        taken = {name for section in self._all.values() for name in section.ids()}
        return free_id(text, taken | _SENTENCES.keys())


def free_id(text: str, taken: set[str]) -> str:
    """A stable id from the first words of a text that is not among `taken`."""
    base = slug(text)
    candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _count(part: Part) -> list[Issue]:
    count = sum(
        len(item.items) if isinstance(item, ClauseGroup) else 1
        for path in CLAUSE_LISTS.values()
        for item in _read(part, path)
    )
    if count <= MAX_CLAUSES:
        return []
    place = Location(part.node.source.name)
    return [issue(Code.TOO_MANY_CLAUSES, place, count=count, limit=MAX_CLAUSES)]


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
