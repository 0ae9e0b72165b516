"""The tree of a part → its paragraphs in reading order, each element by what ECMA-376 says it is.

The walk is flat, so that no depth of a file is one of ours; an element it does not know is simply walked through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from lxml import etree

from generator.source.word.content import (
    DEPICTIONS,
    DRAWINGS,
    OBJECTS,
    SIGNS,
    TEXT_BOX,
    TEXTS,
    symbol,
    text_of,
)
from generator.source.word.file import Story
from generator.source.word.names import MC, w
from generator.source.word.walk import Walk

_ID, _FIELD_TYPE = w("id"), w("fldCharType")


def read_story(walk: Walk, root: Any, story: Story) -> None:
    """Add the paragraphs of a part, or of one element of it, to a walk."""
    walk.begin_story(story)
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        if event == "end":
            leave = _LEAVE.get(element.tag)
            if leave is not None:
                leave(walk)
            continue
        enter = _ENTER.get(element.tag)
        if enter is not None and enter(walk, element):
            steps.skip_subtree()
    walk.end_story()


def _text(walk: Walk, element: Any) -> bool:
    text = text_of(element)
    if text:
        walk.add(text)
    return True


def _sign(walk: Walk, element: Any) -> None:
    walk.add(SIGNS[element.tag])


def _symbol(walk: Walk, element: Any) -> None:
    walk.add(symbol(element))


def _object(walk: Walk, _: Any) -> None:
    walk.add("", objects=1)


def _field_character(walk: Walk, element: Any) -> None:
    walk.field_character(element.get(_FIELD_TYPE, ""))


def _comment_start(walk: Walk, element: Any) -> None:
    walk.anchors.begin(element.get(_ID, ""), walk.open)


def _comment_end(walk: Walk, element: Any) -> None:
    walk.anchors.end(element.get(_ID, ""), walk.open)


def _comment_reference(walk: Walk, element: Any) -> None:
    walk.anchors.place(element.get(_ID, ""), walk.current())


def _is_alternative(walk: Walk, element: Any) -> bool:
    """Of what an application is offered to choose from, the first is read (ECMA-376 part 3, 7.5).

    Where the others say something else, there is more than its text can say.
    """
    first = element.getparent()[0]
    if element is first:
        return False
    if _letters(element) != _letters(first):
        walk.add("", objects=1)
    return True


def _letters(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(*TEXTS))


def _data_binding(walk: Walk, element: Any) -> bool:
    """A content control that shows what another part holds, whatever stands in it (17.5.2.6)."""
    if element.find(w("dataBinding")) is not None:
        walk.add("", objects=1)
    return walk.enter_properties(element)


def _skip(_: Walk, __: Any) -> bool:
    return True


_CHANGES: Final = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))
_NOTES: Final = (w("footnote"), w("endnote"))
_PROPERTIES: Final = (
    *(w("pPr"), w("rPr"), w("sectPr"), w("sdtPr"), w("sdtEndPr"), w("smartTagPr")),
    *(w("customXmlPr"), w("tblPr"), w("tblPrEx"), w("tblGrid"), w("trPr"), w("tcPr")),
)

_ENTER: Final[Mapping[str, Callable[[Walk, Any], bool | None]]] = {
    **dict.fromkeys(_PROPERTIES, Walk.enter_properties),
    w("sdtPr"): _data_binding,
    **dict.fromkeys(_CHANGES, Walk.enter_change),
    **dict.fromkeys(_NOTES, Walk.enter_note),
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(SIGNS, _sign),
    **dict.fromkeys(OBJECTS, _object),
    **dict.fromkeys(DRAWINGS, Walk.enter_drawing),
    **dict.fromkeys(DEPICTIONS, Walk.depiction),
    **dict.fromkeys((w("instrText"), w("delInstrText")), Walk.instruct),
    w("fldData"): _skip,
    **dict.fromkeys((f"{{{MC}}}Choice", f"{{{MC}}}Fallback"), _is_alternative),
    TEXT_BOX: Walk.enter_text_box,
    w("p"): Walk.enter_paragraph,
    w("tbl"): Walk.enter_table,
    w("tr"): Walk.enter_row,
    w("tc"): Walk.enter_cell,
    w("sym"): _symbol,
    w("fldChar"): _field_character,
    w("bookmarkStart"): Walk.bookmark,
    w("commentRangeStart"): _comment_start,
    w("commentRangeEnd"): _comment_end,
    w("commentReference"): _comment_reference,
}
"""Element → what to do where it begins; true when nothing within it is to be read."""

_LEAVE: Final[Mapping[str, Callable[[Walk], None]]] = {
    **dict.fromkeys((*_CHANGES, w("tr")), Walk.leave_place),
    **dict.fromkeys((*_NOTES, TEXT_BOX, w("tc")), Walk.leave_room),
    **dict.fromkeys(DRAWINGS, Walk.leave_drawing),
    w("p"): Walk.leave_paragraph,
    w("tbl"): Walk.leave_table,
}
"""Element → what to do where it ends."""
