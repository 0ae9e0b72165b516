"""Elements of a run → the characters they stand for, and what no character can say (ECMA-376 part 1, 17.3.3)."""

from __future__ import annotations

import re
from typing import Any, Final

from generator.source.word.names import W14, M, w

SIGNS: Final = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
"""Element → the character it is."""

TEXTS: Final = (w("t"), w("delText"), f"{{{M}}}t")
DRAWINGS: Final = (w("drawing"), w("pict"), w("object"))
TEXT_BOX: Final = w("txbxContent")

OBJECTS: Final = (
    *(w("altChunk"), w("subDoc"), w("contentPart")),
    *(f"{{{M}}}oMath", f"{{{W14}}}contentPart"),
)
"""Documents inserted whole, equations and ink; the letters of an equation are text besides."""

DEPICTIONS: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
)
"""What makes a drawing with a text box in it more than that text."""

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_CHAR: Final = w("char")
_LINE_ENDS: Final = re.compile("[\r\n]+")
_BLANKS: Final = " \t\r\n"


def text_of(element: Any) -> str:
    """A text (17.3.3.31): blanks at its ends count only when it says so, and a line end within is one of them."""
    text = "".join(element.itertext())
    if text != text.strip(_BLANKS) and not _keeps_space(element):
        text = text.strip(_BLANKS)
    return _LINE_ENDS.sub(" ", text)


def _keeps_space(element: Any) -> bool:
    said = (at.get(_XML_SPACE) for at in (element, *element.iterancestors()))
    return next(filter(None, said), "default") == "preserve"


def symbol(element: Any) -> str:
    """A character by its number (17.3.3.30); U+FFFD for a number that is none of a character."""
    number = element.get(_CHAR, "")
    code = int(number, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", number) else 0
    is_character = 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return chr(code) if is_character else "\ufffd"
