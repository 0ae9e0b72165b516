"""What has changed → the names of the templates of the comparison table and of the amendment.

The words are in the templates: here is only what is changed, where, and from which number to which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.document.markup import markup
from generator.document.tree import LEVELS, Change, Paragraph, Revision, Style, Text
from generator.review.redline.alignment import Pair
from generator.review.redline.compare import ClauseChange, Comparison, Kind
from generator.review.redline.words import redlined

COMPARISON: Final = "comparison.html.j2"
"""The template of the comparison table (порівняльна таблиця)."""

AMENDMENT: Final = "amendment.html.j2"
"""The template of the amendment (зміни до інструкції)."""

SHEET: Final = "agreement-sheet.html.j2"
"""The template of the sheet of agreement (аркуш погодження)."""

_NAMES: Final = {
    Style.HEADING: "section",
    Style.CLAUSE: "clause",
    Style.SUBCLAUSE: "subclause",
    Style.LEAD: "lead",
    Style.CELL: "row",
    Style.CELL_HEAD: "row",
    Style.TITLE: "title",
}
"""Style → what a template calls such a paragraph; any other is "text"."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the comparison table: both wordings with what differs in bold, `None` where there is none."""

    kind: str
    minor: bool
    reworded: bool
    old: Any
    new: Any
    old_number: str
    new_number: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of the amendment: to a `level` of that number; `lines` are the new wording with its numbers.

    `section` is the number of the section it is in, `heading` that section's title; `label` the first cell of a row.
    `anchor` is the number, `anchor_level` the level, of what it stands behind in the old text, "" when nothing does.
    """

    kind: str
    level: str
    old_number: str
    new_number: str
    lines: tuple[Any, ...]
    section: str
    heading: str
    reworded: bool
    label: str
    anchor: str = ""
    anchor_level: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Clauses in a row that have other numbers now and are not changed by themselves."""

    level: str
    old_first: str
    old_last: str
    new_first: str
    new_last: str
    count: int


def rows(comparison: Comparison) -> tuple[RowView, ...]:
    """The comparison table."""
    return tuple(map(_row, comparison.changes))


def _row(change: ClauseChange) -> RowView:
    old, new = change.old, change.new
    sides: tuple[Any, Any]
    if old and new:
        deleted, inserted = Revision(Change.DELETED), Revision(Change.INSERTED)
        both = redlined(old.inlines, new.inlines, deleted, inserted)
        before = (i for i in both if i.revision is not inserted)
        after = (i for i in both if i.revision is not deleted)
        sides = (markup(before, _is_marked), markup(after, _is_marked))
    else:
        sides = (markup(old.inlines) if old else None, markup(new.inlines) if new else None)
    numbers = (old.number if old else "", new.number if new else "")
    return RowView(change.kind, change.minor, change.is_reworded, *sides, *numbers)


def _is_marked(inline: Any) -> bool:
    return inline.revision is not None


def changes(comparison: Comparison) -> tuple[ChangeView, ...]:
    """The changes as an amendment lists them: what comes or goes with its sub-clauses is one of them."""
    return tuple(_change(unit) for unit in _units(comparison.changes))


def _units(listed: Sequence[ClauseChange]) -> Iterator[list[ClauseChange]]:
    unit: list[ClauseChange] = []
    for change in listed:
        if unit and not _belongs(change, unit[0]):
            yield unit
            unit = []
        unit.append(change)
    if unit:
        yield unit


def _belongs(change: ClauseChange, first: ClauseChange) -> bool:
    """Whether it comes or goes with the section or clause that the unit begins with."""
    if change.kind is not first.kind or change.kind not in (Kind.ADDED, Kind.REMOVED):
        return False
    style = first.paragraph.style
    together = (
        first.kind is Kind.ADDED
        and change.anchor is first.anchor
        and change.section is first.section
    )
    if together and (style is Style.CLAUSE or change.paragraph.style is Style.SUBCLAUSE):
        return style in _CLAUSES and change.paragraph.style in _CLAUSES
    if style is Style.HEADING:
        return change.paragraph.style is not Style.HEADING and change.section is first.paragraph
    return style is Style.CLAUSE and change.paragraph.style is Style.SUBCLAUSE


_CLAUSES: Final = (Style.CLAUSE, Style.SUBCLAUSE)


def _change(unit: list[ClauseChange]) -> ChangeView:
    first = unit[0]
    old, new, section = first.old, first.new, first.section
    return ChangeView(
        kind=first.kind,
        level=_NAMES.get(first.paragraph.style, "text"),
        old_number=_bare(old),
        new_number=_bare(new),
        lines=tuple(_line(change.new) for change in unit if change.new),
        section=_bare(section),
        heading=section.text if section else "",
        reworded=first.is_reworded,
        label=(first.old or first.paragraph).text.partition(" | ")[0] if first.in_table else "",
        **_anchor(first),
        several=sum(change.paragraph.style is first.paragraph.style for change in unit) > 1,
    )


def _anchor(change: ClauseChange) -> dict[str, str]:
    """What it stands behind: a clause behind a whole clause, never behind a sub-clause of one."""
    anchor = change.anchor
    if anchor is None:
        return {}
    number, style = _bare(anchor), anchor.style
    if change.paragraph.style is Style.CLAUSE and style is Style.SUBCLAUSE:
        number, style = number.rpartition(".")[0], Style.CLAUSE
    return {"anchor": number, "anchor_level": _NAMES[style]}


def _bare(paragraph: Paragraph | None) -> str:
    return paragraph.number.rstrip(".)") if paragraph else ""


def _line(paragraph: Paragraph) -> Any:
    number = (Text(f"{paragraph.number}\u00a0"),) if paragraph.number else ()
    return markup((*number, *paragraph.inlines))


def renumberings(comparison: Comparison) -> tuple[Renumbering, ...]:
    """What has other numbers because of the changes before it; a clause whose section has is not told once more."""
    runs: list[list[tuple[Paragraph, Paragraph]]] = []
    for old, new in _renumbered(comparison.pairs):
        last = runs[-1][-1] if runs else None
        if last and _follows(last[0], old) and _follows(last[1], new):
            runs[-1].append((old, new))
        else:
            runs.append([(old, new)])
    return tuple(
        Renumbering(
            _NAMES[run[0][0].style],
            _bare(run[0][0]),
            _bare(run[-1][0]),
            _bare(run[0][1]),
            _bare(run[-1][1]),
            len(run),
        )
        for run in runs
    )


def _renumbered(pairs: Iterable[Pair]) -> Iterator[tuple[Paragraph, Paragraph]]:
    for pair in pairs:
        old, new = pair.old, pair.new
        if pair.moved_from or pair.moved_to:
            continue
        if isinstance(old, Paragraph) and isinstance(new, Paragraph) and old.style in LEVELS:
            before, after = _parts(old), _parts(new)
            # With another parent, but in the same place within it, it is the parent that has another number.
            if before[-1] != after[-1]:
                yield old, new


def _parts(paragraph: Paragraph) -> list[str]:
    return _bare(paragraph).split(".")


def _follows(one: Paragraph, other: Paragraph) -> bool:
    first, second = _parts(one), _parts(other)
    if first[:-1] != second[:-1] or not (first[-1].isdigit() and second[-1].isdigit()):
        return False
    return int(second[-1]) == int(first[-1]) + 1
