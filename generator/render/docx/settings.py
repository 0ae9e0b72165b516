"""Theme and language → settings.xml, fontTable.xml and theme1.xml: how Word treats the document as a whole."""

from __future__ import annotations

from typing import Final

from generator.model.theme import Theme
from generator.render.docx.ooxml import HEAD, A, W, attribute

_LOCALES: Final = {"uk": "uk-UA", "en": "en-GB"}


def locale_of(language: str) -> str:
    """The language as Word names it; a tag that has a region, or is not ours, stays as it is."""
    return _LOCALES.get(language, language)


# Compatibility mode 15 is Word 2013 and later: without it Word lays tables out as Word 2007 did and says
# «Compatibility mode» in the title bar. doNotExpandShiftReturn: a line ended by hand is not justified.
_COMPATIBILITY: Final = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
    f'w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
        ("useWord2013TrackBottomHyphenation", 0),
    )
)


def settings(locale: str) -> str:
    """The whole of settings.xml. Fields are not updated on opening: Word would ask the reader about it first."""
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="709"/><w:autoHyphenation/>'
        '<w:consecutiveHyphenLimit w:val="3"/><w:doNotHyphenateCaps/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat><w:doNotExpandShiftReturn/>{_COMPATIBILITY}</w:compat>"
        f'<w:themeFontLang w:val="{locale}"/>{_COLOURS_MAP}'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


_COLOURS_MAP: Final = (
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" '
    'w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" '
    'w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
    'w:followedHyperlink="followedHyperlink"/>'
)


def font_table(theme: Theme) -> str:
    """The whole of fontTable.xml: a machine without the first font takes one of the same widths."""
    first, *others = theme.fonts.families
    instead = f'<w:altName w:val="{attribute(",".join(others))}"/>' if others else ""
    return (
        f'{HEAD}<w:fonts xmlns:w="{W}"><w:font w:name="{attribute(first)}">{instead}'
        '<w:charset w:val="CC"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


_COLOURS: Final = (
    ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "44546A"), ("lt2", "E7E6E6"),
    ("accent1", "4472C4"), ("accent2", "ED7D31"), ("accent3", "A5A5A5"), ("accent4", "FFC000"),
    ("accent5", "5B9BD5"), ("accent6", "70AD47"), ("hlink", "0563C1"), ("folHlink", "954F72"),
)  # fmt: skip
_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE: Final = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT: Final = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FORMATS: Final = (
    f'<a:fmtScheme name="posada"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)


def office_theme(theme: Theme) -> str:
    """The whole of theme1.xml: what a user adds in Word by himself is set in the font of the document."""
    font = f'<a:latin typeface="{attribute(theme.fonts.families[0])}"/><a:ea typeface=""/><a:cs typeface=""/>'
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS
    )
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="posada"><a:themeElements>'
        f'<a:clrScheme name="posada">{colours}</a:clrScheme><a:fontScheme name="posada">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f"{_FORMATS}</a:themeElements></a:theme>"
    )
