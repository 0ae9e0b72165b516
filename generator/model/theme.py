"""`templates/theme.yaml`: the look as data; the same values make the CSS and the Word styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.model.text import Flag, Millimetres, Model, Points, Text

Alignment = Literal["left", "right", "center", "justify"]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
StyleKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=100)
]
"""The name of a style in templates, which is also a class of CSS."""

LEAST_TEXT_MM: Final = 50
"""How small may the text between the margins be? Two columns of a requisite would not fit into less."""

STANDARD_TEXT_MM: Final = 170
"""How wide is the text for which columns and indents are measured? A4 less margins of 30 and 10 mm (ДСТУ 4163:2020).
On a narrower one they give way (`render/fit`)."""

SHADES: Final = 10
"""How many shades may a cell have? A scale of competencies has nine levels at most, and 0 is none of them."""

LEAST_CONTRAST: Final = 7
"""How much must black text differ from what is behind it? WCAG 2.2, 1.4.6: 7 to 1."""

LEAST_LINE_MM: Final = 10
"""How narrow may a line between the indents of its paragraph be? A long word still stands on it in pieces."""


class Page(Model):
    """Paper and margins; `number_offset_mm` is from the top edge to the line of the page number."""

    width_mm: Millimetres
    height_mm: Millimetres
    left_mm: Millimetres
    right_mm: Millimetres
    top_mm: Millimetres
    bottom_mm: Millimetres
    number_offset_mm: Millimetres

    @property
    def text_width_mm(self) -> float:
        """Width between the left and the right margin."""
        return self.width_mm - self.left_mm - self.right_mm


class ParagraphLook(Model):
    """How one paragraph style looks; spacing in points, indents in millimetres.

    `hanging_mm` is from the sign of a list (маркер), which stands where the paragraph begins, to its words.
    """

    name: Text
    size_pt: Points | None = None
    bold: Flag = False
    uppercase: Flag = False
    letter_spacing_pt: Annotated[float, Field(ge=0, le=20)] = 0
    align: Alignment = "left"
    first_line_mm: Millimetres = 0
    hanging_mm: Millimetres = 0
    left_mm: Millimetres = 0
    right_mm: Millimetres = 0
    before_pt: Annotated[float, Field(ge=0, le=200)] = 0
    after_pt: Annotated[float, Field(ge=0, le=200)] = 0
    line: Annotated[float, Field(ge=1, le=3)] | None = None
    hyphens: Flag = False
    outline_level: Annotated[int, Field(ge=0, le=6)] = 0


class TableLook(Model):
    """How one table style looks: where its columns begin, from the left margin, and whether it has rules.

    A `padded` one without rules has a little space between its cells.
    """

    name: Text
    columns_mm: tuple[Millimetres, ...] = ()
    borders: Flag = False
    padded: Flag = False
    after_pt: Annotated[float, Field(ge=0, le=200)] = 0

    @property
    def padding_mm(self) -> tuple[float, float, float, float]:
        """Between the edges of a cell and its words: above, right, below, left.

        Where there are no rules, the words of the first column begin at the margin.
        """
        if self.borders:
            return (1, 1.5, 1, 1.5)
        return (0.5, 3, 0.5, 0) if self.padded else (0, 0, 0, 0)


class Fonts(Model):
    """Font families in the order of preference, and the base size and line spacing."""

    families: Annotated[tuple[Text, ...], Field(min_length=1)]
    size_pt: Points
    line: Annotated[float, Field(ge=1, le=3)]


class Theme(Model):
    """The whole of `theme.yaml`."""

    page: Page
    fonts: Fonts
    numbering: Annotated[tuple[Text, ...], Field(min_length=3, max_length=3)]
    emblem_height_mm: Annotated[float, Field(gt=0, le=17)]
    draft_colour: Colour
    shades: Annotated[tuple[Colour, ...], Field(min_length=SHADES, max_length=SHADES)]
    paragraphs: dict[StyleKey, ParagraphLook]
    tables: dict[StyleKey, TableLook]

    @model_validator(mode="after")
    def _fits(self) -> Theme:
        page = tuple(_page(self.page))
        inside = () if page else (*_indents(self), *_columns(self))
        found = (*_numbering(self.numbering), *_shades(self.shades), *page, *inside)
        if found:
            raise PydanticCustomError("misfits", "values do not fit together", {"misfits": found})
        return self


Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """Values, each right by itself, that cannot stand together.

    `paths` lead to them, the one most likely to be wrong first; `kind` and `bounds` say what it would have to be.
    """

    paths: tuple[Path, ...]
    kind: str
    bounds: tuple[tuple[str, str], ...]


def _numbering(formats: tuple[str, ...]) -> Iterator[Misfit]:
    """A level's number is made of those of its own and the higher levels."""
    for index, written in enumerate(formats):
        known = [f"{{{level}}}" for level in range(1, index + 2)]
        rest = re.sub("|".join(map(re.escape, known)), "", written)
        # Word has its own mark for a number, %1, and no way to write it as a text.
        if re.search(r"[{}%]", rest):
            bounds = (("places", ", ".join(known)),)
            yield Misfit((("numbering", index),), "numbering", bounds)


