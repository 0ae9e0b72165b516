"""What a build wrote: for every file its content key and the digest of its bytes, so that the next one can leave it.

One line of JSON for each file, added just before the file is written: so whatever a killed build leaves is known to be
ours, the file of the last line or of one before it, and what is none of them was changed by somebody.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, Severity, issue
from generator.make.keys import content_digest, file_digest
from generator.output import PARTIAL, sweep, unwritable, write_together
from generator.source.files import read_bytes, resolve_inside

STATE: Final = ".posada"
"""Folder within the output for what a build remembers; whoever deletes the output makes it forget."""

_FILES, _ROLES, _LOCK = "files.jsonl", "roles.json", "lock"

_LARGEST: Final = 500_000_000
"""How many bytes of notes are read? A thousand for each file of a hundred thousand positions are fewer."""

_NAME: Final = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.(?:docx|html|json|pdf|txt|xlsx)")
"""The paths we write to. A note of another is none of ours, and might lead out of the folder."""


def claim(root: Path, output: Path) -> Path:
    """The lock of an output folder, after a look that nothing a build keeps there leads out of the folder `root`."""
    state = output / STATE
    for path in (output, state, *(state / name for name in (_FILES, _ROLES, _LOCK))):
        place = Location(path.relative_to(root).as_posix())
        real = resolve_inside(root, path, place)
        if path.suffix and real.exists() and not stat.S_ISREG(real.stat().st_mode):
            reason = Phrase("system.irregular")
            raise IssueError(issue(Code.OUTPUT_UNWRITABLE, place, reason=reason))
    return state / _LOCK


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    content: str


class Ledger:
    """The files of one output folder by their paths there, with forward slashes."""

    def __init__(self, root: Path, output: Path) -> None:
        self._root = root
        self._output = output
        self._path = output / STATE / _FILES
        self._roles = output / STATE / _ROLES
        self._entries = _entries(self._read(self._path))

    def is_current(self, name: str, key: str) -> bool:
        """Whether the file was made from the same and holds the very bytes that were written."""
        return self.is_made_from(name, key) and bool(self.content_of(name))

    def is_made_from(self, name: str, key: str) -> bool:
        """Whether the file was last made from the same, whatever has become of it."""
        entry = self._last(name)
        return entry is not None and entry.key == key

    def is_edited(self, name: str) -> bool:
        """Whether the file is there, was ours, and somebody has changed it."""
        entries = self._entries.get(name, [])
        found = file_digest(self._output / name) if entries else ""
        return bool(found) and all(found != entry.content for entry in entries)

    def record(self, files: Iterable[tuple[str, str, bytes]]) -> None:
        """Note files that are about to be written: name, key, content; `IssueError` when the note cannot be."""
        lines = []
        for name, key, content in files:
            entry = _Entry(key, content_digest(content))
            self._entries.setdefault(name, []).append(entry)
            lines.append(_line(name, entry))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write("".join(lines))
        except OSError as error:
            raise unwritable(self._path, error, self._root) from None

    def write(self, contents: Mapping[str, bytes], key: str) -> tuple[Issue, ...]:
        """Write files made from one `key`, all of them or none; what somebody has changed is kept, which is told."""
        paths = {self._output / name: content for name, content in contents.items()}
        for folder in {path.parent for path in paths}:
            self.check_inside(folder)
        self.record((name, key, content) for name, content in contents.items())
        edited = {self._output / name for name in contents if self.is_edited(name)}
        kept = write_together(paths, edited, self._root)
        return tuple(self._kept(*pair) for pair in kept.items())

    def check_inside(self, folder: Path) -> None:
        """Refuse to write into a folder, or through one for files in work, that is elsewhere."""
        place = Location(folder.relative_to(self._root).as_posix())
        for each in (folder, folder / PARTIAL):
            resolve_inside(self._root, each, place)

    def _kept(self, path: Path, kept: Path) -> Issue:
        place = Location(path.relative_to(self._root).as_posix())
        return issue(Code.FILE_KEPT, place, Severity.WARNING, kept=kept.name)

    def content_of(self, name: str) -> str:
        """The digest of a file that is there as it was last written, or ""."""
        entry = self._last(name)
        found = file_digest(self._output / name) if entry else ""
        return found if entry and found == entry.content else ""

    def _last(self, name: str) -> _Entry | None:
        return self._entries[name][-1] if name in self._entries else None

    def abandoned(self, is_so: Callable[[str], bool]) -> list[Path]:
        """The files we wrote of which `is_so` says that nobody wants them any more; they are forgotten.

        Those that somebody has changed since are left out.
        """
        found = []
        for name in sorted(filter(is_so, self._entries)):
            path = self._output / name
            if path.is_file() and not self.is_edited(name):
                found.append(path)
            del self._entries[name]
        return found

    def paths(self) -> Iterator[Path]:
        """Where the files are that we wrote."""
        return (self._output / name for name in self._entries)

    def known_roles(self) -> dict[str, Any]:
        """What the last build knew of the roles; nothing when that cannot be read."""
        known = _json(self._read(self._roles))
        return known if isinstance(known, dict) else {}

    def _read(self, path: Path) -> str:
        with suppress(IssueError):
            return read_bytes(self._root, path, _LARGEST).decode("utf-8", "replace")
        return ""

    def close(self, roles: dict[str, Any]) -> None:
        """Write the notes anew, each file once, and what is known of the roles."""
        kept = ((name, self._needed(name)) for name in sorted(self._entries))
        lines = "".join(_line(name, entry) for name, entries in kept for entry in entries)
        for path, text in ((self._path, lines), (self._roles, json.dumps(roles, sort_keys=True))):
            if self._read(path) != text:
                write_together({path: text.encode()}, root=self._root)
        sweep(self._path.parent)

    def _needed(self, name: str) -> list[_Entry]:
        """The last entry of a file; those before it too while the file may be one of theirs."""
        entries = self._entries[name]
        return entries[-1:] if len(entries) == 1 or self.content_of(name) else entries


def _line(name: str, entry: _Entry) -> str:
    # The line break comes first: it ends what a killed build may have left unfinished.
    return "\n" + json.dumps([name, entry.key, entry.content], ensure_ascii=False)


def _entries(text: str) -> dict[str, list[_Entry]]:
    """The entries of each file in their order; a line that a killed build left unfinished is none."""
    found: dict[str, list[_Entry]] = {}
    for line in text.splitlines():
        match _json(line):
            case [str(name), str(key), str(content)] if _NAME.fullmatch(name):
                found.setdefault(name, []).append(_Entry(key, content))
    return found


def _json(text: str) -> Any:
    """A value; None for what is no JSON, or is nested without end."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
