"""Texts as a workbook can hold them, and how much room they take."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from generator.render.xlsx.sheet import Plain, XlsxColumn, XlsxSheet
from generator.render.xlsx.styles import SIZE_PT, UPRIGHT_PT

_POINT_MM: Final = 25.4 / 72

_LETTER_MM: Final = 2.0
"""How wide is a letter on the average? Half of 11 pt, and a little for what a word leaves free at the end of a line."""

# XML 1.0, production 2 «Char», without the line ends Excel would show as spaces.
_FORBIDDEN: Final = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_name(name: str) -> str:
    """A name as Excel allows it: without some signs, of 31 letters; "" when nothing is left."""
    return _NOT_IN_NAMES.sub(" ", name).strip(" '")[:31]


def writable(text: str) -> str:
    """A text with a replacement for what XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def put(cell: Any, value: Plain) -> None:
    """Set a value; a text is told to be one, or openpyxl would take it for a formula or an error."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _ESCAPE.sub("_x005F_", writable(value))
    cell.value = text
    cell.data_type = "s"
    # So that it stays a text once somebody goes into the cell and out of it.
    cell.quotePrefix = bool(text) and not text[0].isalpha()


def characters(width_mm: float) -> float:
    """A width in the unit of Excel: digits of the standard font, 7 pixels each, and 5 pixels around them."""
    return round((width_mm / 25.4 * 96 - 5) / 7, 2)


def row_height(row: tuple[Plain, ...], sheet: XlsxSheet) -> float:
    """How high a row is, in points; rather more than less, for what does not fit is cut off."""
    texts = (
        (value, column)
        for index, (value, column) in enumerate(zip(row, sheet.columns, strict=False), start=1)
        if isinstance(value, str) and index not in sheet.hidden_columns
    )
    lines = max((_lines(*each) for each in texts), default=1)
    return max(lines * SIZE_PT * 1.3 + 4, round(sheet.row_mm / _POINT_MM, 2))


def _lines(text: str, column: XlsxColumn) -> int:
    room = max(_LETTER_MM, column.width_mm - 3)
    return sum(max(1, math.ceil(len(line) * _LETTER_MM / room)) for line in text.split("\n"))


def upright_height(columns: list[XlsxColumn]) -> float:
    """How high a row with upright headings is, in points: their lines stand side by side in a column."""
    return max(map(_upright_length, columns), default=0)


def _upright_length(column: XlsxColumn) -> float:
    lines = max(1, int((column.width_mm / _POINT_MM - 4) / (UPRIGHT_PT * 1.25)))
    letter = UPRIGHT_PT * _LETTER_MM / _POINT_MM / SIZE_PT
    longest = max(map(len, column.heading.split()), default=0)
    # A line may have to leave as much free as the longest word takes, which goes to the next one.
    spare = longest / 2 if lines > 1 else 0
    return (max(longest, len(column.heading) / lines + spare)) * letter + 6
