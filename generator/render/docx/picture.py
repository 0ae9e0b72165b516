"""Pictures → image parts and the drawings that show them in a line of text.

A PNG goes in as it is. An SVG goes in too, for Word 2016 and later, with a PNG of it for every other program.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from xml.etree import ElementTree

from generator.document.tree import Picture
from generator.issue import Code, IssueError, issue
from generator.render.docx.ooxml import SVG_NAMESPACE, attribute, emu
from generator.render.docx.package import Part, Relationship, office
from generator.render.fonts import typeface

_SVG: Final = "image/svg+xml"
_EXTENSIONS: Final = {"image/png": "png", _SVG: "svg"}
_DOTS_PER_MM: Final = 600 / 25.4  # an emblem is printed: 600 dots to the inch
_CHART_MM: Final = 60
_CHART_DOTS_PER_MM: Final = 220 / 25.4
"""How fine is a picture wider than 60 mm, a chart? 220 dots to the inch, as Word itself saves pictures for print:
drawing one takes long, and most programs show the SVG."""

_MAX_DOTS: Final = 4000
_CSS_DPI: Final = (
    96  # so many dots to the inch have the lengths of CSS; without it resvg takes 1 mm for nothing
)
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.3.1.21 svgBlip


class Pictures:
    """Collects the pictures of one document; the same picture is stored once.

    Words in a drawing are set in the first of the `families` that is installed.
    """

    def __init__(self, families: tuple[str, ...] = ()) -> None:
        self._families = families
        self._stored: dict[tuple[str, bytes], int] = {}
        self._shown = 0

    def show(self, picture: Picture) -> str:
        """The drawing of a picture, to stand within a run."""
        if picture.media_type not in _EXTENSIONS:
            raise ValueError(f"{picture.media_type}: only PNG and SVG can be shown in Word")
        self._shown += 1
        image, extension = self._store(picture.media_type, picture.content), ""
        if picture.media_type == _SVG:
            extension = _svg_extension(image)
            image = self._store("image/png", self._fallback(picture))
        return _drawing(picture, self._shown, image, extension)

    def _fallback(self, picture: Picture) -> bytes:
        per_mm = _CHART_DOTS_PER_MM if picture.width_mm > _CHART_MM else _DOTS_PER_MM
        width, height = (
            min(_MAX_DOTS, max(1, round(side * per_mm)))
            for side in (picture.width_mm, picture.height_mm)
        )
        return fallback(picture.content, width, height, self._families)

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


@lru_cache(maxsize=8)
def fallback(svg: bytes, width: int, height: int, families: tuple[str, ...] = ()) -> bytes:
    """An SVG as a PNG of at most so many dots, for programs that cannot draw it.

    No file and no address that it names is opened. A font is read only for a picture with text in it: without text, the
    same picture gives the same bytes everywhere; text is set in the first of the `families` that is installed, or else
    in what the machine has.
    """
    import resvg_py

    try:
        source = svg.decode("utf-8-sig")
        fonts = _fonts(families) if _has_text(source) else {"skip_system_fonts": True}
        png = resvg_py.svg_to_bytes(
            svg_string=source, width=width, height=height, dpi=_CSS_DPI, **fonts
        )
    except (ValueError, ElementTree.ParseError):
        raise _refused("SVG?") from None
    return bytes(png)


def _fonts(families: tuple[str, ...]) -> dict[str, Any]:
    """What resvg sets text in; whatever family a picture names, there is this one alone."""
    found = typeface(families)
    if found is None:
        return {}
    generic = ("font_family", "serif_family", "sans_serif_family", "monospace_family")
    return {
        "skip_system_fonts": True,
        "font_files": list(found.files),
        **dict.fromkeys(generic, found.family),
    }


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
