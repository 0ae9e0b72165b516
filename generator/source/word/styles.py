"""The styles part → the name of a style, and the level of a numbered list that a paragraph stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from generator.source.word.names import w

_STYLE, _NAME, _BASED_ON, _NUMBERING = map(w, ("style", "name", "basedOn", "numPr"))
_LIST_IN_STYLE: Final = f"{w('pPr')}/{_NUMBERING}"
_LEVEL, _LIST, _VALUE = map(w, ("ilvl", "numId", "val"))
_ON: Final = ("1", "true", "on")

_LONGEST_CHAIN: Final = 50
"""How many styles may rest on one another? Word itself makes a dozen."""

_LAST_LEVEL: Final = 8
"""Lists have nine levels (ECMA-376 part 1, 17.9.6)."""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """What w:numPr says: a level and a list by its number, each `None` where it says nothing."""

    level: int | None = None
    list: int | None = None

    def over(self, below: ListPlace) -> ListPlace:
        """This, and of what it leaves open what stands below it."""
        return ListPlace(
            below.level if self.level is None else self.level,
            below.list if self.list is None else self.list,
        )


NOWHERE: Final = ListPlace()


def list_place(numbering: Any) -> ListPlace:
    """From an element w:numPr, or `None`."""
    if numbering is None:
        return NOWHERE
    level, number = (numbering.find(name) for name in (_LEVEL, _LIST))
    return ListPlace(_whole(level), _whole(number))


def _whole(element: Any) -> int | None:
    text = "" if element is None else element.get(_VALUE, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    place: ListPlace


@dataclass(slots=True)
class Styles:
    """The paragraph styles of a file; `default` is the id of the one that a paragraph without a style has."""

    default: str = ""
    _styles: dict[str, _Style] = field(default_factory=dict)
    _places: dict[str, ListPlace] = field(default_factory=dict)

    def name(self, style: str) -> str:
        """The name of a style, "" for an unknown one; that of the default style for ""."""
        found = self._styles.get(style or self.default)
        return found.name if found else ""

    def level(self, style: str, own: ListPlace) -> int | None:
        """The level of a paragraph with this style and numbering of its own; list 0 takes a number away (17.9.18)."""
        place = self.place(style, own)
        return min(place.level or 0, _LAST_LEVEL) if place.list else None

    def place(self, style: str, own: ListPlace) -> ListPlace:
        """The list and the level of such a paragraph."""
        return own.over(self._place(style or self.default))

    def _place(self, style: str) -> ListPlace:
        if style not in self._places:
            self._places[style] = self._find_place(style)
        return self._places[style]

    def _find_place(self, style: str) -> ListPlace:
        place, at = NOWHERE, self._styles.get(style)
        for _ in range(_LONGEST_CHAIN):
            if at is None:
                break
            place = place.over(at.place)
            at = self._styles.get(at.based_on)
        return place


def read_styles(root: Any) -> Styles:
    """The styles of a styles part, none for `None`; of two with one id the first counts."""
    styles = Styles()
    if root is None:
        return styles
    for element in root.iter(_STYLE):
        if element.get(w("type"), "paragraph") != "paragraph":
            continue
        identity = str(element.get(w("styleId"), ""))
        if element.get(w("default")) in _ON:
            styles.default = styles.default or identity
        styles._styles.setdefault(identity, _read(element))
    return styles


def _read(element: Any) -> _Style:
    name, based_on = (element.find(tag) for tag in (_NAME, _BASED_ON))
    return _Style(
        name="" if name is None else str(name.get(_VALUE, "")),
        based_on="" if based_on is None else str(based_on.get(_VALUE, "")),
        place=list_place(element.find(_LIST_IN_STYLE)),
    )
