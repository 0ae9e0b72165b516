"""What a sheet of a workbook is: headings, rows of plain values, and what Excel is to do with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Plain = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class XlsxTinted:
    """A value on a colour of its own (`#rrggbb`)."""

    value: Plain
    colour: str


Value = Plain | XlsxTinted


@dataclass(frozen=True, slots=True)
class XlsxColumn:
    """A column with its heading."""

    heading: str
    width_mm: float


@dataclass(frozen=True, slots=True)
class XlsxGroup:
    """A heading over the headings of so many columns; an empty one stands over each of them."""

    heading: str
    count: int


@dataclass(frozen=True, slots=True)
class XlsxChoices:
    """Whole numbers that columns take, counted from 1: Excel refuses any other, and shows what they mean.

    A number that is a key of `tints` has that colour as soon as it is written (`#rrggbb`). Of `title` Excel shows 32
    letters, of `text` 255.
    """

    columns: tuple[int, ...]
    low: int
    high: int
    title: str
    text: str
    tints: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """A table under one row of headings, with `groups` and `keys` under three rows.

    A text that is a key of `tints` has that colour (`#rrggbb`); with `row_mm` every row is at least so high, to be
    written on by hand. What is above and to the left of the cell `freeze` stays in view. `keys` are what programs know
    the columns by, in a hidden row at the top; `upright` columns have headings that read from bottom to top. With
    `open_columns` everything but their rows is locked, without a password, and of these rows `locked_rows`. Columns
    and rows of the body are counted from 1.

    A sheet is printed as wide as the page; when `repeated_columns` stand first on every page, it may be as wide as
    several.
    """

    name: str
    columns: tuple[XlsxColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    tints: Mapping[str, str] = field(default_factory=dict)
    row_mm: float = 0
    freeze: str = "A2"
    choices: tuple[XlsxChoices, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    open_columns: tuple[int, ...] | None = None
    locked_rows: tuple[int, ...] = ()
    upright: tuple[int, ...] = ()
    groups: tuple[XlsxGroup, ...] = ()
    keys: tuple[str, ...] = ()
    repeated_columns: int = 0
    paper: Literal["a4", "a3"] = "a4"

    @property
    def head_row(self) -> int:
        """The row of the headings, counted from 1: the last of the head."""
        return 1 + bool(self.keys) + bool(self.groups)

    @property
    def first_row(self) -> int:
        """The first row of the body."""
        return self.head_row + 1

    @property
    def last_row(self) -> int:
        """The last row of the body; of an empty one the first, where one may begin to write."""
        return self.head_row + max(1, len(self.rows))


def runs(columns: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Columns that stand side by side, as the first and the last of each run."""
    ordered = sorted(set(columns))
    firsts = [each for each in ordered if each - 1 not in ordered]
    lasts = [each for each in ordered if each + 1 not in ordered]
    return zip(firsts, lasts, strict=True)
