"""A decision about a document ↔ its record: a JSON file named by its own hash, which names the records before it.

Records make up a graph like the commits of git: each names the `previous` ones, so what two branches have appended is
merged by copying the files together, and whoever changes or removes one breaks what was built upon it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final

from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.review.register.fields import (
    Count,
    Day,
    FieldError,
    FileName,
    Fingerprint,
    Form,
    Hash,
    Instant,
    Key,
    MaybeDay,
    Note,
    Version,
    Words,
    as_hash,
    nested,
    read_key,
    read_object,
    several,
    write_object,
)


class Kind(StrEnum):
    """What was decided."""

    OPENED = "opened"
    AGREED = "agreed"
    RETURNED = "returned"
    REMARK = "remark"
    RESOLVED = "resolved"
    PUBLISHED = "published"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Awaited:
    """Whose agreement is asked for (хто погоджує); `name` is "" while nobody is named."""

    key: Key
    position: Words
    name: Note = ""


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves (хто затверджує)."""

    position: Words
    name: Note = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the version is kept (строк зберігання) after it is replaced, and which rule says so."""

    basis: Words
    years: Count


@dataclass(frozen=True, slots=True, order=True)
class FileHash:
    """A file of a version and its SHA-256."""

    name: FileName
    sha256: Hash


def _files(raw: Any) -> tuple[FileHash, ...]:
    if not isinstance(raw, dict):
        raise ValueError
    return tuple(read_object(FileHash, {"name": key, "sha256": raw[key]}) for key in sorted(raw))


_FILES: Final = Form(_files, lambda files: {each.name: each.sha256 for each in sorted(files)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What every record says: the `day` of the decision, and when it was `recorded`."""

    kind: ClassVar[Kind]
    day: Day
    recorded: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Content):
    """A text was sent out to be agreed (надіслано на погодження)."""

    kind: ClassVar[Kind] = Kind.OPENED
    fingerprint: Fingerprint
    awaited: Annotated[tuple[Awaited, ...], several(Awaited)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(Content):
    """One signer agreed (погоджено); `for_name` is whom a substitute signed for, "" when he is the signer himself."""

    kind: ClassVar[Kind] = Kind.AGREED
    fingerprint: Fingerprint
    key: Key
    position: Words
    name: Words
    for_name: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Content):
    """One signer sent the text back (повернуто на доопрацювання)."""

    kind: ClassVar[Kind] = Kind.RETURNED
    fingerprint: Fingerprint
    key: Key
    position: Words
    name: Words
    for_name: Note = ""
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Content):
    """A remark (зауваження) about a clause, "" for the whole document; `file` is the Word file it came in."""

    kind: ClassVar[Kind] = Kind.REMARK
    fingerprint: Fingerprint
    clause: Note = ""
    text: Words
    author: Words
    written: MaybeDay = None
    file: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(Content):
    """A remark was answered (зауваження розглянуто); `remark` is the hash of its record."""

    kind: ClassVar[Kind] = Kind.RESOLVED
    remark: Hash
    how: Words
    by: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Content):
    """A version was approved (затверджено редакцію).

    `in_force` is the day it begins to apply, `files` are those under `versions/`, `supersedes` the version it takes the
    place of (0: none), and `retain_until` until when that one is kept.
    """

    kind: ClassVar[Kind] = Kind.PUBLISHED
    version: Version
    fingerprint: Fingerprint
    number: Note = ""
    order: Note = ""
    approver: Annotated[Approver, nested(Approver)]
    in_force: Day
    files: Annotated[tuple[FileHash, ...], _FILES]
    retention: Annotated[Retention, nested(Retention)]
    supersedes: Count = 0
    retain_until: MaybeDay = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(Content):
    """An employee was made familiar with a version (ознайомлено); `how`: by signature, by e-mail."""

    kind: ClassVar[Kind] = Kind.ACKNOWLEDGED
    version: Version
    employee: Words
    how: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Content):
    """A version was withdrawn (скасовано), or with version 0 the open review (відкликано з погодження)."""

    kind: ClassVar[Kind] = Kind.WITHDRAWN
    version: Count = 0
    reason: Words


