"""An archive of XML parts from outside → the parts, whole or element by element, each bounded before it is parsed.

None may declare entities, and nothing is unpacked to the disk.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Container, Iterator
from typing import Any, Final, cast
from xml.etree.ElementTree import Element, XMLPullParser

from generator.source.grid import refuse

# How large may a workbook be? MAX_ROWS rows of a dozen cells are some 60 MB of XML; deflate could make 20 GB of 20 MB.
MAX_BYTES: Final = 100_000_000
MAX_PARTS: Final = 2_000

MAX_ELEMENTS: Final = 6_000_000
"""How many XML elements may sheets and texts have? 100 MB of the usual cells have as many, or of `<c/>` 25 million."""

MAX_WHOLE: Final = 200_000
"""How many tags may be in memory at once, of another part, a row or a text? A row of Excel has 16,384 cells."""

MAX_ATTRIBUTES: Final = 10 * MAX_WHOLE
MAX_DEPTH: Final = 100

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_BEGINNINGS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""How XML begins in the encodings a workbook may have, UTF-8 and UTF-16 (ECMA-376-2, 8.1.4)."""

_ENCODING: Final = re.compile(
    rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"'](?!utf-?8|utf-?16|us-ascii)", re.I
)
_CHUNK: Final = 65_536


def check(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """What an entry declares of its size is a bound: no more than that is ever read of it."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse(name, "encrypted")
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise refuse(name, "too_large")
    names = {entry.filename.casefold() for entry in entries}
    if len(names) < len(entries) or any(entry.compress_type not in _METHODS for entry in entries):
        raise refuse(name, "damaged")


class Parts:
    """The parts of a workbook, each checked when it is read, which it is once."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._unread = set(archive.namelist())
        self._elements = 0

    def read(self, part: str) -> bytes:
        """A part of which openpyxl makes objects, all in memory; `KeyError` when it is not there."""
        content = self._checked(part)
        if content.count(b"<") > MAX_WHOLE or content.count(b"=") > MAX_ATTRIBUTES:
            raise refuse(self._name, "too_large")
        return content

    def elements(self, part: str, tags: Container[str]) -> Iterator[Element]:
        """The elements of a part that may be large, one by one; `KeyError` when it is not there."""
        content = self._checked(part)
        self._elements += content.count(b"<") - content.count(b"</")
        if self._elements > MAX_ELEMENTS:
            raise refuse(self._name, "too_large")
        return _elements(self._name, content, tags)

    def _checked(self, part: str) -> bytes:
        """A part as it is; a document type is refused, since it is there only to declare entities."""
        self._unread.remove(part)
        content = self._archive.read(part)
        if not content.lstrip().startswith(_BEGINNINGS):
            raise refuse(self._name, "damaged")
        if any(mark in content for mark in _DOCTYPES) or _ENCODING.match(content):
            raise refuse(self._name, "entities")
        return content


def _elements(name: str, content: bytes, tags: Container[str]) -> Iterator[Element]:
    """The elements with these tags, each whole; nothing is kept of those before, nor of any other."""
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    above: list[Element] = []
    whole: Element | None = None
    held = attributes = 0
    for at in range(0, len(content), _CHUNK):
        chunk = content[at : at + _CHUNK]
        attributes += chunk.count(b"=")
        if attributes > MAX_WHOLE:  # a tag that does not end, or its text
            raise refuse(name, "too_large")
        parser.feed(chunk)
        for event, element in _events(parser):
            attributes = 0
            if event == "start":
                above.append(element)
                held += 1
                if whole is None and element.tag in tags:
                    whole, held = element, 0
                if held > MAX_WHOLE or len(above) > MAX_DEPTH:
                    raise refuse(name, "too_large")
                continue
            above.pop()
            if element is whole:
                yield element
                whole = None
            if whole is None:
                held = 0
                if above:
                    del above[-1][:]
    parser.close()


def _events(parser: XMLPullParser[Any]) -> Iterator[tuple[str, Element]]:
    """What a parser has found: `start` and `end` come with an element."""
    return cast("Iterator[tuple[str, Element]]", parser.read_events())
