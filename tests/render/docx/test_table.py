import pytest

from generator.document.tree import Cell, Paragraph, Style, Table, TableStyle, Text
from generator.render.docx.table import column_widths, lay_out


def cell(name="", columns=1, rows=1):
    return Cell((Paragraph(Style.CELL, (Text(name),)),), columns, rows)


def shown(table):
    """Rows as `name column+columns merge`."""
    return [
        [(slot.cell.paragraphs[0].text, slot.column, slot.columns, slot.merge) for slot in row]
        for row in lay_out(table)
    ]


LAYOUTS = {
    "plain": ([["a", "b"]], [[("a", 0, 1, ""), ("b", 1, 1, "")]]),
    "a short row is filled": (
        [["a", "b"], ["c"]],
        [[("a", 0, 1, ""), ("b", 1, 1, "")], [("c", 0, 1, ""), ("", 1, 1, "")]],
    ),
    "a cell over two columns": (
        [[("a", 2, 1)], ["b", "c"]],
        [[("a", 0, 2, "")], [("b", 0, 1, ""), ("c", 1, 1, "")]],
    ),
    "a cell over two rows": (
        [[("a", 1, 2), "b"], ["c"]],
        [[("a", 0, 1, "restart"), ("b", 1, 1, "")], [("a", 0, 1, "continue"), ("c", 1, 1, "")]],
    ),
    "a cell over rows and columns in the middle": (
        [["a", ("b", 2, 2), "c"], ["d", "e"]],
        [
            [("a", 0, 1, ""), ("b", 1, 2, "restart"), ("c", 3, 1, "")],
            [("d", 0, 1, ""), ("b", 1, 2, "continue"), ("e", 3, 1, "")],
        ],
    ),
    "more rows than the table has": (
        [[("a", 1, 9), "b"]],
        [[("a", 0, 1, "restart"), ("b", 1, 1, "")]],
    ),
    "nothing is lost where spans collide": (
        [["a", ("b", 1, 2)], [("c", 2, 1), "d"]],
        [
            [("a", 0, 1, ""), ("b", 1, 1, "restart"), ("", 2, 1, ""), ("", 3, 1, "")],
            [("c", 0, 1, ""), ("b", 1, 1, "continue"), ("d", 2, 1, ""), ("", 3, 1, "")],
        ],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_every_place_of_the_grid_is_taken(rows, expected):
    cells = tuple(tuple(cell(*c) if isinstance(c, tuple) else cell(c) for c in row) for row in rows)
    assert shown(Table(TableStyle.GRID, cells)) == expected


@pytest.mark.parametrize(
    ("style", "count", "shares", "expected"),
    [
        (TableStyle.SIGNATURE, 3, (), (4535, 2552, 2551)),
        (TableStyle.GRID, 2, (), (4819, 4819)),
        (TableStyle.GRID, 3, (26, 28, 46), (2506, 2699, 4433)),
        (TableStyle.GRID, 2, (1, 2, 3), (4819, 4819)),
    ],
    ids=["of the theme", "equal", "shares", "shares that do not fit"],
)
def test_columns_fill_the_width(base, style, count, shares, expected):
    widths = column_widths(Table(style, (), widths=shares), count, base.tables[style], base.width)
    assert widths == expected
    assert sum(widths) == base.width
