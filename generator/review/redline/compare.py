"""Two documents → what has changed, clause by clause, and the redline (порівняння редакцій) as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import count, zip_longest
from typing import Final

from generator.document.fingerprint import normal
from generator.document.tree import (
    LEVELS,
    Block,
    Cell,
    Change,
    Document,
    Group,
    Paragraph,
    Reference,
    Revision,
    Style,
    Table,
    TableStyle,
    Text,
    each_paragraph,
    paragraphs_of,
)
from generator.review.redline.alignment import Pair, align
from generator.review.redline.words import marked, redlined, says_the_same


class Kind(StrEnum):
    """What has become of a clause."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A paragraph that is not as it was; a moved one may be reworded as well.

    `section` is the heading it stands under, `after` the numbered paragraph before it, both in the text it is in;
    `anchor` is the paragraph of the old text, with its number there, that stands before it and stays in its section.
    """

    kind: Kind
    old: Paragraph | None
    new: Paragraph | None
    section: Paragraph | None
    after: Paragraph | None
    in_table: bool = False
    anchor: Paragraph | None = None

    @property
    def paragraph(self) -> Paragraph:
        """The new wording, or the old one of what is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def is_reworded(self) -> bool:
        """Whether the words have changed, and not the place alone."""
        old, new = self.old, self.new
        return old is None or new is None or not says_the_same(old.inlines, new.inlines)

    @property
    def minor(self) -> bool:
        """Whether agreements stay in force: both wordings are minor; nobody has agreed that a new clause is."""
        return bool(self.old and self.old.minor and (self.new is None or self.new.minor))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What has changed, in the order of the new text; `untracked` are words of requisites no redline shows."""

    old: Document
    new: Document
    pairs: tuple[Pair, ...]
    changes: tuple[ClauseChange, ...]
    untracked: tuple[str, ...]


def compare(old: Document, new: Document) -> Comparison:
    """All that is different in what people agree on; who signs and when is filled in anew for each version."""
    old = _renamed(old, align(old.blocks, new.blocks))
    pairs = align(old.blocks, new.blocks)
    return Comparison(old, new, pairs, tuple(_changes(pairs)), tuple(_untracked(pairs)))


def _renamed(old: Document, pairs: Iterable[Pair]) -> Document:
    """The old text with references by the ids that clauses have in the new one: another id alone is no change."""
    names = {
        p.old.id: p.new.id
        for p in pairs
        if isinstance(p.old, Paragraph) and isinstance(p.new, Paragraph)
    }
    names = {before: after for before, after in names.items() if before != after}
    if not names:
        return old

    def rename(paragraph: Paragraph) -> Paragraph:
        inlines = tuple(
            replace(i, target=names.get(i.target, i.target)) if isinstance(i, Reference) else i
            for i in paragraph.inlines
        )
        return replace(paragraph, inlines=inlines)

    return replace(old, blocks=tuple(each_paragraph(block, rename) for block in old.blocks))


def is_compared(block: Block) -> bool:
    """Whether a redline goes into it: not into what is signed."""
    if isinstance(block, Group):
        return False
    return isinstance(block, Paragraph) or block.style is TableStyle.GRID


def _changes(pairs: Iterable[Pair]) -> Iterator[ClauseChange]:
    section: Paragraph | None = None
    after: Paragraph | None = None
    anchor: Paragraph | None = None
    for pair in pairs:
        block = pair.new or pair.old
        assert block is not None
        if not is_compared(block):
            continue
        if isinstance(block, Table):
            yield from (replace(c, section=section, after=after) for c in _in_table(pair))
            continue
        assert isinstance(block, Paragraph)
        if block.style is Style.HEADING:
            section, anchor = block, None if pair.new else anchor
        kind = _kind(pair)
        old = pair.old if isinstance(pair.old, Paragraph) else None
        new = pair.new if isinstance(pair.new, Paragraph) else None
        if kind:
            yield ClauseChange(kind, old, new, section, after, anchor=anchor)
        if block.style in LEVELS and pair.new is not None and not pair.moved_from:
            after = block
        if old is not None and new is not None and not (pair.moved_from or pair.moved_to):
            anchor = old if old.style in (Style.CLAUSE, Style.SUBCLAUSE) else anchor


def _kind(pair: Pair) -> Kind | None:
    if pair.moved_from:
        return None
    if pair.moved_to:
        return Kind.MOVED
    if pair.old is None or pair.new is None:
        return Kind.ADDED if pair.old is None else Kind.REMOVED
    assert isinstance(pair.old, Paragraph)
    assert isinstance(pair.new, Paragraph)
    same = says_the_same(pair.old.inlines, pair.new.inlines)
    return None if same else Kind.CHANGED


def _in_table(pair: Pair) -> Iterator[ClauseChange]:
    """A change for each row that is not as it was, as one paragraph with its cells parted by « | »."""
    for old, new in _rows(_grid(pair.old), _grid(pair.new)):
        one, other = (_as_paragraph(row) if row else None for row in (old, new))
        if one is None or other is None or not says_the_same(one.inlines, other.inlines):
            kind = Kind.CHANGED if one and other else Kind.REMOVED if one else Kind.ADDED
            yield ClauseChange(kind, one, other, None, None, in_table=True)


_Row = tuple[Cell, ...]
_NO_ROWS: Final[tuple[_Row, ...]] = ()


def _grid(block: Block | None) -> tuple[_Row, ...]:
    return block.rows if isinstance(block, Table) else _NO_ROWS


def _as_paragraph(row: _Row) -> Paragraph:
    return Paragraph(Style.CELL, (Text(_row_text(row)),))


def _row_text(row: _Row) -> str:
    return " | ".join(p.text for cell in row for p in cell.paragraphs)


def _rows(
    old: tuple[_Row, ...], new: tuple[_Row, ...]
) -> Iterator[tuple[_Row | None, _Row | None]]:
    """The rows of two tables side by side: like ones, and within a stretch of unlike ones the first with the first."""
    matcher = SequenceMatcher(None, list(map(_row_text, old)), list(map(_row_text, new)), False)
    for _, i, j, m, n in matcher.get_opcodes():
        for one, other in zip_longest(old[i:j], new[m:n]):
            if one and other and _shape(one) != _shape(other):
                yield from ((one, None), (None, other))
            else:
                yield one, other


def _shape(row: _Row) -> list[int]:
    return [len(cell.paragraphs) for cell in row]


def _untracked(pairs: Iterable[Pair]) -> Iterator[str]:
    """The words of requisites and signatures that have changed; a place for the pen that was filled in has not."""
    for pair in pairs:
        block = pair.new or pair.old
        assert block is not None
        if not is_compared(block):
            before, after = _signed_words(pair.old), _signed_words(pair.new)
            gone = [words for words in before if words not in after]
            come = [words for words in after if words not in before]
            for old, new in zip_longest(gone, come, fillvalue=""):
                if _BLANK not in f"{old}{new}":
                    yield f"«{old}» → «{new}»" if old and new else f"«{old or new}»"


_BLANK: Final = "__"
"""What a place for the pen is printed as."""

_FILLED_IN: Final = (Style.SIGNATURE_DATE, Style.DATELINE, Style.SIGNATURE_LINE, Style.CAPTION)


def _signed_words(block: Block | None) -> list[str]:
    if block is None:
        return []
    found = (normal(p.text) for p in paragraphs_of(block) if p.style not in _FILLED_IN)
    return [words for words in found if words]


def redline(comparison: Comparison, author: str = "", date: str = "") -> Document:
    """Both texts in one: what is gone marked as deleted, what has come as inserted, what stands elsewhere as moved."""
    pen = _Pen(author, date)
    blocks = tuple(pen.block(pair) for pair in comparison.pairs if _is_shown(pair))
    return replace(comparison.new, blocks=blocks)


def _is_shown(pair: Pair) -> bool:
    """What is signed is shown as it is in the new text alone."""
    return pair.new is not None or (pair.old is not None and is_compared(pair.old))


class _Pen:
    """Marks what has changed in the name of an author."""

    def __init__(self, author: str, date: str) -> None:
        self._deleted = Revision(Change.DELETED, author, date)
        self._inserted = Revision(Change.INSERTED, author, date)
        self._moves = count(1)
        self._names: dict[tuple[str, str], str] = {}

    def block(self, pair: Pair) -> Block:
        if pair.moved_from or pair.moved_to:
            return self._moved(pair)
        if pair.new is None:
            assert pair.old is not None
            return _whole(pair.old, self._deleted)
        if not is_compared(pair.new):
            return pair.new
        if pair.old is None:
            return _whole(pair.new, self._inserted)
        if isinstance(pair.old, Table) and isinstance(pair.new, Table):
            return self._table(pair.old, pair.new)
        assert isinstance(pair.old, Paragraph)
        assert isinstance(pair.new, Paragraph)
        return self._paragraph(pair.old, pair.new)

    def _paragraph(self, old: Paragraph, new: Paragraph) -> Paragraph:
        if says_the_same(old.inlines, new.inlines):
            return new
        return replace(
            new, inlines=redlined(old.inlines, new.inlines, self._deleted, self._inserted)
        )

    def _moved(self, pair: Pair) -> Block:
        """An end of a move; what is reworded as well is deleted here and inserted there: Word knows no such move."""
        old, new = pair.old, pair.new
        assert isinstance(old, Paragraph)
        assert isinstance(new, Paragraph)
        shown, change = (old, Change.MOVED_FROM) if pair.moved_from else (new, Change.MOVED_TO)
        if not says_the_same(old.inlines, new.inlines):
            return _whole(shown, self._deleted if pair.moved_from else self._inserted)
        name = self._names.setdefault((old.id, new.id), f"move{len(self._names) + 1}")
        return _whole(shown, replace(self._inserted, change=change, name=name))

    def _table(self, old: Table, new: Table) -> Table:
        rows = tuple(self._row(one, other) for one, other in _rows(old.rows, new.rows))
        return replace(new, rows=rows)

    def _row(self, old: _Row | None, new: _Row | None) -> _Row:
        if old is None or new is None:
            row = new or old
            assert row is not None
            revision = self._inserted if old is None else self._deleted
            return tuple(_revised(cell, revision) for cell in row)
        return tuple(
            replace(other, paragraphs=tuple(map(self._paragraph, one.paragraphs, other.paragraphs)))
            for one, other in zip(old, new, strict=True)
        )


def _whole(block: Block, revision: Revision) -> Block:
    return each_paragraph(block, lambda paragraph: _all(paragraph, revision))


def _revised(cell: Cell, revision: Revision) -> Cell:
    return replace(cell, paragraphs=tuple(_all(p, revision) for p in cell.paragraphs))


def _all(paragraph: Paragraph, revision: Revision) -> Paragraph:
    return replace(paragraph, inlines=marked(paragraph.inlines, revision), revision=revision)
