"""Font families → the font this machine has for them, and words drawn as its outlines."""

from __future__ import annotations

from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from typing import Any, Final

from generator.issue import Code, IssueError, Location, issue
from generator.model.theme import Theme


def weasyprint() -> Any:
    """The library, or the issue that says its own library, Pango, is missing."""
    try:
        # It prints advice of its own to stdout, where only our results belong.
        with redirect_stdout(StringIO()):
            import weasyprint
    except OSError as error:
        reason = str(error).splitlines()[0]
        raise IssueError(issue(Code.PANGO_MISSING, None, reason=reason)) from None
    return weasyprint


def check_fonts(theme: Theme) -> str:
    """The font that will be used; `IssueError` when it is none of the theme's, as another would look different."""
    found = installed_font(theme.fonts.families)
    if found is None:
        names = ", ".join(theme.fonts.families)
        raise IssueError(issue(Code.FONT_MISSING, Location("templates/theme.yaml"), fonts=names))
    return found


def installed_font(families: tuple[str, ...]) -> str | None:
    """The family fontconfig will really use for `families`, or `None` when it is none of them."""
    name = _match(families, "family")
    return name if name.casefold() in {family.casefold() for family in families} else None


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family and the files of its fonts."""

    family: str
    files: tuple[str, ...]


_FONTS: Final = ("Regular", "Bold", "Italic", "Bold Italic")


@lru_cache(maxsize=4)
def typeface(families: tuple[str, ...]) -> Typeface | None:
    """The first of the families that is installed; `None` when none is, or nobody knows without Pango."""
    try:
        family = installed_font(families) if families else None
    except IssueError:
        return None
    if family is None:
        return None
    files = (_match(families, "file", font) for font in _FONTS)
    return Typeface(family, tuple(dict.fromkeys(files)))


def _match(families: tuple[str, ...], wanted: str, style: str = "Regular") -> str:
    """A property of the font that fontconfig matches: "family" or "file"."""
    weasyprint()
    from weasyprint.text.ffi import ffi, fontconfig

    pattern = fontconfig.FcPatternCreate()
    try:
        for family in families:
            fontconfig.FcPatternAddString(pattern, b"family", family.encode())
        fontconfig.FcPatternAddString(pattern, b"style", style.encode())
        fontconfig.FcConfigSubstitute(ffi.NULL, pattern, fontconfig.FcMatchPattern)
        fontconfig.FcDefaultSubstitute(pattern)
        result, value = ffi.new("FcResult *"), ffi.new("FcChar8 **")
        match = fontconfig.FcFontMatch(ffi.NULL, pattern, result)
        fontconfig.FcPatternGetString(match, wanted.encode(), 0, value)
        found: str = ffi.string(value[0]).decode()
        fontconfig.FcPatternDestroy(match)
    finally:
        fontconfig.FcPatternDestroy(pattern)
    return found


def drawn(word: str, families: tuple[str, ...], size: float) -> str:
    """A word as SVG shapes centred on 0, 0; as shapes it shows on the page and is not among its words."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont

    with TTFont(_match(families, "file", "Bold"), fontNumber=0, lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        scale = size / font["head"].unitsPerEm
        letters = [glyphs[names.get(ord(letter), ".notdef")] for letter in word]
        x = -sum(glyph.width for glyph in letters) * scale / 2
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}")
        for glyph in letters:
            # A capital is two thirds of the size high, and its middle belongs on the point.
            glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, size / 3)))
            x += glyph.width * scale
    return f'<path d="{pen.getCommands()}"/>'
