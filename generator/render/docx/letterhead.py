"""The customer's `reference.docx` + the theme → a `Base` in which the customer's look comes first."""

from __future__ import annotations

from typing import Any, Final

from generator.document.tree import Style, TableStyle
from generator.model.theme import Theme
from generator.render.docx.base import (
    DOCUMENT,
    OFFICE_THEME,
    Base,
    paragraph_frame,
    table_frame,
)
from generator.render.docx.header import header_look
from generator.render.docx.merge import (
    adapt_settings,
    add_numbering,
    add_styles,
    compatibility_mode,
    find_styles,
    is_on,
    next_list,
    serialise,
)
from generator.render.docx.ooxml import encode, millimetres
from generator.render.docx.package import Part, Relationship, office, word
from generator.render.docx.reference import Reference, parse, read
from generator.render.docx.settings import font_table, settings
from generator.render.docx.sheet import Sheet, copy_links, read_sheet
from generator.render.docx.styles import Names, style_sheet
from generator.render.fit import fitted

# Parts of theirs that stay as they are, and what may be tied to them.
_KEPT: Final = (
    ("theme", "theme/theme1", OFFICE_THEME, "image"),
    ("fontTable", "fontTable", word("fontTable"), "font"),
)


def letterhead(content: bytes, theme: Theme, locale: str, landscape: bool, paper: str) -> Base:
    """The base for documents that look like the reference document; `IssueError` when it cannot be used."""
    reference = read(content)
    own_settings = _tree(reference, "settings", settings(locale))
    even = is_on(own_settings, "evenAndOddHeaders")
    sheet = read_sheet(reference, theme, even, landscape, paper)
    theme = fitted(theme, millimetres(sheet.width))
    list_root = _tree(reference, "numbering")
    style_root = _tree(reference, "styles", style_sheet(theme, locale))
    styles = find_styles(style_root, theme, next_list(list_root))
    numbering = add_numbering(list_root, styles, theme)
    for kind, part in {
        "styles": add_styles(styles, theme, locale),
        "numbering": numbering,
        "settings": adapt_settings(own_settings),
    }.items():
        _add(sheet, kind, kind, part, word(kind))
    _keep(sheet, reference, theme)
    return _base(sheet, theme, styles.names, compatibility_mode(own_settings) < 15)


def _tree(reference: Reference, kind: str, instead: str = "") -> Any:
    """Their part of a kind; when they have none, the one given, or `None`."""
    name = reference.linked(reference.document, kind)
    if name is not None:
        return reference.tree(name)
    return parse(encode(instead)) if instead else None


def _add(sheet: Sheet, kind: str, name: str, content: bytes, media_type: str) -> None:
    sheet.parts.append(Part(f"word/{name}.xml", content, media_type))
    sheet.document_links.append(Relationship(kind, office(kind), f"{name}.xml"))


def _keep(sheet: Sheet, reference: Reference, theme: Theme) -> None:
    for kind, name, media_type, tied in _KEPT:
        source = reference.linked(reference.document, kind)
        if source is None:
            continue
        content = serialise(reference.tree(source))
        _add(sheet, kind, name, content, media_type)
        allowed = (office(tied),)
        copy_links(sheet.parts, sheet.links, reference, source, f"word/{name}.xml", allowed)
    if reference.linked(reference.document, "fontTable") is None:
        _add(sheet, "fontTable", "fontTable", encode(font_table(theme)), word("fontTable"))


def _base(sheet: Sheet, theme: Theme, names: Names, outdented: bool) -> Base:
    width = sheet.width
    return Base(
        parts=tuple(sheet.parts),
        links={**sheet.links, DOCUMENT: tuple(sheet.document_links)},
        headers=sheet.headers,
        footers=sheet.footers,
        header_look=header_look(theme, width, names.normal, plain=True),
        section=sheet.section,
        width=width,
        paragraphs={style: paragraph_frame(style, theme, names) for style in Style},
        tables={style: table_frame(style, theme, names, outdented) for style in TableStyle},
        theme=theme,
    )
