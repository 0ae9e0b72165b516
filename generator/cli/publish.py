"""`posada publish`: the agreed text becomes the next version, with its number and date (затвердити)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.building import day_of
from generator.cli.deciding import desk_of, print_record, required_text, role_argument, text_option
from generator.cli.options import common, metavar, subcommand, text
from generator.messages import say


@subcommand("publish", "hr-inspector --number 12 --date 2026-12-01")
@role_argument
@required_text("--number", "index")
@click.option(
    "--date",
    "day",
    required=True,
    callback=day_of,
    metavar=metavar("date"),
    help=text("publish_date"),
)
@text_option("--order", "order")
@common
def command(
    role: str,
    number: str,
    day: date,
    order: str,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when something stands in the way: a finding, a remark, or an agreement that is missing."""
    from generator.review.register.records import Published

    language = reports.language_of(folder, lang)
    with desk_of(folder, language, None) as desk:
        record = desk.publish(role, number, day, order)
        content = record.content
        assert isinstance(content, Published)
        register = desk.register(role)
        for file in content.files:
            path = register.version_path(content.version, file.name)
            click.echo(reports.path_from_here(desk.root, str(path)))
        print_record(desk, record)
        if quiet:
            return
        values = {"version": content.version, "day": content.in_force.isoformat()}
        click.echo(say(language, "review.published", **values), err=True)
        if content.supersedes and content.retain_until:
            later = content.in_force > date.today()
            key = "review.will_supersede" if later else "review.superseded"
            until = content.retain_until.isoformat()
            old = {"version": content.supersedes, "until": until, "day": values["day"]}
            click.echo(say(language, key, **old), err=True)
