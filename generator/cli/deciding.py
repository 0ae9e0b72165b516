"""What commands that record decisions have in common: the day, the desk, and what they say when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.cli import report as reports
from generator.cli.building import day_of
from generator.cli.options import metavar, role_id, text, wrong
from generator.messages import say

if TYPE_CHECKING:
    from generator.make.desk import Desk
    from generator.review.register.records import Awaited, Record

F = TypeVar("F", bound=Callable[..., Any])


def role_argument(command: F) -> F:
    """The id of one role, or the path of its file."""
    return click.argument(
        "role", metavar=metavar("role"), callback=lambda context, _, value: role_id(context, value)
    )(command)


def _past_day(context: click.Context, option: click.Parameter, written: str | None) -> date | None:
    """The day of a decision: what was not decided yet cannot be recorded."""
    day = day_of(context, option, written)
    if day and day > date.today():
        raise wrong("future", written=day.isoformat())
    return day


def day_option(command: F) -> F:
    """`--date`: the day of the decision."""
    return click.option(
        "--date", "day", callback=_past_day, metavar=metavar("date"), help=text("decision_date")
    )(command)


def text_option(name: str, key: str) -> Callable[[F], F]:
    """An option that takes words, "" without it."""
    return click.option(
        name, default="", show_default=False, metavar=metavar("text"), help=text(key)
    )


def required_text(name: str, key: str) -> Callable[[F], F]:
    """An option without whose words nothing is decided."""
    return click.option(
        name, required=True, callback=_words, metavar=metavar("text"), help=text(key)
    )


def _words(_: click.Context, __: click.Parameter, written: str) -> str:
    if not written.strip():
        raise wrong("empty")
    return written.strip()


@contextmanager
def desk_of(folder: Path, language: str, day: date | None) -> Iterator[Desk]:
    """The desk of the workspace a folder is in; issues are printed, a value no record can have is a usage error."""
    from generator.make.desk import Desk, Moment
    from generator.review.register.fields import FieldError, instant
    from generator.source.workspace import find_root

    with reports.reported(language, folder):
        moment = Moment(day or date.today(), instant(datetime.now(UTC)))
        waiting = lambda: click.echo(say(language, "review.waiting"), err=True)  # noqa: E731
        try:
            yield Desk(find_root(folder), moment, waiting)
        except FieldError as error:
            raise click.UsageError(say(language, "review.field", field=error.field)) from None


def print_record(desk: Desk, record: Record) -> None:
    """The file of a record, to stdout."""
    file = f"register/{record.role}/{record.name}"
    click.echo(reports.path_from_here(desk.root, file))


def print_waiting(desk: Desk, role: str, language: str, quiet: bool) -> None:
    """Who is still awaited, or that everybody has agreed."""
    if quiet:
        return
    found = desk.standing(desk.present(role))
    if found.missing:
        names = ", ".join(map(person, found.missing))
        click.echo(say(language, "review.missing", names=names), err=True)
    else:
        click.echo(say(language, "review.agreed_all"), err=True)


def person(signer: Awaited) -> str:
    """A signer in a message: key, position and name."""
    return f"{signer.position} {signer.name}".strip() + f" ({signer.key})"
