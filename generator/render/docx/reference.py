"""The bytes of the customer's `templates/reference.docx` → its parts, checked, or the issue that says why not.

The file comes from outside: nothing in it is run, fetched, unpacked to the disk or expanded without a bound.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from lxml import etree

from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.render.docx.ooxml import R
from generator.render.docx.package import PACKAGE, Relationship, office

# How large may a letterhead be? A page of pictures has some megabytes; ten times that is a mistake or a trap.
MAX_BYTES: Final = 50_000_000
MAX_PARTS: Final = 2_000

_PLACE: Final = Location("templates/reference.docx")
_ENCRYPTED_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    TypeError,
    RuntimeError,
    EOFError,
    OSError,
    LookupError,
)
_LINK: Final = re.compile(r"(https?|mailto):", re.IGNORECASE)
_DOCUMENT_TYPES: Final = tuple(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)
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
    return IssueError(issue(Code.REFERENCE_DOCUMENT, _PLACE, reason=Phrase(f"reference.{reason}")))


def read(content: bytes) -> Reference:
    """The reference document; `IssueError` when it is no Word document or could do harm."""
    if content.startswith(_ENCRYPTED_OFFICE):
        raise refuse("encrypted")
    parts = _unpack(content)
    for name, part in parts.items():
        # python-docx reads these too, and would not mind a document type.
        if name.endswith((".xml", ".rels")):
            parse(part)
    package = _open(content)
    found = {part.partname.membername: part for part in package.iter_parts()}
    media_types = {name: part.content_type for name, part in found.items()}
    links = {PACKAGE: _links(package), **{name: _links(part) for name, part in found.items()}}
    tied = (link for link in links[PACKAGE] if link.type == office("officeDocument"))
    document = next((link.target for link in tied), "")
    kind = media_types.get(document, "")
    if "macroEnabled" in kind or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise refuse("macro")
    if document not in parts or kind not in _DOCUMENT_TYPES:
        raise refuse("no_document")
    return Reference(document, parts, media_types, links)


def _open(content: bytes) -> Any:
    """The package as python-docx sees it: parts, their media types, and what ties them together."""
    from docx.opc.exceptions import OpcError
    from docx.opc.package import OpcPackage

    try:
        return OpcPackage.open(BytesIO(content))
    except (OpcError, etree.XMLSyntaxError, AttributeError, *_DAMAGE):
        raise refuse("damaged") from None


def _links(source: Any) -> tuple[Relationship, ...]:
    return tuple(_link(rel) for rel in source.rels.values())


def _link(rel: Any) -> Relationship:
    """A link; one that leads outside may only be a hyperlink, which opens nothing until it is clicked."""
    if not rel.is_external:
        return Relationship(rel.rId, rel.reltype, rel.target_part.partname.membername)
    if rel.reltype != office("hyperlink") or not _LINK.match(rel.target_ref):
        raise refuse("external")
    return Relationship(rel.rId, rel.reltype, rel.target_ref, external=True)


def parse(content: bytes) -> Any:
    """An XML part as a tree; a document type is refused, since it is there only to declare entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise refuse("entities" if b"<!DOCTYPE" in content else "damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise refuse("entities")
    return root


def _unpack(content: bytes) -> dict[str, bytes]:
    """All files; what they declare of their size is a bound, for no more than that is ever read of each."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries)
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except _DAMAGE:
        raise refuse("damaged") from None


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse("encrypted")
    size = sum(entry.file_size for entry in entries)
    if size > MAX_BYTES or len(entries) > MAX_PARTS:
        raise refuse("too_large")
    names = {entry.filename.casefold() for entry in entries}
    if len(names) < len(entries) or any(entry.compress_type not in _METHODS for entry in entries):
        raise refuse("damaged")
