"""What a walk through a part remembers: where it is, what has changed there, and the paragraphs so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from generator.source.word.anchors import Anchors
from generator.source.word.draft import Draft, Fields
from generator.source.word.file import Cell, Mark, Run, Story
from generator.source.word.marks import look_changes, mark, marks_in, within
from generator.source.word.names import w
from generator.source.word.styles import list_place

_NAME, _VALUE, _TYPE = map(w, ("name", "val", "type"))
_PARAGRAPH_PROPERTIES, _ROW_PROPERTIES, _CELL_PROPERTIES = map(w, ("pPr", "trPr", "tcPr"))
_RUN_PROPERTIES, _STYLE, _NUMBERING = map(w, ("rPr", "pStyle", "numPr"))


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for everything within an element."""

    story: Story
    marks: tuple[Mark, ...] = ()
    row_marks: tuple[Mark, ...] = ()
    cell: Cell | None = None


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = -1


@dataclass(slots=True)
class _Drawing:
    has_text: bool = False
    has_more: bool = False


class Walk:
    """A walk through the parts of one file, one after another; `drafts` are the paragraphs in reading order."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.anchors = Anchors()
        self.look_changes = 0
        self._flows_made = count(1)
        self._tables_made = count()
        self._places: list[_Place] = []
        self._flows: list[int] = []
        self._open: list[Draft | None] = []
        self._tables: list[_Table] = []
        self._drawings: list[_Drawing] = []
        self._fields = Fields()
        self._bookmarks: list[str] = []

    def begin_story(self, story: Story) -> None:
        """A part begins, or one element of it that is a text by itself."""
        self._fields = Fields()
        self._enter_room(_Place(story))

    def end_story(self) -> None:
        """It ends, and what waits in it for a paragraph waits in vain."""
        self._leave_room()
        self._bookmarks.clear()
        self.anchors.forget()

    # Rooms: a story, a cell, a text box, a note

    def _enter_room(self, place: _Place) -> None:
        self._places.append(place)
        self._flows.append(next(self._flows_made))
        self._open.append(None)

    def _leave_room(self) -> None:
        self._places.pop()
        self._flows.pop()
        self._open.pop()

    def enter_text_box(self, _: Any) -> None:
        """A text box (17.17.1)."""
        if self._drawings:
            self._drawings[-1].has_text = True
        place = self._places[-1]
        story = Story.TEXT_BOX if place.story is Story.BODY else place.story
        self._enter_room(replace(place, story=story, cell=None))

    def enter_note(self, note: Any) -> bool:
        """A footnote or endnote (17.11.10); lines between text and notes are notes of other types."""
        self._enter_room(self._places[-1])
        return bool(note.get(_TYPE, "normal") != "normal")

    leave_room = _leave_room

    # Tables

    def enter_table(self, _: Any) -> None:
        """A table (17.4.37)."""
        self._tables.append(_Table(next(self._tables_made)))

    def leave_table(self) -> None:
        """What stands before a table is never joined to what stands behind it."""
        self._tables.pop()
        self._flows[-1] = next(self._flows_made)

    def enter_row(self, row: Any) -> None:
        """A row, which may be inserted or deleted (17.13.5.16, 17.13.5.12)."""
        if self._tables:
            self._tables[-1].row += 1
            self._tables[-1].column = -1
        place = self._places[-1]
        marks = marks_in(row.find(_ROW_PROPERTIES))
        self._places.append(replace(place, row_marks=within(place.row_marks, marks)))

    def leave_place(self) -> None:
        """The end of a row or of a change."""
        self._places.pop()

    def enter_cell(self, cell: Any) -> None:
        """A cell, which may be inserted or deleted (17.13.5.2, 17.13.5.1)."""
        place, at = self._places[-1], None
        if self._tables:
            table = self._tables[-1]
            table.column += 1
            at = Cell(table.number, max(table.row, 0), table.column)
        marks = marks_in(cell.find(_CELL_PROPERTIES))
        self._enter_room(replace(place, row_marks=within(place.row_marks, marks), cell=at))

    # Paragraphs

    def enter_paragraph(self, paragraph: Any) -> None:
        """A paragraph (17.3.1.22); its mark has the changes that are around it too."""
        top = self._open[-1]
        if top is not None and top.implicit:
            self._open[-1] = None
        draft = self._begin(self._flows[-1])
        draft.marks = self._places[-1].marks
        properties = paragraph.find(_PARAGRAPH_PROPERTIES)
        if properties is not None:
            style = properties.find(_STYLE)
            draft.style = "" if style is None else str(style.get(_VALUE, ""))
            draft.numbering = list_place(properties.find(_NUMBERING))
            draft.marks = within(draft.marks, marks_in(properties.find(_RUN_PROPERTIES)))
        self._open.append(draft)

    def leave_paragraph(self) -> None:
        """Its end."""
        self._open.pop()

    def _begin(self, flow: int) -> Draft:
        """A new paragraph, to which belongs what stood before it and in none (17.13.6.2)."""
        place = self._places[-1]
        draft = Draft(place.story, place.cell, place.row_marks, flow)
        self.drafts.append(draft)
        draft.bookmarks += self._bookmarks
        self._bookmarks.clear()
        self.anchors.settle(draft)
        return draft

    @property
    def open(self) -> Draft | None:
        """The paragraph that is read, `None` between two."""
        return self._open[-1]

    def current(self) -> Draft:
        """The paragraph that is read; what stands in none gets one of its own, side by side with no other."""
        draft = self._open[-1]
        if draft is None:
            draft = self._begin(next(self._flows_made))
            draft.implicit = True
            self._open[-1] = draft
            self._flows[-1] = next(self._flows_made)
        return draft

    # What stands in a paragraph

    def enter_change(self, element: Any) -> None:
        """An insertion, deletion or half of a move (17.13.5.18, 17.13.5.14, 17.13.5.22, 17.13.5.25)."""
        place = self._places[-1]
        self._places.append(replace(place, marks=within(place.marks, (mark(element),))))

    def add(self, text: str, objects: int = 0) -> None:
        """More text, or something that is none."""
        draft = self.current()
        draft.pieces.append(Run(text, self._places[-1].marks, objects, self._fields.code))
        self._fields.add(draft)

    def enter_drawing(self, _: Any) -> None:
        """A drawing or embedded file (17.3.3.9, 17.3.3.19, 17.3.3.21)."""
        self._drawings.append(_Drawing())

    def depiction(self, _: Any) -> None:
        """What makes a drawing more than a frame for text."""
        if self._drawings:
            self._drawings[-1].has_more = True

    def leave_drawing(self) -> None:
        """An object, unless it only frames text, which stands in paragraphs of its own."""
        drawing = self._drawings.pop()
        if drawing.has_more or not drawing.has_text:
            self.add("", objects=1)

    def field_character(self, kind: str) -> None:
        """Begin, middle or end of a field (17.16.18)."""
        self._fields.mark(kind)

    def instruct(self, element: Any) -> bool:
        """A piece of the instruction of a field (17.16.23)."""
        self._fields.instruct(element.text or "")
        return True

    def enter_properties(self, element: Any) -> bool:
        """Looks, in which only changes are counted."""
        self.look_changes += look_changes(element)
        return True

    def bookmark(self, element: Any) -> None:
        """The start of a bookmark (17.13.6.2)."""
        draft = self._open[-1]
        names = self._bookmarks if draft is None else draft.bookmarks
        names.append(str(element.get(_NAME, "")))
