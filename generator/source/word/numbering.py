"""The numbering part → how each level of each list writes its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.source.word.names import w
from generator.source.word.styles import ListPlace

_VALUE = w("val")


@dataclass(frozen=True, slots=True)
class Numbering:
    """List → level → pattern: the text of a number with `%1` for that of the first level (ECMA-376 part 1, 17.9.11).

    What does not begin with 1, or is not written in Arabic figures, has that before its text: `5|%1.`, `upperRoman|%1.`
    """

    patterns: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def pattern(self, place: ListPlace) -> str:
        """How a paragraph in this place is numbered; "" when that is not known."""
        return self.patterns.get(place.list or 0, {}).get(place.level or 0, "")


def read_numbering(root: Any) -> Numbering:
    """The lists of a numbering part, none for `None`."""
    if root is None:
        return Numbering()
    abstract = {
        element.get(w("abstractNumId"), ""): _levels(element)
        for element in root.iterfind(w("abstractNum"))
    }
    found: dict[int, Mapping[int, str]] = {}
    for element in root.iterfind(w("num")):
        number, definition = element.get(w("numId"), ""), element.find(w("abstractNumId"))
        if not number.isdigit() or definition is None:
            continue
        levels = dict(abstract.get(definition.get(_VALUE, ""), {}))
        for over in element.iterfind(w("lvlOverride")):
            levels |= _override(over, levels)
        found.setdefault(int(number[:9]), levels)
    return Numbering(found)


def _override(over: Any, levels: Mapping[int, str]) -> dict[int, str]:
    """What a list changes in one of its levels (17.9.8)."""
    whole = _levels(over)
    at = over.get(w("ilvl"), "")
    start = over.find(w("startOverride"))
    if whole or start is None or not at.isdigit():
        return whole
    begins = start.get(_VALUE, "1")
    plain = levels.get(int(at[:2]), "")
    return {int(at[:2]): plain if begins == "1" else f"{begins}|{plain}"}


def _levels(element: Any) -> dict[int, str]:
    found = {}
    for level in element.iterfind(w("lvl")):
        at = level.get(w("ilvl"), "")
        if at.isdigit():
            text, start, kind = (_said(level, name) for name in ("lvlText", "start", "numFmt"))
            odd = [
                each for each, usual in ((start, "1"), (kind, "decimal")) if each not in ("", usual)
            ]
            found[int(at[:2])] = "|".join((*odd, text))
    return found


def _said(level: Any, name: str) -> str:
    element = level.find(w(name))
    return "" if element is None else str(element.get(_VALUE, ""))
