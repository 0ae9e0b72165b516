"""The matrix → the names that the template of its document prints: tables as wide as the sheet, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from generator.competency.matrix import Matrix, MatrixGroup, name_in
from generator.competency.profile import shade
from generator.model.competency import CompetencyKind, Scale
from generator.model.theme import Theme
from generator.render.fit import oriented

MATRIX: Final = "competency-matrix.html.j2"
"""The template of the matrix (матриця компетенцій)."""

_LEVEL_MM: Final = 8
"""How wide is a column of levels? An upright heading of 8 pt stands in it in two lines."""

_KIND_MM: Final = 26
"""How wide are the columns of a kind together? «Управлінські» of 9 pt takes 22 mm, and the cell leaves 3 mm free."""

_ROLE_MM: Final = 60
_WIDEST_ROLE_MM: Final = 110
"""How wide is the column of roles? «Начальник адміністративно-господарського відділу» takes two lines in the one, and
in the other a single one."""

_SHEETS: Final = ("", "a3")
"""The papers a matrix may be printed on, the one of the theme first."""


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level as it is printed: its number, 0 when it is not required, on a shade of the theme."""

    number: int
    shade: int
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class KindView:
    """The columns of one kind in a table, by the names of their competencies."""

    kind: CompetencyKind
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A role with its levels in a table."""

    title: str
    unit: str
    levels: tuple[LevelView, ...]


@dataclass(frozen=True, slots=True)
class BandView:
    """A table of the matrix: all roles, and as many competencies as the sheet is wide; `widths` are shares of it."""

    kinds: tuple[KindView, ...]
    rows: tuple[RowView, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ScaleView:
    """A scale with its levels, for the legend."""

    name: str
    levels: tuple[LevelView, ...]


def matrix_names(matrix: Matrix, theme: Theme, language: str) -> dict[str, Any]:
    """What the template names; `paper` is "" for that of the theme, or "a3" when one table of it is not enough."""
    for paper in _SHEETS:
        width_mm = oriented(theme, landscape=True, paper=paper).page.text_width_mm
        bands = _balanced(matrix.groups, width_mm - _ROLE_MM)
        if len(bands) <= 1:
            break
    return {
        "paper": paper,
        "bands": tuple(_views(matrix, bands, width_mm, language)),
        "scales": tuple(_scale(scale, language) for _, scale in matrix.scales),
    }


def _balanced(groups: Sequence[MatrixGroup], room_mm: float) -> list[list[MatrixGroup]]:
    """As few bands as can be, none much wider than the others."""
    bands = _bands(groups, room_mm)
    while len(bands) > 1 and room_mm - _LEVEL_MM >= _KIND_MM:
        room_mm -= _LEVEL_MM
        narrower = _bands(groups, room_mm)
        if len(narrower) > len(bands):
            break
        bands = narrower
    return bands


def _bands(groups: Sequence[MatrixGroup], room_mm: float) -> list[list[MatrixGroup]]:
    """The competencies in bands of `room_mm`, one after another; a kind that does not fit goes on in the next one."""
    bands: list[list[MatrixGroup]] = [[]]
    free_mm = room_mm
    for group in groups:
        entries = group.entries
        while entries:
            if free_mm < _KIND_MM and bands[-1]:
                bands.append([])
                free_mm = room_mm
            count = max(1, int(free_mm // _LEVEL_MM))
            piece, entries = replace(group, entries=entries[:count]), entries[count:]
            bands[-1].append(piece)
            free_mm -= _width_mm(piece)
    return bands


def _width_mm(group: MatrixGroup) -> float:
    return max(_KIND_MM, _LEVEL_MM * len(group.entries))


def _views(
    matrix: Matrix, bands: list[list[MatrixGroup]], width_mm: float, language: str
) -> Iterator[BandView]:
    first = 0
    for band in bands:
        kinds = tuple(
            KindView(each.kind, tuple(name_in(entry, language) for entry in each.entries))
            for each in band
        )
        last = first + sum(len(each.entries) for each in band)
        yield BandView(kinds, tuple(_rows(matrix, first, last)), _widths(band, width_mm))
        first = last


def _widths(band: list[MatrixGroup], width_mm: float) -> tuple[float, ...]:
    """The shares of the columns: of levels what they need, of roles what is left."""
    levels = [round(_width_mm(each) / len(each.entries), 1) for each in band for _ in each.entries]
    return (round(min(_WIDEST_ROLE_MM, max(_ROLE_MM, width_mm - sum(levels))), 1), *levels)


def _rows(matrix: Matrix, first: int, last: int) -> Iterator[RowView]:
    highest = [entry.highest for entry in matrix.entries[first:last]]
    for row in matrix.rows:
        levels = zip(row.levels[first:last], highest, strict=True)
        views = tuple(LevelView(level, shade(level, top)) for level, top in levels)
        yield RowView(row.title, row.unit, views)


def _scale(scale: Scale, language: str) -> ScaleView:
    highest = len(scale.levels)
    levels = (
        LevelView(number, shade(number, highest), name_in(level, language), level.text)
        for number, level in enumerate(scale.levels, start=1)
    )
    return ScaleView(name_in(scale, language), tuple(levels))
