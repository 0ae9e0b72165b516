"""A DOCX with tracked changes → its paragraphs when all are accepted or rejected, read by a program of its own.

It shares nothing with the package: it edits the XML as ECMA-376 part 1, 17.13.5 says, and reads what is left.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}


def settled(docx: bytes, accepted: bool) -> list[str]:
    """The texts of all paragraphs that say something; a cross-reference is the bookmark it leads to, in brackets."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    body = root.find(f"{W}body")
    assert body is not None
    texts: list[str] = []
    _walk(body, GONE[accepted], texts)
    return [text for text in (" ".join(each.split()) for each in texts) if text]


def _walk(parent: Element, gone: tuple[str, ...], texts: list[str]) -> None:
    carried = ""
    for child in parent:
        if child.tag == f"{W}p":
            text = carried + _text(child, gone)
            if _marked(child.find(f"{W}pPr/{W}rPr"), gone):
                carried = text
            else:
                texts.append(text)
                carried = ""
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                if not _marked(row.find(f"{W}trPr"), gone):
                    for cell in row.iter(f"{W}tc"):
                        _walk(cell, gone, texts)
    assert not carried, "a paragraph without its end"


def _marked(properties: Element | None, gone: tuple[str, ...]) -> bool:
    return properties is not None and any(properties.find(W + name) is not None for name in gone)


def _text(element: Element, gone: tuple[str, ...]) -> str:
    parts: list[str] = []
    _collect(element, gone, parts)
    # What stands between the instruction of a field and its end is its result.
    return re.sub(
        "\x02 REF (\\S+) [^\x02\x03\x04]*\x03[^\x02\x03\x04]*\x04", r"[\1]", "".join(parts)
    )


def _collect(element: Element, gone: tuple[str, ...], parts: list[str]) -> None:
    for child in element:
        name = child.tag.removeprefix(W)
        if name in gone:
            continue
        if name in ("t", "delText", "instrText", "delInstrText"):
            parts.append(child.text or "")
        elif name in ("br", "tab"):
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("\u2011")
        elif name == "fldChar":
            kind = child.get(f"{W}fldCharType")
            parts.append({"begin": "\x02", "separate": "\x03", "end": "\x04"}[str(kind)])
        elif name != "pPr":
            _collect(child, gone, parts)
