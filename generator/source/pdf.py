"""The bytes of a PDF from outside → the characters that can be seen on its pages, or the issue that says why not.

A PDF may unpack to gigabytes, hold a million pages or lead a reader in circles, and no library bounds that. So it is
read in a process of its own, which has so much time and memory and no more; whatever becomes of that process, this one
goes on. Bounded are the size of the file, its pages and characters, the seconds, and on Linux, where the
system can do it, the memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.issue import Code, IssueError, Location, Phrase, issue

MAX_BYTES: Final = 20_000_000
"""How large may the file be? An instruction with its fonts has some 100 kB; ten pages of scans have less than this."""

MAX_SECONDS: Final = 30
"""How long may it take to read one? Eight pages take a second."""

_HEAD: Final = 1024
"""Within how many bytes must `%PDF-` stand? So Acrobat has it (ISO 32000-1, annex H, note 13 to 7.5.2)."""

_SEARCHED: Final = (str(Path(__file__).parents[2]), *filter(None, sys.path))
"""Where the other process finds the package and all it uses."""

REASONS: Final = ("foreign", "encrypted", "damaged", "too_large")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Characters drawn one after another on one height, in points above the foot of the page."""

    height: float
    text: str


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What can be seen of the text of a page, in the order in which it is drawn.

    Left out is what nobody can see: outside the page, white, tiny, drawn invisibly, or under a picture or a filled
    rectangle. `annotations` counts what lies over the page without being part of it (notes, stamps, fields), except
    links; `pictures` its images.
    """

    lines: tuple[PdfLine, ...]
    annotations: int = 0
    pictures: int = 0

    @property
    def has_text(self) -> bool:
        """Whether there is any text; a scanned page has none."""
        return any(not line.text.isspace() for line in self.lines)


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A whole file; `keywords` are what it says of itself, "" for nothing."""

    pages: tuple[PdfPage, ...]
    keywords: str = ""

    @property
    def has_text(self) -> bool:
        """Whether any page has text."""
        return any(page.has_text for page in self.pages)

    @property
    def annotations(self) -> int:
        """Those of all pages."""
        return sum(page.annotations for page in self.pages)


def read_pdf_file(content: bytes, place: Location, seconds: float = MAX_SECONDS) -> PdfFile:
    """What a PDF says; `IssueError` (`pdf-file`, at `place`) when it is none, locked, damaged, or takes too much."""
    if b"%PDF-" not in content[:_HEAD]:
        raise _refusal(place, "foreign")
    if len(content) > MAX_BYTES:
        raise _refusal(place, "too_large")
    found = _read_apart(content, seconds)
    if isinstance(found, str):
        raise _refusal(place, found)
    return found


def _refusal(place: Location, reason: str) -> IssueError:
    return IssueError(issue(Code.PDF_FILE, place, reason=Phrase(f"pdf_file.{reason}")))


def _read_apart(content: bytes, seconds: float) -> PdfFile | str:
    """The file as another process reads it, or the reason of a refusal."""
    try:
        done = subprocess.run(
            # -P: nothing is imported from the folder in which the user happens to be.
            [sys.executable, "-P", "-W", "ignore", "-m", "generator.source.pdf_reader"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_SEARCHED)},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "too_large"
    try:
        said = json.loads(done.stdout)
        return _file(said) if "pages" in said else str(said["refused"])
    except (ValueError, KeyError, TypeError):
        # It was ended by the system, most likely for want of memory.
        return "too_large" if done.returncode else "damaged"


def _file(said: Mapping[str, Any]) -> PdfFile:
    return PdfFile(tuple(map(_page, said["pages"])), said["keywords"])


def _page(said: Mapping[str, Any]) -> PdfPage:
    lines = tuple(PdfLine(height, text) for height, text in said["lines"])
    return PdfPage(lines, said["annotations"], said["pictures"])
