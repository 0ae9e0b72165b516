"""An empty folder → a workspace with samples; a role id and a title → a role file ready to be edited."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from generator.document.templates import Templates
from generator.formatting import format_roles
from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.language import slug
from generator.messages import system_reason
from generator.model.text import Model, Text, is_id, names_a_device
from generator.output import write_atomic
from generator.source.classifier import FILE_NAME
from generator.source.files import display_name, is_there, resolve_inside
from generator.source.tree import SourceFile, parse
from generator.source.validate import shortened, validate
from generator.source.workspace import SETTINGS_NAME, Workspace, builtin_root

_STARTERS: Final = {"uk": "", "en": "samples/en"}
"""Language → where its sample workspace is under the built-in root; the Ukrainian one is the root itself."""

_STAFF_LIST: Final = "staff.csv"
_NEW_ROLE: Final = "new-role.yaml"
_NEW_COMPETENCY: Final = "new-competency.yaml"


def create_workspace(folder: Path, language: str) -> None:
    """Make a workspace in a new or empty folder; `IssueError` when something is already there.

    `posada.yaml`, which makes a folder a workspace, comes last; what cannot be finished is taken away again.
    """
    source = builtin_root()
    own = source / _STARTERS[language]
    made: list[Path] = []
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise IssueError(issue(Code.WORKSPACE_EXISTS, None, folder=folder.resolve()))
        _make_folder(folder, made)
        _copy(own / "roles", folder / "roles", made)
        for name in ("competencies", "vacancies", "assessments"):
            if (own / name).is_dir():
                _copy(own / name, folder / name, made)
        _copy(own / _STAFF_LIST, folder / _STAFF_LIST, made)
        _copy(source / FILE_NAME, folder / FILE_NAME, made)
        _copy(source / "schemas", folder / "schemas", made)
        _copy(source / "templates" / "README.md", folder / "templates" / "README.md", made)
        _make_folder(folder / "output", made)
        write_atomic(folder / SETTINGS_NAME, (own / SETTINGS_NAME).read_bytes())
    except BaseException as error:
        _take_away(made)
        if not isinstance(error, OSError):
            raise
        place = Location(folder.as_posix())
        found = issue(Code.OUTPUT_UNWRITABLE, place, reason=system_reason(error))
        raise IssueError(found) from None


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it; each that was not there goes to `made`."""
    for each in reversed((folder, *folder.parents)):
        if not each.is_dir():
            each.mkdir()
            made.append(each)


def _copy(source: Path, target: Path, made: list[Path]) -> None:
    """Copy a file or a folder; each file and folder goes to `made` before it can be half-written."""
    _make_folder(target if source.is_dir() else target.parent, made)
    if source.is_dir():
        for inner in sorted(source.iterdir()):
            _copy(inner, target / inner.name, made)
        return
    made.append(target)
    target.write_bytes(source.read_bytes())


def _take_away(made: list[Path]) -> None:
    """Remove what was made, in the reverse order; what is not empty or not ours to remove stays."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def create_role(workspace: Workspace, role_id: str, title: str) -> Path:
    """Write `roles/<id>.yaml` from the starter `templates/<language>/new-role.yaml`, which a user may shadow."""
    title = _checked("title", title)
    path = _free_path(workspace, workspace.roles, role_id)
    starter = Templates(workspace).read(_NEW_ROLE).text
    # A JSON string is a YAML string, whatever the title holds.
    content = starter.replace("{title}", json.dumps(title, ensure_ascii=False))
    write_atomic(path, content.encode())
    # What is wrong in a starter of the user's own is told when the role is checked.
    format_roles(workspace, (role_id,), write=True)
    return path


def create_competency(workspace: Workspace, competency_id: str, name: str) -> Path:
    """Write `competencies/<id>.yaml` from the starter `templates/<language>/new-competency.yaml`."""
    name = _checked("name", name)
    path = _free_path(workspace, workspace.competencies, competency_id)
    starter = Templates(workspace).read(_NEW_COMPETENCY).text
    content = starter.replace("{name}", json.dumps(name, ensure_ascii=False))
    write_atomic(path, content.encode())
    return path


def _free_path(workspace: Workspace, folder: Path, role_id: str) -> Path:
    """Where a new file can be written in a folder; `IssueError` when its id is none or taken."""
    if names_a_device(role_id):
        advice, suggestion = Phrase("id_advice.device_id"), slug(f"role {role_id}")
        found = issue(Code.ID_INVALID, None, value=role_id, advice=advice, suggestion=suggestion)
        raise IssueError(found)
    if not is_id(role_id):
        raise IssueError(issue(Code.ID_INVALID, None, value=shortened(role_id)))
    path = folder / f"{role_id}.yaml"
    resolve_inside(workspace.root, path.parent, Location(display_name(workspace.root, path)))
    for taken in (path, path.with_suffix(".yml")):
        if is_there(taken):
            place = Location(display_name(workspace.root, taken))
            raise IssueError(issue(Code.FILE_EXISTS, place))
    return path


class _Named(Model):
    """What a new file is made of."""

    title: Text | None = None
    name: Text | None = None


def _checked(key: str, written: str) -> str:
    """The `title` or `name` as a file can hold it; `IssueError` without a place when it cannot be one."""
    text = f"{key}: {json.dumps(written, ensure_ascii=False)}"
    try:
        return str(getattr(validate(parse(SourceFile("", text)), _Named), key))
    except IssueError as error:
        advice = Phrase(f"{key}_advice.option")
        raise IssueError(
            replace(found, location=None, values=(*found.values, ("advice", advice)))
            for found in error.issues
        ) from None
