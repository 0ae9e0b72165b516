"""Columns and indents give way on a narrow text, and a requisite stays within 73 mm on a wide one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.document.templates import Templates
from generator.document.tree import Style, TableStyle
from generator.make import load_theme
from generator.model.theme import Theme
from generator.render.fit import fitted, oriented
from generator.source.workspace import load_workspace
from tests.workspace import ROOT

NARROW = [50, 65, 108, 130, 150, 169]
SIGNED = (TableStyle.REQUISITES, TableStyle.SIGNATURE, TableStyle.HOLDER)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(Templates(load_workspace(ROOT)))


def widths(theme: Theme, style: TableStyle, text_mm: float) -> list[float]:
    starts = (*theme.tables[style].columns_mm, text_mm)
    return [right - left for left, right in pairwise(starts)]


def changed(theme: Theme, style: Style, **more: float) -> Theme:
    look = theme.paragraphs[style].model_copy(update=more)
    return theme.model_copy(update={"paragraphs": {**theme.paragraphs, style: look}})


def paper(theme: Theme, **more: float) -> Theme:
    return theme.model_copy(update={"page": theme.page.model_copy(update=more)})


def test_an_upright_sheet_changes_nothing(theme: Theme) -> None:
    assert oriented(theme, landscape=False) is theme


def test_a_sheet_laid_crosswise_keeps_its_margins(theme: Theme) -> None:
    page, before = oriented(theme, landscape=True).page, theme.page
    assert (page.width_mm, page.height_mm) == (297, 210)
    assert page == before.model_copy(update={"width_mm": 297.0, "height_mm": 210.0})


def test_a_sheet_that_lies_crosswise_already_is_not_turned(theme: Theme) -> None:
    wide = paper(theme, width_mm=297, height_mm=210)
    assert oriented(wide, landscape=True) is wide


def test_margins_that_would_leave_no_room_above_each_other_become_smaller(theme: Theme) -> None:
    tall = paper(theme, width_mm=120, height_mm=400, top_mm=90, bottom_mm=90, number_offset_mm=80)
    page = oriented(tall, landscape=True).page
    assert page.height_mm - page.top_mm - page.bottom_mm == pytest.approx(50)
    assert page.number_offset_mm < page.top_mm == page.bottom_mm
    assert (page.left_mm, page.right_mm) == (30, 10)


@pytest.mark.parametrize(("landscape", "size"), [(False, (297, 420)), (True, (420, 297))])
@pytest.mark.parametrize("own", [(210, 297), (297, 210)], ids=["upright", "crosswise"])
def test_another_paper_lies_as_the_document_says(
    theme: Theme, own: tuple[float, float], landscape: bool, size: tuple[float, float]
) -> None:
    page = oriented(paper(theme, width_mm=own[0], height_mm=own[1]), landscape, "a3").page
    assert (page.width_mm, page.height_mm) == size
    assert (page.left_mm, page.right_mm, page.top_mm, page.bottom_mm) == (30, 10, 20, 20)


def test_margins_that_would_leave_no_room_on_another_paper_become_smaller(theme: Theme) -> None:
    wide = paper(theme, width_mm=500, height_mm=500, left_mm=200, right_mm=200)
    page = oriented(wide, False, "a3").page
    assert page.text_width_mm == pytest.approx(50)
    assert page.left_mm == page.right_mm


def test_the_text_of_the_standard_changes_nothing(theme: Theme) -> None:
    assert fitted(theme, 170) is theme


@pytest.mark.parametrize("text_mm", NARROW)
def test_every_column_of_a_narrow_text_lies_within_it(theme: Theme, text_mm: float) -> None:
    for style in TableStyle:
        assert all(width > 0 for width in widths(fitted(theme, text_mm), style, text_mm))


@pytest.mark.parametrize("text_mm", [108, 130, 150, 169])
def test_a_name_beside_a_signature_has_room(theme: Theme, text_mm: float) -> None:
    for style in SIGNED:
        assert widths(fitted(theme, text_mm), style, text_mm)[-1] >= 35 - 1e-9


@pytest.mark.parametrize("text_mm", NARROW)
def test_columns_move_together(theme: Theme, text_mm: float) -> None:
    for style in SIGNED:
        before, after = (
            theme.tables[style].columns_mm,
            fitted(theme, text_mm).tables[style].columns_mm,
        )
        assert after[1] / after[2] == pytest.approx(before[1] / before[2])


@pytest.mark.parametrize(
    ("text_mm", "title", "organisation"),
    [(180, 73, 73), (150, 73, 73), (108, 73, 54.4), (65, 61, 27.2)],
)
def test_a_requisite_is_73_mm_wide_while_there_is_room(
    theme: Theme, text_mm: float, title: float, organisation: float
) -> None:
    made = fitted(theme, text_mm)
    column = made.tables[TableStyle.REQUISITES].columns_mm[1]
    assert text_mm - made.paragraphs[Style.TITLE].right_mm == pytest.approx(title, abs=0.1)
    assert column - made.paragraphs[Style.ORGANISATION].right_mm == pytest.approx(
        organisation, abs=0.1
    )


def test_on_a_wide_text_columns_stay_where_the_standard_has_them(theme: Theme) -> None:
    assert fitted(theme, 180).tables == theme.tables


@pytest.mark.parametrize(("right_mm", "expected"), [(20, 20), (4, 4), (105, 43)])
def test_an_indent_of_text_stays_unless_nothing_is_left(
    theme: Theme, right_mm: float, expected: float
) -> None:
    made = fitted(changed(theme, Style.CLAUSE, right_mm=right_mm), 108)
    assert made.paragraphs[Style.CLAUSE].right_mm == expected
