"""Gap reports of several people → per unit or role, how each competency stands: who is below, the mean, the lowest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from generator.competency.gap import GapReport, GapRow
from generator.language.folding import folded
from generator.model.assessed import Person
from generator.model.catalogue import CatalogueEntry

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class SummaryPerson:
    """A person with the row of their own report."""

    report: GapReport
    row: GapRow

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.report.assessed.person


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A competency and all people whose roles require it, each at the level of their own role."""

    entry: CatalogueEntry
    people: tuple[SummaryPerson, ...]

    @property
    def required(self) -> tuple[int, int]:
        """The lowest and the highest level that a role of theirs requires."""
        levels = [each.row.required.level for each in self.people]
        return min(levels), max(levels)

    @property
    def levels(self) -> tuple[int, ...]:
        """The actual levels of those who were assessed."""
        return tuple(each.row.actual for each in self.people if each.row.actual is not None)

    @property
    def mean(self) -> Decimal | None:
        """The mean of the actual levels, to a tenth; None when nobody was assessed."""
        if not self.levels:
            return None
        exact = Decimal(sum(self.levels)) / len(self.levels)
        return exact.quantize(_TENTH, ROUND_HALF_UP)

    @property
    def lowest(self) -> int | None:
        """The lowest actual level; None when nobody was assessed."""
        return min(self.levels, default=None)

    @property
    def below(self) -> tuple[SummaryPerson, ...]:
        """Those who have not reached the level."""
        return tuple(each for each in self.people if each.row.is_below)

    @property
    def unassessed(self) -> tuple[SummaryPerson, ...]:
        """Those of whom the level is not known."""
        return tuple(each for each in self.people if each.row.standing is None)


@dataclass(frozen=True, slots=True)
class GapSummary:
    """The people of a unit or a role; `rows` begin with the competency in which most are below."""

    name: str
    reports: tuple[GapReport, ...]
    rows: tuple[SummaryRow, ...]


def unit_summaries(reports: Iterable[GapReport]) -> tuple[GapSummary, ...]:
    """A summary of each unit in the order in which they come; `name` is "" for people without one.

    The unit is that of the assessment, else that of the role.
    """
    return _summaries(reports, unit_of, lambda report: folded(unit_of(report)))


def role_summaries(reports: Iterable[GapReport]) -> tuple[GapSummary, ...]:
    """A summary of each role, named by its title, in the order in which they come."""
    return _summaries(reports, lambda r: r.profile.title, lambda r: r.profile.role)


def unit_of(report: GapReport) -> str:
    """The unit of a person; "" when neither the assessment nor the role has one."""
    return report.assessed.person.unit or report.profile.unit


def _summaries(
    reports: Iterable[GapReport],
    name_of: Callable[[GapReport], str],
    key_of: Callable[[GapReport], str],
) -> tuple[GapSummary, ...]:
    groups: dict[str, list[GapReport]] = {}
    for report in reports:
        groups.setdefault(key_of(report), []).append(report)
    return tuple(
        GapSummary(name_of(group[0]), tuple(group), summary_rows(group))
        for group in groups.values()
    )


def summary_rows(reports: Iterable[GapReport]) -> tuple[SummaryRow, ...]:
    """A row for each competency that a role of these people requires; first that in which most are below."""
    people: dict[str, list[SummaryPerson]] = {}
    entries: dict[str, CatalogueEntry] = {}
    for report in reports:
        for row in report.rows:
            entry = entries.setdefault(row.required.entry.id, row.required.entry)
            people.setdefault(entry.id, []).append(SummaryPerson(report, row))
    rows = [SummaryRow(entries[each], tuple(found)) for each, found in people.items()]
    return tuple(sorted(rows, key=lambda row: -len(row.below)))
