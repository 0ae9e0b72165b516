"""A Word file → its paragraphs that say something, to be held against those of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.document.fingerprint import normal
from generator.review.evidence.difference import OBJECT, Difference, Kind
from generator.review.evidence.expected import Expected
from generator.source.word.file import Story, WordParagraph
from generator.source.word.view import Plain, view


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph of the file that says something: words, an object, or a number of its own without words."""

    text: str
    plain: Plain
    is_marked: bool = False


Pairs = list[tuple[int, int]]
"""Which paragraph of the document is which one of the file, both counted from 0."""


def found_in(compared: Sequence[WordParagraph]) -> tuple[list[Found], list[Found]]:
    """What the body says with all changes accepted, and what stands beside it: text boxes and notes."""
    body: list[Found] = []
    beside: list[Found] = []
    for plain in view(compared, accepted=True):
        marked = any(is_marked(compared[source]) for source in plain.sources)
        found = Found(normal(plain.text), plain, marked)
        if found.text or plain.objects or (plain.level is not None and plain.story is Story.BODY):
            (body if plain.story is Story.BODY else beside).append(found)
    return body, beside


def is_marked(paragraph: WordParagraph) -> bool:
    """Whether there is a tracked change in it, of its mark, or of the row it stands in."""
    return bool(paragraph.marks or paragraph.row_marks or any(run.marks for run in paragraph.runs))


def shown(found: Found) -> str:
    """What is told of it; a paragraph that has nothing but a number shows as its mark."""
    return found.text or OBJECT * found.plain.objects or "¶"


def difference_at(where: Expected | None, text: str, found: str, kind: Kind) -> Difference:
    """A difference in a paragraph of the document, or after it; `None` for before the first."""
    clause, number = (where.clause, where.number) if where else ("", "")
    return Difference(clause, number, text, found, kind)
