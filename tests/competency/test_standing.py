"""A level follows from marks: three quarters of the points, and every level below."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.competency.standing import MarkedIndicator, Standing, standing
from generator.issue import Location
from generator.model.catalogue import CatalogueEntry, Level, LevelIndicator
from generator.model.competency import CompetencyKind

HERE = Location("competencies/talks.yaml", 1, 1)


def entry(*counts: int, key: str = "talks", name: str = "Переговори") -> CatalogueEntry:
    """A competency with so many indicators at each level, `1-1`, `1-2` …, and a step of development for each."""
    levels = tuple(
        Level(
            number,
            f"Рівень {number}",
            "",
            tuple(LevelIndicator(f"{number}-{i}", "Діє.", number, HERE) for i in range(1, n + 1)),
            (f"Крок {number}.",),
        )
        for number, n in enumerate(counts, start=1)
    )
    return CatalogueEntry(
        key, name, "", CompetencyKind.BEHAVIOURAL, "", "", "general", levels, (), (), (), HERE, HERE
    )


def marked(*levels: tuple[int, ...], further: int = 0) -> Standing:
    """How one stands by the marks of each level; the scale has `further` levels above them."""
    made = entry(*map(len, levels), *[1] * further)
    marks = [mark for level in levels for mark in level]
    indicators = made.indicators(len(levels))
    given_marks = {
        each.id: MarkedIndicator(each, mark) for each, mark in zip(indicators, marks, strict=True)
    }
    return standing(made, given_marks, len(levels))


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (((2, 2), (2, 2)), 2),
        (((2, 1), (2, 2)), 2),
        (((1, 1), (2, 2)), 0),
        (((2, 2, 2, 0), (2, 2)), 2),
        (((2, 2, 1, 0), (2, 2)), 0),
        (((2, 2), (1, 1), (2, 2)), 1),
        (((1,), (2,)), 0),
        (((2,), (1,)), 1),
        (((0, 0),), 0),
    ],
    ids=[
        "all", "exactly 75 %", "50 % of the first", "three of four", "62 %",
        "a higher one does not make up for a lower", "one indicator at times", "the second at times",
        "nothing",
    ],
)  # fmt: skip
def test_the_level_is_the_highest_reached_with_all_below(
    levels: tuple[tuple[int, ...], ...], expected: int
) -> None:
    assert marked(*levels).level == expected


def test_the_calculation_is_kept() -> None:
    found = marked((2, 1), (1, 1, 0), (2,))
    assert [(s.level.number, s.points, s.possible, s.percent) for s in found.scores] == [
        (1, 3, 4, 75),
        (2, 2, 6, 33),
        (3, 2, 2, 100),
    ]
    assert [(s.is_enough, s.reached) for s in found.scores] == [
        (True, True),
        (False, False),
        (True, False),
    ]


def test_a_share_is_never_rounded_up_to_enough() -> None:
    (score,) = marked((2, 2, 1, 1, 1, 2, 2, 1, 2, 2, 1)).scores
    assert (score.points, score.possible, score.percent) == (17, 22, 77)
    (score,) = marked((2, 1, 1, 2, 1, 1, 2, 2, 2, 2, 0, 2, 1)).scores
    assert (score.points, score.possible, score.percent, score.is_enough) == (19, 26, 73, False)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (marked((2,), further=1), True),
        (marked((2,)), False),
        (marked((1,), further=1), False),
        (Standing(entry(1, 1), 1), False),
    ],
    ids=["all that was asked", "the whole scale", "not reached", "agreed outright"],
)
def test_it_is_known_when_a_person_may_be_higher(found: Standing, expected: bool) -> None:
    assert found.is_highest_asked is expected


def test_a_level_agreed_outright_has_no_calculation() -> None:
    assert Standing(entry(1, 1), 1).is_outright
    assert not marked((2,)).is_outright


@given(st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_better_mark_never_lowers_the_level(levels: list[list[int]]) -> None:
    before = marked(*map(tuple, levels)).level
    for level in levels:
        level[0] = 2
    assert marked(*map(tuple, levels)).level >= before
