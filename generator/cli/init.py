"""`posada init`: a workspace with the sample company, which builds at once."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.language import help_language
from generator.cli.options import metavar, subcommand, text
from generator.messages import LANGUAGES, say


@subcommand("init", "firm")
@click.argument(
    "folder", type=click.Path(path_type=Path), default=Path(), metavar=f"[{metavar('folder')}]"
)
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
        click.echo(say(language, "init.next"), err=True)
        for line in (*_way_into(folder), "posada build"):
            click.echo(f"  {line}", err=True)


def _way_into(folder: Path) -> tuple[str, ...]:
    """The command that enters the folder, in a way all shells understand; none when one is there already."""
    path = str(folder)
    return () if path == "." else (f'cd "{path}"' if " " in path else f"cd {path}",)
