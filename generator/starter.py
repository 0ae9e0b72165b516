"""An empty folder → a workspace with samples; a role id and a title → a role file ready to be edited."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Final

from generator.document.templates import Templates
from generator.issue import Code, IssueError, Location, issue
from generator.messages import system_reason
from generator.model.text import ID_PATTERN
from generator.output import write_atomic
from generator.source.files import display_name
from generator.source.workspace import Workspace, builtin_root

_STARTERS: Final = {"uk": "", "en": "samples/en"}
"""Language → where its sample workspace is under the built-in root; the Ukrainian one is the root itself."""

_CONTENT: Final = ("posada.yaml", "roles")
_NEW_ROLE: Final = "new-role.yaml"


def create_workspace(folder: Path, language: str) -> None:
    """Make a workspace in a new or empty folder; `IssueError` when something is already there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise IssueError(issue(Code.WORKSPACE_EXISTS, None, folder=folder.resolve()))
    source = builtin_root()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _CONTENT:
            _copy(source / _STARTERS[language] / name, folder / name)
        _copy(source / "schemas", folder / "schemas")
        _copy(source / "templates" / "README.md", folder / "templates" / "README.md")
        (folder / "output").mkdir()
    except OSError as error:
        place = Location(folder.as_posix())
        found = issue(Code.OUTPUT_UNWRITABLE, place, reason=system_reason(error))
        raise IssueError(found) from None


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def create_role(workspace: Workspace, role_id: str, title: str) -> Path:
    """Write `roles/<id>.yaml` from the starter `templates/<language>/new-role.yaml`, which a user may shadow."""
    if re.fullmatch(ID_PATTERN, role_id) is None:
        raise IssueError(issue(Code.ID_INVALID, None, value=role_id))
    path = workspace.roles / f"{role_id}.yaml"
    place = Location(display_name(workspace.root, path))
    if path.exists():
        raise IssueError(issue(Code.FILE_EXISTS, place))
    starter = Templates(workspace).read(_NEW_ROLE).text
    # A JSON string is a YAML string, whatever the title holds.
    content = starter.replace("{title}", json.dumps(title, ensure_ascii=False))
    write_atomic(path, content.encode())
    return path
