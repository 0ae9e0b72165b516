"""The markup a template wrote → elements all of which are within the vocabulary, or the issue that says which is not.

The vocabulary is closed (`docs/templates.md`) and well-formed XML, so a forgotten tag is an error and never a
silently moved sentence; what `parse` reads afterwards holds nothing it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from generator.document.tree import PAPERS, Style, TableStyle
from generator.issue import Code, IssueError, Location, issue
from generator.model.theme import SHADES

MAX_DEPTH: Final = 20
GROUPS: Final = ("keep", "keep after-text")

_INLINE: Final = frozenset({"strong", "em", "br", "a", "img"})
_BLOCKS: Final = frozenset({"p", "h2", "h3", "ol", "ul", "table", "section"})
_IN_CELL: Final = frozenset({"p", "ul"})
_SHARES: Final = re.compile(r"\s*[1-9]\d{0,3}(\.\d+)?(\s+[1-9]\d{0,3}(\.\d+)?)*\s*")

Test = Callable[[str], object]


def _one_of(values: tuple[str, ...]) -> Test:
    return frozenset(values).__contains__


_ANY: Final[Test] = bool
_SPAN: Final[Test] = re.compile(r"[1-9]\d?").fullmatch
_PICTURE_NAME: Final[Test] = re.compile(r"[a-z0-9-]{1,100}").fullmatch


@dataclass(frozen=True, slots=True)
class Rule:
    """What an element may hold: attributes with a test of each value, child elements, text of its own."""

    attributes: Mapping[str, Test] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    text: bool = False
    required: tuple[str, ...] = ()


_SHADE: Final = _one_of(tuple(map(str, range(SHADES))))
_OF_CELL: Final[Mapping[str, Test]] = {"colspan": _SPAN, "rowspan": _SPAN, "data-shade": _SHADE}
_RULES: Final[Mapping[str, Rule]] = {
    "html": Rule(children=frozenset({"head", "body"})),
    "head": Rule(children=frozenset({"title", "meta"})),
    "title": Rule(text=True),
    "meta": Rule({"name": _ANY, "content": lambda _: True}),
    "body": Rule(children=_BLOCKS),
    "section": Rule({"class": _one_of(GROUPS)}, _BLOCKS - {"section"}, required=("class",)),
    "p": Rule({"class": _one_of(tuple(Style)), "id": _ANY}, _INLINE, text=True),
    "h2": Rule({"id": _ANY}, _INLINE, text=True),
    "h3": Rule({"id": _ANY}, _INLINE, text=True),
    "ol": Rule(children=frozenset({"li"})),
    "ul": Rule(children=frozenset({"li"})),
    "li": Rule({"id": _ANY}, _INLINE | {"ol"}, text=True),
    "table": Rule(
        {"class": _one_of(tuple(TableStyle)), "data-widths": _SHARES.fullmatch},
        frozenset({"thead", "tr"}),
    ),
    "thead": Rule(children=frozenset({"tr"})),
    "tr": Rule(children=frozenset({"td", "th"})),
    "td": Rule(_OF_CELL, _INLINE | _IN_CELL, text=True),
    "th": Rule({**_OF_CELL, "class": _one_of(("upright",))}, _INLINE | _IN_CELL, text=True),
    "strong": Rule(children=_INLINE, text=True),
    "em": Rule(children=_INLINE, text=True),
    "br": Rule(),
    "a": Rule({"href": re.compile(r"#.+", re.DOTALL).fullmatch}, text=True, required=("href",)),
    "img": Rule(
        {"class": _one_of(("emblem", "chart")), "data-name": _PICTURE_NAME}, required=("class",)
    ),
}
_ONCE: Final = {"html": ("head", "body"), "table": ("thead",), "head": ("title",)}
"""Elements that may not stand twice in the same one."""

_META: Final[Mapping[str, Test]] = {
    "orientation": _one_of(("portrait", "landscape")),
    "paper": _one_of(("", *PAPERS)),
}
"""Names of `<meta>` whose values decide something, each with a test of them."""


def read(markup: str, template: str) -> Element:
    """The `<html>` of a rendered template; `template` is the file that an issue names."""
    # No document type, entity or CDATA section has a place in it; a comment has.
    if "<!" in markup.replace("<!--", ""):
        raise refused(template, "<!…>")
    try:
        root = ElementTree.fromstring(markup.strip())
    except ElementTree.ParseError as error:
        line = error.position[0]
        excerpt = markup.strip().splitlines()[line - 1 : line]
        raise refused(template, "XML", "".join(excerpt).strip()[:200], line) from None
    found = next(_problems(root), None)
    if found is not None:
        raise refused(template, found)
    return root


def refused(template: str, found: str, excerpt: str = "", line: int | None = None) -> IssueError:
    """The issue; `line` counts in what the template wrote, which is not the template's own line."""
    place = Location(template, 0, 0, excerpt)
    return IssueError(issue(Code.TEMPLATE_VOCABULARY, place, found=found, line=line))


