"""`posada approve`: somebody agrees to the present text of a role (погодити)."""

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
    role_argument,
    text_option,
)
from generator.cli.options import common, metavar, subcommand, text
from generator.document.fingerprint import short
from generator.messages import say


@subcommand("approve", "hr-inspector --as legal")
@role_argument
@click.option("--as", "key", required=True, metavar=metavar("key"), help=text("as"))
@text_option("--by", "by")
@day_option
@common
def command(
    role: str, key: str, by: str, day: date | None, folder: Path, lang: str | None, quiet: bool
) -> None:
    """Exit status 1 when the key or the name is not known."""
    language = reports.language_of(folder, lang)
    with desk_of(folder, language, day) as desk:
        record = desk.decide(role, key, by)
        print_record(desk, record)
        if not quiet:
            shown = short(desk.present(role).fingerprint)
            click.echo(say(language, "review.agreed", fingerprint=shown), err=True)
        print_waiting(desk, role, language, quiet)
