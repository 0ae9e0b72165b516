"""Published versions as they lie in a folder: document, DOCX and PDF; and hands that change them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf

from generator.document.compose import compose
from generator.document.context import Publication
from generator.document.frozen import freeze, thaw
from generator.document.tree import Document
from generator.issue import Location
from generator.make.composer import Composer
from generator.make.plan import Plan
from generator.render import docx
from generator.render.pdf import PdfWriter
from generator.source.pdf import PdfFile, read_pdf_file
from generator.source.word.file import WordFile
from generator.source.word.read import read_word_file
from tests.workspace import ROOT, SETTINGS, copy_workspace, write_workspace

UKRAINIAN, ENGLISH = ROOT, ROOT / "samples/en"
PLACE = Location("inbox/file")
MAIN = "word/document.xml"


@dataclass(frozen=True)
class Published:
    """A version: its document out of the register, and its files."""

    document: Document
    docx: bytes
    pdf: bytes


Form = tuple[tuple[str, str], ...]


class Press:
    """Publishes the instructions of a workspace in one form; a PDF is written when it is asked for."""

    def __init__(self, root: Path, draft: bool = False) -> None:
        self._composer = Composer(Plan(root, draft=draft))
        self._draft = draft
        self.roles = self._composer.workspace.role_ids()
        # What templates are used is read while the folder is there.
        self._documents = {role: self._document(role) for role in self.roles}

    def _document(self, role: str) -> Document:
        made = self._composer
        found = compose(
            made.resolve(role),
            made.workspace.settings,
            made.templates,
            made.theme,
            draft=self._draft,
            emblem=made.emblem,
            publication=Publication(2, "17-К"),
        )
        return thaw(freeze(found))

    @cache  # noqa: B019  (as long as the tests run)
    def document(self, role: str) -> Document:
        return self._documents[role]

    @cache  # noqa: B019
    def docx(self, role: str) -> bytes:
        language = self._composer.workspace.settings.language
        return docx.write(self.document(role), docx.prepare(self._composer.theme, language))

    @cache  # noqa: B019
    def pdf(self, role: str) -> bytes:
        document = self.document(role)
        structure = self._composer.templates.read("document.css")
        writer = PdfWriter(self._composer.theme, structure, document.mark)
        return writer.write(document, f"{role}.pdf")


@cache
def press(source: Path = UKRAINIAN, *, draft: bool = False, **form: str) -> Press:
    """The shipped instructions, with other settings of `document`."""
    with TemporaryDirectory() as folder:
        root = copy_workspace(Path(folder) / "workspace", source)
        settings = root / "posada.yaml"
        text = settings.read_text("utf-8")
        for key, value in form.items():
            text, count = re.subn(rf"(?m)^(  {key}:) \w+", rf"\1 {value}", text)
            assert count == 1
        settings.write_text(text, "utf-8")
        return Press(root, draft)


def written(folder: Path, text: str, settings: str = SETTINGS) -> Press:
    """One instruction, `clerk`, of this text."""
    write_workspace(folder, {"clerk": text}, settings)
    return Press(folder)


def word(content: bytes) -> WordFile:
    return read_word_file(content, PLACE)


def pdf(content: bytes) -> PdfFile:
    return read_pdf_file(content, PLACE)


# Hands that change files


def with_parts(content: bytes, change: Callable[[str, str], str]) -> bytes:
    """A Word file with every XML part as `change(name, text)` gives it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.endswith(".xml"):
                part = change(entry.filename, part.decode()).encode()
            new.writestr(entry.filename, part)
    return target.getvalue()


def with_body(content: bytes, change: Callable[[str], str]) -> bytes:
    """A Word file with its document.xml changed."""

    def only_main(name: str, text: str) -> str:
        changed = change(text) if name == MAIN else text
        assert name != MAIN or changed != text
        return changed

    return with_parts(content, only_main)


def main_part(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(MAIN).decode()


PARAGRAPH = re.compile(r"<w:p>.*?</w:p>")
TEXT = re.compile(r"(?<=<w:t xml:space=\"preserve\">)[^<]+")


def with_pdf(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF with something changed in it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        change(opened)
        opened.save(target)
    return target.getvalue()


def with_operators(
    content: bytes, page: int, change: Callable[[list[Any]], list[Any] | None]
) -> bytes:
    """A PDF with the operators of one page changed."""

    def rewrite(opened: pikepdf.Pdf) -> None:
        operators = list(pikepdf.parse_content_stream(opened.pages[page]))
        changed = change(operators) or operators
        opened.pages[page].Contents = opened.make_stream(pikepdf.unparse_content_stream(changed))

    return with_pdf(content, rewrite)


def shown(operators: list[Any]) -> Iterator[tuple[int, str, list[bytes]]]:
    """Every operator that shows text: its place, the font, and its glyphs of two bytes each."""
    font = ""
    for at, (operands, operator) in enumerate(operators):
        if str(operator) == "Tf":
            font = str(operands[0])
        if str(operator) == "TJ":
            glyphs = b"".join(bytes(o) for o in operands[0] if isinstance(o, pikepdf.String))
            yield at, font, [glyphs[i : i + 2] for i in range(0, len(glyphs), 2)]


def show(glyphs: list[bytes]) -> Any:
    return pikepdf.ContentStreamInstruction(
        [pikepdf.Array([pikepdf.String(b"".join(glyphs))])], pikepdf.Operator("TJ")
    )
