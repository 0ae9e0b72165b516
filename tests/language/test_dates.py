"""Dates of documents."""

from __future__ import annotations

from datetime import date

import pytest

from generator.language import DateStyle, blank_date, format_date

DAY = date(2019, 12, 7)


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("uk", "numeric", "07.12.2019"),
        ("en", "numeric", "07.12.2019"),
        ("uk", "words", "07 грудня 2019 року"),
        ("en", "words", "7 December 2019"),
        ("de", DateStyle.WORDS, "7 December 2019"),
    ],
)
def test_a_date_is_written_in_its_style(language: str, style: str, expected: str) -> None:
    assert format_date(DAY, language, style) == expected


def test_a_date_is_numeric_by_default() -> None:
    assert format_date(date(987, 1, 2), "uk") == "02.01.0987"


def test_every_month_has_a_name_of_its_own() -> None:
    for language in ("uk", "en"):
        written = {format_date(date(2026, month, 1), language, "words") for month in range(1, 13)}
        assert len(written) == 12


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="iso"):
        format_date(DAY, "uk", "iso")


def test_a_blank_date_has_room_for_the_pen() -> None:
    assert blank_date("uk") == "«___» ____________ 20___ року"
    assert blank_date("en") == "___ ____________ 20___"
