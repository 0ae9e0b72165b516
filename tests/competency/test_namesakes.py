"""People of one name are told apart by their numbers, wherever they are named together."""

from __future__ import annotations

import pytest

from generator.competency.namesakes import shown_names
from generator.model.assessed import Person

IVAN = "Коваль Іван"


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([Person(IVAN, "0042"), Person("Ткач", "0042")], [IVAN, "Ткач"]),
        ([Person(IVAN, "0042"), Person(IVAN, "0043")], [f"{IVAN} (0042)", f"{IVAN} (0043)"]),
        (
            [Person(IVAN, "1"), Person(IVAN, "2"), Person(IVAN, unit="Склад")],
            [f"{IVAN} (1)", f"{IVAN} (2)", f"{IVAN} (Склад)"],
        ),
        (
            [Person(IVAN, unit="Склад"), Person(IVAN, unit="Каса"), Person(IVAN)],
            [f"{IVAN} (Склад)", f"{IVAN} (Каса)", IVAN],
        ),
        ([Person(IVAN, "0042"), Person("коваль  іван", "42")], [IVAN, "коваль  іван"]),
        ([Person(IVAN, "42"), Person(IVAN)], [IVAN, IVAN]),
        ([], []),
    ],
    ids=["others", "numbers", "a unit", "units", "zeros", "number left out", "nobody"],
)
def test_a_namesake_is_shown_with_the_number_or_the_unit(
    people: list[Person], expected: list[str]
) -> None:
    called = shown_names(people)
    assert [called[each] for each in people] == expected
