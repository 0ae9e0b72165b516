"""What a reviewer has changed in a Word file → proposals, clause by clause, weighed against the present text.

Three texts meet: the one he was given, his own, and the present one. What only he has changed can be written into the
role; what was changed on both sides is a conflict, which is listed and never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final
from unicodedata import category

from generator.document.fingerprint import normal
from generator.document.tree import LEVELS, Document, Paragraph, Reference, Style, plain_text
from generator.issue import Phrase
from generator.model.resolved import ResolvedGroup, ResolvedRole
from generator.review.editing import edit as edits
from generator.review.editing.edit import ClauseEdit, RefusedError
from generator.review.editing.raw import Render, raw_text
from generator.review.redline.compare import ClauseChange, Kind, compare
from generator.review.redline.words import says_the_same
from generator.review.returned.text import ReturnedText
from generator.source.sections import CLAUSE_LISTS, free_id
from generator.source.word.file import Mark, WordFile


class Outcome(StrEnum):
    """What can be done with a proposal."""

    APPLIES = "applies"
    PRESENT = "present"
    """The present text says so already."""
    CONFLICT = "conflict"
    UNWRITABLE = "unwritable"
    """There is no clause of the role to write it to."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change a reviewer proposes (пропозиція рецензента), and the `edits` that would write it when it `applies`.

    `tracked` tells whether Word has recorded it; `by_words` whether the clause was found by its words alone; `reason`
    is a key of the catalogue that says why it cannot be written.
    """

    change: ClauseChange
    author: str
    date: str
    tracked: bool
    by_words: bool
    outcome: Outcome
    edits: tuple[ClauseEdit, ...] = ()
    reason: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from the margin of the file, with the clause it is about; "" for one of the whole document."""

    clause: str
    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class _Texts:
    """The text that was given, the reviewer's, and the present one; whether the first is known for sure."""

    base: Document
    theirs: ReturnedText
    ours: Document
    sure: bool


def proposals(
    file: WordFile,
    base: Document,
    theirs: ReturnedText,
    ours: Document,
    role: ResolvedRole,
    render: Render,
    *,
    sure: bool = True,
) -> tuple[Proposal, ...]:
    """The proposals in the order of the file; with `sure` false every one is a conflict.

    `render` shows a raw text of the role as its document does.
    """
    texts = _Texts(base, theirs, ours, sure)
    clerk = _Clerk(texts, role, render)
    return tuple(
        _signed(clerk.weigh(change), file, theirs)
        for change in compare(base, theirs.document).changes
    )


def comments(file: WordFile, theirs: ReturnedText) -> tuple[Comment, ...]:
    """The comments of people; those the program has made itself, and those marked as done, are left out."""
    clause_of = {source: clause for clause, sources in theirs.sources.items() for source in sources}
    known = {p.id for p in theirs.document.paragraphs() if p.id}
    found = []
    for at, paragraph in enumerate(file.paragraphs):
        clause = clause_of.get(at, "")
        for said in paragraph.comments:
            if said.author != OUR_NAME and not said.resolved and said.text.strip():
                name = clause if clause in known and not clause.startswith(_NEW) else ""
                found.append(Comment(name, said.author, said.date, said.text.strip()))
    return tuple(found)


OUR_NAME: Final = "posada"
"""The author of the comments that the program writes."""

_NEW: Final = "new."
"""How the id of a paragraph begins that has none in the text it was made from."""


def _signed(proposal: Proposal, file: WordFile, theirs: ReturnedText) -> Proposal:
    """With who has made the change, when, and whether Word has recorded it."""
    change = proposal.change
    marks = tuple(_marks(change, file, theirs))
    latest = max(marks, key=lambda mark: mark.date, default=None)
    authors = ", ".join(dict.fromkeys(mark.author for mark in marks if mark.author))
    return replace(
        proposal,
        author=authors or _saved_by(file),
        date=latest.date if latest else file.properties.modified,
        tracked=bool(marks),
        by_words=change.paragraph.id in theirs.by_words,
    )


def _saved_by(file: WordFile) -> str:
    """Who saved the file last, "" when that is still the one who made it: a program may leave the name as it was."""
    made_by, saved_by = file.properties.creator, file.properties.last_modified_by
    return "" if saved_by == made_by else saved_by


def _marks(change: ClauseChange, file: WordFile, theirs: ReturnedText) -> Iterator[Mark]:
    """The tracked changes in the paragraphs of a clause; of one that is gone, those around its bookmark."""
    names = {p.id for p in (change.old, change.new) if p and p.id}
    plain = {normal(p.text) for p in (change.old, change.new) if p}
    sources = {s for name in names for s in theirs.sources.get(name, ())}
    for at, paragraph in enumerate(file.paragraphs):
        if at in sources or (not sources and normal(paragraph.text) in plain):
            yield from paragraph.marks
            yield from paragraph.row_marks
            for run in paragraph.runs:
                yield from run.marks


