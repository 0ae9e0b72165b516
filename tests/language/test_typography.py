"""Typography of text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.language import typeset

# Shows a no-break space in the tables below.
NO_BREAK_SIGN = "␣"


def _shown(text: str, language: str = "uk") -> str:
    return typeset(text, language).replace("\u00a0", NO_BREAK_SIGN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("об'єкт", "об’єкт"),
        ("обʼєкт об`єкт об´єкт", "об’єкт об’єкт об’єкт"),
        ("'слово'", "'слово'"),
    ],
)
def test_an_apostrophe_between_letters_is_typographic(text: str, expected: str) -> None:
    assert _shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('ТОВ "Приклад"', "ТОВ␣«Приклад»"),
        ('"Фірма "Приклад""', "«Фірма „Приклад“»"),
        ('«Фірма "Приклад"»', "«Фірма „Приклад“»"),
        ('("так"), "ні".', "(«так»), «ні»."),
        ('" слово "', "« слово »"),
        ('монітор 19"', 'монітор 19"'),
        ('"не закрито', '"не закрито'),
    ],
)
def test_straight_quotes_become_those_of_the_language(text: str, expected: str) -> None:
    assert _shown(text) == expected


def test_english_quotes_and_apostrophes_are_english() -> None:
    assert _shown('The "head" doesn\'t sign', "en") == "The “head” doesn’t sign"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("менеджер - фахівець", "менеджер␣— фахівець"),
        ("менеджер -- фахівець", "менеджер␣— фахівець"),
        ("менеджер – фахівець", "менеджер␣– фахівець"),
        ("інженер-програміст", "інженер-програміст"),
        ("- пункт\n - інший", "- пункт\n - інший"),
    ],
)
def test_a_hyphen_between_spaces_is_a_dash(text: str, expected: str) -> None:
    assert _shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5-7 днів", "5–7␣днів"),
        ("(п. 1-3)", "(п.␣1–3)"),
        ("2019-2020 рр.", "2019–2020␣рр."),
        ("2019-12-07", "2019-12-07"),
        ("044-123-45-67", "044-123-45-67"),
        ("тел. 12-34", "тел. 12-34"),
        ("№ 45-67", "№␣45-67"),
        ("№ 45-ОД", "№␣45-ОД"),
        ("ДСТУ 3008-95", "ДСТУ␣3008-95"),
        ("ДСТУ 4163:2020", "ДСТУ␣4163:2020"),
        ("7-5", "7-5"),
        ("12345-12346", "12345-12346"),
        ("5-денний", "5-денний"),
    ],
)
def test_a_range_has_an_en_dash_and_a_code_a_hyphen(text: str, expected: str) -> None:
    assert _shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 кг, 100 %, 3 роки", "5␣кг, 100␣%, 3␣роки"),
        ("1 000 000 грн", "1␣000␣000␣грн"),
        ("№ 5, § 3", "№␣5, §␣3"),
        ("ст. 139, п. 2, пп. 3, ч. 1", "ст.␣139, п.␣2, пп.␣3, ч.␣1"),
        ("ДК 003:2010", "ДК␣003:2010"),
        ("м. Київ, р. Дніпро, 2019 р.", "м.␣Київ, р.␣Дніпро, 2019␣р."),
        ("О. П. Коваль, Коваль О. П.", "О.␣П.␣Коваль, Коваль␣О.␣П."),
        ("ім. Шевченка, проф. Коваль, 5 кл.", "ім.␣Шевченка, проф.␣Коваль, 5␣кл."),
        ("т. зв. «хмара», і т. д.", "т.␣зв.␣«хмара», і т.␣д."),
        ("в. о. директора, Т. в. о. голови", "в.␣о.␣директора, Т.␣в.␣о.␣голови"),
        ("В.о. директора", "В.о.␣директора"),
        ("у місті з ним і в них", "у місті з ним і в них"),
        ("та не до них", "та не до них"),
    ],
)
def test_what_belongs_together_does_not_break(text: str, expected: str) -> None:
    assert _shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("до 5-го числа", "до 5‑го числа"),
        ("1-ша, 2-й і 10-ти", "1‑ша, 2‑й і 10‑ти"),
        ("7-ої, 3-х, 20-ті, 2-ма, 4-ьох", "7‑ої, 3‑х, 20‑ті, 2‑ма, 4‑ьох"),
        ("5-денний, 45-ОД, макро- й мікро", "5-денний, 45-ОД, макро- й мікро"),
        ("наказ 12-к, № 7-а, 12-к/тр, 044-12-го", "наказ 12-к, №␣7-а, 12-к/тр, 044-12-го"),
    ],
)
def test_a_number_does_not_part_with_its_ending(text: str, expected: str) -> None:
    assert _shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("мене\u00adджер", "менеджер"),
        ("пош\u200bта\ufeff, \u202eтак\u202c", "пошта, так"),
        ("а\u200d\u00ad\u200dб", "аб"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
        ("и\u0306ти, і\u0308жак, И\u0306ого", "йти, їжак, Його"),
        ("а \u200b б", "а б"),
    ],
    ids=ascii,
)
def test_characters_that_show_nothing_are_dropped(text: str, expected: str) -> None:
    assert _shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("так...  далі", "так… далі"),
        ("зміст....... 5", "зміст....... 5"),
        ("5 \u00a0кг", "5␣кг"),
        ("рядок\n\nрядок", "рядок\n\nрядок"),
    ],
)
def test_dots_and_spaces_are_not_repeated(text: str, expected: str) -> None:
    assert _shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{ ref("a")  -  5 кг }}', '{{ ref("a")  -  5 кг }}'),
        ('з {{ a }} - "{{ b }}"', "з {{ a }}␣— «{{ b }}»"),
        ('{{ a }} і {{ "не закрито', '{{ a }} і {{ "не закрито'),
        ("\ue000 {{ a }} \ue000", "\ue000 {{ a }} \ue000"),
    ],
)
def test_placeholders_stay_as_they_are(text: str, expected: str) -> None:
    assert _shown(text) == expected


# Letters that meet in the rules, so that short random texts try them against each other.
TRICKY = st.text(
    "ао5 7О.-–—\"«»„“”'’\u00a0\t\n(),№§%{} \ue000пствги\u0306\u00ad\u200d\u2011", max_size=40
)
TEXTS = st.one_of(TRICKY, st.text())
LANGUAGES = st.sampled_from(["uk", "en"])


@given(TEXTS, LANGUAGES)
@example('а - - "а" - 5-7', "uk")
@settings(deadline=None, max_examples=1500)
def test_a_typeset_text_is_not_changed_again(text: str, language: str) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(TEXTS, LANGUAGES)
@settings(deadline=None, max_examples=500)
def test_letters_and_numbers_are_never_changed(text: str, language: str) -> None:
    def said(characters: str) -> list[str]:
        return [c for c in unicodedata.normalize("NFD", characters) if c.isalnum()]

    assert said(typeset(text, language)) == said(text)


@pytest.mark.parametrize(
    "part",
    [
        "{{",
        "{{a}}",
        "а\u200d",
        "5-го",
        "т. в. о. ",
        '"',
        '"а" ',
        " ",
        ". ",
        "-",
        "5-7 ",
        "а - ",
        "О. ",
        "ст. 5 ",
        "1",
        "а'",
    ],
)
def test_a_megabyte_takes_moments(part: str) -> None:
    text = part * (1_000_000 // len(part))
    start = time.perf_counter()
    typeset(text, "uk")
    assert time.perf_counter() - start < 5
