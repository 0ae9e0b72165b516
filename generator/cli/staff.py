"""`posada staff …`: the whole company from its staff list (штатний розпис)."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli import building
from generator.cli import report as reports
from generator.cli.group import Group
from generator.cli.options import checking, common, metavar, sample, subcommand, text
from generator.messages import say


@click.group(
    "staff",
    cls=Group,
    help=text("staff"),
    epilog=f"\b\n{sample('word')}: posada staff build",
    options_metavar=metavar("options"),
    subcommand_metavar=metavar("command"),
)
def command() -> None:
    """The group itself does nothing."""


@subcommand("staff check")
@checking
@common
def check(form: str, strict: bool, folder: Path, lang: str | None, quiet: bool) -> None:
    """Exit status 1 when an error is found; with `--strict` a warning counts too."""
    from generator.issue import Issue, IssueError
    from generator.make import StaffReport, check_staff
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        try:
            report = check_staff(find_root(folder))
        except IssueError as error:
            if form == "text":
                raise
            report = StaffReport("", 0, tuple(sorted(error.issues, key=Issue.sort_key)))
    errors = reports.count_errors(report.issues)
    told = [reports.tell_issue(found, language) for found in report.issues]
    if form == "text":
        reports.print_told(told, language, folder)
    else:
        summary = {"file": report.file, "rows": report.rows}
        reports.print_for_programs(form, told, language, folder, **summary)
    if not quiet and form == "text":
        counts = {"errors": errors, "warnings": len(report.issues) - errors, "rows": report.rows}
        key = "staff.found" if report.issues else "staff.clean"
        click.echo(say(language, key, file=report.file, **counts), err=True)
    if reports.fails(report.issues, strict):
        sys.exit(1)


@subcommand("staff build", "--personal --date 2026-12-01")
@click.option("--personal", is_flag=True, help=text("personal"))
@building.options
@common
def build(
    personal: bool,
    formats: tuple[str, ...],
    jobs: int,
    executor: str,
    day: date | None,
    force: bool,
    final: bool,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when a document could not be made; the others are."""
    from generator.make import Plan, build_staff
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        root = find_root(folder)
        plan, waiting = Plan(root, formats, day, draft=not final), building.waiting(language)
        with building.work(language, quiet) as progress:
            report = build_staff(
                plan,
                jobs,
                progress,
                personal=personal,
                force=force,
                executor=executor,
                waiting=waiting,
            )
    building.conclude(report, root, language, quiet)


@subcommand("staff coverage")
@click.option("--date", "day", callback=building.day_of, metavar=metavar("date"), help=text("date"))
@common
def coverage(day: date | None, folder: Path, lang: str | None, quiet: bool) -> None:
    """The table goes to stdout; exit status 1 when a position has no instruction."""
    from generator.make import Plan, cover_staff
    from generator.source.workspace import find_root
    from generator.staff.chart import number
    from generator.staff.coverage import State

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        root = find_root(folder)
        report = cover_staff(Plan(root, day=day), waiting=building.waiting(language))
    reports.print_table(
        tuple(
            say(language, f"coverage.{key}")
            for key in ("unit", "position", "planned", "role", "state")
        ),
        (
            (
                row.unit,
                row.title,
                number(row.planned, language),
                row.role,
                say(language, f"coverage.{row.state}"),
            )
            for row in report.positions
        ),
    )
    for path in () if quiet else report.written:
        click.echo(
            say(language, "staff.written", file=reports.path_from_here(root, str(path))), err=True
        )
    reports.print_issues(report.issues, language, root)
    if any(row.state not in (State.COVERED, State.EXEMPT) for row in report.positions):
        sys.exit(1)


for each in (check, build, coverage):
    command.add_command(each)
