"""A role's own file while edits are planned → the role it would make, and where the file says each clause itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from generator.issue import IssueError
from generator.model.clause import Clause, ClauseGroup
from generator.model.resolved import Entry, ResolvedClause, ResolvedGroup, ResolvedRole
from generator.model.role import Role
from generator.review.editing.extent import LostError
from generator.review.editing.layout import Path
from generator.review.editing.wanted import bare
from generator.review.editing.yaml_edit import Text
from generator.source import tree
from generator.source.inheritance import lay
from generator.source.roles import Part, RoleFiles
from generator.source.sections import CLAUSE_LISTS, SENTENCES, merge_sections, read
from generator.source.tree import SourceFile
from generator.source.validate import validate


@dataclass(frozen=True, slots=True)
class OwnItem:
    """A clause or group that the file of the role writes itself."""

    id: str
    path: Path
    after: str
    is_group: bool


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a role has before its own file is laid on it, by id."""

    entries: dict[str, Entry]
    sentences: frozenset[str]


class DraftFiles(RoleFiles):
    """The files of a workspace, one of which says something else than the disk does."""

    def __init__(self, files: RoleFiles, part: Part) -> None:
        self._workspace = files._workspace
        self._read = {**files._read, part.name: part}
        self.ids = files.ids


class Draft:
    """One state of the file: its text, the role it makes, and the same role without places."""

    def __init__(self, files: RoleFiles, part: Part, inherited: Inherited) -> None:
        self._files = files
        self.part = part
        self.inherited = inherited
        role, problems = lay(DraftFiles(files, part), part.name)
        if problems:
            raise IssueError(problems)
        self.role = role
        self.plain = bare(role)
        self.text = Text(part.node.source.name, part.node.source.text, part.node)
        self.items = tuple(_own_items(part, role))
        self.own = {item.id: item for item in self.items}

    def with_text(self, text: str) -> Draft | None:
        """The next state; `None` when that is no valid role, or none that can be edited further."""
        try:
            part = read_part(self.part.name, SourceFile(self.part.node.source.name, text))
            return Draft(self._files, part, self.inherited)
        except (IssueError, LostError):
            return None

    def list_of(self, section: str, group: str = "") -> Path:
        """Where the file writes the clauses of a list, or of a group if it writes some of that group."""
        own = self.own.get(group)
        return (*own.path, "items") if own else CLAUSE_LISTS[section]

    def within(self, path: Path) -> list[OwnItem]:
        """The items of a list of the file."""
        return [item for item in self.items if item.path[:-1] == path]

    def overrides(self, clause_id: str) -> bool:
        """Whether an inherited clause is there, or would be but for the role's own."""
        return clause_id in self.inherited.entries and clause_id not in self.part.content.remove


def begin(files: RoleFiles, role_id: str) -> Draft:
    """The file as it is, with line breaks of one kind; `IssueError` when the role is not valid as it is."""
    parts = files.order(role_id)
    own, source = parts[-1], parts[-1].node.source
    if "\r\n" in source.text:
        own = read_part(role_id, SourceFile(source.name, source.text.replace("\r\n", "\n")))
    merged = merge_sections(parts[:-1], [])
    entries = {e.id: e for section in merged.values() for e in _flat(section)}
    sentences = frozenset(
        key
        for key, path in SENTENCES.items()
        if any(read(part, path) is not None for part in parts[:-1])
    )
    return Draft(files, own, Inherited(entries, sentences))


def read_part(name: str, source: SourceFile) -> Part:
    """The role that a text says; `IssueError` when it is none."""
    node = tree.parse(source)
    content = validate(node, Role)
    return Part(name, cast("tree.Mapping", node), content)


def _flat(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        if isinstance(entry, ResolvedGroup):
            yield from entry.items


def _own_items(part: Part, role: ResolvedRole) -> Iterator[OwnItem]:
    name = part.node.source.name
    named = {
        (clause.origin.line, clause.origin.column): clause.id
        for clause in role.clauses()
        if clause.origin.file == name
    }
    for key, path in CLAUSE_LISTS.items():
        for index, item in enumerate(read(part, path)):
            if isinstance(item, Clause):
                yield _clause(part, item, (*path, index), named)
                continue
            yield OwnItem(_group_id(item, role.sections[key]), (*path, index), "", True)
            for inner, clause in enumerate(item.items):
                yield _clause(part, clause, (*path, index, "items", inner), named)


def _clause(part: Part, item: Clause, path: Path, named: dict[tuple[int, int], str]) -> OwnItem:
    name = item.id
    if name is None:
        place = part.place(*path)
        name = named.get((place.line, place.column), "")
    return OwnItem(name, path, item.after or "", False)


def _group_id(group: ClauseGroup, entries: tuple[Entry, ...]) -> str:
    found = (
        e.id
        for e in entries
        if isinstance(e, ResolvedGroup) and (e.id == group.id or e.text == group.group)
    )
    return next(found, group.id or "")


def clause_of(entry: Entry) -> ResolvedClause | None:
    """The entry if it is a clause."""
    return entry if isinstance(entry, ResolvedClause) else None
