"""Names for files are ids, given once, and none that a system keeps for itself."""

from __future__ import annotations

import pytest

from generator.make.naming import Names, folder_name
from generator.model.text import is_id, names_a_device


def test_a_name_is_given_once_and_the_next_has_a_number() -> None:
    names = Names(["a"])
    given = [names.give(each) for each in ("a", "b", "b", "a", "b", "b-2", "c")]
    assert given == ["a-2", "b", "b-2", "a-3", "b-3", "b-2-2", "c"]


def test_a_number_that_somebody_is_called_by_is_passed_over() -> None:
    names = Names(["koval-2", "koval-3"])
    assert [names.give("koval") for _ in range(3)] == ["koval", "koval-4", "koval-5"]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("Відділ продажу", "viddil-prodazhu"),
        ("Сектор А", "sektor-a"),
        ("CON", "unit-con"),
        ("nul", "unit-nul"),
        ("COM1", "unit-com1"),
        ("Кон", "kon"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows", "c-windows"),
        ("王伟", "unit"),
        ("", "unit"),
        ("…", "unit"),
        ("\u202eabc", "abc"),
    ],
)
def test_the_folder_of_a_unit_is_called_so(unit: str, expected: str) -> None:
    assert folder_name(unit) == expected


@pytest.mark.parametrize("unit", ["Відділ " * 60, "щ" * 500, "aux", "LPT9", "a/b\\c:d*e?f"])
def test_every_folder_can_be_made_on_every_system(unit: str) -> None:
    made = folder_name(unit)
    assert is_id(made)
    assert not names_a_device(made)
