"""A DOCX or PDF → the letters it holds, to make sure that all contenders wrote the same words."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter
from html import unescape
from io import BytesIO
from typing import Final

from generator.document.tree import Document, Style

_RUN: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def letters(text: str) -> Counter[str]:
    """Every letter with its number; hyphens, page numbers, clause numbers and spaces depend on the format."""
    return Counter(filter(str.isalpha, unicodedata.normalize("NFKC", text)))


def of_document(document: Document) -> str:
    """What every contender has to write."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs())


def of_table_heads(document: Document) -> str:
    """What may stand there once more: a table that goes on overleaf repeats its head."""
    heads = (p.text for p in document.paragraphs() if p.style is Style.CELL_HEAD)
    return "\n".join(heads)


def of_file(content: bytes) -> str:
    """The words of a finished file; those of a DOCX as Word keeps them, those of a PDF as PDFium reads them."""
    if content.startswith(b"%PDF"):
        return _of_pdf(content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return unescape("".join(_RUN.findall(archive.read("word/document.xml").decode())))


def pages(content: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def _of_pdf(content: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
