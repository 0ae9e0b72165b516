from dataclasses import replace

import pytest

from generator.document.tree import Group, Paragraph, Style, TableStyle, Text
from generator.render.docx import write
from generator.render.docx.styles import style_id

from .reading import find, tree, value, words
from .specimen import dateline, grid, requisites, signature

TEXT = Paragraph(Style.BODY, (Text("a"),))


@pytest.fixture(scope="module")
def body(base, final):
    def of(*blocks):
        return tree(write(replace(final, blocks=blocks), base))

    return of


def kept(paragraph):
    return bool(find(paragraph, "w:pPr/w:keepNext"))


def test_the_words_of_the_tree_are_the_words_of_the_file(base, final):
    merged = "ancestor::w:tc/w:tcPr/w:vMerge/@w:val='continue'"
    nameless = "not(w:pPr/w:pStyle)"
    found = find(tree(write(final, base)), f"//w:p[not({merged}) and not({nameless})]")
    assert [words(p) for p in found] == [p.text for p in final.paragraphs()]


def test_every_paragraph_has_the_style_the_tree_says(base, final):
    merged = "ancestor::w:tc/w:tcPr/w:vMerge/@w:val='continue'"
    found = find(tree(write(final, base)), f"//w:p[not({merged})]/w:pPr/w:pStyle/@w:val")
    assert found == [style_id(p.style) for p in final.paragraphs()]


def test_a_numbered_style_without_a_number_is_not_numbered(body):
    plain = body(Paragraph(Style.HEADING, (Text("Додаток"),)))
    assert value(plain, "//w:p/w:pPr/w:numPr/w:numId") == "0"


def test_a_group_is_one_chain_to_its_last_row(body):
    group = Group((TEXT, signature(("a", "b"), ("c", "d")), TEXT))
    *chain, last = find(body(group), "//w:p")
    assert all(map(kept, chain))
    assert not kept(last)


def test_the_last_row_of_a_group_lets_go(body):
    rows = find(body(Group((signature(("a", "b"), ("c", "d")),)), TEXT), "//w:tr")
    assert [[kept(p) for p in find(row, ".//w:p")] for row in rows] == [[True] * 3, [False] * 3]


@pytest.mark.parametrize(
    "table", [requisites(None), dateline(), signature(("a", "b")), grid()], ids=lambda t: t.style
)
def test_rows_never_break(body, table):
    rows = find(body(table), "//w:tr")
    assert rows
    assert all(find(row, "w:trPr/w:cantSplit") for row in rows)


def test_head_rows_repeat_and_do_not_stand_alone(body):
    first, *others = find(body(grid()), "//w:tr")
    assert find(first, "w:trPr/w:tblHeader")
    assert all(map(kept, find(first, ".//w:p")))
    assert not any(find(row, "w:trPr/w:tblHeader") for row in others)


def test_adjacent_tables_stay_two(body):
    between = find(body(dateline(), dateline()), "//w:tbl/following-sibling::w:p")
    assert len(between) == 2
    assert {value(p, "w:pPr/w:spacing", "lineRule") for p in between} == {"exact"}


def test_between_tables_of_a_group_the_chain_holds(body):
    between, _ = find(body(Group((dateline(), dateline()))), "//w:tbl/following-sibling::w:p")
    assert kept(between)


def test_what_follows_a_table_with_rules_brings_the_space_after_it(body, theme):
    after = find(body(grid(), TEXT), "//w:body/w:p")[0]
    space = theme.tables[TableStyle.GRID].after_pt * 20
    assert value(after, "w:pPr/w:spacing", "before") == f"{space:.0f}"


def test_a_heading_with_more_space_of_its_own_needs_none(body):
    after = find(body(grid(), Paragraph(Style.HEADING, (Text("a"),), number="1.")), "//w:body/w:p")[
        0
    ]
    assert not find(after, "w:pPr/w:spacing")


def test_date_place_and_number_stand_left_middle_and_right(body):
    cells = find(body(dateline()), "//w:tc")
    assert [value(cell, "w:p/w:pPr/w:jc") for cell in cells] == [None, "center", "right"]


def test_a_signature_stands_level_with_the_last_line_of_a_position(body):
    found = find(body(signature(("a", "b"))), "//w:tc")
    assert {value(cell, "w:tcPr/w:vAlign") for cell in found} == {"bottom"}


def test_the_organisation_stays_at_the_top_beside_the_approval(body):
    cells = find(body(requisites(None)), "//w:tc")
    vertical = [value(cell, "w:tcPr/w:vAlign") for cell in cells]
    assert vertical[0] is None
    assert vertical.count("bottom") == 2


def test_tables_that_place_requisites_have_no_rules_and_no_margins(base, final):
    sheet = tree(write(final, base), "word/styles.xml")
    for style in (TableStyle.REQUISITES, TableStyle.DATELINE, TableStyle.SIGNATURE):
        (found,) = find(sheet, f"//w:style[@w:styleId='{style_id(style)}']")
        assert not find(found, "w:tblPr/w:tblBorders")
        assert set(find(found, "w:tblPr/w:tblCellMar/*/@w:w")) == {"0"}


def test_only_a_draft_is_marked(base, final, draft):
    headers = [f"word/header-{kind}.xml" for kind in ("first", "default")]
    for document in (final, draft):
        marks = ["ПРОЄКТ" in words(tree(write(document, base), name)) for name in headers]
        assert marks == [bool(document.mark)] * 2
