"""What a Word file says, as data: paragraphs of runs, who has changed what, and what is remarked in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Story(StrEnum):
    """Where a paragraph stands. A text box of a header or note belongs to that; endnotes are footnotes here."""

    BODY = "body"
    TEXT_BOX = "text-box"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"


class Change(StrEnum):
    """A tracked change (рецензування) of what is there, ECMA-376 part 1, 17.13.5."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved-from"
    MOVED_TO = "moved-to"


@dataclass(frozen=True, slots=True)
class Mark:
    """A tracked change; `date` as it is written, mostly local time although it ends with Z, "" when unknown."""

    kind: Change
    author: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Text with the same `marks`, outer ones first; a tab is "\\t", any break "\\n".

    `field` is the instruction of the field whose result it is, "" outside of one. `objects` are what no text can say:
    pictures, embedded files, charts, equations, inserted documents.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    objects: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table, all counted from 0: the tables of the file, its rows, the cells of the row."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment (примітка); `start` and `end` are offsets into the text of all runs of its paragraph.

    A comment that goes on in a further paragraph ends with its first one. `date` is as it is written.
    """

    author: str
    date: str
    text: str
    start: int
    end: int
    resolved: bool = False
    reply: bool = False


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph with all that anybody inserted into it or deleted from it.

    `marks` are those of its paragraph mark, `row_marks` those of the table rows and cells it is in. `style` is an id
    as it is written, "" for none; `style_name` is the name of the style it has then, "" for an unknown one. `level`
    counts from 0, `None` without a number; `pattern` is how its number is written, see `Numbering`. Only paragraphs of
    the same `flow` stand side by side and can be joined.
    """

    runs: tuple[Run, ...]
    bookmarks: tuple[str, ...] = ()
    style: str = ""
    style_name: str = ""
    level: int | None = None
    marks: tuple[Mark, ...] = ()
    row_marks: tuple[Mark, ...] = ()
    story: Story = Story.BODY
    cell: Cell | None = None
    flow: int = 0
    pattern: str = ""
    comments: tuple[WordComment, ...] = ()

    @property
    def text(self) -> str:
        """The text of all runs, inserted and deleted ones too."""
        return "".join(run.text for run in self.runs)

    @property
    def objects(self) -> int:
        """How many things there are that no text can say."""
        return sum(run.objects for run in self.runs)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself (ECMA-376 part 2, 8.3); "" for what it does not."""

    title: str = ""
    keywords: str = ""
    creator: str = ""
    last_modified_by: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class WordFile:
    """A whole file: the body in reading order, a text box after its paragraph; then headers, footers and notes.

    `formatting_changes` counts the tracked changes of looks, numbers and tables, which change no word.
    """

    properties: Properties
    paragraphs: tuple[WordParagraph, ...]
    formatting_changes: int = 0
