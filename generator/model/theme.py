"""`templates/theme.yaml`: the look as data; the same values make the CSS and the Word styles."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.text import Flag, Millimetres, Model, Points, Text

Alignment = Literal["left", "right", "center", "justify"]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


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
    """How one paragraph style looks; spacing in points, indents in millimetres."""

    name: Text
    size_pt: Points | None = None
    bold: Flag = False
    uppercase: Flag = False
    letter_spacing_pt: Annotated[float, Field(ge=0, le=20)] = 0
    align: Alignment = "left"
    first_line_mm: Millimetres = 0
    left_mm: Millimetres = 0
    right_mm: Millimetres = 0
    before_pt: Annotated[float, Field(ge=0, le=200)] = 0
    after_pt: Annotated[float, Field(ge=0, le=200)] = 0
    line: Annotated[float, Field(ge=1, le=3)] | None = None
    hyphens: Flag = False
    outline_level: Annotated[int, Field(ge=0, le=6)] = 0


class TableLook(Model):
    """How one table style looks: where its columns begin, from the left margin, and whether it has rules."""

    name: Text
    columns_mm: tuple[Millimetres, ...] = ()
    borders: Flag = False
    after_pt: Annotated[float, Field(ge=0, le=200)] = 0


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
    paragraphs: dict[str, ParagraphLook]
    tables: dict[str, TableLook]
