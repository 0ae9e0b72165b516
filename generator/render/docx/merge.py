"""The customer's styles, numbering and settings + the theme → parts in which theirs stay and ours are added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from generator.document.tree import LEVELS, SIGNS, Style, TableStyle
from generator.model.theme import Theme
from generator.render.docx import styles as ours
from generator.render.docx.numbering import bullet_definition, list_definition, numbering, use
from generator.render.docx.ooxml import W, attribute, encode
from generator.render.docx.reference import RELATIONSHIP_ID, parse, refuse
from generator.render.docx.styles import Names, list_of, numbering_of

_ON: Final = ("1", "true", "on")

# What concerns the life of their file, not the look of ours: its protection, its data, its notes, its template.
_NOT_OURS: Final = (
    "attachedTemplate",
    "docVars",
    "documentProtection",
    "endnotePr",
    "footnotePr",
    "mailMerge",
    "revisionView",
    "rsids",
    "saveThroughXslt",
    "trackRevisions",
    "updateFields",
    "writeProtection",
)


def w(name: str) -> str:
    """A WordprocessingML name as lxml spells it."""
    return f"{{{W}}}{name}"


def value(element: Any, name: str) -> str:
    """The `w:val` of a child, "" without one."""
    child = element.find(w(name))
    return "" if child is None else str(child.get(w("val"), ""))


def whole(number: str) -> int:
    """A whole number; a file in which it is none has been damaged."""
    try:
        return int(number)
    except ValueError:
        raise refuse("damaged") from None


def is_on(element: Any, name: str) -> bool:
    """Whether a switch such as `w:titlePg` stands in the element and is not turned off."""
    child = element.find(w(name))
    return child is not None and child.get(w("val"), "1") in _ON


def serialise(root: Any) -> bytes:
    """The tree as a part."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def fragment(xml: str) -> Any:
    """One of our elements as a tree."""
    return parse(f'<w:x xmlns:w="{W}">{xml}</w:x>'.encode())[0]


@dataclass(frozen=True, slots=True)
class Styles:
    """Their styles.xml: `kept` are those of our styles of lists that it has."""

    root: Any
    names: Names
    kept: Mapping[Style, Any]


Theirs = Mapping[tuple[str, str], Any]
"""Their styles by kind and by name in small letters."""


def find_styles(root: Any, theme: Theme, number: int) -> Styles:
    """What their styles.xml calls our styles; for those it lacks, ids that are free.

    Word spells ids as it likes on saving, so a style is known by its name; `number` is our list.
    """
    theirs = {
        (style.get(w("type"), "paragraph"), value(style, "name").casefold()): style
        for style in root.iter(w("style"))
    }
    taken = {_id(style) for style in root.iter(w("style"))}

    def name(kind: str, shown: str, wanted: str) -> str:
        found = theirs.get((kind, shown.casefold()))
        return _free(wanted, taken) if found is None else _id(found)

    looks, tables = theme.paragraphs, theme.tables
    names = Names(
        paragraphs={s: name("paragraph", looks[s].name, ours.style_id(s)) for s in Style},
        tables={s: name("table", tables[s].name, ours.style_id(s)) for s in TableStyle},
        normal=_default(theirs, "paragraph") or name("paragraph", "normal", ours.NORMAL_ID),
        table_normal=_default(theirs, "table")
        or name("table", "normal table", ours.TABLE_NORMAL_ID),
        list=number,
    )
    keys = {style: ("paragraph", looks[style].name.casefold()) for style in (*LEVELS, *SIGNS)}
    return Styles(root, names, {style: theirs[key] for style, key in keys.items() if key in theirs})


def _id(style: Any) -> str:
    return str(style.get(w("styleId"), ""))


def _free(wanted: str, taken: set[str]) -> str:
    while wanted in taken:
        wanted += "-posada"
    return wanted


def _default(theirs: Theirs, kind: str) -> str:
    """The id of the style that everything of a kind rests on, "" without one."""
    found = (s for (its, _), s in theirs.items() if its == kind and s.get(w("default")) in _ON)
    return next(map(_id, found), "")


def add_styles(styles: Styles, theme: Theme, locale: str) -> bytes:
    """Their styles.xml with the styles it lacks, and with the language of our text."""
    present = {_id(style) for style in styles.root.iter(w("style"))}
    for identifier, xml in _missing(styles, theme):
        if identifier not in present:
            styles.root.append(fragment(xml))
    _set_language(styles.root, locale)
    return serialise(styles.root)


def _missing(styles: Styles, theme: Theme) -> Iterator[tuple[str, str]]:
    names = styles.names
    yield names.normal, ours.normal_style(theme, names.normal)
    yield names.table_normal, ours.table_normal_style(names.table_normal)
    for style in Style:
        yield names.paragraphs[style], ours.paragraph_style(style, theme, names)
    for table in TableStyle:
        yield names.tables[table], ours.table_style(table, theme, names)


