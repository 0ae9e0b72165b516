"""`posada diff`: what differs between two texts of a role, clause by clause and word by word (порівняння редакцій)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.deciding import desk_of, role_argument, text_option
from generator.cli.options import common, metavar, subcommand, text, wrong
from generator.messages import say

if TYPE_CHECKING:
    from generator.document.tree import Paragraph
    from generator.review.redline.compare import ClauseChange, Comparison

_FORMATS = ("docx", "pdf", "html")


def _formats(_: click.Context, __: click.Parameter, written: str) -> tuple[str, ...]:
    wanted = tuple(
        dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip())
    )
    if unknown := [part for part in wanted if part not in _FORMATS]:
        raise wrong("formats", unknown=", ".join(unknown), known=", ".join(_FORMATS))
    return wanted


@subcommand("diff", "hr-inspector 1 --format docx")
@role_argument
@click.argument("old", required=False, default="", metavar=f"[{metavar('text_from')}]")
@click.argument("new", required=False, default="", metavar=f"[{metavar('text_to')}]")
@click.option(
    "--as",
    "form",
    type=click.Choice(("redline", "table", "amendment")),
    default="redline",
    help=text("diff_as"),
)
@click.option(
    "--format",
    "formats",
    default="",
    callback=_formats,
    show_default=False,
    metavar=metavar("formats"),
    help=text("diff_formats"),
)
@text_option("--author", "diff_author")
@click.option("--final", is_flag=True, help=text("diff_final"))
@common
def command(
    role: str,
    old: str,
    new: str,
    form: str,
    formats: tuple[str, ...],
    author: str,
    final: bool,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Without formats it is shown in the terminal. Exit status 0 whether the texts differ or not."""
    from generator.make.packet import base_of, files_of, put_out, shown
    from generator.make.texts import PRESENT, document_of
    from generator.review.redline.compare import compare

    language = reports.language_of(folder, lang)
    with desk_of(folder, language, None) as desk:
        present = desk.present(role)
        standing = desk.standing(present)
        if not old and standing.in_force is None:
            click.echo(say(language, "diff.nothing_before"), err=True)
            sys.exit(1)
        first = old or str(standing.in_force.version if standing.in_force else "")
        comparison = compare(
            document_of(desk, role, first), document_of(desk, role, new or PRESENT)
        )
        if form == "amendment" and not comparison.changes:
            click.echo(say(language, "diff.same"), err=True)
            return
        if not formats and form == "redline":
            _print(comparison, language)
        else:
            base = base_of(desk, comparison.old, comparison.new)
            document = shown(desk, present.role, comparison, form, base, author, draft=not final)
            wanted = formats or ("docx", "pdf")
            made = files_of(desk, document, wanted, f"{role}-{form}", comparison)
            files, kept = put_out(desk, role, made)
            for file in files:
                click.echo(reports.path_from_here(desk.root, file))
            reports.print_issues(kept, language, folder)
        if not quiet:
            _summarise(comparison, language)


def _print(comparison: Comparison, language: str) -> None:
    """Every change under the heading of its section."""
    section = None
    for change in comparison.changes:
        if change.section is not section:
            section = change.section
            if section:
                click.echo(click.style(f"\n{_shown(section)}", bold=True))
        minor = f" {say(language, 'diff.minor')}" if change.minor else ""
        head = say(language, f"diff.{change.kind}", number=_numbers(change)) + minor
        click.echo(click.style(head, fg="cyan"))
        click.echo(f"  {words_of(change)}")


def _shown(paragraph: Paragraph) -> str:
    return f"{paragraph.number} {paragraph.text}".strip()


def _numbers(change: ClauseChange) -> str:
    numbers = [p.number.rstrip(".)") for p in (change.old, change.new) if p and p.number]
    return " → ".join(dict.fromkeys(numbers)) or change.paragraph.style


def words_of(change: ClauseChange) -> str:
    """The words of both texts, those that go and come marked by colour and by brackets."""
    from generator.document.tree import Change, Revision, plain_text
    from generator.render.text import BRACKETS
    from generator.review.redline.words import marked, redlined

    gone, come = Revision(Change.DELETED), Revision(Change.INSERTED)
    if change.old and change.new:
        inlines = redlined(change.old.inlines, change.new.inlines, gone, come)
    else:
        inlines = marked(change.paragraph.inlines, gone if change.old else come)
    said = []
    for inline in inlines:
        words = reports.visible(plain_text(inline))
        if inline.revision is None:
            said.append(words)
            continue
        opening, closing = BRACKETS[inline.revision.change]
        colour = "green" if inline.revision.change.is_new else "red"
        said.append(click.style(f"{opening}{words}{closing}", fg=colour))
    return "".join(said)


def _summarise(comparison: Comparison, language: str) -> None:
    count = len(comparison.changes)
    click.echo(say(language, "diff.changes", count=count), err=True)
    say_untracked(comparison.untracked, language)


def say_untracked(untracked: tuple[str, ...], language: str) -> None:
    """Tell what differs and is shown in no comparison."""
    for words in untracked:
        click.echo(say(language, "diff.untracked", words=reports.visible(words)), err=True)
