"""The document of an advertisement → its words as the HTML that a job posting describes itself with."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from generator.document.tree import Block, Document, Group, Paragraph, Style, Table, paragraphs_of


def description(document: Document) -> str:
    """What the page says below its title, as HTML of `<p>`, `<ul>` and `<li>`, the elements Google heeds."""
    blocks = list(document.blocks)
    title = next((n for n, each in enumerate(blocks) if _style(each) is Style.KIND), -1)
    lines = (line for block in blocks[title + 1 :] for line in _lines(block))
    parts = []
    for is_item, texts in groupby(lines, key=lambda line: line[0]):
        tag = "li" if is_item else "p"
        inside = "".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for _, text in texts)
        parts.append(f"<ul>{inside}</ul>" if is_item else inside)
    return "".join(parts)


def _style(block: Block) -> Style | None:
    return block.style if isinstance(block, Paragraph) else None


def _lines(block: Block) -> Iterator[tuple[bool, str]]:
    """The lines of a block in order, each with whether it is an item of a list."""
    if isinstance(block, Table):
        for row in block.rows:
            yield from _row([p for cell in row for p in cell.paragraphs])
    elif isinstance(block, Group):
        for inner in block.blocks:
            yield from _lines(inner)
    else:
        yield from ((p.style is Style.BULLET, p.text) for p in paragraphs_of(block) if p.text)


def _row(paragraphs: list[Paragraph]) -> Iterator[tuple[bool, str]]:
    """A row of a label with its value on one line, or with a list below the label."""
    items = [p for p in paragraphs if p.style is Style.CELL_BULLET]
    words = [p.text for p in paragraphs if p.style is not Style.CELL_BULLET and p.text]
    yield False, f"{': '.join(words)}{':' if items else ''}"
    yield from ((True, item.text) for item in items)
