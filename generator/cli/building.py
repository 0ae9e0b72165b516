"""What commands that build documents have in common: options, the progress they show, and how they are stopped."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from generator.cli import STOPPED
from generator.cli import report as reports
from generator.cli.options import metavar, text, wrong
from generator.messages import say

if TYPE_CHECKING:
    from generator.make import BuildReport

F = TypeVar("F", bound=Callable[..., Any])


def formats_of(_: click.Context, __: click.Parameter, written: str) -> tuple[str, ...]:
    from generator.make import FORMATS

    wanted = tuple(
        dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip())
    )
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise wrong("formats", unknown=", ".join(unknown) or written, known=", ".join(FORMATS))
    return wanted


def day_of(_: click.Context, __: click.Parameter, written: str | None) -> date | None:
    """The day; of one that is written as in a document it is sure what was meant."""
    if written is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(written, "%Y-%m-%d").date()
    with suppress(ValueError):
        meant = datetime.strptime(written, "%d.%m.%Y").date()
        raise wrong("date_like", written=written, suggestion=meant.isoformat())
    raise wrong("date", written=written)


_ADDRESS: Final = re.compile(
    r"dask://(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-f:.]+\]):(\d{1,5})", re.IGNORECASE
)
"""The name of a host, its IPv4 address, or its IPv6 address in brackets, and a port."""


def executor_of(_: click.Context, __: click.Parameter, written: str) -> str:
    """The address of a cluster; "" for this machine."""
    found = _ADDRESS.fullmatch(written)
    if written and (found is None or not 0 < int(found[1]) <= 65535):
        raise wrong("address", written=written)
    return written


def options(command: F) -> F:
    """`--format`, `--jobs`, `--executor`, `--date`, `--force` and `--final`."""
    return making(click.option("--final", is_flag=True, help=text("final"))(command))


def making(command: F) -> F:
    """The same for what is never a draft: without `--final`."""
    found = (
        click.option(
            "--format",
            "formats",
            default="docx,pdf,html",
            callback=formats_of,
            metavar=metavar("formats"),
            help=text("formats"),
        ),
        click.option(
            "--jobs",
            "-j",
            type=click.IntRange(min=1),
            default=os.cpu_count() or 1,
            metavar=metavar("number"),
            help=text("jobs"),
        ),
        click.option(
            "--executor",
            default="",
            show_default=False,
            callback=executor_of,
            metavar=metavar("address"),
            help=text("executor"),
        ),
        click.option("--date", "day", callback=day_of, metavar=metavar("date"), help=text("date")),
        click.option("--force", is_flag=True, help=text("force")),
    )
    for option in reversed(found):
        command = option(command)
    return command


@contextmanager
def work(language: str, quiet: bool) -> Iterator[Callable[[int, int], object]]:
    """What a build tells its progress to; Ctrl+C ends the command with a word that says how far it came."""
    reached, of = 0, 0
    try:
        with _progress(language, quiet) as show:

            def tell(done: int, total: int) -> None:
                nonlocal reached, of
                reached, of = done, total
                show(done, total)

            yield tell
    except KeyboardInterrupt:
        key = "build.stopped" if reached else "build.stopped_early"
        click.echo(say(language, key, done=reached, total=of), err=True)
        sys.exit(STOPPED)


def waiting(language: str) -> Callable[[], None]:
    """Says that another build has the folder."""
    return lambda: click.echo(say(language, "build.waiting"), err=True)


def print_files(
    root: Path, written: tuple[Path, ...], removed: tuple[Path, ...], language: str, quiet: bool
) -> None:
    """The paths written go to stdout, those removed are told."""
    for path in written:
        click.echo(reports.path_from_here(root, str(path)))
    for path in () if quiet else removed:
        file = reports.path_from_here(root, str(path))
        click.echo(say(language, "build.removed", file=file), err=True)


def conclude(report: BuildReport, root: Path, language: str, quiet: bool) -> None:
    """Everything that a build of many documents says in the end; exit status 1 when something is an error."""
    print_files(root, report.written, report.removed, language, quiet)
    reports.print_issues(report.issues, language, root)
    if not quiet:
        counts = {
            "files": len(report.written),
            "documents": len(report.documents),
            "unchanged": len(report.unchanged),
            "failed": len(report.failed),
        }
        click.echo(say(language, "build.made", **counts), err=True)
    if reports.count_errors(report.issues):
        sys.exit(1)


_LINES: Final = 10
"""How many lines tell the progress where there is no terminal?"""


@contextmanager
def _progress(language: str, quiet: bool) -> Iterator[Callable[[int, int], object]]:
    """A bar on a terminal with count, rate and time left; a line for every tenth part of long work elsewhere."""
    if quiet:
        yield lambda done, total: None
        return
    if not sys.stderr.isatty():
        yield _lines(language)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(language, "build.progress"), total=None, rate="")

        def update(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:.1f}/s" if speed else "")

        yield update


def _lines(language: str) -> Callable[[int, int], object]:
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if total >= _LONG and done * _LINES // total > told:
            told = done * _LINES // total
            line = f"{say(language, 'build.progress')}: {done}/{total}"
            click.echo(line, err=True)

    return tell


_LONG: Final = 100
"""How many documents make long work? Fewer are done before anybody asks."""
