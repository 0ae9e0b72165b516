"""Assessments → gap reports of people, units and roles, and who fits a role, in `output/assessments/`.

They hold personal data, so nothing of them is kept anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from generator.competency.fit import Candidate, fit
from generator.competency.gap import GapReport, gap_report
from generator.competency.gap_pages import (
    CANDIDATES,
    GAPS,
    SUMMARY,
    candidate_names,
    gap_chart,
    gap_names,
    summary_names,
)
from generator.competency.standing import Assessed, Standing
from generator.competency.summary import GapSummary, role_summaries, unit_summaries
from generator.document.context import cases_of
from generator.issue import IssueError
from generator.language import slug
from generator.language.folding import folded
from generator.make.assessments import gather, has_errors
from generator.make.competencies import Staffed, read_profiles
from generator.make.composer import Composer
from generator.make.engine import BuildReport, Engine, Progress, Target, engine, workers
from generator.make.keys import as_json, digest, role_digest
from generator.make.naming import Names, folder_name
from generator.make.plan import FORMATS, Page, Plan
from generator.make.run import select
from generator.model.assessed import Person

FOLDER: Final = "assessments"
"""The folder within the output."""


@dataclass(frozen=True, slots=True)
class AssessmentReport:
    """What came of assessments: a gap report of each person, and what was `made`.

    `candidates` are those for a role, in order, when they were asked for.
    """

    reports: tuple[GapReport, ...]
    candidates: tuple[Candidate, ...]
    made: BuildReport


def assess(
    plan: Plan,
    files: tuple[Path, ...] = (),
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
    *,
    force: bool = False,
    executor: str = "",
    waiting: Callable[[], object] = lambda: None,
) -> AssessmentReport:
    """A report of each person in `files`; when none is named, of all in `assessments/`, and of each unit and role.

    A file with an error gives no report, the others do. A summary is of all: some files alone would falsify it, and
    so is a list of candidates, which is made anew where there is one. Of whom no assessment is left, nothing stays.
    """
    with _people(plan, files, force, progress, waiting) as people:
        run = people.engine
        of_all = () if files else (*people.summaries(), *people.rankings())
        targets = (*people.reports(), *of_all)
        run.total = len(targets)
        with workers(_in_formats(plan, targets), people.composer, jobs, executor) as crew:
            run.make(targets, crew)
        if not files and people.is_settled:
            run.remove(lambda name: name.startswith(f"{FOLDER}/"))
    return people.report()


def _in_formats(plan: Plan, targets: tuple[Target, ...]) -> Plan:
    """The plan with the formats of the lists of candidates that are there."""
    formats = (form for target in targets for form in target.formats)
    return replace(plan, formats=tuple(dict.fromkeys((*plan.formats, *formats))))


def rank(
    plan: Plan,
    role: str,
    files: tuple[Path, ...] = (),
    *,
    force: bool = False,
    waiting: Callable[[], object] = lambda: None,
) -> AssessmentReport:
    """Who fits a role, of all who were assessed for any; `IssueError` when there is no such role, or it has errors.

    The list becomes a document only when no assessment had to be left out: nobody could see that one is missing there.
    """
    with _people(plan, files, force, lambda done, total: None, waiting) as people:
        found = people.candidates(role)
        targets = [people.ranking(role, found, plan.formats)] if people.is_whole else []
        with workers(plan, people.composer, 1, "") as crew:
            people.engine.make(targets, crew)
    return people.report(found)


@contextmanager
def _people(
    plan: Plan,
    files: tuple[Path, ...],
    force: bool,
    progress: Progress,
    waiting: Callable[[], object],
) -> Iterator[_People]:
    composer = Composer(plan)
    with engine(plan, composer, force, progress, waiting) as run:
        yield _People(composer, run, plan.formats, files)


_CANDIDATES: Final = f"{FOLDER}/candidates/"


class _People:
    """Who was assessed, and the targets that follow."""

    def __init__(
        self, composer: Composer, run: Engine, formats: tuple[str, ...], files: tuple[Path, ...]
    ) -> None:
        self.composer = composer
        self.engine = run
        self._formats = formats
        self._language = composer.workspace.settings.language
        self._staffed: Staffed = read_profiles(composer)
        today = max(date.today(), composer.day or date.min)
        self._gathered = gather(composer.workspace, self._staffed, files, today)
        profiles, assessed = self._staffed.profiles, self._gathered.assessed
        self._reports = tuple(gap_report(each, profiles[each.role]) for each in assessed)
        self._names = Names()
        # A change of the catalogue may change every document; which, is not worth finding out.
        self._catalogue = digest(as_json(self._staffed.catalogue))

    @property
    def is_whole(self) -> bool:
        """Whether there are assessments, and all of them could be read."""
        return self._gathered.is_whole

    @property
    def is_settled(self) -> bool:
        """Whether it is known of everybody with a report if there is still an assessment."""
        return self._gathered.is_empty or not has_errors(self._gathered.issues)

    def reports(self) -> Iterator[Target]:
        """A report of each person."""
        for report in self._reports:
            assessed, role = report.assessed, self._staffed.roles[report.profile.role]
            names = gap_names(report, role, self._language)
            charts = gap_chart(report, self._language, self.composer.theme.fonts.families)
            name = self._names.give(f"{FOLDER}/{_file_name(assessed.person)}-{role.id}")
            known = digest(self._catalogue, role_digest(role), as_json(_said(assessed)))
            page = Page(GAPS, names, charts)
            yield self._target(name, assessed.place.file, known, page)

    def summaries(self) -> Iterator[Target]:
        """A summary of each unit and of each role."""
        for each in unit_summaries(self._reports):
            name = f"{FOLDER}/unit-{folder_name(each.name)}"
            yield self._summary(name, each, SUMMARY, summary_names(each, None))
        for each in role_summaries(self._reports):
            role = self._staffed.roles[each.reports[0].profile.role]
            title = cases_of(role.position, self._language)
            name = f"{FOLDER}/role-{role.id}"
            yield self._summary(name, each, SUMMARY, summary_names(each, title))

    def _summary(
        self, name: str, summary: GapSummary, template: str, names: dict[str, object]
    ) -> Target:
        said = [_said(report.assessed) for report in summary.reports]
        roles = (role_digest(self._staffed.roles[r.profile.role]) for r in summary.reports)
        known = digest(self._catalogue, summary.name, as_json(said), *roles)
        return self._target(self._names.give(name), FOLDER, known, Page(template, names))

    def candidates(self, role: str) -> tuple[Candidate, ...]:
        """Who fits a role, in order."""
        _, unknown = select(self.composer.workspace, (role,))
        if unknown or role in self._staffed.broken:
            raise IssueError(unknown or self._staffed.broken[role])
        return fit(self._gathered.assessed, self._staffed.profiles[role])

    def rankings(self) -> Iterator[Target]:
        """The lists of candidates that a former run made, in their formats, of those who are assessed now."""
        for role in self._staffed.roles if self.is_whole else ():
            path = self.composer.workspace.output / f"{_CANDIDATES}{role}"
            formats = tuple(form for form in FORMATS if path.with_suffix(f".{form}").is_file())
            if formats:
                yield self.ranking(role, self.candidates(role), formats)

    def ranking(self, role: str, found: tuple[Candidate, ...], formats: tuple[str, ...]) -> Target:
        """The list of them as a document."""
        resolved, profile = self._staffed.roles[role], self._staffed.profiles[role]
        names = candidate_names(found, profile, resolved, self._language)
        said = [_said(each.assessed) for each in found]
        known = digest(self._catalogue, role_digest(resolved), as_json(said))
        page = Page(CANDIDATES, names)
        return Target(f"{_CANDIDATES}{role}", FOLDER, formats, known, lambda: page)

    def _target(self, name: str, source: str, known: str, page: Page) -> Target:
        return Target(name, source, self._formats, known, lambda: page)

    def report(self, candidates: tuple[Candidate, ...] = ()) -> AssessmentReport:
        """What came of it."""
        made = self.engine.report(self._gathered.issues)
        return AssessmentReport(self._reports, candidates, made)


def _file_name(person: Person) -> str:
    """What a person’s file is called, whoever else is reported on: the name, and the personnel number.

    Two names may be spelt alike in Latin letters, so where there is no number, or none of digits, a digest follows.
    """
    name = slug(person.name, letters=True, fallback="person")
    if _NUMBER.fullmatch(person.number):
        return f"{name}-{person.number}"
    whole = digest(folded(person.name) or person.name, person.number.casefold())
    return f"{name}-{whole[:_DIGEST_CHARACTERS]}"


_NUMBER: Final = re.compile(r"[0-9]{1,20}")

_DIGEST_CHARACTERS: Final = 8
"""How much of a digest tells people apart? Of a thousand whose names are all spelt alike, two have the same
eight hexadecimal digits once in eight thousand firms."""


def _said(assessed: Assessed) -> list[object]:
    """What an assessment says, without what the catalogue says."""
    marks = [_marks(each) for each in assessed.standings]
    return [assessed.person, assessed.role, str(assessed.day), assessed.assessor, marks]


def _marks(standing: Standing) -> list[object]:
    scores = [[[m.indicator.id, m.settled] for m in score.marks] for score in standing.scores]
    return [standing.entry.id, standing.level, scores]
