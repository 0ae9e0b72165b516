"""A path inside the workspace → its text or bytes; nothing outside is ever opened."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.messages import system_reason
from generator.source.tree import MAX_FILE_BYTES, SourceFile

MAX_BINARY_BYTES: Final = 20_000_000


def display_name(root: Path, path: Path) -> str:
    """The path as issues show it: relative to the workspace, with forward slashes."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def is_there(path: Path) -> bool:
    """Whether anything has this name, be it a link that leads nowhere; a name no system allows has nothing."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def resolve_inside(root: Path, path: Path, place: Location) -> Path:
    """The path with its links followed; `IssueError` at `place` when it is not under `root`."""
    try:
        real = path.resolve()
    except RuntimeError:  # so Python until 3.12 says that links lead in a circle
        raise _unreadable(place, Phrase("system.ELOOP")) from None
    if not real.is_relative_to(root.resolve()):
        raise IssueError(issue(Code.PATH_OUTSIDE, place, path=real))
    return real


def _unreadable(place: Location, reason: str) -> IssueError:
    return IssueError(issue(Code.FILE_UNREADABLE, place, reason=reason))


def read_bytes(root: Path, path: Path, limit: int = MAX_BINARY_BYTES) -> bytes:
    """The content of a file under `root`, at most `limit` bytes; anything that hinders it is an `IssueError`."""
    place = Location(display_name(root, path))
    real = resolve_inside(root, path, place)
    try:
        # A pipe would keep us waiting for a writer, a device could go on for ever.
        if not stat.S_ISREG(real.stat().st_mode) and not real.is_dir():
            raise _unreadable(place, Phrase("system.irregular"))
        with real.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise _unreadable(place, system_reason(error)) from None
    if len(content) > limit:
        raise IssueError(issue(Code.FILE_TOO_LARGE, place, limit=limit // 1_000_000))
    return content


def read_text(root: Path, path: Path) -> SourceFile:
    """The UTF-8 text of a file under `root`; a byte-order mark is dropped."""
    content = read_bytes(root, path, MAX_FILE_BYTES)
    name = display_name(root, path)
    try:
        return SourceFile(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise IssueError(issue(Code.FILE_ENCODING, Location(name, line))) from None
