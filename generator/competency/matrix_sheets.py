"""The matrix → an Excel workbook: the matrix itself, to be worked on, its competencies, and what its levels mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from generator.competency.matrix import Matrix, MatrixRow, name_in
from generator.competency.profile import shade
from generator.messages import say
from generator.model.competency import Scale
from generator.render.xlsx import (
    Value,
    XlsxChoices,
    XlsxColumn,
    XlsxGroup,
    XlsxSheet,
    XlsxTinted,
    workbook,
)

_ROLE: Final = (("role_id", 30), ("role", 62), ("unit", 44))
"""The columns before the levels with their widths in millimetres; the first is hidden."""

_LEVEL_MM: Final = 10
"""How wide is a column of levels? A digit, and the button with which Excel filters, take no more."""

_LETTER_MM: Final = 2.3
"""How wide is a letter of a heading on the average? Somewhat more than half of 11 pt, for it is bold."""

_A4_MM: Final = 266
"""How wide may a matrix be on A4? So much its sheet leaves between the margins; a wider one is printed on A3."""

_COMPETENCIES: Final = (
    ("id", 44), ("name", 60), ("english_name", 60), ("kind_of", 34), ("scale", 34), ("definition", 110),
)  # fmt: skip
_LEGEND: Final = (("sign", 40), ("level", 18), ("name", 50), ("meaning", 140))


def matrix_workbook(
    matrix: Matrix,
    organisation: str,
    shades: Sequence[str],
    language: str,
    day: date | None = None,
) -> bytes:
    """The workbook; `shades` are the colours of levels from 0 up (`#rrggbb`), as in the theme.

    A cell takes whole numbers of the scale of its competency and no others, and its colour from the number in it: the
    highest level of every scale is the darkest. The ids of roles and competencies are in a hidden column and row.
    """
    title = f"{say(language, 'matrix.title')}. {organisation}"
    sheets = (
        _of_levels(matrix, shades, language),
        _of_competencies(matrix, language),
        _legend(matrix, shades, language),
    )
    return workbook(sheets, title, language, day, organisation)


def _columns(columns: Sequence[tuple[str, float]], language: str) -> tuple[XlsxColumn, ...]:
    return tuple(XlsxColumn(say(language, f"matrix.{key}"), width) for key, width in columns)


def _of_levels(matrix: Matrix, shades: Sequence[str], language: str) -> XlsxSheet:
    entries, first = matrix.entries, len(_ROLE) + 1
    kinds = tuple(
        XlsxGroup(say(language, f"matrix.kind.{group.kind}"), len(group.entries))
        for group in matrix.groups
    )
    names = (name_in(entry, language) for entry in entries)
    widths = (width for kind in kinds for width in [_level_mm(kind)] * kind.count)
    levels = tuple(map(XlsxColumn, names, widths))
    width_mm = sum(column[1] for column in _ROLE[1:]) + sum(each.width_mm for each in levels)
    return XlsxSheet(
        say(language, "matrix.sheet"),
        (*_columns(_ROLE, language), *levels),
        tuple(_row(row, matrix, shades) for row in matrix.rows),
        freeze="D4",
        choices=tuple(_choices(matrix, shades, language)),
        hidden_columns=(1,),
        upright=tuple(range(first, first + len(entries))),
        groups=(XlsxGroup("", len(_ROLE)), *kinds),
        keys=(*(key for key, _ in _ROLE), *(entry.id for entry in entries)),
        repeated_columns=len(_ROLE),
        paper="a4" if width_mm <= _A4_MM else "a3",
    )


def _level_mm(kind: XlsxGroup) -> float:
    """How wide are the columns of a kind, so that its heading has room over them?"""
    return max(_LEVEL_MM, round((len(kind.heading) * _LETTER_MM + 4) / kind.count, 1))


def _row(row: MatrixRow, matrix: Matrix, shades: Sequence[str]) -> tuple[Value, ...]:
    levels = (
        XlsxTinted(level, shades[shade(level, entry.highest)]) if level else None
        for entry, level in zip(matrix.entries, row.levels, strict=True)
    )
    return (row.role, row.title, row.unit, *levels)


def _choices(matrix: Matrix, shades: Sequence[str], language: str) -> Iterator[XlsxChoices]:
    """What may be written into the columns of each scale."""
    for key, scale in matrix.scales:
        columns = tuple(
            number
            for number, entry in enumerate(matrix.entries, start=len(_ROLE) + 1)
            if entry.scale == key
        )
        highest, text = len(scale.levels), "\n".join(_levels(scale, language))
        tints = {level: shades[shade(level, highest)] for level in range(highest + 1)}
        yield XlsxChoices(columns, 0, highest, name_in(scale, language), text, tints)


def _levels(scale: Scale, language: str) -> Iterator[str]:
    yield f"0 — {say(language, 'matrix.not_required')}"
    for number, level in enumerate(scale.levels, start=1):
        yield f"{number} — {name_in(level, language)}"


def _of_competencies(matrix: Matrix, language: str) -> XlsxSheet:
    scales = dict(matrix.scales)
    rows = tuple(
        (
            entry.id,
            entry.name,
            entry.english_name,
            say(language, f"matrix.kind.{entry.kind}"),
            name_in(scales[entry.scale], language),
            entry.definition,
        )
        for entry in matrix.entries
    )
    name = say(language, "matrix.competencies")
    return XlsxSheet(name, _columns(_COMPETENCIES, language), rows)


def _legend(matrix: Matrix, shades: Sequence[str], language: str) -> XlsxSheet:
    """Every level of every scale in its colour, and the kinds of competencies."""
    levels: list[tuple[Value, ...]] = [
        row for _, scale in matrix.scales for row in _of_scale(scale, shades, language)
    ]
    sign = say(language, "matrix.kind_of")
    kinds: list[tuple[Value, ...]] = [
        (sign, None, say(language, f"matrix.kind.{each}"), say(language, f"matrix.about.{each}"))
        for each in (group.kind for group in matrix.groups)
    ]
    name = say(language, "matrix.legend")
    return XlsxSheet(name, _columns(_LEGEND, language), (*levels, *kinds))


def _of_scale(scale: Scale, shades: Sequence[str], language: str) -> Iterator[tuple[Value, ...]]:
    highest = len(scale.levels)
    for number, level in enumerate(scale.levels, start=1):
        tinted = XlsxTinted(number, shades[shade(number, highest)])
        yield (name_in(scale, language), tinted, name_in(level, language), level.text)
