"""Names of people as signatures print them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language import Gender, listed_name, name_gender, signature_name


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("Олена Коваль", "Олена КОВАЛЬ"),
        ("Олена КОВАЛЬ", "Олена КОВАЛЬ"),
        ("ОЛЕНА КОВАЛЬ", "Олена КОВАЛЬ"),
        ("  Олена   Коваль ", "Олена КОВАЛЬ"),
        ("Коваль", "КОВАЛЬ"),
        ("", ""),
    ],
)
def test_the_surname_is_last_and_in_capitals(name: str, signature: str) -> None:
    assert signature_name(name, "uk") == signature


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("Коваль Олена Петрівна", "Олена КОВАЛЬ"),
        ("Олена Петрівна Коваль", "Олена КОВАЛЬ"),
        ("КОВАЛЬ Олена Петрівна", "Олена КОВАЛЬ"),
        ("Прокопович Іван Петрович", "Іван ПРОКОПОВИЧ"),
        ("Іван Петрович Прокопович", "Іван ПРОКОПОВИЧ"),
        ("Іван Прокопович", "Іван ПРОКОПОВИЧ"),
        ("Сковорода Ілля Ілліч", "Ілля СКОВОРОДА"),
        ("Коваль Марія Олена Петрівна", "Марія Олена КОВАЛЬ"),
        ("Марія Олена Петрівна Коваль", "Марія Олена КОВАЛЬ"),
        ("Алієв Мамед Гасан огли", "Мамед АЛІЄВ"),
        ("Олена Петрівна", "Олена Петрівна"),
    ],
)
def test_a_patronymic_shows_the_surname_and_is_left_out(name: str, signature: str) -> None:
    assert signature_name(name, "uk") == signature


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("Нечуй-Левицький Іван", "Іван НЕЧУЙ-ЛЕВИЦЬКИЙ"),
        ("Шевченко Богдан", "Богдан ШЕВЧЕНКО"),
        ("Богдан Шевченко", "Богдан ШЕВЧЕНКО"),
        ("Коваль Назар", "Назар КОВАЛЬ"),
        ("Назар Коваль", "Назар КОВАЛЬ"),
        ("Ковальчук Жаклін", "Жаклін КОВАЛЬЧУК"),
        ("Джон Роберт", "Джон РОБЕРТ"),
        ("Ольга Коваль Петренко", "Ольга КОВАЛЬ ПЕТРЕНКО"),
        ("Карл Густав Юнг", "Карл Густав ЮНГ"),
    ],
)
def test_without_a_patronymic_the_given_name_is_first_unless_the_dictionary_is_certain(
    name: str, signature: str
) -> None:
    assert signature_name(name, "uk") == signature


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("Олег Дем'яненко", "Олег ДЕМ’ЯНЕНКО"),
        ("Анна-Марія Коваль-Петренко", "Анна-Марія КОВАЛЬ-ПЕТРЕНКО"),
        ("Людвіг ван Бетховен", "Людвіг ван БЕТХОВЕН"),
        ("фон Штольц Андрій Іванович", "Андрій фон ШТОЛЬЦ"),
        ("О. П. Коваль", "О. П. КОВАЛЬ"),
        ("Коваль О.П.", "О.\xa0П. КОВАЛЬ"),
        ("Коваль, Олена Петрівна", "Олена КОВАЛЬ"),
    ],
)
def test_apostrophes_double_names_particles_initials_and_commas_are_understood(
    name: str, signature: str
) -> None:
    assert signature_name(name, "uk") == signature


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("Jane Smith", "Jane SMITH"),
        ("Smith, Jane", "Jane SMITH"),
        ("SMITH Jane", "Jane SMITH"),
        ("Jane Mary O'Brien", "Jane Mary O’BRIEN"),
        ("John van der Berg Jr.", "John van der BERG Jr."),
        ("Martin Luther King III", "Martin Luther KING III"),
        ("Jane", "JANE"),
    ],
)
def test_an_english_name_ends_with_the_surname(name: str, signature: str) -> None:
    assert signature_name(name, "en") == signature


NAMES = st.lists(
    st.sampled_from(
        ["Олена", "Коваль", "Петрівна", "О.", "ван", "КОВАЛЬ,", "огли", "Jr.", "-", "ß"]
    )
)


@given(st.one_of(st.text(), NAMES.map(" ".join)), st.sampled_from(["uk", "en"]))
@settings(deadline=None)
def test_no_text_raises_an_error(name: str, language: str) -> None:
    signature_name(name, language)


def test_a_text_too_long_for_a_name_is_one_surname() -> None:
    assert signature_name("а " * 500_000, "uk") == "А " * 500_000


@pytest.mark.parametrize(
    ("name", "signature", "listed"),
    [
        ("Ли Ан", "Ан ЛИ", "Ли Ан"),
        ("Lee John", "John LEE", "Lee John"),
        ("Олена Коваль", "Олена КОВАЛЬ", "Коваль Олена"),
        ("Іван Петрович Сидоренко", "Іван СИДОРЕНКО", "Сидоренко Іван Петрович"),
        ("КОВАЛЕНКО ІВАН ІВАНОВИЧ", "Іван КОВАЛЕНКО", "Коваленко Іван Іванович"),
        ("Де ля Крус Марія Хосе", "Марія Хосе Де ля КРУС", "Де ля Крус Марія Хосе"),
        ("фон Нойманн Отто Карл", "Отто Карл фон НОЙМАНН", "фон Нойманн Отто Карл"),
        ("Сковорода Григорій Савович мол.", "Григорій СКОВОРОДА мол.", "Сковорода мол. Григорій Савович"),
    ],
)  # fmt: skip
def test_in_a_list_the_surname_comes_first_unless_it_is_seen_to_be_last(
    name: str, signature: str, listed: str
) -> None:
    assert signature_name(name, "uk", surname_first=True) == signature
    assert listed_name(name, "uk") == listed
    assert listed_name(name, "en") == name


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Коваль Олена Петрівна", Gender.FEMININE),
        ("Гасанов Ельдар Рашид огли", Gender.MASCULINE),
        ("Мороз Ірина", Gender.FEMININE),
        ("Коваль Саша", None),
        ("Ли Ан", None),
        ("Коваль О. П.", None),
    ],
)
def test_the_gender_of_a_name_is_told_only_when_it_is_sure(
    name: str, gender: Gender | None
) -> None:
    assert name_gender(name, "uk") is gender
