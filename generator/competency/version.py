"""A filled-in form ‖ the present profile of its role → where they differ, as issues at the rows of the form.

A form of the present version that differs has been changed by hand; one of another version was made before the profile
or the catalogue changed, and every difference is named so that nobody has to look for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.competency.profile import Profile, Required
from generator.issue import Code, Issue, Location, Phrase, Severity, issue, nearest_names
from generator.model.assessed import GivenAssessment, GivenCompetency, GivenMarks
from generator.model.catalogue import Catalogue, LevelIndicator
from generator.source.assessment_form import indicator_key
from generator.source.assessment_table import structure
from generator.source.grid import text_cell
from generator.source.validate import shortened


def form_issues(
    given: GivenAssessment, profile: Profile, catalogue: Catalogue
) -> tuple[Issue, ...]:
    """Where a form differs from the profile; none when they say the same, whatever the fingerprint of the form is."""
    if given.profile in ("", profile.fingerprint):
        return tuple(_changed_by_hand(given, profile, catalogue))
    return tuple(_of_another_version(given, profile))


def _changed_by_hand(
    given: GivenAssessment, profile: Profile, catalogue: Catalogue
) -> Iterator[Issue]:
    wanted = {each.entry.id: each for each in profile.required}
    told = 0
    for competency in given.marks:
        indicators = _indicators(wanted.get(competency.id))
        for row in competency.marks:
            if row.indicator in indicators:
                yield from _edited(row, indicators[row.indicator])
            else:
                yield _stranger(competency, row, catalogue, told)
                told += 1
    yield from _rows_missing(given, profile)


def _indicators(required: Required | None) -> Mapping[str, LevelIndicator]:
    return {each.id: each for each in required.indicators()} if required else {}


def _edited(row: GivenMarks, indicator: LevelIndicator) -> Iterator[Issue]:
    """What the sheet says of an indicator and the catalogue does not; it does not change what the marks mean."""
    if row.text and row.text != text_cell(indicator.text):
        expected = shortened(indicator.text)
        yield structure("text", row.place, row.text, Severity.WARNING, expected=expected)
    if row.level not in (0, indicator.level):
        levels = {"written": row.level, "expected": indicator.level}
        yield structure("level", row.place, row.text or row.indicator, Severity.WARNING, **levels)


def _stranger(
    competency: GivenCompetency, row: GivenMarks, catalogue: Catalogue, told: int
) -> Issue:
    """A row of an indicator that the profile does not ask for, or that the catalogue does not have at all."""
    entry = catalogue.competencies.get(competency.id)
    known = [each.id for each in entry.indicators()] if entry else []
    key = indicator_key(competency.id, row.indicator)
    if row.indicator in known:
        return structure("foreign", row.place, row.text or key)
    if entry is None:
        near = nearest_names(competency.id, catalogue.competencies, told)
        return issue(Code.COMPETENCY_UNKNOWN, row.place, competency=competency.id, **near)
    return unknown_indicator(competency.id, row, known, told)


def unknown_indicator(competency: str, row: GivenMarks, known: list[str], told: int) -> Issue:
    """The issue for an indicator that a competency does not have; `told` is how many were told already."""
    return issue(
        Code.ASSESSMENT_INDICATOR,
        row.place,
        competency=competency,
        indicator=row.indicator,
        reason=Phrase("assessment_indicator.unknown"),
        **nearest_names(row.indicator, known, told),
    )


def _rows_missing(given: GivenAssessment, profile: Profile) -> Iterator[Issue]:
    rows = {(each.id, row.indicator) for each in given.marks for row in each.marks}
    for required in profile.required:
        for indicator in required.indicators():
            if (required.entry.id, indicator.id) not in rows:
                name = required.entry.name
                yield structure("row_missing", given.place, indicator.text, competency=name)


def _of_another_version(given: GivenAssessment, profile: Profile) -> Iterator[Issue]:
    rows = {each.id: each for each in given.marks}
    wanted = {each.entry.id: each for each in profile.required}
    for competency in given.marks:
        if competency.id not in wanted:
            yield _differs("competency_gone", competency.place, competency.id)
        else:
            yield from _competency_differs(competency, wanted[competency.id], given.place)
    for required in profile.required:
        if required.entry.id not in rows:
            name = required.entry.name
            yield _differs("competency_new", given.place, name, level=required.level)


def _competency_differs(
    competency: GivenCompetency, required: Required, sheet: Location
) -> Iterator[Issue]:
    """The required level, and the indicators of the levels that both the form and the profile have."""
    name = required.entry.name
    level = max((row.level for row in competency.marks), default=0)
    # Without its column of levels, which is told of the form, nothing is known of them.
    common = min(level, required.level) or required.level
    if level not in (0, required.level):
        yield _differs("level", competency.place, name, was=level, level=required.level)
    yield from _rows_differ(competency, required, common)
    met = {row.indicator for row in competency.marks} | {row.text for row in competency.marks}
    for indicator in required.indicators():
        if indicator.level <= common and not met & {indicator.id, text_cell(indicator.text)}:
            where: dict[str, Any] = {"competency": name, "level": indicator.level}
            yield _differs("new", sheet, indicator.text, **where)


def _rows_differ(competency: GivenCompetency, required: Required, common: int) -> Iterator[Issue]:
    """Rows whose indicator has other words, another level or another id, or is there no more."""
    entry = required.entry
    indicators = {each.id: each for each in entry.indicators()}
    ids = {text_cell(each.text): each.id for each in entry.indicators()}
    for row in competency.marks:
        what = row.text or row.indicator
        if row.indicator in indicators:
            yield from _indicator_differs(row, what, indicators[row.indicator])
        elif row.text in ids:
            known: dict[str, Any] = {"competency": entry.name, "key": ids[row.text]}
            yield _differs("renamed", row.place, what, **known)
        elif row.level <= common:
            yield _differs("gone", row.place, what, competency=entry.name)


def _indicator_differs(row: GivenMarks, what: str, indicator: LevelIndicator) -> Iterator[Issue]:
    if row.text and row.text != text_cell(indicator.text):
        # It is still the same indicator, so its marks count; whoever signs the report should know.
        expected = shortened(indicator.text)
        advice = Phrase("assessment_version_advice.reworded")
        warning = Severity.WARNING
        yield _differs("reworded", row.place, what, warning, expected=expected, advice=advice)
    if row.level not in (0, indicator.level):
        levels: dict[str, Any] = {"was": row.level, "level": indicator.level}
        yield _differs("moved", row.place, what, **levels)


def _differs(
    reason: str,
    place: Location,
    what: str,
    severity: Severity = Severity.ERROR,
    **values: Any,
) -> Issue:
    return issue(
        Code.ASSESSMENT_VERSION,
        place,
        severity,
        what=shortened(what),
        reason=Phrase(f"assessment_version.{reason}"),
        **values,
    )
