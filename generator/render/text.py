"""Document tree → plain text: one line a paragraph, numbers written out, table cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.document.tree import (
    Block,
    Cell,
    Change,
    Document,
    Inline,
    Paragraph,
    Style,
    Table,
    plain_text,
)

SIGNATURE_LINE: Final = "_" * 20
_APART: Final = (Style.KIND, Style.HEADING, Style.SUBHEADING)


def text(document: Document) -> str:
    """The whole document; a draft begins with its mark."""
    lines = [line for block in document.blocks for line in _block(block)]
    return "\n".join([*([document.mark] if document.mark else []), *lines]) + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        if block.style in _APART:
            yield ""
        yield _paragraph(block)
    elif isinstance(block, Table):
        yield from ("\t".join(map(_cell, row)) for row in block.rows)
    else:
        yield ""
        yield from (line for inner in block.blocks for line in _block(inner))


def _cell(cell: Cell) -> str:
    return "\n".join(map(_paragraph, cell.paragraphs))


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.style is Style.SIGNATURE_LINE:
        return SIGNATURE_LINE
    words = "".join(map(_inline, paragraph.inlines))
    text = f"{paragraph.number} {words}" if paragraph.number else words
    return "\n".join((text, *(f"    [{' '.join(each.lines)}]" for each in paragraph.comments)))


BRACKETS: Final = {
    Change.INSERTED: ("{+", "+}"),
    Change.DELETED: ("[-", "-]"),
    Change.MOVED_TO: ("{>", "<}"),
    Change.MOVED_FROM: ("[<", ">]"),
}
"""Around new, deleted and moved words; the first two as `git diff --word-diff` has them."""


def _inline(inline: Inline) -> str:
    said = plain_text(inline)
    if inline.revision is None or not said:
        return said
    opening, closing = BRACKETS[inline.revision.change]
    return f"{opening}{said}{closing}"
