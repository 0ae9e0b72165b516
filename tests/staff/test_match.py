"""A position finds its role by the id, the title or an alias, and what finds none is told once, with what is near."""

from __future__ import annotations

import pytest

from generator.issue import Code, Issue
from generator.model.staff import StaffRow
from generator.staff.card import RoleCard
from generator.staff.match import Matched, match
from tests.staff.rows import card, row

CARDS = (
    card("accountant", "Бухгалтер", "Бухгалтер-економіст", "Бухгалтерка"),
    card("developer", "Інженер-програміст"),
    card("press", "Прес-секретар об’єднання «Мрія»"),
    card("clerk-sales", "Діловод", department="Відділ продажу"),
    card("clerk-office", "Діловод", department="Канцелярія"),
)


def matched(*rows: StaffRow, cards: tuple[RoleCard, ...] = CARDS, exempt: tuple[str, ...] = ()) -> tuple[
    list[str | None], list[tuple[Code, int, dict[str, str]]]
]:  # fmt: skip
    found, issues = match(rows, cards, exempt)
    return [each.role_id for each in found], list(map(said, issues))


def said(found: Issue) -> tuple[Code, int, dict[str, str]]:
    assert found.location is not None
    return found.code, found.location.line, dict(found.values)


@pytest.mark.parametrize(
    ("title", "role"),
    [("Бухгалтер", "accountant"), ("БУХГАЛТЕР", "accountant"), (" бухгалтер. ", "accountant"),
     ("Бухгалтер – економіст", "accountant"), ("бухгалтерка", "accountant"), ("Бyxгaлтep", "accountant"),
     ("інженер програміст", "developer"), ("Інженер‑програміст", "developer"), ("developer", "developer"),
     ('Прес-секретар об\'єднання "Мрія"', "press"), ("Прес-секретар обʼєднання Мрія", "press"),
     ("clerk-sales", "clerk-sales")],
)  # fmt: skip
def test_a_title_finds_its_role_however_it_is_spelt(title: str, role: str) -> None:
    assert matched(row(title)) == ([role], [])


def test_an_id_in_its_column_comes_before_the_title() -> None:
    assert matched(row("Бухгалтер", role="developer")) == (["developer"], [])
    assert matched(row("", role="developer")) == (["developer"], [])


def test_an_id_that_is_not_there_is_an_issue_with_a_near_one() -> None:
    assert matched(row("Бухгалтер", role="acountant", line=7)) == (
        [None], [(Code.ROLE_UNKNOWN, 7, {"role": "acountant", "suggestion": "accountant"})],
    )  # fmt: skip


def test_a_title_comes_before_an_alias() -> None:
    cards = (card("a", "Економіст", "Бухгалтер"), card("b", "Бухгалтер"))
    assert matched(row("Бухгалтер"), row("Економіст"), cards=cards) == (["b", "a"], [])


def test_feminine_titles_are_known_only_when_they_are_listed() -> None:
    roles, issues = matched(row("Інженерка-програмістка"))
    assert roles == [None]
    assert issues[0][0] is Code.STAFF_TITLE_UNKNOWN


def test_of_several_roles_the_one_of_the_unit_is_meant() -> None:
    rows = (row("Діловод", "ВІДДІЛ ПРОДАЖУ"), row("Діловод", "Канцелярія"))
    assert matched(*rows) == (["clerk-sales", "clerk-office"], [])


def test_several_roles_in_another_unit_are_one_issue_for_the_unit() -> None:
    rows = [
        row("Діловод", unit, line=line)
        for line, unit in enumerate(("Гараж", "Гараж", "Склад"), start=2)
    ]
    roles, issues = matched(*rows)
    files = {"title": "Діловод", "roles": "roles/clerk-sales.yaml, roles/clerk-office.yaml"}
    assert roles == [None] * 3
    assert issues == [(Code.STAFF_ROLE_AMBIGUOUS, 2, files), (Code.STAFF_ROLE_AMBIGUOUS, 4, files)]


@pytest.mark.parametrize(
    ("title", "suggestion"),
    [("Бухгалтр", ("Бухгалтер", "accountant")), ("Бугалтер", ("Бухгалтер", "accountant")),
     ("Інженер-прогаміст", ("Інженер-програміст", "developer")),
     ("Бухгалтер економист", ("Бухгалтер-економіст", "accountant")),
     ("Молодший бухгалтер", None), ("Кухар", None), ("", None)],
)  # fmt: skip
def test_a_position_without_a_role_is_an_issue_with_the_title_that_was_meant(
    title: str, suggestion: tuple[str, str] | None
) -> None:
    roles, ((code, line, values),) = matched(row(title, line=9))
    assert (roles, code, line) == ([None], Code.STAFF_TITLE_UNKNOWN, 9)
    near = (values["suggestion"], values["role"]) if "suggestion" in values else None
    assert near == suggestion


def test_a_title_that_stands_in_many_rows_is_told_once_with_their_number() -> None:
    rows = [row(title, unit, line=line) for line, (title, unit) in enumerate(
        [("Кухар", "Їдальня"), ("Кухар", "Бар"), ("КУХАР", ""), ("Водій", "")], start=2
    )]  # fmt: skip
    _, issues = matched(*rows)
    assert [(line, values["title"], values["count"]) for _, line, values in issues] == [
        (2, "Кухар", "3"), (5, "Водій", "1"),
    ]  # fmt: skip
    assert ["rows" in values for *_, values in issues] == [True, False]


def test_an_exempt_position_needs_no_role_and_may_have_one() -> None:
    rows = (row("Директор"), row("Бухгалтер"), row("Водій"))
    found, issues = match(rows, CARDS, ("ДИРЕКТОР", "Бухгалтер"))
    assert found == (
        Matched(rows[0], None, exempt=True), Matched(rows[1], "accountant", exempt=True), Matched(rows[2], None),
    )  # fmt: skip
    assert [each.code for each in issues] == [Code.STAFF_TITLE_UNKNOWN]


def test_rows_keep_their_order_and_number() -> None:
    rows = [row("Бухгалтер" if number % 3 else "Кухар", line=number) for number in range(1, 200)]
    found, _ = match(rows, CARDS)
    assert [each.row for each in found] == rows


def test_without_roles_and_without_rows_nothing_is_matched() -> None:
    assert matched() == ([], [])
    roles, issues = matched(row("Бухгалтер"), cards=())
    assert (roles, [code for code, *_ in issues]) == ([None], [Code.STAFF_TITLE_UNKNOWN])
