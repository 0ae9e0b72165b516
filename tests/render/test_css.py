"""The theme becomes CSS whose lengths are those of the theme, whatever a user wrote into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
import tinycss2

from generator.document.templates import Templates
from generator.document.tree import Style, TableStyle
from generator.make import load_theme
from generator.model.theme import Theme
from generator.render.css import column_widths, stylesheet
from generator.source.workspace import load_workspace
from tests.workspace import ROOT


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(Templates(load_workspace(ROOT)))


def changed(theme: Theme, part: str, **values: object) -> Theme:
    return theme.model_copy(update={part: getattr(theme, part).model_copy(update=values)})


def rules(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Selector (or at-rule) and declarations of every rule; a rule CSS cannot read fails."""
    nodes: list[Any] = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    for node in nodes:
        assert node.type in ("qualified-rule", "at-rule"), node
        prelude = tinycss2.serialize(node.prelude).strip()
        name = f"@{node.at_keyword} {prelude}".strip() if node.type == "at-rule" else prelude
        parts = tinycss2.parse_blocks_contents(node.content or [], skip_whitespace=True)
        assert all(part.type != "error" for part in parts)
        yield (
            name,
            {
                part.lower_name: tinycss2.serialize(part.value).strip()
                for part in parts
                if part.type == "declaration"
            },
        )
        yield from (
            (f"{name} @{part.at_keyword}", {"": tinycss2.serialize(part.content)})
            for part in parts
            if part.type == "at-rule"
        )


