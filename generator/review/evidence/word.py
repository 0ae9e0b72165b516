"""A Word file against a document: which clauses are not as they were approved.

What proves something is the order of the words in the body. Bookmarks, styles and properties can be exchanged without a
trace, so a bookmark only helps to say which clause it is that differs. Words alone are compared: not how they look, and
so not whether somebody has made them white or hidden; only the checksum of the whole file proves that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from generator.document.tree import Document
from generator.render.docx.inline import bookmark_name
from generator.review.evidence.difference import OBJECT, Difference, Kind, overlap
from generator.review.evidence.expected import Expected, expected
from generator.review.evidence.found import Found, Pairs, difference_at, found_in, shown
from generator.review.evidence.setting import misled, misplaced, numbers, tracked
from generator.source.word.file import Story, WordFile

MOST_BY_PEN: Final = 60
"""How many characters may be written into a place for the pen? The longest name with patronymic has some 50."""

_NOT_COMPARED: Final = frozenset({Story.HEADER, Story.FOOTER})
"""Draft mark, page number and foot are made anew for every file, and beside them stands the customer's letterhead,
which belongs to no role and is never agreed on."""

_SAME_CLAUSE: Final = 0.4
"""From which overlap of words on is a paragraph the same clause, reworded?"""

_SAME_LETTERS: Final = 0.6
"""The same, told by letters: any two sentences share some 0.45 of them."""

_MOST_PAIRS: Final = 50_000
"""How many pairs of paragraphs are looked at? 200 clauses, all of them reworded, take a third of a second."""


def altered_docx(file: WordFile, document: Document) -> tuple[Difference, ...]:
    """What the file says otherwise than the document; nothing when its words are unaltered.

    A file with a tracked change is altered, whatever the change. A name or a date may have been filled in where the
    document leaves a place for the pen. Headers and footers are not compared, see `_NOT_COMPARED`.
    """
    wanted = expected(document)
    compared = [p for p in file.paragraphs if p.story not in _NOT_COMPARED]
    body, beside = found_in(compared)
    pairs, differences = _compare(wanted, body)
    differences += [Difference("", "", "", shown(each), Kind.ADDED) for each in beside]
    differences += misplaced(wanted, body, pairs)
    differences += numbers(wanted, body, pairs)
    differences += misled(wanted, body, pairs)
    differences += tracked(wanted, body, pairs, compared, differences)
    return tuple(differences)


# What stands where


def _accepts(wanted: Expected, found: Found) -> bool:
    """Whether a paragraph of the file may stand for one of the document."""
    same = wanted.text == found.text and found.plain.objects <= wanted.pictures
    return same or (wanted.for_pen and _may_be_by_pen(found))


def _may_be_by_pen(found: Found) -> bool:
    """Whether somebody may have written this into a place for the pen."""
    return found.plain.cell is not None and len(found.text) <= MOST_BY_PEN


def _fit(wanted: Sequence[Expected], found: Sequence[Found]) -> list[int] | None:
    """For every paragraph of the file the one of the document that it stands for, or `None` when some do not fit.

    A place for the pen may or may not be filled in, so that all ways to read the file are followed side by side.
    """
    ways: list[list[int]] = []
    here = {0}
    for each in found:
        taken = [
            at for at in _reached(wanted, here) if at < len(wanted) and _accepts(wanted[at], each)
        ]
        if not taken:
            return None
        ways.append(taken)
        here = {at + 1 for at in taken}
    if len(wanted) not in _reached(wanted, here):
        return None
    path: list[int] = []
    end = len(wanted)
    for taken in reversed(ways):
        end = next(at for at in taken if end in _reached(wanted, {at + 1}))
        path.append(end)
    return path[::-1]


def _reached(wanted: Sequence[Expected], begin: set[int]) -> list[int]:
    """Where one can be without a further paragraph of the file: after all that need not be there."""
    reached: set[int] = set()
    for at in begin:
        while at not in reached:
            reached.add(at)
            if at < len(wanted) and not wanted[at].is_required:
                at += 1
    return sorted(reached)


def _compare(wanted: Sequence[Expected], found: Sequence[Found]) -> tuple[Pairs, list[Difference]]:
    """Which paragraphs of both are the same, and where they differ."""
    whole = _fit(wanted, found)
    if whole is not None:
        return [(at, to) for to, at in enumerate(whole)], []
    pairs: Pairs = []
    differences: list[Difference] = []
    for one, other in _segments(wanted, found):
        _compare_segment(wanted, found, one, other, pairs, differences)
    return pairs, list(_moved(differences))


def _segments(wanted: Sequence[Expected], found: Sequence[Found]) -> Iterator[tuple[range, range]]:
    """Both texts cut at the paragraphs that are surely the same; each of those is a segment by itself.

    When every segment fits, so does the whole.
    """
    required = [at for at, each in enumerate(wanted) if each.is_required]
    matcher = SequenceMatcher(
        None, [wanted[at].text for at in required], [each.text for each in found], autojunk=False
    )
    left = right = 0
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            at, to = required[block.a + step], block.b + step
            yield range(left, at), range(right, to)
            yield range(at, at + 1), range(to, to + 1)
            left, right = at + 1, to + 1
    yield range(left, len(wanted)), range(right, len(found))


def _compare_segment(
    wanted: Sequence[Expected],
    found: Sequence[Found],
    one: range,
    other: range,
    pairs: Pairs,
    differences: list[Difference],
) -> None:
    fit = _fit([wanted[at] for at in one], [found[to] for to in other])
    if fit is not None:
        pairs += [(one[at], other[to]) for to, at in enumerate(fit)]
        return
    mine = _paired(wanted, found, one, other)
    pairs += mine
    by_pen = sum(wanted[at].for_pen for at in one)
    taken = {to for _, to in mine}
    partner = dict(mine)
    for at in one:
        if at in partner:
            differences += _reworded(wanted[at], found[partner[at]])
        elif wanted[at].is_required:
            differences.append(difference_at(wanted[at], wanted[at].text, "", Kind.GONE))
    for to in other:
        if to in taken:
            continue
        if by_pen and _may_be_by_pen(found[to]):
            by_pen -= 1
            continue
        after = _before(wanted, found, one, other, partner, to)
        differences.append(difference_at(after, "", shown(found[to]), Kind.ADDED))


def _before(
    wanted: Sequence[Expected],
    found: Sequence[Found],
    one: range,
    other: range,
    partner: dict[int, int],
    to: int,
) -> Expected | None:
    """The paragraph of the document after which something was added."""
    last = max((at for at, mate in partner.items() if mate < to), default=one.start - 1)
    return wanted[last] if last >= 0 else None


def _reworded(wanted: Expected, found: Found) -> Iterator[Difference]:
    if wanted.text != found.text:
        yield difference_at(wanted, wanted.text, found.text, Kind.REWORDED)
    elif found.plain.objects > wanted.pictures:
        yield difference_at(wanted, wanted.text, found.text + OBJECT, Kind.OBJECT)


def _paired(wanted: Sequence[Expected], found: Sequence[Found], one: range, other: range) -> Pairs:
    """The paragraphs of a segment that are the same ones, reworded: by their bookmark, else by their words."""
    need = {at: wanted[at] for at in one if wanted[at].is_required}
    free = {to: found[to] for to in other}
    pairs: Pairs = []
    for scores in (_by_bookmark, _by_words, _by_letters):
        for _, at, to in sorted(scores(need, free)):
            if at in need and to in free:
                pairs.append((at, to))
                del need[at], free[to]
    if len(need) == len(free):
        pairs += zip(need, free, strict=True)
    return sorted(pairs)


_Score = tuple[float, int, int]


def _by_bookmark(need: Mapping[int, Expected], free: Mapping[int, Found]) -> list[_Score]:
    places = {name: to for to, each in free.items() for name in each.plain.bookmarks}
    names = {at: bookmark_name(e.paragraph.id) for at, e in need.items() if e.paragraph.id}
    return [(0, at, places[name]) for at, name in names.items() if name in places]


def _by_words(need: Mapping[int, Expected], free: Mapping[int, Found]) -> list[_Score]:
    """The most alike first; of too many, none."""
    if len(need) * len(free) > _MOST_PAIRS:
        return []
    ours = {at: Counter(each.text.split()) for at, each in need.items()}
    theirs = {to: Counter(each.text.split()) for to, each in free.items()}
    scores = ((-overlap(ours[at], theirs[to]), at, to) for at in ours for to in theirs)
    return [score for score in scores if -score[0] >= _SAME_CLAUSE]


def _by_letters(need: Mapping[int, Expected], free: Mapping[int, Found]) -> list[_Score]:
    """For what has only a word or two; of too many, none."""
    from rapidfuzz.fuzz import ratio

    if len(need) * len(free) > _MOST_PAIRS:
        return []
    scores = (
        (-ratio(one.text, each.text) / 100, at, to)
        for at, one in need.items()
        for to, each in free.items()
    )
    return [score for score in scores if -score[0] >= _SAME_LETTERS]


def _moved(differences: Iterable[Difference]) -> Iterator[Difference]:
    """What is gone at one place and was added at another has been moved."""
    every = list(differences)
    added = Counter(each.found for each in every if each.kind is Kind.ADDED)
    moved = added & Counter(each.expected for each in every if each.kind is Kind.GONE)
    left = moved.copy()
    for each in every:
        if each.kind is Kind.ADDED and moved[each.found]:
            moved[each.found] -= 1
        elif each.kind is Kind.GONE and left[each.expected]:
            left[each.expected] -= 1
            yield replace(each, found=each.expected, kind=Kind.MOVED)
        else:
            yield each
