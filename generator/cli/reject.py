"""`posada reject`: somebody returns the present text of a role with a reason (повернути на доопрацювання)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.deciding import (
    day_option,
    desk_of,
    print_record,
    print_waiting,
    required_text,
    role_argument,
    text_option,
)
from generator.cli.options import common, metavar, sample, subcommand, text


@subcommand("reject", f"hr-inspector --as legal --reason {sample('reason')}")
@role_argument
@click.option("--as", "key", required=True, metavar=metavar("key"), help=text("as"))
@text_option("--by", "by")
@required_text("--reason", "reason")
@day_option
@common
def command(
    role: str,
    key: str,
    by: str,
    reason: str,
    day: date | None,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when the key or the name is not known."""
    language = reports.language_of(folder, lang)
    with desk_of(folder, language, day) as desk:
        print_record(desk, desk.decide(role, key, by, reason))
        print_waiting(desk, role, language, quiet)
