"""Blocks get their numbers, references the numbers they point to, and what belongs together its marks."""

from __future__ import annotations

import pytest

from generator.document.number import number
from generator.document.tree import (
    Block,
    Cell,
    Group,
    Link,
    Paragraph,
    Reference,
    Style,
    Table,
    TableStyle,
    Text,
)
from generator.issue import Code, Issue, Location

FORMATS = ("{1}.", "{1}.{2}.", "{1}.{2}.{3}.")
H, C, S, B, L = Style.HEADING, Style.CLAUSE, Style.SUBCLAUSE, Style.BODY, Style.LEAD


def p(style: Style, id: str = "", *references: str) -> Paragraph:
    return Paragraph(style, (Text("А"), *(Reference(target) for target in references)), id)


def table(*paragraphs: Paragraph) -> Table:
    return Table(TableStyle.GRID, (tuple(Cell((each,)) for each in paragraphs),))


def numbered(
    *blocks: Block, formats: tuple[str, ...] = FORMATS, places: dict[str, Location] | None = None
) -> tuple[tuple[Block, ...], list[Issue]]:
    problems: list[Issue] = []
    return number(blocks, formats, (places or {}).get, problems), problems


def numbers(*styles: Style, formats: tuple[str, ...] = FORMATS) -> list[str]:
    made, _ = numbered(*map(p, styles), formats=formats)
    return [block.number for block in made if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        ((H, C, C), "1. 1.1. 1.2."),
        ((H, C, S, S, C), "1. 1.1. 1.1.1. 1.1.2. 1.2."),
        ((H, C, H, C), "1. 1.1. 2. 2.1."),
        ((H, C, S, H, C, S), "1. 1.1. 1.1.1. 2. 2.1. 2.1.1."),
        ((H, C, S, C, S), "1. 1.1. 1.1.1. 1.2. 1.2.1."),
        ((H, H), "1. 2."),
        ((H, *[C] * 10), "1. 1.1. 1.2. 1.3. 1.4. 1.5. 1.6. 1.7. 1.8. 1.9. 1.10."),
    ],
    ids=["clauses", "sub-clauses", "restart", "restart-both", "restart-sub", "headings", "ten"],
)
def test_numbers_count_on_and_begin_anew_below_a_higher_level(
    styles: tuple[Style, ...], expected: str
) -> None:
    assert numbers(*styles) == expected.split()


def test_other_paragraphs_have_no_number_and_do_not_count() -> None:
    assert numbers(H, L, C, B, C) == ["1.", "", "1.1.", "", "1.2."]


def test_items_of_a_list_with_dashes_begin_with_one_and_do_not_count() -> None:
    assert numbers(H, C, Style.BULLET, Style.CELL_BULLET, C) == ["1.", "1.1.", "–", "–", "1.2."]


def test_a_reference_to_an_item_with_a_dash_shows_nothing() -> None:
    made, problems = numbered(p(Style.BULLET, "a"), p(B, "", "a"))
    assert isinstance(made[1], Paragraph)
    assert (made[1].inlines[1], problems) == (Reference("a", ""), [])


@pytest.mark.parametrize("style", [Style.SUBHEADING, Style.FIGURE])
def test_a_subheading_and_a_chart_stay_with_what_follows(style: Style) -> None:
    made, _ = numbered(p(style), p(B), p(B))
    assert [block.keep_next for block in made if isinstance(block, Paragraph)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("style", "kept"), [(B, True), (C, True), (Style.BULLET, False)])
def test_what_introduces_a_list_with_dashes_stays_with_its_first_item(
    style: Style, kept: bool
) -> None:
    made, _ = numbered(p(style), p(Style.BULLET))
    assert isinstance(made[0], Paragraph)
    assert made[0].keep_next is kept


def test_formats_are_those_of_the_theme() -> None:
    formats = ("Розділ {1}", "{2})", "{2}.{3}")
    assert numbers(H, C, S, H, C, formats=formats) == ["Розділ 1", "1)", "1.1", "Розділ 2", "1)"]


def test_tables_and_groups_do_not_count() -> None:
    made, _ = numbered(p(H), table(p(Style.CELL)), p(C), Group((p(B),)), p(C))
    assert [b.number for b in made if isinstance(b, Paragraph)] == ["1.", "1.1.", "1.2."]


