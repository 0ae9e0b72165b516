"""A person ‖ a profile: the gaps in their order, what helps, what is above, and how much is covered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.competency.gap import Coverage, gap_report
from generator.competency.standing import Standing
from tests.competency.people import ENTRIES, person, required
from tests.competency.test_standing import marked


def test_a_row_for_each_required_competency_in_the_order_of_the_profile() -> None:
    report = gap_report(person(talks=2, crm=5, sums=1), required(talks=3, crm=4, law=2))
    rows = [(row.required.entry.id, row.actual, row.difference, row.counted) for row in report.rows]
    assert rows == [("talks", 2, -1, 2), ("crm", 5, 1, 4), ("law", None, None, 0)]
    assert [row.required.entry.id for row in report.strengths] == ["crm"]
    assert [row.required.entry.id for row in report.unassessed] == ["law"]
    assert report.coverage == Coverage(6, 9)
    assert report.coverage.percent == 66


@pytest.mark.parametrize(
    ("counted", "of", "expected"),
    [(0, 0, 100), (0, 7, 0), (7, 7, 100), (199, 200, 99), (1, 200, 0)],
)
def test_coverage_is_a_hundred_only_when_nothing_is_missing(
    counted: int, of: int, expected: int
) -> None:
    assert Coverage(counted, of).percent == expected


def test_the_largest_gaps_come_first_then_the_higher_level_then_the_order() -> None:
    profile = required(talks=3, crm=4, law=4, sums=5)
    report = gap_report(person(talks=1, crm=2, law=2, sums=4), profile)
    assert [row.required.entry.id for row in report.gaps] == ["crm", "law", "talks", "sums"]
    assert [each.row.required.entry.id for each in report.development] == ["crm", "law", "talks"]


def test_what_helps_is_that_of_the_levels_to_be_reached() -> None:
    (found,) = gap_report(person(talks=1), required(talks=3)).development
    assert [level.number for level in found.levels] == [2, 3]
    assert [level.development for level in found.levels] == [("Крок 2.",), ("Крок 3.",)]


def test_what_was_not_assessed_is_no_gap() -> None:
    report = gap_report(person(), required(talks=3))
    assert report.gaps == report.development == ()
    assert report.coverage == Coverage(0, 3)


def test_of_a_form_for_another_role_it_is_said_that_the_level_may_be_higher() -> None:
    found = marked((2,), further=4)
    known = Standing(ENTRIES["talks"], found.level, found.scores)
    assessed = replace(person(), standings=(known,))
    (row,) = gap_report(assessed, required(talks=3)).rows
    assert row.may_be_higher
    (row,) = gap_report(person(talks=1), required(talks=3)).rows
    assert not row.may_be_higher
