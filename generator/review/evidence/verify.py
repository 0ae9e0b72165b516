"""A DOCX or PDF from anywhere → which published version it is, and whether its words are unaltered (справжність).

All is recomputed from the text of the file. What the file says of itself only tells where to look first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.document.fingerprint import normal
from generator.document.tree import Document
from generator.review.evidence.difference import Difference, Kind, overlap
from generator.review.evidence.pages import altered_pdf
from generator.review.evidence.word import altered_docx
from generator.source.pdf import PdfFile
from generator.source.word.file import Story, WordFile
from generator.source.word.view import view

__all__ = [
    "Candidate",
    "Claim",
    "Difference",
    "Kind",
    "Verdict",
    "altered",
    "altered_docx",
    "altered_pdf",
    "claim",
    "identify",
]

LEAST_ALIKE: Final = 0.6
"""Below which likeness is a file no version of a document? With a word changed in every clause it is some 0.8."""

_CLAIM: Final = re.compile(
    r"posada[:\s]\s*(?P<role>[a-z0-9-]+)\s+version[:\s]\s*(?P<version>\d{1,9})"
    r"(?:\s+sha256[:\s]\s*(?P<fingerprint>[0-9a-f]{64}))?"
)
"""As `Identity` writes it; LibreOffice puts a space for every colon."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Which version the properties of a file say it is; anybody can change them."""

    role: str
    version: int
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published version that a file may be; `load` gives its document."""

    role: str
    version: int
    load: Callable[[], Document]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which version a file is, and where it differs from it.

    `likeness`, 0 to 1, is about how much of the words is the same; `annotations` how many notes, stamps and fields lie
    over the pages of a PDF, which are no part of its text. `claim` is what the file says of itself, `None` for nothing.
    """

    role: str
    version: int
    differences: tuple[Difference, ...]
    likeness: float = 1.0
    annotations: int = 0
    claim: Claim | None = None

    @property
    def is_unaltered(self) -> bool:
        """Whether all words are as they were published."""
        return not self.differences

    @property
    def is_as_claimed(self) -> bool:
        """Whether the file says of itself what it is; true of one that says nothing."""
        said = self.claim
        return said is None or (said.role, said.version) == (self.role, self.version)


def altered(file: WordFile | PdfFile, document: Document) -> tuple[Difference, ...]:
    """What a file says otherwise than a document; nothing when its words are unaltered."""
    if isinstance(file, WordFile):
        return altered_docx(file, document)
    return altered_pdf(file, document)


def claim(file: WordFile | PdfFile) -> Claim | None:
    """Which version a file says it is."""
    keywords = file.properties.keywords if isinstance(file, WordFile) else file.keywords
    found = _CLAIM.search(keywords)
    if found is None:
        return None
    return Claim(found["role"], int(found["version"]), found["fingerprint"] or "")


def identify(file: WordFile | PdfFile, candidates: Iterable[Candidate]) -> Verdict | None:
    """Which of the published versions a file is, and where it differs; `None` for a document that is none of them.

    The version that the file claims is taken when it is unaltered. Otherwise the words decide, among all versions: an
    unaltered one, then the most alike; of several that are equally so the claimed one, then the latest.
    """
    said = claim(file)
    known = tuple(candidates)
    claimed = tuple(each for each in known if _is_claimed(each, said))
    for each in claimed:
        if not altered(file, each.load()):
            return _verdict(file, each, (), 1.0)
    pairs = _pairs_in(file)
    ranked = sorted(
        ((overlap(pairs, _pairs_of(each.load())), _is_claimed(each, said), each.version), at)
        for at, each in enumerate(known)
    )
    best = ranked[-_MOST_COMPARED:][::-1]
    verdicts = [
        _verdict(file, known[at], altered(file, known[at].load()), likeness)
        for (likeness, *_), at in best
        if likeness >= LEAST_ALIKE
    ]
    return min(verdicts, key=lambda verdict: bool(verdict.differences), default=None)


_MOST_COMPARED: Final = 3
"""How many of the most alike versions are compared letter by letter? Words alone do not tell a moved clause."""


def _is_claimed(candidate: Candidate, said: Claim | None) -> bool:
    return said is not None and (candidate.role, candidate.version) == (said.role, said.version)


def _verdict(
    file: WordFile | PdfFile,
    candidate: Candidate,
    differences: tuple[Difference, ...],
    likeness: float,
) -> Verdict:
    annotations = file.annotations if isinstance(file, PdfFile) else 0
    alike = likeness if differences else 1.0
    return Verdict(candidate.role, candidate.version, differences, alike, annotations, claim(file))


_PARTED: Final = re.compile(r"\u2010\n")
"""A word that goes on in the next line of a PDF."""

_WORD: Final = re.compile(r"[^\W\d_][\w’'ʼ-]*")

Pairs = Counter[tuple[str, str]]
"""Words with the one that follows. Instructions of one employer share up to 0.8 of their words, but 0.4 of the pairs;
those that extend the same part share more of both."""


def _pairs(text: str) -> Pairs:
    return Counter(pairwise(_WORD.findall(normal(text).casefold())))


def _pairs_in(file: WordFile | PdfFile) -> Pairs:
    """Those of a file; of a PDF with the foot of its pages, which does not weigh much."""
    if isinstance(file, PdfFile):
        whole = "\n".join(line.text for page in file.pages for line in page.lines)
        return _pairs(_PARTED.sub("", whole))
    shown = (p for p in file.paragraphs if p.story not in (Story.HEADER, Story.FOOTER))
    return _pairs("\n".join(plain.text for plain in view(shown, accepted=True)))


def _pairs_of(document: Document) -> Pairs:
    return _pairs("\n".join(paragraph.text for paragraph in document.paragraphs()))
