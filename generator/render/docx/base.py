"""Theme, language and the customer's own document → `Base`: all that documents of one workspace share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.document.tree import LEVELS, SIGNS, Style, TableStyle
from generator.model.theme import Theme
from generator.render.docx.header import Footer, Header, HeaderLook, header_look
from generator.render.docx.numbering import numbering
from generator.render.docx.ooxml import attribute, encode, twips, twips_of_points
from generator.render.docx.package import Part, Relationship, office, word
from generator.render.docx.settings import font_table, locale_of, office_theme, settings
from generator.render.docx.styles import (
    HEADER_ID,
    OUR_NAMES,
    Names,
    cell_margins,
    indents,
    style_sheet,
)
from generator.render.fit import fitted, oriented


@dataclass(frozen=True, slots=True)
class ParagraphFrame:
    """How a style is put on a paragraph: what names it, and its own space `before`, in twips."""

    opening: str
    before: int


@dataclass(frozen=True, slots=True)
class TableFrame:
    """How a table style is put on a table.

    In twips: the `indent` that brings its edge to the margin, the `starts` of its columns, the space `after` it, and
    `beside` the words of a cell, at both sides together.
    """

    style_id: str
    indent: int
    starts: tuple[int, ...]
    after: int
    ruled: bool
    margins: str
    beside: int


@dataclass(frozen=True, slots=True)
class Base:
    """Everything that does not depend on the document: parts ready to be written, and what its body refers to.

    `width` of the text is in twips; `section` is the page setup that ends the body, which lacks only the footers.
    """

    parts: tuple[Part, ...]
    links: Mapping[str, tuple[Relationship, ...]]
    headers: tuple[Header, ...]
    footers: tuple[Footer, ...]
    header_look: HeaderLook
    section: str
    width: int
    paragraphs: Mapping[Style, ParagraphFrame]
    tables: Mapping[TableStyle, TableFrame]
    theme: Theme


DOCUMENT = "word/document.xml"


def prepare(
    theme: Theme,
    language: str,
    reference: bytes | None = None,
    *,
    landscape: bool = False,
    paper: str = "",
) -> Base:
    """The base of all documents in one language on like sheets; prepare it once, it is not changed by writing.

    `reference` is the content of the customer's `templates/reference.docx`, whose styles, letterhead and page setup
    come before those of the theme; `IssueError` when it cannot be used.
    """
    if reference is None:
        return _plain(oriented(theme, landscape, paper), locale_of(language))
    # Only here is an XML library needed.
    from generator.render.docx.letterhead import letterhead

    return letterhead(reference, theme, locale_of(language), landscape, paper)


def _plain(theme: Theme, locale: str) -> Base:
    width, names, looks = twips(theme.page.text_width_mm), OUR_NAMES, theme.paragraphs
    theme = fitted(theme, theme.page.text_width_mm)
    contents = {
        "styles": style_sheet(theme, locale),
        "numbering": numbering(
            theme.numbering,
            {style: names.paragraphs[style] for style in (*LEVELS, *SIGNS)},
            {style: indents(looks[style]) for style in SIGNS},
        ),
        "settings": settings(locale),
        "fontTable": font_table(theme),
    }
    parts = [Part(f"word/{kind}.xml", encode(xml), word(kind)) for kind, xml in contents.items()]
    parts.append(Part("word/theme/theme1.xml", encode(office_theme(theme)), OFFICE_THEME))
    links = [Relationship(kind, office(kind), f"{kind}.xml") for kind in contents]
    links.append(Relationship("theme", office("theme"), "theme/theme1.xml"))
    headers = (
        Header("header-first", "first", numbered=False),
        Header("header-default", "default", numbered=True),
    )
    return Base(
        parts=tuple(parts),
        links={DOCUMENT: (*links, *map(header_link, headers))},
        headers=headers,
        footers=(Footer("footer-first", "first"), Footer("footer-default", "default")),
        header_look=header_look(theme, width, HEADER_ID),
        section=page_setup(theme, header_references(headers)),
        width=width,
        paragraphs={style: paragraph_frame(style, theme, names) for style in Style},
        tables={style: table_frame(style, theme, names) for style in TableStyle},
        theme=theme,
    )


OFFICE_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"


def header_link(header: Header) -> Relationship:
    """What ties a header part to the document."""
    return Relationship(header.part, office("header"), f"{header.part}.xml")


def header_references(headers: tuple[Header, ...]) -> str:
    """What ties the header parts to the section."""
    return "".join(f'<w:headerReference w:type="{h.kind}" r:id="{h.part}"/>' for h in headers)


def with_footers(section: str, footers: tuple[Footer, ...]) -> str:
    """A section with the footers its pages have (ECMA-376 part 1, 17.10.2: before all else in it)."""
    opening, rest = section.split(">", 1)
    named = (f'<w:footerReference w:type="{f.kind}" r:id="{f.part}"/>' for f in footers)
    return f"{opening}>{''.join(named)}{rest}"


def footer_link(footer: Footer) -> Relationship:
    """What ties a footer part to the document."""
    return Relationship(footer.part, office("footer"), f"{footer.part}.xml")


def page_setup(theme: Theme, references: str) -> str:
    """Page setup; the number stands in the top margin, its line half above and half below the offset."""
    page = theme.page
    above = twips(page.number_offset_mm) - twips_of_points(theme.fonts.size_pt * 1.15 / 2)
    sides = ("top", "right", "bottom", "left")
    margins = " ".join(f'w:{side}="{twips(getattr(page, f"{side}_mm"))}"' for side in sides)
    orientation = ' w:orient="landscape"' if page.width_mm > page.height_mm else ""
    return (
        f"<w:sectPr>{references}"
        f'<w:pgSz w:w="{twips(page.width_mm)}" w:h="{twips(page.height_mm)}"{orientation}/>'
        f'<w:pgMar {margins} w:header="{max(above, 0)}" w:footer="{twips(page.bottom_mm / 2)}" '
        f'w:gutter="0"/><w:pgNumType w:fmt="decimal"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )


def paragraph_frame(style: Style, theme: Theme, names: Names) -> ParagraphFrame:
    """The frame of a paragraph style."""
    opening = f'<w:pStyle w:val="{attribute(names.paragraphs[style])}"/>'
    return ParagraphFrame(opening, twips_of_points(theme.paragraphs[style].before_pt))


def table_frame(
    style: TableStyle, theme: Theme, names: Names, outdented: bool = False
) -> TableFrame:
    """The frame of a table style.

    `outdented`: as Word did until 2010, the text of the first column stands at the margin and the edge of the
    table to the left of it.
    """
    look = theme.tables[style]
    _, right, _, left = look.padding_mm
    return TableFrame(
        style_id=attribute(names.tables[style]),
        indent=twips(left) if outdented else 0,
        starts=tuple(map(twips, look.columns_mm)),
        after=twips_of_points(look.after_pt),
        ruled=look.borders,
        margins=cell_margins(look),
        beside=twips(left + right),
    )
