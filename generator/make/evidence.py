"""Files from anywhere → whether they are what was published; and a role → an archive that proves it by itself."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from generator.document.fingerprint import fingerprint
from generator.document.frozen import thaw
from generator.document.tree import Document
from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.make.desk import TEXT, Desk
from generator.make.keys import role_files
from generator.messages import say
from generator.render.docx.package import add
from generator.review.evidence.verify import Candidate, Verdict, altered, identify
from generator.review.register.lifecycle import State, status
from generator.review.register.records import Published, Record
from generator.review.register.register import FOLDER, Register, registers
from generator.review.register.sums import SUMS, checksum, read_sums
from generator.source.files import read_bytes
from generator.source.pdf import PdfFile, read_pdf_file
from generator.source.word.archive import unpack
from generator.source.word.file import WordFile
from generator.source.word.read import read_word_file

README: Final = "README.txt"
"""The file of an archive that says how to check it without this program."""

_SOURCE: Final = "source"
"""The folder of an archive with the files of the workspace."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is: the `verdict` on its words, `None` when it is no published version; that version and its state.

    `same_file` tells whether it is the registered file byte for byte, and not one that was saved again. Of an archive
    `versions` says how many it holds, and `issues` all that is wrong in it.
    """

    file: str
    verdict: Verdict | None = None
    published: Published | None = None
    state: State | None = None
    versions: int = 0
    issues: tuple[Issue, ...] = ()
    same_file: bool = False

    @property
    def is_archive(self) -> bool:
        """Whether it is an archive of a role, sound or not."""
        return bool(self.versions or self.issues)

    @property
    def holds(self) -> bool:
        """Whether it is what was published, word for word."""
        if self.is_archive:
            return not self.issues
        return self.verdict is not None and self.verdict.is_unaltered


def check_file(path: Path, desk: Desk | None, day: date) -> Checked:
    """What a DOCX, PDF or archive is, on a day; `IssueError` when it cannot be read or, but for archives, no `desk`."""
    place = Location(path.as_posix())
    content = read_bytes(path.resolve().parent, path.resolve())
    if _is_archive(content):
        return _check_archive(path.name, content, place)
    file = _read(content, place)
    if desk is None:
        raise IssueError(issue(Code.WORKSPACE_MISSING, None, folder=Path.cwd()))
    published = {(p.role, p.content.version): p.content for p in _published(desk.root)}
    verdict = identify(file, (_candidate(desk, *each) for each in published))
    if verdict is None:
        return Checked(path.name)
    found = published[verdict.role, verdict.version]
    total = checksum(content)
    same = any(each.sha256 == total for each in found.files)
    state = _state(desk, verdict.role, found, day)
    return Checked(path.name, verdict, found, state, same_file=same)


def _read(content: bytes, place: Location) -> WordFile | PdfFile:
    if content[:1024].lstrip().startswith(b"%PDF"):
        return read_pdf_file(content, place)
    return read_word_file(content, place)


@dataclass(frozen=True, slots=True)
class _Publication:
    role: str
    content: Published


def _published(root: Path) -> Iterator[_Publication]:
    """Every published version; a register that is not sound vouches for nothing."""
    for role in registers(root):
        history = Register(root, role).read()
        if history.issues:
            raise IssueError(history.issues)
        yield from (_Publication(role, c) for c in _publications(history.records))


def _publications(records: Iterable[Record]) -> Iterator[Published]:
    for record in records:
        if isinstance(record.content, Published):
            yield record.content


def _candidate(desk: Desk, role: str, version: int) -> Candidate:
    return Candidate(role, version, partial(desk.version, role, version))


def _state(desk: Desk, role: str, published: Published, day: date) -> State | None:
    records = desk.register(role).read().records
    found = status(records, (), "", day, lambda _: ())
    states = (v.state for v in found.versions if v.published.version == published.version)
    return next(states, State.SCHEDULED)


def archive(desk: Desk, role_id: str) -> bytes:
    """All that proves the documents of a role: records, texts, DOCX and PDF, sources, checksums, and how to check them.

    `IssueError` when the register is not sound, or there is none.
    """
    register = desk.register(role_id)
    problems = register.verify()
    if problems:
        raise IssueError(problems)
    if not register.read().records:
        raise IssueError(issue(Code.NOTHING_DECIDED, None, role=role_id))
    files = dict(_registered(desk.root, role_id)) | dict(_sources(desk, role_id))
    language = desk.composer.workspace.settings.language
    files[README] = say(language, "archive.readme", role=role_id).encode()
    sums = "".join(f"{checksum(files[name])}  {name}\n" for name in sorted(files))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in sorted({**files, SUMS: sums.encode()}.items()):
            add(packed, name, content)
    return stream.getvalue()


def _registered(root: Path, role: str) -> Iterator[tuple[str, bytes]]:
    folder = root / FOLDER / role
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(
            part.startswith(".") for part in path.relative_to(root).parts
        ):
            yield path.relative_to(root).as_posix(), read_bytes(root, path)


def _sources(desk: Desk, role: str) -> Iterator[tuple[str, bytes]]:
    """The settings and the role with its shared parts, as they are now."""
    try:
        names = role_files(desk.composer.resolve(role))
    except IssueError:  # the role is gone or broken; what was decided about it stands
        names = (f"roles/{role}.yaml",)
    for name in ("posada.yaml", *names):
        path = desk.root / name
        if path.is_file():
            yield f"{_SOURCE}/{name}", read_bytes(desk.root, path)


_ARCHIVED: Final = re.compile(r"register/(?P<role>[^/]+)/[^/]+\.json")


def _is_archive(content: bytes) -> bool:
    """Whether a zip archive holds a register, as a Word file does not."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return any(_ARCHIVED.fullmatch(name) for name in packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _check_archive(name: str, content: bytes, place: Location) -> Checked:
    """An archive is checked in a folder of its own, without the workspace it comes from."""

    def refuse(reason: str) -> IssueError:
        return IssueError(issue(Code.WORD_FILE, place, reason=Phrase(f"reference.{reason}")))

    files = unpack(content, refuse)
    problems = list(_wrong_sums(files))
    versions = 0
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for each, part in files.items():
            if not _is_plain(each):
                raise refuse("damaged")
            target = root / each
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(part)
        for role in registers(root):
            register = Register(root, role)
            problems += register.verify()
            sound = not problems
            for published in _publications(register.read().records):
                versions += 1
                problems += _wrong_version(register, role, published) if sound else ()
    return Checked(name, versions=versions, issues=tuple(dict.fromkeys(problems)))


