"""Comments → comments.xml, which Word shows in the margin (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.document.tree import Comment
from generator.render.docx.inline import characters
from generator.render.docx.ooxml import BODY_NAMESPACES, HEAD, attribute

AUTHOR: Final = "posada"
"""Who says so: the program, not a person."""


def comments_xml(comments: Iterable[Comment], day: str) -> str:
    """The whole part; a comment is numbered by its place, `day` is an ISO date or ""."""
    date = f' w:date="{attribute(day)}T00:00:00Z"' if day else ""
    who = f'w:author="{AUTHOR}" w:initials="{AUTHOR[0]}"'
    written = "".join(
        f'<w:comment w:id="{number}" {who}{date}>{"".join(map(_paragraph, comment.lines))}</w:comment>'
        for number, comment in enumerate(comments)
    )
    return f"{HEAD}<w:comments {BODY_NAMESPACES}>{written}</w:comments>"


def _paragraph(line: str) -> str:
    return f"<w:p><w:r>{characters(line)}</w:r></w:p>"