_CONTENTS: Final[dict[str, type[Content]]] = {
    cls.kind: cls
    for cls in (
        Opened, Agreed, Returned, Remark, Resolved, Published, Acknowledged, Withdrawn,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """A decision in the register (запис реєстру) of a role, with its place: the records before it, and its number.

    `number` is one more than the highest of those before it, so records of two branches may share one.
    """

    content: Content
    role: str
    previous: tuple[str, ...]
    number: int
    hash: str

    @property
    def kind(self) -> Kind:
        """What was decided."""
        return self.content.kind

    @property
    def day(self) -> date:
        """The day of the decision."""
        return self.content.day

    @property
    def name(self) -> str:
        """Its file: `0007-agreed-1f2e3d4c.json`."""
        return f"{self.number:04}-{self.kind}-{self.hash[:8]}.json"


_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(raw: dict[str, Any]) -> str:
    """SHA-256 of a JSON object: keys sorted, no spaces, letters as they are, without the key `hash`."""
    rest = {key: value for key, value in raw.items() if key != "hash"}
    return hashlib.sha256(_CANONICAL.encode(rest).encode()).hexdigest()


def _object(record: Record) -> dict[str, Any]:
    """A record as its file has it, except for the hash."""
    head = {"role": record.role, "kind": record.kind.value}
    return head | write_object(record.content) | {"previous": list(record.previous)}


def make(content: Content, role: str, previous: tuple[str, ...], number: int) -> Record:
    """The record of a decision; `FieldError` when a value is none that a record can have."""
    try:
        raw = _object(Record(content, role, previous, number, ""))
        whole = Record(content, role, previous, number, hash_of(raw))
        read, *_ = _fields(json.loads(render(whole)))
    except FieldError:
        raise
    except (ValueError, TypeError, AttributeError) as error:
        raise FieldError("") from error
    return Record(read, role, previous, number, whole.hash)


def render(record: Record) -> bytes:
    """The file of a record: JSON for people to read, in the order of its meaning."""
    raw = _object(record) | {"hash": record.hash}
    return (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object no key of which stands twice: people would see one value and programs another."""
    raw = dict(pairs)
    if len(raw) != len(pairs):
        raise ValueError
    return raw


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_unique)


def parse(file: bytes, place: Location, number: int) -> Record:
    """The record in a file; `IssueError` at `place` when it is none, or is not as its hash says."""
    try:
        raw = _DECODER.decode(file.decode())
        own = raw["hash"]
        true = hash_of(raw)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise damaged(place, Phrase("register.no_record")) from None
    if own != true:
        raise IssueError(issue(Code.REGISTER_EDITED, place, reason=Phrase("register.own_hash")))
    try:
        content, role, previous = _fields(raw)
    except FieldError as error:
        raise damaged(place, Phrase("register.field"), field=error.field) from None
    return Record(content, role, previous, number, own)


def place_of(folder: str, name: str) -> Location:
    """Where issues about a file are; a name that is no text is shown with question marks."""
    return Location(f"{folder}/{name}".encode(errors="replace").decode())


def damaged(place: Location, reason: str, **values: Any) -> IssueError:
    """The issue about a file that cannot be read as what it is to be."""
    return IssueError(issue(Code.REGISTER_DAMAGED, place, reason=reason, **values))


def _fields(raw: dict[str, Any]) -> tuple[Content, str, tuple[str, ...]]:
    rest = {
        key: value for key, value in raw.items() if key not in ("role", "kind", "hash", "previous")
    }
    cls = _CONTENTS.get(raw["kind"]) if isinstance(raw.get("kind"), str) else None
    if cls is None:
        raise FieldError("kind")
    content = read_object(cls, rest)
    try:
        role = read_key(raw.get("role"))
    except (ValueError, TypeError):
        raise FieldError("role") from None
    previous = raw.get("previous")
    try:
        if not isinstance(previous, list) or len(set(previous)) != len(previous):
            raise ValueError
        return content, role, tuple(map(as_hash, previous))
    except (ValueError, TypeError):
        raise FieldError("previous") from None
