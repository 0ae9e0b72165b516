"""`posada withdraw`: a review or a version is withdrawn (відкликати, скасувати)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.deciding import day_option, desk_of, print_record, required_text, role_argument
from generator.cli.options import common, metavar, sample, subcommand, text


@subcommand("withdraw", f"hr-inspector --reason {sample('reason')}")
@role_argument
@required_text("--reason", "reason")
@click.option(
    "--version",
    type=click.IntRange(min=1),
    default=None,
    metavar=metavar("number"),
    help=text("withdraw_version"),
)
@day_option
@common
def command(
    role: str,
    reason: str,
    version: int | None,
    day: date | None,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Without `--version` the open review is withdrawn."""
    language = reports.language_of(folder, lang)
    with desk_of(folder, language, day) as desk:
        print_record(desk, desk.withdraw(role, reason, version or 0))
