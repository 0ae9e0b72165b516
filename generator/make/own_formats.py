"""Files that are not written from a document tree: workbooks to be filled in, pages that work, data for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from generator.document.tree import Document
from generator.make.plan import (
    Advertised,
    Book,
    Coverage,
    Job,
    MatrixFiles,
    OfProfile,
    Subject,
)

if TYPE_CHECKING:
    from generator.make.composer import Composer
    from generator.make.renderer import Renderer


class Making:
    """A job under way; its document is composed once, when the first format asks for it."""

    def __init__(self, renderer: Renderer, job: Job) -> None:
        self.renderer = renderer
        self.job = job

    @property
    def composer(self) -> Composer:
        """What composes the documents of the workspace."""
        return self.renderer.composer

    @property
    def organisation(self) -> str:
        """The organisation as authors of files name it."""
        organisation = self.composer.workspace.settings.organisation
        return organisation.short_name or organisation.name

    @property
    def language(self) -> str:
        """The language of the documents."""
        return self.composer.workspace.settings.language

    @cached_property
    def document(self) -> Document:
        """The document of the job."""
        return self.renderer.document(self.job.subject)

    def written(self, form: str) -> bytes:
        """The file in one format."""
        own = OWN.get(type(self.job.subject), {}).get(form)
        return own(self, self.job.subject) if own else self.from_tree(form)

    def from_tree(self, form: str) -> bytes:
        """The document as the writer of a format writes it."""
        return self.renderer.written(self.document, form, self.job.name)


def _book(making: Making, subject: Book) -> bytes:
    return making.renderer.bind(subject, f"{making.job.name}.pdf")


def _coverage_page(making: Making, subject: Coverage) -> bytes:
    from generator.staff.page import page

    day = making.composer.day
    return page(subject.organisation, subject.positions, making.language, day).encode()


def _coverage_workbook(making: Making, subject: Coverage) -> bytes:
    from generator.staff.sheets import coverage_workbook

    day = making.composer.day
    return coverage_workbook(subject.positions, making.organisation, making.language, day)


def _matrix_page(making: Making, subject: MatrixFiles) -> bytes:
    from generator.competency.matrix_page import matrix_page

    shades, day = making.composer.theme.shades, making.composer.day
    page = matrix_page(subject.matrix, making.organisation, shades, making.language, day)
    return page.encode()


def _matrix_workbook(making: Making, subject: MatrixFiles) -> bytes:
    from generator.competency.matrix_sheets import matrix_workbook

    shades, day = making.composer.theme.shades, making.composer.day
    return matrix_workbook(subject.matrix, making.organisation, shades, making.language, day)


def _assessment_form(making: Making, subject: OfProfile) -> bytes:
    from generator.competency.sheet import assessment_workbook
    from generator.model.assessed import Person

    person = Person("", unit=subject.profile.unit)
    day = making.composer.day
    return assessment_workbook(subject.profile, person, making.language, making.organisation, day)


def _advertisement_page(making: Making, subject: Advertised) -> bytes:
    from generator.competency.job_posting import with_posting

    return with_posting(making.from_tree("html").decode(), subject.posting).encode()


def _posting(_: Making, subject: Advertised) -> bytes:
    from generator.competency.job_posting import json_ld

    return f"{json_ld(subject.posting)}\n".encode()


Maker = Callable[[Making, Any], bytes]

OWN: Final[Mapping[type[Subject], Mapping[str, Maker]]] = {
    Book: {"pdf": _book},
    Coverage: {"html": _coverage_page, "xlsx": _coverage_workbook},
    MatrixFiles: {"html": _matrix_page, "xlsx": _matrix_workbook},
    OfProfile: {"xlsx": _assessment_form},
    Advertised: {"html": _advertisement_page, "json": _posting},
}
"""What there is to make → its formats that have makers of their own."""
