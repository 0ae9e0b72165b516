"""`posada doctor`: what is installed, which font is found, and how to get what is missing on this system."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.options import common, subcommand
from generator.messages import say

if TYPE_CHECKING:
    from generator.doctor import Finding


@subcommand("doctor")
@common
def command(folder: Path, lang: str | None, quiet: bool) -> None:
    """Exit status 1 when something is missing without which a format cannot be made."""
    from generator import __version__
    from generator.doctor import examine

    language = reports.language_of(folder, lang)
    findings = examine(folder)
    if not quiet:
        click.echo(click.style(say(language, "doctor.title"), bold=True))
        click.echo(f"  posada {__version__} · {platform.platform()}")
    for finding in findings:
        click.echo(_line(finding, language))
    if any(not finding.found and finding.needed for finding in findings):
        sys.exit(1)


def _line(finding: Finding, language: str) -> str:
    if finding.found:
        mark = click.style(f"[{say(language, 'doctor.ok')}]", fg="green")
    else:
        mark = click.style(
            f"[{say(language, 'doctor.bad')}]", fg="red" if finding.needed else "yellow"
        )
    words = say(language, f"doctor.{finding.key}", **dict(finding.values))
    how = f"\n      {say(language, 'doctor.how')}: {finding.how}" if finding.how else ""
    return f"  {mark} {words}{how}"
