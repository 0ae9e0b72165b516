"""Levels of several competencies → a radar chart (пелюсткова діаграма) as SVG; a bar chart where axes are too few.

The drawing only draws: no script, no link, no font of its own, and the same levels give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from generator.document.tree import Picture
from generator.render.lettering import wrap

WIDTH_MM: Final = 160
_HEIGHT_MM: Final = 108
_RADIUS_MM: Final = 36
_LABEL_GAP_MM: Final = 4
_FONT_MM: Final = 3.1
"""Letters of 9 pt, the small print of tables."""

_LABEL_MM: Final = 36
"""How wide may a label be? What the figure leaves free at its sides."""

_LABEL_LINES: Final = 4
_FEWEST_AXES: Final = 3
"""Two axes enclose no area; one and two competencies are shown as bars."""

_MOST_NAMED: Final = 16
"""Up to how many axes can be named around a figure of this size? Beyond, they carry the numbers of the table."""

_GRID, _AXIS, _INK = "#b9bec6", "#8a919c", "#1a1a1a"
_REQUIRED, _ACTUAL = "#1f3a5f", "#4f8fc9"


@dataclass(frozen=True, slots=True)
class Axis:
    """A competency on the chart; `actual` is `None` where nobody has assessed it."""

    name: str
    required: int
    actual: int | None = None


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What the chart says: the names of its two lines, and its text for those who do not see it."""

    required: str
    actual: str
    alternative: str


def chart(
    axes: Sequence[Axis], highest: int, words: ChartWords, families: Sequence[str]
) -> Picture:
    """The chart of levels 0–`highest`, with actual levels when any axis has one; `families` are fonts by preference."""
    compared = any(axis.actual is not None for axis in axes)
    draw = _bars if len(axes) < _FEWEST_AXES else _radar
    body = "".join(draw(axes, highest, compared))
    height = _HEIGHT_MM if len(axes) >= _FEWEST_AXES else _bars_height(axes)
    legend = "".join(_legend(words, height)) if compared else ""
    height += _LEGEND_MM if compared else 0
    family = escape(", ".join(f"'{name}'" for name in families))
    content = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_MM}" height="{height}" '
        f'viewBox="0 0 {WIDTH_MM} {height}" font-family="{family}, serif" font-size="{_FONT_MM}" '
        f'fill="{_INK}">{body}{legend}</svg>'
    )
    return Picture(content.encode(), "image/svg+xml", WIDTH_MM, height, words.alternative)


def _radar(axes: Sequence[Axis], highest: int, compared: bool) -> Iterator[str]:
    count = len(axes)
    for level in range(1, highest + 1):
        yield _polygon([level] * count, highest, f'fill="none" stroke="{_GRID}" stroke-width="0.2"')
    for index in range(count):
        x, y = _point(index, count, _RADIUS_MM)
        yield (
            f'<line x1="{WIDTH_MM / 2:g}" y1="{_HEIGHT_MM / 2:g}" x2="{x}" y2="{y}" '
            f'stroke="{_AXIS}" stroke-width="0.2"/>'
        )
    required = [axis.required for axis in axes]
    if compared:
        actual = [axis.actual or 0 for axis in axes]
        yield _polygon(actual, highest, _FILL)
        yield _polygon(required, highest, _DASHED)
    else:
        yield _polygon(required, highest, _FILL)
    for level in range(1, highest + 1):
        height = _HEIGHT_MM / 2 - _RADIUS_MM * level / highest - 0.5
        yield f'<text x="{WIDTH_MM / 2 + 0.8:g}" y="{height:.2f}" font-size="2.4" fill="#555">{level}</text>'
    yield from _labels(axes)


_FILL: Final = (
    f'fill="{_ACTUAL}" fill-opacity="0.35" stroke="{_ACTUAL}" stroke-width="0.6" '
    'stroke-linejoin="round"'
)
_DASHED: Final = (
    f'fill="none" stroke="{_REQUIRED}" stroke-width="0.6" stroke-dasharray="2 1.2" '
    'stroke-linejoin="round"'
)


def _point(index: int, count: int, distance: float) -> tuple[str, str]:
    """A point on an axis, at a distance in millimetres from the middle; the first axis points up."""
    angle = 2 * math.pi * index / count
    x = WIDTH_MM / 2 + distance * math.sin(angle)
    y = _HEIGHT_MM / 2 - distance * math.cos(angle)
    return f"{x:.2f}", f"{y:.2f}"


