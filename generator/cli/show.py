"""`posada show`: the document of a role in the terminal, each clause with the file and line it comes from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.options import common, metavar, role_id, subcommand
from generator.messages import say

if TYPE_CHECKING:
    from generator.document.tree import Document
    from generator.model.resolved import Entry, ResolvedRole


@subcommand("show", "hr-inspector")
@click.argument(
    "role", metavar=metavar("role"), callback=lambda context, _, value: role_id(context, value)
)
@common
def command(role: str, folder: Path, lang: str | None, quiet: bool) -> None:
    """With `--quiet` only the words, without where they come from. Of a role with issues, what there is of it."""
    from generator.issue import IssueError
    from generator.make import Composer, Plan, select
    from generator.source.inheritance import lay
    from generator.source.workspace import find_root

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        composer = Composer(Plan(find_root(folder)))
        _, unknown = select(composer.workspace, (role,))
        if unknown:
            raise IssueError(unknown)
        resolved, problems = lay(composer.files, role)
    try:
        _show_document(composer.compose(resolved), resolved, quiet)
    except IssueError as error:
        problems += error.issues
        _show_clauses(resolved, quiet)
    _show_competencies(resolved, language, quiet)
    reports.print_issues(problems, language, folder)
    if problems:
        sys.exit(1)


def _show_document(document: Document, role: ResolvedRole, quiet: bool) -> None:
    """The clauses as they are printed, with their numbers."""
    _show_title(document.title, role, quiet)
    clauses = {clause.id: clause for clause in role.clauses()}
    for paragraph in document.paragraphs():
        if not paragraph.number:
            continue
        words = f"{paragraph.number} {paragraph.text}"
        is_heading = paragraph.id.startswith("section.")
        click.echo(click.style(f"\n{words}", bold=True) if is_heading else words)
        if paragraph.id in clauses and not quiet:
            _show_origin(clauses[paragraph.id])


def _show_clauses(role: ResolvedRole, quiet: bool) -> None:
    """The clauses as they are written, by the keys they stand under; there is no document to number them in."""
    _show_title(role.position.title, role, quiet)
    for key, entries in {
        **{key: (one,) for key, one in role.sentences.items()},
        **role.sections,
    }.items():
        if entries:
            click.echo(click.style(f"\n{key}", bold=True))
        for entry in (each for one in entries for each in (one, *getattr(one, "items", ()))):
            click.echo(entry.text)
            if not quiet:
                _show_origin(entry)


def _show_competencies(role: ResolvedRole, language: str, quiet: bool) -> None:
    """The levels that the role requires, which its document does not print."""
    if role.competencies:
        click.echo(click.style(f"\n{say(language, 'show.competencies')}", bold=True))
    for each in role.competencies:
        click.echo(f"{each.id}: {each.level}")
        if not quiet:
            click.echo(click.style(f"    {each.origin.file}:{each.origin.line}", dim=True))


def _show_title(title: str, role: ResolvedRole, quiet: bool) -> None:
    click.echo(click.style(title, bold=True))
    if not quiet:
        click.echo(click.style(" → ".join(role.parts), dim=True))


def _show_origin(entry: Entry) -> None:
    place = f"{entry.origin.file}:{entry.origin.line}"
    click.echo(click.style(f"    [{entry.id}] {place}", dim=True))
