"""Rules as a test writes them: only what it is about, the rest is filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.issue import Code, IssueError, Location
from generator.lint.load import BUILT_IN, built_in_rules, read_rules
from generator.lint.passages import Passage
from generator.lint.reader import NO_ROLE, About, Reader
from generator.lint.rules import Rule, RuleSet
from generator.source.tree import SourceFile

FILLED: Mapping[str, Any] = {
    "id": "tried",
    "severity": "warning",
    "title": "Т",
    "explanation": "П",
    "fix": "В.",
    "fires": ["а", "б"],
    "silent": ["а", "б"],
}


def rule(**keys: Any) -> Rule:
    """One rule; `except_` is its key `except`."""
    written = {key.rstrip("_"): value for key, value in keys.items()}
    entry = {**FILLED, **written}
    text = json.dumps({"family": "f", "title": "Г", "rules": [entry]}, ensure_ascii=False)
    found: dict[str, Rule] = {}
    problems: list[Any] = []
    read_rules(SourceFile("rules/own.yaml", text), found, {}, problems)
    # The examples that fill up a rule are none of it.
    if wrong := [one for one in problems if one.code is not Code.RULE_EXAMPLE]:
        raise IssueError(wrong)
    return found[entry["id"]]


def words(made: Rule, text: str, section: str = "duties", about: About = NO_ROLE) -> list[str]:
    """The words it finds in a text; the whole text where it means that."""
    passage = Passage(section, "clause", text, Location("roles/a.yaml"))
    spots = Reader((made,)).read(passage, about)
    return [text[spot.start : spot.end] or text for spot in spots if spot.pattern >= -1]


def every_rule() -> dict[str, Rule]:
    """The rules of all languages, each once; those for every language are the same in both."""
    return {f"{name}/{key}": value for name in LANGUAGES for key, value in rules_of(name).items()}


def rules_of(language: str) -> dict[str, Rule]:
    found: RuleSet = built_in_rules(language)
    return found.rules


LANGUAGES = tuple(sorted(path.name for path in BUILT_IN.iterdir() if path.name in ("uk", "en")))
