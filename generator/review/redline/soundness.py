"""A redline as a Word file → whether accepting its changes gives the new text, and rejecting them the old one.

The file is read back by the reader of foreign files, which shares nothing with the writer but the standard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from generator.document.fingerprint import normal
from generator.document.tree import Block, Document, Paragraph, Reference, paragraphs_of, plain_text
from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.render.docx.inline import bookmark_name
from generator.review.redline.compare import Comparison, is_compared
from generator.source.word.file import Story, WordFile
from generator.source.word.read import read_word_file
from generator.source.word.view import Plain, view

_END: Final = ""


def check_redline(content: bytes, comparison: Comparison, name: str) -> None:
    """Raise `IssueError` when a redline, to be written under this name, does not hold both texts word for word."""
    file = read_word_file(content, Location(name))
    beside = tuple(_texts(b for b in comparison.new.blocks if not is_compared(b)))
    for document, accepted in ((comparison.new, True), (comparison.old, False)):
        wanted = tuple(_texts(b for b in document.blocks if is_compared(b)))
        at = _difference(_said(file, accepted), wanted, beside)
        if at is not None:
            reason = Phrase("redline.unsound")
            place = Location(f"output/{name}")
            raise IssueError(issue(Code.RENDER_FAILED, place, reason=reason, clause=at[:200]))


def _difference(
    said: Iterable[str], wanted: tuple[str, ...], beside: tuple[str, ...]
) -> str | None:
    """The first text that is not as it should be; what stands `beside` the compared text may stand anywhere."""
    left = Counter(beside)
    expected = iter(wanted)
    following = next(expected, _END)
    for text in said:
        if text == following:
            following = next(expected, _END)
        elif left[text]:
            left[text] -= 1
        else:
            return text
    rest = following or next(left.elements(), _END)
    return rest or None


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from filter(None, map(_text, paragraphs_of(block)))


def _text(paragraph: Paragraph) -> str:
    """The words, with the place a reference leads to instead of its number, which Word sets by itself."""
    return normal(
        "".join(
            f"[{bookmark_name(i.target)}]" if isinstance(i, Reference) else plain_text(i)
            for i in paragraph.inlines
        )
    )


def _said(file: WordFile, accepted: bool) -> Iterator[str]:
    for plain in view(file.paragraphs, accepted):
        if plain.story is Story.BODY and (text := _plain_text(plain)):
            yield text


def _plain_text(plain: Plain) -> str:
    return normal("".join(_reference(run.field) or run.text for run in plain.runs))


def _reference(field: str) -> str:
    words = field.split()
    return f"[{words[1]}]" if len(words) > 1 and words[0] == "REF" else ""


def texts_of(document: Document) -> tuple[str, ...]:
    """The words of what is compared, paragraph by paragraph, without the numbers of references."""
    return tuple(_texts(b for b in document.blocks if is_compared(b)))
