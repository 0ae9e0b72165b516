"""A paragraph with comments → its inlines cut at the ends of each comment, with marks where one opens or closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.document.tree import Inline, Paragraph, Text, plain_text


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the comment of this index begins, or ends."""

    index: int
    opens: bool


def pieces(paragraph: Paragraph) -> Iterator[Inline | Mark]:
    """The inlines in order; only a text is cut, and what is no text is inside or outside as a whole."""
    marks = _marks(paragraph)
    at = 0
    for inline in paragraph.inlines:
        end = at + len(plain_text(inline))
        yield from _due(marks, at)
        while isinstance(inline, Text) and marks and marks[0][0] < end:
            place = marks[0][0]
            yield replace(inline, text=inline.text[: place - at])
            inline = replace(inline, text=inline.text[place - at :])
            at = place
            yield from _due(marks, at)
        yield inline
        at = end
    yield from (mark for _, mark in marks)


def _marks(paragraph: Paragraph) -> list[tuple[int, Mark]]:
    """Every mark with its place; at one place those that close come first."""
    found = [
        (place, mark)
        for index, comment in enumerate(paragraph.comments)
        for place, mark in ((comment.start, Mark(index, True)), (comment.end, Mark(index, False)))
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].opens, pair[1].index))


def _due(marks: list[tuple[int, Mark]], at: int) -> Iterator[Mark]:
    while marks and marks[0][0] <= at:
        yield marks.pop(0)[1]
