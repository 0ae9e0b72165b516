"""Of several assessments of a person the latest counts; the others are told about."""

from __future__ import annotations

from datetime import date

import pytest

from generator.competency.latest import latest
from generator.competency.standing import Assessed
from generator.issue import Code, Severity
from tests.competency.people import person

OLD, NEW = date(2025, 1, 2), date(2026, 1, 2)


def days(*people: Assessed) -> list[date]:
    return [each.day for each in latest(people)[0]]


def test_the_latest_counts_and_the_older_one_is_told_about() -> None:
    kept, (found,) = latest([person(day=NEW), person(day=OLD)])
    assert [each.day for each in kept] == [NEW]
    assert (found.code, found.severity) == (Code.ASSESSMENT_OLDER, Severity.INFO)
    assert found.location == person(day=OLD).place
    values = dict(found.values)
    assert (values["day"], values["last"]) == ("02.01.2025", "02.01.2026")


def test_of_two_of_one_day_neither_counts() -> None:
    kept, issues = latest([person(day=NEW), person(day=NEW), person(day=OLD)])
    assert kept == ()
    assert [each.code for each in issues] == [Code.ASSESSMENT_REPEATED, Code.ASSESSMENT_OLDER]
    assert issues[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        (person("Коваль Олена"), person("коваль  олена", day=NEW), True),
        (person("Коваль", number="1"), person("Коваль", number="2", day=NEW), False),
        (person("Коваль", number="0042"), person("Коваль", number="42", day=NEW), True),
        (person("Коваль", number="0"), person("Коваль", number="00", day=NEW), True),
        (person("Коваль", number="0042"), person("Бондар", number="42", day=NEW), False),
        (person("Коваль", number="1"), person("Коваль", day=NEW), True),
        (person("Коваль"), person("Коваль", role="chief", day=NEW), False),
        (person("Коваль"), person("Бондар", day=NEW), False),
    ],
    ids=[
        "spelling",
        "namesakes",
        "zeros",
        "zero",
        "zeros of two",
        "number left out",
        "another role",
        "another name",
    ],
)
def test_who_is_the_same_person(one: Assessed, other: Assessed, are_one: bool) -> None:
    assert len(latest([one, other])[0]) == (1 if are_one else 2)


def test_a_namesake_without_a_number_is_nobody_of_the_two() -> None:
    people = [person("Коваль", number="1"), person("Коваль", number="2"), person("Коваль")]
    assert len(latest(people)[0]) == 3


def test_of_two_names_with_one_number_neither_counts() -> None:
    people = [person("Коваль", number="0042"), person("Ткач"), person("Бондар", number="0042")]
    kept, (found,) = latest(people)
    assert [each.person.name for each in kept] == ["Ткач"]
    assert (found.code, found.severity, found.location) == (
        Code.ASSESSMENT_REPEATED, Severity.ERROR, people[2].place,
    )  # fmt: skip
    values = dict(found.values)
    assert values["reason"] == "assessment_repeated.number"
    assert (values["number"], values["name"], values["other"]) == (
        "0042", "Коваль", people[0].place.file,
    )  # fmt: skip


def test_whose_number_is_in_doubt_is_told_of_each_assessment() -> None:
    people = [
        person("Коваль", number="1", day=OLD),
        person("Бондар", number="1", role="chief"),
        person("Коваль", day=NEW),
    ]
    kept, issues = latest(people)
    assert kept == ()
    assert [each.location for each in issues] == [people[1].place, people[2].place]


def test_the_order_is_that_in_which_people_first_come() -> None:
    found = latest([person("Я", day=OLD), person("А"), person("Я", day=NEW)])[0]
    assert [each.person.name for each in found] == ["Я", "А"]
