"""Pictures → image parts and the drawings that show them in a line of text.

A PNG goes in as it is. An SVG goes in too, for Word 2016 and later, with a PNG of it for every other program.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import Final
from xml.etree import ElementTree

from generator.document.tree import Picture
from generator.issue import Code, IssueError, issue
from generator.render.docx.ooxml import SVG_NAMESPACE, attribute, emu
from generator.render.docx.package import Part, Relationship, office

_SVG: Final = "image/svg+xml"
_EXTENSIONS: Final = {"image/png": "png", _SVG: "svg"}
_DOTS_PER_MM: Final = 600 / 25.4  # an emblem is printed: 600 dots to the inch
_MAX_DOTS: Final = 4000
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.3.1.21 svgBlip


class Pictures:
    """Collects the pictures of one document; the same picture is stored once, none is wider than `widest_mm`."""

    def __init__(self, widest_mm: float = inf) -> None:
        self._widest_mm = widest_mm
        self._stored: dict[tuple[str, bytes], int] = {}
        self._shown = 0

    def show(self, picture: Picture) -> str:
        """The drawing of a picture, to stand within a run."""
        if picture.media_type not in _EXTENSIONS:
            raise ValueError(f"{picture.media_type}: only PNG and SVG can be shown in Word")
        self._shown += 1
        scale = min(1, self._widest_mm / picture.width_mm)
        width, height = picture.width_mm * scale, picture.height_mm * scale
        picture = replace(picture, width_mm=width, height_mm=height)
        image, extension = self._store(picture.media_type, picture.content), ""
        if picture.media_type == _SVG:
            extension = _svg_extension(image)
            image = self._store("image/png", _fallback(picture))
        return _drawing(picture, self._shown, image, extension)

    def _store(self, media_type: str, content: bytes) -> str:
        number = self._stored.setdefault((media_type, content), len(self._stored) + 1)
        return f"picture{number}"

    def parts(self) -> list[Part]:
        """The image parts."""
        return [
            Part(f"word/{_target(media_type, number)}", content, media_type)
            for (media_type, content), number in self._stored.items()
        ]

    def links(self) -> list[Relationship]:
        """What ties the drawings to the image parts."""
        return [
            Relationship(f"picture{number}", office("image"), _target(media_type, number))
            for (media_type, _), number in self._stored.items()
        ]


def _target(media_type: str, number: int) -> str:
    return f"media/picture{number}.{_EXTENSIONS[media_type]}"


def _svg_extension(image: str) -> str:
    return (
        f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip {SVG_NAMESPACE} '
        f'r:embed="{image}"/></a:ext></a:extLst>'
    )


def _drawing(picture: Picture, number: int, image: str, extension: str) -> str:
    size = f'cx="{emu(picture.width_mm)}" cy="{emu(picture.height_mm)}"'
    names = f'id="{number}" name="Picture {number}" descr="{attribute(picture.alternative)}"'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr {names}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {names}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{image}">{extension}</a:blip><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )


def _fallback(picture: Picture) -> bytes:
    return fallback(picture.content, _dots(picture.width_mm), _dots(picture.height_mm))


def _dots(millimetres: float) -> int:
    return min(_MAX_DOTS, max(1, round(millimetres * _DOTS_PER_MM)))


@lru_cache(maxsize=8)
def fallback(svg: bytes, width: int, height: int) -> bytes:
    """An SVG as a PNG of at most so many dots, for programs that cannot draw it.

    No file and no address that it names is opened. The fonts of the machine are read only for a picture with text
    in it: without text, the same picture gives the same bytes everywhere.
    """
    import resvg_py

    try:
        source = svg.decode("utf-8-sig")
        plain = not _has_text(source)
        png = resvg_py.svg_to_bytes(
            svg_string=source, width=width, height=height, skip_system_fonts=plain
        )
    except (ValueError, ElementTree.ParseError):
        raise _refused("SVG?") from None
    return bytes(png)


def _has_text(source: str) -> bool:
    """Whether fonts are needed; a picture that points outside itself is refused: resvg opens local files."""
    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        raise _refused("DOCTYPE")
    elements = list(ElementTree.fromstring(source).iter())
    for element in elements:
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href" and not value.startswith("#"):
                raise _refused(f"href={value[:40]}")
    return any(str(element.tag).endswith("}text") for element in elements)


def _refused(reason: str) -> IssueError:
    return IssueError(issue(Code.EMBLEM_INVALID, path="SVG", reason=reason))
