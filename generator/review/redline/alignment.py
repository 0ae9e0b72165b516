"""The blocks of two texts → one sequence of pairs: what stays, what goes, what comes, what stands elsewhere now.

A clause is known by its id. One that has another id, since ids without a name of their own are made of the first
words, is known by its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from generator.document.tree import LEVELS, Block, Paragraph, Style, Table
from generator.review.redline.words import likeness, unnumbered

_LIKE: Final = 0.5
"""From which likeness on is a clause of another id the same clause, reworded?"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A block of the old text, of the new one, or of both; a moved one is both a pair of its old and its new place."""

    old: Block | None
    new: Block | None
    moved_from: bool = False
    moved_to: bool = False


@dataclass(frozen=True, slots=True)
class _Keyed:
    key: str
    section: str
    block: Block


def align(old: Sequence[Block], new: Sequence[Block]) -> tuple[Pair, ...]:
    """The pairs in the order of the new text; what is gone stands behind what it stood behind."""
    before, after = tuple(_keyed(old)), tuple(_keyed(new))
    same = _same(before, after)
    olds = {each.key: each for each in before}
    staying = _staying([same.get(each.key) for each in before], [each.key for each in after])
    back = {name: key for key, name in same.items()}
    pairs: list[Pair] = []
    left, right = iter(before), iter(after)
    for key in (*staying, None):
        pairs += _gone(left, key, same, after)
        for each in right:
            if each.key == key:
                pairs.append(Pair(olds[back[key]].block, each.block))
                break
            moved = back.get(each.key)
            pairs.append(
                Pair(olds[moved].block if moved else None, each.block, moved_to=bool(moved))
            )
    return tuple(pairs)


def _gone(
    left: Iterator[_Keyed], key: str | None, same: Mapping[str, str], after: Sequence[_Keyed]
) -> Iterator[Pair]:
    """What stood before the next block that stays."""
    news = {each.key: each.block for each in after}
    for each in left:
        name = same.get(each.key)
        if key is not None and name == key:
            return
        yield Pair(each.block, news[name] if name else None, moved_from=bool(name))


def _keyed(blocks: Sequence[Block]) -> Iterator[_Keyed]:
    """Each block with a name that no other block of its text has."""
    section = ""
    counts: defaultdict[str, count[int]] = defaultdict(lambda: count(1))
    for block in blocks:
        if isinstance(block, Paragraph) and block.style is Style.HEADING:
            section = block.id or block.text
        name = _name(block, section)
        yield _Keyed(f"{name} {next(counts[name])}", section, block)


def _name(block: Block, section: str) -> str:
    if isinstance(block, Paragraph):
        return f"{block.style} {block.id}" if block.id else f"{block.style} in {section}"
    style = block.style if isinstance(block, Table) else "group"
    return f"{style} in {section}"


def _same(before: Sequence[_Keyed], after: Sequence[_Keyed]) -> dict[str, str]:
    """Key of an old block → key of the new one that it is."""
    news = {each.key for each in after}
    olds = {each.key for each in before}
    same = {key: key for key in olds & news}
    gone = [each for each in before if each.key not in same and _may_be_renamed(each)]
    come = [each for each in after if each.key not in olds and _may_be_renamed(each)]
    for one, other in _alike(gone, come):
        same[one.key] = other.key
    return same


def _may_be_renamed(each: _Keyed) -> bool:
    return isinstance(each.block, Paragraph) and each.block.style in LEVELS


def _alike(gone: list[_Keyed], come: list[_Keyed]) -> Iterator[tuple[_Keyed, _Keyed]]:
    """The best pairs first, each block in one pair only."""
    found = [
        (score, at, to)
        for at, one in enumerate(gone)
        for to, other in enumerate(come)
        if (score := _score(one, other)) >= _LIKE
    ]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, at, to in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if at not in used_old and to not in used_new:
            used_old.add(at)
            used_new.add(to)
            yield gone[at], come[to]


def _score(one: _Keyed, other: _Keyed) -> float:
    assert isinstance(one.block, Paragraph)
    assert isinstance(other.block, Paragraph)
    if one.block.style is not other.block.style or one.section != other.section:
        return 0
    texts = (unnumbered(one.block.inlines), unnumbered(other.block.inlines))
    return likeness(*texts, at_least=_LIKE)


def _staying(old: Sequence[str | None], new: Sequence[str]) -> list[str]:
    """The longest sequence of blocks that stand in the same order in both texts."""
    place = {key: at for at, key in enumerate(new)}
    tops: list[int] = []
    last: list[str] = []
    before: dict[str, str | None] = {}
    for key in old:
        if key is None:
            continue
        at = bisect_left(tops, place[key])
        before[key] = last[at - 1] if at else None
        tops[at : at + 1] = [place[key]]
        last[at : at + 1] = [key]
    chain: list[str] = []
    key = last[-1] if last else None
    while key is not None:
        chain.append(key)
        key = before[key]
    return chain[::-1]
