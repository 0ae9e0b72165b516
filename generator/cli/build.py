"""`posada build`: roles → documents in `output/`; the paths written go to stdout, all else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import building
from generator.cli import report as reports
from generator.cli.options import common, roles_argument, subcommand, text
from generator.messages import say

if TYPE_CHECKING:
    from generator.make import Plan, Report


@subcommand("build", "hr-inspector --format docx,pdf")
@roles_argument
@click.option("--watch", is_flag=True, help=text("watch"))
@click.option("--annotated", is_flag=True, help=text("annotated"))
@building.options
@common
def command(
    roles: tuple[str, ...],
    formats: tuple[str, ...],
    jobs: int,
    executor: str,
    watch: bool,
    annotated: bool,
    day: date | None,
    force: bool,
    final: bool,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when a role could not be built; the others are."""
    from generator.make import Plan
    from generator.source.workspace import find_root
    from generator.watch import changes

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        root = find_root(folder)
        plan = Plan(root, formats, day, draft=not final)
        changed = changes(root)
        failed = _build(plan, roles, jobs, language, quiet, annotated, force, executor)
    if watch:
        _watch(changed, plan, roles, language, quiet, annotated)
    elif failed:
        sys.exit(1)


def _build(
    plan: Plan,
    roles: tuple[str, ...],
    jobs: int,
    language: str,
    quiet: bool,
    annotated: bool = False,
    force: bool = False,
    executor: str = "",
) -> bool:
    from generator.make import build

    waiting = building.waiting(language)
    with building.work(language, quiet) as progress:
        report = build(
            plan,
            roles,
            jobs,
            progress,
            annotated=annotated,
            force=force,
            executor=executor,
            waiting=waiting,
        )
    _print(report, plan, language, quiet)
    return reports.count_errors(report.issues) > 0


def _print(report: Report, plan: Plan, language: str, quiet: bool) -> None:
    building.print_files(plan.root, report.written, report.removed, language, quiet)
    reports.print_issues(report.issues, language, plan.root)
    if quiet:
        return
    if reports.count_errors(report.issues):
        click.echo(reports.summary(report, language, True), err=True)
    elif not report.roles:
        click.echo(say(language, "build.nothing"), err=True)
    else:
        counts = {
            "files": len(report.written),
            "roles": len(report.roles),
            "unchanged": len(report.unchanged),
        }
        done = "build.done_some" if report.unchanged else "build.done"
        output = reports.path_from_here(plan.root, "output")
        click.echo(say(language, done, **counts, folder=f"{output}/"), err=True)


def _watch(
    changes: Iterator[str],
    plan: Plan,
    roles: tuple[str, ...],
    language: str,
    quiet: bool,
    annotated: bool,
) -> None:
    """Build again whenever a file of the workspace changes, until Ctrl+C."""
    if not quiet:
        click.echo(say(language, "build.watching", folder=plan.root), err=True)
    try:
        for changed in changes:
            if not quiet:
                click.echo(say(language, "build.changed", file=changed), err=True)
            _rebuild(plan, roles, language, quiet, annotated)
    except KeyboardInterrupt:
        click.echo(say(language, "build.unwatched"), err=True)


def _rebuild(
    plan: Plan, roles: tuple[str, ...], language: str, quiet: bool, annotated: bool
) -> None:
    from generator.issue import IssueError
    from generator.make import forget

    forget()
    try:
        _build(plan, roles, 1, language, quiet, annotated)
    except IssueError as error:
        reports.print_issues(error.issues, language, plan.root)
