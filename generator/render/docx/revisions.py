"""Revisions → tracked changes of Word: runs, ends of paragraphs and rows that are new, gone or moved.

ECMA-376 part 1, 17.13.5; what Word does with them on accepting and rejecting is in `docs/dev/redline.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.document.tree import Change, Revision
from generator.render.docx.ooxml import attribute

_ELEMENTS: Final[Mapping[Change, str]] = {
    Change.INSERTED: "ins",
    Change.DELETED: "del",
    Change.MOVED_FROM: "moveFrom",
    Change.MOVED_TO: "moveTo",
}
_ROW_ELEMENTS: Final[Mapping[Change, str]] = {
    change: "ins" if change.is_new else "del" for change in Change
}
"""A row has no moves."""

_DELETED_NAMES: Final = {"t": "delText", "instrText": "delInstrText"}
_IN_DELETED: Final = re.compile(r"(</?w:)(t|instrText)(?=[ >])")
"""What is named otherwise in a deleted run."""

_UNKNOWN: Final = "posada"
"""Word wants an author: who is told when nobody else is known?"""


def tracked(runs: str, revision: Revision | None, numbers: Iterator[int]) -> str:
    """Finished runs as a tracked change; each change has a number of its own in the document."""
    if revision is None or not runs:
        return runs
    if revision.change is Change.DELETED:
        runs = _IN_DELETED.sub(lambda found: found[1] + _DELETED_NAMES[found[2]], runs)
    name = _ELEMENTS[revision.change]
    return f"<w:{name} {_who(revision, numbers)}>{runs}</w:{name}>"


def paragraph_end(revision: Revision | None, numbers: Iterator[int]) -> str:
    """The properties of the mark that ends a paragraph which is new, gone or moved."""
    if revision is None:
        return ""
    return f"<w:rPr><w:{_ELEMENTS[revision.change]} {_who(revision, numbers)}/></w:rPr>"


def row_change(revision: Revision | None, numbers: Iterator[int]) -> str:
    """What says in the properties of a row that it is new or gone."""
    if revision is None:
        return ""
    return f"<w:{_ROW_ELEMENTS[revision.change]} {_who(revision, numbers)}/>"


def moved(paragraph: str, revision: Revision | None, numbers: Iterator[int]) -> str:
    """A whole paragraph within the range by which both ends of a move know each other."""
    if revision is None or not revision.name:
        return paragraph
    range_name, number = f"{_ELEMENTS[revision.change]}Range", next(numbers)
    name = f'w:name="{attribute(revision.name)}"'
    opening = f'<w:{range_name}Start w:id="{number}" {name} {_made(revision)}/>'
    return f'{opening}{paragraph}<w:{range_name}End w:id="{number}"/>'


def _who(revision: Revision, numbers: Iterator[int]) -> str:
    return f'w:id="{next(numbers)}" {_made(revision)}'


def _made(revision: Revision) -> str:
    time = revision.date if "T" in revision.date else f"{revision.date}T00:00:00Z"
    date = f' w:date="{attribute(time)}"' if revision.date else ""
    return f'w:author="{attribute(revision.author or _UNKNOWN)}"{date}'
