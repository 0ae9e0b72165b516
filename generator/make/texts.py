"""What a user names to be compared → its text: the present one, a version, a git revision, or a Word file."""

from __future__ import annotations

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from generator.document.frozen import thaw
from generator.document.tree import Document
from generator.issue import Code, IssueError, Location, issue
from generator.make.composer import Composer
from generator.make.desk import Desk
from generator.make.plan import Plan
from generator.review.returned.text import as_document
from generator.source.files import is_there, read_bytes
from generator.source.word.read import read_word_file
from generator.source.word.view import view

PRESENT: Final = "present"
"""How the present text of a role is named."""

_VERSION: Final = re.compile(r"v?([1-9]\d{0,5})")
_REVISION: Final = re.compile(r"[\w./@{}~^-]{1,200}")
"""What git takes for a revision and no shell or option is made of."""

_GIT_SECONDS: Final = 60
_NEEDED: Final = ("posada.yaml", "roles", "templates")
"""What of a revision a document is composed from."""


def document_of(desk: Desk, role: str, written: str) -> Document:
    """The text that `written` names; `IssueError` when it names none."""
    version = _VERSION.fullmatch(written)
    if written == PRESENT:
        return desk.present(role).document
    if version:
        return desk.version(role, int(version[1]))
    if is_there(Path(written)) and not Path(written).is_dir():
        return _of_file(desk, role, Path(written))
    if written.startswith("-") or not _REVISION.fullmatch(written):
        raise _unknown(written)
    return _of_revision(desk.root, role, written)


def _unknown(written: str) -> IssueError:
    return IssueError(issue(Code.TEXT_UNKNOWN, None, written=written))


def _of_file(desk: Desk, role: str, path: Path) -> Document:
    """A Word file, or a text that the register keeps."""
    place = Location(path.as_posix())
    content = read_bytes(path.resolve().parent, path.resolve())
    if path.suffix == ".json":
        try:
            return thaw(content)
        except ValueError:
            raise _unknown(str(path)) from None
    read = view(read_word_file(content, place).paragraphs, accepted=True)
    return as_document(read, desk.present(role).document, desk.composer.theme).document


def _of_revision(root: Path, role: str, revision: str) -> Document:
    """The text that the files of a revision make, with the program of today."""
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(BytesIO(_archive(root, revision))) as archive:
            archive.extractall(folder)
        return Composer(Plan(Path(folder))).document(role)


def _archive(root: Path, revision: str) -> bytes:
    """The files of a workspace at a revision as a ZIP, which `git archive` makes of what is in its own folder."""
    command = ["git", "-C", str(root), "archive", "--format=zip", revision]
    there = [name for name in _NEEDED if _is_in(root, revision, name)]
    try:
        return subprocess.run(
            [*command, "--", *there], check=True, capture_output=True, timeout=_GIT_SECONDS
        ).stdout
    except (OSError, subprocess.SubprocessError):
        raise _unknown(revision) from None


def _is_in(root: Path, revision: str, name: str) -> bool:
    command = ["git", "-C", str(root), "cat-file", "-e", f"{revision}:./{name}"]
    try:
        return subprocess.run(command, capture_output=True, timeout=_GIT_SECONDS).returncode == 0
    except (OSError, subprocess.SubprocessError):
        raise _unknown(revision) from None
