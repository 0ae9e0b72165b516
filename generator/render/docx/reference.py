"""The bytes of the customer's `templates/reference.docx` → its parts, checked, or the issue that says why not.

The file comes from outside: `source.word` bounds what is unpacked and parsed; here is what a letterhead may not have
besides, since its parts become parts of our documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from lxml import etree

from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.render.docx.ooxml import R
from generator.render.docx.package import Relationship, office
from generator.source.word import markup
from generator.source.word.archive import DAMAGE
from generator.source.word.archive import MAX_BYTES as MAX_BYTES
from generator.source.word.package import Link, open_package

_PLACE: Final = Location("templates/reference.docx")
_LINK: Final = re.compile(r"(https?|mailto):", re.IGNORECASE)
_SAME: Final = {"foreign": "damaged", "old": "encrypted"}
"""Reasons that a letterhead's issue does not tell apart."""

RELATIONSHIP_ID: Final = f"{{{R}}}id"


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts by name, their media types, and the links between them with full names as targets."""

    document: str
    parts: Mapping[str, bytes]
    media_types: Mapping[str, str]
    links: Mapping[str, tuple[Relationship, ...]]

    def linked(self, source: str, kind: str) -> str | None:
        """The first part that `source` is tied to in this way, e.g. `styles`."""
        found = (link.target for link in self.links.get(source, ()) if link.type == office(kind))
        return next((target for target in found if target in self.parts), None)

    def tree(self, name: str) -> Any:
        """A part as a tree of elements."""
        return parse(self.parts[name])


def refuse(reason: str) -> IssueError:
    """The issue for a reason in the message catalogue, `reference.…`."""
    phrase = Phrase(f"reference.{_SAME.get(reason, reason)}")
    return IssueError(issue(Code.REFERENCE_DOCUMENT, _PLACE, reason=phrase))


def parse(content: bytes) -> Any:
    """An XML part as a tree; `IssueError` when it is damaged or declares entities."""
    return markup.parse(content, refuse)


def read(content: bytes) -> Reference:
    """The reference document; `IssueError` when it is no Word document or could do harm."""
    package = open_package(content, refuse)
    _check_whole(content)
    links = {source: tuple(map(_link, links)) for source, links in package.links.items()}
    return Reference(package.document, package.parts, package.media_types, links)


def _check_whole(content: bytes) -> None:
    """Refuse a file with a link to a part that is not there, or with a part without a media type.

    A letter to be read may lack a picture; from a letterhead the fault would go into every document.
    """
    from docx.opc.exceptions import OpcError
    from docx.opc.package import OpcPackage

    try:
        OpcPackage.open(BytesIO(content))
    except (OpcError, etree.XMLSyntaxError, *DAMAGE):
        raise refuse("damaged") from None


def _link(link: Link) -> Relationship:
    """A link; one that leads outside may only be a hyperlink, which opens nothing until it is clicked."""
    if link.external and (link.type != office("hyperlink") or not _LINK.match(link.target)):
        raise refuse("external")
    return Relationship(link.id, link.type, link.target, link.external)
