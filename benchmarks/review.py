"""Redlines, returned Word files and the status of a company → seconds, beside python-redlines for the first."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import corpus
import measure
from corpus import POSADA
from measure import Rounds, Run

from generator.document.frozen import freeze, thaw
from generator.document.tree import Document
from generator.make.desk import Desk, Moment
from generator.make.returning import receive
from generator.render import docx
from generator.review.redline.compare import compare, redline
from generator.review.redline.soundness import check_redline
from generator.review.register.records import (
    Acknowledged,
    Agreed,
    Approver,
    Content,
    Opened,
    Published,
    Retention,
)

CLAUSES: Final = 100
ROUNDS: Final = 10
ROLES: Final = 1_000
RECORDS: Final = 10_000
STATUS_ROUNDS: Final = 3
DAY: Final = date(2026, 1, 12)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Review:
    """Seconds: `redline` of two frozen texts to a checked Word file, `theirs` the same pair in the peer, none if it is
    not installed, `returned` a reviewer's file to proposals; runs of `posada status`, the `first` and later ones."""

    clauses: int
    changes: int
    redline: Rounds
    theirs: Rounds
    returned: Rounds
    first: Run
    later: list[Run]


def measure_review(folder: Path, say: Say) -> Review:
    """Everything that is asked of reviews."""
    root = folder / "role"
    desk, old, new = _pair(root)
    say(f"redline of {CLAUSES} clauses, {ROUNDS} rounds, with python-redlines in turns")
    ours, theirs = _redlines(desk, old, new, folder)
    say("a reviewer's file comes back")
    returned = _returned(desk, root)
    say(f"a register of {RECORDS} records")
    company = _company(folder / "company")
    command = [POSADA, "status", "--quiet"]
    say("posada status")
    first, *later = [measure.run(command, company) for _ in range(1 + STATUS_ROUNDS)]
    changes = len(compare(old, new).changes)
    return Review(_clauses(new), changes, ours, theirs, returned, first, later)


_EDITS: Final = {
    7: "reword",
    13: "remove",
    29: "reword",
    41: "add",
    58: "reword",
    73: "remove",
    88: "add",
}


def _role(edited: bool) -> str:
    """A role of so many clauses, each of some fifteen words."""
    lines = ["title: Бухгалтер", "reports_to: Головний бухгалтер", "duties:"]
    for number in range(CLAUSES):
        edit = _EDITS.get(number, "") if edited else ""
        if edit == "remove":
            continue
        when = "щомісяця" if edit == "reword" else "щокварталу"
        lines.append(
            f"  - {{id: duty-{number}, text: 'Веде {when} облік операцій за рахунком {number}, звіряє залишки з даними "
            f"складу та подає відомість керівникові групи до {number % 28 + 1} числа.'}}"
        )
        if edit == "add":
            lines.append(
                f"  - {{id: new-{number}, text: 'Узгоджує відомість {number} з фінансовим відділом.'}}"
            )
    return "\n".join(lines) + "\n"


def _pair(root: Path) -> tuple[Desk, Document, Document]:
    corpus.make_workspace(root, 1)
    path = root / "roles/bookkeeper.yaml"
    path.write_text(_role(edited=False), "utf-8")
    old = _desk(root).present("bookkeeper").document
    path.write_text(_role(edited=True), "utf-8")
    desk = _desk(root)
    return desk, old, desk.present("bookkeeper").document


def _desk(root: Path, day: date = DAY) -> Desk:
    return Desk(root, Moment(day, f"{day.isoformat()}T10:00:00Z"))


def _clauses(document: Document) -> int:
    return sum(1 for p in document.paragraphs() if p.id.startswith(("duty-", "new-")))


def _redlines(desk: Desk, old: Document, new: Document, folder: Path) -> tuple[Rounds, Rounds]:
    base = docx.prepare(desk.composer.theme, "uk")
    frozen = freeze(old), freeze(new)
    files = docx.write(old, base), docx.write(new, base)
    peer = _peer()
    ours: Rounds = []
    theirs: Rounds = []
    for turn in range(ROUNDS + 1):
        begun = time.perf_counter()
        comparison = compare(*map(thaw, frozen))
        content = docx.write(redline(comparison, "Рецензент", "2026-01-12"), base)
        check_redline(content, comparison, "redline.docx")
        took = time.perf_counter() - begun
        if peer:
            begun = time.perf_counter()
            peer(*files)
            theirs += [time.perf_counter() - begun] if turn else []
        ours += [took] if turn else []
    return ours, theirs


def _peer() -> Callable[[bytes, bytes], object] | None:
    """python-redlines with its engine Docxodus, when it is installed."""
    try:
        from python_redlines import DocxodusEngine
    except ImportError:
        return None
    engine = DocxodusEngine()
    return lambda old, new: engine.run_redline("Рецензент", old, new)


def _returned(desk: Desk, root: Path) -> Rounds:
    """The file of the old text comes back with tracked changes while the role has stayed as it was."""
    path = root / "roles/bookkeeper.yaml"
    path.write_text(_role(edited=False), "utf-8")
    old = _desk(root).present("bookkeeper").document
    edited = root / "edited.docx"
    path.write_text(_role(edited=True), "utf-8")
    comparison = compare(old, _desk(root).present("bookkeeper").document)
    path.write_text(_role(edited=False), "utf-8")
    base = docx.prepare(desk.composer.theme, "uk")
    marked = redline(comparison, "Рецензент", "2026-01-12")
    edited.write_bytes(docx.write(replace(marked, identity=old.identity), base))
    taken: Rounds = []
    for turn in range(ROUNDS + 1):
        desk = _desk(root)
        begun = time.perf_counter()
        found = receive(desk, edited)
        taken += [time.perf_counter() - begun] if turn else []
        assert len(found.applied.done) == len(_EDITS)
    return taken


def _company(root: Path) -> Path:
    """A thousand roles, each with its text sent, agreed three times, published and acknowledged five times."""
    corpus.make_workspace(root, ROLES)
    desk = _desk(root)
    for role in desk.composer.workspace.role_ids():
        present = desk.present(role)
        with desk.register(role).writing() as writer:
            writer.put_text(present.fingerprint, freeze(present.document))
            for content in _decisions(present.fingerprint):
                writer.append(content)
    return root


def _decisions(fingerprint: str) -> list[Content]:
    def at(days: int) -> dict[str, Any]:
        day = DAY + timedelta(days=days)
        return {"day": day, "recorded": f"{day.isoformat()}T10:00:00Z"}

    agreed = [
        Agreed(
            **at(1), fingerprint=fingerprint, key=key, position="Начальник", name="Оксана Лисенко"
        )
        for key in ("hr", "legal", "safety")
    ]
    published = Published(
        **at(2),
        version=1,
        fingerprint=fingerprint,
        number="1",
        approver=Approver("Директор", "Олена Коваль"),
        in_force=DAY + timedelta(days=2),
        files=(),
        retention=Retention("ст. 43", 5),
    )
    known = [
        Acknowledged(**at(3), version=1, employee=f"Працівник {number}", how="під підпис")
        for number in range(RECORDS // ROLES - 5)
    ]
    return [Opened(**at(0), fingerprint=fingerprint, awaited=()), *agreed, published, *known]
