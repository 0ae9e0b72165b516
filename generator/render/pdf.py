"""HTML → PDF/A-3a through WeasyPrint: tagged, with outline and language, the provenance attached, nothing fetched.

The only module that imports WeasyPrint, and only when a PDF is asked for: without Pango everything else still works.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from generator.document.tree import Document
from generator.issue import Code, IssueError, Location, issue
from generator.model.theme import Theme
from generator.render import css, fonts, html
from generator.source.tree import SourceFile

_LOG: Final = logging.getLogger("weasyprint")

# A file inside the PDF must be dated; without a date of the document it gets the first day a ZIP can hold,
# as the parts of the DOCX do.
_NO_DATE: Final = datetime(1980, 1, 1, tzinfo=UTC)


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # A picture within the page has an address as long as itself.
        self.messages.append(re.sub(r"(data:[^'\s]{60})[^'\s]+", r"\1…", record.getMessage()))


@contextmanager
def _warnings(code: Code, place: Location) -> Iterator[None]:
    """A warning of WeasyPrint's is our error: what it leaves out of the page is missing from the document."""
    records = _Records()
    propagate, _LOG.propagate = _LOG.propagate, False
    _LOG.addHandler(records)
    try:
        yield
    finally:
        _LOG.removeHandler(records)
        _LOG.propagate = propagate
    if records.messages:
        unique = dict.fromkeys(records.messages)
        raise IssueError(issue(code, place, reason=message) for message in unique)


class PdfWriter:
    """Writes PDFs in one look; the stylesheet and the fonts are read once."""

    def __init__(self, theme: Theme, structure: SourceFile, mark: str) -> None:
        """`structure` is the stylesheet laid over the theme, `mark` the word on every page of a draft."""
        self._weasyprint = fonts.weasyprint()
        self._theme = theme
        fonts.check_fonts(theme)
        from weasyprint.text.fonts import FontConfiguration

        self._fonts = FontConfiguration()
        self._fetcher = self._weasyprint.URLFetcher(
            allowed_protocols=("data",), allow_redirects=False
        )
        drawn = fonts.drawn(mark, theme.fonts.families, css.MARK_SIZE_MM) if mark else ""
        sheet = css.stylesheet(theme, structure.text, mark, drawn)
        with _warnings(Code.STYLESHEET, Location(structure.name)):
            self._css = self._weasyprint.CSS(
                string=sheet, font_config=self._fonts, url_fetcher=self._fetcher
            )

    def write(self, document: Document, name: str) -> bytes:
        """The PDF of a document; `name` is the file an issue points to."""
        source = html.page(document, self._theme, css="")
        with _warnings(Code.RENDER_FAILED, Location(name)):
            laid_out = self._weasyprint.HTML(string=source, url_fetcher=self._fetcher).render(
                stylesheets=[self._css], font_config=self._fonts, pdf_variant="pdf/a-3a"
            )
            laid_out.metadata.attachments = [self._provenance(document)]
            content: bytes = laid_out.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)
        return content

    def _provenance(self, document: Document) -> Any:
        made = (
            datetime.fromisoformat(document.date).replace(tzinfo=UTC) if document.date else _NO_DATE
        )
        return self._weasyprint.Attachment(
            string=document.provenance,
            name="role.json",
            description=document.title,
            created=made,
            modified=made,
            relationship="Source",
        )
