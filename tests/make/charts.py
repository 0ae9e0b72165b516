"""The words of a document’s chart, which only the PDF has among its own, and of lists as LibreOffice writes them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from tests.test_formats_agree import words

SVG = "{http://www.w3.org/2000/svg}"


def chart_words(file: Path) -> list[str]:
    """What the drawing in a DOCX says, in the order it is drawn; nothing without one."""
    with zipfile.ZipFile(file) as package:
        drawings = [name for name in package.namelist() if name.endswith(".svg")]
        content = [package.read(name) for name in drawings]
    texts = (each for one in content for each in ElementTree.fromstring(one).iter(f"{SVG}text"))
    return words("\n".join("\n".join(each.itertext()) for each in texts))


def without_chart(found: list[str], chart: list[str]) -> list[str]:
    """The words of a PDF but for those of its chart, which stand in it together."""
    starts = [at for at in range(len(found)) if chart and found[at : at + len(chart)] == chart]
    assert len(starts) == bool(chart)
    return found[: starts[0]] + found[starts[0] + len(chart) :] if chart else found


def office_words(path: Path) -> list[str]:
    """The words of a text by LibreOffice, which writes every mark of a list as a bullet."""
    return words(re.sub(r"^\s*•", "–", path.read_text("utf-8"), flags=re.MULTILINE))
