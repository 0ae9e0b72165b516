"""Rules with their patterns read, by their ids; and the patterns of some of them ready to be matched at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Final

import re2

from generator.issue import Code, Issue, Location, issue, nearest_names
from generator.lint.element import Sequence
from generator.lint.matcher import Matcher
from generator.model.rule import PatternEntry, RuleEntry, Worded

_OPTIONS: Final = re2.Options()
_OPTIONS.log_errors = False
# With the usual 8 MB the set of all expressions throws its states away again and again, at eighty times the time.
_OPTIONS.max_mem = 64 << 20


def compile_regex(expression: str) -> Any:
    """A regular expression of RE2, which takes a time linear in the text; `ValueError` says what is wrong with it."""
    try:
        return re2.compile(expression, _OPTIONS)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        raise ValueError(reason.decode() if isinstance(reason, bytes) else str(reason)) from None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of a rule: the sequences of words it stands for, or its regular expression."""

    entry: PatternEntry
    sequences: tuple[Sequence, ...] = ()
    regex: Any = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule (правило) of a family, from the file it was written in."""

    entry: RuleEntry
    family: str
    origin: Location
    patterns: tuple[Pattern, ...] = ()
    lacks: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    excepted: tuple[Pattern, ...] = ()
    elsewhere: tuple[Pattern, ...] = ()

    @property
    def id(self) -> str:
        """Its id, which is what the user sees in brackets."""
        return self.entry.id

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        since, until = self.entry.since, self.entry.until
        return (since is None or since <= day) and (until is None or day <= until)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of a workspace by their ids, and the titles of their families."""

    rules: dict[str, Rule]
    families: dict[str, Worded]

    def names(self) -> tuple[str, ...]:
        """What `select` and `ignore` may name: rules and families."""
        return (*self.rules, *self.families)

    def named(self, name: str) -> tuple[str, ...]:
        """The rules that a name stands for: a rule by itself, or those of a family."""
        if name in self.rules:
            return (name,)
        return tuple(rule.id for rule in self.rules.values() if rule.family == name)

    def unknown(self, name: str, place: Location | None, told: int = 0) -> Issue:
        """The issue about a name that is neither a rule nor a family."""
        return issue(Code.RULE_UNKNOWN, place, rule=name, **nearest_names(name, self.names(), told))


class Meaning(Enum):
    """What it means for a rule that one of its patterns matches."""

    FIND = auto()
    LACK = auto()
    UNLESS = auto()
    EXCEPT = auto()
    ELSEWHERE = auto()


Owner = tuple[Rule, Meaning, int]
"""Whose pattern matched: the rule, what the match means for it, and the index of the pattern."""


class Patterns:
    """The patterns of some rules as one matcher of words and one set of regular expressions."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.words: Matcher[Owner] = Matcher()
        self._regexes: list[tuple[Owner, Any]] = []
        self._set = re2.Set.SearchSet(_OPTIONS)
        for rule in rules:
            for meaning, patterns in (
                (Meaning.FIND, rule.patterns),
                (Meaning.LACK, rule.lacks),
                (Meaning.UNLESS, rule.unless),
                (Meaning.EXCEPT, rule.excepted),
                (Meaning.ELSEWHERE, rule.elsewhere),
            ):
                for index, pattern in enumerate(patterns):
                    self._add((rule, meaning, index), pattern)
        if self._regexes:
            self._set.Compile()

    def _add(self, owner: Owner, pattern: Pattern) -> None:
        if pattern.regex is None:
            self.words.add(owner, pattern.sequences)
        else:
            self._set.Add(pattern.entry.regex)
            self._regexes.append((owner, pattern.regex))

    def regexes(self, text: str) -> Iterator[tuple[Owner, int, int]]:
        """Where the regular expressions match: the characters of the first group, or of the whole match."""
        for index in (self._regexes and self._set.Match(text)) or ():
            owner, regex = self._regexes[index]
            for found in regex.finditer(text):
                start, end = found.span(1) if regex.groups and found.start(1) >= 0 else found.span()
                if end > start:
                    yield owner, start, end
