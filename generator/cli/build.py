"""`posada build`: roles → documents in `output/`; the paths written go to stdout, all else to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.options import common, metavar, roles_argument, subcommand, text, wrong
from generator.messages import say

if TYPE_CHECKING:
    from generator.make import Plan, Report


def _formats(_: click.Context, __: click.Parameter, written: str) -> tuple[str, ...]:
    from generator.make import FORMATS

    wanted = tuple(
        dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip())
    )
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise wrong("formats", unknown=", ".join(unknown) or written, known=", ".join(FORMATS))
    return wanted


def _day(_: click.Context, __: click.Parameter, written: str | None) -> date | None:
    """The day; of one that is written as in a document it is sure what was meant."""
    if written is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(written, "%Y-%m-%d").date()
    with suppress(ValueError):
        meant = datetime.strptime(written, "%d.%m.%Y").date()
        raise wrong("date_like", written=written, suggestion=meant.isoformat())
    raise wrong("date", written=written)


@subcommand("build", "hr-inspector --format docx,pdf")
@roles_argument
@click.option(
    "--format",
    "formats",
    default="docx,pdf,html",
    callback=_formats,
    metavar=metavar("formats"),
    help=text("formats"),
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    metavar=metavar("number"),
    help=text("jobs"),
)
@click.option("--watch", is_flag=True, help=text("watch"))
@click.option("--date", "day", callback=_day, metavar=metavar("date"), help=text("date"))
@click.option("--force", is_flag=True, help=text("force"))
@click.option("--final", is_flag=True, help=text("final"))
@common
def command(
    roles: tuple[str, ...],
    formats: tuple[str, ...],
    jobs: int,
    watch: bool,
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
        failed = _build(plan, roles, jobs, language, quiet, force)
    if watch:
        _watch(changed, plan, roles, language, quiet)
    elif failed:
        sys.exit(1)


def _build(
    plan: Plan, roles: tuple[str, ...], jobs: int, language: str, quiet: bool, force: bool = False
) -> bool:
    from generator.make import build

    def waiting() -> None:
        click.echo(say(language, "build.waiting"), err=True)

    try:
        with _progress(language, quiet) as progress:
            report = build(plan, roles, jobs, progress, force=force, waiting=waiting)
    except KeyboardInterrupt:
        click.echo(say(language, "build.stopped"), err=True)
        sys.exit(130)
    _print(report, plan, language, quiet)
    return bool(report.issues)


def _print(report: Report, plan: Plan, language: str, quiet: bool) -> None:
    for path in report.written:
        click.echo(reports.path_from_here(plan.root, str(path)))
    reports.print_issues(report.issues, language, plan.root)
    if quiet:
        return
    for path in report.removed:
        file = reports.path_from_here(plan.root, str(path))
        click.echo(say(language, "build.removed", file=file), err=True)
    if report.issues:
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


@contextmanager
def _progress(language: str, quiet: bool) -> Iterator[Callable[[int, int], object]]:
    """A bar on a terminal, nothing elsewhere: there the lines at the end say it all."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(language, "build.progress"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _watch(
    changes: Iterator[str], plan: Plan, roles: tuple[str, ...], language: str, quiet: bool
) -> None:
    """Build again whenever a file of the workspace changes, until Ctrl+C."""
    if not quiet:
        click.echo(say(language, "build.watching", folder=plan.root), err=True)
    try:
        for changed in changes:
            if not quiet:
                click.echo(say(language, "build.changed", file=changed), err=True)
            _rebuild(plan, roles, language, quiet)
    except KeyboardInterrupt:
        click.echo(say(language, "build.stopped"), err=True)


def _rebuild(plan: Plan, roles: tuple[str, ...], language: str, quiet: bool) -> None:
    from generator.issue import IssueError
    from generator.make import forget

    forget()
    try:
        _build(plan, roles, 1, language, quiet)
    except IssueError as error:
        reports.print_issues(error.issues, language, plan.root)
