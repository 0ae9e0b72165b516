"""Tables of the tree → w:tbl: fixed columns, merged cells, rows that never break.

A table without rules only places requisites (реквізити) on the page: its text begins exactly at the text margin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from generator.document.tree import Cell, Paragraph, Style, Table, TableStyle
from generator.model.theme import Theme
from generator.render.docx.base import TableFrame
from generator.render.docx.ooxml import millimetres, twips
from generator.render.fit import GAP_MM
from generator.render.upright import ALONG_MM, BESIDE_MM, height_mm

WriteParagraph = Callable[[Paragraph, bool, str, int], str]
"""Writes a paragraph: whether it is kept with the next, its alignment ("" for that of its style), its room in twips."""

_EMPTY: Final = Paragraph(Style.CELL, ())


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the grid: the part of a cell that lies in one row."""

    cell: Cell
    column: int
    columns: int
    merge: Literal["", "restart", "continue"] = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands: `keep` with the block that follows, `before` it this many twips more."""

    keep_rows: bool = False
    keep: bool = False
    before: int = 0


def lay_out(table: Table) -> tuple[tuple[Slot, ...], ...]:
    """The rows with every place of the grid taken: cells that span rows stand in each of them."""
    count = _count(table)
    open_cells: dict[int, tuple[Slot, int]] = {}
    return tuple(tuple(_row(row, count, open_cells)) for row in table.rows)


def _count(table: Table) -> int:
    """Columns of the widest row, those counted that come down from rows above."""
    counts = [sum(cell.columns for cell in row) for row in table.rows]
    for index, row in enumerate(table.rows):
        for cell in row:
            for below in range(index + 1, min(index + cell.rows, len(counts))):
                counts[below] += cell.columns
    return max(counts, default=0)


def _row(
    row: tuple[Cell, ...], count: int, open_cells: dict[int, tuple[Slot, int]]
) -> Iterator[Slot]:
    cells, column = iter(row), 0
    while column < count:
        slot, rows_left = open_cells.pop(column, (None, 0))
        if slot is None:
            cell = next(cells, Cell((_EMPTY,)))
            edge = min((start for start in open_cells if start > column), default=count)
            merge: Literal["", "restart"] = "restart" if cell.rows > 1 else ""
            slot = Slot(cell, column, min(cell.columns, edge - column), merge)
            rows_left = cell.rows
        yield slot
        if rows_left > 1:
            below = Slot(slot.cell, column, slot.columns, "continue")
            open_cells[column] = (below, rows_left - 1)
        column += slot.columns


def column_widths(table: Table, count: int, frame: TableFrame, width: int) -> tuple[int, ...]:
    """Widths in twips that fill `width`: by the theme's columns, else by the table's shares, else equal."""
    if count <= len(frame.starts):
        return tuple(right - left for left, right in pairwise((*frame.starts, width)))
    shares = table.widths if len(table.widths) == count else (1.0,) * count
    edges = [round(width * sum(shares[:at]) / sum(shares)) for at in range(count + 1)]
    return tuple(right - left for left, right in pairwise(edges))


class TableWriter:
    """Writes tables on a text `width` twips wide."""

    def __init__(
        self,
        width: int,
        theme: Theme,
        paragraph: WriteParagraph,
        change: Callable[[tuple[Cell, ...]], str],
    ) -> None:
        self._width = width
        self._theme = theme
        self._paragraph = paragraph
        self._change = change

    def write(self, table: Table, frame: TableFrame, setting: Setting) -> str:
        """The whole table."""
        rows = lay_out(table)
        widths = column_widths(table, _count(table), frame, self._width)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        body = "".join(
            self._row(table, frame, setting, widths, index, row) for index, row in enumerate(rows)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{frame.style_id}"/>'
            f'<w:tblW w:w="{self._width}" w:type="dxa"/><w:tblInd w:w="{frame.indent}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{frame.margins}<w:tblLook w:val="0020" w:firstRow="1" '
            'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
        )

    def _row(
        self,
        table: Table,
        frame: TableFrame,
        setting: Setting,
        widths: tuple[int, ...],
        index: int,
        row: tuple[Slot, ...],
    ) -> str:
        is_head = index < table.head_rows
        is_last = index == len(table.rows) - 1
        keep = setting.keep if is_last else setting.keep_rows or is_head
        above = setting.before if index == 0 else 0
        below = frame.after if is_last and not frame.ruled else 0
        cells = "".join(
            self._cell(
                table,
                frame,
                slot,
                widths,
                f"{self._look(slot.cell, above, below)}{_vertical(table, row, slot, is_head)}",
                keep,
            )
            for slot in row
        )
        head = "<w:tblHeader/>" if is_head else ""
        change = self._change(table.rows[index])
        height = _height(height_mm(table.rows[index], millimetres(min(widths)), self._theme))
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}{change}</w:trPr>{cells}</w:tr>"

    def _look(self, cell: Cell, above: int, below: int) -> str:
        """Shade, space within and direction of a cell, in the order of the schema (ECMA-376 part 1, CT_TcPrBase)."""
        shade = "" if cell.shade is None else _shading(self._theme.shades[cell.shade])
        if cell.upright:
            return f"{shade}{_UPRIGHT_PADDING}{_UPRIGHT_DIRECTION}"
        return shade + _padding(("top", above), ("bottom", below))

    def _cell(
        self,
        table: Table,
        frame: TableFrame,
        slot: Slot,
        widths: tuple[int, ...],
        look: str,
        keep: bool,
    ) -> str:
        end = slot.column + slot.columns
        width = sum(widths[slot.column : end])
        room = width - (frame.beside or twips(GAP_MM))
        span = f'<w:gridSpan w:val="{slot.columns}"/>' if slot.columns > 1 else ""
        merge = f'<w:vMerge w:val="{slot.merge}"/>' if slot.merge else ""
        alignment = _alignment(table, slot.column, end == len(widths))
        shown = () if slot.merge == "continue" else slot.cell.paragraphs
        content = "".join(self._paragraph(p, keep, alignment, room) for p in shown or (_EMPTY,))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            f"{span}{merge}{look}</w:tcPr>{content}</w:tc>"
        )


def _padding(*sides: tuple[str, int]) -> str:
    """Space within a cell that differs from that of its table."""
    said = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides if width)
    return f"<w:tcMar>{said}</w:tcMar>" if said else ""


def _shading(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour.removeprefix("#").upper()}"/>'


_ALONG, _BESIDE = twips(ALONG_MM), twips(BESIDE_MM)
_UPRIGHT_PADDING: Final = _padding(
    ("top", _ALONG), ("left", _BESIDE), ("bottom", _ALONG), ("right", _BESIDE)
)
_UPRIGHT_DIRECTION: Final = '<w:textDirection w:val="btLr"/>'


def _height(least_mm: float) -> str:
    """A row may grow: whatever does not fit is still there."""
    return f'<w:trHeight w:val="{twips(least_mm)}" w:hRule="atLeast"/>' if least_mm else ""


def _vertical(table: Table, row: tuple[Slot, ...], slot: Slot, is_head: bool) -> str:
    """A signature line and a name stand level with the last line of a position that takes several."""
    signed = any(p.style is Style.SIGNATURE_LINE for s in row for p in s.cell.paragraphs)
    if table.style is TableStyle.SIGNATURE or (signed and not slot.merge):
        return '<w:vAlign w:val="bottom"/>'
    return '<w:vAlign w:val="center"/>' if is_head else ""


def _alignment(table: Table, column: int, is_last: bool) -> str:
    """Date at the left margin, place in the middle, number at the right margin; other tables as their styles say."""
    if table.style is not TableStyle.DATELINE or column == 0:
        return ""
    return "right" if is_last else "center"
