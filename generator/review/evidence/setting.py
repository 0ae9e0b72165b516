"""Paragraphs whose words are as expected → what differs all the same: numbers, tracked changes, cells filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.document.fingerprint import normal
from generator.document.tree import Style
from generator.review.evidence.difference import Difference, Kind
from generator.review.evidence.expected import Expected
from generator.review.evidence.found import Found, Pairs, difference_at, is_marked, shown
from generator.source.word.file import WordParagraph


def misplaced(
    wanted: Sequence[Expected], found: Sequence[Found], pairs: Pairs
) -> Iterator[Difference]:
    """What was filled in, but not in the very cell that is for it: in a table or row of its own, it is added text."""
    filled = [
        (at, to) for at, to in pairs if wanted[at].for_pen and wanted[at].text != found[to].text
    ]
    tables = {cell.table for at, _ in filled if (cell := wanted[at].cell)}
    moved = set()
    shift: dict[int, int] = {}
    for at, to in pairs:
        cell, there = wanted[at].cell, found[to].plain.cell
        if cell is None or cell.table not in tables:
            continue
        if there is None or (cell.row, cell.column, shift.setdefault(cell.table, there.table)) != (
            there.row,
            there.column,
            there.table,
        ):
            moved.add(cell.table)
    for at, to in filled:
        cell = wanted[at].cell
        if cell is not None and cell.table in moved:
            yield difference_at(wanted[at], "", shown(found[to]), Kind.ADDED)


def numbers(
    wanted: Sequence[Expected], found: Sequence[Found], pairs: Pairs
) -> Iterator[Difference]:
    """Clauses on another level than the others of their style in this file; programs write levels in their own way."""
    usual = _usual_levels(wanted, found, pairs)
    for at, to in pairs:
        each, level = wanted[at], found[to].plain.level
        if level != (usual[each.paragraph.style] if each.is_numbered else None):
            said = f"{each.number} {each.text}" if each.is_numbered else each.text
            yield difference_at(each, said, found[to].text, Kind.NUMBER)


def _usual_levels(
    wanted: Sequence[Expected], found: Sequence[Found], pairs: Pairs
) -> dict[Style, int]:
    """Style → the level most of its paragraphs have; -1, which none has, where all are without a number."""
    counts: dict[Style, Counter[int]] = {}
    for at, to in pairs:
        each, level = wanted[at], found[to].plain.level
        if each.is_numbered:
            count = counts.setdefault(each.paragraph.style, Counter())
            if level is not None:
                count[level] += 1
    return {
        style: max(count, key=lambda at: count[at], default=-1) for style, count in counts.items()
    }


def tracked(
    wanted: Sequence[Expected],
    found: Sequence[Found],
    pairs: Pairs,
    compared: Sequence[WordParagraph],
    before: Sequence[Difference],
) -> Iterator[Difference]:
    """Clauses with a tracked change that leaves the words as they are when it is accepted."""
    named = {each.clause for each in before} - {""}
    told = False
    for at, to in pairs:
        if found[to].is_marked and (wanted[at].clause not in named):
            told = True
            whole = " ".join(compared[source].text for source in found[to].plain.sources)
            yield difference_at(wanted[at], wanted[at].text, normal(whole), Kind.TRACKED)
    if before or told:
        return
    for paragraph in compared:
        if is_marked(paragraph):
            yield Difference("", "", "", normal(paragraph.text), Kind.TRACKED)
