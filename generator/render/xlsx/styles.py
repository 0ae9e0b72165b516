"""The looks of cells; each is made once and then shared, for Excel has room for 64,000 and openpyxl takes its time."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from generator.render.xlsx.sheet import Plain, XlsxSheet

if TYPE_CHECKING:
    from openpyxl.styles import PatternFill

FONT: Final = "Times New Roman"
SIZE_PT: Final = 11
UPRIGHT_PT: Final = 9
_HEAD_COLOUR: Final = "#e7e6e6"
_EMPTY_COLOUR: Final = "#ffffff"
_DATE: Final = "dd.mm.yyyy"


class Styles:
    """What the cells of a sheet look like."""

    def __init__(self, sheet: XlsxSheet) -> None:
        from openpyxl.styles import Alignment, Border, Font, Protection, Side

        line = Side(style="thin")
        align = partial(Alignment, vertical="center", wrap_text=True)
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self._font = Font(name=FONT, size=SIZE_PT)
        self._bold = Font(name=FONT, size=SIZE_PT, bold=True)
        self._small = Font(name=FONT, size=UPRIGHT_PT, bold=True)
        self._left, self._middle = align(horizontal="left"), align(horizontal="center")
        # As in a table of a document, an upright heading begins at the line above its column.
        upright = Alignment(horizontal="center", vertical="bottom", textRotation=90, wrap_text=True)
        self._upright = upright
        self._open = Protection(locked=False)
        self._grey = _solid(_HEAD_COLOUR)
        self._tints = sheet.tints
        self._open_columns = frozenset(sheet.open_columns or ())
        self._locked_rows = frozenset(sheet.head_row + each for each in sheet.locked_rows)
        self._made: dict[Hashable, Any] = {}

    def head(self, cell: Any, upright: bool = False) -> None:
        """A heading."""
        cell.font, cell.border = self._small if upright else self._bold, self._border
        cell.alignment = self._upright if upright else self._middle
        cell.fill = self._grey

    def body(self, cell: Any, column: int, value: Plain, colour: str = "") -> None:
        """A value, on a colour (`#rrggbb`) unless that is ""; numbers and dates stand in the middle."""
        if isinstance(value, str):
            colour = colour or self._tints.get(value, "")
        is_open = column in self._open_columns and cell.row not in self._locked_rows
        look = (type(value), colour, bool(cell.quotePrefix), is_open)
        made = self._made.get(look)
        if made is not None:
            cell._style = made
            return
        self._look(cell, value)
        if colour:
            cell.fill = _solid(colour)
        if is_open:
            cell.protection = self._open
        self._made[look] = cell._style

    def _look(self, cell: Any, value: Plain) -> None:
        cell.font, cell.border = self._font, self._border
        cell.alignment = self._left if isinstance(value, str) else self._middle
        if isinstance(value, date):
            cell.number_format = _DATE


def _solid(colour: str) -> PatternFill:
    """A colour (`#rrggbb`) as the fill of a cell and, which Excel asks for the other way round, of a condition."""
    from openpyxl.styles import PatternFill

    argb = f"ff{colour.removeprefix('#')}"
    return PatternFill("solid", fgColor=argb, bgColor=argb)


def conditions(tints: Mapping[int, str], first: str) -> Iterator[Any]:
    """What gives a number its colour once it is written by hand; `first` is the cell at the top left of its range."""
    from openpyxl.formatting.rule import CellIsRule, FormulaRule

    if tints:
        # To Excel an empty cell is equal to 0; and the colour of a number that was deleted is still in its cell.
        yield FormulaRule([f"LEN(TRIM({first}))=0"], stopIfTrue=True, fill=_solid(_EMPTY_COLOUR))
    for number, colour in tints.items():
        yield CellIsRule("equal", [str(number)], fill=_solid(colour))
