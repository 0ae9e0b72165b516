"""The bytes of a file from outside → the files of the zip archive it is, or the issue that says why not.

Nothing is unpacked to the disk, and no more is ever unpacked than the bounds here.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from copy import copy
from io import BytesIO
from typing import Final

from generator.issue import IssueError

# How large may a Word file be? A page of pictures has some megabytes; ten times that is a mistake or a trap.
MAX_BYTES: Final = 50_000_000
MAX_PARTS: Final = 2_000

Refuse = Callable[[str], IssueError]
"""From a reason to the issue that says it; the reasons are those of `reference` in the message catalogue."""

DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What the libraries raise when a file breaks the rules of zip or of XML."""

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins (MS-CFB, 2.2): what Word wrote before 2007, and what it encrypts into."""

_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds the encrypted document (MS-OFFCRYPTO, 2.3.4.4)."""

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENTRY: Final = b"PK\x01\x02"
_IS_ENCRYPTED: Final = 1


def unpack(content: bytes, refuse: Refuse) -> dict[str, bytes]:
    """All files by name; what is no archive, encrypted, damaged or too large is refused."""
    if content.startswith(_COMPOUND):
        raise refuse("encrypted" if _ENCRYPTED_STREAM in content else "old")
    if not content.startswith(b"PK"):
        raise refuse("foreign")
    # A list of a million files is long to read; those of a document in the document are not ours to count.
    if len(content) > MAX_BYTES or content.count(_ENTRY) > 10 * MAX_PARTS:
        raise refuse("too_large")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries, refuse)
            return {
                entry.filename: _read(archive, entry) for entry in entries if not entry.is_dir()
            }
    except DAMAGE:
        raise refuse("damaged") from None


def _check(entries: list[zipfile.ZipInfo], refuse: Refuse) -> None:
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise refuse("encrypted")
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise refuse("too_large")
    names = {entry.filename.casefold() for entry in entries}
    if len(names) < len(entries) or any(entry.compress_type not in _METHODS for entry in entries):
        raise refuse("damaged")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A file of exactly the size that is declared for it; of a larger one no more than a byte too much is unpacked.

    `ZipFile.read` would unpack it whole before it cut it to the declared size.
    """
    one_more = copy(entry)
    one_more.file_size += 1
    with archive.open(one_more) as stream:
        content = stream.read(one_more.file_size)
    if len(content) != entry.file_size:
        raise zipfile.BadZipFile(entry.filename)
    return content
