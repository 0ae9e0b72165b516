"""`posada check`: read and compose roles, print every issue, write nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import common, roles_argument, subcommand, text
from generator.messages import say


@subcommand("check")
@roles_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "github")),
    default="text",
    help=text("output_format"),
)
@click.option("--strict", is_flag=True, help=text("strict"))
@common
def command(
    roles: tuple[str, ...], form: str, strict: bool, folder: Path, lang: str | None, quiet: bool
) -> None:
    """Exit status 1 when an error is found; with `--strict` a warning counts too."""
    from generator.issue import Issue, IssueError, Severity
    from generator.make import Report, check
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        try:
            report = check(find_root(folder), roles)
        except IssueError as error:
            if form == "text":
                raise
            report = Report(issues=tuple(sorted(error.issues, key=Issue.sort_key)))
    if form == "json":
        click.echo(reports.as_json(report, language))
    elif form == "github":
        for found in report.issues:
            click.echo(reports.as_github(reports.found_from_here(found, folder), language))
    else:
        reports.print_issues(report.issues, language, folder)
    if not quiet and form == "text":
        count = say(language, "report.roles", count=len(report.roles))
        clean = say(language, "report.clean", roles=count)
        click.echo(reports.summary(report, language, False) if report.issues else clean, err=True)
    if any(strict or found.severity is Severity.ERROR for found in report.issues):
        sys.exit(1)
