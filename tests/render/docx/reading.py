"""Looking into a finished file: its parts, its XML, its words."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from generator.render.docx.ooxml import W

NAMES = {"w": W}


def parts(content: bytes) -> dict[str, bytes]:
    """The parts by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(content: bytes, name: str = "word/document.xml") -> Any:
    """One part as a tree."""
    return etree.fromstring(parts(content)[name])


def find(root: Any, path: str) -> list[Any]:
    """Elements by an XPath with the prefix `w`."""
    found: list[Any] = root.xpath(path, namespaces=NAMES)
    return found


def value(element: Any, path: str, name: str = "val") -> str | None:
    """An attribute of the first element found by a path, `None` without one."""
    found = find(element, path)
    return found[0].get(f"{{{W}}}{name}") if found else None


def words(paragraph: Any) -> str:
    """What a paragraph says, breaks and hyphens as characters."""
    return "".join(_said(paragraph))


def _said(paragraph: Any) -> Iterator[str]:
    signs = {"br": "\n", "tab": "\t", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}
    for element in find(paragraph, ".//w:r/*"):
        name = etree.QName(element).localname
        yield element.text or "" if name == "t" else signs.get(name, "")
