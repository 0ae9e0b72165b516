"""Bare python-docx: the same paragraphs and tables on its default template, numbers as literal text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from corpus import Corpus, Plain, Source


def prepare(_: Corpus) -> Callable[[Source], bytes]:
    """One `Document()` per document, saved to memory."""
    from docx import Document

    def write(source: Source) -> bytes:
        document = Document()
        for block in source.blocks:
            _add(document, block)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()

    return write


def _add(document: Any, block: Plain) -> None:
    if block.kind == "heading":
        document.add_heading(block.numbered_text, 1)
    elif block.kind == "text":
        document.add_paragraph(block.numbered_text)
    else:
        table = document.add_table(len(block.rows), len(block.rows[0]))
        for row, texts in zip(table.rows, block.rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
