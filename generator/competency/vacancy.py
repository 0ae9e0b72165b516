"""A vacancy + its role and profile → what its advertisement (оголошення про вакансію) says, and where each text stands.

The words are those of the role: nothing that the instruction says is written a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Final

from generator.competency.profile import Profile
from generator.competency.vacancy_words import OWN_SECTION, VacancyText, VacancyWords
from generator.document.tree import Document
from generator.issue import IssueError, Location
from generator.language import format_date, typeset
from generator.model import WorkspaceSettings
from generator.model.resolved import ResolvedRole
from generator.model.vacancy import Address, Contact, Salary, Vacancy
from generator.source.vacancies import NamedVacancy

CONDITIONS: Final = ("schedule", "place", "travel")
"""The working conditions of a role in their order."""


@dataclass(frozen=True, slots=True)
class LevelNames:
    """Competencies that a candidate must show at one level: what their scale calls it, and their names."""

    level: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pay:
    """The pay (оплата праці) as it is printed: from `low` to `high`, each "" when there is no such bound.

    A sum that is both stands in `low` alone; it is `open` where there may be more.
    """

    low: str
    high: str
    open: bool
    currency: str
    per: str


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What an advertisement says; texts of clauses are safe markup, "" or nothing where the role has none.

    `requirements` and `conditions` are by the keys of the role file, `posted` and `until` the days as they are printed;
    `texts` are all these texts with their places.
    """

    vacancy: str
    title: str
    unit: str
    purpose: str
    duties: tuple[str, ...]
    requirements: Mapping[str, tuple[str, ...]]
    competencies: tuple[LevelNames, ...]
    conditions: Mapping[str, str]
    offer: tuple[str, ...]
    pay: Pay | None
    employment: tuple[str, ...]
    work_place: str
    address: Address
    openings: int
    contact: Contact
    website: str
    posted: str
    until: str
    texts: tuple[VacancyText, ...]

    def names(self) -> dict[str, Any]:
        """The names of its template, `vacancy.html.j2`."""
        return {
            each.name: getattr(self, each.name) for each in fields(self) if each.name != "texts"
        }


def advertisement(
    vacancy: NamedVacancy, role: ResolvedRole, profile: Profile, settings: WorkspaceSettings
) -> Advertisement:
    """The advertisement of a vacancy; `role` and `profile` are those of `vacancy.role`.

    Raises `IssueError` with every id that the role does not have, undefined variable and reference to another clause.
    """
    words = VacancyWords(vacancy, role, settings)
    content, language = vacancy.content, settings.language
    words.own("title", role.position.title, role.origin, "title")
    made = Advertisement(
        vacancy=vacancy.id,
        title=role.position.title,
        unit=role.department,
        purpose=words.sentence("purpose"),
        duties=words.duties(),
        requirements=words.requirements(),
        competencies=tuple(_by_level(profile, language)),
        conditions={key: text for key in _conditions(content) if (text := words.sentence(key))},
        offer=words.offer(),
        pay=_pay(content.salary, language) if content.salary else None,
        employment=content.employment,
        work_place=content.work_place,
        address=content.address.model_copy(update=_city(content.address, settings)),
        openings=content.openings,
        contact=content.contact,
        website=content.website or "",
        posted=format_date(content.posted, language, "words"),
        until=format_date(content.until, language, "words") if content.until else "",
        texts=tuple(words.texts),
    )
    if words.problems:
        raise IssueError(dict.fromkeys(words.problems))
    return made


def _conditions(content: Vacancy) -> tuple[str, ...]:
    """Where the work is wholly remote, the vacancy itself says so, and the role's usual place would gainsay it."""
    return tuple(key for key in CONDITIONS if key != "place" or content.work_place != "remote")


def _city(address: Address, settings: WorkspaceSettings) -> dict[str, str]:
    """The place of the organisation, where the vacancy gives none."""
    return {} if address.city else {"city": settings.organisation.city}


def _by_level(profile: Profile, language: str) -> Iterator[LevelNames]:
    """The competencies a role requires, those of the highest level first, in the order of the profile."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for each in profile.required:
        english = each.entry.english_name if language == "en" else ""
        found[-each.level, each.level_name].append(english or each.entry.name)
    ranked = sorted(found.items(), key=lambda each: each[0][0])
    yield from (LevelNames(level, tuple(names)) for (_, level), names in ranked)


def _pay(salary: Salary, language: str) -> Pay:
    low, high = (_amount(each, language) for each in (salary.from_, salary.to))
    above = high if high != low else ""
    return Pay(low, above, bool(low) and not high, salary.currency, salary.per)


def _amount(amount: Decimal | None, language: str) -> str:
    """A sum with its thousands apart: «25 000,50» (no-break spaces), "25,000.50"; "" for none."""
    if amount is None:
        return ""
    written = f"{amount:,.2f}".removesuffix(".00")
    return written.translate({ord(","): "\u00a0", ord("."): ","}) if language == "uk" else written


def spoken(ad: Advertisement, document: Document) -> Iterator[VacancyText]:
    """Every text of the finished advertisement for the linter.

    Those of the role and the vacancy have their places; what a template of the workspace adds has the vacancy's file.
    """
    yield from ad.texts
    placed = {_comparable(each.text, document.language) for each in ad.texts}
    yield from _unplaced(ad, document, placed)


def _unplaced(
    ad: Advertisement, document: Document, placed: Container[str]
) -> Iterator[VacancyText]:
    file = Location(f"vacancies/{ad.vacancy}.yaml")
    for paragraph in document.paragraphs():
        text = " ".join(paragraph.text.split())
        if text and _comparable(text, document.language) not in placed:
            yield VacancyText(OWN_SECTION, "vacancy", text, file)


def _comparable(text: str, language: str) -> str:
    """A text whatever its spaces and capitals: a title is printed in capitals."""
    return " ".join(typeset(text, language).split()).casefold()