class _Clerk:
    """Weighs changes, and words each that applies as an edit of the role."""

    def __init__(self, texts: _Texts, role: ResolvedRole, render: Render) -> None:
        self._texts = texts
        self._role = role
        self._render = render
        self._raw = _raw_texts(role)
        self._ours = {p.id: p for p in texts.ours.paragraphs() if p.id}
        self._base = {p.id: p for p in texts.base.paragraphs() if p.id}
        self._our_order = _order(texts.ours)
        self._base_order = _order(texts.base)
        self._their_order = _order(texts.theirs.document)
        self._leading = _leading(texts.theirs.document)
        self._parents = _parents(texts.theirs.document)
        self._written: dict[str, str] = {}
        self._taken = set(self._raw) | set(self._ours)

    def weigh(self, change: ClauseChange) -> Proposal:
        """What becomes of a change."""
        draft = Proposal(change, "", "", False, False, Outcome.CONFLICT)
        if change.kind is Kind.ADDED:
            outcome = self._addition(change)
        elif change.kind is Kind.REMOVED:
            outcome = self._removal(change)
        elif change.kind is Kind.MOVED and not change.is_reworded:
            outcome = self._move(change)
        else:
            outcome = self._rewording(change)
        if not self._texts.sure and outcome in (Outcome.APPLIES, Outcome.CONFLICT):
            return replace(draft, reason=Phrase("proposal.unsure"))
        if outcome is Outcome.CONFLICT:
            return replace(draft, reason=Phrase("proposal.changed_too"))
        if outcome is not Outcome.APPLIES:
            return replace(draft, outcome=outcome)
        try:
            return replace(draft, outcome=outcome, edits=self._edits(change))
        except RefusedError as error:
            return replace(draft, outcome=Outcome.UNWRITABLE, reason=error.reason)

    def _addition(self, change: ClauseChange) -> Outcome:
        new = change.paragraph
        if self._was_added(normal(new.text)):
            return Outcome.PRESENT
        if change.in_table or new.style not in (Style.CLAUSE, Style.SUBCLAUSE):
            return Outcome.UNWRITABLE
        if new.id in self._leading:
            # A new group with its clauses is more than a clause.
            return Outcome.UNWRITABLE
        after, section = self._place(change)
        return Outcome.APPLIES if after or section else Outcome.UNWRITABLE

    def _was_added(self, said: str) -> bool:
        """Whether the present text says it where the text that was given did not; not where both say it anyway."""
        return any(
            normal(p.text) == said
            and (p.id not in self._base or normal(self._base[p.id].text) != said)
            for p in self._texts.ours.paragraphs()
        )

    def _removal(self, change: ClauseChange) -> Outcome:
        old = change.paragraph
        ours = self._ours.get(old.id)
        if ours is None and old.id:
            return Outcome.PRESENT
        if ours is None or old.id not in self._raw or change.in_table:
            return Outcome.UNWRITABLE
        return Outcome.APPLIES if _same(ours, old) else Outcome.CONFLICT

    def _move(self, change: ClauseChange) -> Outcome:
        name = change.paragraph.id
        if name not in self._raw:
            return Outcome.UNWRITABLE
        if self._our_order.get(name) == self._their_order.get(name):
            return Outcome.PRESENT
        if self._our_order.get(name) != self._base_order.get(name):
            return Outcome.CONFLICT
        after, section = self._place(change)
        return Outcome.APPLIES if after or section else Outcome.UNWRITABLE

    def _rewording(self, change: ClauseChange) -> Outcome:
        old, new = change.old, change.new
        assert old is not None
        assert new is not None
        ours = self._ours.get(old.id)
        if ours is None and old.id:
            return Outcome.CONFLICT
        if ours is None or old.id not in self._raw or change.in_table:
            return Outcome.UNWRITABLE
        if _same(ours, new):
            return self._move(change) if change.kind is Kind.MOVED else Outcome.PRESENT
        if not _same(ours, old):
            return Outcome.CONFLICT
        return self._move(change) if change.kind is Kind.MOVED else Outcome.APPLIES

    def _edits(self, change: ClauseChange) -> tuple[ClauseEdit, ...]:
        """The edits that write a change which applies."""
        name = change.paragraph.id if change.old is None else change.old.id
        if change.kind is Kind.REMOVED:
            return (ClauseEdit(edits.Kind.REMOVED, name),)
        if change.kind is Kind.ADDED:
            return (self._new(change),)
        made = []
        if change.is_reworded:
            made.append(ClauseEdit(edits.Kind.CHANGED, name, self._reworded(change)))
        if change.kind is Kind.MOVED:
            after, section = self._place(change)
            made.append(ClauseEdit(edits.Kind.MOVED, name, after=after, section=section))
        return tuple(made)

    def _new(self, change: ClauseChange) -> ClauseEdit:
        after, section = self._place(change)
        shown = self._shown(change.paragraph)
        text = raw_text("", "", shown, self._render)
        name = free_id(text, self._taken)
        self._taken.add(name)
        self._written[change.paragraph.id] = name
        return ClauseEdit(edits.Kind.ADDED, name, text, after=after, section=section)

    def _reworded(self, change: ClauseChange) -> str:
        assert change.old is not None
        assert change.new is not None
        name = change.old.id
        ours = self._ours[name]
        heading = name in _group_ids(self._role)
        shown, edited = self._shown(ours), self._shown(change.new)
        if heading:
            shown, edited = shown.rstrip(":"), edited.rstrip(":")
        return raw_text(self._raw[name], shown, edited, self._render)

    def _shown(self, paragraph: Paragraph) -> str:
        """The words of a paragraph, its references with the numbers of the present text.

        `RefusedError` for a character that means something in one font only, as what Word inserts as a symbol does.
        """
        if any(category(letter) in _PRIVATE for letter in paragraph.text):
            raise RefusedError("characters")
        return "".join(
            self._ours[i.target].number.rstrip(".)")
            if isinstance(i, Reference) and i.target in self._ours
            else plain_text(i)
            for i in paragraph.inlines
        ).strip()

    def _place(self, change: ClauseChange) -> tuple[str, str]:
        """What a clause is to stand behind, and otherwise the section it comes first in; nothing when that is neither.

        A clause behind the last of a group stands behind the group; a sub-clause only where there are others.
        """
        before, style = change.after, change.paragraph.style
        if before is None or (before.id.startswith(_NEW) and before.id not in self._written):
            return _NOWHERE
        name = self._written.get(before.id, before.id)
        groups = _group_ids(self._role)
        if name not in self._raw and name not in self._written.values():
            key = _list_key(before.id)
            # What the template words comes before the clauses of the role, whatever a reviewer has put between.
            return ("", key) if key in CLAUSE_LISTS and before.id != "section.general" else _NOWHERE
        if before.style is style:
            return (name, "") if not (name in groups and style is Style.SUBCLAUSE) else _NOWHERE
        if style is Style.SUBCLAUSE:
            return ("", name) if name in groups else _NOWHERE
        parent = self._parents.get(before.id, "")
        return (parent, "") if parent in groups else _NOWHERE


