"""Gap reports, their summaries and candidates → the names that the templates about people print, and their charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from generator.competency.fit import Candidate
from generator.competency.gap import MOST_GAPS, Coverage, Development, GapReport, GapRow
from generator.competency.namesakes import shown_names
from generator.competency.profile import Profile, shade
from generator.competency.radar import Axis, ChartWords, chart
from generator.competency.standing import ENOUGH_PERCENT
from generator.competency.summary import GapSummary, unit_of
from generator.document.context import cases_of
from generator.document.tree import Picture
from generator.language import Cases, format_date, signature_name
from generator.messages import say
from generator.model.resolved import ResolvedRole

GAPS: Final = "gap-report.html.j2"
"""The template of what one person lacks (звіт про розриви)."""

SUMMARY: Final = "gap-summary.html.j2"
"""The template of what the people of a unit or a role lack."""

CANDIDATES: Final = "candidates.html.j2"
"""The template of who fits a role."""


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The points of a level."""

    level: int
    points: int
    possible: int
    percent: int


@dataclass(frozen=True, slots=True)
class RowView:
    """A required competency: `actual` is `None` when it was not assessed; no `scores` when it was agreed outright."""

    name: str
    required: int
    actual: int | None
    difference: int | None
    shade: int
    scores: tuple[ScoreView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A level to be reached: what is to be shown, and what helps."""

    number: int
    name: str
    indicators: tuple[str, ...]
    development: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DevelopmentView:
    """A gap with the levels to be reached."""

    row: RowView
    may_be_higher: bool
    steps: tuple[StepView, ...]


def gap_names(report: GapReport, role: ResolvedRole, language: str) -> dict[str, Any]:
    """What the report of a person names.

    Only what is printed: a template pays for each value it is given, with all that hangs on it.
    """
    assessed = report.assessed
    return {
        "title": cases_of(role.position, language).nominative,
        "person": assessed.person,
        "assessor": assessed.assessor,
        "signatures": {
            "assessor": _signed(assessed.assessor.name, language),
            "person": _signed(assessed.person.name, language, surname_first=True),
        },
        "unit": unit_of(report),
        "day": format_date(assessed.day, language, "numeric"),
        "rows": tuple(map(_row, report.rows)),
        "coverage": report.coverage,
        "development": tuple(map(_development, report.development)),
        "further": tuple(row.required.entry.name for row in report.gaps[MOST_GAPS:]),
        "strengths": tuple(row.required.entry.name for row in report.strengths),
        "unassessed": tuple(row.required.entry.name for row in report.unassessed),
        "enough": ENOUGH_PERCENT,
    }


def _signed(name: str, language: str, *, surname_first: bool = False) -> str:
    """A name as it stands in a signature (Власне ім’я ПРІЗВИЩЕ); "" is left to the pen."""
    return signature_name(name, language, surname_first=surname_first) if name else ""


def _row(row: GapRow) -> RowView:
    entry = row.required.entry
    scores = row.standing.scores if row.standing else ()
    return RowView(
        entry.name,
        row.required.level,
        row.actual,
        row.difference,
        shade(row.actual or 0, entry.highest),
        tuple(ScoreView(s.level.number, s.points, s.possible, s.percent) for s in scores),
    )


def _development(one: Development) -> DevelopmentView:
    steps = (
        StepView(each.number, each.name, tuple(i.text for i in each.indicators), each.development)
        for each in one.levels
    )
    return DevelopmentView(_row(one.row), one.row.may_be_higher, tuple(steps))


def gap_chart(report: GapReport, language: str, families: Sequence[str]) -> Mapping[str, Picture]:
    """Required levels against actual ones, for the template’s `radar`; none without competencies."""
    if not report.rows:
        return {}
    axes = [Axis(row.required.entry.name, row.required.level, row.actual) for row in report.rows]
    said = "; ".join(
        say(
            language,
            "chart.unassessed" if axis.actual is None else "chart.one",
            name=axis.name,
            required=axis.required,
            actual=axis.actual,
        )
        for axis in axes
    )
    words = ChartWords(
        say(language, "chart.required"),
        say(language, "chart.actual"),
        say(language, "chart.compared", levels=said),
    )
    highest = max(row.required.entry.highest for row in report.rows)
    return {"radar": chart(axes, highest, words, families)}


@dataclass(frozen=True, slots=True)
class BelowView:
    """Who, or what, is below a level: the name, the actual level and the required one."""

    name: str
    actual: int | None
    required: int


@dataclass(frozen=True, slots=True)
class SummaryRowView:
    """A competency among several people; `required` is the lowest and the highest level their roles require."""

    name: str
    required: tuple[int, int]
    mean: Decimal | None
    lowest: int | None
    below: tuple[BelowView, ...]
    unassessed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person of a summary, with their largest gaps; `percent` is `None` where not all was assessed."""

    name: str
    percent: int | None
    gaps: tuple[str, ...]


def summary_names(summary: GapSummary, title: Cases | None) -> dict[str, Any]:
    """What the summary of a unit, or with the `title` of a position of a role, names."""
    called = shown_names(report.assessed.person for report in summary.reports)
    return {
        "name": summary.name,
        "title": title,
        "rows": tuple(
            SummaryRowView(
                row.entry.name,
                row.required,
                row.mean,
                row.lowest,
                tuple(_below(one.row, called[one.person]) for one in row.below),
                tuple(called[one.person] for one in row.unassessed),
            )
            for row in summary.rows
        ),
        "people": tuple(_person(each, called[each.assessed.person]) for each in summary.reports),
    }


def _below(row: GapRow, name: str = "") -> BelowView:
    return BelowView(name or row.required.entry.name, row.actual, row.required.level)


def _person(report: GapReport, name: str) -> PersonView:
    gaps = tuple(row.required.entry.name for row in report.gaps[:MOST_GAPS])
    percent = None if report.unassessed else report.coverage.percent
    return PersonView(name, percent, gaps)


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A candidate: what is lacking, what was not assessed, and what counted of each required competency."""

    place: int
    name: str
    coverage: Coverage
    lacks: tuple[BelowView, ...]
    unassessed: tuple[str, ...]
    counted: tuple[tuple[int, int | None], ...]


def candidate_names(
    candidates: Sequence[Candidate], profile: Profile, role: ResolvedRole, language: str
) -> dict[str, Any]:
    """What the list of candidates for a role names."""
    called = shown_names(one.assessed.person for one in candidates)
    return {
        "title": cases_of(role.position, language),
        "required": tuple((each.entry.name, each.level) for each in profile.required),
        "required_sum": sum(each.level for each in profile.required),
        "candidates": tuple(_candidate(one, called[one.assessed.person]) for one in candidates),
        "enough": ENOUGH_PERCENT,
    }


def _candidate(one: Candidate, name: str) -> CandidateView:
    return CandidateView(
        one.place,
        name,
        one.coverage,
        tuple(map(_below, one.lacks)),
        tuple(row.required.entry.name for row in one.unassessed),
        tuple((row.counted, row.actual) for row in one.report.rows),
    )
