"""Careers → families of roles from the first step up, and what grows, stays and leaves on each step."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.competency.ladder import Family, Step, families
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from generator.source.workspace import load_workspace
from tests.competency.firm import firm

Careers = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""Role → the roles it is reached from, and those it leads to."""


def role_text(before: tuple[str, ...], after: tuple[str, ...], levels: str) -> str:
    return (
        f"title: Посада\ncompetencies: [{levels}]\n"
        f"career: {{from: [{', '.join(before)}], to: [{', '.join(after)}]}}\n"
    )


def found(root: Path, careers: Careers, levels: dict[str, str] | None = None) -> tuple[Family, ...]:
    """The families of a firm; without `levels` of its own a role requires `talks` at level 1."""
    given = levels or {}
    texts = {
        name: role_text(*career, given.get(name, "{id: talks, level: 1}"))
        for name, career in careers.items()
    }
    made = firm(root, texts)
    files = RoleFiles(load_workspace(root))
    return families([resolve(files, name) for name in files.ids], made.profiles)


def order(family: Family) -> list[str]:
    return [each.role for each in family.profiles]


def ends(family: Family) -> list[tuple[str, str]]:
    return [(step.before.role, step.after.role) for step in family.steps]


@pytest.mark.parametrize(
    "careers",
    [
        {"chief": (("clerk",), ()), "clerk": ((), ())},
        {"chief": ((), ()), "clerk": ((), ("chief",))},
        {"chief": (("clerk",), ()), "clerk": ((), ("chief",))},
    ],
    ids=["by the higher", "by the lower", "by both"],
)
def test_a_step_counts_once_whoever_names_it(tmp_path: Path, careers: Careers) -> None:
    (family,) = found(tmp_path, careers)
    assert (family.id, order(family)) == ("clerk", ["clerk", "chief"])
    assert ends(family) == [("clerk", "chief")]


def test_a_role_stands_behind_all_it_can_be_reached_from(tmp_path: Path) -> None:
    careers: Careers = {
        "a-head": (("key", "manager"), ()),
        "junior": ((), ("manager",)),
        "key": (("manager", "tech"), ()),
        "manager": ((), ("tech",)),
        "tech": ((), ()),
    }
    (family,) = found(tmp_path, careers)
    assert order(family) == ["junior", "manager", "tech", "key", "a-head"]
    assert ends(family) == [
        ("junior", "manager"),
        ("manager", "tech"),
        ("manager", "key"),
        ("manager", "a-head"),
        ("tech", "key"),
        ("key", "a-head"),
    ]


@pytest.mark.parametrize(
    ("careers", "expected"),
    [
        ({"a": ((), ("b",)), "b": ((), ("a",))}, ["a", "b"]),
        ({"a": ((), ("c",)), "b": ((), ("a",)), "c": ((), ("b",))}, ["a", "c", "b"]),
        (
            {"a": ((), ("b",)), "b": ((), ("a",)), "z": ((), ("a",))},
            ["z", "a", "b"],
        ),
    ],
    ids=["of two", "of three", "with a role before it"],
)
def test_a_circle_is_cut(tmp_path: Path, careers: Careers, expected: list[str]) -> None:
    (family,) = found(tmp_path, careers)
    assert order(family) == expected
    assert len(family.steps) == len(careers)


def test_a_role_that_leads_to_itself_makes_no_step(tmp_path: Path) -> None:
    assert found(tmp_path, {"clerk": (("clerk",), ("clerk",))}) == ()


def test_families_that_nothing_ties_together_are_apart(tmp_path: Path) -> None:
    careers: Careers = {
        "driver": ((), ("garage",)),
        "garage": ((), ()),
        "clerk": ((), ()),
        "chief": (("clerk",), ()),
        "lonely": ((), ()),
    }
    assert [order(each) for each in found(tmp_path, careers)] == [
        ["clerk", "chief"],
        ["driver", "garage"],
    ]


def test_two_families_are_one_once_a_role_ties_them(tmp_path: Path) -> None:
    careers: Careers = {
        "a": ((), ("b",)), "b": ((), ()), "c": ((), ("d",)), "d": ((), ()), "e": (("b", "d"), ()),
    }  # fmt: skip
    (family,) = found(tmp_path, careers)
    assert sorted(order(family)) == ["a", "b", "c", "d", "e"]
    assert order(family)[-1] == "e"


def test_positions_without_a_role_or_a_profile_are_no_steps(tmp_path: Path) -> None:
    careers: Careers = {"clerk": (("Стажист",), ("chief", "Директор")), "chief": ((), ())}
    assert found(tmp_path, careers, {"chief": ""}) == ()


def test_a_long_ladder_has_all_its_rungs(tmp_path: Path) -> None:
    names = [f"r{number:03}" for number in range(120, 0, -1)]
    careers: Careers = {
        name: ((), (higher,)) for name, higher in zip(names, [*names[1:], names[0]], strict=True)
    }
    (family,) = found(tmp_path, careers)
    assert len(set(order(family))) == len(family.steps) == len(names)


# What changes on a step


LEVELS = {
    "clerk": "{id: talks, level: 1}",
    "chief": "{id: talks, level: 3}, {id: crm, level: 2}",
    "lead": "{id: crm, level: 1}",
}


def steps(root: Path) -> list[Step]:
    careers: Careers = {
        "clerk": ((), ("chief",)),
        "chief": ((), ("lead",)),
        "lead": ((), ()),
    }
    (family,) = found(root, careers, LEVELS)
    return list(family.steps)


def test_a_step_tells_what_grows_and_which_levels_are_to_be_reached(tmp_path: Path) -> None:
    up, _ = steps(tmp_path)
    grows = [
        (each.entry.id, each.before, each.after, [level.number for level in each.levels])
        for each in up.grows
    ]
    assert grows == [("talks", 1, 3, [2, 3]), ("crm", 0, 2, [1, 2])]
    assert (up.stays, up.leaves) == ((), ())


def test_a_step_tells_what_stays_and_what_is_asked_no_more(tmp_path: Path) -> None:
    _, aside = steps(tmp_path)
    assert aside.grows == ()
    assert [entry.id for entry in aside.stays] == ["crm"]
    assert [entry.id for entry in aside.leaves] == ["talks"]


def test_a_family_names_all_its_competencies_once(tmp_path: Path) -> None:
    careers: Careers = {"clerk": ((), ("chief",)), "chief": ((), ())}
    (family,) = found(tmp_path, careers, LEVELS)
    assert [entry.id for entry in family.competencies()] == ["talks", "crm"]
