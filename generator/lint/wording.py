"""A finding and its rule → the words for it in a language."""

from __future__ import annotations

from dataclasses import dataclass

from generator.lint.finding import Finding
from generator.lint.rules import RuleSet
from generator.messages import say


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a finding: what is wrong, why, on what ground, and how to mend it ("" where nothing is known)."""

    message: str
    explanation: str
    basis: str
    fix: str


def word(finding: Finding, rules: RuleSet, language: str) -> Words:
    """The words for a finding, each a sentence but for the basis."""
    rule = rules.rules[finding.rule]
    entry = rule.entry
    values = {**dict(finding.spot.values), "words": finding.words}
    if "section" in values:
        values["section"] = say(language, f"lint.section.{values['section']}")
    message = (entry.message or entry.title).into(language)
    said = message.format_map(_Values(values)) if entry.message else message
    own = rule.patterns[finding.spot.pattern].entry.fix if finding.spot.pattern >= 0 else None
    fix = entry.fix.into(language)
    if own is not None:
        fix = say(language, "lint.instead", words=own.into(language).rstrip("."))
    return Words(
        _sentence(said),
        entry.explanation.into(language),
        entry.basis.into(language) if entry.basis else "",
        fix,
    )


class _Values(dict[str, str]):
    """Values of a message; what it names and nobody gives stays as it is written."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
