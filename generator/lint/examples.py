"""A rule and its examples → where it does not bear them out, so that a rule says of itself what it finds."""

from __future__ import annotations

from collections.abc import Iterator

from generator.issue import Location
from generator.lint.passages import Passage
from generator.lint.reader import RIGHT, About, Reader
from generator.lint.rules import Rule
from generator.model.rule import Example

Failure = tuple[str, dict[str, str]]
"""The key of our words for what is wrong, and what they name."""


def failures(rule: Rule) -> Iterator[tuple[str, int, Failure]]:
    """Each example with a text that a rule does not bear out: `fires` or `silent`, its index, and why."""
    reader = Reader((rule,))
    for index, example in enumerate(rule.entry.fires):
        if example.text and (failure := _not_found(reader, rule, example)):
            yield "fires", index, failure
    for index, example in enumerate(rule.entry.silent):
        if example.text and (found := _words(reader, rule, example)):
            yield "silent", index, ("fires", {"text": example.text, "found": found[0]})


def _not_found(reader: Reader, rule: Rule, example: Example) -> Failure | None:
    found = _words(reader, rule, example)
    text = example.text or ""
    if not found:
        return "silent", {"text": text}
    if example.find and example.find not in found:
        return "words", {"text": text, "found": "», «".join(found), "expected": example.find}
    return None


def _words(reader: Reader, rule: Rule, example: Example) -> list[str]:
    entry = rule.entry
    text = example.text or ""
    section = example.section or (entry.where[0] if entry.where else "duties")
    sections = entry.sections_of_classifier
    about = About(entry.document == "working-instruction", sections[0] if sections else 0)
    spots = reader.read(Passage(section, "example", text, Location("")), about)
    return [text[spot.start : spot.end] or text for spot in spots if spot.pattern != RIGHT]
