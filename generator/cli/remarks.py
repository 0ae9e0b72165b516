"""`posada remarks`: what reviewers have remarked and nobody has answered (зауваження); with `--resolve` one is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.deciding import day_option, desk_of, print_record, role_argument, text_option
from generator.cli.options import common, metavar, subcommand, text
from generator.messages import say


@subcommand("remarks", "hr-inspector")
@role_argument
@click.option(
    "--resolve", default="", metavar=metavar("id"), show_default=False, help=text("resolve")
)
@text_option("--how", "resolve_how")
@text_option("--by", "resolve_by")
@day_option
@common
def command(
    role: str,
    resolve: str,
    how: str,
    by: str,
    day: date | None,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """An answer needs to say how, and in whose name."""
    from generator.review.register.records import Remark

    language = reports.language_of(folder, lang)
    if resolve and not (how and by):
        raise click.UsageError(say(language, "usage.resolve"))
    with desk_of(folder, language, day) as desk:
        if resolve:
            print_record(desk, desk.resolve(role, resolve, how, by))
            return
        found = desk.remarks(role)
        for record in found:
            remark = record.content
            assert isinstance(remark, Remark)
            head = f"{record.hash[:8]} {remark.clause or '—'} {remark.author}"
            written = f" ({remark.written.isoformat()})" if remark.written else ""
            click.echo(click.style(f"{head}{written}:", bold=True))
            click.echo(f"  {reports.visible(remark.text)}")
        if not quiet:
            click.echo(say(language, "review.remarks", count=len(found)), err=True)
