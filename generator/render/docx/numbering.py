"""Theme → numbering.xml: one list of three levels, each tied to a paragraph style, and the lists with a dash.

Word counts, restarts and prints; the text holds no number, so that a clause typed into the finished file
renumbers all that follow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generator.document.tree import LEVELS, SIGNS, Style
from generator.render.docx.ooxml import HEAD, W, attribute

_PLACE: Final = re.compile(r"\{(\d)\}")


# Word gives a list copied from one of our documents into another the numbers of the list it finds there under
# the same name.
_IDENTITY: Final = '<w:nsid w:val="504F5341"/>'
_IDENTITIES: Final[Mapping[Style, str]] = {
    Style.BULLET: '<w:nsid w:val="504F5342"/>',
    Style.CELL_BULLET: '<w:nsid w:val="504F5343"/>',
}
_NO_INDENTS: Final[Mapping[Style, str]] = {}


def numbering(
    formats: tuple[str, ...],
    styles: Mapping[Style, str],
    indents: Mapping[Style, str] = _NO_INDENTS,
) -> str:
    """The whole of numbering.xml: the list of clauses, the first, and those with a dash; see `list_definition`."""
    clauses = list_definition(formats, 0, styles, indents=indents)
    dashes = "".join(
        bullet_definition(style, at, styles[style], _IDENTITIES[style], indents.get(style, ""))
        for at, style in enumerate(SIGNS, 1)
    )
    uses = "".join(use(at + 1, at) for at in range(len(SIGNS) + 1))
    return f'{HEAD}<w:numbering xmlns:w="{W}">{clauses}{dashes}{uses}</w:numbering>'


def list_definition(
    formats: tuple[str, ...],
    number: int,
    styles: Mapping[Style, str],
    identity: str = _IDENTITY,
    indents: Mapping[Style, str] = _NO_INDENTS,
) -> str:
    """The list as such, for formats such as `{1}.{2}.`, one per level.

    `styles` are the ids of the paragraph styles that it numbers by themselves; `indents` those of a style that is
    not ours, repeated on its level, for LibreOffice looks there for what such a style leaves open.
    """
    levels = "".join(
        _level(level, formats[level], styles[style], indents.get(style, ""))
        for style, level in LEVELS.items()
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{identity}'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def bullet_definition(
    style: Style, number: int, style_id: str, identity: str = "", indent: str = ""
) -> str:
    """A list without an order: every item begins with the sign of its style (маркер)."""
    placed = f"<w:pPr>{indent}</w:pPr>" if indent else ""
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{identity}'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="bullet"/><w:pStyle w:val="{attribute(style_id)}"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{SIGNS[style]}"/><w:lvlJc w:val="left"/>{placed}</w:lvl></w:abstractNum>'
    )


def use(number: int, definition: int) -> str:
    """What styles and paragraphs point to: a list that follows a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/></w:num>'


def _level(level: int, text: str, style: str, indent: str) -> str:
    shown = _PLACE.sub(r"%\1", text)
    placed = f"<w:pPr>{indent}</w:pPr>" if indent else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="{attribute(style)}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{attribute(shown)}"/><w:lvlJc w:val="left"/>{placed}</w:lvl>'
    )
