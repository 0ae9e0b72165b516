"""Vacancies → their advertisements, each composed and read by the rules against discrimination."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.competency.job_posting import job_posting
from generator.competency.profile import Profile, profile
from generator.competency.vacancy import advertisement, spoken
from generator.issue import Code, Issue, IssueError
from generator.lint.passages import Passage
from generator.lint.rules import RuleSet
from generator.make.composer import Composer
from generator.make.equality import EqualityReader
from generator.make.plan import Advertised
from generator.model.catalogue import Catalogue
from generator.model.resolved import ResolvedRole
from generator.source.vacancies import NamedVacancy, read_vacancies

TEMPLATE: Final = "vacancy.html.j2"


def vacancy_issues(
    composer: Composer, catalogue: Catalogue, day: date, rules: RuleSet | None
) -> Iterator[Issue]:
    """What is wrong in the files of vacancies, and what in their words no advertisement may say as of a day.

    `rules` are those of the workspace, when they were read already.
    """
    vacancies, problems = read_vacancies(composer.workspace)
    yield from problems
    advertiser = Advertiser(composer, day, rules)
    for vacancy in vacancies:
        try:
            role = composer.resolve(vacancy.role)
            _, warnings = advertiser.make(vacancy, role, profile(role, catalogue))
            yield from warnings
        except IssueError as error:
            yield from error.issues


class Advertiser:
    """Makes the advertisements of a workspace; the rules are read when the first one is made."""

    def __init__(self, composer: Composer, day: date, rules: RuleSet | None = None) -> None:
        self._composer = composer
        self._reader = EqualityReader(composer.workspace, day, rules)

    def make(
        self, vacancy: NamedVacancy, role: ResolvedRole, profile: Profile
    ) -> tuple[Advertised, tuple[Issue, ...]]:
        """One advertisement, and what of it may be wrong; `IssueError` with what is, what discriminates among that."""
        settings = self._composer.workspace.settings
        ad = advertisement(vacancy, role, profile, settings)
        document = self._composer.compose_page(TEMPLATE, ad.names())
        texts = (
            Passage(each.section, each.clause, each.text, each.place, each.key)
            for each in spoken(ad, document)
        )
        warnings = self._reader.judge(texts, Code.VACANCY_FINDING)
        posting = job_posting(ad, vacancy, role, settings, document)
        return Advertised(document, posting), warnings
