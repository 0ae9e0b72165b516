"""The document tree: what a document says and how its parts belong together, in no format yet.

Blocks hold inlines; a `Paragraph` carries the number it is printed with, so that every writer and every message
shows the same one. Word renumbers by itself from `level`; the other formats print `number`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar


class Style(StrEnum):
    """Every kind of paragraph; `theme.yaml` says how each looks in all formats."""

    EMBLEM = "emblem"
    ORGANISATION = "organisation"
    APPROVAL_WORD = "approval-word"
    AGREEMENT_WORD = "agreement-word"
    REQUISITE = "requisite"
    POSITION = "position"
    ACKNOWLEDGEMENT = "acknowledgement"
    KIND = "kind"
    DATELINE = "dateline"
    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    LEAD = "lead"
    CLAUSE = "clause"
    SUBCLAUSE = "subclause"
    BODY = "body"
    BULLET = "bullet"
    FIGURE = "figure"
    NOTE = "note"
    CELL_HEAD = "cell-head"
    CELL_UPRIGHT = "cell-upright"
    CELL = "cell"
    CELL_BULLET = "cell-bullet"
    CELL_SMALL = "cell-small"
    CELL_NUMBER = "cell-number"
    SIGNATURE_LINE = "signature-line"
    SIGNATURE_DATE = "signature-date"
    CAPTION = "caption"


LEVELS = {Style.HEADING: 0, Style.CLAUSE: 1, Style.SUBCLAUSE: 2}
"""Numbered styles → level of the multi-level list."""

SIGNS: Final[Mapping[Style, str]] = {Style.BULLET: "–", Style.CELL_BULLET: "–"}
"""Styles of lists without an order → the sign each item begins with: a dash (тире), as Ukrainian lists have it."""

PAPERS: Final[Mapping[str, tuple[float, float]]] = {"a3": (297, 420)}
"""Sheets a template may ask for → width and height of an upright one, mm (ISO 216)."""

EMBLEM: Final = "emblem"
"""By which name among the pictures is the organisation's emblem known?"""


class TableStyle(StrEnum):
    """Every kind of table: four that only place requisites on the page, one of labels with their values, one of data.

    Only that of data has rules.
    """

    REQUISITES = "requisites"
    DATELINE = "dateline"
    SIGNATURE = "signature"
    HOLDER = "holder"
    PLAIN = "plain"
    GRID = "grid"


class Change(StrEnum):
    """What a redline (порівняння редакцій) says of words: new, gone, or standing elsewhere now."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved-from"
    MOVED_TO = "moved-to"

    @property
    def is_new(self) -> bool:
        """Whether the words stand in the new text, and not in the old one."""
        return self in (Change.INSERTED, Change.MOVED_TO)


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: who made it and when (an ISO date, or ""); `name` ties both ends of a move together."""

    change: Change
    author: str = ""
    date: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to a numbered paragraph; `text` is its number without the last point."""

    target: str
    text: str = ""
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a paragraph of the same document, by its id."""

    target: str
    text: str
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A line break within a paragraph."""

    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An emblem, chart or drawing in a line; height in millimetres, `alternative` for those who do not see it."""

    content: bytes
    media_type: str
    width_mm: float
    height_mm: float
    alternative: str
    revision: Revision | None = None