def _shades(shades: tuple[str, ...]) -> Iterator[Misfit]:
    """On every shade black text can be read."""
    for index, colour in enumerate(shades):
        if contrast_with_black(colour) < LEAST_CONTRAST:
            yield Misfit((("shades", index),), "contrast", (("bound", f"{LEAST_CONTRAST}"),))


def contrast_with_black(colour: str) -> float:
    """How many times as light as black, 1 to 21 (WCAG 2.2, contrast ratio and relative luminance)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    light = sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return (light + 0.05) / 0.05


def _page(page: Page) -> Iterator[Misfit]:
    for size, before, after in (
        ("width_mm", "left_mm", "right_mm"),
        ("height_mm", "top_mm", "bottom_mm"),
    ):
        left = getattr(page, size) - getattr(page, before) - getattr(page, after)
        if left < LEAST_TEXT_MM:
            paths = tuple(("page", key) for key in (before, after, size))
            yield Misfit(paths, "margins", (("bound", f"{LEAST_TEXT_MM}"),))
    if page.number_offset_mm > page.top_mm:
        paths = (("page", "number_offset_mm"), ("page", "top_mm"))
        yield Misfit(paths, "number_offset", ())


_SIDES: Final[tuple[Path, ...]] = tuple(
    ("page", key) for key in ("left_mm", "right_mm", "width_mm")
)


def _indents(theme: Theme) -> Iterator[Misfit]:
    width = theme.page.text_width_mm
    for key, look in theme.paragraphs.items():
        begin = look.left_mm + max(look.first_line_mm, look.hanging_mm)
        line = min(width - begin, max(width, STANDARD_TEXT_MM) - begin - look.right_mm)
        if line < LEAST_LINE_MM:
            sides = sorted(
                ("right_mm", "left_mm", "first_line_mm", "hanging_mm"),
                key=lambda side: -getattr(look, side),
            )
            paths = (*(("paragraphs", key, side) for side in sides), *_SIDES)
            yield Misfit(paths, "indents", (("bound", f"{LEAST_LINE_MM}"), ("style", key)))


def _columns(theme: Theme) -> Iterator[Misfit]:
    """Columns begin one after another, and the last one ends with the text."""
    width = theme.page.text_width_mm
    for key, look in theme.tables.items():
        for index, (low, start) in enumerate(pairwise((-1.0, *look.columns_mm))):
            path = ("tables", key, "columns_mm", index)
            if start <= low:
                yield Misfit((path,), "columns_order", (("style", key), ("bound", f"{low:g}")))
            elif start >= max(width, STANDARD_TEXT_MM):
                bounds = (("style", key), ("start", f"{start:g}"), ("bound", f"{width:g}"))
                yield Misfit((path, *_SIDES), "columns_width", bounds)
