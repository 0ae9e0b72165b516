"""The clause lists of parts in their order → sections: each clause in its place, with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, Final

from generator.issue import Code, Issue, Location, Phrase, issue, nearest_names
from generator.language import slug
from generator.model.clause import Clause, ClauseGroup
from generator.model.resolved import Entry, ResolvedClause, ResolvedGroup
from generator.source.roles import Part

MAX_CLAUSES: Final = 1_000
"""How many clauses may one role have? Ten times the longest instruction we have seen."""

Path = tuple[str, ...]

CLAUSE_LISTS: Final[dict[str, Path]] = {
    **{
        key: (key,)
        for key in ("laws", "general", "duties", "rights", "responsibility", "knowledge")
    },
    **{key: ("requirements", key) for key in ("languages", "software", "qualities", "other")},
}
"""Key of a section → where its clause list is in a role file."""

SENTENCES: Final[dict[str, Path]] = {
    "purpose": ("purpose",),
    "education": ("requirements", "education"),
    "experience": ("requirements", "experience"),
    "schedule": ("working_conditions", "schedule"),
    "travel": ("working_conditions", "travel"),
    "place": ("working_conditions", "place"),
}
"""Key of a single sentence, which is also its id → where it is in a role file."""


def read(part: Part, path: Path) -> Any:
    """What a part writes under a path of keys."""
    value: Any = part.content
    for step in path:
        value = getattr(value, step)
    return value


def merge_sections(parts: tuple[Part, ...], problems: list[Issue]) -> dict[str, tuple[Entry, ...]]:
    """Every clause list by its key, with all parts laid on each other; what cannot be laid goes to `problems`."""
    merging: dict[str, _Section] = {}
    merging.update({key: _Section(problems, merging) for key in CLAUSE_LISTS})
    for part in parts:
        _remove(part, merging, problems)
        for key, path in CLAUSE_LISTS.items():
            for index, item in enumerate(read(part, path)):
                merging[key].put(item, part, (*path, index))
    return {key: section.entries() for key, section in merging.items()}


def _remove(part: Part, merging: dict[str, _Section], problems: list[Issue]) -> None:
    own = {item.id: place for item, place in _written(part) if item.id}
    for index, clause_id in enumerate(part.content.remove):
        place = part.place("remove", index)
        dropped = [section.remove(clause_id, place) for section in merging.values()]
        if any(dropped):
            continue
        if clause_id in own:
            line = own[clause_id].line
            problems.append(issue(Code.REMOVE_OWN, place, clause=clause_id, line=line))
        else:
            known = [name for section in merging.values() for name in section.ids()]
            problems.append(_unknown_clause(clause_id, known, place, len(problems)))


def _written(part: Part) -> Iterator[tuple[Clause | ClauseGroup, Location]]:
    """The clauses and groups a part writes itself, with their places."""
    for path in CLAUSE_LISTS.values():
        for index, item in enumerate(read(part, path)):
            yield item, part.place(*path, index)
            for inner, clause in enumerate(item.items if isinstance(item, ClauseGroup) else ()):
                yield clause, part.place(*path, index, "items", inner)


def _unknown_clause(
    clause_id: str, known: Iterable[str], place: Location, told: int, where: str | None = None
) -> Issue:
    """`where` is the key of our words for the place it should be in, when that is not the whole role."""
    return issue(
        Code.CLAUSE_UNKNOWN,
        place,
        clause=clause_id,
        where=where and Phrase(where),
        **nearest_names(clause_id, known, told),
    )


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
            self._put_clause(item, part, path, self._top)
            return
        group = self._group(item, part.place(*path))
        for index, clause in enumerate(item.items):
            self._put_clause(clause, part, (*path, "items", index), group.items)

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

    def _put_clause(
        self, item: Clause, part: Part, path: tuple[int | str, ...], into: list[Any]
    ) -> None:
        place = part.place(*path)
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
            self._move_after(clause, item.after, part.place(*path, "after"))

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

    def _move_after(self, clause: ResolvedClause, anchor_id: str, place: Location) -> None:
        target, held = self._anchor(anchor_id), self._find(clause.id)
        if target is None:
            known = sorted(self.ids() - {clause.id})
            where = "issue.clause-unknown.in_section"
            told = len(self._problems)
            self._problems.append(_unknown_clause(anchor_id, known, place, told, where))
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
        return free_id(text, taken | SENTENCES.keys())


def free_id(text: str, taken: set[str]) -> str:
    """A stable id from the first words of a text that is not among `taken`."""
    base = slug(text)
    candidates = chain((base,), (f"{base}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def too_many_clauses(parts: tuple[Part, ...]) -> Iterator[Issue]:
    """The parts of a role that have too many clauses; or the role itself, the last, when it inherits too many."""
    counts = {part.node.source.name: _count(part) for part in parts}
    large = {name: number for name, number in counts.items() if number > MAX_CLAUSES}
    for name, number in large.items():
        yield _too_many(name, number, "clauses_in.file")
    if not large and sum(counts.values()) > MAX_CLAUSES:
        yield _too_many(parts[-1].node.source.name, sum(counts.values()), "clauses_in.role")


def _too_many(name: str, number: int, where: str) -> Issue:
    place, limit = Location(name), MAX_CLAUSES
    return issue(Code.TOO_MANY_CLAUSES, place, where=Phrase(where), count=number, limit=limit)


def _count(part: Part) -> int:
    return sum(
        len(item.items) if isinstance(item, ClauseGroup) else 1
        for path in CLAUSE_LISTS.values()
        for item in read(part, path)
    )
