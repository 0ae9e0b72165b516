"""Blocks without numbers → blocks with numbers, filled cross-references, and the marks that keep them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Final

from generator.document.tree import (
    LEVELS,
    SIGNS,
    Block,
    Group,
    Link,
    Paragraph,
    Reference,
    Style,
    Table,
    each_paragraph,
    paragraphs_of,
)
from generator.issue import Code, Issue, Location, issue, nearest_names


def number(
    blocks: tuple[Block, ...],
    formats: tuple[str, ...],
    place_of: Callable[[str], Location | None],
    problems: list[Issue],
) -> tuple[Block, ...]:
    """The blocks as they are printed.

    `formats` is one pattern per level, e.g. `{1}.{2}.`; `place_of` tells where an id that is referred to is
    named. A reference to an id that is not there goes to `problems`. What a list without an order puts before its
    items is no number, and a reference to one shows nothing.
    """
    count = _Counter(formats)
    marked = _keep(tuple(each_paragraph(block, count) for block in blocks))
    numbers = {
        p.id: "" if p.style in SIGNS else p.number.rstrip(".)")
        for block in marked
        for p in paragraphs_of(block)
        if p.id
    }
    fill = partial(_fill, numbers=numbers, place_of=place_of, problems=problems)
    return tuple(each_paragraph(block, fill) for block in marked)


class _Counter:
    """Gives each numbered paragraph it is called with the next number of its level, an item of a list its sign."""

    def __init__(self, formats: tuple[str, ...]) -> None:
        self._formats = formats
        self._counts = [0] * len(formats)

    def __call__(self, paragraph: Paragraph) -> Paragraph:
        level = LEVELS.get(paragraph.style)
        if level is None:
            sign = SIGNS.get(paragraph.style, "")
            return replace(paragraph, number=sign) if sign else paragraph
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (len(self._counts) - level - 1)
        # Position 0 of the arguments is unused: the patterns count levels from 1, as Word does.
        return replace(paragraph, number=self._formats[level].format(None, *self._counts))


def _keep(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What must not be parted by a page end (ДСТУ 4163:2020; two lines before a signature).

    A heading, a lead-in or a chart stays with what follows; so does a clause that introduces sub-clauses or a table,
    and what introduces a list. The last two paragraphs before a signature stay with it: one of them alone may be a
    single line.
    """
    kept = list(blocks)
    for index, (block, following) in enumerate(pairwise(blocks)):
        if isinstance(block, Paragraph) and _leads(block, following):
            kept[index] = replace(block, keep_next=True)
        if isinstance(following, Group) and following.after_text:
            for at in range(max(0, index - 1), index + 1):
                text = kept[at]
                if isinstance(text, Paragraph):
                    kept[at] = replace(text, keep_next=True)
    return tuple(kept)


_LEADING: Final = (Style.KIND, Style.HEADING, Style.SUBHEADING, Style.LEAD, Style.FIGURE)
_LED: Final[Mapping[Style, tuple[Style, ...]]] = {
    Style.SUBCLAUSE: (Style.CLAUSE,),
    Style.BULLET: (Style.BODY, Style.CLAUSE, Style.SUBCLAUSE),
}
"""What begins a list → what introduces it."""


def _leads(block: Paragraph, following: Block) -> bool:
    if block.style in _LEADING or isinstance(following, Table):
        return True
    return isinstance(following, Paragraph) and block.style in _LED.get(following.style, ())


def _fill(
    paragraph: Paragraph,
    numbers: Mapping[str, str],
    place_of: Callable[[str], Location | None],
    problems: list[Issue],
) -> Paragraph:
    if not any(isinstance(inline, Reference | Link) for inline in paragraph.inlines):
        return paragraph
    inlines = []
    for inline in paragraph.inlines:
        if isinstance(inline, Reference | Link) and inline.target not in numbers:
            place, told = place_of(inline.target), len(problems)
            problems.append(_unknown(inline.target, numbers, place, told))
        if isinstance(inline, Reference):
            inline = Reference(inline.target, numbers.get(inline.target, ""))
        inlines.append(inline)
    return replace(paragraph, inlines=tuple(inlines))


def _unknown(target: str, numbers: Mapping[str, str], place: Location | None, told: int) -> Issue:
    # What a template numbers itself, `general.category`, stands there only while it has something to say.
    known = (each for each in numbers if "." not in each)
    return issue(Code.REFERENCE_UNKNOWN, place, clause=target, **nearest_names(target, known, told))
