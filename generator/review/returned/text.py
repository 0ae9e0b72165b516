"""A Word file that came back and the text it was made from → the text it says now, as a document.

A clause is found by its bookmark, wherever it stands; without one by its words, which is told. What is no clause, a
pasted table for example, or words in a signature, is told too: nothing that somebody has written gets lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from generator.document.fingerprint import normal
from generator.document.number import number
from generator.document.parse import typeset_inlines
from generator.document.tree import (
    LEVELS,
    Block,
    Break,
    Cell,
    Document,
    Group,
    Inline,
    Paragraph,
    Reference,
    Style,
    Table,
    TableStyle,
    Text,
    paragraphs_of,
)
from generator.model.theme import Theme
from generator.render.docx.inline import bookmark_name
from generator.review.redline.words import likeness, says_the_same
from generator.source.word.file import Run, Story
from generator.source.word.view import Plain

_LIKE: Final = 0.6
"""How alike must a paragraph without a bookmark be to a clause, to be taken for it?"""

_TABLE_LIKE: Final = 0.2
_BY_LEVEL: Final = {level: style for style, level in LEVELS.items()}
_BLANK: Final = "__"
"""What a place for the pen is printed as, where it is not a line."""

_NAME: Final = re.compile(r"[^\W\d_][\w’'ʼ.-]*(\s[^\W\d_][\w’'ʼ.-]*){0,3}")
"""A signature in letters: up to four words without punctuation between."""

_DATE: Final = re.compile(r"\d.*\b(19|20)\d\d\b|\d\.\d\d\.\d")
_FILLED_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Stray:
    """Words that belong to no clause, behind the clause `after`; `objects` are pictures and the like among them."""

    text: str
    after: str
    kind: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """What a file says: the `document`, which source paragraphs each of its paragraphs is made of, and the rest.

    `found` are the ids of what was found again, `by_words` those of them that were found without their bookmarks.
    """

    document: Document
    sources: Mapping[str, tuple[int, ...]]
    strays: tuple[Stray, ...]
    by_words: frozenset[str]
    found: frozenset[str]


def as_document(plains: Sequence[Plain], base: Document, theme: Theme) -> ReturnedText:
    """The text of a file that was made from `base`, with its tracked changes accepted or rejected."""
    reader = _Reader(base, theme)
    reader.read(
        [
            plain
            for plain in plains
            if plain.story is not Story.HEADER and plain.story is not Story.FOOTER
        ]
    )
    blocks = number(reader.whole(), theme.numbering, lambda _: None, [])
    return ReturnedText(
        replace(base, blocks=blocks),
        reader.sources,
        tuple(reader.strays),
        frozenset(reader.by_words),
        frozenset(reader.by_bookmark | reader.by_words),
    )


@dataclass(slots=True)
class _Reader:
    base: Document
    theme: Theme
    sources: dict[str, tuple[int, ...]] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)
    by_words: set[str] = field(default_factory=set)
    by_bookmark: set[str] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    after: str = ""
    new: int = 0

    def __post_init__(self) -> None:
        self.named = {bookmark_name(p.id): p.id for p in self.base.paragraphs() if p.id}

    def read(self, plains: Sequence[Plain]) -> None:
        """Read the paragraphs of the body in order, those of a table together."""
        clauses = self._clauses(plains)
        tables = _matched(_tables(plains), self._base_tables())
        grouped = groupby(
            enumerate(plains), lambda pair: pair[1].cell.table if pair[1].cell else None
        )
        done: set[int] = set()
        for table, group in grouped:
            if table is None:
                for at, plain in group:
                    self._paragraph(plain, clauses.get(at))
            elif table not in done:
                done.add(table)
                self._table(_tables(plains)[table], tables.get(table))

    def whole(self) -> tuple[Block, ...]:
        """What was read, between the requisites and the signatures of the text it was made from."""
        kept = [block for block in self.base.blocks if not _is_read(block)]
        first = next((at for at, block in enumerate(self.base.blocks) if _is_read(block)), 0)
        head = [block for block in self.base.blocks[:first] if not _is_read(block)]
        return (*head, *self.blocks, *kept[len(head) :])

    def _clauses(self, plains: Sequence[Plain]) -> dict[int, Paragraph]:
        """Place of a paragraph → the numbered paragraph of the base it is."""
        named = {bookmark_name(p.id): p for p in self.base.paragraphs() if p.id}
        found: dict[int, Paragraph] = {}
        for at, plain in enumerate(plains):
            marked = [named[name] for name in plain.bookmarks if name in named]
            if marked:
                found[at] = marked[0]
                self.by_bookmark.add(marked[0].id)
        self._by_words(plains, found)
        return found

    def _by_words(self, plains: Sequence[Plain], found: dict[int, Paragraph]) -> None:
        """Find the rest by their words: the same ones first, then those that are the most alike."""
        taken = {p.id for p in found.values()}
        left = {p.id: p for p in self.base.paragraphs() if p.id and p.id not in taken}
        free = [
            (at, plain)
            for at, plain in enumerate(plains)
            if at not in found and plain.cell is None and plain.text.strip()
        ]
        if not left or not free:
            return
        scores = sorted(
            (
                (_alike(p, plain), -at, p.id)
                for at, plain in free
                for p in left.values()
                if self._may_be(p, plain)
            ),
            reverse=True,
        )
        for score, at, name in scores:
            if score >= _LIKE and name in left and -at not in found:
                found[-at] = left.pop(name)
                self.by_words.add(name)

    def _may_be(self, paragraph: Paragraph, plain: Plain) -> bool:
        """Whether the words of both are of about the same length, so that it is worth to compare them."""
        one, other = len(paragraph.text), len(plain.text)
        return min(one, other) * 4 >= max(one, other)

    def _base_tables(self) -> list[Table]:
        return [t for block in self.base.blocks for t in _tables_of(block)]

    def _paragraph(self, plain: Plain, clause: Paragraph | None) -> None:
        text = plain.text.strip()
        if plain.story is not Story.BODY:
            self._stray(plain, "text_box" if plain.story is Story.TEXT_BOX else "note")
            return
        if plain.objects:
            self._stray(plain, "object")
        if not text and clause is None:
            return
        if clause is None and self._is_signed(text, plain):
            return
        style = self._style(plain, clause)
        name = clause.id if clause else ""
        if not name and style in LEVELS:
            self.new += 1
            name = f"new.{self.new}"
        inlines = self._inlines(plain, clause)
        if not inlines:
            return
        self.blocks.append(
            Paragraph(
                style,
                inlines,
                name,
                minor=bool(clause and clause.minor),
                number=" " if style in LEVELS else "",
            )
        )
        self._told(name or f"{style}:{normal(text)}", plain)
        self.after = name or self.after

    def _is_signed(self, text: str, plain: Plain) -> bool:
        """Whether it is a paragraph of what is signed, which is not compared; a changed one is told."""
        same = normal(text)
        outside = [
            p for block in self.base.blocks if not _is_read(block) for p in paragraphs_of(block)
        ]
        if any(normal(p.text) == same for p in outside):
            return True
        style = self._named(plain)
        if style is not None and style in {p.style for p in outside}:
            self._stray(plain, "signed")
            return True
        return False

    def _named(self, plain: Plain) -> Style | None:
        names = {self.theme.paragraphs[style].name: style for style in Style}
        return names.get(plain.style_name)

    def _style(self, plain: Plain, clause: Paragraph | None) -> Style:
        """What kind of paragraph it is now: a lawyer may have moved a clause down a level."""
        named = self._named(plain)
        # What level a paragraph is numbered at counts more than its style: LibreOffice changes the style of a clause
        # before which one was deleted, and keeps its level.
        level = None if plain.level is None else _BY_LEVEL.get(plain.level)
        if clause is not None and clause.style in LEVELS:
            return level or (named if named in LEVELS and named else clause.style)
        if clause is not None:
            return clause.style
        if level is not None and (named is None or named in LEVELS):
            return level
        if named is not None:
            return named
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Paragraph) and last.style in (Style.CLAUSE, Style.SUBCLAUSE):
            return last.style
        return Style.BODY

    def _inlines(self, plain: Plain, clause: Paragraph | None = None) -> tuple[Inline, ...]:
        """What it says, with the typography of the language; the clause itself where nothing was changed."""
        inlines = [inline for run in plain.runs for inline in _run(run, self.named)]
        if clause is not None and says_the_same(clause.inlines, tuple(inlines)):
            return clause.inlines
        return typeset_inlines(inlines, self.base.language)

    def _told(self, name: str, plain: Plain) -> None:
        self.sources[name] = plain.sources

    def _stray(self, plain: Plain, kind: str, words: str = "") -> None:
        """Tell of words that belong to no clause; `words` says more than they do themselves."""
        if plain.text.strip() or plain.objects:
            said = words or plain.text.strip()
            self.strays.append(Stray(said, self.after, kind, plain.sources))

    def _table(self, rows: list[list[list[Plain]]], base: Table | None) -> None:
        """A table of data, or one that places requisites: of that only what is not for the pen is told."""
        for plain in (p for row in rows for cell in row for p in cell):
            if plain.objects:
                self._stray(plain, "object")
        if base is None:
            words = "\n".join(" | ".join(" ".join(p.text for p in c) for c in row) for row in rows)
            sources = tuple(s for row in rows for c in row for p in c for s in p.sources)
            self.strays.append(Stray(words.strip(), self.after, "table", sources))
        elif base.style is TableStyle.GRID and _is_read(base):
            self.blocks.append(self._grid(rows, base))
        else:
            self._requisites(rows, base)

    def _grid(self, rows: list[list[list[Plain]]], base: Table) -> Table:
        made = []
        for at, row in enumerate(rows):
            style = Style.CELL_HEAD if at < base.head_rows else Style.CELL
            cells = []
            for cell in row:
                paragraphs = tuple(Paragraph(style, self._inlines(plain)) for plain in cell)
                cells.append(Cell(paragraphs or (Paragraph(style, ()),)))
                for plain in cell:
                    self._told(f"{style}:{normal(plain.text)}", plain)
            made.append(tuple(cells))
        return replace(base, rows=tuple(made))

    def _requisites(self, rows: list[list[list[Plain]]], base: Table) -> None:
        """What somebody has written where the document left no place for the pen."""
        plains = [plain for row in rows for cell in row for plain in cell]
        said = {normal(plain.text) for plain in plains}
        known = {normal(p.text) for p in paragraphs_of(base)}
        gone = [
            t
            for t in dict.fromkeys(normal(p.text) for p in paragraphs_of(base))
            if t and t not in said
        ]
        blanks = sum(_BLANK in text for text in gone)
        pens = sum(p.style is Style.SIGNATURE_LINE for p in paragraphs_of(base))
        pens = 0 if len(gone) > blanks else pens
        for plain in plains:
            text = normal(plain.text)
            if not text or text in known:
                continue
            if blanks and _DATE.search(text) and len(text) <= _FILLED_CHARACTERS:
                blanks -= 1
            elif pens and _NAME.fullmatch(text):
                pens -= 1
            else:
                was = next((text for text in gone if _BLANK not in text), "")
                gone = [text for text in gone if text != was]
                self._stray(plain, "signed", f"«{was}» → «{text}»" if was else "")


def _run(run: Run, named: Mapping[str, str]) -> Iterator[Inline]:
    """A run as inlines; the result of a field that refers to a clause is a reference to it."""
    words = run.field.split()
    if len(words) > 1 and words[0].upper() == "REF" and words[1] in named:
        yield Reference(named[words[1]], run.text)
        return
    for at, line in enumerate(run.text.split("\n")):
        if at:
            yield Break()
        if line:
            yield Text(line.replace("\t", " "))


def _alike(paragraph: Paragraph, plain: Plain) -> float:
    one, other = normal(paragraph.text), normal(plain.text)
    return 1.0 if one == other else likeness(one, other, at_least=_LIKE)


def _is_read(block: Block) -> bool:
    """Whether a file says a block anew: text and tables of data, and not what is signed."""
    if isinstance(block, Group):
        return False
    return isinstance(block, Paragraph) or block.style is TableStyle.GRID


def _tables_of(block: Block) -> Iterator[Table]:
    if isinstance(block, Table):
        yield block
    elif isinstance(block, Group):
        yield from (inner for inner in block.blocks if isinstance(inner, Table))


def _tables(plains: Iterable[Plain]) -> dict[int, list[list[list[Plain]]]]:
    """Tables of a file by their number: rows of cells of paragraphs."""
    found: dict[int, dict[int, dict[int, list[Plain]]]] = {}
    for plain in plains:
        if plain.cell:
            table = found.setdefault(plain.cell.table, {})
            table.setdefault(plain.cell.row, {}).setdefault(plain.cell.column, []).append(plain)
    return {
        number_: [[row[c] for c in sorted(row)] for _, row in sorted(table.items())]
        for number_, table in found.items()
    }


def _matched(
    tables: Mapping[int, list[list[list[Plain]]]], base: Sequence[Table]
) -> dict[int, Table]:
    """Table of a file → that of the base which it is: in the same order, and alike."""
    numbers = sorted(tables)
    words = [normal(" ".join(p.text for row in tables[n] for c in row for p in c)) for n in numbers]
    bases = [normal(" ".join(p.text for p in paragraphs_of(table))) for table in base]
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}
    for i in range(len(numbers), -1, -1):
        for j in range(len(base), -1, -1):
            if i == len(numbers) or j == len(base):
                best[i, j] = (0.0, ())
                continue
            score = 1.0 if words[i] == bases[j] else likeness(words[i], bases[j])
            rest = best[i + 1, j + 1]
            together = (rest[0] + score, ((i, j), *rest[1])) if score >= _TABLE_LIKE else (-1.0, ())
            best[i, j] = max(together, best[i + 1, j], best[i, j + 1], key=lambda one: one[0])
    return {numbers[i]: base[j] for i, j in best[0, 0][1]}
