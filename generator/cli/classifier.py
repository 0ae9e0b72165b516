"""`posada classifier WORD…`: professions of `classifier.csv` by a word of the title or by the code, to stdout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import report as reports
from generator.cli.options import common, metavar, subcommand
from generator.messages import say


@subcommand("classifier", "1475.4")
@click.argument("words", nargs=-1, required=True, metavar=f"{metavar('word')}...")
@common
def command(words: tuple[str, ...], folder: Path, lang: str | None, quiet: bool) -> None:
    """Exit status 1 when there is no such profession."""
    from generator.lint.search import search
    from generator.source.classifier import load_classifier
    from generator.source.workspace import load_workspace

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        classifier = load_classifier(load_workspace(folder))
    if classifier is None:
        click.echo(say(language, "lint.no_classifier"), err=True)
        sys.exit(1)
    found = search(classifier, " ".join(words))
    if not found:
        click.echo(say(language, "lint.not_in_classifier", word=" ".join(words)), err=True)
        sys.exit(1)
    reports.print_table(
        tuple(say(language, f"lint.{key}") for key in ("code", "profession")), found
    )
