"""What may be wished of one clause, and what becomes of the wish: a role that is wanted and the ways to write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.issue import IssueError, Phrase
from generator.model.resolved import Entry, ResolvedClause, ResolvedRole
from generator.model.text import CLAUSE_CHARACTERS, WORD_CHARACTERS
from generator.review.editing import wanted
from generator.review.editing.draft import Draft
from generator.review.editing.scalar import Splice, one_line
from generator.source.tree import SourceFile, check_characters

Way = Callable[[], list[Splice]]
"""One way to write an edit; `LostError` when the file is spelled so that it does not lead anywhere."""


class Kind(StrEnum):
    """What an edit does."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class ClauseEdit:
    """A wish to change a clause (пропозиція змінити пункт).

    `id` is the clause, the heading of a group, or the single sentence (`purpose`, `education` …) it is about; for ADDED
    the id that is wished, or "". `text` is the raw text to write. ADDED and MOVED stand behind the clause or the whole
    group `after`; with "" they come first in `section`: a key of `sections.CLAUSE_LISTS`, or the id of a group. A moved
    clause without both comes first in the list it is in. Edits are made in their order.
    """

    kind: Kind
    id: str
    text: str = ""
    after: str = ""
    section: str = ""


class RefusedError(Exception):
    """The edit may not be made; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = Phrase(f"edit.{reason}")


@dataclass(frozen=True, slots=True)
class Plan:
    """The role that an edit is to make, the ways to write it, and the lines that it moves."""

    role: ResolvedRole
    ways: Iterator[Way]
    moved: str = ""


def together(*ways: Way) -> Way:
    """Several things written at once."""
    return lambda: [splice for way in ways for splice in way()]


def words_of(edit: ClauseEdit) -> str:
    """The text of an edit, if a clause can have it."""
    text = one_line(edit.text)
    if not text:
        raise RefusedError("empty")
    if len(text) > CLAUSE_CHARACTERS or max(map(len, text.split())) > WORD_CHARACTERS:
        raise RefusedError("too_long")
    try:
        check_characters(SourceFile("", text))
    except IssueError:
        raise RefusedError("characters") from None
    return text


def entry_of(draft: Draft, entry_id: str) -> tuple[wanted.Spot, Entry]:
    """The clause or group an edit is about."""
    found = wanted.find(draft.plain, entry_id)
    if found is None:
        raise RefusedError("unknown")
    return found


def check_editable(draft: Draft, clause: ResolvedClause) -> None:
    """An inherited clause that is `readonly` stays as it is; the role's own may change its own."""
    if clause.readonly and clause.id not in draft.own:
        raise RefusedError("readonly")
