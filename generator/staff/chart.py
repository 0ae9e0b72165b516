"""The tree of units with their positions → the organisation chart as SVG pictures, none larger than a page.

From left to right: a box for each unit, a line in it for each position. Colour and sign say whether there is an
instruction. Lengths are CSS pixels, 96 to the inch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from typing import Final

from generator.messages import say
from generator.render.lettering import wrap
from generator.staff.coverage import Position, State, Unit

PAGE: Final = (1040, 640)
"""How wide and high may a picture be? A4 crosswise with margins of 10 mm, and a caption above the picture."""

_DEPTH: Final = 3
_BOX: Final = 318
_COLUMN: Final = 40
_APART: Final = 12
_PAD: Final = 8
_SIGN: Final = 12
_RATES: Final = 46

_NAME: Final = 12
_NAME_LINE: Final = 15
_TITLE: Final = 11
_TITLE_LINE: Final = 14
_MOST_LINES: Final = 3
_SUMMARY: Final = 18
_FONT: Final = "Arial, Liberation Sans, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class _Look:
    """The colour of a line, that of its sign, and the sign itself within 12 × 12."""

    fill: str
    ink: str
    sign: str


LOOKS: Final[Mapping[State, _Look]] = {
    State.COVERED: _Look("#e2f2e5", "#1b6e31", "M2.5 6.5 5 9 9.5 3"),
    State.BROKEN: _Look("#fdecc8", "#8a5200", "M6 2V7M6 9.5V9.6"),
    State.UNFINISHED: _Look("#fdf3d6", "#7a5c00", "M3 9 9 3M3 9V6.8M3 9H5.2"),
    State.MISSING: _Look("#f9dcda", "#b3261e", "M3 3 9 9M9 3 3 9"),
    State.EXEMPT: _Look("#ececec", "#555555", "M3 6H9"),
}


def sign(state: State, x: float = 0, y: float = 0) -> str:
    """The sign of a state as an SVG shape."""
    look = LOOKS[state]
    return (
        f'<path transform="translate({x:g} {y:g})" d="{look.sign}" fill="none" stroke="{look.ink}" '
        'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>'
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """One SVG picture, and the unit it begins with."""

    unit: str
    svg: str


def pictures(organisation: Unit, language: str) -> tuple[Picture, ...]:
    """The chart: one picture when it fits on a page, else first an overview and then the parts."""
    top = organisation
    while not top.positions and len(top.units) == 1:
        top = top.units[0]
    return tuple(
        Picture(plan.unit.name, _svg(plan, language, number))
        for number, plan in enumerate(_plans(top), start=1)
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """A unit as it is shown: with its positions, or only with how many there are; and what is shown below it."""

    unit: Unit
    full: bool
    below: tuple[_Shown, ...] = ()

    @property
    def height(self) -> float:
        return max(_box_height(self), _stacked(self.below))

    @property
    def depth(self) -> int:
        return 1 + max((each.depth for each in self.below), default=0)

    @property
    def fits(self) -> bool:
        return self.depth <= _DEPTH and self.height <= PAGE[1]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box with its upper left corner, and the line to it from where that begins."""

    shown: _Shown
    x: float
    y: float
    line: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """A picture of a unit before it is drawn."""

    unit: Unit
    boxes: tuple[_Placed, ...]


def _stacked(shown: Iterable[_Shown]) -> float:
    heights = [each.height for each in shown]
    return sum(heights) + _APART * max(0, len(heights) - 1)


def _plans(unit: Unit) -> Iterator[_Plan]:
    """The pictures of a unit with all below it."""
    whole = _whole(unit)
    if whole.fits or not unit.units:
        yield _tree(whole)
        return
    yield from _overview(unit)
    leaves: list[_Shown] = []
    for each in map(_whole, unit.units):
        if each.below:
            yield from _columns(unit, leaves)
            leaves.clear()
            yield from _plans(each.unit)
        else:
            leaves.append(each)
    yield from _columns(unit, leaves)


def _whole(unit: Unit) -> _Shown:
    return _Shown(unit, full=True, below=tuple(map(_whole, unit.units)))


def _overview(unit: Unit) -> Iterator[_Plan]:
    """A unit with those right below it, as many on a picture as fit."""
    page = _Shown(unit, full=True)
    for each in unit.units:
        closed = _Shown(each, full=False)
        longer = replace(page, below=(*page.below, closed))
        if page.below and not longer.fits:
            yield _tree(page)
            longer = _Shown(unit, full=False, below=(closed,))
        page = longer
    yield _tree(page)


def _tree(shown: _Shown) -> _Plan:
    return _Plan(shown.unit, tuple(_placed(shown, 0, 0, None)))


def _placed(
    shown: _Shown, x: float, top: float, line: tuple[float, float] | None
) -> Iterator[_Placed]:
    """A unit in the band that begins at `top`, its box in the middle, and what is below it to the right."""
    height = shown.height
    y = top + (height - _box_height(shown)) / 2
    yield _Placed(shown, x, y, line)
    child = top + (height - _stacked(shown.below)) / 2
    for each in shown.below:
        begin = (x + _BOX, y + _box_height(shown) / 2)
        yield from _placed(each, x + _BOX + _COLUMN, child, begin)
        child += each.height + _APART


