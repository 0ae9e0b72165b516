"""`SHA256SUMS` of a register ↔ which file has which checksum: what `sha256sum --check` reads, and any person with it.

Lines are only ever added. So the lines of two branches are merged by keeping them all, some of them twice, and a file
that is gone, the last record included, leaves a line without it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from generator.issue import Issue, Location, Phrase
from generator.review.register.records import damaged

SUMS: Final = "SHA256SUMS"

_LINE: Final = re.compile(r"(?P<sum>[0-9a-f]{64}) [ *](?P<name>[^\x00-\x20\\][^\x00-\x1f\\]*)")
"""The format of `sha256sum`; names with a line break or a backslash, which it writes otherwise, we never have."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The lines: `known` has the checksums of each name, more than one when the lines do not agree."""

    text: str = ""
    known: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    issues: tuple[Issue, ...] = ()

    def denies(self, name: str, *sums: str) -> bool:
        """Whether a line of the file gives it none of these checksums; a file without a line is not denied."""
        return any(known not in sums for known in self.known.get(name, ()))

    def text_with(self, added: Mapping[str, str]) -> str:
        """The file with lines for more files, name → checksum."""
        before = self.text if not self.text or self.text.endswith("\n") else self.text + "\n"
        return before + "".join(f"{added[name]}  {name}\n" for name in sorted(added))


def checksum(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def text_checksums(content: bytes) -> tuple[str, ...]:
    """The checksums that a file of text may have: also of what it was before something made its line ends CRLF."""
    plain = content.replace(b"\r\n", b"\n")
    return (checksum(content),) if plain == content else (checksum(content), checksum(plain))


def read_sums(content: bytes, file: str) -> Sums:
    """The lines of the file named `file`; those that are none are issues. Empty ones and comments are passed over."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    known: dict[str, tuple[str, ...]] = {}
    issues: list[Issue] = []
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.fullmatch(line)
        if found is not None:
            name, total = found["name"], found["sum"]
            if total not in known.get(name, ()):
                known[name] = (*known.get(name, ()), total)
        elif line.strip() and not line.startswith("#"):
            issues += damaged(Location(file, number), Phrase("register.line")).issues
    return Sums(text, MappingProxyType(known), tuple(issues))