_PRIVATE: Final = ("Co", "Cn", "Cs")
"""Categories of Unicode: private use, not assigned, halves of pairs."""

_NOWHERE: Final = ("", "")


def _parents(document: Document) -> Mapping[str, str]:
    """Id of a sub-clause → that of the clause it belongs to."""
    found: dict[str, str] = {}
    parent = ""
    for paragraph in document.paragraphs():
        if paragraph.style is Style.CLAUSE:
            parent = paragraph.id
        elif paragraph.style is Style.SUBCLAUSE:
            found[paragraph.id] = parent
    return found


def _list_key(name: str) -> str:
    """The list that a heading or a clause with sub-clauses shows: `section.duties`, `general.laws`."""
    return name.rpartition(".")[2]


def _same(one: Paragraph, other: Paragraph) -> bool:
    # The colon of a heading is the template's.
    texts = (normal(each.text).rstrip(":") for each in (one, other))
    return says_the_same(one.inlines, other.inlines) or len(set(texts)) == 1


def _order(document: Document) -> Mapping[str, str]:
    """Id of a numbered paragraph → that of the one before it."""
    names = [p.id for p in document.paragraphs() if p.id and p.style in LEVELS]
    return dict(zip(names[1:], names, strict=False))


def _leading(document: Document) -> frozenset[str]:
    """The clauses that sub-clauses follow."""
    numbered = [p for p in document.paragraphs() if p.id and p.style in LEVELS]
    return frozenset(
        one.id
        for one, other in pairwise(numbered)
        if one.style is Style.CLAUSE and other.style is Style.SUBCLAUSE
    )


def _group_ids(role: ResolvedRole) -> frozenset[str]:
    entries: Iterable[object] = (e for s in role.sections.values() for e in s)
    return frozenset(e.id for e in entries if isinstance(e, ResolvedGroup))


def _raw_texts(role: ResolvedRole) -> dict[str, str]:
    """Id of a clause, group or sentence → its text as the file writes it."""
    texts = {clause.id: clause.text for clause in role.clauses()}
    for entries in role.sections.values():
        texts |= {e.id: e.text for e in entries if isinstance(e, ResolvedGroup)}
    return texts


def unwritten(listed: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """What only people can decide: conflicts, and what has no clause."""
    return tuple(p for p in listed if p.outcome in (Outcome.CONFLICT, Outcome.UNWRITABLE))
