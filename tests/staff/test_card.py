"""A role file becomes a card with what it inherits, and a broken one keeps its title."""

from __future__ import annotations

from pathlib import Path

from generator.issue import Code, Location
from generator.source.roles import RoleFiles
from generator.staff.card import RoleCard, read_cards
from tests.workspace import ROOT, write_workspace


def cards(root: Path, roles: dict[str, str]) -> tuple[dict[str, RoleCard], list[Code]]:
    workspace = write_workspace(root, roles)
    found, issues = read_cards(workspace, RoleFiles(workspace))
    return {card.id: card for card in found}, [each.code for each in issues]


def test_a_card_holds_what_the_file_and_its_parts_say(tmp_path: Path) -> None:
    found, issues = cards(
        tmp_path,
        {
            "_shared": "department: Облік\nreports_to: Директор\n",
            "clerk": (
                "title: Діловод\naliases: [Діловодка, Секретар]\nextends: [_shared]\nreports_to: boss\n"
                'substituted_by: boss\nclassification: {code: "4144", title: Діловод}\n'
            ),
            "boss": "title: Начальник\n",
        },
    )
    assert issues == []
    clerk = found["clerk"]
    assert (clerk.title, clerk.aliases) == ("Діловод", ("Діловодка", "Секретар"))
    assert (clerk.department, clerk.reports_to, clerk.substituted_by) == ("Облік", "boss", "boss")
    assert (clerk.classifier_code, clerk.classifier_title) == ("4144", "Діловод")
    assert (clerk.place.file, clerk.place.line) == ("roles/clerk.yaml", 1)
    places = {key: (place.file, place.line) for key, place in clerk.places.items()}
    assert places == {
        "department": ("roles/_shared.yaml", 1), "reports_to": ("roles/clerk.yaml", 4),
        "substituted_by": ("roles/clerk.yaml", 5), "classification": ("roles/clerk.yaml", 6),
    }  # fmt: skip
    assert clerk.at("department") == clerk.places["department"]
    boss = found["boss"]
    assert (boss.department, boss.reports_to, boss.classifier_code) == ("", "", "")
    assert boss.at("reports_to") == boss.place


def test_a_broken_role_keeps_its_title_and_place(tmp_path: Path) -> None:
    found, issues = cards(
        tmp_path,
        {
            "clerk": "dutys: []\ntitle: Діловод\n",
            "empty": "",
            "list": "- а\n",
            "deep": "title: {а: б}\n",
        },
    )
    assert (found["clerk"].title, found["clerk"].place.line, found["clerk"].broken) == (
        "Діловод",
        2,
        True,
    )
    assert [(found[name].title, found[name].broken) for name in ("empty", "list", "deep")] == [
        ("", True)
    ] * 3
    assert found["empty"].place == Location("roles/empty.yaml")
    assert Code.FIELD_UNKNOWN in issues
    assert Code.YAML_EMPTY in issues


def test_every_shipped_role_has_a_card() -> None:
    from generator.source.workspace import load_workspace

    workspace = load_workspace(ROOT)
    found, issues = read_cards(workspace, RoleFiles(workspace))
    assert issues == ()
    assert tuple(card.id for card in found) == workspace.role_ids()
    assert all(card.title and card.department and card.reports_to for card in found)
