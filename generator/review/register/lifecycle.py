"""The records of a role in order + its present text + a day → where its document stands; pure, and as of any day.

Two things have a state. The *proposal* is the present text: draft (проєкт), in review (на погодженні), agreed
(погоджено), scheduled or published. The *versions* (редакції) are what was approved: scheduled (ще не набрала
чинності), published (чинна), superseded (втратила чинність), withdrawn (скасована). A round of agreement begins after a
publication or a withdrawal of the review, and what was decided before it does not count any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from generator.review.register.records import (
    Acknowledged,
    Agreed,
    Awaited,
    Opened,
    Published,
    Record,
    Remark,
    Resolved,
    Returned,
    Withdrawn,
)


class State(StrEnum):
    """Where a proposal or a version stands; the last two are for versions only, the first three for proposals."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    AGREED = "agreed"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Edit:
    """A clause that differs between two texts; a `minor` one (редакційна правка) needs no new agreement."""

    clause: str
    number: str
    minor: bool


Changed = Callable[[str], tuple[Edit, ...]]
"""Fingerprint → what differs between its text and the present one; a text that is not known differs as a whole."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The latest decision of a signer in this round, and what it is worth for the present text.

    Not `valid` is one about a text that has changed since by more than `minor` edits: `voided_by` has the others, none
    when they are not known.
    """

    decision: Agreed | Returned
    valid: bool
    voided_by: tuple[Edit, ...] = ()
    minor: tuple[Edit, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the signer agrees to the present text."""
        return self.valid and isinstance(self.decision, Agreed)

    @property
    def returns(self) -> bool:
        """Whether the signer has sent the present text back."""
        return self.valid and isinstance(self.decision, Returned)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose agreement a review waits for, and since which day."""

    signer: Awaited
    since: date


@dataclass(frozen=True, slots=True)
class VersionStatus:
    """A version and its state at the day; `withdrawn` is the record that says so, if one does."""

    published: Published
    state: State
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, slots=True)
class Blockers:
    """What stands in the way of publishing: agreements that are missing, and remarks that nobody has answered."""

    missing: tuple[Awaited, ...] = ()
    remarks: tuple[Record, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.remarks)


