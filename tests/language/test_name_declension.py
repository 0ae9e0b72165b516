"""Declension of people's names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language import Case, decline_name

OBLIQUE = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        (
            "Олена Коваль",
            ("Олени Коваль", "Олені Коваль", "Олену Коваль", "Оленою Коваль"),
        ),
        (
            "Коваль Андрій Петрович",
            (
                "Коваля Андрія Петровича",
                "Ковалю Андрію Петровичу",
                "Коваля Андрія Петровича",
                "Ковалем Андрієм Петровичем",
            ),
        ),
        (
            "Олег Дем’яненко",
            ("Олега Дем’яненка", "Олегу Дем’яненку", "Олега Дем’яненка", "Олегом Дем’яненком"),
        ),
        (
            "Іван Нечуй-Левицький",
            (
                "Івана Нечуя-Левицького",
                "Івану Нечую-Левицькому",
                "Івана Нечуя-Левицького",
                "Іваном Нечуєм-Левицьким",
            ),
        ),
        (
            "Михайло Драй-Хмара",
            (
                "Михайла Драй-Хмари",
                "Михайлу Драй-Хмарі",
                "Михайла Драй-Хмару",
                "Михайлом Драй-Хмарою",
            ),
        ),
        (
            "Любов Сорока",
            ("Любові Сороки", "Любові Сороці", "Любов Сороку", "Любов’ю Сорокою"),
        ),
        (
            "Оксана Заболотна",
            (
                "Оксани Заболотної",
                "Оксані Заболотній",
                "Оксану Заболотну",
                "Оксаною Заболотною",
            ),
        ),
        (
            "Ілля Бондар",
            ("Іллі Бондаря", "Іллі Бондарю", "Іллю Бондаря", "Іллею Бондарем"),
        ),
        (
            "Сергій Смирнов",
            ("Сергія Смирнова", "Сергію Смирнову", "Сергія Смирнова", "Сергієм Смирновим"),
        ),
        (
            "Людвіг ван Бетховен",
            (
                "Людвіга ван Бетховена",
                "Людвігу ван Бетховену",
                "Людвіга ван Бетховена",
                "Людвігом ван Бетховеном",
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_name_takes_the_expected_forms(name: str, forms: tuple[str, ...]) -> None:
    assert tuple(decline_name(name, case, "uk") for case in OBLIQUE) == forms


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Ігор Гудій", "Ігоря Гудія"),
        ("Артур Гюльмамедов", "Артура Гюльмамедова"),
        ("Світлана Гюльмамедова", "Світлани Гюльмамедової"),
        ("Наталія Ковбаса-Ткач", "Наталії Ковбаси-Ткач"),
        ("Олег Хрупський", "Олега Хрупського"),
        ("Тарас Гупало", "Тараса Гупала"),
    ],
)
def test_surnames_outside_the_dictionary_are_declined_by_what_they_look_like(
    name: str, genitive: str
) -> None:
    assert decline_name(name, "genitive", "uk") == genitive


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Олена КОВАЛЬСЬКА", "Олени КОВАЛЬСЬКОЇ"),
        ("Коваль, Петро", "Коваля, Петра"),
        ("Дем'яненко Олег", "Дем’яненка Олега"),
        ("О. П. Ковальська", "О. П. Ковальської"),
        ("Саша Ковальська", "Саші Ковальської"),
    ],
)
def test_order_capitals_and_marks_stay_as_they_were_written(name: str, genitive: str) -> None:
    assert decline_name(name, Case.GENITIVE, "uk") == genitive


@pytest.mark.parametrize("name", ["Саша Коваль", "О. П. Коваль", "Мішель Леґран", "Jane Smith", ""])
def test_a_name_whose_gender_is_not_told_stays(name: str) -> None:
    assert decline_name(name, Case.GENITIVE, "uk") == name


def test_the_nominative_and_other_languages_stay() -> None:
    assert decline_name("Олена Коваль", Case.NOMINATIVE, "uk") == "Олена Коваль"
    assert decline_name("Олена Коваль", Case.GENITIVE, "en") == "Олена Коваль"


def test_an_unknown_case_is_refused() -> None:
    with pytest.raises(ValueError, match="ablative"):
        decline_name("Олена Коваль", "ablative", "uk")


NAMES = st.lists(
    st.sampled_from(["Олена", "Коваль", "Петрович", "О.", "ван", "Гр-а", "-", "й", "’"])
)


@given(st.one_of(st.text(), NAMES.map(" ".join)), st.sampled_from(Case))
@settings(deadline=None)
def test_no_text_raises_an_error(name: str, case: Case) -> None:
    decline_name(name, case, "uk")
