"""`posada status`: where the document of each role stands (стан документів)."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import report as reports
from generator.cli.building import day_of
from generator.cli.deciding import desk_of, person
from generator.cli.options import common, metavar, roles_argument, subcommand, text
from generator.messages import say

if TYPE_CHECKING:
    from generator.make.overview import Standing
    from generator.review.register.lifecycle import Status, Waiting


@subcommand("status", "hr-inspector --as-of 2026-12-01")
@roles_argument
@click.option("--as-of", "day", callback=day_of, metavar=metavar("date"), help=text("as_of"))
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", help=text("table_form")
)
@common
def command(
    roles: tuple[str, ...],
    day: date | None,
    form: str,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when a role or a register is not sound."""
    from generator.issue import IssueError
    from generator.make import select
    from generator.make.overview import overview, unsound

    language = reports.language_of(folder, lang)
    with desk_of(folder, language, day) as desk:
        chosen, unknown = select(desk.composer.workspace, roles)
        if unknown:
            raise IssueError(unknown)
        found = overview(desk, chosen if roles else ())
        if form == "json":
            listed = [_as_data(standing) for standing in found]
            click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        else:
            head = tuple(say(language, f"status.{name}") for name in _COLUMNS)
            reports.print_table(head, (_row(standing, language) for standing in found))
        issues = tuple(unsound(found))
        reports.print_issues(issues, language, folder)
    if issues:
        sys.exit(1)


_COLUMNS = ("role", "version", "state", "waiting", "acknowledged")


def _row(standing: Standing, language: str) -> tuple[str, ...]:
    found = standing.status
    if found is None:
        return standing.role, "", say(language, "status.unsound"), "", ""
    in_force = found.in_force
    version = ""
    if in_force:
        day = in_force.in_force.isoformat()
        version = say(language, "status.in_force", version=in_force.version, day=day)
    waiting = ", ".join(_waiting(each, found, language) for each in found.waiting)
    if found.remarks:
        remarks = say(language, "status.remarks", count=len(found.remarks))
        waiting = ", ".join(filter(None, (waiting, remarks)))
    state = say(language, f"status.{found.state}")
    for each in found.versions:
        if each.state == "scheduled" and found.state == "scheduled":
            state = say(language, "status.from", day=each.published.in_force.isoformat())
    return standing.role, version, state, waiting, _acknowledged(standing, language)


def _waiting(waiting: Waiting, found: Status, language: str) -> str:
    """Who is awaited and since when, or has returned the text."""
    key = waiting.signer.key
    for verdict in found.verdicts:
        if verdict.returns and verdict.decision.key == key:
            day = verdict.decision.day.isoformat()
            return say(language, "status.returned", who=key, day=day)
    return say(language, "status.since", who=key, day=waiting.since.isoformat())


def _acknowledged(standing: Standing, language: str) -> str:
    if standing.status is None or standing.status.in_force is None:
        return ""
    count = len(standing.status.acknowledged)
    if standing.holders is None:
        return str(count)
    done = len(standing.holders) - len(standing.unacknowledged)
    parts = [say(language, "status.of", done=done, total=len(standing.holders))]
    if standing.strangers:
        parts.append(say(language, "status.beside", count=len(standing.strangers)))
    return ", ".join(parts)


def _as_data(standing: Standing) -> dict[str, Any]:
    found = standing.status
    if found is None:
        return {"role": standing.role, "state": None}
    return {
        "role": standing.role,
        "state": found.state,
        "fingerprint": found.fingerprint,
        "versions": [
            {
                "version": each.published.version,
                "state": each.state,
                "number": each.published.number,
                "in_force": each.published.in_force.isoformat(),
            }
            for each in found.versions
        ],
        "waiting": [
            {"key": each.signer.key, "who": person(each.signer), "since": each.since.isoformat()}
            for each in found.waiting
        ],
        "remarks": [record.hash[:8] for record in found.remarks],
        "acknowledged": [one.employee for one in found.acknowledged],
        "unacknowledged": list(standing.unacknowledged),
    }
