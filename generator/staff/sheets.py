"""Coverage → an Excel workbook: a sheet of positions, and one of units with their totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from generator.messages import say
from generator.render.xlsx import Value, XlsxColumn, XlsxSheet, workbook
from generator.staff.chart import LOOKS
from generator.staff.coverage import Position, State

_POSITIONS: Final = (
    ("unit", 48), ("position", 62), ("planned", 22), ("held", 20), ("vacant", 20), ("holders", 62),
    ("role", 40), ("state", 32),
)  # fmt: skip
"""The columns of the sheet of positions with their widths in millimetres."""

_UNITS: Final = (
    ("unit", 70), ("positions", 20), *((state, 26) for state in State),
    ("planned", 22), ("held", 20), ("vacant", 20),
)  # fmt: skip


def coverage_workbook(
    positions: Sequence[Position], author: str, language: str, day: date | None = None
) -> bytes:
    """The workbook; `author` is the organisation."""
    title = f"{say(language, 'coverage.title')}. {author}"
    sheets = (_of_positions(positions, language), _of_units(positions, language))
    return workbook(sheets, title, language, day, author)


def _columns(columns: Iterable[tuple[str, float]], language: str) -> tuple[XlsxColumn, ...]:
    return tuple(XlsxColumn(_heading(key, language), width) for key, width in columns)


def _heading(key: str, language: str) -> str:
    return say(language, f"coverage.{'count.' if key in tuple(State) else ''}{key}")


def _of_positions(positions: Iterable[Position], language: str) -> XlsxSheet:
    rows = (
        (
            position.unit,
            position.title,
            position.planned,
            position.held,
            position.vacant,
            ", ".join(position.holders),
            position.role,
            say(language, f"coverage.{position.state}"),
        )
        for position in positions
    )
    tints = {say(language, f"coverage.{state}"): look.fill for state, look in LOOKS.items()}
    name = say(language, "coverage.table")
    return XlsxSheet(name, _columns(_POSITIONS, language), tuple(rows), tints)


def _of_units(positions: Sequence[Position], language: str) -> XlsxSheet:
    units: dict[str, list[Position]] = {}
    for position in positions:
        units.setdefault(position.unit, []).append(position)
    nowhere = say(language, "coverage.no_unit")
    rows = [_totals(unit or nowhere, members) for unit, members in units.items()]
    rows.append(_totals(say(language, "coverage.total"), positions))
    name = say(language, "coverage.units")
    return XlsxSheet(name, _columns(_UNITS, language), tuple(rows))


def _totals(name: str, positions: Sequence[Position]) -> tuple[Value, ...]:
    states = [position.state for position in positions]
    return (
        name,
        len(positions),
        *(states.count(state) for state in State),
        sum((position.planned for position in positions), Decimal(0)),
        _sum(position.held for position in positions),
        _sum(position.vacant for position in positions),
    )


def _sum(rates: Iterable[Decimal | None]) -> Decimal | None:
    known = [each for each in rates if each is not None]
    return sum(known, Decimal(0)) if known else None
