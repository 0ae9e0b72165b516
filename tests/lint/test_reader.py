"""What makes a match a finding: where it stands, what else the clause says, and what posada may write instead."""

from __future__ import annotations

import pytest

from generator.issue import Location
from generator.lint.passages import Passage
from generator.lint.reader import About, Reader
from tests.lint.rules import rule, words


def test_without_sections_a_rule_reads_all_texts_but_names() -> None:
    made = rule(patterns=["журнал"])
    assert words(made, "Журнал.", "rights") == ["Журнал"]
    assert words(made, "Журнал.", "title") == []


def test_a_rule_may_read_titles_of_positions_too() -> None:
    made = rule(patterns=["журнал"], names=True)
    assert words(made, "Журнал.", "title") == ["Журнал"]
    assert words(made, "Журнал.", "signers") == []


def test_a_rule_reads_only_its_sections() -> None:
    made = rule(patterns=["журнал"], where=["title"])
    assert words(made, "Журнал.", "title") == ["Журнал"]
    assert words(made, "Журнал.", "rights") == []


@pytest.mark.parametrize(
    ("keys", "about", "fires"),
    [
        ({"document": "working-instruction"}, About(), False),
        ({"document": "working-instruction"}, About(is_working=True), True),
        ({"document": "job-description"}, About(is_working=True), False),
        ({"sections_of_classifier": [4, 5]}, About(classifier_section=4), True),
        ({"sections_of_classifier": [4, 5]}, About(classifier_section=3), False),
        ({"sections_of_classifier": [4, 5]}, About(), False),
    ],
)
def test_a_rule_may_be_for_some_documents(
    keys: dict[str, object], about: About, fires: bool
) -> None:
    assert bool(words(rule(patterns=["журнал"], **keys), "Журнал.", about=about)) is fires


def test_what_stands_anywhere_in_the_clause_can_make_it_right() -> None:
    made = rule(patterns=["матеріальний відповідальність"], unless=["договір"])
    assert words(made, "Несе матеріальну відповідальність.") != []
    assert words(made, "За договором несе матеріальну відповідальність.") == []


def test_a_match_within_an_exception_is_none_and_another_one_beside_it_is() -> None:
    made = rule(patterns=["=по <NOUN>"], except_=["=черговий =по"])
    assert words(made, "Черговий по залу видає по наказу.") == ["по наказу"]


def test_of_matches_that_overlap_the_longest_counts() -> None:
    made = rule(patterns=["журнал", "вести журнал", "журнал облік"])
    assert words(made, "Веде журнал обліку. Веде журнал.") == ["Веде журнал", "Веде журнал"]


def test_a_rule_of_what_a_text_lacks_means_the_whole_text() -> None:
    made = rule(lacks=["законодавство", "=у =межах"], where=["responsibility"])
    assert words(made, "За шкоду.", "responsibility") == ["За шкоду."]
    assert words(made, "За шкоду — у межах, визначених законом.", "responsibility") == []


def test_a_regular_expression_finds_its_first_group() -> None:
    made = rule(patterns=[{"regex": r"(?:^|\s)(\d{2}\.\d{2}\.\d{2})(?:\D|$)"}])
    assert words(made, "До 01.02.26 та 01.02.2026.") == ["01.02.26"]


@pytest.mark.parametrize(
    ("pattern", "replace", "text", "mended"),
    [
        ("{(приймати|прийняти) участь}", {1: "брати"}, "Приймає активну участь.", "Бере активну участь."),
        ("{(приймати|прийняти) участь}", {1: "брати"}, "Участь приймали.", "Участь брали."),
        ("=згідно <NP,gent>", {1: "=згідно з", 2: "<gent,ablt>"},
         "Згідно чинного законодавства.", "Згідно з чинним законодавством."),
        ("=при необхідність", {1: "=за", 2: "=потреби"}, "Звітує при необхідності.", "Звітує за потреби."),
        ("=більш =детальніше", {1: ""}, "Пише більш детальніше.", "Пише детальніше."),
        ("самий важливий", {1: ""}, "Самий важливий облік.", None),
        ("самий важливий", {1: ""}, "Веде самий важливий облік.", "Веде важливий облік."),
        ("учбовий", {1: "навчальний"}, "УЧБОВОГО плану", "НАВЧАЛЬНОГО плану"),
        ("=згідно <NP,gent>", {1: "=згідно з", 2: "<gent,ablt>"}, "Згідно {{ x.genitive }}.", None),
    ],
)  # fmt: skip
def test_a_safe_fix_has_the_right_form(
    pattern: str, replace: dict[int, str], text: str, mended: str | None
) -> None:
    keys = {str(number): wanted for number, wanted in replace.items()}
    made = rule(patterns=[{"match": pattern, "replace": keys, "safe": True}])
    passage = Passage("duties", "clause", text, Location("roles/a.yaml"))
    spots = Reader((made,)).read(passage)
    edits = [edit for spot in spots for edit in spot.edits]
    for edit in sorted(edits, key=lambda one: -one.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert (text if edits else None) == mended


def test_what_is_not_marked_safe_is_not_mended() -> None:
    made = rule(patterns=[{"match": "приймати участь", "replace": {"1": "брати"}}])
    passage = Passage("duties", "clause", "Приймає участь.", Location("roles/a.yaml"))
    assert [spot.edits for spot in Reader((made,)).read(passage)] == [()]
