"""The text of a clause with its `{{ … }}` → markup that is safe to put into a template.

A role file runs no code: only a name (`{{ title.genitive }}`) or a reference (`{{ ref("id") }}`) is replaced, in one
pass, and everything else — markup, Jinja, arithmetic — comes out as the characters it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from markupsafe import Markup, escape

from generator.issue import Code, Issue, Location, issue

_PLACEHOLDER: Final = re.compile(
    r"""\{\{\s*(?:(?P<name>[a-z][a-z0-9_]*(?:\.[a-z_]+)?)|ref\(\s*["'“”«‘’](?P<ref>[^"'“”»’]*)["'“”»’]\s*\))\s*\}\}"""
)

_BROKEN_REFERENCE: Final = re.compile(r"\{\s*ref\s*\([^{}]{0,60}\}{0,2}")


@dataclass(frozen=True, slots=True)
class Name:
    """What a `{{ name }}` stands for: as it begins a sentence, and as it stands inside one."""

    text: str
    inside: str


def fill(text: str, names: Mapping[str, Name], place: Location, problems: list[Issue]) -> Markup:
    """The text as markup: names replaced, references as links; what is not defined goes to `problems`."""
    parts: list[Markup] = []
    end = 0
    for found in _PLACEHOLDER.finditer(text):
        parts.append(_literal(text[end : found.start()], place, problems))
        parts.append(_replacement(found, names, place, problems))
        end = found.end()
    parts.append(_literal(text[end:], place, problems))
    return Markup("").join(parts)


def references(text: str) -> Iterator[str]:
    """The ids of the clauses a text refers to."""
    return (found["ref"] for found in _PLACEHOLDER.finditer(text) if found["name"] is None)


def _literal(text: str, place: Location, problems: list[Issue]) -> Markup:
    """Text that comes out as it is; an attempt at a reference in it would be printed, so it is an issue."""
    problems += (
        issue(Code.REFERENCE_BROKEN, place, found=found[0], sample='{{ ref("id") }}')
        for found in _BROKEN_REFERENCE.finditer(text)
    )
    return escape(text)


def _replacement(
    found: re.Match[str], names: Mapping[str, Name], place: Location, problems: list[Issue]
) -> Markup:
    name = found["name"]
    if name is None:
        return Markup('<a href="#{}"/>').format(found["ref"])
    if name not in names:
        close = get_close_matches(name, names, n=1)
        problems.append(
            issue(Code.VARIABLE_UNDEFINED, place, name=name, suggestion=next(iter(close), None))
        )
        return Markup("")
    before = found.string[: found.start()].rstrip()
    begins = not before or before[-1] in ".!?"
    return escape(names[name].text if begins else names[name].inside)


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence: «Менеджер» → «менеджер», but «HR-менеджер» and «ІТ» stay."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def upper_first(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]
