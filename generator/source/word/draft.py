"""A paragraph while it is read: pieces of text, fields whose instruction may prove to be no text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from generator.source.word.file import Cell, Mark, Run, Story
from generator.source.word.styles import NOWHERE, ListPlace


@dataclass(slots=True)
class Draft:
    """A paragraph as far as it is read; one that is `implicit` is not in the file: its text stands in none."""

    story: Story
    cell: Cell | None
    row_marks: tuple[Mark, ...]
    flow: int
    implicit: bool = False
    style: str = ""
    numbering: ListPlace = NOWHERE
    marks: tuple[Mark, ...] = ()
    pieces: list[Run] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def runs(self) -> Iterator[Run]:
        """The pieces, those with the same marks and in the same field as one."""
        for (marks, code), group in groupby(self.pieces, key=lambda p: (p.marks, p.field)):
            same = list(group)
            run = Run("".join(p.text for p in same), marks, sum(p.objects for p in same), code)
            if run.text or run.objects:
                yield run

    def offsets(self) -> list[int]:
        """Where each piece begins in the text, and at last where the text ends."""
        return [0, *accumulate(len(piece.text) for piece in self.pieces)]


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False
    hidden: list[tuple[Draft, int]] = field(default_factory=list)

    def hide(self) -> None:
        for draft, index in self.hidden:
            draft.pieces[index] = Run("", draft.pieces[index].marks)
        self.hidden.clear()


@dataclass(slots=True)
class Fields:
    """The fields that are open (ECMA-376 part 1, 17.16.18).

    What stands in the instruction of a field, as the result of a field in it, is not shown. Only its end proves that
    it was one: a field that is never closed hides nothing.
    """

    _open: list[_Field] = field(default_factory=list)
    _hiding: _Field | None = None

    def mark(self, kind: str) -> None:
        """A field character: `begin`, `separate` or `end`."""
        if kind == "begin":
            self._open.append(_Field())
            self._hiding = self._hiding or self._open[-1]
        elif kind in ("separate", "end") and self._open:
            self._open[-1].has_result = True
            if self._open[-1] is self._hiding:
                self._hiding.hide()
                self._hiding = None
            if kind == "end":
                self._open.pop()

    def instruct(self, text: str) -> None:
        """A piece of the instruction of the innermost field."""
        if self._open and not self._open[-1].has_result:
            self._open[-1].instruction += text

    @property
    def code(self) -> str:
        """The instruction of the field whose result is being read, "" when it is none."""
        field_ = self._open[-1] if self._open else None
        return field_.instruction.strip() if field_ and field_.has_result else ""

    def add(self, draft: Draft) -> None:
        """A paragraph has got one more piece."""
        if self._hiding is not None:
            self._hiding.hidden.append((draft, len(draft.pieces) - 1))
