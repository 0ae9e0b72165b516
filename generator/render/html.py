"""Document tree → HTML: one self-contained page, and the same body that the PDF is laid out from."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Final

from generator.document.comments import Mark, pieces
from generator.document.tree import (
    SIGNS,
    Block,
    Break,
    Cell,
    Change,
    Document,
    Group,
    Inline,
    Link,
    Paragraph,
    Picture,
    Reference,
    Revision,
    Style,
    Table,
    Text,
    paragraphs_of,
)
from generator.model.theme import Theme
from generator.render.css import column_widths
from generator.render.fit import fitted, oriented
from generator.render.upright import ALONG_MM, height_mm

_ELEMENTS: Final[Mapping[Style, str]] = {
    Style.KIND: "h1",
    Style.HEADING: "h2",
    Style.SUBHEADING: "h3",
}
_IN_CELL: Final = (Style.CELL, Style.CELL_HEAD, Style.CELL_SMALL, Style.CELL_NUMBER)
"""Styles whose paragraph is the cell itself: half the boxes to lay out in a table of data."""

_UNBROKEN_LINK: Final = re.compile(r"([^ <>]*)(<a [^>]*>)([^<]*)</a>([^ <>]*)")
"""A cross-reference with what no space parts it from: «п. 2.3,». WeasyPrint breaks a line at a wrong place when it
meets a link that must stay with the text before it, so that text becomes part of the link."""

_ESCAPED_END: Final = "<\\/"
POLICY: Final = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)


def page(document: Document, theme: Theme, css: str) -> str:
    """The whole page; with `css` empty it is what the PDF writer takes, which brings its own stylesheet."""
    # Nothing in a stylesheet can end it, and whatever it asks for, a browser loads and runs nothing.
    style = f"{POLICY}<style>{css.replace('</', _ESCAPED_END)}</style>" if css else ""
    mark = (
        f'<p class="mark" aria-hidden="true">{escape(document.mark)}</p>'
        if document.mark and css
        else ""
    )
    foot = f'<footer class="foot">{escape(document.foot)}</footer>' if document.foot and css else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>"
        f'<meta name="author" content="{escape(document.author)}">'
        f'<meta name="description" content="{escape(document.subject)}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{_identity(document)}{_dates(document)}{style}</head>\n<body>{mark}"
        f"<main{_foot(document)}>\n{body(document, theme)}</main>{foot}</body></html>\n"
    )


def _foot(document: Document) -> str:
    """The line at the foot of every page, where the stylesheet takes it from."""
    return f' data-foot="{escape(document.foot)}"' if document.foot else ""


def _identity(document: Document) -> str:
    """What a file can be found by in the register."""
    return (
        f'<meta name="keywords" content="{escape(str(document.identity))}">'
        if document.identity
        else ""
    )


def _dates(document: Document) -> str:
    if not document.date:
        return ""
    return (
        f'<meta name="dcterms.created" content="{document.date}">'
        f'<meta name="dcterms.modified" content="{document.date}">'
    )


def body(document: Document, theme: Theme) -> str:
    """The blocks alone."""
    write = _Writer(oriented(theme, document.landscape, document.paper))
    written = "".join(f"{line}\n" for block in document.blocks for line in write.block(block))
    if any(paragraph.style is Style.HEADING for paragraph in document.paragraphs()):
        return written
    # No level of headings may be left out (PDF/UA-1, 7.4.2); what a text says cannot look like an element.
    return written.replace("<h3 ", "<h2 ").replace("</h3>", "</h2>")


class _Writer:
    def __init__(self, theme: Theme) -> None:
        self._theme = fitted(theme, theme.page.text_width_mm)

    def block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield _paragraph(block)
        elif isinstance(block, Table):
            yield from self._table(block)
        else:
            yield from self._group(block)

    def _group(self, group: Group) -> Iterator[str]:
        yield f'<section class="keep{" after-text" if group.after_text else ""}">'
        for block in group.blocks:
            yield from self.block(block)
        yield "</section>"

    def _table(self, table: Table) -> Iterator[str]:
        look = self._theme.tables[table.style]
        count = sum(cell.columns for cell in table.rows[0]) if table.rows else 0
        widths = column_widths(look, self._theme.page, table.widths, count)
        role = "" if look.borders else ' role="presentation"'
        if margin := _margin(p for p in paragraphs_of(table) if p.style in _IN_CELL):
            yield margin
        yield f'<table class="{table.style}"{role}><colgroup>'
        yield "".join(f'<col style="width: {width:.2f}mm">' for width in widths)
        yield "</colgroup>"
        narrowest = min(widths, default=0)
        yield from self._rows("thead", "th", table.rows[: table.head_rows], narrowest)
        yield from self._rows("tbody", "td", table.rows[table.head_rows :], narrowest)
        yield "</table>"

    def _rows(
        self, part: str, tag: str, rows: tuple[tuple[Cell, ...], ...], narrowest: float
    ) -> Iterator[str]:
        if not rows:
            return
        yield f"<{part}>"
        for row in rows:
            height = height_mm(row, narrowest, self._theme)
            yield f"<tr>{''.join(_cell(cell, tag, height) for cell in row)}</tr>"
        yield f"</{part}>"


def _cell(cell: Cell, tag: str, height: float) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    scope = ' scope="col"' if tag == "th" else ""
    only = cell.paragraphs[0] if len(cell.paragraphs) == 1 and not cell.upright else None
    itself = only if only and only.style in _IN_CELL else None
    names = (
        itself.style if itself else "",
        "upright" if cell.upright else "",
        "" if cell.shade is None else f"shade-{cell.shade}",
    )
    listed = " ".join(filter(None, names))
    place = f"{spans}{_anchor(itself) if itself else ''}" + (f' class="{listed}"' if listed else "")
    inside = _inside(itself) if itself else "".join(map(_paragraph, cell.paragraphs))
    inside = _turned(inside, height) if cell.upright else inside
    return f"<{tag}{scope}{place}>{inside}</{tag}>"


def _turned(inside: str, height: float) -> str:
    """What is in an upright cell; the stylesheet turns it within its place."""
    return (
        f'<div style="height: {height:g}mm"><div style="width: {height - 2 * ALONG_MM:g}mm">'
        f"{inside}</div></div>"
    )


def _paragraph(paragraph: Paragraph) -> str:
    tag = _ELEMENTS.get(paragraph.style, "p")
    number = _number(paragraph) if paragraph.number else ""
    names = f"{paragraph.style} keep-next" if paragraph.keep_next else paragraph.style
    margin = "" if paragraph.style in _IN_CELL else _margin((paragraph,))
    place = f'class="{names}"{_anchor(paragraph)}'
    return f"{margin}<{tag} {place}>{number}{_inside(paragraph)}</{tag}>"


def _number(paragraph: Paragraph) -> str:
    number = f"{_revised(escape(paragraph.number), paragraph.revision)} "
    return f'<span class="sign">{number}</span>' if paragraph.style in SIGNS else number


def _inside(paragraph: Paragraph) -> str:
    written = "".join(_piece(piece) for piece in pieces(paragraph))
    # A picture is one long word; without a link there is nothing to look for in it.
    return _UNBROKEN_LINK.sub(r"\2\1\3\4</a>", written) if "<a " in written else written


def _piece(piece: Inline | Mark) -> str:
    if isinstance(piece, Mark):
        return "<mark>" if piece.opens else "</mark>"
    return _revised(_INLINES[type(piece)](piece), piece.revision)


def _revised(written: str, revision: Revision | None) -> str:
    """What is written, marked as new, deleted or moved."""
    if revision is None or not written:
        return written
    tag = "ins" if revision.change.is_new else "del"
    moved = ' class="moved"' if revision.change in (Change.MOVED_FROM, Change.MOVED_TO) else ""
    return f"<{tag}{moved}>{written}</{tag}>"


def _margin(paragraphs: Iterable[Paragraph]) -> str:
    """What is said in the margin beside a paragraph or a table, before which it stands: its indents do not matter."""
    said = "".join(
        f'<span class="comment {escape(comment.kind)}">{"<br>".join(map(escape, comment.lines))}</span>'
        for paragraph in paragraphs
        for comment in paragraph.comments
    )
    return f'<div class="comments">{said}</div>' if said else ""


def _anchor(paragraph: Paragraph) -> str:
    return f' id="{escape(paragraph.anchor)}"' if paragraph.anchor else ""


def _text(inline: Text) -> str:
    text = escape(inline.text)
    text = f"<strong>{text}</strong>" if inline.bold else text
    return f"<em>{text}</em>" if inline.italic else text


def _reference(inline: Reference | Link) -> str:
    return f'<a href="#{escape(inline.target)}">{escape(inline.text)}</a>'


def _picture(inline: Picture) -> str:
    data = base64.b64encode(inline.content).decode("ascii")
    return (
        f'<img src="data:{inline.media_type};base64,{data}" alt="{escape(inline.alternative)}" '
        f'style="width: {inline.width_mm:.2f}mm; height: {inline.height_mm:.2f}mm">'
    )


_INLINES: Final[Mapping[type[Inline], Callable[..., str]]] = {
    Text: _text,
    Reference: _reference,
    Link: _reference,
    Break: lambda _: "<br>",
    Picture: _picture,
}
