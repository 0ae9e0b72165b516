"""A document and the base it rests on → the bytes of a DOCX file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.document.tree import Comment, Document
from generator.render.docx.base import DOCUMENT, Base, footer_link, with_footers
from generator.render.docx.body import write_body
from generator.render.docx.comments import comments_xml
from generator.render.docx.header import Footer, complete, complete_footer
from generator.render.docx.ooxml import encode
from generator.render.docx.package import PACKAGE, Part, Relationship, office, pack, word
from generator.render.docx.properties import (
    APPLICATION,
    PROVENANCE_PROPERTIES,
    core,
    provenance,
)

_ITEM: Final = "customXml/item1.xml"
_PACKAGE_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_PACKAGE_LINKS: Final = (
    Relationship("document", office("officeDocument"), DOCUMENT),
    Relationship("core", f"{_PACKAGE_TYPES}/core-properties", "docProps/core.xml"),
    Relationship("app", office("extended-properties"), "docProps/app.xml"),
)
_ITEM_LINKS: Final = (Relationship("properties", office("customXmlProps"), "itemProps1.xml"),)
_COMMENTS_LINK: Final = Relationship("comments", office("comments"), "comments.xml")
_PROVENANCE_LINK: Final = Relationship("provenance", office("customXml"), f"../{_ITEM}")


def write(document: Document, base: Base) -> bytes:
    """The DOCX file; the same document on the same base gives the same bytes.

    `ValueError` on a character that XML cannot hold: whoever makes the tree keeps those out.
    """
    footers = tuple(footer for footer in base.footers if document.foot or not footer.ours)
    body, story = write_body(document, base, with_footers(base.section, footers))
    pictures = story.pictures
    parts = [
        Part(DOCUMENT, encode(body), word("document.main")),
        *base.parts,
        *_headers(document, base),
        *_footers(document, base, footers),
        *pictures.parts(),
        *_comments(story.comments, document),
        *_properties(document),
    ]
    own = (*base.links[DOCUMENT], *map(footer_link, footers), *pictures.links())
    if story.comments:
        own = (*own, _COMMENTS_LINK)
    links = {**base.links, PACKAGE: _PACKAGE_LINKS, _ITEM: _ITEM_LINKS, DOCUMENT: own}
    if document.provenance:
        links[DOCUMENT] = (*own, _PROVENANCE_LINK)
    return pack(parts, links)


def _comments(listed: Sequence[Comment], document: Document) -> Iterator[Part]:
    """The part that holds what the comments say."""
    if listed:
        content = encode(comments_xml(listed, document.date))
        yield Part("word/comments.xml", content, word("comments"))


def _headers(document: Document, base: Base) -> Iterator[Part]:
    for header in base.headers:
        content = complete(header, base.header_look, document.mark)
        yield Part(f"word/{header.part}.xml", content, word("header"))


def _footers(document: Document, base: Base, footers: tuple[Footer, ...]) -> Iterator[Part]:
    for footer in footers:
        content = complete_footer(footer, base.header_look, document.foot)
        yield Part(f"word/{footer.part}.xml", content, word("footer"))


def _properties(document: Document) -> Iterator[Part]:
    office_document = "application/vnd.openxmlformats-officedocument"
    package = "application/vnd.openxmlformats-package"
    yield Part("docProps/core.xml", encode(core(document)), f"{package}.core-properties+xml")
    yield Part(
        "docProps/app.xml", encode(APPLICATION), f"{office_document}.extended-properties+xml"
    )
    if document.provenance:
        yield Part(_ITEM, encode(provenance(document.provenance)), "application/xml")
        properties = encode(PROVENANCE_PROPERTIES)
        media_type = f"{office_document}.customXmlProperties+xml"
        yield Part("customXml/itemProps1.xml", properties, media_type)
