"""Text with straight double quotes in; the same text with those of its language out: «…„…“…»."""

from __future__ import annotations

from dataclasses import dataclass

STRAIGHT = '"'


@dataclass(frozen=True, slots=True)
class QuoteMarks:
    """The quotation marks (лапки) of a language."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    """Inside the outer ones."""
    opening: str
    """Every mark after which a straight one can only open, too."""


QUOTE_MARKS = {
    "uk": QuoteMarks(outer=("«", "»"), inner=("„", "“"), opening="«„"),
    "en": QuoteMarks(outer=("“", "”"), inner=("“", "”"), opening="“‘«"),
}

_BEFORE_OPENING = "([{-–—/"
_AFTER_CLOSING = ".,;:!?…)]}"
# No quotation mark stands in these two: a mark must be judged alike before and after its
# neighbour was replaced, or typesetting a text twice would change it twice.


def with_quote_marks(text: str, marks: QuoteMarks) -> str:
    """Return `text` with its pairs of straight double quotes replaced; an odd one stays."""
    pairs = _pairs(text, marks)
    if not pairs:
        return text
    letters = list(text)
    depth = 0
    for place, letter in enumerate(text):
        if place in pairs:
            opens = pairs[place] > place
            depth -= not opens
            letters[place] = (marks.inner if depth else marks.outer)[0 if opens else 1]
            depth += opens
        elif letter in marks.outer:
            depth = depth + 1 if letter == marks.outer[0] else max(depth - 1, 0)
    return "".join(letters)


def _pairs(text: str, marks: QuoteMarks) -> dict[int, int]:
    """Return the place of the partner of each straight quote that has one."""
    pairs: dict[int, int] = {}
    open_places: list[int] = []
    opening_before = False
    place = text.find(STRAIGHT)
    while place >= 0:
        after_opening = opening_before and text[place - 1] == STRAIGHT
        opening_before = _opens(text, place, marks, after_opening, bool(open_places))
        if opening_before:
            open_places.append(place)
        elif open_places:
            partner = open_places.pop()
            pairs |= {place: partner, partner: place}
        place = text.find(STRAIGHT, place + 1)
    return pairs


def _opens(
    text: str, place: int, marks: QuoteMarks, after_opening: bool, something_open: bool
) -> bool:
    """Say whether the quote at `place` opens: it does after a space, unless it must close."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    may_open = before.isspace() or before in _BEFORE_OPENING + marks.opening or after_opening
    may_close = after.isspace() or after in _AFTER_CLOSING
    return may_open and not (may_close and something_open)
