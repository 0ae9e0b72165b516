"""A Word file that a reviewer sends back → what he proposes; and, when that is wished, the role and its remarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator.document.showing import shown_in
from generator.document.tree import Document, Identity
from generator.issue import Code, Issue, IssueError, Location, Phrase, Severity, issue
from generator.make.desk import Desk, Present
from generator.messages import say
from generator.review.editing.apply import Applied, plan_edits, write_edits
from generator.review.register.records import Record, Remark
from generator.review.returned.proposal import (
    Comment,
    Outcome,
    Proposal,
    comments,
    proposals,
    unwritten,
)
from generator.review.returned.text import Stray, as_document
from generator.source.files import read_bytes
from generator.source.roles import RoleFiles
from generator.source.word.file import WordFile
from generator.source.word.read import read_word_file
from generator.source.word.view import view

_FEW: Final = 0.3
"""With a smaller share of its clauses found a file is not of the role."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a reviewer's file proposes to a role, and what has become of it.

    `strays` are words that belong to no clause; `formatting` is how many tracked changes are only of looks; `applied`
    says what is in the role's file, or would be; `issues` are warnings about the file, `records` the remarks recorded.
    """

    role: str
    file: str
    proposals: tuple[Proposal, ...]
    comments: tuple[Comment, ...]
    strays: tuple[Stray, ...]
    formatting: int
    applied: Applied
    issues: tuple[Issue, ...]
    records: tuple[Record, ...] = ()

    @property
    def undecided(self) -> tuple[Proposal | Stray, ...]:
        """What only people can decide upon: conflicts, and what has no clause."""
        return (*unwritten(self.proposals), *self.strays)

    @property
    def says_nothing(self) -> bool:
        """Whether nobody has changed or remarked anything."""
        return not (self.proposals or self.comments or self.strays)


def receive(desk: Desk, path: Path, role: str = "", *, write: bool = False) -> Returned:
    """What a file proposes; with `write` what applies is written into the role, and all else becomes remarks.

    `role` is the role when the file does not say it. `IssueError` when the file cannot be taken or is of another role.
    """
    place = Location(path.as_posix())
    file = read_word_file(read_bytes(path.resolve().parent, path.resolve()), place)
    named = Identity.named_in(file.properties.keywords)
    if role and named and named.role != role:
        reason = Phrase("review_role.another")
        raise IssueError(issue(Code.REVIEW_ROLE, place, reason=reason, role=role, named=named.role))
    role = role or _role(desk, named, place)
    present = desk.present(role)
    base, sure, warnings = _base(desk, present, named, file, place)
    theirs = as_document(view(file.paragraphs, accepted=True), base, desk.composer.theme)
    clauses = {clause.id for clause in present.role.clauses()}
    if len(clauses & theirs.found) < _FEW * len(clauses):
        raise IssueError(
            issue(Code.REVIEW_ROLE, place, reason=Phrase("review_role.other"), role=role)
        )
    settings = desk.composer.workspace.settings
    show = shown_in(present.document, present.role, settings)
    found = proposals(file, base, theirs, present.document, present.role, show, sure=sure)
    applied = _planned(desk, role, found)
    returned = Returned(
        role,
        path.name,
        _refused(found, applied),
        comments(file, theirs),
        theirs.strays,
        file.formatting_changes,
        applied,
        warnings,
    )
    return _write(desk, present, base, returned) if write else returned


def _role(desk: Desk, named: Identity | None, place: Location) -> str:
    """The role that a file names."""
    if named is None:
        raise IssueError(issue(Code.REVIEW_ROLE, place, reason=Phrase("review_role.unnamed")))
    role = named.role
    if role not in desk.composer.files.ids:
        reason = Phrase("review_role.unknown")
        raise IssueError(issue(Code.REVIEW_ROLE, place, reason=reason, role=role))
    return role


def _base(
    desk: Desk, present: Present, named: Identity | None, file: WordFile, place: Location
) -> tuple[Document, bool, tuple[Issue, ...]]:
    """The text that was given to the reviewer, whether that is sure, and a warning when it is not."""
    if named and named.role == present.role.id:
        if named.fingerprint == present.fingerprint:
            return present.document, True, ()
        text = desk.text(present.role.id, named.fingerprint)
        if text is not None:
            return text, True, ()
    tracked = any(run.marks for paragraph in file.paragraphs for run in paragraph.runs)
    against = Phrase(f"review_text.{'rejected' if tracked else 'present'}")
    warning = issue(Code.REVIEW_TEXT, place, Severity.WARNING, compared=against)
    if not tracked:
        return present.document, False, (warning,)
    before = as_document(
        view(file.paragraphs, accepted=False), present.document, desk.composer.theme
    )
    return before.document, True, (warning,)


def _planned(desk: Desk, role: str, found: tuple[Proposal, ...]) -> Applied:
    wanted = [edit for proposal in found for edit in proposal.edits]
    # What is written must fit the files as they are, so they are read anew.
    return plan_edits(RoleFiles(desk.composer.workspace), role, wanted)


def _refused(found: tuple[Proposal, ...], applied: Applied) -> tuple[Proposal, ...]:
    """The proposals, those that could not be written after all among the unwritable ones."""
    reasons = {id(refusal.edit): refusal.reason for refusal in applied.refused}

    def weighed(proposal: Proposal) -> Proposal:
        reason = next((reasons[id(e)] for e in proposal.edits if id(e) in reasons), None)
        if reason is None:
            return proposal
        return replace(proposal, outcome=Outcome.UNWRITABLE, edits=(), reason=reason)

    return tuple(map(weighed, found))


def _write(desk: Desk, present: Present, base: Document, returned: Returned) -> Returned:
    """The remarks first: when writing the role fails, nothing that somebody said is lost."""
    history = desk.register(returned.role).read()
    known = {
        (r.content.clause, r.content.text, r.content.author)
        for r in history.records
        if isinstance(r.content, Remark)
    }
    new = tuple(
        remark
        for remark in _remarks(desk, base, returned)
        if (remark.clause, remark.text, remark.author) not in known
    )
    records = desk.record(returned.role, new, (base, present.document)) if new else ()
    write_edits(desk.root, returned.applied)
    return replace(returned, records=records)


def _remarks(desk: Desk, base: Document, returned: Returned) -> Iterator[Remark]:
    """What only people can decide upon, as remarks."""
    assert base.identity is not None
    common: dict[str, Any] = {
        "day": desk.moment.day,
        "recorded": desk.moment.recorded,
        "fingerprint": base.identity.fingerprint,
        "file": returned.file,
    }
    for comment in returned.comments:
        yield Remark(
            **common,
            clause=comment.clause,
            text=comment.text,
            author=comment.author or _NOBODY,
            written=_day(comment.date),
        )
    author = next((p.author for p in returned.proposals if p.author), "") or _NOBODY
    for proposal in unwritten(returned.proposals):
        yield Remark(
            **common,
            clause=_clause(proposal),
            text=_words(proposal),
            author=proposal.author or author,
            written=_day(proposal.date),
        )
    language = desk.composer.workspace.settings.language
    for stray in returned.strays:
        what = say(language, f"proposal.stray_{stray.kind}", clause=stray.after or "—")
        text = f"{what}: {stray.text}" if stray.text else what
        yield Remark(**common, clause=stray.after, text=text, author=author)


_NOBODY: Final = "?"
"""Who has written it, when the file does not say."""


def _clause(proposal: Proposal) -> str:
    change = proposal.change
    found = change.old or change.after
    return found.id if found else ""


def _words(proposal: Proposal) -> str:
    """The proposal in words that need no language: «old» → «new»."""
    old, new = proposal.change.old, proposal.change.new
    if old and new:
        return f"«{old.text}» → «{new.text}»"
    return f"− «{old.text}»" if old else f"+ «{proposal.change.paragraph.text}»"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
