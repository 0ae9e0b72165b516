"""`posada new`: a role file from the starter."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import common, metavar, sample, subcommand, text
from generator.messages import say


@subcommand("new", f'hr-inspector --title "{sample("title")}"')
@click.argument("role", metavar=metavar("role"))
@click.option("--title", required=True, metavar=metavar("title"), help=text("title"))
@common
def command(role: str, title: str, folder: Path, lang: str | None, quiet: bool) -> None:
    """Never overwrites a file."""
    from generator.source.workspace import load_workspace
    from generator.starter import create_role

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        workspace = load_workspace(folder)
        path = create_role(workspace, role, title)
    shown = reports.path_from_here(workspace.root, str(path))
    click.echo(shown)
    if not quiet:
        click.echo(say(language, "new.done", file=shown, role=role), err=True)
