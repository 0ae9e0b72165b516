"""A row with words that read from the bottom to the top (сторч) and the width of its columns → how high it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.document.tree import Cell, Paragraph
from generator.model.theme import Theme
from generator.render.lettering import wrap

LEAST_MM: Final = 42
"""How high is such a row? Names of competencies have up to 45 characters of 8 pt: two lines of 40 mm."""

_MOST_MM: Final = 110
"""How high may one be whose names are longer or whose columns are narrower? As high as a sheet that lies crosswise has
room for, with some rows below it."""

_STEP_MM: Final = 4

ALONG_MM: Final = 1
BESIDE_MM: Final = 0.5
"""Between the words and the edges of their cell: below and above them, and at both sides. Two lines of 8 pt, 6.5 mm
high, then go into a column of 8 mm."""

_POINT_MM: Final = 25.4 / 72
_LINE: Final = 1.15
_MANY: Final = 1000


def height_mm(row: Iterable[Cell], narrowest_mm: float, theme: Theme) -> float:
    """The height in which all upright words of a row fit into columns as narrow as this; 0 for a row without any."""
    upright = [cell for cell in row if cell.upright]
    if not upright:
        return 0
    height = LEAST_MM
    while height < _MOST_MM and any(_depth(c, height, theme) > narrowest_mm for c in upright):
        height += _STEP_MM
    return height


def _depth(cell: Cell, height_mm: float, theme: Theme) -> float:
    """How wide a column the lines of a cell need when it is so high."""
    lines = (_lines_mm(p, height_mm - 2 * ALONG_MM, theme) for p in cell.paragraphs)
    return sum(lines) + 2 * BESIDE_MM


def _lines_mm(paragraph: Paragraph, length_mm: float, theme: Theme) -> float:
    look = theme.paragraphs[paragraph.style]
    size = (look.size_pt or theme.fonts.size_pt) * _POINT_MM
    count = len(wrap(paragraph.text, size, length_mm, _MANY))
    return count * size * _LINE * (look.line or theme.fonts.line)
