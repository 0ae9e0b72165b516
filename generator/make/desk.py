"""Decisions about the documents of roles → their registers: texts are composed here to be decided upon.

What is decided is a text, known by its fingerprint; the text itself is kept beside the decision, so that it can be told
later what has been edited since. The clock is an input, as it is everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from generator.document.compose import compose
from generator.document.context import Publication, agreeing, approver
from generator.document.fingerprint import fingerprint
from generator.document.frozen import freeze, thaw
from generator.document.tree import Document
from generator.issue import (
    Code,
    IssueError,
    Location,
    Phrase,
    issue,
)
from generator.language import is_same_name
from generator.make.composer import Composer
from generator.make.permission import (
    check_day,
    check_sent,
    check_texts,
    last_version,
    refuse,
    refuse_unchanged,
    signer_of,
    who_signs,
)
from generator.make.plan import Plan
from generator.make.renderer import Renderer
from generator.model.resolved import ResolvedRole
from generator.model.text import is_id
from generator.model.workspace import Approval, KeyedSigner
from generator.review.redline.compare import compare
from generator.review.register.lifecycle import Edit, State, Status, status
from generator.review.register.records import (
    Acknowledged,
    Agreed,
    Approver,
    Awaited,
    Opened,
    Published,
    Record,
    Remark,
    Resolved,
    Retention,
    Returned,
    Withdrawn,
)
from generator.review.register.register import FOLDER, Register, Writer
from generator.source.roles import unknown_role

TEXT: Final = "text.json"
"""The file of a version that holds its text; the DOCX and the PDF are named by the role."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is decided: on which `day`, and at which instant that is `recorded` (ISO 8601, UTC)."""

    day: date
    recorded: str


