"""Where all documents stand is told at once, and what has not changed is not composed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.make.desk import Desk
from generator.make.overview import overview
from generator.review.register.lifecycle import State
from tests.desk import SIGNERS, agree, desk, publish
from tests.workspace import SETTINGS, write_workspace

ROLE = "title: {}\nduties:\n  - {{id: books, text: Веде облік.}}\n"
STAFF = """\
Посада;Прізвище, ім'я, по батькові;Підрозділ
Бухгалтер;Іваненко Петро Олегович;Бухгалтерія
Бухгалтер;Ткач Надія Іванівна;Бухгалтерія
"""


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    roles = {"a": ROLE.format("Бухгалтер"), "b": ROLE.format("Касир")}
    write_workspace(tmp_path, roles, SETTINGS + SIGNERS)
    (tmp_path / "staff.csv").write_text(STAFF, "utf-8")
    return tmp_path


def test_a_role_nobody_has_decided_upon_is_a_draft(firm: Path) -> None:
    assert [(one.role, one.status and one.status.state) for one in overview(desk(firm))] == [
        ("a", State.DRAFT),
        ("b", State.DRAFT),
    ]


def test_who_has_not_acknowledged_yet_is_known_by_the_staff_list(firm: Path) -> None:
    agree(firm, "a", "hr", "legal", "safety")
    publish(firm, "a")
    desk(firm).acknowledge("a", "Петро Іваненко", "під підпис")
    first, _ = overview(desk(firm))
    assert first.holders == ("Іваненко Петро Олегович", "Ткач Надія Іванівна")
    assert first.unacknowledged == ("Ткач Надія Іванівна",)


def test_only_what_has_changed_is_composed(firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("a", "b"):
        agree(firm, role, "hr")
    overview(desk(firm))
    path = firm / "roles/b.yaml"
    path.write_text(path.read_text("utf-8").replace("облік", "весь облік"), "utf-8")
    composed: list[str] = []
    present = Desk.present

    def counted(self: Desk, role: str) -> object:
        composed.append(role)
        return present(self, role)

    monkeypatch.setattr(Desk, "present", counted)
    found = overview(desk(firm))
    assert set(composed) == {"b"}
    assert [one.status and one.status.state for one in found] == [State.IN_REVIEW] * 2
    assert found[0].status
    assert [w.signer.key for w in found[0].status.waiting] == ["legal", "safety"]


def test_what_is_remembered_is_believed_only_in_its_form(firm: Path) -> None:
    agree(firm, "a", "hr")
    first = overview(desk(firm))
    notes = firm / "output/.posada/status.json"
    for damage in ("", "[]", '{"roles": 1, "texts": 2}', notes.read_text("utf-8")[:-9]):
        notes.write_text(damage, "utf-8")
        assert overview(desk(firm)) == first


def test_a_broken_role_or_register_does_not_hide_the_others(firm: Path) -> None:
    agree(firm, "a", "hr")
    agree(firm, "b", "hr")
    (firm / "roles/a.yaml").write_text("titel: Бухгалтер\n", "utf-8")
    first, second = overview(desk(firm))
    assert first.status is None
    assert first.issues
    assert second.status
