"""Rule files, ours and the workspace's → a `RuleSet`: every rule checked, its examples tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.lint.checks import CHECKS
from generator.lint.examples import failures
from generator.lint.pattern import PatternError, sequences
from generator.lint.rules import Pattern, Rule, RuleSet, compile_regex
from generator.model.rule import PatternEntry, RuleEntry, RuleFile, Worded
from generator.source import tree
from generator.source.files import display_name, read_text
from generator.source.spelling import spelling
from generator.source.validate import nearest, shortened, validate
from generator.source.workspace import Workspace

FOLDER: Final = "rules"
BUILT_IN: Final = Path(__file__).with_name(FOLDER)
EVERY_LANGUAGE: Final = "any"


def load_rules(workspace: Workspace) -> RuleSet:
    """The built-in rules for the language of a workspace, and its own; `IssueError` with all that is wrong in them."""
    built_in = built_in_rules(workspace.settings.language)
    rules, families = dict(built_in.rules), dict(built_in.families)
    problems: list[Issue] = []
    for path in _own_files(workspace):
        try:
            read_rules(read_text(workspace.root, path), rules, families, problems)
        except IssueError as error:
            problems += error.issues
    if problems:
        raise IssueError(problems)
    return RuleSet(rules, families)


def _own_files(workspace: Workspace) -> list[Path]:
    folder = workspace.root / FOLDER
    return sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))


@cache
def built_in_rules(language: str) -> RuleSet:
    """The rules that posada brings for documents of a language."""
    rules: dict[str, Rule] = {}
    families: dict[str, Worded] = {}
    problems: list[Issue] = []
    for folder in (BUILT_IN / language, BUILT_IN / EVERY_LANGUAGE):
        for path in sorted(folder.glob("*.yaml")):
            source = tree.SourceFile(display_name(BUILT_IN, path), path.read_text("utf-8"))
            # Nothing is wrong in ours, as the tests know, so no place in them is needed, nor are their examples tried.
            content = RuleFile.model_validate(tree.texts(source))
            _add(content, None, source.name, rules, families, problems)
    if problems:
        raise IssueError(problems)
    return RuleSet(rules, families)


def read_rules(
    source: tree.SourceFile,
    rules: dict[str, Rule],
    families: dict[str, Worded],
    problems: list[Issue],
    built_in: bool = False,
) -> None:
    """Add the rules of a file to `rules`, and what is wrong with them to `problems`.

    `IssueError` when it is no file of rules. With `built_in` a rule may name a check.
    """
    node = tree.parse(source)
    _add(validate(node, RuleFile), node, source.name, rules, families, problems, built_in)


def _add(
    content: RuleFile,
    node: tree.Node | None,
    name: str,
    rules: dict[str, Rule],
    families: dict[str, Worded],
    problems: list[Issue],
    built_in: bool = True,
) -> None:
    families.setdefault(content.family, content.title)
    for index, entry in enumerate(content.rules):
        reader = _Reader(node, name, index)
        place = reader.place("id")
        if entry.id in rules:
            problems.append(issue(Code.RULE_DUPLICATE, place, rule=entry.id))
            continue
        if entry.check and not (built_in and entry.check in CHECKS):
            place_of_check = reader.place("check")
            reader.problems.append(issue(Code.RULE_CHECK, place_of_check, check=entry.check))
        rule = reader.rule(entry, content.family, place)
        if node and not reader.problems:
            reader.try_examples(rule)
        problems += reader.problems
        rules[entry.id] = rule


@dataclass
class _Reader:
    """Makes the patterns of one rule; what is wrong with them goes to `problems`."""

    root: tree.Node | None
    name: str
    index: int
    problems: list[Issue] = field(default_factory=list)

    def place(self, *path: int | str) -> Location:
        if self.root is None:
            return Location(self.name)
        return nearest(self.root, ("rules", self.index, *path)).location

    def rule(self, entry: RuleEntry, family: str, place: Location) -> Rule:
        return Rule(
            entry,
            family,
            place,
            patterns=tuple(self._patterns("patterns", entry.patterns)),
            lacks=tuple(self._patterns("lacks", entry.lacks)),
            unless=tuple(self._patterns("unless", entry.unless)),
            excepted=tuple(self._patterns("except", entry.except_)),
            elsewhere=tuple(self._patterns("unless_elsewhere", entry.unless_elsewhere)),
        )

    def try_examples(self, rule: Rule) -> None:
        """Hold the rule to what its examples say."""
        for kind, index, (why, values) in failures(rule):
            place = self.place(kind, index, "text")
            said: dict[str, Any] = {key: shortened(text) for key, text in values.items()}
            reason = Phrase(f"rule_example.{why}")
            self.problems.append(
                issue(Code.RULE_EXAMPLE, place, rule=rule.id, reason=reason, **said)
            )

    def _patterns(self, key: str, entries: Iterable[PatternEntry]) -> Iterator[Pattern]:
        for index, entry in enumerate(entries):
            try:
                yield self._pattern(entry)
            except PatternError as error:
                self.problems.append(
                    issue(
                        Code.RULE_PATTERN,
                        self._place_in(key, index, entry, error.at),
                        reason=Phrase(f"pattern.{error.key}"),
                        found=error.found or None,
                        at=error.at + 1,
                    )
                )

    def _place_in(self, key: str, index: int, entry: PatternEntry, at: int) -> Location:
        """Where a character of a pattern stands in the file."""
        # A list item that is only a text has no key of its own.
        path = (key, index, "match" if entry.match else "regex")
        if self.root is None:
            return Location(self.name)
        node = nearest(self.root, ("rules", self.index, *path))
        text = entry.match or entry.regex or ""
        spelled = spelling(node, text) if isinstance(node, tree.Scalar) else None
        return spelled.location(min(at, len(text) - 1), len(text))[0] if spelled else node.location

    def _pattern(self, entry: PatternEntry) -> Pattern:
        if entry.match:
            made = sequences(entry.match, compile_regex, check_lemmas=self.root is not None)
            return Pattern(entry, made)
        assert entry.regex
        try:
            return Pattern(entry, regex=compile_regex(entry.regex))
        except ValueError as error:
            raise PatternError("regex", 0, str(error)) from None