def rule(css: str, selector: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, declarations in rules(css):
        if name == selector:
            found |= declarations
    return found


def test_the_page_has_the_size_and_margins_of_the_theme(theme: Theme) -> None:
    page = rule(stylesheet(theme, "", ""), "@page")
    assert page["size"] == "210.0mm 297.0mm"
    assert page["margin"] == "20.0mm 10.0mm 20.0mm 30.0mm"


def test_the_first_page_has_no_number(theme: Theme) -> None:
    css = stylesheet(theme, "", "")
    assert "counter(page)" in rule(css, "@page @top-center")[""]
    assert rule(css, "@page :first @top-center")[""].strip() == "content: none"


def test_a_number_at_the_edge_of_the_sheet_has_no_padding_that_css_refuses(theme: Theme) -> None:
    css = stylesheet(changed(theme, "page", number_offset_mm=0), "", "")
    assert "padding-top: 0.00mm" in rule(css, "@page @top-center")[""]


def test_a_table_with_more_columns_than_the_theme_knows_shares_the_width(theme: Theme) -> None:
    widths = column_widths(theme.tables[TableStyle.SIGNATURE], theme.page, (), 4)
    assert widths == pytest.approx([42.5] * 4)


@pytest.mark.parametrize("style", list(Style))
def test_every_style_has_a_rule(theme: Theme, style: Style) -> None:
    look = theme.paragraphs[style]
    found = rule(stylesheet(theme, "", ""), f".{style}")
    assert found["font-size"] == f"{look.size_pt or theme.fonts.size_pt}pt"
    assert found["text-indent"] == f"{look.first_line_mm - look.hanging_mm}mm"
    assert found["text-align"] == look.align
    assert found["font-weight"] == ("bold" if look.bold else "normal")
    assert (
        found["margin"]
        == f"{look.before_pt}pt {look.right_mm}mm {look.after_pt}pt {look.left_mm + look.hanging_mm}mm"
    )
    assert found["letter-spacing"] == f"{look.letter_spacing_pt}pt"


@pytest.mark.parametrize("style", list(TableStyle))
def test_only_a_table_of_data_has_rules(theme: Theme, style: TableStyle) -> None:
    selector = f"table.{style} td, table.{style} th"
    border = rule(stylesheet(theme, "", ""), selector)["border"]
    assert (border == "none") is (style is not TableStyle.GRID)


@pytest.mark.parametrize("style", [Style.BULLET, Style.CELL_BULLET])
def test_the_sign_of_a_list_is_as_wide_as_its_words_hang(theme: Theme, style: Style) -> None:
    width = rule(stylesheet(theme, "", ""), f".{style} .sign")["width"]
    assert width == f"{theme.paragraphs[style].hanging_mm}mm"


def test_every_shade_of_the_theme_has_a_class(theme: Theme) -> None:
    css = stylesheet(theme, "", "")
    found = [rule(css, f".shade-{at}")["background"] for at in range(10)]
    assert found == list(theme.shades)


def test_a_line_is_as_high_as_in_word(theme: Theme) -> None:
    # Times New Roman: (0.891 + 0.216 + 0.042) of the size is the single line of Word.
    css = stylesheet(changed(theme, "fonts", line=1), "", "")
    assert rule(css, "body")["line-height"] == "1.149"


@pytest.mark.parametrize(
    "family", ['Times"New', "A\\", "'; } * { display: none", "</style><script>", "Тайми", "a\nb", "1", "*/"]
)  # fmt: skip
def test_a_family_is_a_string_whatever_it_holds(theme: Theme, family: str) -> None:
    css = stylesheet(changed(theme, "fonts", families=(family,)), "", "")
    value = tinycss2.parse_component_value_list(rule(css, "body")["font-family"])
    assert value[0].type == "string"
    assert value[0].value == family
    assert [token.value for token in value if token.type == "ident"] == ["serif"]
    assert "<" not in css


def test_the_structure_comes_last_and_wins(theme: Theme) -> None:
    css = stylesheet(theme, ".clause { text-indent: 0 }", "")
    assert rule(css, ".clause")["text-indent"] == "0"


@pytest.mark.parametrize("mark", ["ПРОЄКТ", "DRAFT", 'A"B', "<&>"])
def test_a_draft_has_its_mark_in_the_margin_and_behind_the_text(theme: Theme, mark: str) -> None:
    css = stylesheet(theme, "", mark)
    content = rule(css, "@page @top-right")[""]
    strings = [t.value for t in tinycss2.parse_component_value_list(content) if t.type == "string"]
    assert strings[0] == mark
    (url,) = (
        token.value if token.type == "url" else token.arguments[0].value
        for token in tinycss2.parse_component_value_list(rule(css, "@page")["background"])
        if token.type == "url" or getattr(token, "lower_name", "") == "url"
    )
    assert url.startswith("data:image/svg+xml,")
    assert f'fill="{theme.draft_colour}"' in unquote(url)


@pytest.mark.parametrize(
    ("size", "scale"),
    [((210, 297), "1"), ((420, 297), "1"), ((148, 210), "0.705"), ((105, 400), "0.5")],
)
def test_the_mark_is_smaller_on_a_smaller_sheet(
    theme: Theme, size: tuple[float, float], scale: str
) -> None:
    width, height = size
    sheet = changed(theme, "page", width_mm=width, height_mm=height)
    background = unquote(rule(stylesheet(sheet, "", "ПРОЄКТ"), "@page")["background"])
    assert f"scale({scale})" in background


def test_a_final_copy_has_no_mark(theme: Theme) -> None:
    css = stylesheet(theme, "", "")
    assert "background" not in rule(css, "@page")
    assert not rule(css, "@page @top-right")


def test_a_drawn_mark_holds_no_letters(theme: Theme) -> None:
    background = rule(stylesheet(theme, "", "ПРОЄКТ", "<path d='M0 0'/>"), "@page")["background"]
    assert "<path" in unquote(background)
    assert "ПРОЄКТ" not in unquote(background)


@pytest.mark.parametrize(
    ("style", "shares", "count", "expected"),
    [
        (TableStyle.REQUISITES, (), 3, [100, 25, 45]),
        (TableStyle.SIGNATURE, (), 3, [80, 45, 45]),
        (TableStyle.DATELINE, (), 3, [68, 38, 64]),
        (TableStyle.GRID, (), 2, [85, 85]),
        (TableStyle.GRID, (1, 3), 2, [42.5, 127.5]),
        (TableStyle.GRID, (26, 28, 28, 18), 4, [44.2, 47.6, 47.6, 30.6]),
        (TableStyle.GRID, (1, 3), 4, [42.5, 42.5, 42.5, 42.5]),
        (TableStyle.GRID, (), 1, [170]),
    ],
)
def test_columns_fill_the_width_of_the_text(
    theme: Theme, style: TableStyle, shares: tuple[float, ...], count: int, expected: list[float]
) -> None:
    widths = column_widths(theme.tables[style], theme.page, shares, count)
    assert widths == pytest.approx(expected)
    assert sum(widths) == pytest.approx(theme.page.text_width_mm)


@pytest.mark.parametrize(("landscape", "size"), [(False, "297mm 420mm"), (True, "420mm 297mm")])
def test_a_page_of_another_paper_has_its_size_and_the_margins_of_the_theme(
    theme: Theme, landscape: bool, size: str
) -> None:
    css = stylesheet(theme, "", "", landscape=landscape, paper="a3")
    page = rule(css, "@page")
    assert (page["size"], page["margin"]) == (size, "20.0mm 10.0mm 20.0mm 30.0mm")
    assert rule(css, "html")["--sheet-width"] == size.split()[0]


def test_a_landscape_page_is_as_wide_as_the_sheet_is_high(theme: Theme) -> None:
    css = stylesheet(theme, "", "", landscape=True)
    page = rule(css, "@page")
    assert page["size"] == "297.0mm 210.0mm"
    assert page["margin"] == "20.0mm 10.0mm 20.0mm 30.0mm"
    # A requisite has lines of 73 mm on a wide sheet, too.
    assert rule(css, ".title")["margin"].split()[1] == "184.0mm"
