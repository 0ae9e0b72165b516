"""`posada format`: ids for all clauses and the usual order of keys, with comments kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import common, roles_argument, subcommand, text
from generator.messages import say


@subcommand("format", "hr-inspector")
@roles_argument
@click.option("--check", "check_only", is_flag=True, help=text("check_only"))
@common
def command(
    roles: tuple[str, ...], check_only: bool, folder: Path, lang: str | None, quiet: bool
) -> None:
    """Exit status 1 when a file has issues, or with `--check` when one needs formatting."""
    from generator.formatting import format_roles
    from generator.source.workspace import load_workspace

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        workspace = load_workspace(folder)
        changed, issues = format_roles(workspace, roles, write=not check_only)
    for name in (reports.path_from_here(workspace.root, name) for name in changed):
        click.echo(name)
    reports.print_issues(issues, language, folder)
    if not quiet and (changed or not issues):
        key = ("would" if check_only else "changed") if changed else "unchanged"
        click.echo(say(language, f"format.{key}", count=len(changed)), err=True)
    if issues or (check_only and changed):
        sys.exit(1)
