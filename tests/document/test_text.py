"""Texts of a role: names and references are replaced, everything else comes out as the characters it is."""

from __future__ import annotations

from html import unescape

import pytest

from generator.document.text import Name, fill, lower_first, upper_first
from generator.issue import Code, Issue, Location
from generator.messages import explain

NAMES = {
    "title": Name("Менеджер", "менеджер"),
    "title.genitive": Name("Менеджера", "менеджера"),
    "organisation.short_name": Name("ТОВ «Р & К»", "ТОВ «Р & К»"),
    "report_day": Name("5", "5"),
    "tricky": Name("{{ title }} <b>", "{{ title }} <b>"),
}
PLACE = Location("roles/a.yaml", 3, 5)


def filled(text: str) -> str:
    problems: list[Issue] = []
    markup = fill(text, NAMES, PLACE, problems)
    assert problems == []
    return markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Без назв.", "Без назв."),
        ("{{ title }} відповідає.", "Менеджер відповідає."),
        ("{{title}} відповідає.", "Менеджер відповідає."),
        ("{{  title.genitive  }}", "Менеджера"),
        ("Права {{ title.genitive }}.", "Права менеджера."),
        ("Працює. {{ title }} звітує.", "Працює. Менеджер звітує."),
        ("Хто? {{ title }}! {{ title }} знає.", "Хто? Менеджер! Менеджер знає."),
        ("до {{ report_day }}-го числа", "до 5-го числа"),
        ("від імені {{ organisation.short_name }}", "від імені ТОВ «Р &amp; К»"),
        ("{{ report_day }}{{ report_day }}", "55"),
        ('п. {{ ref("a") }}', 'п. <a href="#a"/>'),
        ("п. {{ref(“a”)}}", 'п. <a href="#a"/>'),
        ("п. {{ ref(«a») }}", 'п. <a href="#a"/>'),
        ("п. {{ ref('a') }}", 'п. <a href="#a"/>'),
        ("п. {{ ref(’a’) }}", 'п. <a href="#a"/>'),
    ],
)
def test_names_and_references_are_replaced(text: str, expected: str) -> None:
    assert filled(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "R & D <x>",
        "5 < 6 > 4",
        "<b>важливо</b>",
        "<script>alert(1)</script>",
        "&amp; &lt; &#65;",
        'лапки "прямі" і апостроф\'',
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "{# примітка #}",
        "{{ title|upper }}",
        "{{ title() }}",
        "{{ 'a'.__class__ }}",
        "{{ назва }}",
        "{{ Посада }}",
        "{{ 5 }}",
        "{{ tit le }}",
        "{{",
        "}} {{ }}",
        "{title}",
        "${title} %(title)s %s {0}",
        "\\n \\1 \\g<0>",
        "<a href='#a'/>",
        "🙂 ﬁ ї",
    ],
)
def test_everything_else_comes_out_as_it_is(text: str) -> None:
    markup = filled(text)
    assert unescape(markup) == text
    assert "<" not in markup


def test_a_replaced_value_is_not_read_again() -> None:
    assert unescape(filled("Це {{ tricky }}.")) == "Це {{ title }} <b>."


@pytest.mark.parametrize(
    ("text", "name", "suggestion"),
    [
        ("{{ titel }}", "titel", "title"),
        ("{{ title.genetive }}", "title.genetive", "title.genitive"),
        ("{{ report_days }}", "report_days", "report_day"),
        ("{{ zzz }}", "zzz", None),
        ("{{ title.__class__ }}", "title.__class__", None),
        ("{{ none }}", "none", None),
        ("{{ Title }}", "Title", "title"),
        ("{{TITLE}}", "TITLE", "title"),
        ("{{ Title.Genitive }}", "Title.Genitive", "title.genitive"),
        ("{{ tіtle }}", "tіtle", "title"),
        ("{{ ТITLЕ }}", "ТITLЕ", "title"),
        ("{{ report-day }}", "report-day", "report_day"),
        ("{{ organisation.shortName }}", "organisation.shortName", "organisation.short_name"),
    ],
)
def test_an_unknown_name_is_an_issue_where_the_text_stands(
    text: str, name: str, suggestion: str | None
) -> None:
    problems: list[Issue] = []
    fill(f"До {text} після {text}", NAMES, PLACE, problems)
    assert {one.code for one in problems} == {Code.VARIABLE_UNDEFINED}
    assert {one.location for one in problems} == {PLACE}
    values = dict(problems[0].values)
    assert (values["name"], values.get("suggestion")) == (name, suggestion)


def test_only_for_letters_that_look_latin_it_is_said_so() -> None:
    problems: list[Issue] = []
    fill("{{ tіtle }} {{ Title }} {{ titel }}", NAMES, PLACE, problems)
    assert [("script" in dict(one.values)) for one in problems] == [True, False, False]
    assert explain(problems[0], "en")[1] == "did you mean 'title', all in Latin letters?"


def test_a_long_text_of_braces_takes_no_time() -> None:
    assert filled("{" * 100_000) == "{" * 100_000
    assert filled("{{ " * 30_000).startswith("{{ {{")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Менеджер", "менеджер"),
        ("Їдальня", "їдальня"),
        ("HR-менеджер", "HR-менеджер"),
        ("ІТ", "ІТ"),
        ("IT-директор", "IT-директор"),
        ("1С-програміст", "1С-програміст"),
        ("В. о. директора", "в. о. директора"),
        ("В.о. директора", "в.о. директора"),
        ("Т. в. о. начальника", "т. в. о. начальника"),
        ("О. П. Коваль", "О. П. Коваль"),
        ("вже мала", "вже мала"),
        ("Я", "Я"),
        ("", ""),
    ],
)
def test_a_title_inside_a_sentence_begins_with_a_small_letter(text: str, expected: str) -> None:
    assert lower_first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("менеджер", "Менеджер"), ("їдальня", "Їдальня"), ("Є", "Є"), ("", "")]
)
def test_a_title_at_the_beginning_has_a_capital(text: str, expected: str) -> None:
    assert upper_first(text) == expected


@pytest.mark.parametrize(
    "text", ["{{ ref(a) }}", '{ ref("a") }', '{{ ref("a") }', "{{ref( a ,b)}}"]
)
def test_an_attempt_at_a_reference_is_an_issue_and_not_printed_unseen(text: str) -> None:
    problems: list[Issue] = []
    fill(f"Див. {text}.", {}, Location("roles/a.yaml", 3, 5), problems)
    assert [found.code for found in problems] == [Code.REFERENCE_BROKEN]
