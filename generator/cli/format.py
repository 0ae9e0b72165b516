"""`posada format`: ids for all clauses and the usual order of keys, with comments kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import common, roles_argument, text
from generator.messages import say


@click.command("format", help=text("format"))
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
    with reports.reported(language):
        workspace = load_workspace(folder)
        changed, issues = format_roles(workspace, roles, write=not check_only)
    for name in changed:
        click.echo(name)
        if not quiet:
            key = "format.would" if check_only else "format.changed"
            click.echo(say(language, key, file=name), err=True)
    for found in issues:
        click.echo(reports.as_text(found, language), err=True)
    if not changed and not issues and not quiet:
        click.echo(say(language, "format.unchanged"), err=True)
    if issues or (check_only and changed):
        sys.exit(1)
