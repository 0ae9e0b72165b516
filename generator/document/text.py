"""The text of a clause with its `{{ … }}` → markup that is safe to put into a template.

A role file runs no code: only a name (`{{ title.genitive }}`) or a reference (`{{ ref("id") }}`) is replaced, in one
pass, and everything else — markup, Jinja, arithmetic — comes out as the characters it is. Only what is almost one of
the names, `{{ Title }}`, is taken for an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from markupsafe import Markup, escape

from generator.issue import Code, Issue, Location, Phrase, issue
from generator.source.keys import in_latin

_PLACEHOLDER: Final = re.compile(
    r"""\{\{\s*(?:(?P<name>[a-z][a-z0-9_]*(?:\.[a-z_]+)?)|ref\(\s*["'“”«‘’](?P<ref>[^"'“”»’]*)["'“”»’]\s*\))\s*\}\}"""
)

_BROKEN_REFERENCE: Final = re.compile(r"\{\s*ref\s*\([^{}]{0,60}\}{0,2}")

_OTHER_NAME: Final = re.compile(r"\{\{\s{0,9}(?P<name>[\w.-]{1,60})\s{0,9}\}\}")
"""A single word in the place of a name, which no name can be as it is written: `Title`, `report-day`, `tіtle`."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a `{{ name }}` stands for: as it begins a sentence, and as it stands inside one."""

    text: str
    inside: str


def fill(text: str, names: Mapping[str, Name], place: Location, problems: list[Issue]) -> Markup:
    """The text as markup: names replaced, references as links; what is not defined goes to `problems`."""
    if "{" not in text:
        return escape(text)
    parts: list[Markup] = []
    end = 0
    for found in _PLACEHOLDER.finditer(text):
        parts.append(_literal(text[end : found.start()], names, place, problems))
        parts.append(_replacement(found, names, place, problems))
        end = found.end()
    parts.append(_literal(text[end:], names, place, problems))
    return Markup("").join(parts)


def references(text: str) -> Iterator[str]:
    """The ids of the clauses a text refers to."""
    return (found["ref"] for found in _PLACEHOLDER.finditer(text) if found["name"] is None)


def _literal(
    text: str, names: Mapping[str, Name], place: Location, problems: list[Issue]
) -> Markup:
    """Text that comes out as it is; an attempt at a name or a reference in it would be printed, so it is an issue."""
    problems += (
        issue(Code.REFERENCE_BROKEN, place, found=found[0], sample='{{ ref("id") }}')
        for found in _BROKEN_REFERENCE.finditer(text)
    )
    for found in _OTHER_NAME.finditer(text):
        written = in_latin(found["name"])
        close = get_close_matches(written.lower(), names, n=1, cutoff=0.8)
        if close:
            script = None if written == found["name"] else Phrase("issue.field-unknown.latin")
            problems.append(_undefined(found["name"], close, place, script))
    return escape(text)


def _undefined(name: str, close: list[str], place: Location, script: Phrase | None = None) -> Issue:
    suggestion = next(iter(close), None)
    return issue(Code.VARIABLE_UNDEFINED, place, name=name, suggestion=suggestion, script=script)


def _replacement(
    found: re.Match[str], names: Mapping[str, Name], place: Location, problems: list[Issue]
) -> Markup:
    name = found["name"]
    if name is None:
        return Markup('<a href="#{}"/>').format(found["ref"])
    if name not in names:
        problems.append(_undefined(name, get_close_matches(name, names, n=1), place))
        return Markup("")
    before = found.string[: found.start()].rstrip()
    begins = not before or before[-1] in ".!?"
    return escape(names[name].text if begins else names[name].inside)


_SHORTENED: Final = re.compile(r"[^\W\d_]\.\s?[^\W\d_]\.\s?")


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence: «Менеджер» → «менеджер», but «HR-менеджер» and «ІТ» stay.

    «В. о. директора» is «в. о. директора»; initials, «О. П.», stay.
    """
    shortened = _SHORTENED.match(text)
    small = shortened[0][1:].islower() if shortened else text[1:2].islower()
    return text[:1].lower() + text[1:] if small else text


def upper_first(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]
