"""Issues → what the user sees on the terminal, in JSON, or as annotations of a build server."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.language import help_language, named_language
from generator.issue import Issue, IssueError, Location, Severity
from generator.messages import explain, say

if TYPE_CHECKING:
    from generator.lint.finding import Finding
    from generator.lint.rules import RuleSet
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


@dataclass(frozen=True, slots=True)
class Told:
    """What the user is told: an issue or a finding in one language.

    `code` is what stands in brackets, `length` counts the columns that the caret takes.
    """

    severity: Severity
    location: Location | None
    message: str
    fix: str
    code: str
    length: int = 0
    basis: str = ""
    clause: str = ""
    roles: tuple[str, ...] = ()
    fingerprint: str = ""

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of a report, that of issues."""
        place = self.location or Location("")
        return place.file, place.line, place.column, self.code


def tell_issue(found: Issue, language: str) -> Told:
    """An issue in words."""
    message, fix = explain(found, language)
    return Told(found.severity, found.location, message, fix, found.code)


def tell_finding(found: Finding, rules: RuleSet, language: str) -> Told:
    """A finding of the linter in words."""
    from generator.lint.waivers import fingerprint
    from generator.lint.wording import word

    words = word(found, rules, language)
    return Told(
        found.severity,
        found.location,
        words.message,
        words.fix,
        found.rule,
        found.length,
        words.basis,
        found.clause,
        found.roles,
        fingerprint(found),
    )


def tell_all(report: Report, language: str) -> tuple[Told, ...]:
    """Everything a check has found, in order."""
    told = [tell_issue(found, language) for found in report.issues]
    if report.lint:
        rules = report.lint.rules
        told += (tell_finding(found, rules, language) for found in report.lint.findings)
    return tuple(sorted(told, key=Told.sort_key))


def print_issues(issues: Iterable[Issue], language: str, folder: Path | None) -> None:
    """Issues in order, their files as they are found from the current folder."""
    in_order = sorted(dict.fromkeys(issues), key=Issue.sort_key)
    print_told((tell_issue(found, language) for found in in_order), language, folder)


def print_told(told: Iterable[Told], language: str, folder: Path | None) -> None:
    """Lines to stderr for each, their files as they are found from the current folder."""
    for each in told:
        click.echo(as_text(found_from_here(each, folder), language), err=True)


def found_from_here(told: Told, folder: Path | None) -> Told:
    """The same with its file named as it is found from the current folder, not from the workspace `folder` is in."""
    from generator.source.workspace import find_root

    if folder is None or told.location is None:
        return told
    with suppress(IssueError):
        file = path_from_here(find_root(folder), told.location.file)
        return replace(told, location=replace(told.location, file=file))
    return told


def path_from_here(root: Path, file: str) -> str:
    """A file of the workspace as it is found from the current folder, which a terminal can open with a click."""
    path = root / file
    # On Windows no path leads from one drive to another; elsewhere the current folder may be gone.
    with suppress(ValueError, OSError):
        return Path(os.path.relpath(path)).as_posix()
    return path.as_posix()


def as_text(told: Told, language: str) -> str:
    """An issue as lines: place, severity, message, code; the excerpt with a caret; the fix and its basis."""
    word = say(language, f"severity.{told.severity}")
    code = (
        say(language, "report.code", code=told.code, clause=told.clause)
        if told.clause
        else told.code
    )
    sentence = f"{visible(told.message)} [{code}]"
    lines = [f"{_place(told)}{_colour(word, told.severity)}: {sentence}"]
    lines += _excerpt(told)
    if told.fix:
        lines.append(f"  {say(language, 'report.fix')}: {visible(told.fix)}")
    if told.basis:
        lines.append(f"  {say(language, 'report.basis')}: {visible(told.basis)}")
    return "\n".join(lines)


_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Characters that would command the terminal, begin a line, or turn the direction of the text."""


def visible(text: str) -> str:
    """Words of a user's file or of a library, which may hold anything, as one harmless line."""
    return _CONTROL.sub("�", text)


def _place(told: Told) -> str:
    if told.location is None:
        return ""
    parts = filter(None, (told.location.file, told.location.address()))
    return click.style(visible(":".join(parts)), bold=True) + ": "


_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def _colour(word: str, severity: Severity) -> str:
    return click.style(word, fg=_COLOURS[severity], bold=True)


_SHOWN: Final = 100
"""How much of a long line is shown?"""


