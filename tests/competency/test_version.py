"""A form that was sent out before the profile changed: every difference is named, and only what matters is one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.issue import Code, Severity
from generator.model.catalogue import Catalogue
from tests.competency.firm import CRM, ROLES, TALKS, firm, told

ROLE = ROLES["seller"]
VERSION = Code.ASSESSMENT_VERSION
CASES = {
    "the level raised": (
        ROLE.replace("talks, level: 2", "talks, level: 3"), TALKS, CRM,
        [("Оцінювання!D2", "level")],
    ),
    "the level lowered": (
        ROLE.replace("talks, level: 2", "talks, level: 1"), TALKS, CRM,
        [("Оцінювання!D2", "level")],
    ),
    "a competency required no longer": (
        ROLE.replace(", {id: crm, level: 1}", ""), TALKS, CRM,
        [("Оцінювання!D5", "competency_gone")],
    ),
    "an indicator reworded": (
        ROLE, TALKS.replace("Ставить запитання", "Питає"), CRM, [("Оцінювання!D3", "reworded")]
    ),
    "an indicator gone": (
        ROLE, TALKS.replace("      - {id: asks, text: Ставить запитання.}\n", ""), CRM,
        [("Оцінювання!D3", "gone")],
    ),
    "an indicator new": (
        ROLE, TALKS.replace("[{id: offers,", "[{id: sums, text: Підсумовує.}, {id: offers,"), CRM,
        [("Оцінювання", "new")],
    ),
    "an indicator with another id": (
        ROLE, TALKS.replace("id: asks", "id: questions"), CRM, [("Оцінювання!D3", "renamed")]
    ),
    "an indicator of another level": (
        ROLE,
        TALKS.replace("      - {id: asks, text: Ставить запитання.}\n", "").replace(
            "[{id: offers,", "[{id: asks, text: Ставить запитання.}, {id: offers,"
        ),
        CRM,
        [("Оцінювання!D3", "moved")],
    ),
    "nothing but the order": (
        "title: Продавець\ncompetencies: [{id: crm, level: 1}, {id: talks, level: 2}]\n",
        TALKS.replace("kind: behavioural", "kind: digital"), CRM, [],
    ),
    "words of a level that is not asked about": (
        ROLE, TALKS.replace("Навчає інших", "Навчає всіх"), CRM, []
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_difference_to_the_present_profile_is_named(tmp_path: Path, name: str) -> None:
    role, talks, crm, expected = CASES[name]
    firm(tmp_path).returned()
    changed = firm(tmp_path, {"seller": role}, talks, crm)
    assessed, issues = changed.assess("form.xlsx")
    assert told(issues) == [(VERSION, place, reason) for place, reason in expected]
    # Another wording of the same indicator leaves its marks as they are.
    assert (assessed is None) == any(reason != "reworded" for _, reason in expected)


def test_a_competency_that_is_new_is_named_once(tmp_path: Path) -> None:
    made = firm(tmp_path, {"seller": ROLE.replace(", {id: crm, level: 1}", "")})
    made.returned()
    (found,) = firm(tmp_path).assess("form.xlsx")[1]
    assert found.severity is Severity.ERROR
    values = dict(found.values)
    assert (values["what"], values["level"]) == ("Робота з CRM", "1")
    assert told([found]) == [(VERSION, "Оцінювання", "competency_new")]


def test_a_competency_that_is_in_the_catalogue_no_more_is_gone(tmp_path: Path) -> None:
    firm(tmp_path).returned()
    changed = firm(tmp_path, {"seller": ROLE.replace(", {id: crm, level: 1}", "")})
    rest = {"talks": changed.catalogue.competencies["talks"]}
    without = replace(changed, catalogue=Catalogue(rest))
    assert told(without.assess("form.xlsx")[1]) == [(VERSION, "Оцінювання!D5", "competency_gone")]


def test_an_edited_fingerprint_does_not_make_a_form_old(tmp_path: Path) -> None:
    made = firm(tmp_path)

    def change(book: Any) -> None:
        book["Відомості"]["C4"] = "abc"

    made.returned(change=change)
    assert made.assess("form.xlsx")[1] == ()
