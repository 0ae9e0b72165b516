"""Declension of position titles and units, against tables written by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.language import Case, Cases, Gender, decline

TABLES = Path(__file__).parent


def _table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


TITLES = _table("titles_uk.tsv")
UNITS = _table("units_uk.tsv")


def _row(cases: Cases) -> dict[str, str]:
    return {case.value: cases.form(case) for case in Case} | {"gender": cases.gender.value}


def test_the_tables_have_titles_and_units_of_every_gender() -> None:
    assert len(TITLES) >= 170
    assert len(UNITS) >= 60
    assert {row["gender"] for row in TITLES} == {"masculine", "feminine"}
    assert {row["gender"] for row in UNITS} == {gender.value for gender in Gender}


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row["nominative"])
def test_a_position_title_takes_the_expected_forms(row: dict[str, str]) -> None:
    assert _row(decline(row["nominative"], "uk")) == row


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row["nominative"])
def test_a_unit_takes_the_expected_forms(row: dict[str, str]) -> None:
    assert _row(decline(row["nominative"], "uk")) == row


@pytest.mark.parametrize(
    ("title", "genitive"),
    [
        ("менеджер з роботи з клієнтами", "менеджера з роботи з клієнтами"),
        ("ГОЛОВНИЙ БУХГАЛТЕР", "ГОЛОВНОГО БУХГАЛТЕРА"),
        ("HR-МЕНЕДЖЕР", "HR-МЕНЕДЖЕРА"),
        ("Генеральний Директор", "Генерального Директора"),
    ],
)
def test_capitals_stay_as_they_were_written(title: str, genitive: str) -> None:
    assert decline(title, "uk").genitive == genitive


def test_what_shows_nothing_in_a_title_hides_no_word() -> None:
    cases = decline("Ме\u00adне\u200bджер \ufeffз при\u0438\u0306ому", "uk")
    assert cases.genitive == "Менеджера з прийому"


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "`", "´"])
def test_every_apostrophe_is_understood_and_becomes_typographic(apostrophe: str) -> None:
    cases = decline(f"Кур{apostrophe}єр служби зв{apostrophe}язку", "uk")
    assert cases.nominative == "Кур’єр служби зв’язку"
    assert cases.dative == "Кур’єрові служби зв’язку"


@pytest.mark.parametrize(
    ("title", "genitive"),
    [
        ("Тимчасово виконуючий обов’язки директора", "Тимчасово виконуючого обов’язки директора"),
        ("Матеріально відповідальна особа", "Матеріально відповідальної особи"),
        ("Старший HR менеджер", "Старшого HR менеджера"),
        ("UI/UX-дизайнер", "UI/UX-дизайнера"),
        ("Топ менеджер", "Топ менеджера"),
        ("Лікар-УЗД", "Лікаря-УЗД"),
        ("Лікар стоматолог", "Лікаря стоматолога"),
        ("Пожежний-рятувальник", "Пожежного-рятувальника"),
        ("Завідувач складу/комірник", "Завідувача складу/комірника"),
        ("Сестра медична/брат медичний", "Сестри медичної/брата медичного"),
        ("Директор і головний бухгалтер", "Директора і головного бухгалтера"),
        ("Начальник відділу, головний інженер", "Начальника відділу, головного інженера"),
        ("Вчитель математики, фізики", "Вчителя математики, фізики"),
        ("Юридична та кадрова служба", "Юридичної та кадрової служби"),
        ("Керівник(-ця) відділу", "Керівника(-ця) відділу"),
        ("Адміністратор (черговий)", "Адміністратора (чергового)"),
        ("Викладач (англійська)", "Викладача (англійська)"),
        ("Оператор (водій (екскаватор))", "Оператора (водія (екскаватор))"),
        ("Оператор (б) складу(комірник)", "Оператора (б) складу(комірник)"),
        ("Відділ продажу (Київ)", "Відділу продажу (Київ)"),
        ("Відділ (начальник)", "Відділу (начальник)"),
        ("Сестри медичні", "Сестер медичних"),
    ],
)
def test_only_the_words_that_agree_with_the_first_noun_are_declined(
    title: str, genitive: str
) -> None:
    assert decline(title, "uk").genitive == genitive


@pytest.mark.parametrize(
    ("title", "dative"),
    [
        ("Начальник відділу продажу", "Начальникові відділу продажу"),
        ("Відділ продажу", "Відділу продажу"),
        ("Лікар-стоматолог-ортопед", "Лікареві-стоматологу-ортопеду"),
        ("Лікарка-терапевтка", "Лікарці-терапевтці"),
        ("Голова правління", "Голові правління"),
        ("Менеджери з продажу", "Менеджерам з продажу"),
    ],
)
def test_the_dative_of_the_first_man_is_long_and_of_anything_else_short(
    title: str, dative: str
) -> None:
    assert decline(title, "uk").dative == dative


@pytest.mark.parametrize(
    ("title", "accusative"),
    [
        ("Тімлід", "Тімліда"),
        ("Ейчар", "Ейчара"),
        ("Складач-наповнювач", "Складача-наповнювача"),
        ("Кібербезпековиця", "Кібербезпековицю"),
    ],
)
def test_words_that_no_dictionary_has_as_persons_are_persons(title: str, accusative: str) -> None:
    assert decline(title, "uk").accusative == accusative


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Team lead",
        "В.о. директора",
        "В. о. директора",
        "Т. в. о. начальника",
        "по роботі з клієнтами",
        "😀",
        "\x00\x1b",
        "\ud800",
        "№ 5",
    ],
    ids=repr,
)
def test_what_does_not_begin_with_a_nominative_stays_as_it_is(text: str) -> None:
    assert decline(text, "uk") == Cases.unchanged(text)


def test_a_text_too_long_for_a_title_stays_as_it_is() -> None:
    text = "директор " * 120_000
    assert decline(text, "uk") == Cases.unchanged(text)


def test_english_is_not_declined() -> None:
    assert decline("Head of people's office", "en") == Cases.unchanged("Head of people's office")


def test_an_override_replaces_the_form_of_its_case_only() -> None:
    cases = decline("Директор", "uk", {"genitive": "Директорки", "locative": "Директорі"})
    assert cases.genitive == "Директорки"
    assert cases.dative == "Директорові"


def test_cases_print_as_the_nominative() -> None:
    assert f"{decline('Секретар', 'uk')}" == "Секретар"


def test_a_form_is_found_by_the_name_of_its_case() -> None:
    assert decline("Секретар", "uk").form("instrumental") == "Секретарем"


WORDS = st.sampled_from([
    "головний", "Головна", "старше", "директор", "лікарка", "терапевт", "відділ", "служби", "та",
    "і", ",", "—", "/", "-", "(", ")", "«", "»", "з", "HR", "топ", "шеф", "5", "№", "в.о.",
    "матеріально", "склад", "кадри", "ІТ", "’", "'",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join)))
@example("/ " * 250)
@example("головний " * 55)
@settings(deadline=None, max_examples=400)
def test_declining_never_raises_and_keeps_the_spaces_of_any_text(text: str) -> None:
    cases = decline(text, "uk")
    for case in Case:
        assert [c for c in cases.form(case) if c.isspace()] == [c for c in text if c.isspace()]