def _set_language(root: Any, locale: str) -> None:
    """The text is in our language whatever theirs was: else Word underlines all of it."""
    at = root
    for index, name in ((0, "docDefaults"), (0, "rPrDefault"), (0, "rPr")):
        child = at.find(w(name))
        if child is None:
            child = etree.Element(w(name))
            at.insert(index, child)
        at = child
    for old in at.findall(w("lang")):
        at.remove(old)
    at.append(fragment(f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'))


def next_list(root: Any) -> int:
    """The number our list gets in their numbering.xml (`None`: they have none)."""
    return 1 if root is None else 1 + max(_numbers(root, "num", "numId"), default=0)


def _numbers(root: Any, element: str, name: str) -> Iterator[int]:
    yield from (whole(found.get(w(name), "0")) for found in root.iter(w(element)))


def add_numbering(root: Any, styles: Styles, theme: Theme) -> bytes:
    """Their numbering.xml with our lists, which number their styles too where those have none.

    When all three numbered styles are theirs and share one list, they keep it, and so does a style of a list with a
    dash that has one; nothing is added for them.
    """
    added = tuple(_unlisted(root, styles))
    for style in added:
        if style in styles.kept:
            _tie(styles.kept[style], numbering_of(style, styles.names.list))
    tied = {style: styles.names.paragraphs[style] for style in (*LEVELS, *SIGNS)}
    indents = {style: ours.indents(theme.paragraphs[style]) for style in SIGNS}
    indents |= {style: _indent(element) for style, element in styles.kept.items()}
    if root is None:
        return encode(numbering(theme.numbering, tied, indents))
    if not LEVELS.keys().isdisjoint(added):
        definition = _next_definition(root)
        xml = list_definition(theme.numbering, definition, tied, identity="", indents=indents)
        _insert_list(root, fragment(xml), fragment(use(styles.names.list, definition)))
    for style in added:
        if style in SIGNS:
            definition, number = _next_definition(root), list_of(style, styles.names.list)
            xml = bullet_definition(style, definition, tied[style], indent=indents[style])
            _insert_list(root, fragment(xml), fragment(use(number, definition)))
    return serialise(root)


def _unlisted(root: Any, styles: Styles) -> Iterator[Style]:
    """The styles of lists that have none in their file, or not the one they should share."""
    found = {style: _list(element) for style, element in styles.kept.items()}
    shared = {found.get(style, "") for style in LEVELS}
    if root is None or len(shared) > 1 or "" in shared:
        yield from LEVELS
    yield from (style for style in SIGNS if root is None or not found.get(style))


def _next_definition(root: Any) -> int:
    return 1 + max(_numbers(root, "abstractNum", "abstractNumId"), default=-1)


def _indent(style: Any) -> str:
    """The indents a style has itself, as our own markup."""
    found = style.find(f"{w('pPr')}/{w('ind')}")
    pairs = () if found is None else sorted(found.items())
    listed = " ".join(
        f'w:{etree.QName(name).localname}="{attribute(text)}"'
        for name, text in pairs
        if etree.QName(name).namespace == W
    )
    return f"<w:ind {listed}/>" if listed else ""


# What may stand before w:numPr in a style's paragraph properties, and after those properties in the style
# (ECMA-376 part 1, CT_PPrBase and CT_Style).
_BEFORE_LIST: Final = frozenset(
    map(w, ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"))
)
_AFTER_PARAGRAPH: Final = frozenset(map(w, ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")))


def _tie(style: Any, numbering: str) -> None:
    """Place a style on a level of our list."""
    properties = style.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        places = (at for at, child in enumerate(style) if child.tag in _AFTER_PARAGRAPH)
        style.insert(next(places, len(style)), properties)
    for old in properties.findall(w("numPr")):
        properties.remove(old)
    place = sum(1 for child in properties if child.tag in _BEFORE_LIST)
    properties.insert(place, fragment(numbering))


def _insert_list(root: Any, definition: Any, its_use: Any) -> None:
    """Add a list where the schema wants it: definitions before what uses them."""
    place = sum(1 for child in root if child.tag in (w("numPicBullet"), w("abstractNum")))
    root.insert(place, definition)
    uses = [at for at, child in enumerate(root) if child.tag == w("num")]
    root.insert(1 + max(uses, default=place), its_use)


def _list(style: Any) -> str:
    """The number of the list that a style itself is tied to, "" for none."""
    properties = style.find(f"{w('pPr')}/{w('numPr')}")
    found = "" if properties is None else value(properties, "numId")
    return "" if found == "0" else found


def adapt_settings(root: Any) -> bytes:
    """Their settings.xml without what concerns their own file only."""
    for child in list(root):
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in _NOT_OURS or child.get(RELATIONSHIP_ID) is not None:
            root.remove(child)
    return serialise(root)


def compatibility_mode(root: Any) -> int:
    """The version of Word their settings.xml asks to lay pages out as; 15 is Word 2013 and all later ones."""
    for setting in root.iter(w("compatSetting")):
        if setting.get(w("name")) == "compatibilityMode":
            return whole(setting.get(w("val"), "0"))
    return 12  # Word 2007, which did not write it down