def _polygon(levels: Sequence[int], highest: int, look: str) -> str:
    points = " ".join(
        ",".join(_point(index, len(levels), _RADIUS_MM * level / highest))
        for index, level in enumerate(levels)
    )
    return f'<polygon points="{points}" {look}/>'


def _labels(axes: Sequence[Axis]) -> Iterator[str]:
    named = len(axes) <= _MOST_NAMED
    for index, axis in enumerate(axes):
        x, y = map(float, _point(index, len(axes), _RADIUS_MM + _LABEL_GAP_MM))
        name = axis.name if named else str(index + 1)
        yield _label(wrap(name, _FONT_MM, _LABEL_MM, _LABEL_LINES), x, y)


def _label(lines: Sequence[str], x: float, y: float) -> str:
    """Lines of text beside a point of the circle: to its left, its right, above it or below it."""
    aside = x - WIDTH_MM / 2
    anchor = "middle" if abs(aside) < 2 else "start" if aside > 0 else "end"
    height = _FONT_MM * 1.15
    is_above = y < _HEIGHT_MM / 2 - _RADIUS_MM
    is_below = y > _HEIGHT_MM / 2 + _RADIUS_MM
    shift = len(lines) - 1 if is_above else 0 if is_below else (len(lines) - 1) / 2
    first = (
        y - shift * height + (_FONT_MM * 0.7 if is_below else 0 if is_above else _FONT_MM * 0.35)
    )
    spans = "".join(
        f'<tspan x="{x:.2f}" y="{first + number * height:.2f}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text text-anchor="{anchor}">{spans}</text>'


_BAR_MM: Final = 12
_BAR_LEFT_MM: Final = 55


def _bars_height(axes: Sequence[Axis]) -> int:
    return _BAR_MM * len(axes) + 8


def _bars(axes: Sequence[Axis], highest: int, compared: bool) -> Iterator[str]:
    """A bar for each competency, from 0 to the highest level of the scale."""
    room = WIDTH_MM - _BAR_LEFT_MM - 10
    bottom = _BAR_MM * len(axes) + 2
    for level in range(highest + 1):
        x = _BAR_LEFT_MM + room * level / highest
        yield f'<line x1="{x:.2f}" y1="2" x2="{x:.2f}" y2="{bottom}" stroke="{_GRID}" stroke-width="0.2"/>'
        yield f'<text x="{x:.2f}" y="{bottom + 4}" font-size="2.4" text-anchor="middle" fill="#555">{level}</text>'
    for index, axis in enumerate(axes):
        y = 3 + _BAR_MM * index
        shown = (axis.actual or 0) if compared else axis.required
        yield f'<rect x="{_BAR_LEFT_MM}" y="{y}" width="{room * shown / highest:.2f}" height="{_BAR_MM - 4}" {_FILL}/>'
        if compared:
            width = room * axis.required / highest
            yield f'<rect x="{_BAR_LEFT_MM}" y="{y}" width="{width:.2f}" height="{_BAR_MM - 4}" {_DASHED}/>'
        lines = wrap(axis.name, _FONT_MM, _BAR_LEFT_MM - 4, 2)
        top = y + 4 - (len(lines) - 1) * _FONT_MM * 0.55
        spans = "".join(
            f'<tspan x="{_BAR_LEFT_MM - 2}" y="{top + _FONT_MM * 1.15 * number + 1:.2f}">{escape(line)}</tspan>'
            for number, line in enumerate(lines)
        )
        yield f'<text text-anchor="end">{spans}</text>'


_LEGEND_MM: Final = 6


def _legend(words: ChartWords, top: float) -> Iterator[str]:
    y = top + 2
    yield f'<rect x="40" y="{y - 1.2:.2f}" width="8" height="2.4" {_FILL}/>'
    yield f'<text x="50" y="{y + 1:.2f}">{escape(words.actual)}</text>'
    yield f'<rect x="92" y="{y - 1.2:.2f}" width="8" height="2.4" {_DASHED}/>'
    yield f'<text x="102" y="{y + 1:.2f}">{escape(words.required)}</text>'
