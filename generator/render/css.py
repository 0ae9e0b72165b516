"""Theme → CSS for the PDF and the HTML page: the same numbers that make the Word styles."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import Final
from urllib.parse import quote

from generator.document.tree import Document
from generator.model.theme import Fonts, Page, ParagraphLook, TableLook, Theme
from generator.render.fit import fitted, oriented

_POINT_MM: Final = 25.4 / 72

_SINGLE_LINE: Final = 1.149
"""How high is a line of spacing 1, in font sizes? Word means the font's own height: ascent, descent and gap of Times
New Roman, and of Liberation Serif, are 0.891 + 0.216 + 0.042 (tables `hhea` of both fonts)."""


def stylesheet(
    theme: Theme,
    structure: str,
    mark: str,
    drawn_mark: str = "",
    *,
    landscape: bool = False,
    paper: str = "",
) -> str:
    """The whole stylesheet: `structure` is `document.css`, laid on top of what the theme says.

    `mark` is the word that every page of a draft carries, or ""; `drawn_mark` the same as SVG shapes, without which
    the watermark is set as text.
    """
    theme = oriented(theme, landscape, paper)
    theme = fitted(theme, theme.page.text_width_mm)
    rules = [
        *_page(theme, mark, drawn_mark),
        f"body {{ font-family: {_families(theme.fonts)}; font-size: {theme.fonts.size_pt}pt; "
        f"line-height: {theme.fonts.line * _SINGLE_LINE:.3f} }}",
        *(_paragraph(key, look, theme.fonts) for key, look in theme.paragraphs.items()),
        *(_table(key, look) for key, look in theme.tables.items()),
        *(f".shade-{at} {{ background: {colour} }}" for at, colour in enumerate(theme.shades)),
        *_HANGING,
        *_UPRIGHT,
        *_PICTURES,
    ]
    return "\n".join([*rules, structure])


_HANGING: Final = (".sign { display: inline-block; text-indent: 0; text-align: left }",)
"""The sign of a list is as wide as its words are indented, so that all their lines begin alike."""

_UPRIGHT: Final = (
    "table th.upright, table td.upright { padding: 0 }",
    ".upright > div { position: relative }",
    ".upright > div > div { position: absolute; left: 50%; top: 50%; "
    "transform: translate(-50%, -50%) rotate(-90deg) }",
)
"""Words from the bottom to the top: a box as wide as the cell is high, see `html`, is turned about its middle."""

_PICTURES: Final = (
    "img { max-width: 100%; object-fit: contain }",
    ".figure img { height: auto !important }",
)
"""A chart in a narrow cell becomes smaller as a whole; whatever holds an emblem has room for it."""

REVISIONS: Final = """\
ins { color: #1a5e20; background: #e6f4e7; text-decoration: underline }
del { color: #9b1c1c; background: #fbe9e9; text-decoration: line-through }
ins.moved, del.moved { color: #1b4f8a; background: #e8f0fa }
ins.moved { text-decoration: underline double }
"""
"""How new, deleted and moved words look: by a line under or through them, so that black and white is enough."""

COMMENTS_MM: Final = 70
"""How wide is the strip for comments that a page gets at its right? The text itself keeps its width and its lines."""

_GAP_MM: Final = 5
_COMMENT: Final = """\
.comment { float: right; clear: right; box-sizing: border-box; width: %(width)smm; margin: 0 -%(out)smm 1.5mm 0;
  padding: 1mm 2mm; border-left: 1.2mm solid #3b6ea5; background: #f4f4f1; color: black; font: 8pt/1.25 %(family)s;
  text-align: left; text-indent: 0; text-transform: none; letter-spacing: 0; hyphens: manual }
.comment.error { border-color: #b3261e }
.comment.warning { border-color: #b26a00 }
.comments { break-after: avoid }
mark { background: #ffe9a8; color: inherit }
"""
NARROW_SCREEN: Final = (
    "@media screen and (max-width: 1100px) "
    "{ .comment { float: none; display: block; width: auto; margin: 2mm 0 } }"
)
"""What a page for browsers needs besides: where there is no room beside the text, comments stand below it."""


def overlay(theme: Theme, document: Document) -> str:
    """What is laid over the stylesheet for comments and tracked changes; "" for a document without."""
    revisions = REVISIONS if document.has_revisions else ""
    return revisions + (
        comments(theme, landscape=document.landscape, paper=document.paper)
        if document.has_comments
        else ""
    )


def comments(theme: Theme, *, landscape: bool = False, paper: str = "") -> str:
    """What is laid over the stylesheet of a document with comments: a wider sheet, and the comments beside the text."""
    page = oriented(theme, landscape, paper).page
    right = page.right_mm + COMMENTS_MM
    sheet = f"@page {{ size: {page.width_mm + COMMENTS_MM}mm {page.height_mm}mm; margin-right: {right}mm }}"
    places = {
        "width": COMMENTS_MM - _GAP_MM,
        "out": page.right_mm + COMMENTS_MM - _GAP_MM,
        "family": _families(theme.fonts),
    }
    return f"{sheet}\n{_COMMENT % places}"


def _families(fonts: Fonts) -> str:
    return ", ".join([*(_string(family) for family in fonts.families), "serif"])


def _string(text: str) -> str:
    """A CSS string; what could end it is escaped (CSS Syntax 3 §4.3.7)."""
    return '"' + "".join(c if c.isalnum() or c in " -_" else f"\\{ord(c):x} " for c in text) + '"'


FOOT_PT: Final = 8
"""How large is the line at the foot of a page? The smallest print that ДСТУ 4163:2020 allows."""


def _page(theme: Theme, mark: str, drawn_mark: str) -> Iterator[str]:
    page = theme.page
    margins = f"{page.top_mm}mm {page.right_mm}mm {page.bottom_mm}mm {page.left_mm}mm"
    size = f"{page.width_mm}mm {page.height_mm}mm"
    watermark = (
        f"background: {_watermark(theme, drawn_mark or _text_mark(theme, mark))};" if mark else ""
    )
    # The line of the number begins half a line above its offset.
    above = max(0, page.number_offset_mm - theme.fonts.size_pt * _POINT_MM / 2)
    look = (
        f"font-family: {_families(theme.fonts)}; font-size: {theme.fonts.size_pt}pt; "
        f"line-height: 1; vertical-align: top; padding-top: {above:.2f}mm"
    )
    draft = f"@top-right {{ content: {_string(mark)}; {look} }}" if mark else ""
    foot = f"font-family: {_families(theme.fonts)}; font-size: {FOOT_PT}pt; vertical-align: middle"
    yield (
        f"@page {{ size: {size}; margin: {margins}; {watermark} "
        f"@top-left {{ content: ''; }} @top-center {{ content: counter(page); {look} }} {draft} "
        f"@bottom-center {{ content: string(foot); {foot} }} }}"
    )
    yield "main { string-set: foot attr(data-foot) }"
    # On a screen a page is as wide as its sheet, see `screen.css`.
    yield f"html {{ --sheet-width: {page.width_mm}mm }}"
    yield "@page :first { @top-center { content: none } }"


SHEET_NUMBER_PT: Final = 9


def sheet_numbers(theme: Theme) -> str:
    """Pages that are empty but for their numbers, below the text at the right; one for each paragraph."""
    page = theme.page
    return (
        f"@page {{ size: {page.width_mm}mm {page.height_mm}mm; "
        f"margin: 0 {page.right_mm}mm {page.bottom_mm}mm {page.left_mm}mm; "
        f"@bottom-right {{ content: counter(page); font-family: {_families(theme.fonts)}; "
        f"font-size: {SHEET_NUMBER_PT}pt; vertical-align: middle }} }} p {{ margin: 0; break-before: page }}"
    )


MARK_SIZE_MM: Final = 40
"""How tall the letters of the watermark are: ПРОЄКТ then crosses an A4 sheet from margin to margin."""

_A4_MM: Final = (210, 297)


def _text_mark(theme: Theme, mark: str) -> str:
    families = escape(", ".join(theme.fonts.families))
    return (
        f'<text text-anchor="middle" y="{MARK_SIZE_MM / 3:.2f}" font-size="{MARK_SIZE_MM}" font-weight="bold" '
        f'font-family="{families}">{escape(mark)}</text>'
    )


def _watermark(theme: Theme, mark: str) -> str:
    """The mark across the sheet as a picture behind the text; `mark` is SVG around the point 0, 0."""
    page = theme.page
    scale = min(1, page.width_mm / _A4_MM[0], page.height_mm / _A4_MM[1])
    middle = f"{page.width_mm / 2} {page.height_mm / 2}"
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{page.width_mm}mm" height="{page.height_mm}mm" '
        f'viewBox="0 0 {page.width_mm} {page.height_mm}"><g fill="{theme.draft_colour}" '
        f'transform="translate({middle}) rotate(-45) scale({scale:.3g})">{mark}</g></svg>'
    )
    # The background begins at the corner of the margins, and the drawing is as large as the sheet.
    place = f"-{theme.page.left_mm}mm -{theme.page.top_mm}mm"
    return f"url('data:image/svg+xml,{quote(drawing)}') no-repeat {place}"


def _paragraph(key: str, look: ParagraphLook, fonts: Fonts) -> str:
    size = look.size_pt or fonts.size_pt
    line = (look.line or fonts.line) * _SINGLE_LINE
    left = look.left_mm + look.hanging_mm
    margins = f"{look.before_pt}pt {look.right_mm}mm {look.after_pt}pt {left}mm"
    sign = f" .{key} .sign {{ width: {look.hanging_mm}mm }}" if look.hanging_mm else ""
    return (
        f".{key} {{ font-size: {size}pt; line-height: {line:.3f}; text-align: {look.align}; "
        f"text-indent: {look.first_line_mm - look.hanging_mm}mm; margin: {margins}; "
        f"font-weight: {'bold' if look.bold else 'normal'}; "
        f"text-transform: {'uppercase' if look.uppercase else 'none'}; "
        f"letter-spacing: {look.letter_spacing_pt}pt; "
        f"hyphens: {'auto' if look.hyphens else 'manual'} }}{sign}"
    )


def _table(key: str, look: TableLook) -> str:
    rule = "0.5pt solid black" if look.borders else "none"
    padding = " ".join(f"{side:g}mm" for side in look.padding_mm)
    return (
        f"table.{key} {{ margin-bottom: {look.after_pt}pt }} "
        f"table.{key} td, table.{key} th {{ border: {rule}; padding: {padding} }}"
    )


def column_widths(
    look: TableLook, page: Page, shares: tuple[float, ...], count: int
) -> list[float]:
    """Widths of a table's columns in millimetres: from the theme, else from `shares`, else equal."""
    if 0 < count <= len(look.columns_mm):
        starts = [*look.columns_mm, page.text_width_mm]
        return [right - left for left, right in pairwise(starts)]
    parts = shares if len(shares) == count else (1.0,) * count
    return [page.text_width_mm * part / sum(parts) for part in parts]
