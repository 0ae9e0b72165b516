"""A firm that seeks a clerk: its role, catalogue and vacancy as texts, and the advertisement that comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.competency.job_posting import job_posting
from generator.competency.profile import profile
from generator.competency.vacancy import Advertisement, advertisement, spoken
from generator.competency.vacancy_words import VacancyText
from generator.document.tree import Document
from generator.make.composer import Composer
from generator.make.plan import Plan
from generator.source.competencies import load_catalogue
from generator.source.vacancies import read_vacancies
from tests.workspace import SETTINGS, write_workspace

SCALE = """\
name: Загальна
levels:
  - {name: Виконує під наглядом, text: Питає.}
  - {name: Виконує самостійно, text: Не питає.}
"""
COMPETENCY = """\
name: {name}
english_name: {english}
kind: professional
definition: Робить.
levels:
  1: {{indicators: [Пише лист.]}}
  2: {{indicators: [Навчає писати.]}}
"""
CATALOGUE = {
    "_scales/general": SCALE,
    "letters": COMPETENCY.format(name="Ділове письмо", english="Business writing"),
    "archive": COMPETENCY.format(name="Архівна справа", english="Archiving"),
    "crm": COMPETENCY.format(name="Робота з CRM", english="CRM"),
}
ROLE = """\
title: Діловод
classification: {code: "4144", title: Діловод}
department: Канцелярія
purpose: Мета посади — порядок у документах {{ organisation.short_name }}.
duties:
  - id: papers
    group: Документи
    items:
      - id: records
        text: Веде облік документів (п. {{ ref("search") }}).
      - id: search
        text: Шукає документ за {{ minutes }} хвилин.
  - id: archive
    group: Архів
    items: [{id: store, text: Передає справи до архіву.}]
variables: {minutes: "10"}
requirements:
  education: Потрібна фахова передвища освіта.
  experience: Досвід не потрібен.
  languages: [{id: ukrainian, text: Українська — не нижче C1.}]
  qualities: [{id: care, text: Увага до «дрібниць».}, {id: calm, text: Витримка.}]
working_conditions:
  schedule: Робочий тиждень — 40 годин.
  place: Робоче місце — в офісі.
competencies: [{id: archive, level: 1}, {id: letters, level: 2}, {id: crm, level: 2}]
"""
VACANCY = """\
posted: 2026-12-01
until: 2027-01-15
salary: {from: 20000, to: 25000.50}
address: {street: 'вул. Зразкова, 1', postcode: "79000"}
offer:
  - Навчання в {{ organisation.short_name }}.
contact: {name: Олена Коваль, position: Директор, email: kadry@pryklad.example}
website: https://pryklad.example
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """What came of the vacancy: its advertisement, the page of that, its texts for the linter, and its posting."""

    ad: Advertisement
    page: Document
    texts: tuple[VacancyText, ...]
    posting: dict[str, Any]

    def lines(self) -> list[str]:
        """The words of the page, with ordinary spaces."""
        return [" ".join(each.text.split()) for each in self.page.paragraphs() if each.text]


def opening(
    root: Path,
    vacancy: str = VACANCY,
    role: str = ROLE,
    settings: str = SETTINGS,
    templates: dict[str, str] | None = None,
    parts: dict[str, str] | None = None,
) -> Opening:
    """The vacancy of the role `clerk`; `parts` are texts of shared parts by their names."""
    workspace = write_workspace(root, {"clerk": role, **(parts or {})}, settings, templates)
    for folder, files in (("competencies", CATALOGUE), ("vacancies", {"clerk": vacancy})):
        for name, text in files.items():
            path = root / folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    composer = Composer(Plan(root, day=date(2026, 12, 1)))
    return advertised(composer, "clerk", workspace.settings.language)


def advertised(composer: Composer, name: str, language: str = "uk") -> Opening:
    """What comes of one vacancy of a workspace."""
    workspace = composer.workspace
    settings = workspace.settings
    catalogue, problems = load_catalogue(workspace)
    vacancies, wrong = read_vacancies(workspace)
    assert (problems, wrong, settings.language) == ((), (), language)
    vacancy = next(one for one in vacancies if one.id == name)
    role = composer.resolve(vacancy.role)
    ad = advertisement(vacancy, role, profile(role, catalogue), settings)
    page = composer.compose_page("vacancy.html.j2", ad.names())
    posting = job_posting(ad, vacancy, role, settings, page)
    return Opening(ad, page, tuple(spoken(ad, page)), posting)
