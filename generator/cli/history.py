"""`posada history`: everything that was decided about the document of a role, in order (історія документа)."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.building import day_of
from generator.cli.deciding import desk_of, role_argument
from generator.cli.options import common, metavar, subcommand, text
from generator.document.fingerprint import short
from generator.messages import say

if TYPE_CHECKING:
    from generator.review.register.records import Record


@subcommand("history", "hr-inspector")
@role_argument
@click.option("--as-of", "day", callback=day_of, metavar=metavar("date"), help=text("as_of"))
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", help=text("table_form")
)
@common
def command(
    role: str, day: date | None, form: str, folder: Path, lang: str | None, quiet: bool
) -> None:
    """Exit status 1 when the register is not sound; what is sound of it is shown all the same."""
    language = reports.language_of(folder, lang)
    with desk_of(folder, language, day) as desk:
        history = desk.register(role).read()
        records = tuple(r for r in history.records if r.day <= desk.moment.day)
        if form == "json":
            from generator.review.register.records import render

            listed = [json.loads(render(record)) for record in records]
            click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        elif not records:
            click.echo(say(language, "history.nothing"), err=True)
        else:
            head = tuple(
                say(language, f"history.{name}") for name in ("day", "what", "who", "text")
            )
            reports.print_table(head, (_row(record, language) for record in records))
        issues = desk.register(role).verify()
        reports.print_issues(issues, language, folder)
    if issues:
        sys.exit(1)


def _row(record: Record, language: str) -> tuple[str, ...]:
    content = record.content
    values = _values(record)
    key = "revoked" if record.kind == "withdrawn" and values["version"] else record.kind
    what = say(language, f"history.{key}", **values)
    who = getattr(content, "name", "") or getattr(content, "employee", "")
    who = who or getattr(content, "author", "") or getattr(content, "by", "")
    if whom := getattr(content, "for_name", ""):
        who = say(language, "history.instead", name=who, whom=whom)
    fingerprint = getattr(content, "fingerprint", "")
    return record.day.isoformat(), what, who, short(fingerprint) if fingerprint else ""


def _values(record: Record) -> dict[str, object]:
    """What the words about a record may name."""
    content = record.content
    names = ("key", "reason", "version", "number", "clause", "text", "how", "in_force")
    values = {name: getattr(content, name, "") for name in names}
    return {**values, "id": record.hash[:8], "remark": getattr(content, "remark", "")[:8]}
