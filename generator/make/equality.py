"""Texts that people outside read or are asked → what of them the rules of equality forbid, as issues at their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import Final

from generator.issue import Code, Issue, IssueError, Severity, issue
from generator.lint.choice import Options, choose
from generator.lint.linter import Linter
from generator.lint.load import load_rules
from generator.lint.passages import Passage
from generator.lint.rules import RuleSet
from generator.source import tree
from generator.source.files import read_text
from generator.source.workspace import Workspace

EQUALITY: Final = "equality"
"""The family of rules that such a text must pass: Закон «Про зайнятість населення», ст. 11; КЗпП, ст. 2-1."""


class EqualityReader:
    """Reads texts by the rules of equality as of a day; `rules` are those of the workspace, when read already."""

    def __init__(self, workspace: Workspace, day: date, rules: RuleSet | None = None) -> None:
        self._workspace = workspace
        self._day = day
        self._given = rules

    def judge(self, texts: Iterable[Passage], code: Code) -> tuple[Issue, ...]:
        """What only may be wrong, as warnings of this code; `IssueError` when something is wrong for certain."""
        found = tuple(self._found(texts, code))
        if any(each.severity is Severity.ERROR for each in found):
            raise IssueError(found)
        return found

    def _found(self, texts: Iterable[Passage], code: Code) -> Iterator[Issue]:
        for found in self._linter.texts(texts):
            if found.severity is not Severity.INFO:
                words = found.words or found.text
                yield issue(code, found.location, found.severity, rule=found.rule, words=words)

    @cached_property
    def _linter(self) -> Linter:
        rules = self._given or load_rules(self._workspace)
        chosen = choose(rules, self._workspace, Options(select=(EQUALITY,)), self._day)
        return Linter(chosen, cache(self._root_of))

    def _root_of(self, file: str) -> tree.Node | None:
        """The tree of a file of the workspace."""
        root = self._workspace.root
        try:
            return tree.parse(read_text(root, root / file))
        except IssueError:
            return None
