"""Theme → styles.xml: one named style for each kind of paragraph and of table.

A style says everything about spacing and indents itself, so that it looks the same on whatever «Normal» a
customer's own document brings; the font and its size it takes from there, unless the theme gives it a size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.document.tree import LEVELS, SIGNS, Style, TableStyle
from generator.model.theme import ParagraphLook, TableLook, Theme
from generator.render.docx.ooxml import (
    HEAD,
    W,
    attribute,
    half_points,
    twips,
    twips_of_points,
)

HEADER_ID: Final = "Header"
NORMAL_ID: Final = "Normal"
TABLE_NORMAL_ID: Final = "TableNormal"

_ALIGNMENTS: Final = {"left": "left", "right": "right", "center": "center", "justify": "both"}
_KEEP_NEXT: Final = frozenset(
    {Style.KIND, Style.HEADING, Style.SUBHEADING, Style.LEAD, Style.FIGURE}
)
_MAY_BREAK: Final = frozenset(
    {
        Style.CLAUSE,
        Style.SUBCLAUSE,
        Style.BODY,
        Style.BULLET,
        Style.NOTE,
        Style.CELL,
        Style.CELL_BULLET,
        Style.CELL_SMALL,
    }
)
_NEXT: Final[Mapping[Style, Style]] = {
    Style.HEADING: Style.CLAUSE,
    Style.SUBHEADING: Style.BODY,
    Style.LEAD: Style.CLAUSE,
    Style.CELL_HEAD: Style.CELL,
}
_BORDERS: Final = {
    Style.SIGNATURE_LINE: '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    "</w:pBdr>"
}
_RULES: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def style_id(style: Style | TableStyle) -> str:
    """The id a style of ours has in styles.xml; the theme's `name` is what Word shows."""
    return f"posada-table-{style}" if isinstance(style, TableStyle) else f"posada-{style}"


@dataclass(frozen=True, slots=True)
class Names:
    """The ids one styles.xml has for our styles and for those they rest on, and its `list` of clauses.

    The lists without an order follow it.
    """

    paragraphs: Mapping[Style, str]
    tables: Mapping[TableStyle, str]
    normal: str = NORMAL_ID
    table_normal: str = TABLE_NORMAL_ID
    list: int = 1


OUR_NAMES: Final = Names(
    {style: style_id(style) for style in Style}, {style: style_id(style) for style in TableStyle}
)


def style_sheet(theme: Theme, locale: str) -> str:
    """The whole of styles.xml; `locale` is the language of the text, e.g. `uk-UA`."""
    names = OUR_NAMES
    return (
        f'{HEAD}<w:styles xmlns:w="{W}">{_defaults(theme, locale)}{_LATENT}'
        f"{normal_style(theme, names.normal)}{_BUILT_IN}"
        f"{table_normal_style(names.table_normal)}{header_style(names.normal)}"
        f"{''.join(paragraph_style(style, theme, names) for style in Style)}"
        f"{''.join(table_style(style, theme, names) for style in TableStyle)}</w:styles>"
    )


