"""Bare WeasyPrint: the page that `posada build --format html` writes → PDF, default options."""

from __future__ import annotations

from collections.abc import Callable

from corpus import Corpus, Source


def prepare(_: Corpus) -> Callable[[Source], bytes]:
    """One call per document, as the first page of WeasyPrint's manual shows it."""
    from weasyprint import HTML

    def write(source: Source) -> bytes:
        content: bytes = HTML(string=source.page).write_pdf()
        return content

    return write
