"""`posada check`: read and compose roles, print every issue, write nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import checking, common, roles_argument, subcommand


@subcommand("check")
@roles_argument
@checking
@common
def command(
    roles: tuple[str, ...], form: str, strict: bool, folder: Path, lang: str | None, quiet: bool
) -> None:
    """Exit status 1 when an error is found; with `--strict` a warning counts too."""
    from generator.issue import Issue, IssueError
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
    if form == "text":
        reports.print_issues(report.issues, language, folder)
    else:
        summary = {"roles": len(report.roles), "failed": list(report.failed)}
        reports.print_for_programs(form, report.issues, language, folder, **summary)
    if not quiet and form == "text":
        click.echo(reports.summary(report, language, False), err=True)
    if reports.count_errors(report.issues) or (strict and report.issues):
        sys.exit(1)
