"""What is asked for, beside what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Final

from measure import Rounds

FLAT: Final = 1.1
"""When is memory flat? When ten or twenty times as much work takes at most a tenth more."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What is asked for: `measured` must be at most `limit`, or at least when `at_least`."""

    text: str
    measured: float
    limit: float
    unit: str
    at_least: bool = False

    def row(self) -> str:
        """A row of the table; a figure that could not be measured passes nothing."""
        passed = self.measured >= self.limit if self.at_least else self.measured <= self.limit
        known = self.measured > 0
        verdict = ("**pass**" if passed else "**FAIL**") if known else "not measured"
        sign = "≥" if self.at_least else "≤"
        measured = f"{self.measured:.3g} {self.unit}" if known else "—"
        return f"| {self.text} | {sign} {self.limit:g} {self.unit} | {measured} | {verdict} |"


def ratio(ours: Rounds, theirs: Rounds) -> float:
    """The median over the rounds of ours / theirs: what slows a whole round down drops out."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
