"""The bytes of a Word file from outside → its parts, their media types and links, checked (ECMA-376 part 2).

Nothing in it is run or fetched: what it ties itself to outside is only told.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from generator.source.word.archive import Refuse, unpack
from generator.source.word.markup import check, parse
from generator.source.word.names import CONTENT_TYPES, PACKAGE_LINKS, STRICT, office

PACKAGE: Final = ""
"""The source of the links of the package itself."""

_TYPES_PART: Final = "[content_types].xml"
_DOCUMENT_TYPES: Final = tuple(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)
_STRICT_DOCUMENT: Final = f"{STRICT}officeDocument/relationships/officeDocument"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a part; `target` is the full name of another part, there or not, or the address of what is outside."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The parts by name, their media types ("" where none is given), and the links by the part they start from."""

    document: str
    parts: Mapping[str, bytes]
    media_types: Mapping[str, str]
    links: Mapping[str, tuple[Link, ...]]
    refuse: Refuse

    def linked(self, source: str, kind: str) -> tuple[str, ...]:
        """The parts that `source` is tied to in this way, a whole type of link, each once and in order."""
        targets = (link.target for link in self.links.get(source, ()) if link.type == kind)
        return tuple(dict.fromkeys(target for target in targets if target in self.parts))

    def tree(self, name: str) -> Any:
        """A part as a tree of elements; `IssueError` when it is damaged."""
        return parse(self.parts[name], self.refuse)


def open_package(content: bytes, refuse: Refuse) -> WordPackage:
    """The package of a Word document or template; `refuse` makes the `IssueError` when it is none or could do harm."""
    parts = unpack(content, refuse)
    names = {name.casefold(): name for name in parts}
    if _TYPES_PART not in names:
        raise refuse("foreign")
    check((part for name, part in parts.items() if _is_markup(name, "")), refuse)
    media_types = _media_types(parts, parse(parts[names[_TYPES_PART]], refuse))
    check((part for name, part in parts.items() if _is_markup(name, media_types[name])), refuse)
    links = _links(parts, names, refuse)
    document = _document(parts, media_types, links[PACKAGE], refuse)
    return WordPackage(document, parts, media_types, links, refuse)


def _is_markup(name: str, media_type: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) or media_type.endswith("xml")


def _media_types(parts: Mapping[str, bytes], root: Any) -> dict[str, str]:
    """The media type of every part: its own, or that of its extension (ECMA-376 part 2, 7.2.3)."""
    own, usual = (
        {
            str(element.get(key, "")).casefold(): str(element.get("ContentType", ""))
            for element in root.iter(f"{{{CONTENT_TYPES}}}{tag}")
        }
        for tag, key in (("Override", "PartName"), ("Default", "Extension"))
    )
    return {
        name: own.get(f"/{name.casefold()}") or usual.get(name.casefold().rpartition(".")[2], "")
        for name in parts
    }


def _document(
    parts: Mapping[str, bytes],
    media_types: Mapping[str, str],
    links: tuple[Link, ...],
    refuse: Refuse,
) -> str:
    """The name of the main document."""
    tied = (link.target for link in links if link.type == office("officeDocument"))
    document = next(tied, "")
    kind = media_types.get(document, "")
    if "macroEnabled" in kind or any(map(_is_macro, media_types.items())):
        raise refuse("macro")
    if any(link.type == _STRICT_DOCUMENT for link in links):
        raise refuse("strict")
    if document and document not in parts:
        raise refuse("damaged")
    if kind not in _DOCUMENT_TYPES:
        raise refuse("no_document")
    return document


def _is_macro(part: tuple[str, str]) -> bool:
    name, media_type = part
    return name.lower().endswith("vbaproject.bin") or "vbaProject" in media_type


def _links(
    parts: Mapping[str, bytes], names: Mapping[str, str], refuse: Refuse
) -> dict[str, tuple[Link, ...]]:
    """The links of the package and of all parts that can be reached by them."""
    found: dict[str, tuple[Link, ...]] = {}
    waiting = [PACKAGE]
    while waiting:
        source = waiting.pop()
        if source in found:
            continue
        folder, slash, name = source.rpartition("/")
        part = names.get(f"{folder}{slash}_rels/{name}.rels".casefold())
        root = None if part is None else parse(parts[part], refuse)
        found[source] = () if root is None else tuple(_links_of(root, folder, names))
        targets = {link.target for link in found[source] if not link.external}
        waiting += sorted(targets & parts.keys())
    return found


def _links_of(root: Any, folder: str, names: Mapping[str, str]) -> Iterator[Link]:
    for element in root.iter(f"{{{PACKAGE_LINKS}}}Relationship"):
        identity, kind, target = (str(element.get(key, "")) for key in ("Id", "Type", "Target"))
        external = element.get("TargetMode", "").casefold() == "external"
        yield Link(identity, kind, target if external else _part(target, folder, names), external)


def _part(target: str, folder: str, names: Mapping[str, str]) -> str:
    """The full name of a part from a reference in a folder (ECMA-376 part 2, 6.4); case does not matter."""
    path = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0])).lstrip("/")
    return names.get(path.casefold()) or names.get(unquote(path).casefold(), path)
