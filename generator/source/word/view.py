"""Paragraphs with tracked changes → the paragraphs that are left when Word accepts all of them, or rejects them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from generator.source.word.file import Cell, Change, Mark, Run, Story, WordParagraph

_GONE: Final = {
    True: frozenset({Change.DELETED, Change.MOVED_FROM}),
    False: frozenset({Change.INSERTED, Change.MOVED_TO}),
}
"""Accepted or not → what is then no longer there."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A paragraph without tracked changes, of the `runs` that are left; `sources` are those it is made of."""

    runs: tuple[Run, ...]
    bookmarks: tuple[str, ...]
    style: str
    style_name: str
    level: int | None
    story: Story
    cell: Cell | None
    sources: tuple[int, ...]
    pattern: str = ""

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)

    @property
    def objects(self) -> int:
        """How many things there are that no text can say."""
        return sum(run.objects for run in self.runs)


@dataclass(slots=True)
class _Joined:
    """What is gathered of a paragraph; the last of its `sources` has the paragraph mark, and so the looks."""

    last: WordParagraph
    runs: list[Run] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)


def view(paragraphs: Iterable[WordParagraph], accepted: bool) -> tuple[Plain, ...]:
    """The paragraphs with all tracked changes accepted, or all rejected (ECMA-376 part 1, 17.13.5).

    A paragraph whose mark is gone goes on with the next one of its flow and has the looks of that (17.13.5.15); when
    nothing is left of it, it is gone with its bookmarks. A bookmark that stands several times counts where it is first.
    """
    gone = _GONE[accepted]
    found: list[_Joined] = []
    unfinished: dict[int, _Joined] = {}
    for index, paragraph in enumerate(paragraphs):
        if _is_gone(paragraph.row_marks, gone):
            continue
        runs = [run for run in paragraph.runs if not _is_gone(run.marks, gone)]
        goes_on = _is_gone(paragraph.marks, gone)
        if goes_on and not any(run.text or run.objects for run in runs):
            continue
        joined = unfinished.pop(paragraph.flow, None)
        if joined is None:
            joined = _Joined(paragraph)
            found.append(joined)
        joined.last = paragraph
        joined.runs += runs
        joined.bookmarks += paragraph.bookmarks
        joined.sources.append(index)
        if goes_on:
            unfinished[paragraph.flow] = joined
    seen: set[str] = set()
    return tuple(_plain(joined, seen) for joined in found)


def _is_gone(marks: tuple[Mark, ...], gone: frozenset[Change]) -> bool:
    return any(mark.kind in gone for mark in marks)


def _plain(joined: _Joined, seen: set[str]) -> Plain:
    bookmarks = tuple(name for name in dict.fromkeys(joined.bookmarks) if name not in seen)
    seen.update(bookmarks)
    last = joined.last
    return Plain(
        runs=tuple(joined.runs),
        bookmarks=bookmarks,
        style=last.style,
        style_name=last.style_name,
        level=last.level,
        story=last.story,
        cell=last.cell,
        sources=tuple(joined.sources),
        pattern=last.pattern,
    )
