"""Assessments of several people × the profile of a role → candidates in order, with the numbers that explain it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.competency.gap import Coverage, GapReport, GapRow, gap_report
from generator.competency.profile import Profile
from generator.competency.standing import Assessed
from generator.language.folding import folded
from generator.language.letters import UKRAINIAN


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person ‖ the role; `place` counts from 1 and is shared by those whose numbers are the same."""

    place: int
    report: GapReport

    @property
    def assessed(self) -> Assessed:
        """What is settled of the person."""
        return self.report.assessed

    @property
    def coverage(self) -> Coverage:
        """How much of what the role requires is there; what was not assessed counts as 0."""
        return self.report.coverage

    @property
    def lacks(self) -> tuple[GapRow, ...]:
        """What the person has at too low a level, the largest gap first."""
        return self.report.gaps

    @property
    def unassessed(self) -> tuple[GapRow, ...]:
        """What the role requires and nobody has assessed."""
        return self.report.unassessed


def fit(assessments: Iterable[Assessed], profile: Profile) -> tuple[Candidate, ...]:
    """The candidates for a role: by coverage, then by how little is lacking or not assessed, then by name."""
    reports = [gap_report(each, profile) for each in assessments]
    reports.sort(key=lambda report: (_merit(report), _by_name(report)))
    first: dict[tuple[int, int], int] = {}
    for place, report in enumerate(reports, start=1):
        first.setdefault(_merit(report), place)
    return tuple(Candidate(first[_merit(report)], report) for report in reports)


def _merit(report: GapReport) -> tuple[int, int]:
    """What decides the place, less is better; the required sum is the same for all."""
    return -report.coverage.counted, len(report.gaps) + len(report.unassessed)


def _by_name(report: GapReport) -> str:
    return folded(report.assessed.person.name).translate(_ALPHABET)


_ALPHABET: Final = str.maketrans(UKRAINIAN, "".join(map(chr, range(0x430, 0x430 + len(UKRAINIAN)))))
"""Letters → characters whose codes follow the Ukrainian alphabet, in which Unicode puts ґ, є, і and ї last."""
