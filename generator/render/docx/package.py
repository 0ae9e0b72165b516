"""Parts and their relationships → the bytes of an OPC package, the same for the same input.

ECMA-376 part 2: every part is named in `[Content_Types].xml`, every link between parts in a `.rels` part.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from generator.render.docx.ooxml import HEAD, R, attribute, encode

PACKAGE: Final = ""
"""The source of the relationships of the package itself."""

_PACKAGE_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"
_COMPRESSED: Final = (".png", ".jpg", ".jpeg", ".gif", ".odttf")
_LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the package; `name` has no leading slash."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another; `target` is relative to the folder of the part it starts from."""

    id: str
    type: str
    target: str
    external: bool = False


def office(kind: str) -> str:
    """The type of a relationship that Office defines, e.g. `styles`."""
    return f"{R}/{kind}"


def word(kind: str) -> str:
    """The media type of a WordprocessingML part, e.g. `styles`."""
    return f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"


def pack(parts: Iterable[Part], links: Mapping[str, tuple[Relationship, ...]]) -> bytes:
    """The package: content types first, then each part in the given order with the links that start from it."""
    listed = tuple(parts)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        add(archive, "[Content_Types].xml", _content_types(listed))
        add(archive, _rels_name(PACKAGE), _relationships(links[PACKAGE]))
        for part in listed:
            add(archive, part.name, part.content)
            if links.get(part.name):
                add(archive, _rels_name(part.name), _relationships(links[part.name]))
    return stream.getvalue()


def _rels_name(source: str) -> str:
    folder, slash, name = source.rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file as if on 1 January 1980 by nobody on no system, so that only the content decides the bytes."""
    entry = zipfile.ZipInfo(name)
    entry.create_system = 0
    stored = name.endswith(_COMPRESSED)
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, method, None if stored else _LEVEL)


def _content_types(parts: tuple[Part, ...]) -> bytes:
    names = [part.name for part in parts]
    if len(set(names)) < len(names):
        raise ValueError(f"a part stands twice in the package: {sorted(names)}")
    overrides = "".join(
        f'<Override PartName="/{attribute(part.name)}" ContentType="{attribute(part.media_type)}"/>'
        for part in parts
    )
    return encode(
        f'{HEAD}<Types xmlns="{_PACKAGE_NAMESPACE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(links: tuple[Relationship, ...]) -> bytes:
    return encode(
        f'{HEAD}<Relationships xmlns="{_PACKAGE_NAMESPACE}/relationships">'
        f"{''.join(map(_relationship, links))}</Relationships>"
    )


def _relationship(link: Relationship) -> str:
    mode = ' TargetMode="External"' if link.external else ""
    return (
        f'<Relationship Id="{attribute(link.id)}" Type="{attribute(link.type)}" '
        f'Target="{attribute(link.target)}"{mode}/>'
    )
