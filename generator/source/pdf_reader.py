"""A PDF on the standard input → what it says as JSON on the standard output; the process that `source.pdf` starts.

The only module that imports pdfplumber and pdfminer. It may use up its memory and time, and be stopped at any moment.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import islice
from typing import Any, Final

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTImage, LTPage, LTRect
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfplumber.pdf import PDF

MAX_MEMORY: Final = 1_000_000_000
"""How many bytes may the process have? Reading twenty pages takes a tenth of it."""

MAX_PAGES: Final = 300
MAX_CHARACTERS: Final = 500_000
"""How many bytes of text may be drawn, one or two for a character? A page has some 4,000."""

_INVISIBLE: Final = (3, 7)
"""Text rendering modes in which nothing is painted (ISO 32000-1, 9.3.6)."""

_TINY_PT: Final = 3
"""Below how many points can nobody read? ДСТУ 4163:2020 allows no print below 8."""

_LIGHT: Final = 0.9
_LINE_PT: Final = 1
"""How far apart in height may characters of one line stand?"""

_LOCKED: Final = (PDFEncryptionError, PDFPasswordIncorrect)


class Refused(Exception):  # noqa: N818  (it ends the reading; the reason is its only argument)
    """Why a file is not read, a reason of `source.pdf.REASONS`."""


class _Device(PDFLayoutAnalyzer):
    """Gathers what is drawn on a page, in order; what is drawn invisibly is left out."""

    def __init__(self, manager: Any) -> None:
        super().__init__(manager, laparams=None)
        self.page: Any = None
        self._left = MAX_CHARACTERS

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage

    def render_string(self, textstate: PDFTextState, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._left -= sum(len(part) for part in seq if isinstance(part, bytes))
        if self._left < 0:
            raise Refused("too_large")
        if textstate.render not in _INVISIBLE:
            super().render_string(textstate, seq, ncs, graphicstate)


def read(content: bytes) -> dict[str, Any]:
    """What a PDF says; `Refused` when it cannot be read."""
    with PDF(BytesIO(content)) as pdf:
        if pdf.doc.encryption:
            raise Refused("encrypted")
        if sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MAX_PAGES + 1)) > MAX_PAGES:
            raise Refused("too_large")
        device = _Device(pdf.rsrcmgr)
        pages = [_page(pdf, page, device) for page in pdf.pages]
        keywords = pdf.metadata.get("Keywords", "")
        return {"pages": pages, "keywords": keywords if isinstance(keywords, str) else ""}


def _page(pdf: PDF, page: Any, device: _Device) -> dict[str, Any]:
    PDFPageInterpreter(pdf.rsrcmgr, device).process_page(page.page_obj)
    items = list(_items(device.page))
    return {
        "lines": _lines(_seen(items, _sheet(page.page_obj, device.page))),
        "annotations": sum(_kind(each) != "Link" for each in page.annots),
        "pictures": sum(isinstance(item, LTImage) for item in items),
    }


def _kind(annotation: dict[str, Any]) -> str:
    kind = annotation["data"].get("Subtype")
    return str(getattr(kind, "name", kind))


def _items(container: LTContainer[Any]) -> Iterator[Any]:
    """Everything on a page in the order it is drawn, what stands in forms too."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


Box = tuple[float, float, float, float]


def _sheet(page: Any, drawn: LTPage) -> Box:
    """The part of the page that is shown, in the coordinates of what is drawn."""
    if page.rotate % 360:
        return drawn.bbox
    left, foot = page.mediabox[:2]
    x0, y0, x1, y1 = page.cropbox
    return min(x0, x1) - left, min(y0, y1) - foot, max(x0, x1) - left, max(y0, y1) - foot


def _seen(items: list[Any], sheet: Box) -> Iterator[LTChar]:
    """The characters that can be seen, in order."""
    covers: list[Box] = []
    seen: list[LTChar] = []
    for item in reversed(items):
        if isinstance(item, LTImage) or (isinstance(item, LTRect) and item.fill):
            covers.append(item.bbox)
        elif isinstance(item, LTChar) and _is_seen(item, sheet, covers):
            seen.append(item)
    return reversed(seen)


def _is_seen(character: LTChar, sheet: Box, covers: list[Box]) -> bool:
    if not character.get_text().strip():
        return True
    x0, y0, x1, y1 = character.bbox
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return bool(
        character.size >= _TINY_PT
        and not _is_light(character.graphicstate.ncolor)
        and _is_within(x, y, sheet)
        and not any(_is_within(x, y, cover) for cover in covers)
    )


def _is_within(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_light(colour: Any) -> bool:
    """Whether text in this colour is as good as white on paper; a pattern is not known."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    if len(parts) == 4:
        return bool(max(parts) <= 1 - _LIGHT)
    return len(parts) in (1, 3) and bool(min(parts) >= _LIGHT)


def _lines(characters: Iterator[LTChar]) -> list[tuple[float, str]]:
    lines: list[tuple[float, list[str]]] = []
    for character in characters:
        height = character.matrix[5]
        if not lines or abs(lines[-1][0] - height) > _LINE_PT:
            lines.append((height, []))
        lines[-1][1].append(character.get_text())
    return [(round(height, 2), "".join(texts)) for height, texts in lines]


def _bound_memory() -> None:
    """Where the system can do it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _answer(content: bytes) -> dict[str, Any]:
    try:
        return read(content)
    except Refused as refused:
        return {"refused": refused.args[0]}
    except MemoryError:
        return {"refused": "too_large"}
    except Exception as error:  # a damaged file leads these libraries anywhere
        # pdfplumber hands on what pdfminer raised as the argument of an exception of its own.
        locked = any(isinstance(each, _LOCKED) for each in (error, *error.args))
        return {"refused": "encrypted" if locked else "damaged"}


if __name__ == "__main__":
    logging.disable()
    _bound_memory()
    answer = _answer(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
