"""Paragraphs whose words are as expected → what differs all the same: numbers, tracked changes, cells filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.document.fingerprint import normal
from generator.document.tree import Reference, Style
from generator.render.docx.inline import bookmark_name
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
        number = each.paragraph.number
        wrong = level != (usual[each.paragraph.style] if each.is_numbered else None)
        if wrong or (each.is_numbered and not _writes(found[to].plain.pattern, number)):
            said = f"{number} {each.text}" if each.is_numbered else each.text
            yield difference_at(each, said, found[to].text, Kind.NUMBER)


def _writes(pattern: str, number: str) -> bool:
    """Whether a list with this pattern can write this number; one whose pattern is not known may."""
    figures = re.sub(r"%\d", r"\\d+", re.escape(pattern.removeprefix("bullet|")))
    return not pattern or re.fullmatch(figures, number) is not None


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


def misled(
    wanted: Sequence[Expected], found: Sequence[Found], pairs: Pairs
) -> Iterator[Difference]:
    """Cross-references that lead to another clause, whose number a program shows once it updates the field."""
    for at, to in pairs:
        names = [
            bookmark_name(i.target)
            for i in wanted[at].paragraph.inlines
            if isinstance(i, Reference)
        ]
        fields = [run.field.split() for run in found[to].plain.runs if run.field]
        led = [words[1] for words in fields if len(words) > 1 and words[0].upper() == "REF"]
        # A number that was typed over, or printed by a program without fields, leads nowhere.
        if led and list(dict.fromkeys(led)) != list(dict.fromkeys(names)):
            yield difference_at(wanted[at], wanted[at].text, found[to].text, Kind.NUMBER)


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
