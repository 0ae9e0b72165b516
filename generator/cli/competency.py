"""`posada competency …`: what a holder must be able to do, and who is (компетенції): documents, assessments, fit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import building
from generator.cli import report as reports
from generator.cli.group import Group
from generator.cli.options import (
    common,
    metavar,
    role_id,
    roles_argument,
    sample,
    subcommand,
    text,
    wrong,
)
from generator.messages import say

if TYPE_CHECKING:
    from generator.competency.fit import Candidate
    from generator.competency.gap import GapReport, GapRow
    from generator.make.assessing import AssessmentReport
    from generator.make.competencies import Staffed, Wanted


@click.group(
    "competency",
    cls=Group,
    help=text("competency"),
    epilog=f"\b\n{sample('word')}: posada competency build",
    options_metavar=metavar("options"),
    subcommand_metavar=metavar("command"),
)
def command() -> None:
    """The group itself does nothing."""


def _kinds_of(_: click.Context, __: click.Parameter, written: str) -> tuple[Wanted, ...]:
    from generator.make.competencies import Wanted

    known = tuple(Wanted)
    named = [part.strip().lower() for part in written.split(",") if part.strip()]
    unknown = [name for name in named if name not in known]
    if unknown or (written and not named):
        raise wrong("kinds", unknown=", ".join(unknown) or written, known=", ".join(known))
    return tuple(kind for kind in known if kind in named) or known


@subcommand("competency build", "driver --only profile,sheet")
@roles_argument
@click.option(
    "--only",
    "kinds",
    default="",
    show_default=False,
    callback=_kinds_of,
    metavar=metavar("kinds"),
    help=text("only"),
)
@building.options
@common
def build(
    roles: tuple[str, ...],
    kinds: tuple[Wanted, ...],
    formats: tuple[str, ...],
    jobs: int,
    executor: str,
    day: date | None,
    force: bool,
    final: bool,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when a document could not be made; the others are."""
    from generator.make import Plan
    from generator.make.competencies import build_competencies
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        root = find_root(folder)
        plan, waiting = Plan(root, formats, day, draft=not final), building.waiting(language)
        with building.work(language, quiet) as progress:
            report = build_competencies(
                plan,
                roles,
                kinds,
                jobs,
                progress,
                force=force,
                executor=executor,
                waiting=waiting,
            )
    building.conclude(report, root, language, quiet)


_files = click.argument(
    "files", nargs=-1, type=click.Path(path_type=Path), metavar=f"[{metavar('file')}]..."
)


