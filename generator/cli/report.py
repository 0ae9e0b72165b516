"""Issues → what the user sees on the terminal, in JSON, or as annotations of a build server."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.language import help_language, named_language
from generator.issue import Issue, IssueError, Severity
from generator.messages import explain, say

if TYPE_CHECKING:
    from generator.make import Report


def language_of(folder: Path, lang: str | None) -> str:
    """`--lang`, else `POSADA_LANG` or the workspace's own language, else the system's."""
    if lang or named_language():
        return lang or named_language()
    from generator.source.workspace import load_workspace

    try:
        return load_workspace(folder).settings.language
    except IssueError:
        return help_language()


@contextmanager
def reported(language: str, folder: Path | None = None) -> Iterator[None]:
    """Issues that stop the whole command, which works in the workspace of `folder`, end it with status 1."""
    try:
        yield
    except IssueError as error:
        print_issues(error.issues, language, folder)
        sys.exit(1)


def print_issues(issues: Iterable[Issue], language: str, folder: Path | None) -> None:
    """Issues in order, their files as they are found from the current folder."""
    for found in sorted(dict.fromkeys(issues), key=Issue.sort_key):
        click.echo(as_text(found_from_here(found, folder), language), err=True)


def found_from_here(found: Issue, folder: Path | None) -> Issue:
    """An issue whose file is named as it is found from the current folder, not from the workspace `folder` is in."""
    from generator.source.workspace import find_root

    if folder is None or found.location is None:
        return found
    with suppress(IssueError):
        file = path_from_here(find_root(folder), found.location.file)
        return replace(found, location=replace(found.location, file=file))
    return found


def path_from_here(root: Path, file: str) -> str:
    """A file of the workspace as it is found from the current folder, which a terminal can open with a click."""
    path = root / file
    # On Windows no path leads from one drive to another; elsewhere the current folder may be gone.
    with suppress(ValueError, OSError):
        return Path(os.path.relpath(path)).as_posix()
    return path.as_posix()


def as_text(found: Issue, language: str) -> str:
    """An issue as lines: place, severity, message, code; the excerpt with a caret; the fix."""
    message, fix = explain(found, language)
    word = say(language, f"severity.{found.severity}")
    sentence = f"{_visible(message)} [{found.code}]"
    lines = [f"{_place(found)}{_colour(word, found.severity)}: {sentence}"]
    lines += _excerpt(found)
    if fix:
        lines.append(f"  {say(language, 'report.fix')}: {_visible(fix)}")
    return "\n".join(lines)


_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Characters that would command the terminal, begin a line, or turn the direction of the text."""


def _visible(text: str) -> str:
    """Words of a user's file or of a library, which may hold anything, as one harmless line."""
    return _CONTROL.sub("�", text)


def _place(found: Issue) -> str:
    if found.location is None:
        return ""
    parts = filter(None, (found.location.file, found.location.address()))
    return click.style(_visible(":".join(parts)), bold=True) + ": "


def _colour(word: str, severity: Severity) -> str:
    return click.style(word, fg="red" if severity is Severity.ERROR else "yellow", bold=True)


def _excerpt(found: Issue) -> Iterator[str]:
    """The line and a caret under the column; a long line is cut to the part around it. Of a table, the cell alone."""
    place = found.location
    if place is None or not place.excerpt.strip():
        return
    column = 0 if place.cell else place.column
    start = max(0, column - 60)
    shown = _visible(place.excerpt.replace("\t", " ")[start : start + 100])
    gutter = f"{place.line:>5} | " if place.line else "      | "
    yield gutter + shown
    if column:
        yield " " * (len(gutter) - 2) + "| " + " " * (column - 1 - start) + "^"


def as_json(issues: Iterable[Issue], language: str, **summary: object) -> str:
    """All issues, after a summary, as one JSON object for other programs; the fields are stable."""
    found = []
    for one in issues:
        message, fix = explain(one, language)
        place = one.location
        found.append(
            {
                "code": one.code,
                "severity": one.severity,
                "file": place.file if place else None,
                "line": (place.line or None) if place else None,
                "column": (place.column or None) if place else None,
                "sheet": (place.sheet or None) if place else None,
                "message": message,
                "fix": fix or None,
            }
        )
    return json.dumps({**summary, "issues": found}, ensure_ascii=False, indent=2)


def print_for_programs(
    form: str, issues: tuple[Issue, ...], language: str, folder: Path, **summary: object
) -> None:
    """Issues to stdout, as `json` or as workflow commands for `github`."""
    if form == "json":
        click.echo(as_json(issues, language, **summary))
        return
    for found in issues:
        click.echo(as_github(found_from_here(found, folder), language))


def as_github(found: Issue, language: str) -> str:
    """A workflow command that GitHub shows beside the line."""
    message, fix = explain(found, language)
    place = found.location
    where = [f"file={_escaped(place.file, ':,')}"] if place else []
    if place and place.sheet:
        # A workbook has no lines to show the message beside.
        message = f"{place.address()}: {message}"
    elif place:
        where += [f"line={place.line}"] if place.line else []
        where += [f"col={place.column}"] if place.column else []
    return f"::{found.severity} {','.join(where)}::{_escaped(f'{message} {fix} [{found.code}]')}"


def _escaped(text: str, more: str = "") -> str:
    """The text as a workflow command takes it: what would end it is written as its code."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def count_errors(issues: Iterable[Issue]) -> int:
    """How many of the issues stop something; a warning does not."""
    return sum(found.severity is Severity.ERROR for found in issues)


def summary(report: Report, language: str, built: bool) -> str:
    """The last line: how many errors in how many roles, and how many were built."""
    errors = count_errors(report.issues)
    roles = say(language, "report.roles", count=len(report.roles))
    if not errors:
        warned = "report.warned" if report.issues else "report.clean"
        return say(language, warned, roles=roles, warnings=len(report.issues))
    key = "report.built" if built else "report.found"
    return say(
        language,
        key if report.failed else f"{key}_elsewhere",
        errors=say(language, "report.errors", count=errors),
        failed=len(report.failed),
        total=len(report.roles),
        roles=roles,
        built=len(report.roles) - len(report.failed),
    )


def print_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A table to stdout: as wide as the terminal, or as its texts where there is none."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(*head, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*map(_visible, row))
    console = Console(width=None if sys.stdout.isatty() else 250, highlight=False, markup=False)
    console.print(table)
