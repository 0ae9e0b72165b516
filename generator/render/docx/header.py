"""Page number, draft mark and foot → what stands above and below the text of every page.

A header or footer may be ours, or the customer's letterhead that we only add to; either way it is an opening, our line,
and a closing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from generator.model.theme import STANDARD_TEXT_MM, Theme
from generator.render.docx.ooxml import (
    HEAD,
    VML_NAMESPACES,
    attribute,
    encode,
    escape,
    half_points,
    twips,
)

Kind = Literal["first", "default", "even"]

OPENING: Final = f"{HEAD}<w:hdr {VML_NAMESPACES}>"
CLOSING: Final = "</w:hdr>"
_FOOT_SIZE: Final = half_points(8)
"""The smallest print that ДСТУ 4163:2020 allows."""

# The mark is set along the diagonal: with its length and height together as long as this, the box that holds it,
# turned by 45°, is 640 / √2 = 453 pt wide and stays within the 482 pt between the margins of A4. On a narrower text
# it is shorter in proportion.
_DIAGONAL_PT: Final = 640
# A word in capitals of a serif typeface is so many times as wide as high: some 0.65 of the type size by 0.68.
_LETTER_WIDTH: Final = 0.95

_PAGE_FIELD: Final = (
    r'<w:fldSimple w:instr=" PAGE \* Arabic "><w:r><w:rPr><w:noProof/></w:rPr><w:t>2</w:t></w:r>'
    "</w:fldSimple>"
)


@dataclass(frozen=True, slots=True)
class Header:
    """A header part without our line; `ours` when nothing else stands in it, so that the line must."""

    part: str
    kind: Kind
    numbered: bool
    ours: bool = True
    opening: str = OPENING
    closing: str = CLOSING


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer part without our line; `ours` when nothing else stands in it, so that it is left out without one."""

    part: str
    kind: Kind
    ours: bool = True
    opening: str = f"{HEAD}<w:ftr {VML_NAMESPACES}>"
    closing: str = "</w:ftr>"


@dataclass(frozen=True, slots=True)
class HeaderLook:
    """What our line takes from the theme and the page: its paragraph properties, and those of the mark.

    `diagonal` is the length and height of the mark together, in points.
    """

    properties: str
    font: str
    colour: str
    diagonal: float


def header_look(theme: Theme, width: int, style: str, plain: bool = False) -> HeaderLook:
    """The look of our line above a text `width` twips wide; `style` is the id of the style it has.

    `plain` when that style may have spacing and indents, which do not suit our line.
    """
    bare = (
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/>'
    )
    named = f'<w:pStyle w:val="{attribute(style)}"/>'
    properties = f"<w:pPr>{named}{_tabs(width)}{bare if plain else ''}</w:pPr>"
    diagonal = _DIAGONAL_PT * min(1, width / twips(STANDARD_TEXT_MM))
    return HeaderLook(properties, theme.fonts.families[0], theme.draft_colour, diagonal)


def complete(header: Header, look: HeaderLook, mark: str) -> bytes:
    """The content of a header part in a document with this mark ("" for a final copy)."""
    needed = header.ours or header.numbered or mark
    line = _line(header, look, mark) if needed else ""
    return encode(header.opening + line + header.closing)


def complete_footer(footer: Footer, look: HeaderLook, foot: str) -> bytes:
    """The content of a footer part in a document with this line at the foot of its pages ("" for none)."""
    size = f'<w:rPr><w:sz w:val="{_FOOT_SIZE}"/><w:szCs w:val="{_FOOT_SIZE}"/></w:rPr>'
    words = f'<w:r>{size}<w:tab/><w:t xml:space="preserve">{escape(foot)}</w:t></w:r>'
    line = f"<w:p {VML_NAMESPACES}>{look.properties}{words}</w:p>" if foot else ""
    return encode(footer.opening + line + footer.closing)


def _line(header: Header, look: HeaderLook, mark: str) -> str:
    shape = _watermark(header, look, mark) if mark else ""
    number = f"<w:r><w:tab/></w:r>{_PAGE_FIELD}" if header.numbered else ""
    tabs = "<w:tab/>" if header.numbered else "<w:tab/><w:tab/>"
    word = f'<w:r>{tabs}<w:t xml:space="preserve">{escape(mark)}</w:t></w:r>' if mark else ""
    return f"<w:p {VML_NAMESPACES}>{look.properties}{shape}{number}{word}</w:p>"


def _tabs(width: int) -> str:
    """Stops in the middle and at the end of a text `width` twips wide."""
    return (
        f'<w:tabs><w:tab w:val="center" w:pos="{width // 2}"/>'
        f'<w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    )


# The shape type «plain text» of WordArt, as Word itself writes it into every header with a watermark.
_SHAPE_TYPE_ID: Final = "_x0000_t136"
_SHAPE_TYPE: Final = (
    f'<v:shapetype id="{_SHAPE_TYPE_ID}" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    + "".join(
        f'<v:f eqn="{formula}"/>'
        for formula in (
            "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3",
            "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6",
            "mid @8 @5", "mid @7 @8", "mid @6 @7", "sum @6 0 @5",
        )
    )
    + '</v:formulas><v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" '
    'xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)  # fmt: skip
WATERMARK: Final = "PowerPlusWaterMarkObject"
_NUMBERS: Final[dict[Kind, int]] = {"first": 1, "default": 2, "even": 3}


def _watermark(header: Header, look: HeaderLook, mark: str) -> str:
    """The mark across the page, behind the text: a picture, so that searching the text does not find it.

    By the name of the shape Word (Design › Watermark › Remove) and LibreOffice know what it is.
    """
    width = look.diagonal / (1 + 1 / (_LETTER_WIDTH * len(mark)))
    number = _NUMBERS[header.kind]
    # A letterhead with WordArt of its own defines the type already.
    shape_type = "" if _SHAPE_TYPE_ID in header.opening else _SHAPE_TYPE
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.1f}pt;"
        f"height:{look.diagonal - width:.1f}pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page"
    )
    font = attribute(f'font-family:"{look.font}";font-size:1pt')
    return (
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{shape_type}"
        f'<v:shape id="{WATERMARK}{number}" o:spid="_x0000_s{3072 + number}" '
        f'type="#{_SHAPE_TYPE_ID}" alt="" style="{style}" o:allowincell="f" '
        f'fillcolor="{look.colour}" stroked="f"><v:textpath style="{font}" trim="t" '
        f'string="{attribute(mark)}"/></v:shape></w:pict></w:r>'
    )
