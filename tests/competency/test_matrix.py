"""The matrix has every role and every competency a role requires, in the order a reader looks for them."""

from __future__ import annotations

from generator.competency.matrix import matrix, name_in
from generator.model.competency import CompetencyKind
from tests.competency.matrices import PROFILES, SCALES, SMALL, catalogue, profile, small


def test_competencies_stand_by_kind_and_in_a_kind_by_id() -> None:
    assert [(group.kind, [e.id for e in group.entries]) for group in small().groups] == [
        (CompetencyKind.PROFESSIONAL, ["accounting", "sales"]),
        (CompetencyKind.BEHAVIOURAL, ["negotiation"]),
        (CompetencyKind.MANAGERIAL, ["leadership"]),
        (CompetencyKind.LANGUAGE, ["english"]),
    ]


def test_every_row_has_a_level_for_every_column() -> None:
    assert [(row.role, row.levels) for row in small().rows] == [
        ("accountant", (4, 0, 0, 0, 0)),
        ("head", (5, 0, 0, 4, 1)),
        ("seller", (0, 3, 2, 0, 0)),
        ("agent", (0, 2, 0, 0, 6)),
        ("driver", (0, 0, 0, 0, 0)),
    ]


def test_a_unit_spelt_in_two_ways_is_one() -> None:
    assert small().units == ("Бухгалтерія", "Відділ продажу", "")
    assert [row.unit for row in small().rows][2:4] == ["Відділ продажу", "відділ  продажу"]


def test_only_scales_that_are_used_are_in_the_legend() -> None:
    assert [key for key, _ in small().scales] == ["cefr", "general"]
    books = matrix((profile("accountant", "Бухгалтер", "", {"accounting": 4}),), SMALL)
    assert [key for key, _ in books.scales] == ["general"]


def test_the_whole_catalogue_can_be_asked_for() -> None:
    whole = matrix(PROFILES, SMALL, every=True)
    assert {entry.id for entry in whole.entries} == SMALL.competencies.keys()
    assert {len(row.levels) for row in whole.rows} == {len(SMALL.competencies)}
    assert [row.levels for row in matrix((), SMALL, every=True).rows] == []


def test_nothing_makes_an_empty_matrix() -> None:
    nothing = matrix((), catalogue())
    assert (nothing.rows, nothing.groups, nothing.scales, nothing.units) == ((), (), (), ())


def test_a_name_without_its_english_one_stays_as_it_is() -> None:
    sales, leadership = SMALL.competencies["sales"], SMALL.competencies["leadership"]
    assert (name_in(sales, "en"), name_in(sales, "uk")) == ("Sales", "Продаж")
    assert name_in(leadership, "en") == "=Лідерство"
    assert name_in(SCALES["cefr"].levels[0], "en") == "Step 1"
