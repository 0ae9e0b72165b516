"""The characters of paragraphs and those of a file → which paragraphs differ, and what was added between two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

_HYPHEN: Final = "\u2010"


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of the file, from `begin` to `end`, that stand for a paragraph, or were added after it.

    `paragraph` counts from 0, and is -1 for what was added before the first.
    """

    paragraph: int
    begin: int
    end: int
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters of the document, from `begin` to `end`, and those of the file that stand there instead."""

    begin: int
    end: int
    found_begin: int
    found_end: int

    def moved(self, by: int) -> _Edit:
        return _Edit(self.begin - by, self.end - by, self.found_begin - by, self.found_end - by)


def differing(
    texts: Sequence[str], found: str, lines: Container[int], hyphenated: Container[int]
) -> list[Part]:
    """The parts that differ, in order.

    `lines` are where lines of the file begin; at `hyphenated` a hyphen has been left out, which may be one of the text.
    """
    whole = "".join(texts)
    starts = [0, *accumulate(map(len, texts))]
    edits = [
        edit
        for edit in _edits(whole, found, set(starts), lines)
        if whole[edit.begin : edit.end] != _HYPHEN
        or edit.found_begin != edit.found_end
        or edit.found_begin not in hyphenated
    ]
    return list(_parts(starts, edits, len(found), lines))


def _edits(
    whole: str, found: str, starts: Container[int], lines: Container[int]
) -> Iterator[_Edit]:
    """The shortest way from one text to the other (Levenshtein), what was added or is gone in whole paragraphs."""
    from rapidfuzz.distance import Levenshtein

    last = 0
    for step in Levenshtein.opcodes(whole, found):
        edit = _Edit(step.src_start, step.src_end, step.dest_start, step.dest_end)
        room = edit.begin - last
        if step.tag == "delete":
            edit = _slid(edit, room, whole, edit.begin, edit.end, starts)
        elif step.tag == "insert":
            edit = _slid(edit, room, found, edit.found_begin, edit.found_end, lines)
        if step.tag != "equal":
            last = step.src_end
            yield edit


def _slid(edit: _Edit, room: int, text: str, begin: int, end: int, wanted: Container[int]) -> _Edit:
    """The edit at the nearest place before, at most `room` characters, where it is a whole paragraph or line.

    «ab» taken from «abab» may be the first or the second. Where it is none, one that begins as such is taken.
    """
    beginning = edit
    for by in range(room + 1):
        if begin - by in wanted:
            if end - by in wanted or end - by == len(text):
                return edit.moved(by)
            beginning = edit.moved(by) if beginning is edit else beginning
        if begin - by <= 0 or text[begin - by - 1] != text[end - by - 1]:
            break
    return beginning


def _parts(
    starts: Sequence[int], edits: Sequence[_Edit], length: int, lines: Container[int]
) -> Iterator[Part]:
    added = {
        edit.begin: (edit.found_begin, edit.found_end)
        for edit in edits
        if edit.begin == edit.end and edit.begin in starts and _is_whole(edit, length, lines)
    }
    changed = {
        at for edit in edits if edit.begin not in added for at in _touched(starts, edit, lines)
    }
    places = [_place(edits, at) for at in starts]
    if 0 in added:
        yield Part(-1, *added[0], is_added=True)
    for paragraph, (begin, end) in enumerate(pairwise(starts)):
        if paragraph in changed and end > begin:
            first, last = places[paragraph : paragraph + 2]
            yield Part(paragraph, *_span(begin, end, first, last, added, lines))
        if end in added and end > begin:
            yield Part(paragraph, *added[end], is_added=True)


def _is_whole(edit: _Edit, length: int, lines: Container[int]) -> bool:
    """Whether whole lines were inserted."""
    ends = edit.found_end == length or edit.found_end in lines
    return edit.found_begin in lines and ends


def _touched(starts: Sequence[int], edit: _Edit, lines: Container[int]) -> Iterator[int]:
    """The paragraphs that an edit changes; what is inserted between two belongs to the one on whose line it stands."""
    first = bisect_right(starts, edit.begin) - 1
    if edit.begin < edit.end:
        yield from range(first, bisect_right(starts, edit.end - 1))
    elif edit.begin not in starts or (edit.found_begin in lines and first < len(starts) - 1):
        yield first
    else:
        yield max(_before(starts, edit.begin), 0)


def _before(starts: Sequence[int], at: int) -> int:
    """The last paragraph with words that ends here."""
    return next((p for p in range(len(starts) - 2, -1, -1) if starts[p] < at <= starts[p + 1]), -1)


_Place = tuple[int, int]


def _place(edits: Sequence[_Edit], at: int) -> _Place:
    """Where a place of the document is in the file: before and after what was inserted just there."""
    shift = 0
    for edit in edits:
        if edit.begin > at:
            break
        if edit.begin == edit.end == at:
            return edit.found_begin, edit.found_end
        if edit.end > at:
            place = min(edit.found_begin + at - edit.begin, edit.found_end)
            return place, place
        shift = edit.found_end - edit.end
    return at + shift, at + shift


def _span(
    begin: int,
    end: int,
    first: _Place,
    last: _Place,
    added: Container[int],
    lines: Container[int],
) -> _Place:
    """What stands for a paragraph: what was inserted at its ends belongs to it, unless it was added by itself."""
    from_here = first[1] if begin in added or first[0] not in lines else first[0]
    to_here = last[0] if end in added or (last[0] != last[1] and last[0] in lines) else last[1]
    return from_here, max(from_here, to_here)
