"""A text and the room for it → its lines, measured without a font: rather too wide than too narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_WIDTHS: Final = (
    (0.34, " \xa0’'ijlіftI!.,:;/|()[]-`·ЇїІ\\"),
    (0.51, '*r{}"„“”гґтзкz'),
    (0.64, "0123456789?_<>=+~$#JLabcdeghknopqsuvxyFTабвдеиіїйлнорупцчьяхсёэє«»–^ГКТУЗҐ"),
    (0.75, "&ABEKPSVXYZЕРХЧАБВЛДЬСЄЭUCDHNRЙИНПЯЦъ"),
    (0.93, "GOQwОMМшщфюжмыmЪЖФ%"),
)
"""How wide is a letter, in sizes of the type? The wider of regular and bold Liberation Sans, whose widths are those of
Arial, rounded up by classes. What is not listed is taken for the widest."""

_WIDEST: Final = 1.12
_PIECES: Final = re.compile(r"[^ -]+-*|-+| ")
"""Where a line may end: at a space, and after a hyphen."""

_LETTERS: Final = {letter: width for width, letters in _WIDTHS for letter in letters}


def width(text: str, size: float) -> float:
    """How wide a text is at most, in the unit of its size."""
    return sum(_LETTERS.get(letter, _WIDEST) for letter in text) * size


def wrap(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """The text in lines no wider than `room`, at most so many; what does not fit ends with an ellipsis."""
    lines = list(_lines(text, size, room))
    if len(lines) <= most:
        return tuple(lines) or ("",)
    last = lines[most - 1]
    while last and width(f"{last}…", size) > room:
        last = last[:-1]
    return (*lines[: most - 1], f"{last.rstrip()}…")


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for piece in _PIECES.findall(text):
        if width((line + piece).rstrip(), size) <= room:
            line += piece
            continue
        if line.strip():
            yield line.strip()
        *whole, line = _cut(piece.lstrip(), size, room)
        yield from whole
    if line.strip():
        yield line.strip()


def _cut(word: str, size: float, room: float) -> Iterator[str]:
    """A word that is too long for a line, cut where it ends."""
    piece = ""
    for letter in word:
        if piece and width(piece + letter, size) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece
