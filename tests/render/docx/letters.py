"""Customers' own documents, good and bad, made with python-docx and by hand."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt

from .reading import parts
from .specimen import png


def sheet(width: float, height: float, left: float, right: float, header: float) -> bytes:
    """A letterhead of a size and with margins in mm; that of the first page is `header` mm high."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin = section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = True
    top = section.first_page_header.paragraphs[0]
    top.text, top.paragraph_format.space_after = "Бланк", Mm(header)
    return saved(document)


def letter(*, titled: bool = False, numbered: bool = False, clause: str = "Пункт") -> bytes:
    """A letterhead with a picture, a footer, narrow margins, and a style of the theme in their own look."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.different_first_page_header_footer = titled
    top = section.first_page_header if titled else section.header
    top.paragraphs[0].text = "ТОВ «Приклад», код 12345678"
    top.paragraphs[0].add_run().add_picture(BytesIO(png(40, 20)), height=Mm(8))
    section.footer.paragraphs[0].text = "Бланк"
    if numbered:
        field = "<w:fldSimple xmlns:w='{}' w:instr=' PAGE '/>".format(
            section.footer._element.nsmap["w"]
        )
        section.footer.paragraphs[0]._p.append(docx.oxml.parse_xml(field))
    style = document.styles.add_style(clause, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size = "Arial", Pt(13)
    style.paragraph_format.first_line_indent = Mm(15)
    document.add_paragraph("Тіло, якого не буде в документі")
    return saved(document)


def saved(document) -> bytes:
    """The file as bytes."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(content: bytes, **parts_by_name: bytes | None) -> bytes:
    """A file with some parts in place of others; `None` takes one away."""
    merged = {**parts(content), **parts_by_name}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in merged.items():
            if part is not None:
                archive.writestr(name, part)
    return stream.getvalue()


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A file with other bytes in one part."""
    part = parts(content)[name]
    assert old in part
    return changed(content, **{name: part.replace(old, new, 1)})
