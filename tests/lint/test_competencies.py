"""The rules about competencies: where they point, what is one fact, and what a catalogue’s texts are read by."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from generator.lint.checks.circle import Names, repeats
from generator.lint.checks.growth import Said, says_the_same
from generator.lint.finding import Finding
from generator.lint.load import built_in_rules
from generator.make import check
from tests.lint.catalogue import COMPETENCY, write_catalogue
from tests.lint.rules import words
from tests.workspace import write_workspace

SETTINGS = """\
organisation: {name: Товариство «Зразок», short_name: ТОВ «Зразок», city: Львів}
signers: {approve: {position: Директор, name: Олена Коваль}}
lint: {select: [competencies, calques, equality, style, form]}
"""


def found(root: Path, changed: Mapping[str, Any] = {}) -> tuple[Finding, ...]:
    """What is found in a catalogue of one competency, `writing`, with some keys of its own."""
    write_workspace(root, {"clerk": "title: Діловод\n"}, SETTINGS)
    write_catalogue(root, {"writing": {**deepcopy(dict(COMPETENCY)), **changed}})
    report = check(root)
    assert report.issues == ()
    assert report.lint is not None
    return report.lint.findings


def levels(first: list[Any], second: list[Any], *development: str) -> dict[str, Any]:
    """The key `levels`; indicators that a test is not about are filled up to three."""
    fill = (["Пише лист.", "Звіряє дати."], ["Скорочує текст.", "Редагує листи колег."])
    both = [{"indicators": own + rest} for own, rest in zip((first, second), fill, strict=True)]
    return {
        "levels": {"1": both[0], "2": {**both[1], "development": list(development) or ["Вчити."]}}
    }


def test_a_competency_in_which_nothing_is_wrong_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path) == ()


TEXTS: Mapping[str, tuple[dict[str, Any], str, str]] = {
    "name": ({"name": "Приймання участі в нарадах"}, "name", "calque-take-part"),
    "definition": ({"definition": "Приймає участь у нарадах і веде їх протокол."}, "definition", "calque-take-part"),
    "importance": ({"importance": "Без цього ніхто не приймає участь."}, "importance", "calque-take-part"),
    "evidence": ({"evidence": ["Листи.", "Приймає участь у нарадах."]}, "evidence", "calque-take-part"),
    "questions": ({"questions": ["Чи є у вас діти?"]}, "questions", "question-personal"),
    "development": (levels(["Веде облік."], ["Веде архів."], "Прийняти участь у нараді."),
                    "level-2", "calque-take-part"),
    "behaviour": (levels([], [{"id": "meets", "text": "Приймає участь у нарадах."}]), "meets", "calque-take-part"),
}  # fmt: skip


@pytest.mark.parametrize(("changed", "clause", "rule"), TEXTS.values(), ids=list(TEXTS))
def test_the_rules_read_every_text_and_point_at_its_words(
    tmp_path: Path, changed: dict[str, Any], clause: str, rule: str
) -> None:
    hits = [each for each in found(tmp_path, changed) if each.rule == rule]
    assert [(each.clause, each.roles, each.location.file) for each in hits] == [
        (clause, (), "competencies/writing.yaml")
    ]
    (hit,) = hits
    line = (tmp_path / hit.location.file).read_text("utf-8").splitlines()[hit.location.line - 1]
    start = hit.location.column - 1
    assert hit.words
    assert line[start : start + hit.length] == hit.words


def test_the_texts_of_a_scale_are_read(tmp_path: Path) -> None:
    found(tmp_path)
    path = tmp_path / "competencies/_scales/general.yaml"
    path.write_text(path.read_text("utf-8").replace("Виконує роботу", "Приймає участь"), "utf-8")
    report = check(tmp_path)
    assert report.lint is not None
    assert [(one.rule, one.clause, one.location.address()) for one in report.lint.findings] == [
        ("calque-take-part", "level-1", "3:27")
    ]


def test_rules_about_duties_do_not_read_a_catalogue(tmp_path: Path) -> None:
    texts = levels(["Веде листування тощо."], ["Вносить зміни до реєстру та ін."])
    assert not {"open-list", "no-verb", "vague-verb"} & {one.rule for one in found(tmp_path, texts)}


@pytest.mark.parametrize(
    ("changed", "rule", "clause"),
    [
        ({"levels": {**COMPETENCY["levels"], "1": {"indicators": ["Пише лист."]}}}, "indicator-count", "level-1"),
        ({"evidence": []}, "competency-incomplete", "evidence"),
        (levels(["Уміння писати листи."], ["Веде архів."]), "indicator-without-verb", "uminnia-pysaty-lysty"),
    ],
    ids=["few", "incomplete", "verb"],
)  # fmt: skip
def test_what_is_missing_is_told_at_its_clause(
    tmp_path: Path, changed: dict[str, Any], rule: str, clause: str
) -> None:
    assert [(o.rule, o.clause) for o in found(tmp_path, changed) if o.rule == rule] == [
        (rule, clause)
    ]


def test_a_finding_in_a_catalogue_is_waived_by_its_file(tmp_path: Path) -> None:
    assert len(found(tmp_path, {"evidence": []})) == 1
    waiver = (
        "{rule: competency-incomplete, role: competencies/writing, clause: evidence,"
        " reason: Так треба., owner: Кадри, until: 2999-01-01}"
    )
    (tmp_path / "waivers.yaml").write_text(f"waivers: [{waiver}]\n", "utf-8")
    report = check(tmp_path)
    assert report.issues == ()
    assert report.lint is not None
    assert (report.lint.findings, len(report.lint.waived)) == ((), 1)


JUNIOR = """\
title: Молодший продавець
reports_to: {senior}
competencies: [{{id: writing, level: 2}}]
career: {{to: [seller]}}
"""
SELLER = "title: Продавець\ncompetencies: [{id: writing, level: 1}]\ncareer: {from: [junior]}\n"


@pytest.mark.parametrize(
    ("senior", "expected"),
    [
        ("seller", [("level-above-senior", "junior")]),
        ("Директор", [("career-lowers-level", "seller")]),
    ],
    ids=["to-the-superior", "to-another"],
)
def test_one_fact_is_told_once(
    tmp_path: Path, senior: str, expected: list[tuple[str, str]]
) -> None:
    roles = {"junior": JUNIOR.format(senior=senior), "seller": SELLER}
    write_workspace(tmp_path, roles, SETTINGS)
    write_catalogue(tmp_path, {"writing": COMPETENCY})
    report = check(tmp_path)
    assert report.lint is not None
    told = [(o.rule, *o.roles) for o in report.lint.findings if o.rule != "competency-unneeded"]
    assert told == expected


def test_superiors_in_a_circle_end_the_search(tmp_path: Path) -> None:
    above = {"a": "b", "b": "c", "c": "b"}
    roles = {name: f"title: Продавець\nreports_to: {one}\n" for name, one in above.items()}
    roles["a"] += "competencies: [{id: writing, level: 2}]\n"
    write_workspace(tmp_path, roles, SETTINGS)
    write_catalogue(tmp_path, {"writing": COMPETENCY})
    report = check(tmp_path)
    assert report.lint is not None
    assert [one.rule for one in report.lint.findings] == ["competency-unneeded"]


CIRCLES = {
    "same-words": ("Ведення переговорів", "Ведення переговорів — це вміння вести переговори.", True),
    "same-root": ("Планування роботи", "Здатність планувати свою роботу.", True),
    "in-english": ("Negotiation", "The ability to do negotiation.", True),
    "explained": ("Іноземна мова", "Читає, пише й розмовляє іноземною мовою на теми посади без перекладача.", False),
    "other-words": ("Діловодство", "Реєструє та зберігає документи.", False),
    "no-root": ("Контроль", "Звіряє контрагентів.", False),
    "empty-words": ("Виконання роботи", "Складає звіт.", False),
}  # fmt: skip


@pytest.mark.parametrize(("name", "definition", "circular"), CIRCLES.values(), ids=list(CIRCLES))
def test_a_definition_is_circular_that_adds_little_to_the_name(
    name: str, definition: str, circular: bool
) -> None:
    assert repeats(definition, name) is circular


def test_a_name_is_found_in_a_definition_in_any_form() -> None:
    names = Names(("Ведення переговорів", "Облік", "…"))
    assert names.said_in("Готує колег до ведення переговорів.") == {"Ведення переговорів"}
    assert names.said_in("Веде документи обліку й переговорів.") == {"Облік"}
    assert names.said_in("…") == frozenset()


PAIRS = {
    "an-adverb": ("Пояснює умови договору.", "Чітко пояснює умови договору.", True),
    "the-order": ("Звіряє в листах назви й дати.", "Назви й дати звіряє в листах.", True),
    "a-number": ("Навчає двох колег за планом.", "Навчає трьох колег за планом.", False),
    "a-scope": ("Складає план роботи відділу.", "Складає план роботи організації.", False),
    "an-adjective": ("Пояснює умови типового договору.", "Пояснює умови нетипового договору.", False),
    "too-short": ("Веде облік.", "Веде облік.", False),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), PAIRS.values(), ids=list(PAIRS))
def test_two_levels_differ_by_more_than_an_adverb(one: str, other: str, same: bool) -> None:
    assert says_the_same(Said.of(one), Said.of(other)) is same


def test_what_a_rule_of_indicators_finds_in_a_duty_is_nothing() -> None:
    rule = built_in_rules("uk").rules["indicator-unobservable"]
    assert words(rule, "Знає порядок обліку.", "behaviour") == ["Знає"]
    assert words(rule, "Знає порядок обліку.", "duties") == []
