"""A composed document → its files; what a worker process does, and keeps warm for the next document."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from generator.document.tree import Document
from generator.issue import Code, Issue, IssueError
from generator.lint.annotate import annotate
from generator.make.composer import Composer
from generator.make.own_formats import OWN, Making
from generator.make.plan import (
    Advertised,
    Annotated,
    Book,
    Instruction,
    Job,
    Made,
    MatrixFiles,
    OfProfile,
    Page,
    Plan,
    Subject,
)
from generator.source.files import read_bytes

if TYPE_CHECKING:
    from generator.render.pdf import PdfWriter

_MACHINE: Final = (Code.PANGO_MISSING, Code.FONT_MISSING)
"""What keeps a machine from making a format; the other formats are made all the same."""

Writer = Callable[[Document, str], bytes]
"""A document and the name of its file → the content of the file."""


def _of_instruction(composer: Composer, subject: Instruction) -> Document:
    return composer.compose(subject.role, subject.holders)


def _of_annotated(composer: Composer, subject: Annotated) -> Document:
    return annotate(composer.compose(subject.role), subject.notes)


def _of_page(composer: Composer, subject: Page) -> Document:
    return composer.compose_page(subject.template, subject.names, pictures=subject.pictures)


def _of_profile(composer: Composer, subject: OfProfile) -> Document:
    from generator.competency.pages import PROFILE, profile_chart, profile_names

    settings, is_profile = composer.workspace.settings, subject.template == PROFILE
    instruction = composer.compose(subject.role)
    names = profile_names(subject.profile, subject.role, instruction, subject.catalogue, settings)
    families = composer.theme.fonts.families
    charts = profile_chart(subject.profile, settings.language, families) if is_profile else {}
    return composer.compose_page(
        subject.template, names, pictures=charts, draft=is_profile and composer.draft
    )


def _of_matrix(composer: Composer, subject: MatrixFiles) -> Document:
    from generator.competency.matrix_print import MATRIX, matrix_names

    language = composer.workspace.settings.language
    return composer.compose_page(MATRIX, matrix_names(subject.matrix, composer.theme, language))


_DOCUMENTS: Final[Mapping[type[Subject], Callable[[Composer, Any], Document]]] = {
    Instruction: _of_instruction,
    Annotated: _of_annotated,
    Page: _of_page,
    OfProfile: _of_profile,
    MatrixFiles: _of_matrix,
    Advertised: lambda _, subject: subject.document,
}
"""What there is to make → how its document is composed."""


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
        own = OWN.get(type(job.subject), {})
        able = {**self._writers, **own} if type(job.subject) in _DOCUMENTS else own
        formats = tuple(form for form in able if form in job.formats)
        missing = tuple(self._missing) if len(formats) < len(job.formats) else ()
        try:
            making = Making(self, job)
            files = tuple((form, making.written(form)) for form in formats)
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

    def document(self, subject: Subject) -> Document:
        """The document of a subject that has one; `IssueError` with what is wrong in it."""
        return _DOCUMENTS[type(subject)](self.composer, subject)

    def written(self, document: Document, form: str, name: str) -> bytes:
        """A document in one format that can be made here; `name` is its path without the ending."""
        return self._writers[form](document, f"{name}.{form}")

    def bind(self, book: Book, name: str) -> bytes:
        """A book of PDFs, with its contents."""
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
    lies, paper = document.landscape, document.paper
    sheet = css.stylesheet(composer.theme, structure, document.mark, landscape=lies, paper=paper)
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
    bases = {(False, ""): docx.prepare(composer.theme, language, reference)}

    def write(document: Document, _: str) -> bytes:
        lies, paper = sheet = document.landscape, document.paper
        if sheet not in bases:
            bases[sheet] = docx.prepare(
                composer.theme, language, reference, landscape=lies, paper=paper
            )
        return docx.write(document, bases[sheet])

    return write


def _workbook(document: Document, _: str) -> bytes:
    from generator.render.xlsx import document_workbook

    return document_workbook(document)


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
