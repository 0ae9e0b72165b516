"""Two texts with their looks and references → the words that stay, go and come, in one line of inlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Final

from generator.document.tree import Inline, Link, Reference, Revision, Text, plain_text

_TOKEN: Final = re.compile(r"\w+(?:[’'ʼ\u2011-]\w+)*|\s|[^\w\s]")
"""A word with its apostrophes and hyphens, a space, or a mark."""

_UNLIKE: Final = 0.3
"""Below which likeness are two wordings shown one after the other, and not word by word?"""


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece that stays or goes as a whole; two of one `key` say the same."""

    key: tuple[object, ...]
    inline: Inline


def redlined(
    old: tuple[Inline, ...], new: tuple[Inline, ...], deleted: Revision, inserted: Revision
) -> tuple[Inline, ...]:
    """The words of both; what stays is as in the new text."""
    before, after = list(_tokens(old)), list(_tokens(new))
    joined: list[Inline] = []
    for stays, gone, come in _runs(before, after):
        if stays:
            joined += (token.inline for token in come)
        else:
            joined += (replace(token.inline, revision=deleted) for token in gone)
            joined += (replace(token.inline, revision=inserted) for token in come)
    return tuple(_joined(joined))


def says_the_same(old: tuple[Inline, ...], new: tuple[Inline, ...]) -> bool:
    """Whether both have the same words and references, whatever the numbers those show."""
    return old == new or [t.key for t in _tokens(old)] == [t.key for t in _tokens(new)]


def likeness(old: str, new: str, at_least: float = 0.0) -> float:
    """How much of two texts is the same, from 0 to 1, counted in words; 0 for less than `at_least`."""
    first, second = _words(old), _words(new)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    # Both are quick, and never less than the ratio itself.
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    return matcher.ratio()


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(found.casefold() for found in _TOKEN.findall(text) if not found.isspace())


def marked(inlines: tuple[Inline, ...], revision: Revision) -> tuple[Inline, ...]:
    """All of them new, gone or moved."""
    return tuple(replace(inline, revision=revision) for inline in inlines)


def _tokens(inlines: tuple[Inline, ...]) -> Iterator[_Token]:
    for inline in inlines:
        if isinstance(inline, Text):
            for found in _TOKEN.findall(inline.text):
                said = " " if found.isspace() else found
                yield _Token((said, inline.bold, inline.italic), replace(inline, text=found))
        elif isinstance(inline, Reference):
            yield _Token(("reference", inline.target), inline)
        else:
            yield _Token((type(inline).__name__, plain_text(inline)), inline)


_Run = tuple[bool, list[_Token], list[_Token]]


def _runs(before: list[_Token], after: list[_Token]) -> Iterator[_Run]:
    """Whether a run stays, what it was and what it is; spaces and marks between two changes go with them."""
    matcher = SequenceMatcher(None, [t.key for t in before], [t.key for t in after], autojunk=False)
    if matcher.ratio() < _UNLIKE:
        yield False, before, after
        return
    runs = [(tag == "equal", before[i:j], after[m:n]) for tag, i, j, m, n in matcher.get_opcodes()]
    bridged = (
        (stays and not (0 < at < len(runs) - 1 and _is_bridge(come)), gone, come)
        for at, (stays, gone, come) in enumerate(runs)
    )
    for stays, group in groupby(bridged, key=lambda run: run[0]):
        listed = list(group)
        yield stays, [t for run in listed for t in run[1]], [t for run in listed for t in run[2]]


def _is_bridge(tokens: list[_Token]) -> bool:
    return not any(plain_text(token.inline).strip(" \u00a0,.;:()«»–-") for token in tokens)


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Pieces of one look in one run again."""
    for look, group in groupby(inlines, key=_look):
        if look is None:
            yield from group
        else:
            listed = list(group)
            first = listed[0]
            assert isinstance(first, Text)
            yield replace(first, text="".join(plain_text(each) for each in listed))


def _look(inline: Inline) -> tuple[object, ...] | None:
    if isinstance(inline, Text):
        return inline.bold, inline.italic, inline.revision
    return None


def unnumbered(inlines: tuple[Inline, ...]) -> str:
    """The words without the numbers that references show, which change by themselves."""
    return "".join(
        f"{{{i.target}}}" if isinstance(i, Reference | Link) else plain_text(i) for i in inlines
    )
