"""A composed document → its files; what a worker process does, and keeps warm for the next document."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.document.tree import Document
from generator.issue import Code, Issue, IssueError
from generator.lint.annotate import annotate
from generator.make.composer import Composer
from generator.make.plan import Annotated, Book, Coverage, Instruction, Job, Made, Page, Plan
from generator.source.files import read_bytes

if TYPE_CHECKING:
    from generator.render.pdf import PdfWriter

_MACHINE: Final = (Code.PANGO_MISSING, Code.FONT_MISSING)
"""What keeps a machine from making a format; the other formats are made all the same."""

Writer = Callable[[Document, str], bytes]
"""A document and the name of its file → the content of the file."""


class Renderer:
    """Makes files in the plan's formats; every writer is set up once."""

    def __init__(self, plan: Plan) -> None:
        self.composer = Composer(plan)
        self._missing: list[Issue] = []
        self._writers: dict[str, Writer] = {"xlsx": _workbook}
        for form in plan.formats:
            try:
                self._writers[form] = _WRITERS[form](self.composer)
            except IssueError as error:
                if any(found.code not in _MACHINE for found in error.issues):
                    raise
                self._missing += error.issues

    def render(self, job: Job) -> Made:
        """The files of a job; the issues instead when anything is wrong."""
        makers = _COVERAGE if isinstance(job.subject, Coverage) else self._writers
        formats = tuple(form for form in makers if form in job.formats)
        missing = tuple(self._missing) if len(formats) < len(job.formats) else ()
        try:
            files = tuple(zip(formats, self._contents(job, formats), strict=True))
        except IssueError as error:
            return Made(job.name, (), error.issues, missing)
        return Made(job.name, files, (), missing)

    def write(
        self, document: Document, formats: tuple[str, ...], name: str
    ) -> tuple[tuple[str, bytes], ...]:
        """A composed document in formats of the plan, each by its name; `IssueError` when one cannot be made here."""
        if self._missing and any(form not in self._writers for form in formats):
            raise IssueError(self._missing)
        return tuple((form, self._writers[form](document, f"{name}.{form}")) for form in formats)

    def _contents(self, job: Job, formats: tuple[str, ...]) -> Iterator[bytes]:
        subject = job.subject
        if isinstance(subject, Coverage):
            yield from (_COVERAGE[form](self.composer, subject) for form in formats)
        elif isinstance(subject, Book):
            yield from (self._bind(subject, f"{job.name}.{form}") for form in formats)
        else:
            document = self._document(subject)
            yield from (self._writers[form](document, f"{job.name}.{form}") for form in formats)

    def _document(self, subject: Instruction | Annotated | Page) -> Document:
        if isinstance(subject, Instruction):
            return self.composer.compose(subject.role, subject.holders)
        if isinstance(subject, Annotated):
            return annotate(self.composer.compose(subject.role), subject.notes)
        return self.composer.compose_page(subject.template, subject.names)

    def _bind(self, book: Book, name: str) -> bytes:
        from generator.render.book import About, bind
        from generator.staff.journal import BOOK, contents_names

        ids = [part.id for part in book.parts]
        settings = self.composer.workspace.settings
        organisation = settings.organisation

        def contents(sheets: tuple[range, ...]) -> bytes:
            names = contents_names(book.unit, book.instructions, ids, sheets, settings.language)
            return self._writers["pdf"](self.composer.compose_page(BOOK, names), name)

        author = organisation.short_name or organisation.name
        about = About(book.unit or author, author, settings.language, self.composer.day)
        return bind(book.parts, contents, _pdf(self.composer, "").sheets, about)


def _stylesheet(composer: Composer, document: Document) -> str:
    from generator.render import css

    structure = composer.templates.read("document.css").text
    crosswise = document.landscape
    sheet = css.stylesheet(composer.theme, structure, document.mark, landscape=crosswise)
    return f"{sheet}\n{css.overlay(composer.theme, document)}"


def _html_writer(composer: Composer) -> Writer:
    from generator.render import css, html

    def write(document: Document, _: str) -> bytes:
        screen = composer.templates.read("screen.css").text
        narrow = css.NARROW_SCREEN if document.has_comments else ""
        sheet = f"{_stylesheet(composer, document)}\n{screen}{narrow}"
        return html.page(document, composer.theme, sheet).encode()

    return write


def _text_writer(composer: Composer) -> Writer:
    from generator.render import text

    return lambda document, _: text.text(document).encode()


def _pdf_writer(composer: Composer) -> Writer:
    from generator.render.fonts import check_fonts

    check_fonts(composer.theme)
    return lambda document, name: _pdf(composer, document.mark).write(document, name)


@lru_cache(maxsize=4)
def _pdf(composer: Composer, mark: str) -> PdfWriter:
    from generator.render.pdf import PdfWriter

    return PdfWriter(composer.theme, composer.templates.read("document.css"), mark)


def _docx_writer(composer: Composer) -> Writer:
    from generator.render import docx

    found = composer.templates.find("reference.docx")
    reference = read_bytes(*found) if found else None
    language = composer.workspace.settings.language
    bases = {False: docx.prepare(composer.theme, language, reference)}

    def write(document: Document, _: str) -> bytes:
        lies = document.landscape
        if lies not in bases:
            bases[lies] = docx.prepare(composer.theme, language, reference, landscape=lies)
        return docx.write(document, bases[lies])

    return write


def _workbook(document: Document, _: str) -> bytes:
    from generator.render.xlsx import document_workbook

    return document_workbook(document)


def _coverage_page(composer: Composer, coverage: Coverage) -> bytes:
    from generator.staff.page import page

    language = composer.workspace.settings.language
    return page(coverage.organisation, coverage.positions, language, composer.day).encode()


def _coverage_workbook(composer: Composer, coverage: Coverage) -> bytes:
    from generator.staff.sheets import coverage_workbook

    settings = composer.workspace.settings
    author = settings.organisation.short_name or settings.organisation.name
    return coverage_workbook(coverage.positions, author, settings.language, composer.day)


_COVERAGE: Final[dict[str, Callable[[Composer, Coverage], bytes]]] = {
    "html": _coverage_page,
    "xlsx": _coverage_workbook,
}

_WRITERS: Final[dict[str, Callable[[Composer], Writer]]] = {
    "docx": _docx_writer,
    "pdf": _pdf_writer,
    "html": _html_writer,
    "txt": _text_writer,
}


@lru_cache(maxsize=1)
def _renderer(plan: Plan) -> Renderer:
    renderer = Renderer(plan)
    # The dictionaries and fonts that are loaded now stay: the collector need not walk through them again.
    gc.freeze()
    return renderer


def render(plan: Plan, job: Job) -> Made:
    """Make one document; a worker process keeps its renderer, warm, for the next one of the same plan."""
    renderer = _renderer(plan)
    # Layout makes many objects, most of which die by counting. Looking for the rest once, at the end, takes a sixth
    # less time than looking all along, and memory stays flat.
    gc.disable()
    try:
        return renderer.render(job)
    finally:
        gc.enable()
        gc.collect()


def forget() -> None:
    """Drop what this process keeps warm, so that changed templates and settings are read anew."""
    _renderer.cache_clear()
    _pdf.cache_clear()
