"""Ids made of text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language import slug
from generator.language.transliteration import transliterate


# The examples of the resolution № 55 of 27.01.2010.
@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("Алушта", "alushta"),
        ("Борщагівка", "borshchahivka"),
        ("Вінниця", "vinnytsia"),
        ("Гадяч", "hadiach"),
        ("Ґалаґан", "galagan"),
        ("Єнакієве", "yenakiieve"),
        ("Гаєвич", "haievych"),
        ("Житомир", "zhytomyr"),
        ("Їжакевич", "yizhakevych"),
        ("Кадиївка", "kadyivka"),
        ("Йосипівка", "yosypivka"),
        ("Стрий", "stryi"),
        ("Харків", "kharkiv"),
        ("Біла", "bila"),
        ("Церква", "tserkva"),
        ("Чернівці", "chernivtsi"),
        ("Шостка", "shostka"),
        ("Щербухи", "shcherbukhy"),
        ("Юрій", "yurii"),
        ("Корюківка", "koriukivka"),
        ("Яготин", "yahotyn"),
        ("Ярошенко", "yaroshenko"),
        ("Згорани", "zghorany"),
        ("Розгон", "rozghon"),
        ("Знам’янка", "znamianka"),
    ],
)
def test_words_are_spelt_as_the_government_resolved(word: str, latin: str) -> None:
    assert transliterate(word) == latin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Веде базу даних клієнтів, своєчасно вносить зміни.",
            "vede-bazu-danykh-kliientiv-svoiechasno",
        ),
        ("Бере участь у роботі з об'єктами", "bere-uchast-roboti-obiektamy"),
        ("Keeps a list of the clients", "keeps-list-of-the-clients"),
        ("Інженер-програміст 5 розряду", "inzhener-prohramist-5-rozriadu"),
        ("Café «Señor»", "cafe-senor"),
        ("", "clause"),
        ("з, і — в!", "clause"),
        ("😀", "clause"),
        ("ьь", "clause"),
    ],
)
def test_an_id_is_made_of_the_first_words(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_the_number_of_words_is_chosen() -> None:
    assert slug("один два три", words=2) == "odyn-dva"
    assert slug("один два три", words=0) == "clause"


def test_a_long_id_ends_with_a_whole_word() -> None:
    assert slug("зовнішньоекономічної " * 5) == "-".join(["zovnishnoekonomichnoi"] * 3)


def test_a_word_longer_than_an_id_is_cut() -> None:
    assert slug("щ" * 1_000_000) == ("shch" * 20)


@given(st.one_of(st.text(), st.text("єЇ зга’'-ß²İé")), st.integers(-1, 9))
@settings(deadline=None)
def test_an_id_has_only_small_latin_letters_digits_and_hyphens(text: str, words: int) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text, words))
    assert len(slug(text, words)) <= 80