@dataclass(frozen=True, slots=True)
class Status:
    """Where a document stands on a day.

    `opened` is the latest sending out of this round, and `since_opened` what was edited since; `verdicts` are those of
    the signers required now, in their order; `missing` are the signers without a good agreement, and `waiting` the same
    with days, while a review is open. `remarks` are the records of open remarks: a `Resolved` names their hash.
    `acknowledged` are those made familiar with the version in force; `round_begun` tells whether anything was sent out
    or decided that counts still.
    """

    state: State
    fingerprint: str
    as_of: date
    versions: tuple[VersionStatus, ...] = ()
    opened: Opened | None = None
    since_opened: tuple[Edit, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    missing: tuple[Awaited, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    remarks: tuple[Record, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()
    next_version: int = 1
    round_begun: bool = False

    @property
    def in_force(self) -> Published | None:
        """The version in force (чинна редакція) on the day."""
        found = (each.published for each in self.versions if each.state is State.PUBLISHED)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class _Round:
    """What has happened since the last publication or withdrawal, each with where it stands among the records."""

    opened: tuple[tuple[int, Opened], ...]
    decisions: Mapping[str, tuple[int, Agreed | Returned]]

    @property
    def begun(self) -> date | None:
        """Since when it goes on; None when nothing has happened."""
        if self.opened:
            return self.opened[0][1].day
        return min((decision.day for _, decision in self.decisions.values()), default=None)

    @property
    def text(self) -> str:
        """The fingerprint of the text it is about, "" when there is none."""
        decided = (*self.opened, *self.decisions.values())
        latest = max(decided, key=lambda pair: pair[0], default=None)
        return latest[1].fingerprint if latest else ""


def status(
    records: Iterable[Record],
    required: tuple[Awaited, ...],
    fingerprint: str,
    as_of: date,
    changed: Changed,
) -> Status:
    """Where a document stands at the end of a day.

    `records` are those of the register in its order, `required` the signers whose agreement is needed now, and
    `fingerprint` that of the present text; "" when it is not known: then it is taken to be the one decided upon last.
    Records of later days do not count, except that no version gets the number of one of theirs.
    """
    everything = tuple(records)
    known = tuple(record for record in everything if record.day <= as_of)
    versions = _versions(known, as_of)
    current = _round(known)
    present = fingerprint or current.text or _latest_text(versions)
    since = cache(changed) if fingerprint else lambda _: ()
    verdicts = tuple(
        _judge(current.decisions[signer.key][1], present, since, known=bool(fingerprint))
        for signer in required
        if signer.key in current.decisions
    )
    agreeing = {verdict.decision.key for verdict in verdicts if verdict.agrees}
    missing = tuple(signer for signer in required if signer.key not in agreeing)
    opened = current.opened[-1][1] if current.opened else None
    in_force = _published(versions, State.PUBLISHED)
    return Status(
        state=_state(present, versions, current, missing),
        fingerprint=present,
        as_of=as_of,
        versions=versions,
        opened=opened,
        since_opened=since(opened.fingerprint) if opened and opened.fingerprint != present else (),
        verdicts=verdicts,
        missing=missing,
        waiting=_waiting(current, missing),
        remarks=_open_remarks(known),
        acknowledged=_acknowledged(known, in_force),
        next_version=1 + max((p.version for p in _publications(everything)), default=0),
        round_begun=current.begun is not None,
    )


def blockers(found: Status) -> Blockers:
    """What stands in the way of publishing the present text."""
    return Blockers(found.missing, found.remarks)


def _publications(records: Iterable[Record]) -> tuple[Published, ...]:
    return tuple(r.content for r in records if isinstance(r.content, Published))


def _round(records: Iterable[Record]) -> _Round:
    """What counts still: all since the last publication or withdrawal of the review."""
    opened: list[tuple[int, Opened]] = []
    decisions: dict[str, tuple[int, Agreed | Returned]] = {}
    for at, record in enumerate(records):
        match record.content:
            case Published() | Withdrawn(version=0):
                opened.clear()
                decisions.clear()
            case Opened() as content:
                opened.append((at, content))
            case Agreed() | Returned() as content:
                decisions[content.key] = at, content
    return _Round(tuple(opened), decisions)


def _judge(decision: Agreed | Returned, present: str, changed: Changed, *, known: bool) -> Verdict:
    """What a decision is worth for the present text; nothing is known of edits unless that text is `known`."""
    if decision.fingerprint == present:
        return Verdict(decision, valid=True)
    edits = changed(decision.fingerprint)
    voiding = tuple(edit for edit in edits if not edit.minor)
    minor = tuple(edit for edit in edits if edit.minor)
    return Verdict(decision, known and not voiding, voiding, minor)


def _state(
    present: str,
    versions: tuple[VersionStatus, ...],
    current: _Round,
    missing: tuple[Awaited, ...],
) -> State:
    for state in (State.PUBLISHED, State.SCHEDULED):
        if any(v.state is state and v.published.fingerprint == present for v in versions):
            return state
    if current.begun is None:
        return State.DRAFT
    return State.IN_REVIEW if missing else State.AGREED


def _waiting(current: _Round, missing: tuple[Awaited, ...]) -> tuple[Waiting, ...]:
    """Since when each is waited for: the text was sent out, or what they decided is not good any more."""
    if current.begun is None:
        return ()
    return tuple(Waiting(signer, _since(current, signer.key, current.begun)) for signer in missing)


def _since(current: _Round, key: str, begun: date) -> date:
    """The day the review began for who has not decided yet; else that of the next text sent, or of the decision."""
    if key not in current.decisions:
        return begun
    at, decision = current.decisions[key]
    return next((sent.day for when, sent in current.opened if when > at), decision.day)


def _versions(records: tuple[Record, ...], as_of: date) -> tuple[VersionStatus, ...]:
    """Each version with its state.

    One that was in force and is withdrawn does not bring back the one before it: an act that has lost its force gets it
    back only by a new decision. One that is withdrawn before its day has never superseded any.
    """
    ended = {r.content.version: r.content for r in records if isinstance(r.content, Withdrawn)}
    published = _publications(records)
    entered = [
        p
        for p in published
        if p.in_force <= as_of and (p.version not in ended or ended[p.version].day > p.in_force)
    ]
    last = max(entered, key=_entering, default=None)
    return tuple(_version(p, ended.get(p.version), last, as_of) for p in published)


def _entering(published: Published) -> tuple[date, int]:
    """Of two versions that begin on one day the later one applies."""
    return published.in_force, published.version


def _version(
    published: Published, ended: Withdrawn | None, last: Published | None, as_of: date
) -> VersionStatus:
    if ended is not None:
        state = State.WITHDRAWN
    elif published.in_force > as_of:
        state = State.SCHEDULED
    else:
        state = State.PUBLISHED if published is last else State.SUPERSEDED
    return VersionStatus(published, state, ended)


def _published(versions: Iterable[VersionStatus], state: State) -> Published | None:
    return next((each.published for each in versions if each.state is state), None)


def _latest_text(versions: tuple[VersionStatus, ...]) -> str:
    return versions[-1].published.fingerprint if versions else ""


def _open_remarks(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Remarks that nobody has answered; they outlive a round, for their author still waits."""
    answered = {r.content.remark for r in records if isinstance(r.content, Resolved)}
    return tuple(r for r in records if isinstance(r.content, Remark) and r.hash not in answered)


def _acknowledged(
    records: tuple[Record, ...], in_force: Published | None
) -> tuple[Acknowledged, ...]:
    """Who was made familiar with the version in force, each employee once."""
    version = in_force.version if in_force else 0
    found: dict[str, Acknowledged] = {}
    for content in (record.content for record in records):
        if isinstance(content, Acknowledged) and content.version == version:
            found.setdefault(content.employee, content)
    return tuple(found.values())
