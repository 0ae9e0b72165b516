"""A file of an assessment + the catalogue + the profiles of roles → what is settled of the person, or what is wrong.

A form (.xlsx) must have a row for every indicator of the profile; a YAML file may leave whole competencies out, which
are then not assessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.competency.profile import Profile
from generator.competency.standing import Assessed, MarkedIndicator, Standing, standing
from generator.competency.version import form_issues, unknown_indicator
from generator.issue import Code, Issue, Location, Phrase, Severity, issue, nearest_names
from generator.model.assessed import GivenAssessment, GivenCompetency, GivenLevel, GivenMarks
from generator.model.catalogue import Catalogue, CatalogueEntry
from generator.source.assessments import read_assessment
from generator.source.roles import unknown_role
from generator.source.validate import shortened


def assess_file(
    root: Path,
    path: Path,
    catalogue: Catalogue,
    profiles: Mapping[str, Profile],
    broken: Collection[str] = (),
) -> tuple[Assessed | None, tuple[Issue, ...]]:
    """What a file settles, None when it has an error; and all that is wrong in it.

    `profiles` are those of all roles by their ids; of a role in `broken`, which has errors of its own and no profile,
    nothing can be settled, and nothing is said.
    """
    given, problems = read_assessment(root, path)
    if given is None:
        return None, problems
    given = _without(given, catalogue.broken)
    profile = profiles.get(given.role)
    if profile is None:
        is_told = not given.role or given.role in broken
        unknown = () if is_told else (unknown_role(given.role, tuple(profiles), given.role_place),)
        return None, (*problems, *unknown)
    amiss = _form if given.is_sheet else _yaml
    problems = (*problems, *amiss(given, profile, catalogue))
    if given.day is None or any(found.severity is Severity.ERROR for found in problems):
        return None, problems
    standings = tuple(_standings(given, profile, catalogue))
    who, by = given.person, given.assessor
    return Assessed(given.place, who, given.role, given.day, by, standings), problems


def _without(given: GivenAssessment, broken: Collection[str]) -> GivenAssessment:
    """The assessment without competencies whose own files have errors, of which enough is said there."""
    return replace(
        given,
        levels=tuple(each for each in given.levels if each.competency not in broken),
        marks=tuple(each for each in given.marks if each.id not in broken),
    )


def _form(given: GivenAssessment, profile: Profile, catalogue: Catalogue) -> Iterator[Issue]:
    yield from form_issues(given, profile, catalogue)
    asked = {each.entry.id: {i.id for i in each.indicators()} for each in profile.required}
    rows = [
        row
        for each in given.marks
        for row in each.marks
        if row.indicator in asked.get(each.id, ()) and not row.is_unread
    ]
    yield from _unfinished(rows, given.place)


def _unfinished(rows: list[GivenMarks], place: Location) -> Iterator[Issue]:
    """Indicators of which it is not known which mark counts; of a form that nobody has begun, that."""
    if rows and all(row.own is row.manager is row.agreed is None for row in rows):
        yield _unsettled(place, "", "nothing")
        return
    for row in rows:
        yield from _undecided(row)


def _undecided(row: GivenMarks) -> Iterator[Issue]:
    if row.settled is not None:
        return
    given = [mark for mark in (row.own, row.manager) if mark is not None]
    reason = ("empty", "one", "differ")[len(given)]
    yield _unsettled(row.agreed_place, row.text or row.indicator, reason)


def _unsettled(place: Location, what: str, reason: str) -> Issue:
    return issue(
        Code.ASSESSMENT_UNFINISHED,
        place,
        what=shortened(what),
        reason=Phrase(f"assessment_unfinished.{reason}"),
    )


def _yaml(given: GivenAssessment, profile: Profile, catalogue: Catalogue) -> Iterator[Issue]:
    if given.profile not in ("", profile.fingerprint):
        yield issue(
            Code.ASSESSMENT_VERSION,
            given.profile_place,
            Severity.WARNING,
            what=given.role,
            reason=Phrase("assessment_version.unknown"),
            advice=Phrase("assessment_version_advice.unknown"),
        )
    known = catalogue.competencies
    for level in given.levels:
        if level.competency in known:
            yield from _level_amiss(level, known[level.competency])
    for each in given.marks:
        if each.id in known:
            yield from _marks_amiss(each, known[each.id], profile)
    yield from _unknown(given, catalogue)
    yield from _assessed_twice(given)


def _unknown(given: GivenAssessment, catalogue: Catalogue) -> Iterator[Issue]:
    places = [(each.competency, each.place) for each in given.levels]
    places += [(each.id, each.place) for each in given.marks]
    strange = [each for each in places if each[0] not in catalogue.competencies]
    for told, (competency, place) in enumerate(strange):
        near = nearest_names(competency, catalogue.competencies, told)
        yield issue(Code.COMPETENCY_UNKNOWN, place, competency=competency, **near)


def _level_amiss(given: GivenLevel, entry: CatalogueEntry) -> Iterator[Issue]:
    if given.level > entry.highest:
        yield issue(
            Code.COMPETENCY_LEVEL,
            given.level_place,
            level=given.level,
            competency=entry.id,
            highest=entry.highest,
            scale=entry.scale,
        )


def _marks_amiss(
    given: GivenCompetency, entry: CatalogueEntry, profile: Profile
) -> Iterator[Issue]:
    known = [indicator.id for indicator in entry.indicators()]
    told = 0
    for row in given.marks:
        if row.indicator not in known:
            yield unknown_indicator(entry.id, row, known, told)
            told += 1
    written = {row.indicator for row in given.marks}
    for indicator in entry.indicators(_asked(given, entry, profile)):
        if indicator.id not in written:
            yield issue(
                Code.ASSESSMENT_INDICATOR,
                given.place,
                competency=entry.id,
                indicator=indicator.id,
                reason=Phrase("assessment_indicator.missing"),
                level=indicator.level,
            )
    for row in given.marks:
        if row.indicator in known:
            yield from _undecided(row)


def _asked(given: GivenCompetency, entry: CatalogueEntry, profile: Profile) -> int:
    """Up to which level marks are given: the required one, or the highest of which there is a mark; at least 1."""
    levels = {indicator.id: indicator.level for indicator in entry.indicators()}
    marked = (levels.get(row.indicator, 0) for row in given.marks)
    return max(1, profile.level_of(entry.id), *marked)


def _assessed_twice(given: GivenAssessment) -> Iterator[Issue]:
    levels = {each.competency for each in given.levels}
    for each in given.marks:
        if each.id in levels:
            yield issue(
                Code.ASSESSMENT_REPEATED,
                each.place,
                what=each.id,
                reason=Phrase("assessment_repeated.competency"),
                advice=Phrase("assessment_repeated_advice.competency"),
            )


def _standings(
    given: GivenAssessment, profile: Profile, catalogue: Catalogue
) -> Iterator[Standing]:
    """In the order of the file, levels that were agreed outright first."""
    known = catalogue.competencies
    for level in given.levels:
        yield Standing(known[level.competency], level.level)
    for each in given.marks:
        entry = known[each.id]
        indicators = {indicator.id: indicator for indicator in entry.indicators()}
        marks = {
            row.indicator: MarkedIndicator(
                indicators[row.indicator], row.settled, row.own, row.manager, row.remark
            )
            for row in each.marks
            if row.settled is not None
        }
        yield standing(entry, marks, _asked(each, entry, profile))
