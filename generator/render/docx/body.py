"""Document tree → document.xml: paragraphs, tables, and what keeps them together on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.document.tree import (
    Block,
    Cell,
    Document,
    Paragraph,
    Table,
)
from generator.render.docx.base import Base
from generator.render.docx.inline import Story
from generator.render.docx.ooxml import BODY_NAMESPACES, HEAD, millimetres, twips_of_points
from generator.render.docx.picture import Pictures
from generator.render.docx.revisions import moved, paragraph_end, row_change
from generator.render.docx.styles import numbering_of
from generator.render.docx.table import Setting, TableWriter

# A signature (реквізит 22) stands apart from the text above it: as `.after-text` in document.css.
_ABOVE_SIGNATURE: Final = twips_of_points(18)
_THINNEST: Final = 20


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block on its page: kept with the `next` one and, when `whole`, in itself; `before` it, twips of space."""

    block: Paragraph | Table
    next: bool = False
    whole: bool = False
    before: int = 0


def write_body(document: Document, base: Base, section: str) -> tuple[str, Story]:
    """The whole of document.xml, ended by the page setup, and what it refers to: pictures and comments."""
    targets = frozenset(p.id for p in document.paragraphs() if p.id)
    story = Story(targets, Pictures(base.theme.fonts.families))
    body = "".join(_Body(base, story).blocks(document.blocks))
    xml = f"{HEAD}<w:document {BODY_NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    return xml, story


def _placed(blocks: tuple[Block, ...]) -> Iterator[_Placed]:
    for block in blocks:
        if isinstance(block, Paragraph | Table):
            yield _Placed(block)
            continue
        before = _ABOVE_SIGNATURE if block.after_text else 0
        last = len(block.blocks) - 1
        for index, inner in enumerate(block.blocks):
            yield _Placed(inner, index < last, True, 0 if index else before)


class _Body:
    def __init__(self, base: Base, story: Story) -> None:
        self._base = base
        self._story = story
        self._tables = TableWriter(base.width, base.theme, self._paragraph, self._row_change)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        previous: _Placed | None = None
        for placed in _placed(blocks):
            table = previous is not None and isinstance(previous.block, Table)
            if table and previous and isinstance(placed.block, Table):
                yield self._separator(previous)
            yield self._block(placed, self._space_after(previous))
            previous = placed
        # Word wants a paragraph after the last table, and adds one of full height when it finds none.
        if previous is not None and isinstance(previous.block, Table):
            yield self._separator(previous)

    def _space_after(self, previous: _Placed | None) -> int:
        """Word has no space after a table; what follows one with rules brings it."""
        if previous is None or not isinstance(previous.block, Table):
            return 0
        frame = self._base.tables[previous.block.style]
        return frame.after if frame.ruled else 0

    def _separator(self, previous: _Placed) -> str:
        """Parts two tables, which Word would else make one."""
        height = max(self._space_after(previous), _THINNEST)
        keep = "<w:keepNext/>" if previous.next else ""
        return (
            f'<w:p><w:pPr>{keep}<w:suppressAutoHyphens/><w:spacing w:before="0" w:after="0" '
            f'w:line="{height}" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/>'
            "</w:rPr></w:pPr></w:p>"
        )

    def _block(self, placed: _Placed, space: int) -> str:
        block = placed.block
        if isinstance(block, Table):
            setting = Setting(placed.whole, placed.next, placed.before)
            return self._tables.write(block, self._base.tables[block.style], setting)
        before = max(space, placed.before)
        return self._paragraph(block, placed.next, "", self._base.width, before)

    def _paragraph(
        self, paragraph: Paragraph, keep: bool, alignment: str, room: int, before: int = 0
    ) -> str:
        frame = self._base.paragraphs[paragraph.style]
        properties = (
            frame.opening,
            "<w:keepNext/>" if keep or paragraph.keep_next else "",
            _numbering(paragraph),
            f'<w:spacing w:before="{before}"/>' if before > frame.before else "",
            f'<w:jc w:val="{alignment}"/>' if alignment else "",
            paragraph_end(paragraph.revision, self._story.numbers),
        )
        content = self._story.content(paragraph, millimetres(room))
        whole = f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{content}</w:p>"
        return moved(whole, paragraph.revision, self._story.numbers)

    def _row_change(self, row: tuple[Cell, ...]) -> str:
        """A row is new or gone when every paragraph in it is."""
        found = {p.revision and p.revision.change: p for cell in row for p in cell.paragraphs}
        revision = next(iter(found.values())).revision if len(found) == 1 else None
        return row_change(revision, self._story.numbers)


def _numbering(paragraph: Paragraph) -> str:
    """Nothing where the style numbers; off where the tree has such a paragraph without a number."""
    return "" if paragraph.number else numbering_of(paragraph.style, 0)
