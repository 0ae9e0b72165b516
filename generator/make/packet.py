"""Texts of a role → the documents that people review: redline, comparison table, amendment, and the whole packet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from generator.document.context import context
from generator.document.fingerprint import short
from generator.document.tree import Document
from generator.issue import Issue
from generator.language import format_date, signature_name
from generator.lint.annotate import annotate, notes
from generator.lint.page import page
from generator.make.desk import Desk, Present
from generator.make.ledger import Ledger, claim
from generator.make.permission import refuse_unchanged
from generator.make.run import check
from generator.messages import say
from generator.model.resolved import ResolvedRole
from generator.output import lock
from generator.review.redline.compare import Comparison, compare, redline
from generator.review.redline.soundness import check_redline
from generator.review.redline.views import AMENDMENT, COMPARISON, SHEET, changes, renumberings, rows
from generator.review.register.lifecycle import Status
from generator.review.register.records import Returned

FOLDER: Final = "review"
"""The folder of what is sent to reviewers, within the output."""

FORMS: Final = ("redline", "table", "amendment")
"""How two texts can be shown side by side."""


@dataclass(frozen=True, slots=True)
class Base:
    """The text that is changed: when it was approved and under which index, and the title of its document.

    `date` and `index` are "" when it is no version; `heads` are the names of both texts, none to call them the one in
    force and the proposed one.
    """

    date: str = ""
    index: str = ""
    title: str = ""
    heads: tuple[str, ...] = ()


def base_of(desk: Desk, old: Document, new: Document) -> Base:
    """What is known of the text that is changed."""
    versions = [d.identity.version if d.identity else 0 for d in (old, new)]
    title = "" if old.title == new.title else old.title
    if old.identity is None or not versions[0]:
        return Base(title=title)
    settings = desk.composer.workspace.settings
    published = desk.published(old.identity.role, versions[0])
    heads = (
        tuple(say(settings.language, "review.version", version=version) for version in versions)
        if versions[1]
        else ()
    )
    day = format_date(published.in_force, settings.language)
    return Base(day, published.number, title, heads)


def shown(
    desk: Desk,
    role: ResolvedRole,
    comparison: Comparison,
    form: str,
    base: Base,
    author: str = "",
    *,
    draft: bool = True,
) -> Document:
    """What has changed, as one of `FORMS`; the changes of a redline are those of an author.

    Only an amendment that is no `draft` lacks the mark of one: it is there to be approved.
    """
    if form == "redline":
        return redline(comparison, author, desk.moment.recorded)
    names = {**_names(desk, role), "base": base}
    if form == "table":
        names |= {"rows": rows(comparison), "untracked": comparison.untracked}
        return desk.composer.compose_page(COMPARISON, names)
    names |= {"changes": changes(comparison), "renumberings": renumberings(comparison)}
    return desk.composer.compose_page(AMENDMENT, names, draft=draft)


def files_of(
    desk: Desk, document: Document, formats: tuple[str, ...], name: str, comparison: Comparison
) -> dict[str, bytes]:
    """The files of a document; a redline in Word is checked before it is given away."""
    made = dict(desk.renderer.write(document, formats, name))
    if document.has_revisions and "docx" in made:
        check_redline(made["docx"], comparison, f"{name}.docx")
    return {f"{name}.{form}": content for form, content in made.items()}


def _names(desk: Desk, role: ResolvedRole) -> dict[str, Any]:
    return context(role, desk.composer.workspace.settings, (), {}, [])


@dataclass(frozen=True, slots=True)
class Packet:
    """What is sent to reviewers: the paths written, and how the text stands; without a version before, no redline.

    `untracked` are words of requisites that no comparison shows; `kept` tells of files of a former packet that somebody
    has changed, and that were put aside.
    """

    files: tuple[str, ...]
    compared_with: int
    status: Status
    untracked: tuple[str, ...] = ()
    kept: tuple[Issue, ...] = ()


def send(desk: Desk, role_id: str) -> Packet:
    """Write the packet of a role into `output/review/<role>/` and record that its present text is in review."""
    present = desk.present(role_id)
    before = desk.standing(present)
    refuse_unchanged(role_id, before)
    in_force = before.in_force
    old = desk.version(role_id, in_force.version) if in_force else None
    comparison = compare(old, present.document) if old else None
    made = dict(_packet(desk, present, before, comparison))
    files, kept = put_out(desk, role_id, made)
    desk.open(present)
    return Packet(
        files,
        in_force.version if in_force else 0,
        desk.standing(present),
        comparison.untracked if comparison else (),
        kept,
    )


def put_out(
    desk: Desk, role: str, made: Mapping[str, bytes]
) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """Write files into `output/review/<role>/`; their paths, and a warning for each that somebody has changed."""
    output = desk.composer.workspace.output
    names = {f"{FOLDER}/{role}/{name}": content for name, content in sorted(made.items())}
    with lock(claim(desk.root, output), desk.waiting):
        ledger = Ledger(desk.root, output)
        kept = ledger.write(names, "")
        ledger.close(ledger.known_roles())
    return tuple(f"output/{name}" for name in names), kept


def _packet(
    desk: Desk, present: Present, found: Status, comparison: Comparison | None
) -> Iterator[tuple[str, bytes]]:
    role, name = present.role, present.role.id
    both = ("docx", "pdf")
    yield from _named(desk, present.document, both, name)
    # Where nothing has changed there is nothing to show.
    if comparison and comparison.changes:
        base = base_of(desk, comparison.old, comparison.new)
        for form in FORMS:
            document = shown(desk, role, comparison, form, base)
            yield from files_of(desk, document, both, f"{name}-{form}", comparison).items()
    yield from _findings(desk, present)
    sheet = agreement_sheet(desk, present, found)
    yield from _named(desk, sheet, both, f"{name}-agreement")


def _named(
    desk: Desk, document: Document, formats: tuple[str, ...], name: str
) -> Iterator[tuple[str, bytes]]:
    for form, content in desk.renderer.write(document, formats, name):
        yield f"{name}.{form}", content


def _findings(desk: Desk, present: Present) -> Iterator[tuple[str, bytes]]:
    """The findings of the linter: as a page, and in the margin of the text."""
    name, day = present.role.id, desk.moment.day
    report = check(desk.root, (name,), day=day, jobs=1, catalogue=False)
    if report.lint is None:
        return
    settings, lint = desk.composer.workspace.settings, report.lint
    organisation = settings.organisation.short_name or settings.organisation.name
    listed = (lint.titles, lint.findings, lint.waived, lint.rules)
    yield f"{name}-findings.html", page(organisation, *listed, settings.language, day).encode()
    said = notes((f for f in lint.findings if name in f.roles), lint.rules, settings.language)
    annotated = annotate(present.document, said)
    yield from _named(desk, annotated, ("docx", "pdf"), f"{name}-annotated")


@dataclass(frozen=True, slots=True)
class ReviewerView:
    """A row of the sheet of agreement: who, and what he has decided so far."""

    position: str
    name: str
    decision: str = ""
    for_name: str = ""
    reason: str = ""
    date: str = ""


def agreement_sheet(desk: Desk, present: Present, found: Status) -> Document:
    """The sheet of agreement (аркуш погодження): a row for each who agrees, with what has been decided so far."""
    language = desk.composer.workspace.settings.language
    decided = {v.decision.key: v.decision for v in found.verdicts if v.valid}
    reviewers = []
    for signer in present.required:
        name = signature_name(signer.name, language) if signer.name else ""
        decision = decided.get(signer.key)
        if decision is None:
            reviewers.append(ReviewerView(signer.position, name))
            continue
        reason = decision.reason if isinstance(decision, Returned) else ""
        signed = signature_name(decision.name, language)
        day: date = decision.day
        reviewers.append(
            ReviewerView(
                decision.position,
                signed,
                decision.kind,
                signature_name(decision.for_name, language) if decision.for_name else "",
                reason,
                format_date(day, language),
            )
        )
    names = _names(desk, present.role)
    names |= {"reviewers": reviewers, "fingerprint": short(present.fingerprint)}
    return desk.composer.compose_page(SHEET, names)
