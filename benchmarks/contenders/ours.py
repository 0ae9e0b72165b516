"""Our own writers: composed tree → DOCX or PDF, in a process set up as a worker of `posada build` is."""

from __future__ import annotations

import gc
from collections.abc import Callable

from corpus import Corpus, Source

from generator.make import Composer, Instruction, Job, Plan
from generator.make.renderer import render


def prepare_docx(corpus: Corpus) -> Callable[[Source], bytes]:
    """The render stage of DOCX alone."""
    from generator.render import docx

    composer = _warm(corpus, "docx")
    base = docx.prepare(composer.theme, composer.workspace.settings.language)
    return _collected(lambda source: docx.write(source.document, base))


def prepare_pdf(corpus: Corpus) -> Callable[[Source], bytes]:
    """The render stage of PDF alone: tree → HTML → PDF/A-3a, tagged."""
    from generator.render.pdf import PdfWriter

    composer = _warm(corpus, "pdf")
    writer = PdfWriter(composer.theme, composer.templates.read("document.css"), mark="")
    return _collected(lambda source: writer.write(source.document, f"{source.name}.pdf"))


def _warm(corpus: Corpus, form: str) -> Composer:
    """A first role through the build itself, which sets this process up as it sets up its own workers."""
    plan = Plan(corpus.root, (form,), draft=False)
    composer = Composer(plan)
    name = corpus.sources[0].name
    subject = Instruction(composer.resolve(name))
    render(plan, Job(name, f"roles/{name}.yaml", subject, plan.formats))
    return composer


def _collected(write: Callable[[Source], bytes]) -> Callable[[Source], bytes]:
    """The writer with the one garbage collection per document that `render` does, which costs time too."""

    def collected(source: Source) -> bytes:
        gc.disable()
        try:
            return write(source)
        finally:
            gc.enable()
            gc.collect()

    return collected
