"""`posada check`: read and compose roles and judge their texts; print every issue and finding, write nothing else."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.building import day_of
from generator.cli.language import help_language
from generator.cli.options import common, metavar, roles_argument, subcommand, text
from generator.messages import say

if TYPE_CHECKING:
    from generator.issue import IssueError
    from generator.make import Report

FORMATS = ("text", "json", "sarif", "github", "html")


@subcommand("check", "--format html --output report.html")
@roles_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help=text("check_format")
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=metavar("file"),
    help=text("check_output"),
)
@click.option("--strict", is_flag=True, help=text("strict"))
@click.option(
    "--profile", default="", show_default=False, metavar=metavar("name"), help=text("profile")
)
@click.option("--select", multiple=True, metavar=metavar("rule"), help=text("select"))
@click.option("--ignore", multiple=True, metavar=metavar("rule"), help=text("ignore"))
@click.option("--date", "day", callback=day_of, metavar=metavar("date"), help=text("check_date"))
@click.option("--fix", is_flag=True, help=text("fix"))
@click.option("--yes", is_flag=True, help=text("yes"))
@click.option("--write-baseline", is_flag=True, help=text("write_baseline"))
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), metavar=metavar("number"), help=text("check_jobs")
)
@common
def command(
    roles: tuple[str, ...],
    form: str,
    output: Path | None,
    strict: bool,
    profile: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    day: date | None,
    fix: bool,
    yes: bool,
    write_baseline: bool,
    jobs: int | None,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when an error is found; with `--strict` a warning counts too."""
    from generator.issue import IssueError
    from generator.lint.choice import Options
    from generator.make import check
    from generator.source.workspace import find_root

    if write_baseline and roles:
        raise click.UsageError(say(help_language(), "usage.baseline_of_all"))
    language = reports.language_of(folder, lang)
    options = Options(profile, _names(select), _names(ignore))
    with reports.reported(language, folder):
        try:
            root = find_root(folder)
            report = check(root, roles, day=day, options=options, jobs=jobs)
        except IssueError as error:
            if form == "text":
                raise
            report = _nothing_but(error)
        if write_baseline:
            _write_baseline(report, root, language, quiet)
            return
        if fix:
            _fix(report, root, language, yes)
            return
    told = reports.tell_all(report, language)
    if form == "text" and output is None:
        reports.print_told(told, language, folder)
    else:
        written = _in_form(form, report, told, language, folder, day)
        with reports.reported(language):
            _write(written, output, language)
    if not quiet and (form == "text" or output is not None):
        _summarise(report, language)
    if reports.fails(told, strict):
        sys.exit(1)


def _names(written: tuple[str, ...]) -> tuple[str, ...]:
    """Names given one by one or with commas between."""
    return tuple(name.strip() for each in written for name in each.split(",") if name.strip())


def _nothing_but(error: IssueError) -> Report:
    from generator.issue import Issue
    from generator.make import Report

    return Report(issues=tuple(sorted(error.issues, key=Issue.sort_key)))


def _summarise(report: Report, language: str) -> None:
    click.echo(reports.summary(report, language, False), err=True)
    if line := reports.lint_summary(report, language):
        click.echo(line, err=True)


def _in_form(
    form: str,
    report: Report,
    told: tuple[reports.Told, ...],
    language: str,
    folder: Path,
    day: date | None,
) -> str:
    """Everything as one text in a format."""
    if form == "json":
        summary = {"roles": len(report.roles), "failed": list(report.failed)}
        return reports.as_json(told, **summary)
    if form == "sarif":
        from generator.cli.sarif import as_sarif

        return as_sarif(report, told, language)
    if form == "html":
        return _page(report, language, folder, day or date.today())
    here = (reports.found_from_here(each, folder) for each in told)
    if form == "github":
        return "\n".join(map(reports.as_github, here))
    return "\n".join(click.unstyle(reports.as_text(each, language)) for each in here)


def _page(report: Report, language: str, folder: Path, day: date) -> str:
    """The report for a lawyer; what is wrong with the files themselves is told on the terminal."""
    from generator.lint.page import page
    from generator.source.workspace import load_workspace

    reports.print_issues(report.issues, language, folder)
    if report.lint is None:
        sys.exit(1)
    lint, organisation = report.lint, load_workspace(folder).settings.organisation
    name = organisation.short_name or organisation.name
    return page(name, lint.titles, lint.findings, lint.waived, lint.rules, language, day)


def _write(written: str, output: Path | None, language: str) -> None:
    """To stdout, or to a file that is there whole or not at all."""
    if output is None:
        click.echo(written)
        return
    from generator.output import write_atomic

    write_atomic(output, f"{written.rstrip()}\n".encode())
    click.echo(say(language, "lint.written", file=output.as_posix()), err=True)


def _write_baseline(report: Report, root: Path, language: str, quiet: bool) -> None:
    from generator.lint.waivers import BASELINE, baseline
    from generator.output import write_atomic

    if report.lint is None or report.roles == ():
        reports.print_issues(report.issues, language, root)
        sys.exit(1)
    kept = report.lint.every
    write_atomic(root / BASELINE, baseline(kept).encode())
    if not quiet:
        file = reports.path_from_here(root, BASELINE)
        click.echo(say(language, "lint.baseline", file=file, count=len(kept)), err=True)


def _fix(report: Report, root: Path, language: str, yes: bool) -> None:
    """Show what would be changed, ask, and change it."""
    from generator.lint.fixing import plan_fixes, write_fixes

    reports.print_issues(report.issues, language, root)
    fixes = plan_fixes(root, report.lint.findings if report.lint else ())
    reports.print_issues(fixes.issues, language, root)
    for file in fixes.files:
        click.echo(file.diff, nl=False)
    if not fixes.files:
        click.echo(say(language, "lint.nothing_to_fix"), err=True)
    elif yes or click.confirm(say(language, "lint.apply", count=fixes.count), err=True):
        write_fixes(root, fixes)
        click.echo(say(language, "lint.fixed", count=fixes.count), err=True)
    else:
        click.echo(say(language, "lint.left"), err=True)
        sys.exit(1)
    if reports.count_errors((*report.issues, *fixes.issues)):
        sys.exit(1)