def _defaults(theme: Theme, locale: str) -> str:
    font = attribute(theme.fonts.families[0])
    fonts = " ".join(f'w:{script}="{font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = half_points(theme.fonts.size_pt)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


# Word's own 376 styles stay out of sight until they are used, so that the list shows ours.
_LATENT: Final = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
    'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)
_BUILT_IN: Final = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


def normal_style(theme: Theme, own_id: str) -> str:
    """The style all paragraph styles rest on."""
    line = round(theme.fonts.line * 240)
    return (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="{own_id}">'
        '<w:name w:val="Normal"/><w:uiPriority w:val="0"/><w:qFormat/><w:pPr><w:widowControl/>'
        f'<w:spacing w:line="{line}" w:lineRule="auto"/></w:pPr></w:style>'
    )


def table_normal_style(own_id: str) -> str:
    """The style all table styles rest on, as Word itself has it."""
    return (
        f'<w:style w:type="table" w:default="1" w:styleId="{own_id}"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def header_style(base: str) -> str:
    """The built-in style «header»; its tab stops depend on the page and stand in the header itself."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{HEADER_ID}"><w:name w:val="header"/>'
        f'<w:basedOn w:val="{attribute(base)}"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:style>'
    )


def paragraph_style(style: Style, theme: Theme, names: Names) -> str:
    """One paragraph style."""
    look = theme.paragraphs[style]
    following = attribute(names.paragraphs[_NEXT[style]]) if style in _NEXT else ""
    then = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{attribute(names.paragraphs[style])}">'
        f'<w:name w:val="{attribute(look.name)}"/><w:basedOn w:val="{attribute(names.normal)}"/>{then}'
        f'<w:uiPriority w:val="{list(Style).index(style) + 1}"/><w:qFormat/>'
        f"<w:pPr>{''.join(_paragraph(style, theme, names.list))}</w:pPr>"
        f"{_run(look)}</w:style>"
    )


def _paragraph(style: Style, theme: Theme, number: int) -> Iterator[str]:
    """Paragraph properties in the order the schema wants (ECMA-376 part 1, CT_PPrBase)."""
    look = theme.paragraphs[style]
    if style in _KEEP_NEXT:
        yield "<w:keepNext/>"
    if style not in _MAY_BREAK:
        yield "<w:keepLines/>"
    yield "<w:widowControl/>"
    yield numbering_of(style, number)
    yield _BORDERS.get(style, "")
    if not look.hyphens:
        yield "<w:suppressAutoHyphens/>"
    before, after = twips_of_points(look.before_pt), twips_of_points(look.after_pt)
    line = round((look.line or theme.fonts.line) * 240)
    yield (
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
        f'{indents(look)}<w:jc w:val="{_ALIGNMENTS[look.align]}"/>'
    )
    if look.outline_level:
        yield f'<w:outlineLvl w:val="{look.outline_level - 1}"/>'


def indents(look: ParagraphLook) -> str:
    """The indents of a style; the sign of a list hangs before the edge of its lines."""
    left, right = twips(look.left_mm + look.hanging_mm), twips(look.right_mm)
    first = f'w:firstLine="{twips(look.first_line_mm)}"'
    if look.hanging_mm:
        first = f'w:hanging="{twips(look.hanging_mm)}"'
    return f'<w:ind w:left="{left}" w:right="{right}" {first}/>'


def numbering_of(style: Style, number: int) -> str:
    """Places a paragraph, or all of a style, in its list (0: in none); `number` is that of the clauses."""
    if style not in LEVELS and style not in SIGNS:
        return ""
    listed = list_of(style, number) if number else 0
    return f'<w:numPr><w:ilvl w:val="{LEVELS.get(style, 0)}"/><w:numId w:val="{listed}"/></w:numPr>'


def list_of(style: Style, number: int) -> int:
    """The number of the list of a style: that of the clauses, or one of those which follow it."""
    return number + 1 + list(SIGNS).index(style) if style in SIGNS else number


def _run(look: ParagraphLook) -> str:
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    caps = "<w:caps/>" if look.uppercase else ""
    spacing = twips_of_points(look.letter_spacing_pt)
    spaced = f'<w:spacing w:val="{spacing}"/>' if spacing else ""
    size = half_points(look.size_pt) if look.size_pt else 0
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    properties = bold + caps + spaced + sized
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def table_style(style: TableStyle, theme: Theme, names: Names) -> str:
    """One table style."""
    look = theme.tables[style]
    rules = f"<w:tblBorders>{_RULES}</w:tblBorders>" if look.borders else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{attribute(names.tables[style])}">'
        f'<w:name w:val="{attribute(look.name)}"/>'
        f'<w:basedOn w:val="{attribute(names.table_normal)}"/>'
        f'<w:uiPriority w:val="{40 + list(TableStyle).index(style)}"/><w:tblPr>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{rules}{cell_margins(look)}</w:tblPr></w:style>'
    )


def cell_margins(look: TableLook) -> str:
    """The space between the edge of a cell and its text: none where the table only places requisites."""
    above, right, below, left = look.padding_mm
    sides = (("top", above), ("left", left), ("bottom", below), ("right", right))
    margins = "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"
