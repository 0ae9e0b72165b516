"""`posada acknowledge`: an employee was made familiar with the version in force (ознайомити)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.deciding import (
    day_option,
    desk_of,
    print_record,
    required_text,
    role_argument,
    text_option,
)
from generator.cli.options import common, sample, subcommand
from generator.messages import say


@subcommand("acknowledge", f"hr-inspector --employee {sample('person')}")
@role_argument
@required_text("--employee", "employee")
@text_option("--how", "how")
@day_option
@common
def command(
    role: str,
    employee: str,
    how: str,
    day: date | None,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when no version was in force on the day, or it was acknowledged before."""
    from generator.language import is_same_name
    from generator.make.overview import overview

    language = reports.language_of(folder, lang)
    with desk_of(folder, language, day) as desk:
        means = how or say(language, "review.by_signature")
        print_record(desk, desk.acknowledge(role, employee, means))
        (found,) = overview(desk, (role,))
        if not quiet and any(is_same_name(employee, name) for name in found.strangers):
            click.echo(say(language, "review.stranger", employee=employee), err=True)