Inline = Text | Reference | Link | Break | Picture


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment (примітка) in the margin, on the characters `start` to `end` of the text of its paragraph.

    `kind` is how much it weighs, for its look; `lines` what it says.
    """

    start: int
    end: int
    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; numbered styles have an `id` and a `number` such as "2.1.", items of other lists the sign "–".

    `keep_next` holds it on the page of the block that follows; `comments` are in the order of their places. A change
    of a `minor` one (незначущий пункт) leaves agreements in force. With a `revision` the paragraph as such is new, gone
    or moved; a row of a table is so when all its paragraphs are.
    """

    style: Style
    inlines: tuple[Inline, ...]
    id: str = ""
    number: str = ""
    keep_next: bool = False
    comments: tuple[Comment, ...] = ()
    minor: bool = False
    revision: Revision | None = None

    @property
    def text(self) -> str:
        """The words without the number."""
        return "".join(plain_text(inline) for inline in self.inlines)

    @property
    def anchor(self) -> str:
        """The id by which it is found; not where it has stood before it was moved."""
        left = self.revision is not None and self.revision.change is Change.MOVED_FROM
        return "" if left else self.id


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell over `columns` columns and `rows` rows.

    `shade` is one of those of the theme, 0 the lightest, `None` for none; the words of an `upright` one read from the
    bottom to the top.
    """

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1
    shade: int | None = None
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `widths` are shares of the text width (empty: from the theme); a head row repeats."""

    style: TableStyle
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int = 0
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stay together on one page; with `after_text` at least two lines of text stay with them."""

    blocks: tuple[Paragraph | Table, ...]
    after_text: bool = False


Block = Paragraph | Table | Group


@dataclass(frozen=True, slots=True)
class Identity:
    """Which text this is: of which role, the fingerprint (відбиток) of its words, and the version, 0 of a draft."""

    role: str
    fingerprint: str
    version: int = 0

    def __str__(self) -> str:
        return f"posada {self.role} version {self.version} sha256 {self.fingerprint}"

    @staticmethod
    def named_in(keywords: str) -> Identity | None:
        """What a file says of itself among its keywords, which programs part in their own ways; a hint, no proof."""
        found = _IDENTITY.search(keywords)
        return Identity(found["role"], found["print"], int(found["version"])) if found else None


_IDENTITY: Final = re.compile(
    r"\bposada[\s,;:]+(?P<role>[a-z0-9-]{1,100})[\s,;:]+version[\s,;:]+(?P<version>\d{1,6})"
    r"[\s,;:]+sha256[\s,;:]+(?P<print>[0-9a-f]{64})\b"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `language` is a BCP 47 tag; `mark` the word every page of a draft carries (ПРОЄКТ), "" for a final copy;
    `date` the ISO date it was made for, or "" when none was given; `provenance` JSON of what it was made from, or "";
    a `landscape` document lies on its sheets crosswise; `foot` is the line below the text of every page, or "", and
    `identity` what a file can be found by in the register, `None` for what is no instruction; `paper` is one of
    `PAPERS`, or "" for that of the theme.
    """

    title: str
    subject: str
    author: str
    language: str
    mark: str
    date: str
    provenance: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    foot: str = ""
    identity: Identity | None = None
    paper: str = ""

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in reading order, those in tables included."""
        for block in self.blocks:
            yield from paragraphs_of(block)

    @property
    def has_comments(self) -> bool:
        """Whether anything is said in its margin."""
        return any(paragraph.comments for paragraph in self.paragraphs())

    @property
    def has_revisions(self) -> bool:
        """Whether it is a redline."""
        return any(p.revision or any(i.revision for i in p.inlines) for p in self.paragraphs())


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """Every paragraph of a block in reading order."""
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Table):
        yield from (p for row in block.rows for cell in row for p in cell.paragraphs)
    else:
        for inner in block.blocks:
            yield from paragraphs_of(inner)


B = TypeVar("B", Paragraph, Table, Group, Block, Paragraph | Table)


def each_paragraph(block: B, change: Callable[[Paragraph], Paragraph]) -> B:
    """The block with every paragraph in it changed."""
    if isinstance(block, Paragraph):
        return change(block)
    if isinstance(block, Table):
        return replace(
            block,
            rows=tuple(
                tuple(replace(cell, paragraphs=tuple(map(change, cell.paragraphs))) for cell in row)
                for row in block.rows
            ),
        )
    return replace(block, blocks=tuple(each_paragraph(inner, change) for inner in block.blocks))


def plain_text(inline: Inline) -> str:
    """What an inline says in plain text."""
    if isinstance(inline, Break):
        return "\n"
    return "" if isinstance(inline, Picture) else inline.text
