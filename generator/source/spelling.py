"""A text of the model and the YAML it was read from → the line and column where each of its characters stands.

The model folds white space, and YAML has escapes, quotes and lines that go on; so the text is read along its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.issue import Location
from generator.source.tree import Mapping, Node, Scalar, Sequence, SourceFile

_BEFORE: Final = re.compile(r"[&!]\S+\s+")
"""An anchor or a tag before a value."""

_BLOCK: Final = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n")
_ESCAPE: Final = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<one>[\s\S]))"
)
_ESCAPES: Final = {"_": "\u00a0", "N": "\x85", "L": "\u2028", "P": "\u2029"} | dict.fromkeys(
    "tnrvf", " "
)
"""What a letter after a backslash stands for (YAML 1.1 §5.6); kinds of white space are all one here."""

Span = tuple[int, int]


def find_value(root: Node, line: int, column: int, key: str) -> Scalar | None:
    """The text of a clause that begins at this place: the scalar itself, or what its mapping has under `key`."""
    for node in nodes(root):
        if (node.line, node.column) == (line, column):
            value = node.get(key) if isinstance(node, Mapping) else node
            if isinstance(value, Scalar):
                return value
    return None


def nodes(node: Node) -> Iterator[Node]:
    """Every value of a tree, mappings before what they hold; keys are none."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Mapping):
            waiting.extend(value for _, value in node.items)
        elif isinstance(node, Sequence):
            waiting.extend(node.items)


@dataclass(frozen=True, slots=True)
class Spelling:
    """Where the characters of a folded text stand in its file, as offsets in the file's text."""

    source: SourceFile
    spans: tuple[Span, ...]

    def location(self, start: int, end: int) -> tuple[Location, int]:
        """The place of the characters `start` to `end`, and how many columns of its line they take."""
        first, last = self.spans[start][0], self.spans[max(start, end - 1)][1]
        text = self.source.text
        line = text.count("\n", 0, first) + 1
        begin = text.rfind("\n", 0, first) + 1
        line_end = text.find("\n", first)
        stop = min(last, line_end if line_end >= 0 else len(text))
        return self.source.location(line, first - begin + 1), max(1, stop - first)


def spelling(scalar: Scalar, folded: str) -> Spelling | None:
    """How a text is spelled; `None` when the file says it in a way that cannot be followed."""
    text = scalar.source.text
    at = _offset(text, scalar.line, scalar.column)
    before = _BEFORE.match(text, at)
    at = before.end() if before else at
    style = text[at : at + 1] if text[at : at + 1] in ('"', "'") and not scalar.plain else ""
    block = _BLOCK.match(text, at) if not scalar.plain and not style else None
    at = block.end() if block else at + len(style)
    spans: list[Span] = []
    for character in folded:
        span = _space(text, at, style) if character == " " else _find(text, at, style, character)
        if span is None:
            return None
        spans.append(span)
        at = span[1]
    return Spelling(scalar.source, tuple(spans))


def _offset(text: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at + column - 1


def _space(text: str, at: int, style: str) -> Span | None:
    """The white space from here on."""
    end = at
    while (character := _character(text, end, style)) is not None and character[0].isspace():
        end = character[1]
    return (at, end) if end > at else None


def _find(text: str, at: int, style: str, wanted: str) -> Span | None:
    """The next character that is no white space, if it is the wanted one."""
    while (character := _character(text, at, style)) is not None:
        said, end = character
        if said == wanted:
            return at, end
        if not said.isspace():
            return None
        at = end
    return None


def _character(text: str, at: int, style: str) -> tuple[str, int] | None:
    """What is said at a place, and where it ends."""
    if at >= len(text):
        return None
    if style == "'" and text.startswith("''", at):
        return "'", at + 2
    if style == '"' and (escape := _ESCAPE.match(text, at)):
        code = escape["x"] or escape["u"] or escape["U"]
        return chr(int(code, 16)) if code else _ESCAPES.get(
            escape["one"], escape["one"]
        ), escape.end()
    return text[at], at + 1