@pytest.mark.parametrize(
    ("formats", "expected"),
    [(FORMATS, "1.2"), (("{1}", "{1}.{2})", "{3}"), "1.2"), (("{1}", "{1}.{2}", "{3}"), "1.2")],
    ids=["point", "bracket", "bare"],
)
def test_a_reference_shows_the_number_without_its_last_mark(
    formats: tuple[str, ...], expected: str
) -> None:
    made, problems = numbered(p(H), p(C, "a", "b"), p(C, "b"), formats=formats)
    assert problems == []
    (clause,) = (block for block in made if isinstance(block, Paragraph) and block.id == "a")
    assert clause.inlines == (Text("А"), Reference("b", expected))


def test_references_are_filled_in_tables_and_groups_too() -> None:
    inside = p(B, "", "a")
    made, problems = numbered(p(H), p(C, "a"), table(inside), Group((inside, table(inside))))
    assert problems == []
    found = repr(made)
    assert found.count("Reference(target='a', text='1.1', ") == 3


def test_a_reference_to_a_section_shows_its_number() -> None:
    made, _ = numbered(p(H, "section.duties"), p(C, "a", "section.duties"))
    assert Reference("section.duties", "1") in made[1].inlines  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("target", "suggestion"), [("client-databse", "client-database"), ("zzz", None), ("", None)]
)
def test_an_unknown_reference_is_an_issue_where_the_clause_was_written(
    target: str, suggestion: str | None
) -> None:
    place = Location("roles/a.yaml", 7, 3)
    blocks = (p(H), p(C, "client-database"), p(C, "b", target))
    _, (found,) = numbered(*blocks, places={target: place})
    assert (found.code, found.location) == (Code.REFERENCE_UNKNOWN, place)
    values = dict(found.values)
    assert (values["clause"], values.get("suggestion")) == (target, suggestion)


def kept(*blocks: Block) -> list[bool]:
    made, _ = numbered(*blocks)
    return [isinstance(block, Paragraph) and block.keep_next for block in made]


SIGNATURE = Group((p(B),), after_text=True)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((p(H), p(C), p(C)), [True, False, False]),
        ((p(H), p(L), p(C)), [True, True, False]),
        ((p(H), p(C), p(S), p(S), p(C)), [True, True, False, False, False]),
        ((p(Style.KIND), p(B)), [True, False]),
        ((p(B), table(p(B)), p(B)), [True, False, False]),
        ((p(C), p(C), p(C), SIGNATURE), [False, True, True, False]),
        ((p(C), SIGNATURE), [True, False]),
        ((p(C), table(p(B)), SIGNATURE), [True, False, False]),
        ((p(C), p(C), Group((p(B),))), [False, False, False]),
        ((p(H),), [False]),
    ],
    ids=[
        "heading", "lead", "sub-clauses", "kind", "before-table", "before-signature", "one-before-signature",
        "table-before-signature", "other-group", "alone",
    ],
)  # fmt: skip
def test_what_must_not_be_parted_by_a_page_end_is_marked(
    blocks: tuple[Block, ...], expected: list[bool]
) -> None:
    assert kept(*blocks) == expected


def test_the_input_stays_as_it_was() -> None:
    blocks = (p(H), p(C, "a", "a"))
    before = repr(blocks)
    numbered(*blocks)
    assert repr(blocks) == before


def test_clauses_in_a_group_are_numbered_with_the_others() -> None:
    made, _ = numbered(p(H), p(C), Group((p(C),)), p(C))
    assert "number='1.2.'" in repr(made[2])
    assert isinstance(made[3], Paragraph)
    assert made[3].number == "1.3."


def test_a_link_keeps_its_words_and_needs_only_a_paragraph_of_that_id() -> None:
    block = Paragraph(B, (Link("a", "слова"),), "a")
    assert numbered(block) == ((block,), [])


def test_a_link_to_what_is_not_there_is_an_issue() -> None:
    _, problems = numbered(p(H, "a"), Paragraph(B, (Link("b", "слова"),)))
    assert [(found.code, dict(found.values)["clause"]) for found in problems] == [
        (Code.REFERENCE_UNKNOWN, "b")
    ]
