"""Elements that track a change → `Mark`s, and the changes that change no word (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from generator.source.word.file import Change, Mark
from generator.source.word.names import w

_AUTHOR, _DATE, _PARAGRAPH = map(w, ("author", "date", "pPr"))

_KINDS: Final = {
    w("ins"): Change.INSERTED,
    w("del"): Change.DELETED,
    w("moveFrom"): Change.MOVED_FROM,
    w("moveTo"): Change.MOVED_TO,
    w("cellIns"): Change.INSERTED,
    w("cellDel"): Change.DELETED,
}
_LOOKS: Final = (
    *("rPrChange", "pPrChange", "sectPrChange", "numberingChange"),
    *("tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange", "cellMerge"),
)
_LOOK_CHANGES: Final = tuple(map(w, _LOOKS))
_INSERTED_NUMBER: Final = f"{w('numPr')}/{w('ins')}"

_MANY: Final = 16
"""How many changes one within another are told apart? Word makes two or three; thousands would fill the memory."""


def mark(element: Any) -> Mark:
    """The change that an element around content tells."""
    author, date = str(element.get(_AUTHOR, "")), str(element.get(_DATE, ""))
    return Mark(_KINDS[element.tag], author, date)


def marks_in(properties: Any) -> Iterator[Mark]:
    """The changes of a paragraph mark, a row or a cell as its properties tell them; none for `None`."""
    if properties is not None:
        yield from (mark(child) for child in properties if child.tag in _KINDS)


def within(around: tuple[Mark, ...], marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Changes within others; of too many only kinds that are not there yet."""
    found = list(around)
    for each in marks:
        if len(found) < _MANY or all(each.kind is not other.kind for other in found):
            found.append(each)
    return tuple(found)


def look_changes(properties: Any) -> int:
    """How many changes of looks, numbers and tables some properties tell."""
    number = properties.tag == _PARAGRAPH and properties.find(_INSERTED_NUMBER) is not None
    return number + sum(1 for _ in properties.iter(*_LOOK_CHANGES))
