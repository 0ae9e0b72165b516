"""What is to be put into a list of a role file → its lines, or its characters inside brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.review.editing.extent import LostError
from generator.review.editing.scalar import spelled

_FIELDS: Final = ("id", "group", "text", "significant", "competencies", "basis", "after", "last")
"""The keys of an item in their usual order."""

Fields = Mapping[str, str | tuple[str, ...]]
"""The keys of a new clause with their values."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that stands elsewhere in the file, as its lines say it, its own dash being in `column`."""

    lines: str
    column: int


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group with one clause."""

    id: str
    heading: str
    item: Fields


New = str | Fields | Moved | NewGroup
"""What can be put into a list: a bare text, a clause with keys, lines that are there already, or a group."""


def flow_item(new: New) -> str:
    """A new item inside brackets."""
    if isinstance(new, Moved | NewGroup):
        raise LostError
    if isinstance(new, str):
        return spelled(new, 0, 0, flow=True)
    pairs = (f"{key}: {_flow_value(new[key])}" for key in _FIELDS if key in new)
    return "{" + ", ".join(pairs) + "}"


def _flow_value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return spelled(value, 0, 0, flow=True)


def block_item(new: New, dash: int, after_dash: int) -> str:
    """A new item of a list without brackets, its dash in the column `dash`; the break of its last line is left out."""
    if isinstance(new, Moved):
        return _shifted(new.lines, dash - new.column)
    start = " " * dash + "-" + " " * (after_dash - 1)
    if isinstance(new, str):
        return start + spelled(new, dash, dash + after_dash)
    column = dash + after_dash
    fields = {"id": new.id, "group": new.heading} if isinstance(new, NewGroup) else new
    lines = [_block_pair(key, fields[key], column) for key in _FIELDS if key in fields]
    if isinstance(new, NewGroup):
        lines += ["items:\n" + block_item(new.item, column + 2, after_dash)]
    return start + ("\n" + " " * column).join(lines)


def _block_pair(key: str, value: str | tuple[str, ...], column: int) -> str:
    if isinstance(value, tuple):
        return f"{key}: {_flow_value(value)}"
    return f"{key}: {spelled(value, column, column + len(key) + 2)}"


def _shifted(lines: str, by: int) -> str:
    """Lines moved to the right, or to the left."""
    if by >= 0:
        return re.sub(r"^(?=.)", " " * by, lines, flags=re.MULTILINE)
    return re.sub(rf"^ {{{-by}}}", "", lines, flags=re.MULTILINE)
