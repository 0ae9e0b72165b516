"""`posada verify`: is a file what was published, word for word, and is that in force (перевірити справжність)?"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.building import day_of
from generator.cli.options import common, metavar, sample, subcommand, text
from generator.messages import say

if TYPE_CHECKING:
    from generator.make.desk import Desk
    from generator.make.evidence import Checked
    from generator.review.evidence.verify import Difference


@subcommand("verify", sample("published_file"))
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar=f"{metavar('file')}...",
)
@click.option("--as-of", "day", callback=day_of, metavar=metavar("date"), help=text("as_of"))
@common
def command(
    files: tuple[Path, ...],
    day: date | None,
    folder: Path,
    lang: str | None,
    quiet: bool,
) -> None:
    """Exit status 0 when every file is unaltered, 1 when one is altered or unknown."""
    from generator.issue import IssueError
    from generator.make.evidence import check_file

    language = reports.language_of(folder, lang)
    failed = False
    with reports.reported(language, folder):
        desk = _desk(folder)
    for file in files:
        try:
            found = check_file(file, desk, day or date.today())
        except IssueError as error:
            reports.print_issues(error.issues, language, Path())
            failed = True
            continue
        click.echo(_line(file, found, language))
        reports.print_issues(found.issues, language, Path())
        failed = failed or not found.holds
    if failed:
        sys.exit(1)


def _desk(folder: Path) -> Desk | None:
    """The desk of the workspace, `None` outside of one: an archive needs none."""
    from generator.issue import IssueError
    from generator.make.desk import Desk, Moment
    from generator.source.workspace import find_root

    try:
        root = find_root(folder)
    except IssueError:
        return None
    return Desk(root, Moment(date.today(), ""))


def _line(file: Path, found: Checked, language: str) -> str:
    """What it is, in one line."""
    name = reports.visible(file.as_posix())
    if found.is_archive:
        key = "verify.archive" if found.holds else "verify.archive_broken"
        return say(language, key, file=name, count=found.versions)
    if found.verdict is None or found.published is None:
        return say(language, "verify.unknown", file=name)
    published = found.published
    version = say(
        language,
        "verify.version",
        role=found.verdict.role,
        version=published.version,
        number=published.number,
        day=published.in_force.isoformat(),
        state=say(language, f"verify.{found.state}"),
    )
    if found.verdict.is_unaltered:
        key = "verify.same_file" if found.same_file else "verify.unaltered"
        notes = found.verdict.annotations
        beside = f" {say(language, 'verify.annotations', count=notes)}" if notes else ""
        return say(language, key, file=name, version=version) + beside
    places = "; ".join(_place(each, language) for each in found.verdict.differences[:_SHOWN])
    more = len(found.verdict.differences) - _SHOWN
    places += f" (+{more})" if more > 0 else ""
    return say(language, "verify.altered", file=name, version=version, places=places)


_SHOWN = 5
"""How many altered places are named in the one line?"""


def _place(difference: Difference, language: str) -> str:
    number = difference.number.rstrip(".)") or say(language, "verify.requisites")
    clause = f" ({difference.clause})" if difference.clause else ""
    what = say(language, f"verify.{difference.kind}")
    return reports.visible(f"{number}{clause}: {what}")
