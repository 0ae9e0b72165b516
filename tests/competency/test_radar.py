"""The chart is as large as the levels, names what it shows, and only draws, whatever the names."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest

from generator.competency.radar import WIDTH_MM, Axis, ChartWords, chart
from generator.document.tree import Picture
from generator.render.docx.picture import fallback

WORDS = ChartWords("потрібний рівень", "наявний рівень", "Діаграма рівнів: усі.")
FAMILIES = ("Liberation Serif", "Noto Sans")
HIGHEST = 5
SVG = "{http://www.w3.org/2000/svg}"
NEAR = 0.02
"""How far may a point be off, in millimetres? Coordinates have two decimals."""


def drawn(axes: list[Axis], highest: int = HIGHEST) -> Picture:
    return chart(axes, highest, WORDS, FAMILIES)


def tree(axes: list[Axis], highest: int = HIGHEST) -> ElementTree.Element:
    return ElementTree.fromstring(drawn(axes, highest).content)


def axes_of(*levels: int, actual: tuple[int | None, ...] = ()) -> list[Axis]:
    given = actual or (None,) * len(levels)
    return [
        Axis(f"Компетенція {number}", level, has)
        for number, (level, has) in enumerate(zip(levels, given, strict=True), start=1)
    ]


def points(polygon: ElementTree.Element) -> list[tuple[float, float]]:
    pairs = polygon.attrib["points"].split()
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in pairs)]


def is_dashed(shape: ElementTree.Element) -> bool:
    return "stroke-dasharray" in shape.attrib


def is_filled(shape: ElementTree.Element) -> bool:
    return shape.attrib["fill"] != "none"


def levels_drawn(polygon: ElementTree.Element, rim: ElementTree.Element) -> list[float]:
    """The levels a polygon shows: how far its points lie between the middle of the rim and the rim."""
    outer = points(rim)
    middle = (WIDTH_MM / 2, sum(y for _, y in outer) / len(outer))
    return [
        HIGHEST * math.dist(point, middle) / math.dist(end, middle)
        for point, end in zip(points(polygon), outer, strict=True)
    ]


def labels(root: ElementTree.Element) -> list[str]:
    """The names on the chart, the lines of each together."""
    texts = (each for each in root.iter(f"{SVG}text") if len(each))
    return ["".join(part.text or "" for part in each) for each in texts]


# The radar


@pytest.mark.parametrize("levels", [(1, 3, 5, 2), (0, 0, 0, 0), (5, 5, 5, 5, 5, 5, 5, 5)])
def test_each_point_is_as_far_from_the_middle_as_its_level(levels: tuple[int, ...]) -> None:
    polygons = list(tree(axes_of(*levels)).iter(f"{SVG}polygon"))
    *grid, required = polygons
    assert len(grid) == HIGHEST
    # The figure of an even number of axes lies evenly around its middle.
    assert levels_drawn(required, grid[-1]) == pytest.approx(levels, abs=NEAR)
    for level, ring in enumerate(grid, start=1):
        assert levels_drawn(ring, grid[-1]) == pytest.approx([level] * len(levels), abs=NEAR)


def test_the_axes_divide_the_circle_evenly_and_the_first_points_up() -> None:
    lines = list(tree(axes_of(1, 1, 1, 1, 1, 1)).iter(f"{SVG}line"))
    turns = [
        math.degrees(
            math.atan2(
                float(line.attrib["x2"]) - float(line.attrib["x1"]),
                float(line.attrib["y1"]) - float(line.attrib["y2"]),
            )
        )
        % 360
        for line in lines
    ]
    assert turns == pytest.approx([0, 60, 120, 180, 240, 300], abs=0.1)


def test_what_is_there_is_filled_and_what_is_required_is_dashed_once_both_are_known() -> None:
    axes = axes_of(4, 2, 4, 2, actual=(2, 2, None, 5))
    *grid, actual, required = tree(axes).iter(f"{SVG}polygon")
    assert (is_filled(actual), is_dashed(actual)) == (True, False)
    assert (is_filled(required), is_dashed(required)) == (False, True)
    assert levels_drawn(actual, grid[-1]) == pytest.approx([2, 2, 0, 5], abs=NEAR)
    assert levels_drawn(required, grid[-1]) == pytest.approx([4, 2, 4, 2], abs=NEAR)


def test_there_is_a_legend_only_where_two_things_are_compared() -> None:
    alone, both = drawn(axes_of(1, 2, 3)), drawn(axes_of(1, 2, 3, actual=(1, None, 2)))
    assert WORDS.actual not in alone.content.decode()
    assert {WORDS.actual, WORDS.required} <= set(re.findall(r">([^<]+)<", both.content.decode()))
    assert both.height_mm > alone.height_mm


@pytest.mark.parametrize("count", [3, 16])
def test_up_to_sixteen_axes_carry_names(count: int) -> None:
    names = [each.name for each in axes_of(*[1] * count)]
    assert labels(tree(axes_of(*[1] * count))) == names


@pytest.mark.parametrize("count", [17, 40])
def test_more_axes_carry_numbers(count: int) -> None:
    assert labels(tree(axes_of(*[1] * count))) == [str(n) for n in range(1, count + 1)]


# Bars


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_than_three_axes_are_bars_as_long_as_their_levels(count: int) -> None:
    levels = (5, 2)[:count]
    root = tree(axes_of(*levels))
    assert list(root.iter(f"{SVG}polygon")) == []
    widths = [float(bar.attrib["width"]) for bar in root.iter(f"{SVG}rect")]
    assert [width / widths[0] for width in widths] == pytest.approx(
        [level / levels[0] for level in levels], abs=0.01
    )
    lines = [float(line.attrib["x1"]) for line in root.iter(f"{SVG}line")]
    assert widths[0] == pytest.approx(lines[-1] - lines[0], abs=NEAR)
    assert labels(root) == [f"Компетенція {n}" for n in range(1, count + 1)]


def test_bars_compare_too() -> None:
    bars = list(tree(axes_of(4, actual=(2,))).iter(f"{SVG}rect"))[:2]
    actual, required = (float(bar.attrib["width"]) for bar in bars)
    assert required == pytest.approx(2 * actual, abs=NEAR)
    assert [is_dashed(bar) for bar in bars] == [False, True]


# Whatever the names


HOSTILE = ("</text><script>alert(1)</script>", '" onload="x', "&amp; <b> ]]>", "🙂" * 60, "ъ" * 300)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("count", [2, 5])
def test_a_name_is_only_text(name: str, count: int) -> None:
    root = tree([Axis(name, 3, 1)] * count)
    found = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert found <= {"svg", "polygon", "line", "rect", "text", "tspan"}
    assert all(
        not key.startswith("on") and "href" not in key for e in root.iter() for key in e.attrib
    )
    assert labels(root)[0].rstrip("…")[:10] == name[:10]


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_drawn_outside_the_picture(name: str) -> None:
    for count in (1, 2, 3, 8, 16, 30):
        picture = drawn([Axis(name, 5, 5)] * count)
        root = ElementTree.fromstring(picture.content)
        for each in root.iter(f"{SVG}tspan"):
            assert 0 < float(each.attrib["x"]) < picture.width_mm
            assert 0 < float(each.attrib["y"]) < picture.height_mm


def test_the_chart_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    picture = drawn(axes_of(1, 2, 3))
    assert (picture.alternative, picture.media_type) == (WORDS.alternative, "image/svg+xml")
    assert picture.width_mm == WIDTH_MM


@pytest.mark.parametrize("count", [1, 3, 16, 20])
def test_the_same_levels_give_the_same_bytes_and_a_picture_for_older_programs(count: int) -> None:
    first, second = drawn(axes_of(*[2] * count)), drawn(axes_of(*[2] * count))
    assert first == second
    assert fallback(first.content, 640, 430, FAMILIES).startswith(b"\x89PNG")
