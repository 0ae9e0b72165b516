"""`posada show`: the document of a role in the terminal, each clause with the file and line it comes from."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import common, role_id, text


@click.command("show", help=text("show"))
@click.argument("role", metavar=text("roles"), callback=lambda _c, _p, value: role_id(value))
@common
def command(role: str, folder: Path, lang: str | None, quiet: bool) -> None:
    """With `--quiet` only the words, without where they come from."""
    from generator.issue import IssueError
    from generator.make import Composer, Plan, select
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language):
        composer = Composer(Plan(find_root(folder)))
        _, unknown = select(composer.workspace, (role,))
        if unknown:
            raise IssueError(unknown)
        resolved = composer.resolve(role)
        document = composer.compose(resolved)
    origins = {
        clause.id: f"{clause.origin.file}:{clause.origin.line}" for clause in resolved.clauses()
    }
    click.echo(click.style(document.title, bold=True))
    if not quiet:
        click.echo(click.style(" → ".join(resolved.parts), dim=True))
    for paragraph in document.paragraphs():
        if not paragraph.number:
            continue
        words = f"{paragraph.number} {paragraph.text}"
        is_heading = paragraph.id.startswith("section.")
        click.echo(click.style(f"\n{words}", bold=True) if is_heading else words)
        if paragraph.id in origins and not quiet:
            click.echo(click.style(f"    [{paragraph.id}] {origins[paragraph.id]}", dim=True))
