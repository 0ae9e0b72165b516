"""`check` and `build`: which roles, what of them has changed, who makes it, and where it is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from generator.issue import Issue, IssueError
from generator.lint.annotate import Note, notes
from generator.lint.choice import NOTHING_ASKED, Options
from generator.make.composer import Composer
from generator.make.engine import Engine, Progress, Target, engine, in_order, workers
from generator.make.inspect import (
    Inspected,
    Inspection,
    Inspector,
    competency_of,
    inspected,
    judge,
)
from generator.make.keys import digest, role_digest
from generator.make.plan import Annotated, Instruction, LintReport, Plan, Report
from generator.make.vacancies import vacancy_issues
from generator.source.roles import RoleFiles, unknown_role
from generator.source.workspace import Workspace, load_workspace


def select(workspace: Workspace, wanted: tuple[str, ...]) -> tuple[tuple[str, ...], list[Issue]]:
    """The roles to work on, all when none is named, and issues for names without a file."""
    files = RoleFiles(workspace)
    if not wanted:
        return files.ids, files.check_names()
    known = tuple(dict.fromkeys(role for role in wanted if role in files.ids))
    return known, [unknown_role(role, files.ids, None) for role in wanted if role not in files.ids]


def check(
    root: Path,
    wanted: tuple[str, ...] = (),
    *,
    day: date | None = None,
    options: Options = NOTHING_ASKED,
    lint: bool = True,
    jobs: int | None = None,
    catalogue: bool = True,
) -> Report:
    """Read and compose roles without writing anything, and read their texts by the rules of the linter as of a day.

    Every issue of every file at once, and every finding. `day` is today unless given; `jobs` processes do the work
    (`None`: as many as this machine has processors, for many roles). The catalogue of competencies is read too; without
    `catalogue` nothing is said of it, nor of the competencies of roles, which no instruction prints, nor of vacancies.
    """
    inspection = Inspection(root, day or date.today(), options, lint, catalogue)
    problems: list[Issue] = []
    inspector = _inspector(inspection, problems)
    composer = inspector.composer
    roles, issues = select(composer.workspace, wanted)
    issues += problems
    if not wanted:
        issues += composer.check_parts()
    many = os.cpu_count() or 1 if len(roles) >= _MANY else 1
    found = inspected(inspector, inspection, roles, jobs or many)
    issues += (issue for one in found for issue in one.issues)
    issues += _of_catalogue(inspector, found, whole=not wanted)
    issues += inspector.unwritten(inspector.concerned(found, whole=not wanted))
    if catalogue and not wanted:
        issues += vacancy_issues(composer, inspector.catalogue, inspection.day, inspector.rules)
    report = None
    if inspector.linter and inspector.rules:
        try:
            judged, every = judge(inspector, inspection, found, whole=not wanted)
            issues += judged.issues
            titles = {one.role: one.outline.title for one in found if one.outline}
            titles |= inspector.catalogue_titles()
            report = LintReport(
                inspector.rules, judged.kept, judged.waived, every, judged.known, titles
            )
        except IssueError as error:
            issues += error.issues
    failed = tuple(one.role for one in found if one.failed)
    return Report(roles, failed, issues=in_order(issues), lint=report)


def _of_catalogue(inspector: Inspector, found: list[Inspected], whole: bool) -> Iterator[Issue]:
    """The issues of the catalogue; unless the whole is checked, of the competencies that the roles name.

    What is wrong with a scale, or with the folder, may be so for any competency and is told wherever one is named.
    """
    named = frozenset[str]().union(*(one.competencies for one in found))
    for each in inspector.catalogue_issues:
        name = competency_of(each.location.file if each.location else "")
        if whole or (name in named if name else named):
            yield each


_MANY: Final = 150
"""From how many roles on are processes worth their start, some second each?"""


def _inspector(inspection: Inspection, problems: list[Issue]) -> Inspector:
    """One with a linter, or without when its rules or the settings for it are wrong, which goes to `problems`."""
    try:
        return Inspector(inspection)
    except IssueError as error:
        if not inspection.lint:
            raise
        without = Inspector(replace(inspection, lint=False))
        problems += error.issues
        return without


def build(
    plan: Plan,
    wanted: tuple[str, ...] = (),
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
    *,
    annotated: bool = False,
    force: bool = False,
    executor: str = "",
    waiting: Callable[[], object] = lambda: None,
) -> Report:
    """Build roles into `output/`, in `jobs` processes or on the cluster `executor` (`dask://host:port`).

    A role with an issue writes nothing, the others go on. With `annotated` there is a copy of each under
    `output/annotated/` with the findings of the linter in its margin.

    What was made from the same before and is still there as it was written is left alone, unless `force`. When
    another build works in the folder, `waiting` is called and that one is waited for.
    """
    composer = Composer(plan)
    roles, issues = select(composer.workspace, wanted)
    if not roles:
        return Report(issues=in_order(issues))
    found = _noted(plan, wanted, jobs, issues) if annotated else {}
    with engine(plan, composer, force, progress, waiting, len(roles) + len(found)) as run:
        with workers(plan, composer, jobs, executor) as crew:
            run.make(_targets(run, composer, roles, plan.formats), crew)
            if found:
                run.make(_annotated(composer, found, plan.formats), crew)
        if not wanted and not issues:
            run.remove(lambda name: "/" not in name or (annotated and _is_annotated(name)))
    return Report(
        roles,
        run.failed(),
        run.in_order(run.unchanged),
        run.files_in_order(),
        tuple(run.removed),
        in_order((*issues, *run.issues())),
    )


def _targets(
    run: Engine, composer: Composer, roles: tuple[str, ...], formats: tuple[str, ...]
) -> Iterator[Target]:
    """The documents of the roles that can be read; a role whose files have not changed need not even be parsed."""
    for role in roles:
        try:
            known = run.digests.get(role) or run.digests.put(composer.resolve(role))
        except IssueError as error:
            run.fail(role, error.issues)
            continue
        load = partial(_instruction, composer, role)
        yield Target(role, f"roles/{role}.yaml", formats, known, load)


ANNOTATED: Final = "annotated"
"""The folder of the copies with comments, within the output."""


def _is_annotated(name: str) -> bool:
    return name.startswith(f"{ANNOTATED}/")


def _noted(
    plan: Plan, wanted: tuple[str, ...], jobs: int, issues: list[Issue]
) -> dict[str, tuple[Note, ...]]:
    """What the linter says of each role that can be read."""
    report = check(plan.root, wanted, day=plan.day, jobs=jobs, catalogue=False)
    if report.lint is None:
        issues += report.issues
        return {}
    lint = report.lint
    language = load_workspace(plan.root).settings.language
    return {
        role: notes((f for f in lint.findings if role in f.roles), lint.rules, language)
        for role in report.roles
        if role not in report.failed
    }


def _annotated(
    composer: Composer, found: Mapping[str, tuple[Note, ...]], formats: tuple[str, ...]
) -> Iterator[Target]:
    """The copies with comments; what they say is all in the role and the notes."""
    for role, said in found.items():
        resolved = composer.resolve(role)
        known = digest(role_digest(resolved), repr(said))
        load = partial(Annotated, resolved, said)
        yield Target(f"{ANNOTATED}/{role}", f"roles/{role}.yaml", formats, known, load)


def _instruction(composer: Composer, role: str) -> Instruction:
    return Instruction(composer.resolve(role))
