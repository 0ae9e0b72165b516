"""The folder of a register → the names and the contents of its files, quickly: a year of decisions is ten thousand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.issue import Code, Issue, IssueError, Location, Phrase
from generator.messages import system_reason
from generator.review.register.records import damaged, place_of
from generator.source.files import is_there, read_bytes, resolve_inside

_SMALL_BYTES: Final = 65_536
"""What is read at once; a record has some hundreds of bytes."""

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Links are not followed; a pipe without a writer does not keep us waiting."""

_REASONS: Final = {
    Code.PATH_OUTSIDE: Phrase("register.outside"),
    Code.FILE_TOO_LARGE: Phrase("register.large"),
}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the workspace `root`; `shown` is its name there, with forward slashes."""

    root: Path
    shown: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.root / self.shown

    def place(self, name: str) -> Location:
        """Where issues about a file of it are."""
        return place_of(self.shown, name)

    def has(self, name: str) -> bool:
        """Whether anything has this name."""
        return is_there(self.path / name)

    def stay_inside(self) -> None:
        """`IssueError` when links lead from the root of the workspace to a folder outside."""
        path = self.path
        # A link leads there, or none and the folder is where its name says.
        if path.is_symlink() or path.parent.is_symlink():
            resolve_inside(self.root, path, Location(self.shown))

    def names(self, ending: str = "", within: str = "") -> list[str]:
        """What is in it, or in a folder `within`, without what is hidden; nothing when it is not there."""
        try:
            with os.scandir(f"{self.root}/{self.shown}/{within}") as entries:
                names = [entry.name for entry in entries]
        except FileNotFoundError:
            return []
        except OSError as error:
            place = Location(f"{self.shown}/{within}".rstrip("/"))
            raise damaged(place, system_reason(error)) from None
        return sorted(name for name in names if name.endswith(ending) and name[0] != ".")

    def content(self, name: str, limit_bytes: int) -> bytes | IssueError:
        """A file of it, of at most so many bytes; what hinders it is the issue that the file is damaged."""
        quick = _small_file(f"{self.root}/{self.shown}/{name}") if "/" not in name else None
        if quick is not None:
            return quick
        try:
            return read_bytes(self.root, self.path / name, limit_bytes)
        except IssueError as error:
            (found,) = error.issues
            return damaged(self.place(name), _reason(found))


def _small_file(path: str) -> bytes | None:
    """The content of a small ordinary file; None for any other, a link too, which is to be read with more care."""
    if not hasattr(os, "O_NOFOLLOW") and Path(path).is_symlink():
        return None
    try:
        handle = os.open(path, _FLAGS)
    except (OSError, ValueError):
        return None
    try:
        content = os.read(handle, _SMALL_BYTES)
    except OSError:
        return None
    finally:
        os.close(handle)
    # A pipe or a device gives nothing, or without end.
    return content if 0 < len(content) < _SMALL_BYTES else None


def _reason(found: Issue) -> str:
    """What hinders the reading, as a reason."""
    return _REASONS.get(found.code) or dict(found.values)["reason"]
