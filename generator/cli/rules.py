"""`posada rules [RULE]`: the rules of the linter as a table, or one of them explained; both to stdout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import report as reports
from generator.cli.options import common, metavar, subcommand
from generator.messages import say

if TYPE_CHECKING:
    from generator.lint.rules import Rule, RuleSet
    from generator.model.rule import Example


@subcommand("rules", "open-list")
@click.argument("rule", required=False, metavar=f"[{metavar('rule')}]")
@common
def command(rule: str | None, folder: Path, lang: str | None, quiet: bool) -> None:
    """A name may be that of a family."""
    from generator.issue import IssueError
    from generator.lint.load import built_in_rules, load_rules
    from generator.source.workspace import load_workspace

    language = reports.language_of(folder, lang)
    with reports.reported(language, folder):
        try:
            workspace = load_workspace(folder)
        except IssueError:
            # The rules can be read anywhere; a workspace only adds its own.
            rules = built_in_rules(language)
        else:
            rules = load_rules(workspace)
        named = rules.named(rule) if rule else tuple(rules.rules)
        if rule and not named:
            raise IssueError(rules.unknown(rule, None))
    if rule in rules.rules:
        click.echo("\n".join(_explained(rules.rules[rule], rules, language)))
    else:
        _table([rules.rules[name] for name in named], rules, language)


def _table(listed: list[Rule], rules: RuleSet, language: str) -> None:
    head = tuple(say(language, f"lint.{key}") for key in ("rule", "family", "severity", "title"))
    rows = (
        (
            rule.id,
            rules.families[rule.family].into(language),
            say(language, f"severity.{rule.entry.severity}"),
            rule.entry.title.into(language),
        )
        for rule in listed
    )
    reports.print_table(head, rows)


def _explained(rule: Rule, rules: RuleSet, language: str) -> Iterator[str]:
    entry = rule.entry
    severity = say(language, f"severity.{entry.severity}")
    family = rules.families[rule.family].into(language)
    yield f"{rule.id} ({severity}; {family})"
    yield f"  {entry.title.into(language)}."
    for key, words in (
        ("why", entry.explanation.into(language)),
        ("fix", entry.fix.into(language)),
        ("basis", entry.basis.into(language) if entry.basis else ""),
        ("since", entry.since.isoformat() if entry.since else ""),
        ("until", entry.until.isoformat() if entry.until else ""),
        ("where", ", ".join(entry.where)),
    ):
        if words:
            yield f"  {say(language, f'lint.{key}')}: {words}"
    for key, examples in (("fires", entry.fires), ("silent", entry.silent)):
        for example in filter(_has_text, examples):
            yield f"  {say(language, f'lint.{key}')}: {example.text}"


def _has_text(example: Example) -> bool:
    return example.text is not None
