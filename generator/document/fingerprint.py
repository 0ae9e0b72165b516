"""A document → its fingerprint (відбиток): SHA-256 of what people agree on, whatever it looks like.

Agreed on are the organisation, the kind and the title, and every section with its numbers, ids and words; not who signs
where and when, which is filled in later, nor fonts, pictures and the way a line breaks.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from typing import Final

from generator.document.tree import (
    Block,
    Document,
    Group,
    Paragraph,
    Style,
    TableStyle,
    paragraphs_of,
)

_AGREED: Final = frozenset(
    {
        Style.ORGANISATION,
        Style.KIND,
        Style.TITLE,
        Style.HEADING,
        Style.SUBHEADING,
        Style.LEAD,
        Style.CLAUSE,
        Style.SUBCLAUSE,
        Style.BODY,
        Style.BULLET,
        Style.NOTE,
        Style.CELL_HEAD,
        Style.CELL_UPRIGHT,
        Style.CELL,
        Style.CELL_BULLET,
        Style.CELL_SMALL,
        Style.CELL_NUMBER,
    }
)
"""Styles of what is agreed on; the others are places for names, signatures and dates."""

_IN_GROUP: Final = frozenset({Style.ORGANISATION})
"""What stands together on a page is signed; the organisation is named there too."""

_NONE: Final[frozenset[Style]] = frozenset()

_SHOWN: Final = 12
"""How many hexadecimal digits are printed? 48 bits: no two texts of one employer will have the same by chance."""


def agreed(document: Document) -> Iterator[Paragraph]:
    """What people agree on, in reading order; the sheet that holders sign at the end is none of it."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.style is Style.ACKNOWLEDGEMENT:
            return
        yield from (p for p in paragraphs_of(block) if p.style in _agreed_in(block))


def _agreed_in(block: Block) -> frozenset[Style]:
    if isinstance(block, Group):
        return _IN_GROUP
    return _AGREED if isinstance(block, Paragraph) or block.style is TableStyle.GRID else _NONE


def fingerprint(document: Document) -> str:
    """The fingerprint, 64 hexadecimal digits."""
    said = [[p.style, p.id, p.number, normal(p.text)] for p in agreed(document)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def normal(text: str) -> str:
    """The words alone: one form of every letter, one space between two words, no marks for hyphenation."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())


def short(fingerprint: str) -> str:
    """As it is printed: `3f9a 1c22 77b0`."""
    shown = fingerprint[:_SHOWN]
    return " ".join(shown[at : at + 4] for at in range(0, len(shown), 4))
