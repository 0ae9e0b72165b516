"""A composed document → its files; what a worker process does, and keeps warm for the next document."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from generator.document.tree import Document
from generator.issue import Code, Issue, IssueError
from generator.make.composer import Composer
from generator.make.plan import Job, Made, Plan
from generator.source.files import read_bytes

_MACHINE: Final = (Code.PANGO_MISSING, Code.FONT_MISSING)
"""What keeps a machine from making a format; the other formats are made all the same."""

Writer = Callable[[Document, str], bytes]
"""A document and the name of its file → the content of the file."""


class Renderer:
    """Writes composed documents in the plan's formats; every writer is set up once."""

    def __init__(self, plan: Plan) -> None:
        self.composer = Composer(plan)
        self._missing: list[Issue] = []
        self._writers: dict[str, Writer] = {}
        for form in plan.formats:
            try:
                self._writers[form] = _WRITERS[form](self.composer)
            except IssueError as error:
                if any(found.code not in _MACHINE for found in error.issues):
                    raise
                self._missing += error.issues

    def render(self, job: Job) -> Made:
        """The files of a document; the issues instead when anything is wrong."""
        missing = tuple(self._missing)
        try:
            document = self.composer.compose(job.role)
            files = tuple(
                (form, write(document, f"{job.role.id}.{form}"))
                for form, write in self._writers.items()
                if form in job.formats
            )
        except IssueError as error:
            return Made(job.role.id, (), error.issues, missing)
        return Made(job.role.id, files, (), missing)


def _stylesheet(composer: Composer, document: Document) -> str:
    from generator.render import css

    structure = composer.templates.read("document.css").text
    return css.stylesheet(composer.theme, structure, document.mark, landscape=document.landscape)


def _html_writer(composer: Composer) -> Writer:
    from generator.render import html

    def write(document: Document, _: str) -> bytes:
        screen = composer.templates.read("screen.css").text
        sheet = f"{_stylesheet(composer, document)}\n{screen}"
        return html.page(document, composer.theme, sheet).encode()

    return write


def _text_writer(composer: Composer) -> Writer:
    from generator.render import text

    return lambda document, _: text.text(document).encode()


def _pdf_writer(composer: Composer) -> Writer:
    from generator.render.fonts import check_fonts
    from generator.render.pdf import PdfWriter

    check_fonts(composer.theme)
    writers: dict[str, PdfWriter] = {}

    def write(document: Document, name: str) -> bytes:
        if document.mark not in writers:
            structure = composer.templates.read("document.css")
            writers[document.mark] = PdfWriter(composer.theme, structure, document.mark)
        return writers[document.mark].write(document, name)

    return write


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
