"""Measures and texts → the numbers, characters and names that OOXML is written with."""

from __future__ import annotations

import re
from typing import Final

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = f"{_OFFICE}/relationships"
A: Final = f"{_DRAWING}/main"
PIC: Final = f"{_DRAWING}/picture"
CUSTOM_XML: Final = f"{_OFFICE}/customXml"
EXTENDED: Final = f"{_OFFICE}/extended-properties"

BODY_NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:pic="{PIC}" '
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
)
SVG_NAMESPACE: Final = 'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
VML_NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)

# XML 1.0, production 2 «Char»: what no document may hold, however it is escaped.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def twips(millimetres: float) -> int:
    """Twentieths of a point, the unit of indents, columns and margins."""
    return round(millimetres * 1440 / 25.4)


def millimetres(twips: int) -> float:
    """The measure of so many twips."""
    return twips / 1440 * 25.4


def twips_of_points(points: float) -> int:
    """Twentieths of a point, for spacing given in points."""
    return round(points * 20)


def half_points(points: float) -> int:
    """The unit of font sizes."""
    return round(points * 2)


def emu(millimetres: float) -> int:
    """English metric units, 36,000 to the millimetre, the unit of drawings."""
    return round(millimetres * 36_000)


def escape(text: str) -> str:
    """Text as it stands between two tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text as it stands between two quotation marks; line ends survive the reader's normalisation."""
    quoted = escape(text).replace('"', "&quot;")
    return quoted.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def encode(xml: str) -> bytes:
    """A finished part; `ValueError` on a character that XML cannot hold, since Word would not open the file."""
    found = _FORBIDDEN.search(xml)
    if found:
        raise ValueError(f"U+{ord(found[0]):04X} cannot be written to a Word document")
    return xml.encode()
