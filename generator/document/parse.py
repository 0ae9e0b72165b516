"""The markup a template wrote, within the vocabulary → blocks, with the typography of the language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from generator.document import vocabulary
from generator.document.tree import (
    EMBLEM,
    Block,
    Break,
    Cell,
    Group,
    Inline,
    Link,
    Paragraph,
    Picture,
    Reference,
    Style,
    Table,
    TableStyle,
    Text,
)
from generator.language import typeset

_SPACE: Final = re.compile(r"[ \t\r\n]+")
_OBJECT: Final = "\U0001d7ce"
"""Stands for a cross-reference while a paragraph's typography is set as a whole: a digit no text has (𝟎)."""

_SEAM: Final = "\ue001"
"""Stands between two texts of different look; a private-use character."""

_MARKS: Final = re.compile(f"[{_OBJECT}{_SEAM}]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a template wrote: the `<title>` and `<meta>` of its head, and its blocks, not numbered yet."""

    title: str
    meta: Mapping[str, str]
    blocks: tuple[Block, ...]


_NO_PICTURES: Final[Mapping[str, Picture]] = {}


def parse(
    markup: str, template: str, language: str, pictures: Mapping[str, Picture] = _NO_PICTURES
) -> Parsed:
    """The blocks of a rendered template; `pictures` are its charts by name, and the emblem, if there is one."""
    root = vocabulary.read(markup, template)
    for name in (img.get("data-name", EMBLEM) for img in root.iter("img")):
        if name not in pictures and name != EMBLEM:
            raise vocabulary.refused(template, f'<img class="chart" data-name="{name}"/>')
    return Parsed(
        title=_SPACE.sub(" ", root.findtext("head/title", "")).strip(),
        meta={m.get("name", ""): m.get("content", "") for m in root.iterfind("head/meta")},
        blocks=tuple(_Parser(language, pictures).blocks(root.iterfind("body/*"))),
    )


def parse_inlines(markup: str, language: str) -> tuple[Inline, ...]:
    """The inlines of one paragraph, its references without numbers."""
    element = fromstring(f"<p>{markup}</p>")
    return _Parser(language, _NO_PICTURES).paragraph(element).inlines


class _Parser:
    def __init__(self, language: str, pictures: Mapping[str, Picture]) -> None:
        self._language = language
        self._pictures = pictures

    def blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        for element in elements:
            yield from _BLOCKS[str(element.tag)](self, element)

    def paragraph(self, element: Element) -> Paragraph:
        """A `<p>`."""
        return next(self._paragraph(element))

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        yield self._styled(element, Style(element.get("class", Style.BODY)), tuple(element))

    def _heading(self, element: Element) -> Iterator[Paragraph]:
        yield self._styled(element, _HEADINGS[str(element.tag)], tuple(element))

    def _styled(self, element: Element, style: Style, children: tuple[Element, ...]) -> Paragraph:
        inlines = [*self._text(element.text), *(i for c in children for i in self._inline(c))]
        return Paragraph(style, typeset_inlines(inlines, self._language), id=element.get("id", ""))

    def _list(self, element: Element) -> Iterator[Paragraph]:
        yield from self._items(element, Style.CLAUSE)

    def _bullets(self, element: Element) -> Iterator[Paragraph]:
        yield from self._items(element, Style.BULLET)

    def _items(self, element: Element, style: Style) -> Iterator[Paragraph]:
        for item in element:
            yield self._styled(item, style, tuple(c for c in item if c.tag != "ol"))
            for inner in item.iterfind("ol"):
                yield from self._items(inner, Style.SUBCLAUSE)

    def _table(self, element: Element) -> Iterator[Table]:
        head = element.findall("thead/tr")
        rows = [*head, *element.findall("tr")]
        yield Table(
            TableStyle(element.get("class", TableStyle.GRID)),
            tuple(tuple(self._cell(cell) for cell in row) for row in rows),
            head_rows=len(head),
            widths=tuple(float(share) for share in element.get("data-widths", "").split()),
        )

    def _cell(self, element: Element) -> Cell:
        inner = (p for child in element if child.tag in _IN_CELL for p in self._in_cell(child))
        shade = element.get("data-shade")
        return Cell(
            tuple(inner) or (self._cell_text(element),),
            int(element.get("colspan", 1)),
            int(element.get("rowspan", 1)),
            None if shade is None else int(shade),
            upright=element.get("class") == "upright",
        )

    def _in_cell(self, element: Element) -> Iterator[Paragraph]:
        if element.tag == "ul":
            yield from self._items(element, Style.CELL_BULLET)
        else:
            yield from self._paragraph(element)

    def _cell_text(self, element: Element) -> Paragraph:
        """The words of a cell without paragraphs of its own; lists in it are empty."""
        head = Style.CELL_UPRIGHT if element.get("class") == "upright" else Style.CELL_HEAD
        style = head if element.tag == "th" else Style.CELL
        return self._styled(element, style, tuple(c for c in element if c.tag not in _IN_CELL))

    def _group(self, element: Element) -> Iterator[Group]:
        inner = tuple(block for block in self.blocks(element) if not isinstance(block, Group))
        yield Group(inner, after_text="after-text" in element.get("class", ""))

    def _text(self, text: str | None) -> Iterator[Inline]:
        if text:
            yield Text(_words(text))

    def _inline(self, element: Element) -> Iterator[Inline]:
        yield from _INLINES[str(element.tag)](self, element)
        yield from self._text(element.tail)

    def _break(self, _: Element) -> Iterator[Inline]:
        yield Break()

    def _reference(self, element: Element) -> Iterator[Inline]:
        target = element.get("href", "").removeprefix("#")
        words = _words(element.text).strip(" ")
        yield Link(target, words) if words else Reference(target)

    def _image(self, element: Element) -> Iterator[Inline]:
        """A chart, or the emblem where there is one."""
        name = element.get("data-name", EMBLEM)
        if name in self._pictures:
            yield self._pictures[name]

    def _emphasis(self, element: Element) -> Iterator[Inline]:
        inner = (*self._text(element.text), *(i for child in element for i in self._inline(child)))
        for inline in inner:
            if isinstance(inline, Text):
                bold = inline.bold or element.tag == "strong"
                yield Text(inline.text, bold, inline.italic or element.tag == "em")
            else:
                yield inline


def typeset_inlines(inlines: Sequence[Inline], language: str) -> tuple[Inline, ...]:
    """Quotes, apostrophes and no-break spaces over a paragraph as a whole; outer spaces dropped."""
    marks = [
        _mark(inline, before) for before, inline in zip([None, *inlines], inlines, strict=False)
    ]
    source = "".join(
        mark + (i.text if isinstance(i, Text | Link) else "")
        for mark, i in zip(marks, inlines, strict=True)
    )
    pieces = _MARKS.split(typeset(source.strip(" "), language))
    at = 0
    set_: list[Inline] = []
    for mark, inline in zip(marks, inlines, strict=True):
        at += len(mark)
        if not isinstance(inline, Text | Link):
            set_.append(inline)
        elif pieces[at]:
            set_.append(replace(inline, text=pieces[at]))
    return tuple(set_)


def _words(text: str | None) -> str:
    return _SPACE.sub(" ", _MARKS.sub("", text or ""))


def _mark(inline: Inline, before: Inline | None) -> str:
    """What stands for an inline, or between two texts, while typography is set."""
    if not isinstance(inline, Text | Link):
        return _OBJECT
    return _SEAM if isinstance(before, Text | Link) else ""


_IN_CELL: Final = ("p", "ul")
_HEADINGS: Final[Mapping[str, Style]] = {"h2": Style.HEADING, "h3": Style.SUBHEADING}
_BLOCKS: Final[Mapping[str, Callable[[_Parser, Element], Iterator[Block]]]] = {
    "p": _Parser._paragraph,
    "h2": _Parser._heading,
    "h3": _Parser._heading,
    "ol": _Parser._list,
    "ul": _Parser._bullets,
    "table": _Parser._table,
    "section": _Parser._group,
}
_INLINES: Final[Mapping[str, Callable[[_Parser, Element], Iterator[Inline]]]] = {
    "br": _Parser._break,
    "a": _Parser._reference,
    "img": _Parser._image,
    "strong": _Parser._emphasis,
    "em": _Parser._emphasis,
}
