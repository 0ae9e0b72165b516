"""Agreed marks of indicators → the level a person has reached in a competency, with the calculation that shows why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.issue import Location
from generator.model.assessed import Assessor, Person
from generator.model.assessment import HIGHEST_MARK
from generator.model.catalogue import CatalogueEntry, Level, LevelIndicator

ENOUGH_PERCENT: Final = 75
"""Of how many of the possible points is a level reached?

No Ukrainian act sets a share; it is a decision of this method (методика оцінювання). Three quarters are one of two
indicators shown as a rule and the other at times, or three of four: half of the points would call a level reached of
which half is never seen, the whole of them would let one bad day undo it.
"""


@dataclass(frozen=True, slots=True)
class MarkedIndicator:
    """An indicator with its marks; `settled` is the one that counts."""

    indicator: LevelIndicator
    settled: int
    own: int | None = None
    manager: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LevelScore:
    """The points of a level; `reached` when they are enough and every level below is reached too."""

    level: Level
    marks: tuple[MarkedIndicator, ...]
    reached: bool

    @property
    def points(self) -> int:
        """The sum of its marks."""
        return _points(self.marks)

    @property
    def possible(self) -> int:
        """The sum if each of its indicators were shown as a rule."""
        return _possible(self.marks)

    @property
    def percent(self) -> int:
        """The share of points, rounded down, so that it is never said to be enough when it is not."""
        return 100 * self.points // self.possible

    @property
    def is_enough(self) -> bool:
        """Whether the points suffice for the level, whatever is with those below."""
        return _is_enough(self.marks)


@dataclass(frozen=True, slots=True)
class Standing:
    """The actual level (фактичний рівень) of a person in a competency, 0 when not even the first is reached.

    `scores` are the levels that were asked about, from 1 up; none when the level was agreed outright.
    """

    entry: CatalogueEntry
    level: int
    scores: tuple[LevelScore, ...] = ()

    @property
    def is_outright(self) -> bool:
        """Whether the level was agreed without marks."""
        return not self.scores

    @property
    def is_highest_asked(self) -> bool:
        """Whether all that was asked about is reached, so that the person may be above it; never of a whole scale."""
        return 0 < len(self.scores) == self.level < self.entry.highest


@dataclass(frozen=True, slots=True)
class Assessed:
    """What is settled of a person by an assessment: made on `day` against the profile of `role`."""

    place: Location
    person: Person
    role: str
    day: date
    assessor: Assessor
    standings: tuple[Standing, ...]

    def standing(self, competency: str) -> Standing | None:
        """How the person stands in a competency; None when it was not assessed."""
        return next((each for each in self.standings if each.entry.id == competency), None)

    def level_of(self, competency: str) -> int | None:
        """The actual level of a competency; None when it was not assessed."""
        found = self.standing(competency)
        return found.level if found else None


def standing(entry: CatalogueEntry, marks: Mapping[str, MarkedIndicator], asked: int) -> Standing:
    """How one stands by the marks of all indicators, by their ids, of the levels up to `asked`, which is 1 or more."""
    scores = tuple(_scores(entry, marks, asked))
    return Standing(entry, sum(score.reached for score in scores), scores)


def _scores(
    entry: CatalogueEntry, marks: Mapping[str, MarkedIndicator], asked: int
) -> Iterator[LevelScore]:
    reached = True
    for level in entry.up_to(asked):
        own = tuple(marks[indicator.id] for indicator in level.indicators)
        reached = reached and _is_enough(own)
        yield LevelScore(level, own, reached)


def _points(marks: tuple[MarkedIndicator, ...]) -> int:
    return sum(each.settled for each in marks)


def _possible(marks: tuple[MarkedIndicator, ...]) -> int:
    return HIGHEST_MARK * len(marks)


def _is_enough(marks: tuple[MarkedIndicator, ...]) -> bool:
    return 100 * _points(marks) >= ENOUGH_PERCENT * _possible(marks)
