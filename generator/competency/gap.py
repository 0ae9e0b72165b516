"""An assessment + the profile of a role → where the person stands below what is required, and what helps.

The assessment may be of another role than the profile: so a career step or an application is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.competency.profile import Profile, Required
from generator.competency.standing import Assessed, Standing
from generator.model.catalogue import Level

MOST_GAPS: Final = 3
"""How many gaps does a plan of development begin with? More than three at once nobody works on."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """A required competency and how the person stands in it; `standing` is None when it was not assessed."""

    required: Required
    standing: Standing | None

    @property
    def actual(self) -> int | None:
        """The actual level; None when it was not assessed."""
        return self.standing.level if self.standing else None

    @property
    def counted(self) -> int:
        """What counts of it for the coverage: no more than is required, 0 when it was not assessed."""
        return min(self.actual or 0, self.required.level)

    @property
    def difference(self) -> int | None:
        """The actual level less the required one; None when it was not assessed."""
        return None if self.actual is None else self.actual - self.required.level

    @property
    def is_below(self) -> bool:
        """Whether it was assessed, and the level is not reached."""
        return self.difference is not None and self.difference < 0

    @property
    def is_above(self) -> bool:
        """Whether more is reached than is required."""
        return self.difference is not None and self.difference > 0

    @property
    def may_be_higher(self) -> bool:
        """Whether the level is not reached only because no higher one was asked about: the form was of another role."""
        return self.is_below and self.standing is not None and self.standing.is_highest_asked


@dataclass(frozen=True, slots=True)
class Development:
    """A gap and the levels that are to be reached, each with what helps to reach it (`Level.development`)."""

    row: GapRow
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is required is there: the sum of counted levels of the sum of required ones."""

    counted: int
    required: int

    @property
    def percent(self) -> int:
        """The share, rounded down: 100 only when nothing is missing, as when nothing is required."""
        return 100 * self.counted // self.required if self.required else 100


@dataclass(frozen=True, slots=True)
class GapReport:
    """A person ‖ a profile: a row for each required competency, in the order of the profile."""

    assessed: Assessed
    profile: Profile
    rows: tuple[GapRow, ...]

    @property
    def coverage(self) -> Coverage:
        """How much of what is required is there."""
        return Coverage(
            sum(row.counted for row in self.rows), sum(row.required.level for row in self.rows)
        )

    @property
    def gaps(self) -> tuple[GapRow, ...]:
        """All gaps, the largest first: by the difference, then by the required level, then as in the profile."""
        below = (row for row in self.rows if row.is_below)
        return tuple(sorted(below, key=lambda row: (row.difference, -row.required.level)))

    @property
    def development(self) -> tuple[Development, ...]:
        """What helps to close the largest gaps."""
        return tuple(_development(row) for row in self.gaps[:MOST_GAPS])

    @property
    def strengths(self) -> tuple[GapRow, ...]:
        """What is above the required level, which only a file that goes beyond the form can say."""
        return tuple(row for row in self.rows if row.is_above)

    @property
    def unassessed(self) -> tuple[GapRow, ...]:
        """What is required and was not assessed."""
        return tuple(row for row in self.rows if row.standing is None)


def gap_report(assessed: Assessed, profile: Profile) -> GapReport:
    """Compare a person with the profile of a role, be it their own or another."""
    return GapReport(assessed, profile, tuple(_rows(assessed, profile.required)))


def _rows(assessed: Assessed, required: Iterable[Required]) -> Iterator[GapRow]:
    for each in required:
        yield GapRow(each, assessed.standing(each.entry.id))


def _development(row: GapRow) -> Development:
    return Development(row, row.required.entry.levels[row.actual or 0 : row.required.level])
