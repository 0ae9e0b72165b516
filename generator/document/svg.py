"""The bytes of an SVG picture → how wide it is to its height, or why it cannot be used.

The picture comes from outside and goes into documents as it is, so it may only draw: it runs, loads and points to
nothing, and what it draws has a bound.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree

from generator.issue import Phrase

MAX_ELEMENTS: Final = 20_000
MAX_DEPTH: Final = 50
"""How deep may the elements of a drawing be nested? Drawing programs need some ten levels."""

_SVG: Final = "{http://www.w3.org/2000/svg}"
_LENGTH: Final = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|mm|cm|in|pc)?\s*")
_SVG_ELEMENTS: Final = {
    "svg", "g", "defs", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "use", "symbol", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    "style",
}  # fmt: skip
"""What an emblem needs; no script, image, foreignObject, link or animation."""

_NOTES: Final = re.compile(
    r"\{(http://www\.inkscape\.org/|http://sodipodi\.|http://creativecommons\.org/|http://purl\.org/dc/"
    r"|http://www\.w3\.org/1999/02/22-rdf-syntax-ns#)"
)
"""Namespaces in which drawing programs keep notes to themselves, which nobody draws."""

_DECLARATION: Final = re.compile(r"\s*<\?xml\s[^>]*\?>")
_ENCODING: Final = re.compile(r"encoding\s*=\s*[\"']([^\"']*)")

# A backslash could spell `url` in a way we do not see.
_LOADING: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|\\", re.IGNORECASE)


class UnusableError(Exception):
    """Why a picture cannot be used: a key under `emblem`, and what its words name."""

    def __init__(self, reason: str, found: str = "") -> None:
        super().__init__(reason)
        self.reason = Phrase(f"emblem.{reason}")
        self.found = shortened(found)


def shortened(text: str) -> str:
    """The text as far as a message has room for it."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def ratio_of_svg(content: bytes) -> float:
    """How many times as wide as high the picture is; `UnusableError` when it may not be used."""
    root = _drawing(content)
    found = next(_unsafe(root), None)
    if found:
        raise UnusableError("active", found)
    if root.tag != f"{_SVG}svg":
        raise UnusableError("other")
    _check_uses(root)
    width, height = _size(root)
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise UnusableError("size", f"{width:g} × {height:g}")
    return width / height


def _drawing(content: bytes) -> ElementTree.Element:
    """The elements of an SVG; one in another encoding could hide from us what another program sees."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableError("other" if b"<" not in content else "encoding") from None
    if "<" not in text:
        raise UnusableError("other")
    declaration = _DECLARATION.match(text)
    head, rest = (declaration[0], text[declaration.end() :]) if declaration else ("", text)
    encoding = _ENCODING.search(head)
    if encoding and encoding[1].lower() != "utf-8":
        raise UnusableError("encoding")
    if "<!DOCTYPE" in rest or "<!ENTITY" in rest or "<?" in rest:
        raise UnusableError("entities")
    return _elements(rest)


def _elements(text: str) -> ElementTree.Element:
    """The root element, read in small pieces, so that a tower of elements is noticed before it stands."""
    parser: Any = ElementTree.XMLPullParser(("start", "end"))
    started: list[ElementTree.Element] = []
    depth = 0
    try:
        for at in range(0, len(text), 4096):
            parser.feed(text[at : at + 4096])
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                started += [element] if event == "start" else []
                if depth > MAX_DEPTH or len(started) > MAX_ELEMENTS:
                    raise UnusableError("complex")
        parser.close()
    except ElementTree.ParseError:
        raise UnusableError("damaged") from None
    return started[0]


def _unsafe(root: ElementTree.Element) -> Iterator[str]:
    """Whatever could run, load or point outside the picture."""
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name not in _SVG_ELEMENTS and not _NOTES.match(str(element.tag)):
            yield f"<{name}>"
        if name == "style" and _LOADING.search(element.text or ""):
            yield f"<{name}> {(element.text or '').strip()}"
        for key, value in element.attrib.items():
            local = key.rpartition("}")[2].lower()
            points_out = local == "href" and not value.startswith("#")
            if local.startswith("on") or points_out or _LOADING.search(value):
                yield f'{local}="{value}"'


def _check_uses(root: ElementTree.Element) -> None:
    """What is drawn once every `use` and mask is followed has a bound, and none draws itself."""
    named = {element.get("id", ""): element for element in root.iter()}
    sizes: dict[ElementTree.Element, tuple[int, int]] = {}

    def size(element: ElementTree.Element, above: int) -> tuple[int, int]:
        """How many elements are drawn for this one, and how deep."""
        if above > 2 * MAX_DEPTH:
            raise UnusableError("complex")
        if element not in sizes:
            references = (named[name] for name in _references(element) if name in named)
            inner = [size(child, above + 1) for child in (*element, *references)]
            count = 1 + sum(count for count, _ in inner)
            depth = 1 + max((depth for _, depth in inner), default=0)
            if count > MAX_ELEMENTS or depth > 2 * MAX_DEPTH:
                raise UnusableError("complex")
            sizes[element] = count, depth
        return sizes[element]

    size(root, 0)


def _references(element: ElementTree.Element) -> Iterator[str]:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == "href":
            yield value.removeprefix("#")
        yield from re.findall(r"url\(\s*['\"]?#([^'\")\s]+)", value)


def _size(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height, in any unit they share."""
    width, height = (_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height"))
    if width and height:
        return float(width[1]), float(height[1])
    box = re.findall(r"-?[0-9]*\.?[0-9]+", root.get("viewBox", ""))
    if len(box) != 4:
        raise UnusableError("no_size")
    return float(box[2]), float(box[3])