def _problems(root: Element) -> Iterator[str]:
    if root.tag != "html" or root.find("head") is None or root.find("body") is None:
        yield "<html><head>…</head><body>…</body></html>"
    seen: set[str] = set()
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, above = waiting.pop()
        yield from _in_element(element, above)
        name = element.get("id")
        if name in seen:
            yield f'id="{name}" × 2'
        seen.update((name,) if name else ())
        waiting += [(child, (*above, str(element.tag))) for child in element]


def _in_element(element: Element, above: tuple[str, ...]) -> Iterator[str]:
    rule = _RULES.get(str(element.tag))
    if rule is None or len(above) > MAX_DEPTH:
        yield f"<{element.tag}>"
        return
    for name, value in element.attrib.items():
        if name not in rule.attributes or not rule.attributes[name](value):
            yield f'<{element.tag} {name}="{value[:40]}">'
    name, value = element.get("name", ""), element.get("content", "")
    if element.tag == "meta" and name in _META and not _META[name](value):
        yield f'<meta name="{name}" content="{value[:40]}">'
    # Of emblems there is one; a chart has a name.
    named = element.tag == "img" and element.get("class") == "chart"
    if "data-name" in element.attrib and not named:
        yield f'<{element.tag} data-name="{element.get("data-name", "")[:40]}">'
    required = (*rule.required, "data-name") if named else rule.required
    missing = [name for name in required if name not in element.attrib]
    if missing:
        yield f"<{element.tag} {missing[0]}=?>"
    yield from _in_content(element, rule, above)


def _in_content(element: Element, rule: Rule, above: tuple[str, ...]) -> Iterator[str]:
    names = [str(child.tag) for child in element]
    for name in names:
        if name not in rule.children:
            yield f"<{element.tag}><{name}>" if name in _RULES else f"<{name}>"
    once = _ONCE.get(str(element.tag), ())
    yield from (f"<{element.tag}><{name}> × 2" for name in once if names.count(name) > 1)
    if element.tag == "ol" and above.count("ol") > 1:
        yield "<ol><ol><ol>"
    if element.tag == "ol" and "ul" in above:
        yield "<ul><ol>"
    cells = element.tag in ("td", "th") and not _IN_CELL.isdisjoint(names)
    beside = next((name for name in names if name not in _IN_CELL), "")
    if cells and beside:
        yield f"<{element.tag}><p>…</p><{beside}>"
    text = rule.text and not cells
    stray = "" if text else _stray(element.text, *(child.tail for child in element))
    # After sub-clauses their clause cannot go on.
    stray = stray or _stray(*(child.tail for child in element if child.tag == "ol"))
    if stray:
        yield f"<{element.tag}>…{stray}"


def _stray(*texts: str | None) -> str:
    found = (text.strip(" \t\r\n")[:40] for text in texts if text)
    return next((text for text in found if text), "")
