"""Decisions made on purpose: registers, and Word files that reviewers could have sent, for a small workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.document.frozen import freeze
from generator.document.tree import Document
from generator.make.desk import TEXT, Desk, Moment
from generator.review.register.records import Approver, Published, Remark, Retention

DAY = date(2026, 3, 2)
SIGNERS = """\
  agree:
    - {key: hr, position: Начальник відділу кадрів, name: Оксана Лисенко}
    - key: legal
      position: Начальник юридичного відділу
      name: Марія Шевчук
      substitutes: [{position: Юрисконсульт, name: Петро Ткач}]
    - {key: safety, position: Інженер з охорони праці}
"""
"""Who agrees, to be put at the end of the settings of a workspace whose last key is `signers`."""


def desk(root: Path, day: date = DAY) -> Desk:
    """The desk of a workspace on a day, at ten in the morning."""
    return Desk(root, Moment(day, f"{day.isoformat()}T10:00:00Z"))


def agree(root: Path, role: str, *keys: str, day: date = DAY) -> None:
    """The present text is sent out, and those keys agree to it; who has no name is Василь Гнатюк."""
    room = desk(root, day)
    room.open(room.present(role))
    for key in keys:
        desk(root, day).decide(role, key, "Василь Гнатюк" if key == "safety" else "")


def publish(root: Path, role: str, day: date = DAY, number: str = "7") -> None:
    """The present text becomes a version in force, without the files that take time to make."""
    decisions = desk(root, day)
    present = decisions.present(role)
    found = decisions.standing(present)
    with decisions.register(role).writing() as writer:
        files = writer.put_version(found.next_version, {TEXT: freeze(present.document)})
        writer.append(
            Published(
                day=day,
                recorded=decisions.moment.recorded,
                version=found.next_version,
                fingerprint=present.fingerprint,
                number=number,
                approver=Approver("Директор", "Олена Коваль"),
                in_force=day,
                files=files,
                retention=Retention("ст. 43", 5),
            )
        )


def remark(root: Path, role: str, clause: str, text: str) -> str:
    """Somebody remarks something; the number of the remark."""
    decisions = desk(root)
    present = decisions.present(role)
    said = Remark(
        day=DAY,
        recorded=decisions.moment.recorded,
        fingerprint=present.fingerprint,
        clause=clause,
        text=text,
        author="Марія Шевчук",
        written=DAY,
        file="правки.docx",
    )
    return decisions.record(role, (said,), (present.document,))[0].hash[:8]


def word_file(root: Path, role: str, fingerprint: str | None = None, *, named: bool = True) -> Path:
    """The present text as a Word file, `edited.docx`; of another `fingerprint`, or of no role at all."""
    decisions = desk(root)
    document = decisions.present(role).document
    assert document.identity is not None
    if fingerprint:
        document = replace(document, identity=replace(document.identity, fingerprint=fingerprint))
    if not named:
        document = replace(document, identity=None)
    return written(root, document, "edited.docx")


def written(root: Path, document: Document, name: str) -> Path:
    """A document as a Word file of the workspace."""
    ((_, content),) = desk(root).renderer.write(document, ("docx",), "edited")
    path = root / name
    path.write_bytes(content)
    return path
