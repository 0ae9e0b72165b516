"""Reports of several people → what a unit or a role lacks most, and who."""

from __future__ import annotations

from decimal import Decimal

from generator.competency.gap import gap_report
from generator.competency.summary import role_summaries, unit_summaries
from tests.competency.people import person, required

SELLER, CHIEF = required(talks=2, crm=3), required("chief", "", talks=4, law=1)
REPORTS = [
    gap_report(person("Коваль", talks=2, crm=1), SELLER),
    gap_report(person("Бондар", unit="відділ  продажу", talks=1, crm=2), SELLER),
    gap_report(person("Ткач", role="chief", unit="Відділ продажу", talks=2), CHIEF),
    gap_report(person("Мороз", role="chief", talks=4, law=1), CHIEF),
]


def test_people_of_a_unit_are_compared_each_with_their_own_role() -> None:
    sales, nowhere = unit_summaries(REPORTS)
    assert (sales.name, len(sales.reports)) == ("Відділ продажу", 3)
    assert (nowhere.name, len(nowhere.reports)) == ("", 1)
    talks = next(row for row in sales.rows if row.entry.id == "talks")
    assert talks.required == (2, 4)
    assert (talks.levels, talks.mean, talks.lowest) == ((2, 1, 2), Decimal("1.7"), 1)
    assert [each.person.name for each in talks.below] == ["Бондар", "Ткач"]


def test_that_in_which_most_are_below_comes_first() -> None:
    (sales, _) = unit_summaries(REPORTS)
    assert [(row.entry.id, len(row.below)) for row in sales.rows] == [
        ("talks", 2),
        ("crm", 2),
        ("law", 0),
    ]


def test_a_role_is_named_by_its_title() -> None:
    seller, chief = role_summaries(REPORTS)
    assert (seller.name, chief.name) == ("Посада seller", "Посада chief")
    assert [row.entry.id for row in seller.rows] == ["crm", "talks"]


def test_whom_nobody_assessed_is_neither_below_nor_in_the_mean() -> None:
    (_, chief) = role_summaries(REPORTS)
    law = next(row for row in chief.rows if row.entry.id == "law")
    assert (law.mean, law.lowest, law.below) == (Decimal("1.0"), 1, ())
    assert [each.person.name for each in law.unassessed] == ["Ткач"]


def test_of_a_competency_that_nobody_was_assessed_in_there_is_no_mean() -> None:
    (found,) = role_summaries([gap_report(person(), required(talks=2))])
    assert (found.rows[0].mean, found.rows[0].lowest) == (None, None)


def test_the_mean_is_rounded_half_up() -> None:
    people = [gap_report(person(talks=level), required(talks=2)) for level in (1, 1, 1, 2)]
    assert role_summaries(people)[0].rows[0].mean == Decimal("1.3")
