"""A theme and the sheet, or the width of its text → the theme that fits it.

The offsets of ДСТУ 4163:2020 belong to A4, where the text is 170 mm wide. On a narrower sheet, or one with the wide
margins of a letterhead, they give way; on a wider one a requisite does not become wider with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.document.tree import PAPERS, Style, TableStyle
from generator.model.theme import (
    LEAST_LINE_MM,
    LEAST_TEXT_MM,
    STANDARD_TEXT_MM,
    Page,
    ParagraphLook,
    TableLook,
    Theme,
)

_LAST_COLUMN_MM: Final = 35
"""How much is left for the name beside a signature? БОНДАРЕНКО in capitals of 12 pt takes 30 mm."""

_LAST_SHARE: Final = 0.4
"""At most this part of the text: a line to sign on must be left too."""

_REQUISITE_MM: Final = 73
"""How wide may the lines of a requisite be (ДСТУ 4163:2020)? An indent that makes them no wider is there for that: what
stays the same, while there is room, is the line. Another indent stays the same itself."""

GAP_MM: Final = 4
"""What is left of an indent that gives way: the gap between a position and the line beside it."""

_IN_FIRST_COLUMN: Final[Mapping[str, str]] = {
    Style.EMBLEM: TableStyle.REQUISITES,
    Style.ORGANISATION: TableStyle.REQUISITES,
    Style.POSITION: TableStyle.SIGNATURE,
}
"""Paragraphs that stand in the first column of a table; the others have the whole width."""


def oriented(theme: Theme, landscape: bool, paper: str = "") -> Theme:
    """The theme for a sheet as it lies; crosswise it keeps its margins, for it is bound at the left edge too.

    `paper` is one of `PAPERS`, or "" for that of the theme. Only where two margins would leave too little between them
    do they become smaller.
    """
    page = theme.page
    wide, high = PAPERS.get(paper, (page.width_mm, page.height_mm))
    if landscape and wide < high:
        wide, high = high, wide
    if (wide, high) == (page.width_mm, page.height_mm):
        return theme
    return theme.model_copy(update={"page": _sized(page, wide, high)})


def _sized(page: Page, wide: float, high: float) -> Page:
    """The page on a sheet `wide` and `high` mm."""
    beside, above = (
        min(1, (size - LEAST_TEXT_MM) / max(1, margins))
        for size, margins in (
            (wide, page.left_mm + page.right_mm),
            (high, page.top_mm + page.bottom_mm),
        )
    )
    scales = {
        **dict.fromkeys(("left_mm", "right_mm"), beside),
        **dict.fromkeys(("top_mm", "bottom_mm", "number_offset_mm"), above),
    }
    margins = {key: getattr(page, key) * scale for key, scale in scales.items()}
    return page.model_copy(update={"width_mm": wide, "height_mm": high, **margins})


def fitted(theme: Theme, width_mm: float) -> Theme:
    """The theme for a text `width_mm` wide."""
    if width_mm == STANDARD_TEXT_MM:
        return theme
    tables = {key: _table(look, width_mm) for key, look in theme.tables.items()}
    paragraphs = {
        key: _paragraph(
            look, _room(key, theme.tables, STANDARD_TEXT_MM), _room(key, tables, width_mm)
        )
        for key, look in theme.paragraphs.items()
    }
    return theme.model_copy(update={"tables": tables, "paragraphs": paragraphs})


def _table(look: TableLook, width_mm: float) -> TableLook:
    """On a narrower text columns begin further left in proportion, and leave enough for the last one."""
    last = max(look.columns_mm, default=0)
    furthest = width_mm - min(_LAST_COLUMN_MM, _LAST_SHARE * width_mm)
    scale = min(1, width_mm / STANDARD_TEXT_MM, furthest / last if last else 1)
    return look.model_copy(update={"columns_mm": tuple(start * scale for start in look.columns_mm)})


def _room(key: str, tables: dict[str, TableLook], width_mm: float) -> float:
    """How wide the place of a paragraph style is."""
    look = tables.get(_IN_FIRST_COLUMN.get(key, ""))
    return look.columns_mm[1] if look and len(look.columns_mm) > 1 else width_mm


def _paragraph(look: ParagraphLook, designed_mm: float, room_mm: float) -> ParagraphLook:
    """In a place `room_mm` wide, a line that was meant for one `designed_mm` wide."""
    line = designed_mm - look.right_mm
    if line > _REQUISITE_MM and room_mm - look.right_mm >= LEAST_LINE_MM:
        return look
    right = max(min(look.right_mm, GAP_MM), room_mm - line)
    return look.model_copy(update={"right_mm": round(right, 2)})
