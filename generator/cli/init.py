"""`posada init`: a workspace with the sample company, which builds at once."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import help_language, text
from generator.messages import LANGUAGES, say


@click.command("init", help=text("init"))
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--lang", type=click.Choice(LANGUAGES), help=text("lang"))
@click.option("--quiet", "-q", is_flag=True, help=text("quiet"))
def command(folder: Path, lang: str | None, quiet: bool) -> None:
    """The samples are Ukrainian unless `--lang en` asks for English ones."""
    from generator.starter import create_workspace

    language = lang or help_language()
    with reports.reported(language):
        create_workspace(folder, lang or "uk")
    click.echo(folder.as_posix())
    if not quiet:
        click.echo(say(language, "init.done", folder=folder.resolve()), err=True)
        click.echo(say(language, "init.next", folder=folder.as_posix()), err=True)
