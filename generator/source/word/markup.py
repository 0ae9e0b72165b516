"""The bytes of an XML part → a tree of elements, or the issue that says why not; nothing is expanded or fetched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from lxml import etree

from generator.source.word.archive import DAMAGE, Refuse

MAX_ELEMENTS: Final = 500_000
"""How many XML elements may a file have? A page of Word's has some 500, and so many are walked in seconds."""

_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def check(parts: Iterable[bytes], refuse: Refuse) -> None:
    """Refuse a document type in any part (ECMA-376 part 2, 6.2.5: there is none), and more elements than the bound."""
    elements = 0
    for part in parts:
        if any(mark in part for mark in _DOCTYPES):
            raise refuse("entities")
        elements += part.count(b"<") - part.count(b"</")
    if elements > MAX_ELEMENTS:
        raise refuse("complex")


def parse(content: bytes, refuse: Refuse) -> Any:
    """A part as a tree without comments and instructions.

    It is read as UTF-8, or with its byte order mark as UTF-16, whatever it says itself: there are no others
    (ECMA-376 part 2, 6.2.5), and `check` knows no others. libxml2 allows elements 256 deep and texts of 10 MB.
    """
    check((content,), refuse)
    parser = etree.XMLParser(
        encoding=None if content.startswith(_UTF_16) else "UTF-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        # So it says in all its versions: "huge text node", "use XML_PARSE_HUGE option".
        raise refuse("complex" if "huge" in str(error).lower() else "damaged") from None
    except DAMAGE:
        raise refuse("damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise refuse("entities")
    return root
