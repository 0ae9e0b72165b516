"""What a form of assessment (форма оцінювання) is made of: its columns, its particulars and their hidden keys.

The one that writes the form and the one that reads it both go by these names.
"""

from __future__ import annotations

import re
from typing import Final

from generator.language.folding import folded
from generator.messages import LANGUAGES, say

MARKS: Final = ("self", "manager", "agreed")
"""The columns of marks: the person’s own, the superior’s, and the one they agreed upon."""

COLUMNS: Final = ("competency", "level", "indicator", *MARKS, "remark")
"""The columns of the sheet of marks after the hidden one of ids."""

DETAILS: Final = (
    "title",
    "role",
    "profile",
    "person.name",
    "person.number",
    "person.unit",
    "date",
    "assessor.position",
    "assessor.name",
)
"""The hidden keys of the particulars (відомості), each in a row of its own."""

FIXED: Final = frozenset(("title", "role", "profile"))
"""The particulars that nobody is to fill in."""

VALUE: Final = "value"
"""The column of the particulars in which they are filled in."""

_ID: Final = re.compile(r"([a-z0-9-]{1,100})/([a-z0-9-]{1,100})")


def indicator_key(competency: str, indicator: str) -> str:
    """The hidden id of a row of marks: `negotiation/hears-out`."""
    return f"{competency}/{indicator}"


def split_key(key: str) -> tuple[str, str] | None:
    """The ids of the competency and the indicator; None when a text is no hidden id."""
    found = _ID.fullmatch(key)
    return (found[1], found[2]) if found else None


def heading(column: str, language: str) -> str:
    """What a column is called."""
    return say(language, f"assessment.{column}")


def headings(columns: tuple[str, ...]) -> dict[str, str]:
    """What columns are called in any language, as `folded`, → the column."""
    return {folded(heading(each, language)): each for language in LANGUAGES for each in columns}


def label_key(detail: str) -> str:
    """The key of the message catalogue for what a particular is called."""
    return f"assessment.detail.{detail.replace('.', '_')}"
