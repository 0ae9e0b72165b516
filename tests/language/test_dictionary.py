"""The dictionary: loaded late and once; its own tables are well formed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.language.dictionary import Part, exceptions, readings, rows, undeclined_parts
from generator.language.grammar import Gender


def test_importing_the_package_loads_no_dictionary() -> None:
    code = "import sys, generator.language; print(*{'pymorphy3', 'shevchenko'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_typesetting_and_ids_load_no_dictionary() -> None:
    code = (
        "import sys; from generator.language import slug, typeset; slug('є'); typeset('є', 'uk');"
        "print(*{'pymorphy3', 'shevchenko'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_each_exception_has_every_case_in_small_letters() -> None:
    table = list(rows("uk_exceptions.tsv"))
    assert table
    for row in table:
        assert len(row) == 8, row
        assert all(cell and cell == cell.lower() for cell in row), row


def test_an_exception_stands_for_the_dictionary_only_in_its_part_of_speech() -> None:
    found = readings("Маляр")
    assert found[0] == exceptions()["маляр"][0]
    assert {reading.part for reading in found} == {Part.NOUN, Part.FAMILY_NAME}


def test_the_undeclined_parts_are_single_small_words() -> None:
    assert undeclined_parts()
    assert all(part == part.strip().lower() and " " not in part for part in undeclined_parts())


@pytest.mark.parametrize(
    ("word", "long", "form"),
    [
        ("директор", True, "директорові"),
        ("директор", False, "директору"),
        ("водій", True, "водієві"),
        ("водій", False, "водію"),
        ("голова", True, "голові"),
        ("служба", True, "службі"),
    ],
)
def test_a_parallel_dative_is_chosen_by_its_length(word: str, long: bool, form: str) -> None:
    assert readings(word)[0].dative_ending(long=long) == form


def test_a_word_with_no_nominative_has_no_reading() -> None:
    assert readings("директора") == ()


def test_a_reading_of_many_has_the_forms_of_many() -> None:
    finances = readings("фінанси")[0]
    assert finances.gender is Gender.PLURAL
    assert finances.genitive == ("фінансів",)
