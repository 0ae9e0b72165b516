"""`posada export`: all that proves the documents of a role, in one archive (архів документа)."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.deciding import desk_of, role_argument
from generator.cli.options import common, metavar, subcommand, text


@subcommand("export", "hr-inspector --output hr-inspector.zip")
@role_argument
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=metavar("file"),
    help=text("export_output"),
)
@common
def command(role: str, output: Path | None, folder: Path, lang: str | None, quiet: bool) -> None:
    """Exit status 1 when the register is not sound, or nothing was decided yet."""
    from generator.make.evidence import archive
    from generator.output import write_atomic

    language = reports.language_of(folder, lang)
    with desk_of(folder, language, None) as desk:
        path = output or desk.root / "output" / f"{role}.zip"
        write_atomic(path, archive(desk, role))
        click.echo(reports.path_from_here(desk.root, str(path.resolve())))
