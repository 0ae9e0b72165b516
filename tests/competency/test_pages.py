"""What the profile, the sheet, the scorecard, the ladder and the catalogue say, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.competency.ladder import families
from generator.competency.pages import (
    CATALOGUE,
    LADDER,
    PROFILE,
    SCORECARD,
    SHEET,
    catalogue_names,
    ladder_names,
    profile_chart,
    profile_names,
)
from generator.document.tree import Document, Picture
from generator.make import Composer, Plan
from generator.model.catalogue import Catalogue
from generator.source.inheritance import resolve
from tests.competency.firm import TALKS, Firm, firm
from tests.workspace import SETTINGS

FAMILIES = ("Liberation Serif",)
DUTIES = """\
duties:
  - {id: greet, text: Вітається.}
  - id: agree
    text: Домовляється (п. {{ ref("greet") }}) від імені {{ organisation.short_name }}.
    competencies: [talks]
"""
ROLES = {
    "clerk": "title: Помічник продавця\ncompetencies: [{id: talks, level: 1}]\n",
    "seller": f"title: Продавець\ndepartment: Відділ продажу\n{DUTIES}"
    "competencies: [{id: talks, level: 2}, {id: crm, level: 1}]\ncareer: {from: [clerk]}\n",
    "nobody": "title: Сторож\n",
}
FULL_TALKS = f"{TALKS}evidence: [Протоколи зустрічей.]\nquestions: [Як ви домовлялися?]\n"


def made(root: Path, language: str = "uk", talks: str = FULL_TALKS) -> tuple[Composer, Firm]:
    """The firm in a language, and what composes its documents."""
    found = firm(root, ROLES, talks)
    (root / "posada.yaml").write_text(f"{SETTINGS}language: {language}\n", "utf-8")
    return Composer(Plan(root)), found


def page(composer: Composer, found: Firm, template: str, role: str = "seller") -> Document:
    """A document about the profile of a role."""
    whole, settings = composer.resolve(role), composer.workspace.settings
    instruction = composer.compose(whole)
    names = profile_names(found.profiles[role], whole, instruction, found.catalogue, settings)
    charts = profile_chart(found.profiles[role], settings.language, FAMILIES)
    return composer.compose_page(template, names, pictures=charts)


def lines(document: Document) -> list[str]:
    """The words of each paragraph, with ordinary spaces."""
    return [" ".join(each.text.split()) for each in document.paragraphs() if each.text.strip()]


def pictures(document: Document) -> list[Picture]:
    inlines = (each for paragraph in document.paragraphs() for each in paragraph.inlines)
    return [each for each in inlines if isinstance(each, Picture)]


# The profile


def test_a_profile_names_levels_indicators_and_duties(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    said = lines(page(composer, found, PROFILE))
    at = said.index("Переговори")
    assert said[at - 1 : at + 3] == ["1", "Переговори", "поведінкова", "2. Рівень 2"]
    assert "Пропонує варіанти." in said
    assert "Навчає інших." not in said
    assert "Вносить дані." in said
    assert "Складає звіти." not in said


def test_a_duty_has_the_number_and_the_words_it_has_in_the_instruction(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    instruction = composer.document("seller")
    numbers = {each.id: each.number.rstrip(".") for each in instruction.paragraphs() if each.id}
    said = lines(page(composer, found, PROFILE))
    words = f"Домовляється (п. {numbers['greet']}) від імені ТОВ «Зразок»."
    assert any(each.endswith(words) and numbers["agree"] in each for each in said)


def test_a_competency_that_no_duty_needs_has_a_dash(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    said = lines(page(composer, found, PROFILE))
    last = len(said) - 1 - said[::-1].index("Робота з CRM")
    assert said[last + 1] == "—"


def test_the_chart_is_told_in_words(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    (chart,) = pictures(page(composer, found, PROFILE))
    assert chart.alternative == "Діаграма потрібних рівнів: Переговори — 2; Робота з CRM — 1."
    (english,) = profile_chart(found.profiles["seller"], "en", FAMILIES).values()
    assert english.alternative == "Chart of required levels: Переговори — 2; Робота з CRM — 1."


def test_a_role_that_requires_nothing_has_no_chart_and_says_so(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    document = page(composer, found, PROFILE, "nobody")
    assert pictures(document) == []
    assert profile_chart(found.profiles["nobody"], "uk", FAMILIES) == {}
    assert "Для цієї посади компетенцій не визначено." in lines(document)


def test_names_that_look_like_markup_are_words(tmp_path: Path) -> None:
    hostile = "<b>Переговори</b> & {{ title }}"
    talks = FULL_TALKS.replace("name: Переговори", f"name: '{hostile}'", 1)
    composer, found = made(tmp_path, talks=talks)
    document = page(composer, found, PROFILE)
    assert hostile in lines(document)
    assert hostile in pictures(document)[0].alternative
    assert b"&lt;b&gt;" in pictures(document)[0].content


# The sheet and the scorecard


def test_a_sheet_has_a_row_for_each_indicator_up_to_the_required_level(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    said = lines(page(composer, found, SHEET))
    asked = [i.text for each in found.profiles["seller"].required for i in each.indicators()]
    assert [each for each in said if each in asked] == asked
    assert len(asked) == 4


def test_a_scorecard_asks_its_questions_and_names_what_proves_the_level(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    said = lines(page(composer, found, SCORECARD))
    for words in ("Як ви домовлялися?", "Пропонує варіанти.", "Протоколи зустрічей."):
        assert words in said
    # Of the required level only: to ask for all would take the day.
    assert "Вислуховує співрозмовника." not in said
    at = said.index("0")
    assert said[at : at + 4] == ["0", "1", "2", "3"]


# The ladder


def ladder(composer: Composer, found: Firm) -> dict[str, Any]:
    language = composer.workspace.settings.language
    roles = {name: resolve(composer.files, name) for name in composer.files.ids}
    (family,) = families(roles.values(), found.profiles)
    return ladder_names(family, roles, found.catalogue, language)


def test_a_ladder_has_the_levels_of_every_role_and_what_each_step_adds(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    names = ladder(composer, found)
    assert [(row.name, row.levels, row.shades) for row in names["rows"]] == [
        ("Переговори", (1, 2), (3, 6)),
        ("Робота з CRM", (0, 1), (0, 3)),
    ]
    document = composer.compose_page(LADDER, names)
    said = lines(document)
    assert "Пропонує варіанти." in said
    assert "1 → 2" in said
    assert "Провести переговори з наставником." in said
    assert document.landscape


# The catalogue


def test_the_catalogue_stands_by_kind_with_the_scales_it_uses(tmp_path: Path) -> None:
    composer, found = made(tmp_path)
    names = catalogue_names(found.catalogue)
    assert [(view.kind, [e.id for e in view.entries]) for view in names["kinds"]] == [
        ("behavioural", ["talks"]),
        ("digital", ["crm"]),
    ]
    assert [scale.name for scale in names["scales"]] == ["Загальна"]
    said = lines(composer.compose_page(CATALOGUE, names))
    for words in ("Навчає інших.", "Провести навчання.", "Протоколи зустрічей.", "Negotiation"):
        assert words in said


def test_an_empty_catalogue_has_no_kinds_and_no_scales() -> None:
    assert catalogue_names(Catalogue()) == {"kinds": (), "scales": (), "scale_names": {}}


# Languages


@pytest.mark.parametrize("template", [PROFILE, SHEET, SCORECARD])
def test_the_words_are_those_of_the_language(tmp_path: Path, template: str) -> None:
    said = {}
    for language in ("uk", "en"):
        composer, found = made(tmp_path, language)
        said[language] = lines(page(composer, found, template))
    assert len(said["uk"]) == len(said["en"])
    assert said["uk"][1] != said["en"][1]
