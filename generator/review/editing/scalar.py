"""A text → the way YAML spells it in its place; or, where one is already, only the characters to change in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from textwrap import wrap
from typing import Final

from generator.issue import IssueError
from generator.review.editing.extent import Extent
from generator.source import tree
from generator.source.spelling import Span, Spelling, spelling
from generator.source.tree import Scalar, SourceFile

LINE: Final = 110
"""How long may a line be before a text goes on in the next? As long as `posada format` makes it."""

_TOO_LONG: Final = LINE + 15
"""A line with a few more words stays one; beyond this the text is set anew."""

_ESCAPES: Final = {
    '"': (("\\", "\\\\"), ('"', '\\"')),
    "'": (("'", "''"),),
}

_MARK: Final = re.compile(r"(?:&\S+\s+)?(?P<mark>[\"']?)")
"""The quote a scalar stands in, behind its anchor."""

Splice = tuple[int, int, str]
"""Characters from … to before … that give way to a text."""


def one_line(text: str) -> str:
    """A text as the model has it: every run of white space, no-break spaces too, is one space."""
    return re.sub(r"\s+", " ", text).strip()


def spelled(text: str, column: int, begun: int, *, flow: bool = False) -> str:
    """The text as a value that begins at the column `begun` of a key or dash at `column`; with `flow`, inside brackets.

    Plain where YAML allows it, else in quotes; a long one is folded over lines (`>-`).
    """
    plain = _is_plain(text)
    if plain and (flow or begun + len(text) <= LINE):
        return _in_quotes(text) if flow and re.search(r"[\[\]{},]", text) else text
    if flow or begun + len(text) <= LINE - 2:
        return _in_quotes(text)
    margin = " " * (column + 2)
    lines = wrap(text, max(LINE - len(margin), 40), break_long_words=False, break_on_hyphens=False)
    return "\n".join([">-", *(margin + line for line in lines)])


def _is_plain(text: str) -> bool:
    try:
        node = tree.parse(SourceFile("", f"key: {text}\n"))
    except IssueError:
        return False
    value = node.get("key") if isinstance(node, tree.Mapping) else None
    return isinstance(value, Scalar) and value.plain and not value.is_null and value.text == text


def _in_quotes(text: str) -> str:
    return f'"{_escaped(text, chr(34))}"'


def _escaped(text: str, mark: str) -> str:
    for character, said in _ESCAPES.get(mark, ()):
        text = text.replace(character, said)
    return text


def respelled(text: str, value: Extent, before: str, after: str) -> tuple[Splice, ...] | None:
    """The characters to change so that a scalar, which says `before`, says `after`.

    `None` when its spelling cannot be followed, or when a line would become far too long.
    """
    assert isinstance(value.node, Scalar)
    found = spelling(value.node, before)
    if found is None or not before:
        return None
    mark = _MARK.match(text, value.start)
    splices = tuple(
        (*_span(found, first, last), _escaped(said, mark["mark"] if mark else ""))
        for first, last, said in _changes(before, after)
    )
    begin = text.rfind("\n", 0, value.start) + 1
    grown = sum(len(said) - (end - start) for start, end, said in splices)
    was = _longest(text[begin : value.end])
    will_be = _longest(apply(text, splices)[begin : value.end + grown])
    too_long = will_be > max(was, _TOO_LONG) and not (mark and mark["mark"])
    return None if too_long else splices


def _longest(text: str) -> int:
    return max(map(len, text.split("\n")))


def _span(found: Spelling, first: int, last: int) -> Span:
    if first == len(found.spans):
        end = found.spans[-1][1]
        return end, end
    if first == last:
        return found.spans[first][0], found.spans[first][0]
    return found.spans[first][0], found.spans[last - 1][1]


def _changes(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """What gives way to what, word by word, without what both begin or end with."""
    old, new = (re.findall(r"\s+|[^\W_]+|.", text) for text in (before, after))
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield starts[a], starts[b], "".join(new[c:d])


def apply(text: str, splices: tuple[Splice, ...] | list[Splice]) -> str:
    """The text with all splices made; those at one place in the order they are given."""
    made: list[str] = []
    at = 0
    for start, end, said in sorted(splices, key=lambda splice: (splice[0], splice[1])):
        if start < at:
            raise ValueError("splices overlap")
        made += text[at:start], said
        at = end
    return "".join((*made, text[at:]))
