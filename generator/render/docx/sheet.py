"""The customer's page setup, headers and footers → the section and the header parts of our documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from generator.document.tree import PAPERS
from generator.model.theme import Theme
from generator.render.docx.base import header_link, header_references, page_setup
from generator.render.docx.header import WATERMARK, Footer, Header, Kind
from generator.render.docx.merge import fragment, is_on, serialise, w, whole
from generator.render.docx.ooxml import R, W, twips
from generator.render.docx.package import Part, Relationship, office
from generator.render.docx.reference import RELATIONSHIP_ID, Reference, refuse

_MARKER: Final = "posada"
_EXTENSION: Final = re.compile(r"\.[a-z0-9]{1,5}$")

# Fields that run a program or open another file when they are updated.
_ACTIVE: Final = re.compile(
    r"\b(DDE|DDEAUTO|LINK|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE)\b", re.I
)
_PAGE: Final = re.compile(r"\bPAGE\b", re.I)


@dataclass(slots=True)
class Sheet:
    """What the page brings to a `Base`, gathered."""

    section: str = ""
    width: int = 0
    headers: tuple[Header, ...] = ()
    footers: tuple[Footer, ...] = ()
    parts: list[Part] = field(default_factory=list)
    links: dict[str, tuple[Relationship, ...]] = field(default_factory=dict)
    document_links: list[Relationship] = field(default_factory=list)


def read_sheet(
    reference: Reference, theme: Theme, even: bool, landscape: bool, paper: str
) -> Sheet:
    """The page of the reference document; with `even` its even pages have headers of their own."""
    body = reference.tree(reference.document).find(w("body"))
    found = None if body is None else body.find(w("sectPr"))
    section = fragment(page_setup(theme, "")) if found is None else found
    if paper:
        _cut(section, *PAPERS[paper])
    if landscape:
        _turn(section)
    sheet = Sheet(width=_text_width(section))
    kinds: tuple[Kind, ...] = ("first", "default", "even") if even else ("first", "default")
    tops = _sources(reference, section, "header", kinds)
    bottoms = _sources(reference, section, "footer", kinds)
    pages = [_fields(reference.tree(name)) for name in (*tops.values(), *bottoms.values())]
    numbered = any(map(_PAGE.search, pages))
    sheet.headers = tuple(
        _header(sheet, reference, kind, tops.get(kind), numbered) for kind in kinds
    )
    references = header_references(sheet.headers)
    sheet.footers = tuple(_footer(sheet, reference, kind, bottoms.get(kind)) for kind in kinds)
    sheet.document_links += map(header_link, sheet.headers)
    sheet.section = _section(section, references)
    return sheet


def _cut(section: Any, width_mm: float, height_mm: float) -> None:
    """Take an upright sheet of this size instead of theirs; its margins stay."""
    size = section.find(w("pgSz"))
    if size is None:
        raise refuse("no_page")
    size.attrib.clear()
    size.set(w("w"), str(twips(width_mm)))
    size.set(w("h"), str(twips(height_mm)))


def _turn(section: Any) -> None:
    """Lay an upright sheet crosswise; its margins stay."""
    size = section.find(w("pgSz"))
    if size is None:
        raise refuse("no_page")
    wide, high = size.get(w("w"), "0"), size.get(w("h"), "0")
    if whole(wide) < whole(high):
        size.set(w("w"), high)
        size.set(w("h"), wide)
        size.set(w("orient"), "landscape")


def _text_width(section: Any) -> int:
    """Between the margins, in twips."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        raise refuse("no_page")
    sides = (whole(margins.get(w(side), "0")) for side in ("left", "right", "gutter"))
    width = whole(size.get(w("w"), "0")) - sum(sides)
    if width < twips(50):
        raise refuse("no_page")
    return width


def _sources(
    reference: Reference, section: Any, what: str, kinds: tuple[Kind, ...]
) -> dict[Kind, str]:
    """The header (or footer) parts by kind; without «different first page» the first page has the others' one."""
    targets = {link.id: link.target for link in reference.links.get(reference.document, ())}
    named = {
        element.get(w("type"), "default"): targets.get(element.get(RELATIONSHIP_ID), "")
        for element in section.findall(w(f"{what}Reference"))
    }
    if not is_on(section, "titlePg"):
        named["first"] = named.get("default", "")
    return {kind: named[kind] for kind in kinds if named.get(kind) in reference.parts}