@subcommand("competency assess", sample("assessment_file"))
@_files
@building.making
@common
def assess(
    files: tuple[Path, ...],
    formats: tuple[str, ...],
    jobs: int,
    executor: str,
    day: date | None,
    force: bool,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """The table goes to stdout; exit status 1 when an assessment could not be read or a report not be made."""
    from generator.competency.namesakes import shown_names
    from generator.make import Plan
    from generator.make.assessing import assess as assess_all
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        root = find_root(folder)
        plan, waiting = Plan(root, formats, day), building.waiting(language)
        with building.work(language, quiet) as progress:
            report = assess_all(
                plan, files, jobs, progress, force=force, executor=executor, waiting=waiting
            )
    if report.reports:
        head = _head(language, ("person", "position", "fit", "gaps"))
        called = shown_names(each.assessed.person for each in report.reports)
        rows = (_row(each, called[each.assessed.person], language) for each in report.reports)
        reports.print_table(head, rows)
    _tell(report, root, language, quiet)


@subcommand("competency fit", "account-manager")
@click.argument(
    "role", metavar=metavar("role"), callback=lambda context, _, value: role_id(context, value)
)
@_files
@click.option(
    "--format",
    "formats",
    default="docx,pdf,html",
    callback=building.formats_of,
    metavar=metavar("formats"),
    help=text("formats"),
)
@click.option("--date", "day", callback=building.day_of, metavar=metavar("date"), help=text("date"))
@common
def fit(
    role: str,
    files: tuple[Path, ...],
    formats: tuple[str, ...],
    day: date | None,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """The table goes to stdout; exit status 1, and no document, when an assessment could not be read."""
    from generator.competency.namesakes import shown_names
    from generator.make import Plan
    from generator.make.assessing import rank
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        root = find_root(folder)
        plan = Plan(root, formats, day)
        report = rank(plan, role, files, waiting=building.waiting(language))
    if report.candidates:
        head = _head(language, ("place", "person", "fit", "lacks", "unassessed"))
        called = shown_names(each.assessed.person for each in report.candidates)
        rows = (
            _candidate(each, called[each.assessed.person], language) for each in report.candidates
        )
        reports.print_table(head, rows)
    _tell(report, root, language, quiet)


@subcommand("competency list")
@common
def list_(folder: Path, lang: str | None, quiet: bool) -> None:
    """The table goes to stdout; exit status 1 when the catalogue or a role is not sound."""
    from generator.make import Composer, Plan
    from generator.make.competencies import read_profiles
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        root = find_root(folder)
        found = read_profiles(Composer(Plan(root)))
    head = _head(language, ("id", "name", "kind", "roles"))
    reports.print_table(head, _listed(found, language))
    reports.print_issues(found.issues, language, root)
    if reports.count_errors(found.issues):
        sys.exit(1)


@subcommand("competency new", f'client-care --name "{sample("competency")}"')
@click.argument("competency", metavar=metavar("competency"))
@click.option("--name", required=True, metavar=metavar("title"), help=text("competency_name"))
@common
def new(competency: str, name: str, folder: Path, lang: str | None, quiet: bool) -> None:
    """Never overwrites a file."""
    from generator.source.workspace import load_workspace
    from generator.starter import create_competency

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        workspace = load_workspace(folder)
        path = create_competency(workspace, competency, name)
    shown = reports.path_from_here(workspace.root, str(path))
    click.echo(shown)
    if not quiet:
        click.echo(say(language, "competency.new_done", file=shown), err=True)


def _head(language: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(say(language, f"competency.column.{name}") for name in columns)


def _row(report: GapReport, name: str, language: str) -> tuple[str, ...]:
    fit = f"{report.coverage.percent} %"
    if report.unassessed:
        every = len(report.rows)
        done = every - len(report.unassessed)
        fit = say(language, "competency.partly", done=done, every=every)
    return name, report.profile.title, fit, _largest(report.gaps, language)


def _candidate(one: Candidate, name: str, language: str) -> tuple[str, ...]:
    lacks = _largest(one.lacks, language)
    unassessed = ", ".join(row.required.entry.name for row in one.unassessed) or "—"
    coverage = one.coverage
    share = f"{coverage.percent} % ({coverage.counted}/{coverage.required})"
    return str(one.place), name, share, lacks, unassessed


def _largest(gaps: tuple[GapRow, ...], language: str) -> str:
    """The largest gaps, and how many more there are, which the documents name."""
    from generator.competency.gap import MOST_GAPS

    told = [_has_needs(row, language) for row in gaps[:MOST_GAPS]]
    if len(gaps) > MOST_GAPS:
        told.append(say(language, "competency.more", count=len(gaps) - MOST_GAPS))
    return "; ".join(told) or "—"


def _has_needs(row: GapRow, language: str) -> str:
    values = {"name": row.required.entry.name, "has": row.actual, "needs": row.required.level}
    return say(language, "competency.has_needs", **values)


def _listed(found: Staffed, language: str) -> Iterator[tuple[str, ...]]:
    """A row for each competency, with the roles that require it and at which level."""
    for entry in found.catalogue.competencies.values():
        levels = ((role, each.level_of(entry.id)) for role, each in found.profiles.items())
        roles = ", ".join(f"{role} {level}" for role, level in levels if level) or "—"
        kind = say(language, f"competency.kind.{entry.kind}")
        yield entry.id, entry.name, kind, roles


def _tell(report: AssessmentReport, root: Path, language: str, quiet: bool) -> None:
    """The files, told beside the table, and the issues."""
    for path in () if quiet else report.made.written:
        shown = reports.path_from_here(root, str(path))
        click.echo(say(language, "staff.written", file=shown), err=True)
    building.print_files(root, (), report.made.removed, language, quiet)
    reports.print_issues(report.made.issues, language, root)
    if reports.count_errors(report.made.issues):
        sys.exit(1)


for each in (build, assess, fit, list_, new):
    command.add_command(each)
