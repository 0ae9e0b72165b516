"""`posada staff …`: the whole company from its staff list (штатний розпис)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.group import Group
from generator.cli.options import common, metavar, sample, subcommand, text
from generator.messages import say


@click.group(
    "staff",
    cls=Group,
    help=text("staff"),
    epilog=f"\b\n{sample('word')}: posada staff check",
    options_metavar=metavar("options"),
    subcommand_metavar=metavar("command"),
)
def command() -> None:
    """The group itself does nothing."""


@subcommand("staff check")
@click.option("--strict", is_flag=True, help=text("strict"))
@common
def check(strict: bool, folder: Path, lang: str | None, quiet: bool) -> None:
    """Exit status 1 when an error is found; with `--strict` a warning counts too."""
    from generator.issue import Severity
    from generator.make import check_staff
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        report = check_staff(find_root(folder))
    reports.print_issues(report.issues, language, folder)
    errors = sum(found.severity is Severity.ERROR for found in report.issues)
    if not quiet:
        counts = {"errors": errors, "warnings": len(report.issues) - errors, "rows": report.rows}
        key = "staff.found" if report.issues else "staff.clean"
        click.echo(say(language, key, file=report.file, **counts), err=True)
    if errors or (strict and report.issues):
        sys.exit(1)


command.add_command(check)