@dataclass(frozen=True, slots=True)
class Present:
    """The text of a role as its files have it now, and who is to agree to it."""

    role: ResolvedRole
    document: Document
    signers: tuple[KeyedSigner, ...]

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the text."""
        assert self.document.identity is not None
        return self.document.identity.fingerprint

    @property
    def required(self) -> tuple[Awaited, ...]:
        """Who is to agree, as the register has it."""
        return tuple(Awaited(s.key, s.position, s.name or "") for s in self.signers)


class Desk:
    """The documents of one workspace and what was decided about them."""

    def __init__(
        self, root: Path, moment: Moment, waiting: Callable[[], object] = lambda: None
    ) -> None:
        """`waiting` is called when another process holds the registers and is waited for."""
        self.composer = Composer(Plan(root))
        self.root = self.composer.workspace.root
        self.moment = moment
        self.waiting = waiting

    @cached_property
    def renderer(self) -> Renderer:
        """Writes the files of texts that are put before people."""
        return Renderer(Plan(self.root, ("docx", "pdf", "html"), self.moment.day))

    def register(self, role: str) -> Register:
        """The register of a role, whether it is there yet or not; of a role that is gone, if it is there still."""
        known = role in self.composer.files.ids
        if not known and not (is_id(role) and (self.root / FOLDER / role).is_dir()):
            raise IssueError(unknown_role(role, self.composer.files.ids, None))
        return Register(self.root, role)

    def present(self, role_id: str) -> Present:
        """The present text of a role; `IssueError` with all that is wrong in its files."""
        if role_id not in self.composer.files.ids:
            raise IssueError(unknown_role(role_id, self.composer.files.ids, None))
        role = self.composer.resolve(role_id)
        return Present(
            role,
            self.composer.compose(role),
            agreeing(role, self.composer.workspace.settings),
        )

    def text(self, role: str, known: str) -> Document | None:
        """A text that was decided upon, `None` when the register does not have it."""
        content = self.register(role).text(known)
        return None if content is None else _thawed(content, role, f"texts/{known}.json", known)

    def version(self, role: str, version: int) -> Document:
        """The text of a version; `IssueError` when there is none."""
        content = self.register(role).version_file(version, TEXT)
        if content is None:
            place = Location(f"{FOLDER}/{role}")
            raise IssueError(issue(Code.VERSION_UNKNOWN, place, version=version))
        known = self.published(role, version).fingerprint
        return _thawed(content, role, f"versions/{version:04}/{TEXT}", known)

    def published(self, role: str, version: int) -> Published:
        """The record of a version; `IssueError` when there is none."""
        for record in self.register(role).read().records:
            if isinstance(record.content, Published) and record.content.version == version:
                return record.content
        raise IssueError(issue(Code.VERSION_UNKNOWN, Location(f"{FOLDER}/{role}"), version=version))

    def standing(
        self,
        present: Present,
        records: tuple[Record, ...] | None = None,
        as_of: date | None = None,
    ) -> Status:
        """Where the document of a role stands on a day, that of the desk by default; its register must be sound."""
        role = present.role.id
        if records is None:
            history = self.register(role).read()
            if history.issues:
                raise IssueError(history.issues)
            records = history.records

        def changed(known: str) -> tuple[Edit, ...]:
            return self.edits(role, known, present.document)

        day = as_of or self.moment.day
        return status(records, present.required, present.fingerprint, day, changed)

    def edits(self, role: str, known: str, present: Document) -> tuple[Edit, ...]:
        """What differs between a text that was decided upon and the present one."""
        old = self.text(role, known)
        if old is None:
            return (Edit("", "", minor=False),)
        comparison = compare(old, present)
        found = tuple(
            Edit(change.paragraph.id, change.paragraph.number.rstrip(".)"), change.minor)
            for change in comparison.changes
        )
        # The fingerprint is another, so something is: the name of the organisation, for one.
        return found or (Edit(", ".join(comparison.untracked) or "?", "", minor=False),)

    def open(self, present: Present) -> Record | None:
        """Record that the present text was sent out to be agreed; `None` when it is out already.

        `IssueError` when it is that of the version in force.
        """
        with self.register(present.role.id).writing(self.waiting) as writer:
            found = self.standing(present, writer.history.records)
            refuse_unchanged(present.role.id, found)
            if found.opened and found.opened.fingerprint == present.fingerprint:
                return None
            _keep(writer, present)
            return writer.append(
                Opened(
                    day=self.moment.day,
                    recorded=self.moment.recorded,
                    fingerprint=present.fingerprint,
                    awaited=present.required,
                )
            )

    def decide(self, role: str, key: str, by: str, reason: str | None = None) -> Record:
        """Agree to the present text in the name of a signer, or return it with a `reason`.

        `by` is who signs: the signer or a substitute of his; "" is the signer himself.
        """
        present = self.present(role)
        signer = signer_of(role, present.signers, key)
        who, instead = who_signs(signer, by)
        with self.register(role).writing(self.waiting) as writer:
            found = self.standing(present, writer.history.records, date.max)
            check_sent(role, found, self.moment.day)
            _keep(writer, present)
            common: dict[str, Any] = {
                "day": self.moment.day,
                "recorded": self.moment.recorded,
                "fingerprint": present.fingerprint,
                "key": signer.key,
                "position": who.position,
                "name": who.name or by,
                "for_name": instead,
            }
            content = Agreed(**common) if reason is None else Returned(**common, reason=reason)
            return writer.append(content)

    def publish(self, role: str, number: str, day: date, order: str = "") -> Record:
        """Approve the present text as the next version, in force from the `day`; what hinders it is an `IssueError`."""
        present = self.present(role)
        check_texts(self.root, role, day)
        settings = self.composer.workspace.settings
        line = order_line(order)
        by_order = settings.document.approval is Approval.ORDER
        if by_order and not (line or settings.document.order.number):
            raise IssueError(issue(Code.ORDER_MISSING, None))
        with self.register(role).writing(self.waiting) as writer:
            found = self.standing(present, writer.history.records)
            refuse(role, found)
            for verdict in found.verdicts:
                check_day(role, day, verdict.decision.day, "agreed")
            version = found.next_version
            before = last_version(found)
            if before:
                check_day(role, day, before.in_force, "in_force")
            document = compose(
                present.role,
                settings,
                self.composer.templates,
                self.composer.theme,
                day=day,
                draft=False,
                emblem=self.composer.emblem,
                publication=Publication(version, number, line),
            )
            files = self.renderer.write(document, ("docx", "pdf"), role)
            put = writer.put_version(
                version,
                {**{f"{role}.{form}": made for form, made in files}, TEXT: freeze(document)},
            )
            kept = settings.retention
            signs = approver(present.role, settings)
            return writer.append(
                Published(
                    day=min(day, self.moment.day),
                    recorded=self.moment.recorded,
                    version=version,
                    fingerprint=present.fingerprint,
                    number=number,
                    order=order,
                    approver=Approver(signs.position, signs.name or ""),
                    in_force=day,
                    files=put,
                    retention=Retention(kept.basis, kept.years),
                    supersedes=before.version if before else 0,
                    retain_until=_kept_until(day, before.retention.years) if before else None,
                )
            )

    def acknowledge(self, role: str, employee: str, how: str) -> Record:
        """Record that an employee was made familiar with the version in force, whatever the role says now."""
        with self.register(role).writing(self.waiting) as writer:
            found = status(writer.history.records, (), "", self.moment.day, lambda _: ())
            place, day = Location(f"{FOLDER}/{role}"), self.moment.day
            if found.in_force is None:
                raise IssueError(issue(Code.NOTHING_IN_FORCE, place, day=day.isoformat()))
            version = found.in_force.version
            if any(is_same_name(one.employee, employee) for one in found.acknowledged):
                raise IssueError(
                    issue(Code.ACKNOWLEDGED_ALREADY, place, employee=employee, version=version)
                )
            return writer.append(
                Acknowledged(
                    day=day,
                    recorded=self.moment.recorded,
                    version=version,
                    employee=employee,
                    how=how,
                )
            )

    def withdraw(self, role: str, reason: str, version: int = 0) -> Record:
        """Withdraw the open review, or a version that is or will be in force."""
        with self.register(role).writing(self.waiting) as writer:
            place = Location(f"{FOLDER}/{role}")
            found = status(writer.history.records, (), "", self.moment.day, lambda _: ())
            states = {each.published.version: each.state for each in found.versions}
            if version and version not in states:
                raise IssueError(issue(Code.VERSION_UNKNOWN, place, version=version))
            stands = states.get(version) in (State.PUBLISHED, State.SCHEDULED)
            if not (stands if version else found.round_begun):
                raise IssueError(issue(Code.WITHDRAW_NOTHING, place))
            return writer.append(
                Withdrawn(
                    day=self.moment.day,
                    recorded=self.moment.recorded,
                    version=version,
                    reason=reason,
                )
            )

    def remarks(self, role: str) -> tuple[Record, ...]:
        """The remarks that nobody has answered."""
        return self.standing(self.present(role)).remarks

    def resolve(self, role: str, remark: str, how: str, by: str) -> Record:
        """Answer a remark, named by the first characters of its hash."""
        with self.register(role).writing(self.waiting) as writer:
            present = self.present(role)
            open_ = self.standing(present, writer.history.records).remarks
            found = [record for record in open_ if record.hash.startswith(remark.lower())]
            if len(found) != 1:
                known = ", ".join(record.hash[:8] for record in open_) or None
                place = Location(f"{FOLDER}/{role}")
                raise IssueError(issue(Code.REMARK_UNKNOWN, place, remark=remark, known=known))
            return writer.append(
                Resolved(
                    day=self.moment.day,
                    recorded=self.moment.recorded,
                    remark=found[0].hash,
                    how=how,
                    by=by,
                )
            )

    def record(
        self, role: str, contents: tuple[Remark, ...], texts: tuple[Document, ...]
    ) -> tuple[Record, ...]:
        """Keep remarks, and the texts they are about."""
        with self.register(role).writing(self.waiting) as writer:
            for document in texts:
                assert document.identity is not None
                writer.put_text(document.identity.fingerprint, freeze(document))
            return tuple(writer.append(content) for content in contents)


def _keep(writer: Writer, present: Present) -> None:
    writer.put_text(present.fingerprint, freeze(present.document))


def _thawed(content: bytes, role: str, name: str, known: str) -> Document:
    """A text of the register, which must have the fingerprint that is `known` of it."""
    place = Location(f"{FOLDER}/{role}/{name}")
    try:
        document = thaw(content)
    except ValueError:
        raise IssueError(
            issue(Code.REGISTER_DAMAGED, place, reason=Phrase("register.no_text"))
        ) from None
    if fingerprint(document) != known:
        reason = Phrase("register.other_text")
        raise IssueError(issue(Code.REGISTER_EDITED, place, reason=reason))
    return document


def _kept_until(replaced: date, years: int) -> date:
    """Until when a version is kept that was replaced on a day.

    Terms are counted from the 1st of January of the year after that in which the file was closed (Перелік типових
    документів, наказ Мін’юсту 12.04.2012 № 578/5).
    """
    return date(min(replaced.year + years, date.max.year), 12, 31)


_ORDER: Final = re.compile(r"^\s*(наказ\w*\s+)?(від\s+)?|^\s*order\s+(of\s+)?", re.IGNORECASE)


def order_line(order: str) -> str:
    """The date and number of an order, as they stand below the line that names it: «від …» and «Наказ …» go."""
    return _ORDER.sub("", order, count=1)
