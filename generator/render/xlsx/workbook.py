"""Sheets of plain values → the bytes of a workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from tempfile import gettempdir
from typing import Final

from generator.document.tree import Document
from generator.issue import Code, IssueError, Location, issue
from generator.messages import system_reason
from generator.render.docx.package import add
from generator.render.docx.properties import APPLICATION, core
from generator.render.xlsx.page import write
from generator.render.xlsx.sheet import XlsxSheet
from generator.render.xlsx.text import sheet_name, writable


def workbook(
    sheets: tuple[XlsxSheet, ...],
    title: str,
    language: str,
    day: date | None = None,
    author: str = "",
) -> bytes:
    """The workbook: each sheet with its head row in view, printed crosswise."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets, start=1):
        write(book.create_sheet(sheet_name(sheet.name) or str(number)), sheet, title)
    stream = BytesIO()
    # Not `book.save`, which would write the time of the day into the file.
    archive = zipfile.ZipFile(stream, "w")
    with _temporary(archive):
        ExcelWriter(book, archive).save()
    made = day.isoformat() if day else ""
    about = Document(writable(title), "", writable(author), language, "", made, "", ())
    return _packed(stream, about)


@contextmanager
def _temporary(archive: zipfile.ZipFile) -> Iterator[None]:
    """openpyxl writes each sheet to the temporary folder first; a full one it lets lxml tell of in its own way."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, OSError) and type(error).__name__ != "SerialisationError":
            raise
        archive.fp = None  # it is given up, or would complain of being half-written when it goes
        reason = system_reason(error) if isinstance(error, OSError) else str(error)
        place = Location(gettempdir())
        raise IssueError(issue(Code.OUTPUT_UNWRITABLE, place, reason=reason)) from None


def _packed(stream: BytesIO, about: Document) -> bytes:
    """The same parts as if of 1980, and what the file says of itself in our own words."""
    own = {"docProps/core.xml": core(about), "docProps/app.xml": APPLICATION}
    packed = BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = own[name].encode() if name in own else source.read(name)
            is_sheet = name.startswith("xl/worksheets/sheet")
            add(target, name, _without_hints(content) if is_sheet else content)
    return packed.getvalue()


_HINTS: Final = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
)


def _without_hints(content: bytes) -> bytes:
    """A sheet on which Excel marks no personnel number as a text that should be a number."""
    return content.replace(b"</worksheet>", _HINTS + b"</worksheet>")
