"""`register/<role>/` ↔ the decisions about a role's document (реєстр рішень), the texts decided upon, the versions.

    register/clerk/0001-opened-5a0c91fe.json      records, see `records`
    register/clerk/texts/<fingerprint>.json       a text that was decided upon, frozen
    register/clerk/versions/0001/clerk.pdf        the files of an approved version
    register/clerk/SHA256SUMS                     a line for each of them, see `sums`

A process killed at any moment leaves a register that can be read: files are moved to their place whole, and a file
comes before its line. To read takes no lock and no right to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.model.text import is_id
from generator.output import lock, sweep, write_together
from generator.review.register.chain import History, examine, missing, next_number
from generator.review.register.fields import FieldError, as_file_name, as_hash
from generator.review.register.folder import Folder
from generator.review.register.records import Content, FileHash, Published, Record, make, render
from generator.review.register.sums import SUMS, Sums, checksum, read_sums, text_checksums

FOLDER: Final = "register"

_RECORD_BYTES: Final = 1_000_000
"""How large may a record be? The longest, a remark of many pages, has some 50,000."""

_FILE_BYTES: Final = 200_000_000
"""How large may a file of a version be? Ten times what an emblem and fonts can make of a PDF."""

_READINGS: Final = 9
"""How often is a register read anew while others write to it?"""

_FOR_GIT: Final = {
    ".gitattributes": "*/SHA256SUMS merge=union text eol=lf\n"
    "*/*.json text eol=lf\n"
    "*/texts/** -text\n"
    "*/versions/** -text\n",
    ".gitignore": ".lock\n.partial/\n",
}
"""How git treats a register: the lines of both branches stay, and no line end changes in what has a checksum."""


def registers(root: Path) -> tuple[str, ...]:
    """The roles of a workspace that have a register; `IssueError` when the folder cannot be read."""
    names = Folder(root, FOLDER).names()
    return tuple(name for name in names if is_id(name) and (root / FOLDER / name).is_dir())


def _nobody() -> None:
    """Nobody is told that the lock is waited for."""


@dataclass(frozen=True, slots=True)
class Register:
    """The register of a role in the workspace `root`; it need not be there yet. `ValueError` when `role` is no id."""

    root: Path
    role: str

    def __post_init__(self) -> None:
        if not is_id(self.role):
            raise ValueError(self.role)

    @property
    def files(self) -> Folder:
        """The files of its folder."""
        return Folder(self.root, f"{FOLDER}/{self.role}")

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.files.path

    def read(self) -> History:
        """Its records in order, and what is wrong with others; `IssueError` when the folder cannot be read."""
        files = self.files
        files.stay_inside()
        for _ in range(_READINGS):
            # The lines first: what has one has its file already.
            sums = _sums(files)
            names = files.names(".json")
            found = {name: files.content(name, _RECORD_BYTES) for name in names}
            history = examine(files.shown, self.role, found, sums)
            # Somebody may have added a record between the reading of two files, and after its line was looked for.
            if not history.issues or (_sums(files), files.names(".json")) == (sums, names):
                break
        return history

    def verify(self) -> tuple[Issue, ...]:
        """What is wrong with the records, the texts and the files of versions; each file is read."""
        history = self.read()
        promised = {name: file.sha256 for name, file in _promised(history.records)}
        listed = {name for name in history.sums.known if "/" in name}
        found = [
            each
            for name in sorted(listed | promised.keys())
            for each in _check(self.files, history.sums, name, promised.get(name))
        ]
        return tuple(sorted((*history.issues, *found), key=Issue.sort_key))

    def text(self, fingerprint: str) -> bytes | None:
        """The frozen text of a fingerprint, None when there is none; `IssueError` when it was changed since."""
        return self._vouched(_text_name(fingerprint))

    def version_file(self, version: int, name: str) -> bytes | None:
        """A file of a version, None when it is not there; `IssueError` when it was changed since."""
        return self._vouched(_version_name(version, name))

    def version_path(self, version: int, name: str) -> Path:
        """Where a file of a version is."""
        return self.folder / _version_name(version, name)

    def _vouched(self, name: str) -> bytes | None:
        files = self.files
        files.stay_inside()
        if not files.has(name):
            return None
        problems = tuple(_check(files, _sums(files), name, None))
        content = files.content(name, _FILE_BYTES)
        if problems or isinstance(content, IssueError):
            raise IssueError(problems)
        return content

    @contextmanager
    def writing(self, waiting: Callable[[], object] = _nobody) -> Iterator[Writer]:
        """Hold the lock of all registers, to decide upon `writer.history` and write; `waiting` is called before a wait.

        `IssueError` with all that is wrong when the register is not sound: nothing is built upon a broken chain. The
        lock is not to be taken twice by one process.
        """
        self.files.stay_inside()
        with lock(self.root / FOLDER / ".lock", waiting):
            history = self.read()
            if history.issues:
                raise IssueError(history.issues)
            yield Writer(self, history)

    def append(self, content: Content, waiting: Callable[[], object] = _nobody) -> Record:
        """Record one decision; see `writing` and `Writer.append`."""
        with self.writing(waiting) as writer:
            return writer.append(content)

    def put_text(
        self, fingerprint: str, content: bytes, waiting: Callable[[], object] = _nobody
    ) -> None:
        """Keep one text; see `Writer.put_text`."""
        with self.writing(waiting) as writer:
            writer.put_text(fingerprint, content)

    def put_version(
        self, version: int, files: Mapping[str, bytes], waiting: Callable[[], object] = _nobody
    ) -> tuple[FileHash, ...]:
        """Keep the files of a version; see `Writer.put_version`."""
        with self.writing(waiting) as writer:
            return writer.put_version(version, files)


@dataclass(slots=True)
class Writer:
    """A register while its lock is held; `history` is what it has now."""

    register: Register
    history: History

    def append(self, content: Content) -> Record:
        """Record a decision after all those there are; `FieldError` when a value is none that a record can have."""
        before = [each for each in self.history.records if each.hash in self.history.heads]
        record = make(content, self.register.role, self.history.heads, next_number(before))
        # Lines that a killed process owes come first, so that only a last record can be without one.
        self._settle()
        self._write({record.name: render(record)})
        self.history = replace(self.history, records=(*self.history.records, record))
        self._settle()
        return record

    def put_text(self, fingerprint: str, content: bytes) -> None:
        """Keep the frozen text of a fingerprint; the one that is there already says the same and stays."""
        name = _text_name(fingerprint)
        if not self.register.files.has(name):
            self._write({name: content})
        self._settle()

    def put_version(self, version: int, files: Mapping[str, bytes]) -> tuple[FileHash, ...]:
        """Keep the files of a version, name → content, and return what its `Published` record says of them.

        They get their lines with that record; until then they can be put again. The files of a version that has its
        record never change: `IssueError`.
        """
        put = tuple(FileHash(name, checksum(files[name])) for name in sorted(files))
        names = {_version_name(version, file.name): files[file.name] for file in put}
        for record in self.history.records:
            done = record.content
            if isinstance(done, Published) and done.version == version and done.files != put:
                place = self.register.files.place(f"versions/{version:04}")
                raise IssueError(issue(Code.FILE_EXISTS, place))
        self._write(names)
        return put

    def _settle(self) -> None:
        """Add the lines of all files that have none yet."""
        files, sums = self.register.files, self.history.sums
        names = [record.name for record in self.history.records]
        names += [f"texts/{name}" for name in files.names(".json", "texts")]
        added = {name: _read(files, name) for name in names if name not in sums.known}
        lines = {name: text_checksums(content)[-1] for name, content in added.items()}
        for name, file in _promised(self.history.records):
            if name not in sums.known:
                lines[name] = file.sha256
        if lines:
            text = sums.text_with(lines)
            self._write({SUMS: text.encode()})
            sums = read_sums(text.encode(), files.place(SUMS).file)
            self.history = replace(self.history, sums=sums)

    def _write(self, contents: Mapping[str, bytes]) -> None:
        """Write files of the register; the first are preceded by what tells git how to treat it."""
        root = self.register.root
        common, own = root / FOLDER, self.register.folder
        new = {n: text for n, text in _FOR_GIT.items() if not (common / n).exists()}
        paths = {common / name: text.encode() for name, text in new.items()}
        paths |= {own / name: content for name, content in contents.items()}
        try:
            write_together(paths, root=root)
        finally:
            for folder in {path.parent for path in paths}:
                sweep(folder)


def _text_name(fingerprint: str) -> str:
    try:
        return f"texts/{as_hash(fingerprint)}.json"
    except ValueError:
        raise FieldError("fingerprint") from None


def _version_name(version: int, name: str) -> str:
    try:
        return f"versions/{version:04}/{as_file_name(name)}"
    except ValueError:
        raise FieldError("files.name") from None


def _sums(files: Folder) -> Sums:
    content = files.content(SUMS, _FILE_BYTES) if files.has(SUMS) else b""
    if isinstance(content, IssueError):
        return Sums(issues=content.issues)
    return read_sums(content, files.place(SUMS).file)


def _read(files: Folder, name: str) -> bytes:
    content = files.content(name, _FILE_BYTES)
    if isinstance(content, IssueError):
        raise content
    return content


def _promised(records: tuple[Record, ...]) -> Iterator[tuple[str, FileHash]]:
    """The files that records of approval name."""
    for record in records:
        content = record.content
        if isinstance(content, Published):
            for file in content.files:
                yield _version_name(content.version, file.name), file


def _check(files: Folder, sums: Sums, name: str, promised: str | None) -> Iterator[Issue]:
    """What is wrong with a text or a file of a version, whose checksum a record has `promised`."""
    place = files.place(name)
    if not files.has(name):
        reason = "register.listed" if name in sums.known else "register.promised"
        yield missing(place, reason, name)
        return
    content = files.content(name, _FILE_BYTES)
    if isinstance(content, IssueError):
        yield from content.issues
    elif sums.denies(name, *_possible(name, content)):
        yield _edited(place, "register.sums_hash")
    elif promised not in (None, checksum(content)):
        yield _edited(place, "register.published_hash")


def _possible(name: str, content: bytes) -> tuple[str, ...]:
    return text_checksums(content) if name.endswith(".json") else (checksum(content),)


def _edited(place: Location, reason: str) -> Issue:
    return issue(Code.REGISTER_EDITED, place, reason=Phrase(reason))