def _excerpt(told: Told) -> Iterator[str]:
    """The line and a caret under the words; a long line is cut to the part around. Of a table, the cell alone."""
    place = told.location
    if place is None or not place.excerpt.strip():
        return
    column = 0 if place.cell else place.column
    start = max(0, column - 60)
    shown = visible(place.excerpt.replace("\t", " ")[start : start + _SHOWN])
    gutter = f"{place.line:>5} | " if place.line else "      | "
    yield gutter + shown
    if column:
        before = column - 1 - start
        carets = "^" * max(1, min(told.length, len(shown) - before))
        yield " " * (len(gutter) - 2) + "| " + " " * before + carets


def as_json(told: Iterable[Told], **summary: object) -> str:
    """Everything, after a summary, as one JSON object for other programs; the fields are stable."""
    found = []
    for one in told:
        place = one.location
        found.append(
            {
                "code": one.code,
                "severity": one.severity,
                "file": place.file if place else None,
                "line": (place.line or None) if place else None,
                "column": (place.column or None) if place else None,
                "length": one.length or None,
                "sheet": (place.sheet or None) if place else None,
                "clause": one.clause or None,
                "roles": list(one.roles),
                "message": one.message,
                "fix": one.fix or None,
                "basis": one.basis or None,
            }
        )
    return json.dumps({**summary, "issues": found}, ensure_ascii=False, indent=2)


def print_for_programs(
    form: str, told: Iterable[Told], language: str, folder: Path, **summary: object
) -> None:
    """Everything to stdout, as `json` or as workflow commands for `github`."""
    if form == "json":
        click.echo(as_json(told, **summary))
        return
    for each in told:
        click.echo(as_github(found_from_here(each, folder)))


_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(told: Told) -> str:
    """A workflow command that GitHub shows beside the line."""
    place, message = told.location, told.message
    where = [f"file={_escaped(place.file, ':,')}"] if place else []
    if place and place.sheet:
        # A workbook has no lines to show the message beside.
        message = f"{place.address()}: {message}"
    elif place:
        where += [f"line={place.line}"] if place.line else []
        where += [f"col={place.column}"] if place.column else []
        where += [f"endColumn={place.column + told.length}"] if place.column and told.length else []
    words = " ".join(
        filter(None, (message, told.fix, told.basis and f"({told.basis})", f"[{told.code}]"))
    )
    return f"::{_LEVELS[told.severity]} {','.join(where)}::{_escaped(words)}"


def _escaped(text: str, more: str = "") -> str:
    """The text as a workflow command takes it: what would end it is written as its code."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def count_errors(issues: Iterable[Issue | Told | Finding]) -> int:
    """How many of the issues stop something; a warning does not."""
    return sum(found.severity is Severity.ERROR for found in issues)


def fails(told: Iterable[Issue | Told], strict: bool) -> bool:
    """Whether a check ends with status 1: an error was found, or, when it is `strict`, a warning."""
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(each.severity in failing for each in told)


def summary(report: Report, language: str, built: bool) -> str:
    """The last line: how many errors in how many roles, and how many were built."""
    errors = count_errors(report.issues)
    roles = say(language, "report.roles", count=len(report.roles))
    if not errors:
        found = report.lint is not None and report.lint.findings
        clean = "report.sound" if found else "report.clean"
        warned = "report.warned" if report.issues else clean
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


def lint_summary(report: Report, language: str) -> str:
    """The line about the texts: how much was found, accepted and known; "" when the linter had nothing to say."""
    lint = report.lint
    if lint is None or not (lint.findings or lint.waived or lint.known):
        return ""
    counts = {s: sum(found.severity is s for found in lint.findings) for s in Severity}
    parts = [say(language, "lint.summary", **{str(key): value for key, value in counts.items()})]
    parts += [say(language, "lint.waived", count=len(lint.waived))] if lint.waived else []
    parts += [say(language, "lint.known", count=lint.known)] if lint.known else []
    return " ".join(parts)


def print_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A table to stdout: on a terminal as wide as that, elsewhere as its texts, a line for each row."""
    listed = [tuple(map(visible, row)) for row in rows]
    if not sys.stdout.isatty():
        _print_lines([head, *listed])
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(*head, box=SIMPLE_HEAD, pad_edge=False)
    for row in listed:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)


def _print_lines(rows: list[tuple[str, ...]]) -> None:
    """The rows with their columns below each other, the first of them above a line."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("─" * width for width in widths))
    click.echo("\n".join(lines))
