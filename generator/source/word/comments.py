"""The comments part, and the part that ties them to threads → what each comment says (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.source.word.file import Story, WordParagraph
from generator.source.word.names import W14, W15, w
from generator.source.word.story import read_story
from generator.source.word.view import view
from generator.source.word.walk import Walk

_COMMENT, _PARAGRAPH = w("comment"), w("p")
_PARAGRAPH_ID: Final = f"{{{W14}}}paraId"
_ON: Final = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Said:
    """A comment without its place; `parent` is the id of the one it answers, "" for the first of a thread."""

    author: str
    date: str
    text: str
    resolved: bool = False
    parent: str = ""


@dataclass(frozen=True, slots=True)
class _Thread:
    """What MS-DOCX, 2.5.4.2 (commentEx) says of a paragraph of a comment."""

    parent: str
    done: bool


def read_comments(root: Any, threads: Any) -> Mapping[str, Said]:
    """The comments by id, the first of one id; `threads` is the root of commentsExtended, or `None`.

    A reply is resolved when its thread is.
    """
    written = {
        str(element.get(w("id"), "")): element for element in reversed(root.findall(_COMMENT))
    }
    known = {} if threads is None else _threads(threads)
    owners = {
        paragraph.get(_PARAGRAPH_ID, "").upper(): identity
        for identity, element in written.items()
        for paragraph in element.iter(_PARAGRAPH)
    }
    return {
        identity: _said(element, known, owners) for identity, element in reversed(written.items())
    }


def _threads(root: Any) -> dict[str, _Thread]:
    return {
        element.get(f"{{{W15}}}paraId", "").upper(): _Thread(
            str(element.get(f"{{{W15}}}paraIdParent", "")).upper(),
            element.get(f"{{{W15}}}done", "") in _ON,
        )
        for element in root.iter(f"{{{W15}}}commentEx")
    }


def _said(element: Any, threads: Mapping[str, _Thread], owners: Mapping[str, str]) -> Said:
    ids = (paragraph.get(_PARAGRAPH_ID, "").upper() for paragraph in element.iter(_PARAGRAPH))
    own = next((threads[name] for name in ids if name in threads), _Thread("", False))
    above = threads.get(own.parent, own)
    return Said(
        author=str(element.get(w("author"), "")),
        date=str(element.get(w("date"), "")),
        text=_text(element),
        resolved=own.done or above.done,
        parent=owners.get(own.parent, "") if own.parent else "",
    )


def _text(element: Any) -> str:
    """What a comment says now, its paragraphs as lines."""
    walk = Walk()
    read_story(walk, element, Story.BODY)
    paragraphs = (
        WordParagraph(tuple(draft.runs()), marks=draft.marks, flow=draft.flow)
        for draft in walk.drafts
    )
    return "\n".join(plain.text for plain in view(paragraphs, accepted=True))
