"""Role files → parsed and validated parts, each read once, and the order they are laid on each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.language import slug
from generator.messages import system_reason
from generator.model.resolved import Position
from generator.model.role import Role, RolePart
from generator.model.text import ID_PATTERN, is_id, names_a_device
from generator.source import tree
from generator.source.files import display_name, is_there, read_text, resolve_inside
from generator.source.validate import nearest, validate
from generator.source.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Part:
    """One file under `roles/`: what it says, and where it says it. `name` is its path without `.yaml`."""

    name: str
    node: tree.Mapping
    content: RolePart

    def place(self, *path: int | str) -> Location:
        """Where a value stands, e.g. `place("duties", 3)`."""
        return nearest(self.node, path).location


class RoleFiles:
    """Reads the files of a workspace's `roles/` folder, each once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[str, Part | IssueError] = {}
        self.ids = workspace.role_ids()

    def part(self, name: str) -> Part:
        """A role or shared part by its name; raises `IssueError` with all that is wrong in the file."""
        if name not in self._read:
            try:
                self._read[name] = self._load(name)
            except IssueError as error:
                self._read[name] = error
        found = self._read[name]
        if isinstance(found, IssueError):
            raise found
        return found

    def path(self, name: str) -> Path:
        """The file of a role or shared part."""
        return self._workspace.roles / f"{name}.yaml"

    def _load(self, name: str) -> Part:
        path = self.path(name)
        is_role = not path.name.startswith("_") and "/" not in name
        if is_role and not is_there(path) and is_there(path.with_suffix(".yml")):
            path = path.with_suffix(".yml")
        if is_misnamed(path) if is_role else names_a_device(path.stem):
            raise IssueError(misnamed(self._workspace.root, path, "role"))
        node = tree.parse(read_text(self._workspace.root, path))
        content = validate(node, Role if is_role else RolePart)
        assert isinstance(node, tree.Mapping)
        return Part(name, node, content)

    def check_names(self) -> list[Issue]:
        """Files whose names cannot be role ids, or what hinders the listing of the folder."""
        folder = self._workspace.roles
        place = Location(display_name(self._workspace.root, folder))
        try:
            next(resolve_inside(self._workspace.root, folder, place).iterdir(), None)
        except IssueError as error:
            return list(error.issues)
        except FileNotFoundError:
            return [issue(Code.FILE_UNREADABLE, place, reason=Phrase("system.no_roles"))]
        except OSError as error:
            return [issue(Code.FILE_UNREADABLE, place, reason=system_reason(error))]
        root, found = self._workspace.root, self._workspace.role_files()
        return [misnamed(root, path, "role") for path in found if is_misnamed(path)]

    def order(self, name: str) -> tuple[Part, ...]:
        """The parts of a role in the order they are laid on each other: `extends` from left to right, then itself.

        A part that two others share counts once, where it comes first. Raises `IssueError` with everything wrong in
        any of them, with an unknown name, or with a cycle.
        """
        found: dict[str, Part] = {}
        problems: list[Issue] = []
        self._visit(name, (), found, problems)
        if problems:
            raise IssueError(dict.fromkeys(problems))
        return tuple(found.values())

    def _visit(
        self, name: str, above: tuple[str, ...], found: dict[str, Part], problems: list[Issue]
    ) -> None:
        if name in found:
            return
        try:
            part = self.part(name)
        except IssueError as error:
            problems.extend(error.issues)
            return
        chain = (*above, name)
        for index, base in enumerate(part.content.extends):
            place = part.place("extends", index)
            if base in chain:
                cycle = " → ".join((*chain[chain.index(base) :], base))
                problems.append(issue(Code.EXTENDS_CYCLE, place, cycle=cycle))
            elif not is_there(self.path(base)):
                suggestion = self._closest_part(base)
                problems.append(
                    issue(Code.EXTENDS_UNKNOWN, place, name=base, suggestion=suggestion)
                )
            else:
                self._visit(base, chain, found, problems)
        found[name] = part

    def part_names(self) -> list[str]:
        """Every role and shared part."""
        folder = self._workspace.roles
        found = (p for p in folder.rglob("*.yaml") if not p.name.startswith(".") and not p.is_dir())
        return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in found)

    def shared_names(self) -> list[str]:
        """The shared parts alone."""
        return [name for name in self.part_names() if name not in self.ids]

    def _closest_part(self, written: str) -> str | None:
        """The part whose own name, whatever its folder, is like the one that was written."""
        parts = {name.rpartition("/")[2]: name for name in self.part_names()}
        close = get_close_matches(written.rpartition("/")[2], parts, n=1)
        return parts[close[0]] if close else None

    def position(self, written: str, place: Location) -> Position:
        """A position that a role names: another role by its id, or free text as it stands."""
        if re.fullmatch(ID_PATTERN, written) is None and not _PATH.fullmatch(written):
            return Position(written)
        if written not in self.ids:
            raise IssueError(unknown_role(written, self.ids, place))
        try:
            role = self.part(written).content
        except IssueError:
            # The other file's own issues are reported with it; this role can still be checked.
            return Position(written, written)
        assert isinstance(role, Role)
        return position_of(role, written)


def is_misnamed(path: Path) -> bool:
    """Whether the name of a file cannot be an id."""
    return path.suffix != ".yaml" or not is_id(path.stem) or names_a_device(path.stem)


def misnamed(root: Path, path: Path, kind: str) -> Issue:
    """The issue for such a file; `kind` is what is put before a name that Windows keeps for a device."""
    device = names_a_device(path.stem)
    suggestion = slug(f"{kind} {path.stem}" if device else path.stem)
    return issue(
        Code.ID_INVALID,
        Location(display_name(root, path)),
        value=path.name,
        kind=Phrase("id.file"),
        advice=Phrase(f"id_advice.{'device' if device else 'file'}"),
        suggestion=f"{suggestion}.yaml",
    )


_PATH: Final = re.compile(r"[./\\].*|.*\.ya?ml|[A-Za-z]:\\.*")
"""What nobody calls a position, but may well write when an id is meant."""


def position_of(role: Role, role_id: str) -> Position:
    """The role's own position with the forms its file overrides."""
    cases = role.cases.model_dump(exclude_none=True)
    return Position(role.title, role_id, cases, role.gender or "")


def unknown_role(written: str, ids: tuple[str, ...], place: Location | None) -> Issue:
    """The issue for a role id without a file, with the nearest id as suggestion."""
    close = get_close_matches(written, ids, n=1)
    return issue(Code.ROLE_UNKNOWN, place, role=written, suggestion=next(iter(close), None))
