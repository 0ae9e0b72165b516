"""Inlines → runs: text, line breaks, cross-references and pictures within a paragraph."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from math import inf
from typing import Final

from generator.document.comments import Mark, pieces
from generator.document.tree import (
    Break,
    Comment,
    Inline,
    Link,
    Paragraph,
    Picture,
    Reference,
    Text,
)
from generator.render.docx.ooxml import escape
from generator.render.docx.picture import Pictures
from generator.render.docx.revisions import tracked

# Word draws U+00AD in a text as a hyphen that is always there; only its own element is a soft one. For U+2011 it
# may take another font; its own element is the hyphen of the font it is in.
_SPECIAL: Final = re.compile("(\r\n|[\t\r\n\u00ad\u2011])")
_ELEMENTS: Final[Mapping[str, str]] = {
    "\t": "<w:tab/>",
    "\n": "<w:br/>",
    "\r": "<w:br/>",
    "\r\n": "<w:br/>",
    "\u00ad": "<w:softHyphen/>",
    "\u2011": "<w:noBreakHyphen/>",
}


def bookmark_name(clause_id: str) -> str:
    """The bookmark of the paragraph with this id: short, ASCII, and the same in every document.

    Word allows 40 characters, letters first. Ten hexadecimal digits of SHA-256 tell 1,000 clauses of one document
    apart with a chance of error below 1 in a million.
    """
    return f"c_{hashlib.sha256(clause_id.encode()).hexdigest()[:10]}"


@dataclass(slots=True)
class Story:
    """What the runs of one document share: which ids can be pointed to, bookmarks set, pictures shown."""

    targets: frozenset[str]
    pictures: Pictures = field(default_factory=Pictures)
    comments: list[Comment] = field(default_factory=list)
    _marked: set[str] = field(default_factory=set)
    numbers: count[int] = field(default_factory=lambda: count(1))

    def content(self, paragraph: Paragraph, room_mm: float = inf) -> str:
        """The runs of a paragraph, within the bookmark that names it; no picture in it is wider than its room."""
        first = len(self.comments)
        self.comments += paragraph.comments
        runs = "".join(
            _comment_mark(piece, first)
            if isinstance(piece, Mark)
            else _RUNS[type(piece)](piece, self)
            for piece in (_within(each, room_mm) for each in pieces(paragraph))
        )
        if not paragraph.anchor or paragraph.id in self._marked:
            return runs
        self._marked.add(paragraph.id)
        number = next(self.numbers)
        name = bookmark_name(paragraph.id)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def _within(piece: Inline | Mark, room_mm: float) -> Inline | Mark:
    if not isinstance(piece, Picture) or piece.width_mm <= room_mm:
        return piece
    return replace(piece, width_mm=room_mm, height_mm=piece.height_mm * room_mm / piece.width_mm)


def _comment_mark(mark: Mark, first: int) -> str:
    """Where a comment begins or ends; behind its end stands the reference to it (ECMA-376 part 1, 17.13.4)."""
    number = first + mark.index
    if mark.opens:
        return f'<w:commentRangeStart w:id="{number}"/>'
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def _text(inline: Text, story: Story) -> str:
    bold = "<w:b/><w:bCs/>" if inline.bold else ""
    italic = "<w:i/><w:iCs/>" if inline.italic else ""
    look = f"<w:rPr>{bold}{italic}</w:rPr>" if bold or italic else ""
    run = f"<w:r>{look}{characters(inline.text)}</w:r>"
    return tracked(run, inline.revision, story.numbers)


def characters(text: str) -> str:
    """Text as the content of a run: every space stays, and what is no character for Word is an element."""
    return "".join(
        _ELEMENTS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _SPECIAL.split(text)
        if piece
    )


def _reference(inline: Reference, story: Story) -> str:
    """A REF field: `\\r` shows the number of the paragraph without its last point, `\\h` makes it a link.

    The result stands ready, so that nobody need update the fields to read the document.
    """
    result = f"<w:r>{characters(inline.text)}</w:r>"
    if inline.target not in story.targets:
        return tracked(result, inline.revision, story.numbers)
    instruction = rf" REF {bookmark_name(inline.target)} \r \h "
    runs = (
        f'{_FIELD["begin"]}<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f"{_FIELD['separate']}{result}{_FIELD['end']}"
    )
    return tracked(runs, inline.revision, story.numbers)


def _link(inline: Link, story: Story) -> str:
    # A tracked change holds runs, a link holds tracked changes.
    run = f"<w:r>{characters(inline.text)}</w:r>"
    words = tracked(run, inline.revision, story.numbers)
    if inline.target not in story.targets:
        return words
    name = bookmark_name(inline.target)
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{words}</w:hyperlink>'


_FIELD: Final = {
    kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
}


def _break(inline: Break, story: Story) -> str:
    return tracked("<w:r><w:br/></w:r>", inline.revision, story.numbers)


def _picture(inline: Picture, story: Story) -> str:
    run = f"<w:r>{story.pictures.show(inline)}</w:r>"
    return tracked(run, inline.revision, story.numbers)


_RUNS: Final[Mapping[type[Inline], Callable[..., str]]] = {
    Text: _text,
    Reference: _reference,
    Link: _link,
    Break: _break,
    Picture: _picture,
}
