"""Candidates for a role: the order is explained by numbers, and what nobody assessed counts as nothing and is said."""

from __future__ import annotations

from generator.competency.fit import fit
from generator.competency.gap import Coverage
from tests.competency.people import person, required

PROFILE = required(talks=3, crm=2, law=2)


def test_who_covers_most_comes_first() -> None:
    found = fit(
        [
            person("Коваль", talks=1, crm=1, law=1),
            person("Бондар", talks=3, crm=2, law=1),
            person("Ткач", talks=5, crm=5),
        ],
        PROFILE,
    )
    assert [(c.place, c.assessed.person.name, c.coverage) for c in found] == [
        (1, "Бондар", Coverage(6, 7)),
        (2, "Ткач", Coverage(5, 7)),
        (3, "Коваль", Coverage(3, 7)),
    ]
    assert [(row.required.entry.id, row.actual) for row in found[0].lacks] == [("law", 1)]
    assert [row.required.entry.id for row in found[1].unassessed] == ["law"]


def test_of_equals_who_lacks_less_comes_first() -> None:
    one, two = fit(
        [person("А", talks=2, crm=2, law=1), person("Я", talks=1, crm=2, law=2)], PROFILE
    )
    assert (one.assessed.person.name, one.place, len(one.lacks)) == ("Я", 1, 1)
    assert (two.assessed.person.name, two.place, len(two.lacks)) == ("А", 2, 2)


def test_the_name_decides_the_order_by_the_ukrainian_alphabet_but_no_place() -> None:
    names = ["Яворський", "Їжак", "Ґудзь", "Єщенко", "Гай", "Іванів", "Зима", "Еней", "Жук", "Дуб"]
    found = fit([person(name, talks=1) for name in names], PROFILE)
    assert [each.assessed.person.name for each in found] == [
        "Гай", "Ґудзь", "Дуб", "Еней", "Єщенко", "Жук", "Зима", "Іванів", "Їжак", "Яворський",
    ]  # fmt: skip
    assert {each.place for each in found} == {1}


def test_a_place_after_a_shared_one_is_counted_on() -> None:
    people = [person("А", talks=3), person("Б", talks=3), person("В", talks=1)]
    assert [each.place for each in fit(people, PROFILE)] == [1, 1, 3]


def test_nobody_is_no_error() -> None:
    assert fit([], PROFILE) == ()
