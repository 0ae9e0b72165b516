"""`posada schema`: JSON Schemas, with which an editor completes and explains every key."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import common, subcommand, text
from generator.messages import say

NAMES = (
    "role", "part", "posada", "theme", "waivers", "rules", "competency", "scale", "assessment", "vacancy",
)  # fmt: skip


@subcommand("schema", "--write")
@click.argument("name", type=click.Choice(NAMES), default="role")
@click.option("--write", is_flag=True, help=text("schema_write"))
@common
def command(name: str, write: bool, folder: Path, lang: str | None, quiet: bool) -> None:
    """Prints one schema to stdout, or writes all of them."""
    from generator.schema import schema_text, write_schemas
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    if not write:
        click.echo(schema_text(name, language), nl=False)
        return
    with reports.reported(language, folder):
        root = find_root(folder)
        written = tuple(write_schemas(root, language))
    for path in (reports.path_from_here(root, name) for name in written):
        click.echo(path)
    if not quiet:
        click.echo(say(language, "schema.done", count=len(written)), err=True)
