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
from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
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
def _warnings(code: Code, source: SourceFile | None = None, file: str = "") -> Iterator[None]:
    """A warning of WeasyPrint's is our error: what it leaves out of the page is missing from the document.

    So is whatever it raises, for a stylesheet can lead it anywhere. The place is the one it names in the stylesheet
    `source`, or else the `file` that is being made.
    """
    records = _Records()
    propagate, _LOG.propagate = _LOG.propagate, False
    _LOG.addHandler(records)
    try:
        yield
    except Exception as error:  # a number too large, brackets too deep: it checks no such thing
        records.messages.append(_failure(error))
    finally:
        _LOG.removeHandler(records)
        _LOG.propagate = propagate
    if records.messages:
        unique = dict.fromkeys(records.messages)
        raise IssueError(_issue(code, message, source, file) for message in unique)


_AT: Final = re.compile(r" at (?P<line>\d+):(?P<column>\d+)\b")


def _failure(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return Phrase("stylesheet.deep")
    return f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"


def _issue(code: Code, message: str, source: SourceFile | None, file: str) -> Issue:
    """A warning as an issue; the line and column in it are those of the stylesheet it was read from."""
    place = Location(source.name if source else file)
    if isinstance(message, Phrase):
        return issue(code, place, reason=message)
    found = _AT.search(message)
    if source and found:
        place = source.location(int(found["line"]), int(found["column"]))
    # A declaration is named with the white space after it.
    reason = re.sub(r"`([^`]*?)\s+`", r"`\1`", _AT.sub("", message, count=1))
    return issue(code, place, reason=reason)


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
        self._mark = mark
        self._drawn = fonts.drawn(mark, theme.fonts.families, css.MARK_SIZE_MM) if mark else ""
        # Two sheets, not one: the places in what is said of the second are then those of the file itself.
        self._looks = {(False, ""): self._look(False, "")}
        with _warnings(Code.STYLESHEET, structure):
            self._structure = self._sheet(structure.text)
        self._numbered: dict[int, bytes] = {}

    def _look(self, landscape: bool, paper: str) -> Any:
        look = css.stylesheet(
            self._theme, "", self._mark, self._drawn, landscape=landscape, paper=paper
        )
        with _warnings(Code.STYLESHEET, file="templates/theme.yaml"):
            return self._sheet(look)

    def _sheets(self, document: Document) -> list[Any]:
        """The stylesheets of a document; those for other sheets than upright ones of the theme are made when needed."""
        sheet = document.landscape, document.paper
        if sheet not in self._looks:
            self._looks[sheet] = self._look(*sheet)
        return [self._looks[sheet], self._structure]

    def _sheet(self, text: str) -> Any:
        return self._weasyprint.CSS(string=text, font_config=self._fonts, url_fetcher=self._fetcher)

    def write(self, document: Document, name: str) -> bytes:
        """The PDF of a document; `name` is the file of `output/` an issue points to."""
        source = html.page(document, self._theme, css="")
        sheets = self._sheets(document)
        if over := css.overlay(self._theme, document):
            sheets = [*sheets, self._sheet(over)]
        with _warnings(Code.RENDER_FAILED, file=f"output/{name}"):
            laid_out = self._weasyprint.HTML(string=source, url_fetcher=self._fetcher).render(
                stylesheets=sheets, font_config=self._fonts, pdf_variant="pdf/a-3a"
            )
            if document.provenance:
                laid_out.metadata.attachments = [self._provenance(document)]
            content: bytes = laid_out.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)
        return content

    def sheets(self, count: int) -> bytes:
        """A PDF of upright sheets with nothing but the number of each, at the foot, to be laid over others.

        There are `count` of them or more: as many as the next power of two, so that few such PDFs do for all books.
        """
        count = 1 << (count - 1).bit_length()
        if count not in self._numbered:
            rules = self._sheet(css.sheet_numbers(self._theme))
            with _warnings(Code.RENDER_FAILED, file="templates/theme.yaml"):
                empty = self._weasyprint.HTML(string="<p></p>" * count, url_fetcher=self._fetcher)
                self._numbered[count] = empty.write_pdf(
                    stylesheets=[rules], font_config=self._fonts
                )
        return self._numbered[count]

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
