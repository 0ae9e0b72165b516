"""A YAML text and its tree → where in the text each value begins and ends, and which values are only named again.

The tree knows where a value begins. Where it ends, and where an alias stands, is read off the text along the tree; a
text that cannot be followed so is not edited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from generator.source.tree import Mapping, Node, Scalar, Sequence

_BETWEEN: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
"""White space and comments."""

_START: Final = re.compile(r"(?:(?:[ \t\r\n]+|#[^\n]*)*(?:%[^\n]*\n|---(?=\s)))*")
_PROPERTY: Final = re.compile(r"&[^\s,\[\]{}]+")
_ALIAS: Final = re.compile(r"\*[^\s,\[\]{}]+")
_SPACES: Final = re.compile(r"[ \t\r\n]*")
_QUOTED: Final = {
    '"': re.compile(r'"(?:[^"\\]|\\[\s\S])*"'),
    "'": re.compile(r"'(?:[^']|'')*'"),
}
_HEADER: Final = re.compile(r"[|>][-+]?[ \t]*(?:#[^\n]*)?\n")
_INDENT: Final = re.compile(r" +")
_BLANK_LINES: Final = re.compile(r"(?:[ \t]*\n)*")
_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class LostError(Exception):
    """The text is spelled in a way that is not followed."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a value stands, its anchor included: from `start` to before `end`.

    `parts` are the items of a list, or the values of a mapping, whose keys are `keys`. `dashes` are the places of the
    dashes of a list without brackets. An `alias` has no parts of its own; `anchor` is the name it has, without `&`.
    """

    node: Node
    start: int
    end: int
    alias: bool = False
    anchor: str = ""
    flow: bool = False
    parts: tuple[Extent, ...] = ()
    keys: tuple[Extent, ...] = ()
    dashes: tuple[int, ...] = ()

    def get(self, key: str) -> Extent | None:
        """The value of a key."""
        for name, value in zip(self.keys, self.parts, strict=False):
            if isinstance(name.node, Scalar) and name.node.text == key:
                return value
        return None

    def key(self, key: str) -> Extent | None:
        """The key itself."""
        for name in self.keys:
            if isinstance(name.node, Scalar) and name.node.text == key:
                return name
        return None

    def at(self, path: tuple[int | str, ...]) -> Extent | None:
        """What a path of keys and indices leads to."""
        found: Extent | None = self
        for step in path:
            if found is None:
                return None
            found = found.get(step) if isinstance(step, str) else found.parts[step]
        return found


def extents(text: str, root: Node) -> Extent:
    """Where everything of a text stands; `LostError` when it cannot be told."""
    return _Reader(text).read(root)


class _Reader:
    """Goes along the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._at = 0

    def read(self, root: Node) -> Extent:
        found = _START.match(self._text)
        self._at = found.end() if found else 0
        return self._value(root)

    def _skip(self, pattern: re.Pattern[str] = _BETWEEN) -> None:
        if self._text[self._at : self._at + 1] == " ":  # mostly a single one
            self._at += 1
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise LostError
        self._at = found.end()
        return found[0]

    def _sees(self, mark: str) -> bool:
        return self._text.startswith(mark, self._at)

    def _mark(self, mark: str) -> int:
        self._skip()
        if not self._sees(mark):
            raise LostError
        self._at += len(mark)
        return self._at - len(mark)

    def _value(self, node: Node) -> Extent:
        self._skip()
        start = self._at
        mark = self._text[start : start + 1]
        if mark == "*":
            self._take(_ALIAS)
            return Extent(node, start, self._at, alias=True)
        anchor = ""
        if mark == "&":
            anchor = self._take(_PROPERTY)[1:]
            self._skip()
        if self._lines[node.line - 1] + node.column - 1 != start:
            raise LostError
        if isinstance(node, Sequence):
            return self._sequence(node, start, anchor)
        if isinstance(node, Mapping):
            return self._mapping(node, start, anchor)
        assert isinstance(node, Scalar)
        self._scalar(node)
        return Extent(node, start, self._at, anchor=anchor)

    def _sequence(self, node: Sequence, start: int, anchor: str) -> Extent:
        flow = self._sees("[")
        self._at += flow
        parts, dashes = [], []
        for item in node.items:
            if not flow:
                dashes.append(self._mark("-"))
            parts.append(self._value(item))
            if flow:
                self._comma()
        if flow:
            self._mark("]")
        return Extent(
            node, start, self._at, False, anchor, flow, tuple(parts), dashes=tuple(dashes)
        )

    def _mapping(self, node: Mapping, start: int, anchor: str) -> Extent:
        flow = self._sees("{")
        self._at += flow
        keys, parts = [], []
        for key, value in node.items:
            keys.append(self._value(key))
            self._mark(":")
            parts.append(self._value(value))
            if flow:
                self._comma()
        if flow:
            self._mark("}")
        return Extent(node, start, self._at, False, anchor, flow, tuple(parts), tuple(keys))

    def _comma(self) -> None:
        before = self._at
        self._skip()
        if self._sees(","):
            self._at += 1
        else:
            self._at = before

    def _scalar(self, node: Scalar) -> None:
        mark = self._text[self._at : self._at + 1]
        if node.plain and self._text.startswith(node.text, self._at):
            self._at += len(node.text)
        elif node.plain:
            for word in re.split(r"[ \t\n]+", node.text):
                self._skip(_SPACES)
                if not self._sees(word):
                    raise LostError
                self._at += len(word)
        elif mark in _QUOTED:
            self._take(_QUOTED[mark])
        else:
            self._block()

    def _block(self) -> None:
        self._take(_HEADER)
        self._skip(_BLANK_LINES)
        self._take(_inside(self._take(_INDENT)))


@cache
def _inside(indent: str) -> re.Pattern[str]:
    """The rest of a line, and all lines after it that have at least this indent, with blank ones between them."""
    return re.compile(rf"[^\n]*(?:\n(?:[ \t]*\n)*{indent}[^\n]*)*")