def _columns(unit: Unit, leaves: Iterable[_Shown]) -> Iterator[_Plan]:
    """Units without others below them, one under another in columns."""
    boxes: list[_Placed] = []
    column, y = 0, 0.0
    for each in leaves:
        if y and y + each.height > PAGE[1]:
            column, y = column + 1, 0.0
        if column == _DEPTH:
            yield _Plan(unit, tuple(boxes))
            boxes.clear()
            column = 0
        boxes.append(_Placed(each, column * (_BOX + _COLUMN), y))
        y += each.height + _APART
    if boxes:
        yield _Plan(unit, tuple(boxes))


def _name(shown: _Shown) -> tuple[str, ...]:
    return wrap(shown.unit.name, _NAME, _BOX - 2 * _PAD, _MOST_LINES)


def _title(position: Position) -> tuple[str, ...]:
    room = _BOX - 3 * _PAD - _SIGN - _RATES
    return wrap(position.title, _TITLE, room, _MOST_LINES)


def _counted(shown: _Shown) -> bool:
    """Whether the head says how many positions there are: where not all of them are listed below it."""
    return bool(shown.unit.units) or not shown.full


def _head_height(shown: _Shown) -> float:
    counts = _SUMMARY if _counted(shown) and shown.unit.counts else 0
    return _PAD + len(_name(shown)) * _NAME_LINE + counts


def _line_height(position: Position) -> float:
    return len(_title(position)) * _TITLE_LINE + 5


def _box_height(shown: _Shown) -> float:
    lines = map(_line_height, shown.unit.positions) if shown.full else ()
    return _head_height(shown) + sum(lines)


def _svg(plan: _Plan, language: str, number: int) -> str:
    width = max(placed.x for placed in plan.boxes) + _BOX + 2
    height = max(placed.y + _box_height(placed.shown) for placed in plan.boxes) + 2
    title = say(language, "coverage.chart_part", unit=plan.unit.name)
    lines = "".join(map(_line, plan.boxes))
    boxes = "".join("".join(_box(each.shown, language, each.x, each.y)) for each in plan.boxes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="-1 -1 {width:g} {height:g}" role="img" font-family="{_FONT}" fill="#1a1a1a" '
        f'aria-labelledby="chart-{number} about-{number}"><title id="chart-{number}">{escape(title)}</title>'
        f'<desc id="about-{number}">{escape(say(language, "coverage.drawing"))}</desc>'
        f"{lines}{boxes}</svg>"
    )


def _line(placed: _Placed) -> str:
    if placed.line is None:
        return ""
    x, y = placed.line
    end = placed.y + _box_height(placed.shown) / 2
    return (
        f'<path d="M{x:g} {y:g}h{_COLUMN / 2:g}V{end:g}h{_COLUMN / 2:g}" '
        'fill="none" stroke="#8a8a8a"/>'
    )


def _box(shown: _Shown, language: str, x: float, y: float) -> Iterator[str]:
    height, head = _box_height(shown), _head_height(shown)
    yield f'<g><rect class="box" x="{x:g}" y="{y:g}" width="{_BOX}" height="{height:g}" fill="#ffffff"/>'
    yield f'<rect x="{x:g}" y="{y:g}" width="{_BOX}" height="{head:g}" fill="#e7ebf1"/>'
    yield f"<title>{escape(shown.unit.name)}</title>"
    for index, line in enumerate(_name(shown), start=1):
        yield _text(line, x + _PAD, y + index * _NAME_LINE, _NAME, ' font-weight="bold"')
    if _counted(shown):
        yield from _counts(shown.unit, x + _PAD, y + head - _SUMMARY + 1)
    below = y + head
    for position in shown.unit.positions if shown.full else ():
        yield from _position(position, language, x, below)
        below += _line_height(position)
    yield (
        f'<rect x="{x:g}" y="{y:g}" width="{_BOX}" height="{height:g}" fill="none" stroke="#5a6472"/></g>'
    )


def _counts(unit: Unit, x: float, y: float) -> Iterator[str]:
    """How many positions of each state a unit has with all below it."""
    for state in State:
        if unit.counts[state]:
            yield sign(state, x, y)
            number = wrap(str(unit.counts[state]), _TITLE, _RATES - _SIGN, 1)[0]
            yield _text(number, x + _SIGN + 3, y + _TITLE - 1, _TITLE)
            x += _RATES + 4


def _position(position: Position, language: str, x: float, y: float) -> Iterator[str]:
    look, height = LOOKS[position.state], _line_height(position)
    says = f"{position.title}: {say(language, f'coverage.{position.state}')}"
    yield f"<g><title>{escape(says)}</title>"
    yield f'<rect x="{x:g}" y="{y:g}" width="{_BOX}" height="{height:g}" fill="{look.fill}"/>'
    yield sign(position.state, x + _PAD, y + 4)
    for index, line in enumerate(_title(position), start=1):
        yield _text(line, x + 2 * _PAD + _SIGN, y + index * _TITLE_LINE, _TITLE)
    rates = wrap(_rates(position, language), _TITLE, _RATES, 1)[0]
    yield _text(rates, x + _BOX - _PAD, y + _TITLE_LINE, _TITLE, ' text-anchor="end"')
    yield "</g>"


def _text(text: str, x: float, y: float, size: int, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}"{more}>{escape(text)}</text>'


def _rates(position: Position, language: str) -> str:
    """Held and planned rates, 2/3; only the planned ones where nobody knows who holds them."""
    both = (position.held, position.planned)
    return "/".join(number(each, language) for each in both if each is not None)


def number(rates: Decimal, language: str) -> str:
    """A number of rates with the decimal sign of the language."""
    text = f"{round(rates, 2).normalize():f}"
    return text.replace(".", ",") if language == "uk" else text
