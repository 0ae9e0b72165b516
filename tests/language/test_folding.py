"""All ways to spell a title have one key, and no two titles have the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.folding import folded


@pytest.mark.parametrize(
    ("text", "key"),
    [("Бухгалтер", "бухгалтер"), ("  БУХГАЛТЕР\n", "бухгалтер"), ("Інженер-програміст", "інженер програміст"),
     ("Інженер – програміст", "інженер програміст"), ("Дем'янчук", "демянчук"), ("Дем’янчук", "демянчук"),
     ("Зв`язок", "звязок"), ("П.І.Б.", "п і б"), ("Таб. №", "таб номер"), ("«Мрія» (цех)", "мрія цех"),
     ("employee_id", "employee id"), ("Пoсада", "посада"), ("ПIБ", "піб"), ("IT-відділ", "it відділ"),
     ("SQL", "sql"), ("Менеджер 2-ї категорії", "менеджер 2 ї категорії"), ("и\u0306од", "йод"),
     ("со\u00adюз", "союз"), ("…—!", ""), ("", "")],
)  # fmt: skip
def test_what_does_not_matter_is_folded(text: str, key: str) -> None:
    assert folded(text) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("бухгалтер", "бухгалтерка"),
        ("інженер з якості", "якості з інженер"),
        ("ґрунт", "грунт"),
        ("їжа", "іжа"),
    ],
)
def test_endings_order_and_letters_matter(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_word_without_end_is_folded_at_once() -> None:
    # With a pattern that looked for its end from each letter half a million took an hour.
    assert folded("Ч" * 500_000) == "ч" * 500_000
    assert folded("Ч" * 500_000 + "a") == "ч" * 500_000 + "а"


@given(st.text("абіaciх1 _-", max_size=20))
def test_latin_letters_become_cyrillic_in_the_words_where_both_stand_side_by_side(
    text: str,
) -> None:
    mixed = re.compile(r"\w*(?:[абіх][aci]|[aci][абіх])\w*")
    words = re.sub(r"[\W_]+", " ", text).strip()
    look_alike = str.maketrans("aci", "асі")
    assert folded(text) == mixed.sub(lambda word: word[0].translate(look_alike), words)


@given(st.text(max_size=50))
def test_a_key_is_its_own_key(text: str) -> None:
    assert folded(folded(text)) == folded(text)
