"""`posada review`: send a text out to be agreed, and take back what reviewers have made of it in Word."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.deciding import day_option, desk_of, person, print_record, role_argument
from generator.cli.group import Group
from generator.cli.options import common, metavar, sample, subcommand, text
from generator.messages import say

if TYPE_CHECKING:
    from generator.make.returning import Returned
    from generator.review.returned.proposal import Proposal


class _Review(Group):
    """`review ROLE` sends, `review import FILE` takes back."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if arguments[0] in self.list_commands(context):
            return super().resolve_command(context, arguments)
        return "send", _send, arguments


@click.group(
    "review",
    cls=_Review,
    help=text("review"),
    epilog=f"\b\n{sample('word')}: posada review hr-inspector",
    options_metavar=metavar("options"),
    subcommand_metavar=f"{metavar('role')} | import {metavar('file')}",
)
def command() -> None:
    """The group itself does nothing."""


@subcommand("review", "hr-inspector")
@role_argument
@day_option
@common
def _send(role: str, day: date | None, folder: Path, lang: str | None, quiet: bool) -> None:
    """Write the packet and record that the text is in review."""
    from generator.cli.diff import say_untracked
    from generator.make.packet import send

    language = reports.language_of(folder, lang)
    with desk_of(folder, language, day) as desk:
        packet = send(desk, role)
        for file in packet.files:
            click.echo(reports.path_from_here(desk.root, file))
        reports.print_issues(packet.kept, language, folder)
        if quiet:
            return
        if not packet.compared_with:
            click.echo(say(language, "review.first"), err=True)
        say_untracked(packet.untracked, language)
        names = ", ".join(person(each.signer) for each in packet.status.waiting)
        key = "review.sent" if names else "review.sent_nobody"
        click.echo(say(language, key, names=names), err=True)


@subcommand("review import", f"{sample('word_file')} --apply")
@click.argument("file", type=click.Path(path_type=Path), metavar=metavar("file"))
@click.option(
    "--role", default="", metavar=metavar("role"), show_default=False, help=text("of_role")
)
@click.option("--apply", "write", is_flag=True, help=text("apply"))
@day_option
@common
def import_(
    file: Path,
    role: str,
    write: bool,
    day: date | None,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 1 when the file cannot be taken, or something in it only people can decide upon."""
    from generator.make.returning import receive

    language = reports.language_of(folder, lang)
    with desk_of(folder, language, day) as desk:
        returned = receive(desk, file, role, write=write)
        reports.print_issues(returned.issues, language, folder)
        _show(returned, language)
        for changed in returned.applied.files:
            if write:
                click.echo(reports.path_from_here(desk.root, changed.name))
            else:
                click.echo(changed.diff, nl=False)
        for record in returned.records:
            print_record(desk, record)
        if not quiet:
            _summarise(returned, language, write)
    if returned.undecided:
        sys.exit(1)


def _show(returned: Returned, language: str) -> None:
    """Every proposal with who has made it, and every comment."""
    for proposal in returned.proposals:
        click.echo(click.style(_head(proposal, language), bold=True))
        click.echo(f"  {_words(proposal)}")
        outcome = say(language, f"proposal.{proposal.outcome}")
        why = proposal.reason or ("proposal.no_clause" if proposal.outcome == "unwritable" else "")
        click.echo(f"  → {outcome}{f': {say(language, why)}' if why else ''}")
    for comment in returned.comments:
        head = say(language, "proposal.comment", clause=comment.clause or "—")
        click.echo(
            click.style(f"{head} — {_who(comment.author, comment.date, language)}", bold=True)
        )
        click.echo(f"  {reports.visible(comment.text)}")
    for stray in returned.strays:
        head = say(language, f"proposal.stray_{stray.kind}", clause=stray.after or "—")
        click.echo(click.style(head, bold=True))
        click.echo(f"  {reports.visible(stray.text)}")


def _head(proposal: Proposal, language: str) -> str:
    change = proposal.change
    number = change.paragraph.number.rstrip(".)")
    name = f"{number} ({change.paragraph.id})" if change.old and change.old.id else number
    what = say(language, f"diff.{change.kind}", number=name or change.paragraph.style)
    tracked = "" if proposal.tracked else f" {say(language, 'proposal.untracked')}"
    by_words = f" {say(language, 'proposal.by_words')}" if proposal.by_words else ""
    return f"{what} — {_who(proposal.author, proposal.date, language)}{tracked}{by_words}"


def _who(author: str, day: str, language: str) -> str:
    who = author or say(language, "review.unknown_author")
    return reports.visible(" ".join(filter(None, (who, day[:10]))))


def _words(proposal: Proposal) -> str:
    from generator.cli.diff import words_of

    return words_of(proposal.change)


def _summarise(returned: Returned, language: str, write: bool) -> None:
    if returned.says_nothing:
        click.echo(say(language, "proposal.nothing"), err=True)
        return
    if returned.formatting:
        click.echo(say(language, "proposal.formatting", count=returned.formatting), err=True)
    done = len(returned.applied.done)
    key = "proposal.written" if write else "proposal.would"
    click.echo(say(language, key, count=done, undecided=len(returned.undecided)), err=True)


command.add_command(import_)
