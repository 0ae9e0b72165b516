"""A date and a language in; its official spelling, or a blank to fill in by hand, out.

ДСТУ 4163:2020 allows 07.12.2019 and 07 грудня 2019 року (and 2019.12.07, which is not used here).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class DateStyle(StrEnum):
    """How a date is written."""

    NUMERIC = "numeric"
    """07.12.2019 in every language."""
    WORDS = "words"
    """07 грудня 2019 року, 7 December 2019."""


_MONTHS = {
    "uk": (
        "січня", "лютого", "березня", "квітня", "травня", "червня",
        "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

_WORDS = {"uk": "{day:02} {month} {year} року", "en": "{day} {month} {year}"}

_BLANKS = {"uk": "«___» ____________ 20___ року", "en": "___ ____________ 20___"}


def format_date(date: date, language: str, style: DateStyle | str = DateStyle.NUMERIC) -> str:
    """Return a date as an official document writes it; an unknown style is a ValueError.

    The spaces are ordinary ones; `typeset` makes them no-break. A language without its own
    spelling (any but ``uk``) has the English one.
    """
    if DateStyle(style) is DateStyle.NUMERIC:
        return f"{date.day:02}.{date.month:02}.{date.year:04}"
    known = language if language in _WORDS else "en"
    month = _MONTHS[known][date.month - 1]
    return _WORDS[known].format(day=date.day, month=month, year=date.year)


def blank_date(language: str) -> str:
    """Return the line in which a date is written by hand."""
    return _BLANKS.get(language, _BLANKS["en"])