def _fields(root: Any) -> str:
    """The instructions of all fields of a part."""
    simple = (element.get(w("instr"), "") for element in root.iter(w("fldSimple")))
    complex_ = (element.text or "" for element in root.iter(w("instrText")))
    return f"{' '.join(simple)} {''.join(complex_)}"


def _header(
    sheet: Sheet, reference: Reference, kind: Kind, source: str | None, numbered: bool
) -> Header:
    """Theirs with room for our line at its end, or ours; our page number only where they have none."""
    name, number = f"header-{kind}", kind != "first" and not numbered
    if source is None:
        return Header(name, kind, number)
    opening, closing = _open(_checked(sheet, reference, source, f"word/{name}.xml"))
    return Header(name, kind, number, ours=False, opening=opening, closing=closing)


def _footer(sheet: Sheet, reference: Reference, kind: Kind, source: str | None) -> Footer:
    """Theirs with room for our line at its end, or ours."""
    name = f"footer-{kind}"
    if source is None:
        return Footer(name, kind)
    opening, closing = _open(_checked(sheet, reference, source, f"word/{name}.xml"))
    return Footer(name, kind, ours=False, opening=opening, closing=closing)


def _open(root: Any) -> tuple[str, str]:
    """What stands before and after the place for our line."""
    root.append(etree.Comment(_MARKER))
    opening, closing = serialise(root).decode().split(f"<!--{_MARKER}-->", 1)
    return opening, closing


def _checked(sheet: Sheet, reference: Reference, source: str, name: str) -> Any:
    """A header or footer to be kept under `name`, with its pictures; refused if anything in it is active."""
    root = reference.tree(source)
    if _ACTIVE.search(_fields(root)):
        raise refuse("active")
    _remove_watermark(root)
    copy_links(
        sheet.parts, sheet.links, reference, source, name, (office("image"), office("hyperlink"))
    )
    return root


def _remove_watermark(root: Any) -> None:
    """Whoever took a draft as his reference document does not want the mark in every final copy."""
    for shape in list(root.iter("{urn:schemas-microsoft-com:vml}shape")):
        run = next(shape.iterancestors(w("r")), None)
        if shape.get("id", "").startswith(WATERMARK) and run is not None:
            run.getparent().remove(run)


def copy_links(
    parts: list[Part],
    links: dict[str, tuple[Relationship, ...]],
    reference: Reference,
    source: str,
    name: str,
    allowed: tuple[str, ...],
) -> None:
    """Keep what a kept part is tied to: parts without links of their own, under names that we choose."""
    kept = []
    for link in reference.links.get(source, ()):
        if link.type not in allowed or (not link.external and link.target not in reference.parts):
            raise refuse("active")
        kept.append(link if link.external else _copy(parts, reference, link, name))
    links[name] = tuple(kept)


def _copy(parts: list[Part], reference: Reference, link: Relationship, name: str) -> Relationship:
    extension = _EXTENSION.search(link.target.lower())
    file = f"letterhead/{len(parts)}{extension[0] if extension else '.bin'}"
    media_type = reference.media_types[link.target]
    parts.append(Part(f"word/{file}", reference.parts[link.target], media_type))
    up = "../" * (name.count("/") - 1)
    return Relationship(link.id, link.type, up + file)


_DROPPED: Final = (
    "headerReference",
    "footerReference",
    "titlePg",
    "sectPrChange",
    "printerSettings",
)


def _section(section: Any, references: str) -> str:
    """Their section with our headers, the first page set apart, in one column."""
    for child in list(section):
        if child.tag in map(w, _DROPPED) or child.get(RELATIONSHIP_ID) is not None:
            section.remove(child)
    columns = section.find(w("cols"))
    if columns is not None:
        section.replace(columns, fragment('<w:cols w:space="708"/>'))
    _insert_title_page(section)
    for child in reversed(_fragments(references)):
        section.insert(0, child)
    written: str = etree.tostring(section, encoding="unicode", with_tail=False)
    return written


# What may follow w:titlePg (ECMA-376 part 1, CT_SectPr).
_AFTER_TITLE: Final = frozenset(
    map(w, ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange"))
)


def _insert_title_page(section: Any) -> None:
    places = (at for at, child in enumerate(section) if child.tag in _AFTER_TITLE)
    section.insert(next(places, len(section)), fragment("<w:titlePg/>"))


def _fragments(xml: str) -> list[Any]:
    """Several of our elements as trees."""
    return list(fragment(f'<w:x xmlns:w="{W}" xmlns:r="{R}">{xml}</w:x>'))