_PLAIN: Final = re.compile(r"[\w.-]+")


def _is_plain(name: str) -> bool:
    """Whether a name leads to nowhere but below the folder it is unpacked in."""
    parts = PurePosixPath(name).parts
    safe = all(_PLAIN.fullmatch(part) and part.strip(".") for part in parts)
    return bool(parts) and safe and "\\" not in name


def _wrong_sums(files: dict[str, bytes]) -> Iterator[Issue]:
    """Files that are not as the archive was packed."""
    sums = read_sums(files.get(SUMS, b""), SUMS)
    yield from sums.issues
    for name in sorted(sums.known.keys() | files.keys() - {SUMS}):
        place = Location(name)
        if name not in files:
            yield issue(
                Code.REGISTER_MISSING_RECORD, place, reason=Phrase("register.listed"), record=name
            )
        elif name not in sums.known or sums.denies(name, checksum(files[name])):
            yield issue(Code.REGISTER_EDITED, place, reason=Phrase("register.sums_hash"))


def _wrong_version(register: Register, role: str, published: Published) -> Iterator[Issue]:
    """The DOCX and PDF of a version whose words are not those of its text."""
    where = f"{FOLDER}/{role}/versions/{published.version:04}"
    content = register.version_file(published.version, TEXT)
    if content is None:
        return
    try:
        document: Document = thaw(content)
    except ValueError:
        yield issue(
            Code.REGISTER_DAMAGED, Location(f"{where}/{TEXT}"), reason=Phrase("register.no_text")
        )
        return
    if fingerprint(document) != published.fingerprint:
        yield issue(
            Code.REGISTER_EDITED, Location(f"{where}/{TEXT}"), reason=Phrase("register.other_text")
        )
    for file in published.files:
        place = Location(f"{where}/{file.name}")
        found = register.version_file(published.version, file.name) if file.name != TEXT else None
        if found is not None and altered(_read(found, place), document):
            yield issue(Code.REGISTER_EDITED, place, reason=Phrase("register.other_words"))
