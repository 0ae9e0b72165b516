"""Assessments → gap reports of people, units and roles, and who fits a role, in `output/assessments/`.

They hold personal data, so nothing of them is kept anywhere else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.competency.assessing import assess_file
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
from generator.competency.latest import latest
from generator.competency.standing import Assessed, Standing
from generator.competency.summary import GapSummary, role_summaries, unit_summaries
from generator.document.compose import plain
from generator.document.context import cases_of
from generator.issue import Code, Issue, IssueError, Severity, issue
from generator.language import slug
from generator.make.competencies import Staffed, read_profiles
from generator.make.composer import Composer
from generator.make.engine import Engine, Progress, Target, engine, in_order, workers
from generator.make.keys import digest, role_digest
from generator.make.naming import Names, folder_name
from generator.make.plan import Page, Plan
from generator.make.run import select
from generator.source.assessments import assessment_files

FOLDER: Final = "assessments"
"""The folder within the output."""


@dataclass(frozen=True, slots=True)
class AssessmentReport:
    """What came of assessments: a gap report of each person, and what was made; `documents` are paths without ending.

    `candidates` are those for a role, in order, when they were asked for.
    """

    reports: tuple[GapReport, ...]
    candidates: tuple[Candidate, ...]
    documents: tuple[str, ...]
    failed: tuple[str, ...]
    unchanged: tuple[str, ...]
    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    issues: tuple[Issue, ...]


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

    A file with an error gives no report, the others do. A summary is of all: some files alone would falsify it.
    """
    with _people(plan, files, force, progress, waiting) as people:
        run = people.engine
        targets = (*people.reports(), *(() if files else people.summaries()))
        run.total = len(targets)
        with workers(plan, people.composer, jobs, executor) as crew:
            run.make(targets, crew)
        if not files and not _failed(people.issues):
            run.remove(lambda name: name.startswith(f"{FOLDER}/") and _CANDIDATES not in name)
    return people.report()


def rank(
    plan: Plan,
    role: str,
    files: tuple[Path, ...] = (),
    *,
    force: bool = False,
    waiting: Callable[[], object] = lambda: None,
) -> AssessmentReport:
    """Who fits a role, of all who were assessed for any; `IssueError` when there is no such role, or it has errors."""
    with _people(plan, files, force, lambda done, total: None, waiting) as people:
        found = people.candidates(role)
        with workers(plan, people.composer, 1, "") as crew:
            people.engine.make([people.ranking(role, found)], crew)
    return people.report(found)


def _failed(issues: tuple[Issue, ...]) -> bool:
    return any(found.severity is Severity.ERROR for found in issues)


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
        self._assessed, self.issues = self._read(files)
        profiles = self._staffed.profiles
        self._reports = tuple(gap_report(each, profiles[each.role]) for each in self._assessed)
        self._names = Names()
        # A change of the catalogue may change every document; which, is not worth finding out.
        self._catalogue = digest(_json(self._staffed.catalogue))

    def _read(self, files: tuple[Path, ...]) -> tuple[tuple[Assessed, ...], tuple[Issue, ...]]:
        workspace, staffed = self.composer.workspace, self._staffed
        found: list[Assessed] = []
        issues = list(staffed.issues)
        given = files or assessment_files(workspace)
        if not given:
            issues.append(issue(Code.ASSESSMENT_NONE, None, folder="assessments/"))
        for path in given:
            inside = path.resolve().is_relative_to(workspace.root)
            root = workspace.root if inside else path.resolve().parent
            whole = path.resolve() if path.exists() else path
            made, problems = assess_file(
                root, whole, staffed.catalogue, staffed.profiles, staffed.broken
            )
            found += [made] if made else []
            issues += problems
        kept, problems = latest(found)
        return kept, (*issues, *problems)

    def reports(self) -> Iterator[Target]:
        """A report of each person."""
        for report in self._reports:
            assessed, role = report.assessed, self._staffed.roles[report.profile.role]
            names = gap_names(report, role, self._language)
            charts = gap_chart(report, self._language, self.composer.theme.fonts.families)
            person = slug(assessed.person.name, letters=True, fallback="person")
            name = self._names.give(f"{FOLDER}/{person}-{role.id}")
            known = digest(self._catalogue, role_digest(role), _json(_said(assessed)))
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
        known = digest(self._catalogue, summary.name, _json(said), *roles)
        return self._target(self._names.give(name), FOLDER, known, Page(template, names))

    def candidates(self, role: str) -> tuple[Candidate, ...]:
        """Who fits a role, in order."""
        _, unknown = select(self.composer.workspace, (role,))
        if unknown or role in self._staffed.broken:
            raise IssueError(unknown or self._staffed.broken[role])
        return fit(self._assessed, self._staffed.profiles[role])

    def ranking(self, role: str, found: tuple[Candidate, ...]) -> Target:
        """The list of them as a document."""
        resolved, profile = self._staffed.roles[role], self._staffed.profiles[role]
        names = candidate_names(found, profile, resolved, self._language)
        said = [_said(each.assessed) for each in found]
        known = digest(self._catalogue, role_digest(resolved), _json(said))
        return self._target(f"{_CANDIDATES}{role}", FOLDER, known, Page(CANDIDATES, names))

    def _target(self, name: str, source: str, known: str, page: Page) -> Target:
        return Target(name, source, self._formats, known, lambda: page)

    def report(self, candidates: tuple[Candidate, ...] = ()) -> AssessmentReport:
        """What came of it."""
        run = self.engine
        return AssessmentReport(
            self._reports,
            candidates,
            tuple(run.order),
            run.failed(),
            run.in_order(run.unchanged),
            run.files_in_order(),
            tuple(run.removed),
            in_order((*self.issues, *run.issues())),
        )


def _said(assessed: Assessed) -> list[object]:
    """What an assessment says, without what the catalogue says."""
    marks = [_marks(each) for each in assessed.standings]
    return [assessed.person, assessed.role, str(assessed.day), assessed.assessor, marks]


def _marks(standing: Standing) -> list[object]:
    scores = [[[m.indicator.id, m.settled] for m in score.marks] for score in standing.scores]
    return [standing.entry.id, standing.level, scores]


def _json(value: object) -> str:
    return json.dumps(value, default=plain, ensure_ascii=False, sort_keys=True)
