"""Vacancies → their advertisements, each composed and read by the rules against discrimination."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final

from generator.competency.job_posting import job_posting
from generator.competency.profile import Profile, profile
from generator.competency.vacancy import Advertisement, advertisement, spoken
from generator.document.tree import Document
from generator.issue import Code, Issue, IssueError, Severity, issue
from generator.lint.choice import Options, choose
from generator.lint.linter import Linter
from generator.lint.load import load_rules
from generator.lint.passages import Passage
from generator.lint.rules import RuleSet
from generator.make.composer import Composer
from generator.make.plan import Advertised
from generator.model.catalogue import Catalogue
from generator.model.resolved import ResolvedRole
from generator.source.tree import Node
from generator.source.vacancies import NamedVacancy, read_vacancies

TEMPLATE: Final = "vacancy.html.j2"

EQUALITY: Final = "equality"
"""The family of rules that an advertisement must pass: Закон «Про зайнятість населення», ст. 11; КЗпП, ст. 2-1."""


def vacancy_issues(
    composer: Composer, catalogue: Catalogue, day: date, rules: RuleSet | None
) -> Iterator[Issue]:
    """What is wrong in the files of vacancies, and what in their words no advertisement may say as of a day.

    `rules` are those of the workspace, when they were read already.
    """
    vacancies, problems = read_vacancies(composer.workspace)
    yield from problems
    advertiser = Advertiser(composer, {each.id: each for each in vacancies}, day, rules)
    for vacancy in vacancies:
        try:
            role = composer.resolve(vacancy.role)
            advertiser.make(vacancy, role, profile(role, catalogue))
        except IssueError as error:
            yield from error.issues


class Advertiser:
    """Makes the advertisements of a workspace; the rules are read when the first one is made."""

    def __init__(
        self,
        composer: Composer,
        vacancies: Mapping[str, NamedVacancy],
        day: date,
        rules: RuleSet | None = None,
    ) -> None:
        self._composer = composer
        self._vacancies = vacancies
        self._day = day
        self._rules = rules

    def make(self, vacancy: NamedVacancy, role: ResolvedRole, profile: Profile) -> Advertised:
        """One advertisement; `IssueError` with what is wrong in it, what discriminates among that."""
        settings = self._composer.workspace.settings
        ad = advertisement(vacancy, role, profile, settings)
        document = self._composer.compose_page(TEMPLATE, ad.names())
        problems = tuple(self._discriminating(ad, document))
        if problems:
            raise IssueError(problems)
        return Advertised(document, job_posting(ad, vacancy, role, settings, document))

    def _discriminating(self, ad: Advertisement, document: Document) -> Iterator[Issue]:
        """What the rules find for certain; what only may be wrong stops nothing."""
        texts = (
            Passage(each.section, each.clause, each.text, each.place, each.key)
            for each in spoken(ad, document)
        )
        for found in self._linter.texts(texts):
            if found.severity is Severity.ERROR:
                place, words = found.location, found.words or found.text
                yield issue(Code.VACANCY_FINDING, place, rule=found.rule, words=words)

    @cached_property
    def _linter(self) -> Linter:
        workspace = self._composer.workspace
        rules = self._rules or load_rules(workspace)
        chosen = choose(rules, workspace, Options(select=(EQUALITY,)), self._day)
        return Linter(chosen, self._root_of)

    def _root_of(self, file: str) -> Node | None:
        folder, _, name = file.partition("/")
        name = name.removesuffix(".yaml")
        if folder == "vacancies":
            return self._vacancies[name].node if name in self._vacancies else None
        try:
            return self._composer.files.part(name).node
        except IssueError:
            return None
