"""A decision that is wished, and what was decided before → whether it may be made, or the issues that say why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from generator.issue import (
    Code,
    Issue,
    IssueError,
    Location,
    Phrase,
    Severity,
    issue,
    nearest_names,
)
from generator.language import is_same_name
from generator.make.run import check
from generator.model.workspace import KeyedSigner, Signer
from generator.review.register.lifecycle import Edit, State, Status, Verdict, blockers
from generator.review.register.records import Awaited, Published, Remark, Returned
from generator.review.register.register import FOLDER


def _register(role: str) -> Location:
    return Location(f"{FOLDER}/{role}")


def check_sent(role: str, found: Status, day: date) -> None:
    """Nobody decides upon a text that was not sent out, or on a day before it was."""
    opened = found.opened
    if opened is None or any(not edit.minor for edit in found.since_opened):
        raise IssueError(issue(Code.NOT_SENT, _register(role), role=role))
    check_day(role, day, opened.day, "sent")


def check_day(role: str, day: date, first: date, what: str) -> None:
    """No day may be before that of what must come first: it was `sent`, `agreed`, or another is `in_force`."""
    if day < first:
        before, after, done = day.isoformat(), first.isoformat(), Phrase(f"day_early.{what}")
        place = _register(role)
        raise IssueError(issue(Code.DAY_EARLY, place, day=before, first=after, what=done))


def check_texts(root: Path, role: str, day: date) -> None:
    """Nothing is published with an error in its files, or in its texts by the law of the day."""
    report = check(root, (role,), day=day, jobs=1, catalogue=False)
    errors = [found for found in report.issues if found.severity is Severity.ERROR]
    for finding in report.lint.findings if report.lint else ():
        if finding.severity is Severity.ERROR:
            place, rule, clause = finding.location, finding.rule, finding.clause
            errors.append(issue(Code.PUBLISH_FINDING, place, rule=rule, clause=clause))
    if errors:
        raise IssueError(errors)


def who_signs(signer: KeyedSigner, by: str) -> tuple[Signer, str]:
    """Who signs, and for whom: "" when it is the signer himself."""
    place = Location("posada.yaml")
    if not by:
        if not signer.name:
            raise IssueError(issue(Code.SIGNER_NAMELESS, place, key=signer.key))
        return signer, ""
    known: tuple[Signer, ...] = (signer, *signer.substitutes)
    for one in known:
        if one.name and is_same_name(one.name, by):
            return one, "" if one is signer else signer.name or signer.position
    if not signer.name and not signer.substitutes:
        return signer, ""
    names = ", ".join(one.name for one in known if one.name)
    raise IssueError(issue(Code.SIGNER_STRANGER, place, name=by, key=signer.key, names=names))


def signer_of(role: str, signers: tuple[KeyedSigner, ...], key: str) -> KeyedSigner:
    """The signer of a document whose key this is."""
    for signer in signers:
        if signer.key == key:
            return signer
    known = [signer.key for signer in signers]
    suggestion = nearest_names(key, known, 0)
    raise IssueError(
        issue(
            Code.SIGNER_UNKNOWN,
            Location("posada.yaml"),
            key=key,
            role=role,
            **suggestion,
        )
    )


def refuse(role: str, found: Status) -> None:
    """Raise all that stands in the way of publishing."""
    place = _register(role)
    refuse_unchanged(role, found)
    hindering = blockers(found)
    problems: list[Issue] = [
        issue(Code.AGREEMENT_MISSING, place, **_who_is_missing(signer, found.verdicts))
        for signer in hindering.missing
    ]
    problems += [
        issue(
            Code.REMARK_OPEN,
            place,
            remark=r.hash[:8],
            author=r.content.author,
            text=r.content.text[:200],
        )
        for r in hindering.remarks
        if isinstance(r.content, Remark)
    ]
    if problems:
        raise IssueError(problems)


def refuse_unchanged(role: str, found: Status) -> None:
    """A text that is in force is neither sent out nor published again."""
    if found.in_force and found.in_force.fingerprint == found.fingerprint:
        place = _register(role)
        raise IssueError(issue(Code.PUBLISH_UNCHANGED, place, version=found.in_force.version))


def _who_is_missing(signer: Awaited, verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """Who has not agreed: he has returned the text, or clauses have changed that void what he agreed to."""
    who = {"key": signer.key, "who": f"{signer.position} {signer.name}".strip()}
    verdict = next((each for each in verdicts if each.decision.key == signer.key), None)
    if verdict is None:
        return who
    if verdict.returns and isinstance(verdict.decision, Returned):
        reason = verdict.decision.reason
        return {**who, "void": Phrase("issue.agreement-missing.returned"), "reason": reason}
    clauses = ", ".join(filter(None, map(named, verdict.voided_by)))
    void = {"void": Phrase("issue.agreement-missing.voided"), "clauses": clauses}
    return {**who, **void} if clauses else who


def named(edit: Edit) -> str:
    """A clause as a message names it: by its number and its id."""
    return (
        f"{edit.number} ({edit.clause})"
        if edit.clause and edit.number
        else edit.number or edit.clause
    )


def last_version(found: Status) -> Published | None:
    """The version that the next one takes the place of: the last that is or will be in force."""
    standing = [
        v.published for v in found.versions if v.state in (State.PUBLISHED, State.SCHEDULED)
    ]
    return max(standing, key=lambda one: (one.in_force, one.version), default=None)
