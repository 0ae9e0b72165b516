"""Document → core.xml, app.xml and the custom XML part: what the file says of itself."""

from __future__ import annotations

from typing import Final

from generator.document.tree import Document
from generator.render.docx.ooxml import CUSTOM_XML, EXTENDED, HEAD, escape
from generator.render.docx.settings import locale_of

PROVENANCE: Final = "urn:posada:provenance"
"""Namespace of the element that holds, as JSON, what the document was made from."""

# Names the custom part for Word; any GUID will do, but it must stay the same for the same input.
_ITEM_ID: Final = "{706F7361-6461-4A53-8F4E-70726F76656E}"

_CORE_NAMESPACES: Final = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)

APPLICATION: Final = (
    f'{HEAD}<Properties xmlns="{EXTENDED}"><Application>posada</Application>'
    "<DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop><LinksUpToDate>false</LinksUpToDate>"
    "<SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged></Properties>"
)


def core(document: Document) -> str:
    """The whole of core.xml; without a date of the document it tells none, rather than a made-up one."""
    author = escape(document.author)
    return (
        f"{HEAD}<cp:coreProperties {_CORE_NAMESPACES}>"
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(document.subject)}</dc:subject><dc:creator>{author}</dc:creator>"
        f"{_keywords(document)}<cp:lastModifiedBy>{author}</cp:lastModifiedBy>{_dates(document.date)}"
        f"<dc:language>{escape(locale_of(document.language))}</dc:language></cp:coreProperties>"
    )


def _keywords(document: Document) -> str:
    """What the file can be found by in the register; Word and LibreOffice keep it when they save."""
    return (
        f"<cp:keywords>{escape(str(document.identity))}</cp:keywords>" if document.identity else ""
    )


def _dates(date: str) -> str:
    if not date:
        return ""
    return "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escape(date)}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )


def provenance(json: str) -> str:
    """The custom part; Word keeps it, unseen, through any number of savings."""
    return f'{HEAD}<provenance xmlns="{PROVENANCE}">{escape(json)}</provenance>'


PROVENANCE_PROPERTIES: Final = (
    f'{HEAD}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{CUSTOM_XML}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{PROVENANCE}"/></ds:schemaRefs></ds:datastoreItem>'
)
