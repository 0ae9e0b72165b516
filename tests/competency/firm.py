"""A small firm with a catalogue, two roles and their profiles, and its forms of assessment as people fill them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from generator.competency.assessing import assess_file
from generator.competency.profile import Profile, profile
from generator.competency.sheet import assessment_workbook
from generator.competency.standing import Assessed
from generator.issue import Code, Issue
from generator.messages import LANGUAGES, explain
from generator.model.assessed import Person
from generator.model.catalogue import Catalogue
from generator.source.competencies import load_catalogue
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from tests.workspace import write_workspace

SCALE = "name: Загальна\nlevels:\n" + "".join(
    f"  - {{name: Рівень {number}, text: Робить {number}.}}\n" for number in (1, 2, 3)
)
TALKS = """\
name: Переговори
english_name: Negotiation
kind: behavioural
definition: Домовляється.
levels:
  1:
    indicators:
      - {id: hears, text: Вислуховує співрозмовника.}
      - {id: asks, text: Ставить запитання.}
    development: [Прочитати книгу.]
  2:
    indicators: [{id: offers, text: Пропонує варіанти.}]
    development: [Провести переговори з наставником.]
  3:
    indicators: [{id: teaches, text: Навчає інших.}]
    development: [Провести навчання.]
"""
CRM = """\
name: Робота з CRM
kind: digital
definition: Веде записи.
levels:
  1: {indicators: [{id: records, text: Вносить дані.}]}
  2: {indicators: [{id: reports, text: Складає звіти.}]}
  3: {indicators: [{id: designs, text: Проєктує поля.}]}
"""
ROLES = {
    "seller": "title: Продавець\ndepartment: Відділ продажу\n"
    "competencies: [{id: talks, level: 2}, {id: crm, level: 1}]\n",
    "chief": "title: Начальник відділу\ndepartment: Відділ продажу\n"
    "competencies: [{id: talks, level: 3}, {id: crm, level: 3}]\n",
}
DAY = date(2026, 11, 2)
PERSON = Person("Коваль Олена Петрівна", "0012", "Відділ продажу")
KEYS = ("talks/hears", "talks/asks", "talks/offers", "crm/records")
"""The indicators that the form of a seller asks about."""

Marks = Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Firm:
    """The workspace in a folder, with its catalogue and the profiles of its roles."""

    root: Path
    catalogue: Catalogue
    profiles: Mapping[str, Profile]

    def assess(self, name: str) -> tuple[Assessed | None, tuple[Issue, ...]]:
        """What a file of the firm settles, and what is wrong in it."""
        return assess_file(self.root, self.root / name, self.catalogue, self.profiles)

    def form(self, role: str = "seller", person: Person = PERSON) -> bytes:
        """The form as it is sent out."""
        return assessment_workbook(self.profiles[role], person, "uk", "ТОВ «Зразок»", DAY)

    def returned(
        self,
        marks: Marks | None = None,
        change: Callable[[Any], object] = lambda _: None,
        name: str = "form.xlsx",
    ) -> Path:
        """A form that was filled in, by default with twos, and then changed otherwise."""
        path = self.root / name
        given = dict.fromkeys(KEYS, (2, 2, 2)) if marks is None else marks
        path.write_bytes(filled(self.form(), given, change))
        return path

    def written(self, text: str, name: str = "assessments/koval.yaml") -> str:
        """A file of this text; its name."""
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return name


def firm(
    root: Path, roles: Mapping[str, str] | None = None, talks: str = TALKS, crm: str = CRM
) -> Firm:
    """Make the firm in an empty folder, or change it."""
    workspace = write_workspace(root, roles or ROLES)
    texts = {"_scales/general": SCALE, "talks": talks, "crm": crm}
    for name, text in texts.items():
        path = root / f"competencies/{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    catalogue, problems = load_catalogue(workspace)
    assert problems == ()
    files = RoleFiles(workspace)
    profiles = {role: profile(resolve(files, role), catalogue) for role in files.ids}
    return Firm(workspace.root, catalogue, profiles)


def filled(
    content: bytes,
    marks: Marks,
    change: Callable[[Any], object] = lambda _: None,
    day: date | None = DAY,
) -> bytes:
    """A form with marks (own, manager, agreed, and a remark) by hidden key, and its day, as openpyxl saves it."""
    book = load_workbook(BytesIO(content))
    for row in book["Оцінювання"].iter_rows(min_row=2):
        values = marks.get(row[0].value, ())
        for cell, value in zip(row[4:8], values, strict=False):
            cell.value = value
    set_detail(book, "date", day)
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def set_detail(book: Any, key: str, value: Any) -> None:
    """Write a particular into the row of its hidden key."""
    for row in book["Відомості"].iter_rows(min_row=2):
        if row[0].value == key:
            row[2].value = value


def row_of(book: Any, key: str) -> int:
    """The number of the row of an indicator."""
    found: Iterable[Any] = book["Оцінювання"].iter_rows(min_row=2)
    return next(int(row[0].row) for row in found if row[0].value == key)


def told(issues: Iterable[Issue]) -> list[tuple[Code, str, str]]:
    """Code, place and reason of each; every one has words in both languages."""
    found = []
    for each in issues:
        assert all(all(explain(each, language)[:1]) for language in LANGUAGES)
        assert each.location is not None
        reason = dict(each.values).get("reason", "")
        found.append((each.code, each.location.address(), reason.rpartition(".")[2]))
    return found


YAML = """\
person: {name: Коваль Олена Петрівна, number: "0012", unit: Відділ продажу}
role: seller
date: 2026-11-02
assessor: {position: Начальник відділу, name: Іван Бондар}
marks:
  talks: {hears: 2, asks: {self: 1, manager: 1}, offers: {self: 0, manager: 2, agreed: 1}}
levels: {crm: 2}
"""
