"""Rows of the staff list become positions with their rates, holders and state, and a tree of units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from generator.model.staff import StaffRow
from generator.staff.coverage import Position, State, Unit, cover, tree
from generator.staff.match import Matched
from generator.staff.sheets import coverage_workbook
from tests.staff.rows import card, row


def matched(*rows: StaffRow, role: str | None = "manager", exempt: bool = False) -> list[Matched]:
    return [Matched(each, role, exempt) for each in rows]


def test_rows_of_one_position_are_one() -> None:
    (found,) = cover(
        matched(
            row("Менеджер", "Відділ продажу", "А", rate="1", planned="3"),
            row("менеджер", "відділ  продажу", "Б", rate="0.5", planned="3"),
            row("Менеджер", "Відділ продажу", rate="1", planned="3"),
        ),
        (),
    )
    assert found == Position(
        "Відділ продажу", "Менеджер", Decimal(3), Decimal("1.5"), Decimal("1.5"), ("А", "Б"),
        "manager", State.COVERED,
    )  # fmt: skip


def test_one_role_in_two_units_is_two_positions_in_the_order_of_the_list() -> None:
    found = cover(matched(row("М", "Б", "х"), row("М", "А", "х"), row("М", "Б", "у")), ())
    assert [(each.unit, len(each.holders)) for each in found] == [("Б", 2), ("А", 1)]


def test_positions_of_a_unit_stand_together() -> None:
    rows = [Matched(row(title, unit), None) for title, unit in ("аА", "бБ", "вА")]
    assert [each.title for each in cover(rows, ())] == ["а", "в", "б"]


def test_without_planned_rates_those_of_the_rows_count() -> None:
    (found,) = cover(matched(row("М", name="А", rate="0.5"), row("М", rate="0.25")), ())
    assert (found.planned, found.held, found.vacant) == (
        Decimal("0.75"),
        Decimal("0.5"),
        Decimal("0.25"),
    )


def test_more_held_than_planned_is_no_vacancy_below_nought() -> None:
    (found,) = cover(matched(row("М", name="А", rate="1.5", planned="1")), ())
    assert (found.held, found.vacant) == (Decimal("1.5"), 0)


def test_a_list_without_names_knows_no_vacancies() -> None:
    (found,) = cover(matched(row("М", planned="2")), (), has_names=False)
    assert (found.planned, found.held, found.vacant) == (2, None, None)


@pytest.mark.parametrize(
    ("role", "exempt", "expected"),
    [
        ("fine", False, State.COVERED),
        ("broken", False, State.BROKEN),
        ("draft", False, State.UNFINISHED),
        (None, False, State.MISSING),
        (None, True, State.EXEMPT),
        ("fine", True, State.COVERED),
    ],
    ids=["covered", "broken", "unfinished", "missing", "exempt", "exempt-with-role"],
)
def test_a_position_has_a_state(role: str | None, exempt: bool, expected: State) -> None:
    cards = (card("fine"), card("broken", broken=True), card("draft"))
    (found,) = cover(matched(row("М"), role=role, exempt=exempt), cards, {"draft"})
    assert found.state is expected


# The tree of units


def names(unit: Unit) -> object:
    return unit.name, [names(each) for each in unit.units]


def units(*pairs: tuple[str, str]) -> object:
    return names(tree("Фірма", [row("М", unit, parent=parent) for unit, parent in pairs], ()))


def test_units_are_below_the_unit_they_name() -> None:
    assert units(("Дирекція", ""), ("Відділ", "дирекція"), ("Група", "Відділ")) == (
        "Фірма",
        [("Дирекція", [("Відділ", [("Група", [])])])],
    )


def test_a_unit_that_only_others_name_is_there_too() -> None:
    assert units(("Відділ", "Дирекція")) == ("Фірма", [("Дирекція", [("Відділ", [])])])


def test_a_circle_of_units_is_cut_and_every_unit_stands_in_the_tree_once() -> None:
    assert units(("Б", "А"), ("В", "Б"), ("А", "В")) == (
        "Фірма",
        [("А", [("Б", [("В", [])])])],
    )
    assert units(("А", "А")) == ("Фірма", [("А", [])])


def test_units_within_each_other_without_end_are_no_harm() -> None:
    deep = [row("М", f"№ {n}", parent=f"№ {n + 1}") for n in range(5000)]
    waiting, found = [tree("Фірма", deep, ())], set()
    while waiting:
        unit = waiting.pop()
        found.add(unit.name)
        waiting += unit.units
    assert len(found) == 5002


def test_positions_stand_in_their_unit_and_count_for_those_above() -> None:
    rows = [row("Директор"), row("Начальник", "А"), row("Фахівець", "Б", parent="А")]
    whole = tree("Фірма", rows, cover(matched(*rows, role=None), ()))
    assert [each.title for each in whole.positions] == ["Директор"]
    (unit,) = whole.units
    assert [each.title for each in unit.positions] == ["Начальник"]
    assert sum(unit.counts.values()) == 2
    assert sum(whole.counts.values()) == 3


# The workbook


def values(content: bytes, sheet: int) -> Iterator[list[object]]:
    for each in load_workbook(BytesIO(content)).worksheets[sheet].iter_rows(values_only=True):
        yield list(each)


@pytest.fixture(scope="module")
def positions() -> tuple[Position, ...]:
    listed = [
        *matched(row("Менеджер", "Продаж", "=А", planned="2"), role="manager"),
        *matched(row("Юрист", "Продаж", "Б", rate="0.5", planned="1"), role=None),
        *matched(row("Директор", "", "В", planned="1"), role=None, exempt=True),
    ]
    return cover(listed, ())


def test_the_workbook_lists_positions_and_units(positions: tuple[Position, ...]) -> None:
    content = coverage_workbook(positions, "ТОВ «Зразок»", "uk")
    head, *rows = values(content, 0)
    assert head[0] == "Підрозділ"
    assert rows == [
        ["Продаж", "Менеджер", 2, 1, 1, "=А", "manager", "є"],
        ["Продаж", "Юрист", 1, 0.5, 0.5, "Б", None, "немає"],
        [None, "Директор", 1, 1, 0, "В", None, "не потрібна"],
    ]
    head, *rows = values(content, 1)
    assert head[2:7] == [
        "Мають інструкцію",
        "Роль із помилками",
        "Роль не дописано",
        "Не мають інструкції",
        "Не потребують",
    ]
    assert rows == [
        ["Продаж", 2, 1, 0, 0, 1, 0, 3, 1.5, 1.5],
        ["Поза підрозділами", 1, 0, 0, 0, 0, 1, 1, 1, 0],
        ["Разом", 3, 1, 0, 0, 1, 1, 4, 2.5, 1.5],
    ]


def test_a_state_has_its_colour_and_its_word(positions: tuple[Position, ...]) -> None:
    content = coverage_workbook(positions, "ТОВ «Зразок»", "en")
    page = load_workbook(BytesIO(content)).worksheets[0]
    column = [next(iter(page.iter_cols(8, 8, 2)))[n] for n in range(3)]
    assert [cell.value for cell in column] == ["yes", "no", "not needed"]
    assert len({cell.fill.fgColor.rgb for cell in column}) == 3
