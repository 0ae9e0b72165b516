"""The text of a role file → where its values, keys and items stand, and the whole lines that belong to each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from generator.review.editing.extent import Extent, LostError, extents
from generator.review.editing.scalar import Splice
from generator.source import tree
from generator.source.tree import Scalar, SourceFile

Path = tuple[int | str, ...]

HEADER: Final = re.compile(r"(?:&\S+\s+)?[|>][-+]?[ \t]*(?P<comment>#[^\n]*)\n")
"""How a folded text begins that has a comment beside its sign."""


@dataclass(frozen=True, slots=True)
class Region:
    """Whole lines: an item or a key with the comments directly above and beside it."""

    start: int
    end: int


class Layout:
    """The text of a role file, its tree, and where everything of it stands."""

    def __init__(self, name: str, text: str, root: tree.Node | None = None) -> None:
        self.text = text
        self.root = tree.parse(SourceFile(name, text)) if root is None else root
        self.top = extents(text, self.root)

    def at(self, path: Path) -> Extent | None:
        """What a path of keys and indices leads to."""
        return self.top.at(path)

    def need(self, path: Path) -> Extent:
        """What is there; `LostError` when nothing is."""
        found = self.at(path)
        if found is None:
            raise LostError
        return found

    @cached_property
    def comments(self) -> Counter[str]:
        """The comments of the file, each as often as it is there."""
        found: Counter[str] = Counter()
        at = 0
        for leaf in _leaves(self.top):
            between = self.text[at : leaf.start]
            if "#" in between:
                found.update(_comments(between))
            if self.text[leaf.start] in "&|>" and (header := HEADER.match(self.text, leaf.start)):
                found[header["comment"].strip()] += 1
            at = leaf.end
        found.update(_comments(self.text[at:]))
        return found

    def _owner(self, path: Path) -> tuple[int, bool]:
        """The column of the key or dash a value belongs to, and whether it stands in brackets."""
        owners = [self.need(path[:size]) for size in range(len(path))]
        if any(owner.alias for owner in owners):
            raise LostError
        owner, last = owners[-1], path[-1]
        flow = any(each.flow for each in owners)
        if isinstance(last, int):
            return (0 if flow else self._column(owner.dashes[last])), flow
        key = owner.key(last)
        return (self._column(key.start) if key else 0), flow

    def _column(self, at: int) -> int:
        return at - self.text.rfind("\n", 0, at) - 1

    def source_of(self, path: Path) -> str:
        """An item as the file writes it, with its comments."""
        if self.need(path[:-1]).flow:
            item = self.need(path)
            return self.text[item.start : item.end]
        region = self.item_region(path)
        return self.text[region.start : region.end]

    def item_region(self, path: Path) -> Region:
        """The lines of an item of a list without brackets."""
        owner, index = self.need(path[:-1]), path[-1]
        assert isinstance(index, int)
        if owner.flow or owner.alias:
            raise LostError
        return self.region(owner.dashes[index], owner.parts[index].end)

    def region(self, start: int, end: int) -> Region:
        """The lines from a dash or key to the end of its value, with the comments directly above and beside it."""
        if not self._begins_line(start):
            raise LostError
        first = self._line_start(start)
        margin = self.text[first:start]
        while first > 0:
            above = self._line_start(first - 1)
            if above == 0 or not self.text.startswith(f"{margin}#", above):
                break
            first = above
        return Region(first, min(self._line_end(end) + 1, len(self.text)))

    def _cut(self, region: Region) -> list[Splice]:
        """Lines dropped; of the blank lines on both sides only those behind stay."""
        start, end = region.start, region.end
        if end == len(self.text) or re.match(r"[ \t]*(?:\n|\Z)", self.text[end:]):
            while start and not self.text[self._line_start(start - 1) : start].strip():
                start = self._line_start(start - 1)
        if end == len(self.text) and not self.text.endswith("\n"):
            start = max(0, start - 1)
        return [(start, end, "")]

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Where the line ends, before its break; nothing but a comment may stand there."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        rest = self.text[at:end].strip()
        if rest and not rest.startswith("#"):
            raise LostError
        return end

    def _begins_line(self, at: int) -> bool:
        return not self.text[self._line_start(at) : at].strip()


def _comments(between: str) -> list[str]:
    """The comments in what stands between two values."""
    return [found.strip() for found in re.findall(r"#[^\n]*", between)]


def _leaves(extent: Extent) -> Iterator[Extent]:
    """Every text that is written out, keys too, in the order of the file."""
    if extent.keys:
        for key, value in zip(extent.keys, extent.parts, strict=True):
            yield key
            yield from _leaves(value)
    elif extent.parts:
        for part in extent.parts:
            yield from _leaves(part)
    else:
        yield extent


def walk(extent: Extent, path: Path) -> list[tuple[Path, Extent]]:
    """Every value with its path, in the order of the text."""
    found = [(path, extent)]
    steps: list[int | str] = [
        k.node.text for k in extent.keys if isinstance(k.node, Scalar)
    ] or list(range(len(extent.parts)))
    for step, part in zip(steps, extent.parts, strict=True):
        found += walk(part, (*path, step))
    return found
