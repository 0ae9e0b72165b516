"""A role ‖ the catalogue: what it requires, in which order, and the duties that need it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.competency.profile import Profile, shade
from generator.make import Composer, Plan
from generator.make.competencies import Staffed, read_profiles
from generator.source.workspace import load_workspace
from tests.competency.firm import CRM, TALKS, firm
from tests.workspace import ROOT

FEWEST_REQUIRED = 5
SELLER = """\
title: Продавець
department: Відділ продажу
duties:
  - {id: greet, text: Вітається., competencies: [talks]}
  - id: deals
    group: Угоди
    items:
      - {id: agree, text: Домовляється., competencies: [talks, crm]}
      - {id: sweep, text: Прибирає.}
rights:
  - {id: ask, text: Питати., competencies: [talks]}
competencies:
  - {id: crm, level: 1}
  - {id: talks, level: 2}
"""


def made(root: Path, role: str = SELLER, talks: str = TALKS, crm: str = CRM) -> Profile:
    return firm(root, {"seller": role}, talks, crm).profiles["seller"]


@pytest.fixture(scope="module")
def shipped() -> Staffed:
    return read_profiles(Composer(Plan(ROOT)))


@pytest.mark.parametrize("role", load_workspace(ROOT).role_ids())
def test_a_shipped_role_requires_enough_and_only_what_its_duties_need(
    shipped: Staffed, role: str
) -> None:
    found = shipped.profiles[role]
    assert len(found.required) >= FEWEST_REQUIRED
    assert [each.entry.id for each in found.required if not each.duties] == []


def test_competencies_stand_by_kind_and_name_the_duties_that_need_them(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert (found.role, found.title, found.unit) == ("seller", "Продавець", "Відділ продажу")
    required = [
        (each.entry.id, each.level, each.level_name, [duty.id for duty in each.duties])
        for each in found.required
    ]
    assert required == [
        ("talks", 2, "Рівень 2", ["greet", "agree"]),
        ("crm", 1, "Рівень 1", ["agree"]),
    ]
    assert [found.level_of(each) for each in ("talks", "crm", "law")] == [2, 1, 0]


def test_in_a_kind_the_order_is_that_of_the_role(tmp_path: Path) -> None:
    found = made(tmp_path, crm=CRM.replace("digital", "behavioural"))
    assert [each.entry.id for each in found.required] == ["crm", "talks"]


def test_a_level_is_shown_by_the_indicators_of_all_levels_up_to_it(tmp_path: Path) -> None:
    talks, crm = made(tmp_path).required
    assert [each.id for each in talks.indicators()] == ["hears", "asks", "offers"]
    assert [each.id for each in crm.indicators()] == ["records"]


def test_what_the_catalogue_does_not_have_is_left_out(tmp_path: Path) -> None:
    text = SELLER.replace("id: crm, level: 1", "id: law, level: 1").replace("level: 2", "level: 4")
    assert made(tmp_path, text).required == ()


def test_a_role_without_competencies_has_an_empty_profile(tmp_path: Path) -> None:
    assert made(tmp_path, "title: Продавець\n").required == ()


@pytest.mark.parametrize(
    ("role", "talks", "same"),
    [
        (("", ""), ("Домовляється.", "Веде переговори."), True),
        (("", ""), ("Прочитати книгу.", "Прочитати статтю."), True),
        (("", ""), ("Навчає інших.", "Навчає всіх."), True),
        (("Продавець", "Касир"), ("", ""), True),
        (("", ""), ("Ставить запитання.", "Ставить питання."), False),
        (("", ""), ("id: asks", "id: questions"), False),
        (("talks, level: 2", "talks, level: 1"), ("", ""), False),
        (("crm, level: 1", "crm, level: 2"), ("", ""), False),
    ],
    ids=[
        "a definition", "what helps", "a level above", "a title",
        "the words of an indicator", "its id", "a lower level", "a higher level",
    ],
)  # fmt: skip
def test_the_fingerprint_is_of_what_an_assessment_asks(
    tmp_path: Path, role: tuple[str, str], talks: tuple[str, str], same: bool
) -> None:
    before = made(tmp_path).fingerprint
    after = made(tmp_path, SELLER.replace(*role), TALKS.replace(*talks)).fingerprint
    assert (before == after) is same


@pytest.mark.parametrize(
    ("level", "highest", "expected"),
    [(0, 5, 0), (1, 5, 2), (3, 5, 5), (5, 5, 9), (6, 6, 9), (1, 2, 5), (9, 9, 9)],
)
def test_the_top_of_every_scale_is_the_darkest(level: int, highest: int, expected: int) -> None:
    assert shade(level, highest) == expected
