"""A PDF against a document: which clauses are not as they were approved.

Compared are the characters that can be seen, spaces left out, in the order in which they are drawn: WeasyPrint draws a
page in reading order, cell by cell, and its margins last. The form of a letter is taken from what the font says it is;
a font that says one thing and shows another is not found out, only the checksum of the whole file proves that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from generator.document.tree import Document, Picture
from generator.review.evidence.difference import OBJECT, Difference, Kind
from generator.review.evidence.expected import Expected, expected
from generator.review.evidence.places import Part, differing
from generator.source.pdf import PdfFile, PdfLine, PdfPage

_HYPHEN: Final = "\u2010"
"""What WeasyPrint writes at the end of a line where it parts a word (CSS Text 4, `hyphenate-character`)."""


@dataclass(slots=True)
class Flow:
    """The characters of all pages one after another, margins left out.

    `origins` has for every character where it stands in `text`, which has spaces; `hyphens` are the places of hyphens
    that may stand only for the end of a line, `lines` and `pages` those where lines and pages begin.
    """

    characters: str = ""
    text: str = ""
    origins: list[int] = field(default_factory=list)
    hyphens: set[int] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    pages: list[int] = field(default_factory=list)

    def said(self, begin: int, end: int) -> str:
        """A part of it as it can be read."""
        if begin >= end:
            return ""
        return self.text[self.origins[begin] : self.origins[end - 1] + 1]


def altered_pdf(file: PdfFile, document: Document) -> tuple[Difference, ...]:
    """What the file says otherwise than the document; nothing when its words and numbers are unaltered.

    The number of a page, the foot and the mark of a draft are left out where they are as they should be, so is the head
    of a table that is repeated. Annotations (notes, stamps) lie over the page and are not looked at: they are counted
    in the file.
    """
    wanted = expected(document)
    flow = read_flow(file, document)
    differences = [] if _is_unaltered(wanted, flow) else _differences(wanted, flow)
    allowed = sum(each.pictures for each in wanted)
    if sum(page.pictures for page in file.pages) > allowed:
        differences.append(Difference("", "", "", OBJECT, Kind.OBJECT))
    return tuple(differences)


def squeezed(text: str) -> str:
    """The characters without spaces, each in its plain form (NFKC)."""
    composed = unicodedata.normalize("NFC", text)
    return "".join("".join(map(_plain, composed)).split())


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


def read_flow(file: PdfFile, document: Document) -> Flow:
    """What the pages say one after another."""
    flow = Flow()
    parts: list[str] = []
    texts: list[str] = []
    count = length = 0
    drawn = _drawn_words(document)
    for number, page in enumerate(file.pages, 1):
        flow.pages.append(count)
        for line in _body(page, number, document):
            if (whole := squeezed(line.text)) in drawn:
                drawn.remove(whole)
                continue
            flow.lines.add(count)
            written = unicodedata.normalize("NFC", line.text)
            shown = [
                (at, c) for at, char in enumerate(written) for c in _plain(char) if not c.isspace()
            ]
            parts += (c for _, c in shown)
            flow.origins += (length + at for at, _ in shown)
            count += len(shown)
            if shown and shown[-1][1] == _HYPHEN:
                flow.hyphens.add(count - 1)
            texts += (written, " ")
            length += len(written) + 1
    flow.characters, flow.text = "".join(parts), "".join(texts)
    return flow


_DRAWN: Final = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


def _drawn_words(document: Document) -> list[str]:
    """The words in drawings, an emblem for example, each of which is left out once where it is a line by itself."""
    drawings = (
        inline.content.decode(errors="replace")
        for paragraph in document.paragraphs()
        for inline in paragraph.inlines
        if isinstance(inline, Picture) and inline.media_type == "image/svg+xml"
    )
    words = [
        [squeezed(unescape(_TAG.sub("", text))) for text in _DRAWN.findall(d)] for d in drawings
    ]
    # Several in one line stand together.
    return [word for each in words for word in {*each, "".join(each)} - {""}]


def _body(page: PdfPage, number: int, document: Document) -> Sequence[PdfLine]:
    """The lines of a page without its margins, which are drawn last: number, mark and foot, each at most once."""
    margins = {squeezed(str(number)), squeezed(document.mark), squeezed(document.foot)} - {""}
    # Number and mark stand on one height.
    if document.mark:
        margins.add(squeezed(f"{number}{document.mark}"))
    end = len(page.lines)
    while end and (text := squeezed(page.lines[end - 1].text)) in margins | {""}:
        margins.discard(text)
        end -= 1
    return page.lines[:end]


# Whether all is as it should be


def _is_unaltered(wanted: Sequence[Expected], flow: Flow) -> bool:
    at = 0
    for each in wanted:
        end = _after(each, flow, at)
        if end is None:
            return False
        at = end
    return _skip(flow, at) == len(flow.characters)


def _after(each: Expected, flow: Flow, at: int) -> int | None:
    """Where a paragraph ends that begins here, `None` when it does not; the head of its table may stand before it."""
    end = _match(each, flow, at)
    begin = _skip(flow, at)
    if end is None and each.row and begin in flow.pages:
        after_head = _follow(squeezed("".join(each.row.head)), flow, begin)
        end = None if after_head is None else _match(each, flow, after_head)
    return end


def _match(each: Expected, flow: Flow, at: int) -> int | None:
    text = squeezed(f"{each.paragraph.number}{each.text}")
    end = _follow(text, flow, at)
    if end is None and text != text.upper():
        end = _follow(text.upper(), flow, at)
    return end


def _follow(text: str, flow: Flow, at: int) -> int | None:
    """Where a text ends that begins here; a hyphen at the end of a line may stand within it."""
    characters, hyphens = flow.characters, flow.hyphens
    for character in text:
        if at in hyphens and characters[at] != character:
            at += 1
        if at >= len(characters) or characters[at] != character:
            return None
        at += 1
    return at


def _skip(flow: Flow, at: int) -> int:
    return at + 1 if at in flow.hyphens else at


# Where it is not


def _differences(wanted: Sequence[Expected], flow: Flow) -> list[Difference]:
    """The paragraphs that differ; never none."""
    left_out = flow.hyphens | _repeated_heads(wanted, flow)
    kept = [at for at in range(len(flow.characters)) if at not in left_out]
    characters = "".join(flow.characters[at] for at in kept)
    texts = [_as_printed(each, characters) for each in wanted]
    begins = {at for at, place in enumerate(kept) if place in flow.lines}
    ends = {at for at, place in enumerate(kept) if place - 1 in flow.hyphens}
    parts = differing(texts, characters, begins, ends)
    found = [_difference(wanted, part, flow, kept) for part in parts]
    return found or [Difference("", "", "", "")]


def _difference(
    wanted: Sequence[Expected], part: Part, flow: Flow, kept: Sequence[int]
) -> Difference:
    where = wanted[part.paragraph] if part.paragraph >= 0 else None
    clause, number = (where.clause, where.number) if where else ("", "")
    said = flow.said(kept[part.begin], kept[part.end - 1] + 1) if part.begin < part.end else ""
    if part.is_added or where is None:
        return Difference(clause, number, "", said, Kind.ADDED)
    written = f"{where.paragraph.number} {where.text}".strip()
    return Difference(clause, number, written, said, Kind.REWORDED if said else Kind.GONE)


def _as_printed(each: Expected, characters: str) -> str:
    """With the number, in capitals when it is found so."""
    text = squeezed(f"{each.paragraph.number}{each.text}")
    return text.upper() if text not in characters and text.upper() in characters else text


def _repeated_heads(wanted: Sequence[Expected], flow: Flow) -> set[int]:
    """Where heads of tables stand at the beginning of a page, but for the first time that each stands anywhere."""
    heads = {squeezed("".join(each.row.head)) for each in wanted if each.row}
    repeated: set[int] = set()
    for head in heads - {""}:
        first = flow.characters.find(head)
        for page in flow.pages:
            begin = _skip(flow, page)
            end = _follow(head, flow, begin)
            if end is not None and 0 <= first < begin:
                repeated.update(range(begin, end))
    return repeated
