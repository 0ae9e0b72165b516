"""The raw text of an edited clause: what was left stays spelled as it was, what was changed is as it was typed."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.text import Name, fill
from generator.issue import Location
from generator.language import typeset
from generator.review.editing.edit import RefusedError
from generator.review.editing.raw import raw_text
from generator.review.editing.trace import placeholders

NAMES = {
    "organisation.short_name": Name('ТОВ "Зразок"', 'ТОВ "Зразок"'),
    "title": Name("Менеджер", "менеджер"),
    "day": Name("5", "5"),
    "empty": Name("", ""),
}
NUMBERS = {"client-database": "2.4", "events": "12.1.3"}


def render(raw: str) -> str:
    """A clause as the document shows it."""
    markup = str(fill(raw, NAMES, Location(""), []))
    numbered = re.sub(r'<a href="#([^"]*)"/>', lambda found: NUMBERS[found[1]], markup)
    return typeset(html.unescape(numbered), "uk").strip(" ")


def folded(text: str) -> str:
    return " ".join(text.split())


RAW = (
    'Веде базу {{ organisation.short_name }} за п. {{ ref("client-database") }} до {{ day }}-го '
    'числа - "так", за обов\'язком.'
)

TABLE = {
    "a word before all others": ("Веде", "Щодня веде", "Веде", "Щодня веде"),
    "a word between others": ("до", "не пізніше", "до", "не пізніше"),
    "a word of a name": ("Зразок", "Взірець", "{{ organisation.short_name }}", "ТОВ «Взірець»"),
    "the number of a clause": ("2.4", "2.5", '{{ ref("client-database") }}', "2.5"),
    "a number with an ending": ("5‑го", "10‑го", "{{ day }}-го", "10-го"),
    "a word beside quotes": ("числа", "дня", "числа", "дня"),
    "a word in quotes": ("так", "ні", "так", "ні"),
    "a sign at the end": ("язком.", "язком;", "язком.", "язком;"),
    "words beside a name go": (" базу", "", " базу", ""),
    "something inside a name": (
        "ТОВ\u00a0«",
        "ТОВ фірма «",
        "{{ organisation.short_name }}",
        "ТОВ фірма «Зразок»",
    ),
}


@pytest.mark.parametrize(("old", "new", "raw_old", "raw_new"), TABLE.values(), ids=TABLE)
def test_only_what_was_changed_is_written_anew(
    old: str, new: str, raw_old: str, raw_new: str
) -> None:
    shown = render(RAW)
    assert old in shown
    edited = shown.replace(old, new, 1)
    assert raw_text(RAW, shown, edited, render) == RAW.replace(raw_old, raw_new, 1)


def test_a_name_that_begins_no_sentence_any_more_is_written_out_as_it_was_typed() -> None:
    raw = "{{ title }} веде справи."
    edited = "Наш Менеджер веде справи."
    assert raw_text(raw, render(raw), edited, render) == edited


def test_a_name_inside_a_sentence_stays_when_words_are_put_before_it() -> None:
    raw = "Кожен {{ title }} веде справи."
    edited = "Отже, кожен менеджер веде справи."
    assert raw_text(raw, render(raw), edited, render) == "Отже, кожен {{ title }} веде справи."


def test_spaces_that_typography_adds_are_ordinary_ones() -> None:
    edited = "Згідно зі ст.\u00a04 вимагає 10\u00a0днів."
    assert raw_text("Вимагає.", "Вимагає.", edited, render) == "Згідно зі ст. 4 вимагає 10 днів."


@pytest.mark.parametrize("typed", ["{{ title }}", '{{ ref("events") }}', "{{", "{{ що завгодно }}"])
def test_braces_that_a_lawyer_types_are_refused(typed: str) -> None:
    with pytest.raises(RefusedError) as raised:
        raw_text("Веде справи.", "Веде справи.", f"Веде {typed} справи.", render)
    assert raised.value.reason == "edit.braces"


def test_braces_that_stand_for_nothing_stay_and_never_come_to_stand_for_something() -> None:
    raw = "Пише {{ 1 + day }} справи."
    assert raw_text(raw, raw, "Пише {{ 1 + day }} листи.", render) == "Пише {{ 1 + day }} листи."
    with pytest.raises(RefusedError):
        raw_text(raw, raw, "Пише {{ day }} справи.", render)


WORDS = st.sampled_from(
    [
        "веде",
        "базу",
        "та",
        "ст.",
        "5",
        "10-го",
        '"так"',
        "об'єкт",
        "-",
        "...",
        "№",
        "м.",
        "Київ",
        "і,",
    ]
)
PLACEHOLDERS = st.sampled_from(
    [
        "{{ organisation.short_name }}",
        "{{title}}",
        "{{ day }}",
        "{{ day }}-го",
        "{{ empty }}",
        '{{ ref("client-database") }}',
        "({{ ref('events') }}).",
        "{{ title }}{{ day }}",
        "{ дужка }",
    ]
)
RAWS = st.lists(WORDS | PLACEHOLDERS, min_size=1, max_size=12).map(" ".join)
EDITS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 3), st.lists(WORDS, max_size=2)), max_size=3
)


@given(RAWS, EDITS)
def test_the_result_shows_as_the_lawyer_made_it(
    raw: str, edits: list[tuple[int, int, list[str]]]
) -> None:
    shown = render(raw)
    words = shown.split(" ")
    for at, count, new in edits:
        words[at : at + count] = new
    edited = " ".join(words)
    result = raw_text(raw, shown, edited, render)
    assert folded(render(result)) == folded(typeset(folded(edited), "uk"))
    if folded(edited) == folded(shown):
        assert result == raw


@given(RAWS.filter(lambda raw: "empty" not in raw), st.lists(WORDS, min_size=1, max_size=2))
def test_words_put_at_the_end_take_no_placeholder_away(raw: str, new: list[str]) -> None:
    shown = render(raw)
    result = raw_text(raw, shown, f"{shown} ввечері {' '.join(new)}", render)
    assert placeholders(result) == placeholders(raw)
