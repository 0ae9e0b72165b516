"""A row with upright words is as high as its longest words need in the narrowest column, within bounds."""

from __future__ import annotations

import pytest

from generator.document.templates import Templates
from generator.document.tree import Cell, Paragraph, Style, Text
from generator.make import load_theme
from generator.model.theme import Theme
from generator.render.upright import height_mm
from generator.source.workspace import load_workspace
from tests.workspace import ROOT


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(Templates(load_workspace(ROOT)))


def cell(words: str, upright: bool = True) -> Cell:
    return Cell((Paragraph(Style.CELL_UPRIGHT, (Text(words),)),), upright=upright)


NAME = "Планування розвитку ключових клієнтів"


@pytest.mark.parametrize(
    ("names", "narrowest", "expected"),
    [
        (("Продаж",), 8, 42),
        ((NAME,), 8, 42),
        ((NAME, "Продаж"), 8, 42),
        (("",), 8, 42),
        (("слово " * 100,), 8, 110),
        (("х" * 300,), 8, 110),
        ((NAME,), 1, 110),
    ],
    ids=["word", "two-lines", "several", "nothing", "too-long", "one-long-word", "no-room"],
)
def test_a_row_is_42_mm_high_or_more(
    theme: Theme, names: tuple[str, ...], narrowest: float, expected: float
) -> None:
    assert height_mm(map(cell, names), narrowest, theme) == expected


def test_a_narrower_column_makes_the_row_higher(theme: Theme) -> None:
    heights = [height_mm([cell(NAME * 2)], width, theme) for width in (20, 12, 8, 5)]
    assert heights == sorted(heights)
    assert 42 == heights[0] < heights[-1] <= 110


def test_a_row_without_upright_words_has_no_height_of_its_own(theme: Theme) -> None:
    assert height_mm([cell(NAME, upright=False)], 8, theme) == 0
