"""Roles, the catalogue and vacancies → every competency document, in `output/competency/` and `output/vacancies/`."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, Final

from generator.competency.ladder import Family, families
from generator.competency.matrix import matrix
from generator.competency.pages import (
    CATALOGUE,
    LADDER,
    PROFILE,
    SCORECARD,
    SHEET,
    catalogue_names,
    ladder_names,
)
from generator.competency.profile import Profile, profile
from generator.issue import Code, Issue, IssueError, Severity, issue
from generator.lint.passages import catalogue_passages
from generator.make.composer import Composer
from generator.make.engine import BuildReport, Engine, Progress, Target, engine, workers
from generator.make.equality import EqualityReader
from generator.make.keys import as_json, digest, role_digest
from generator.make.plan import Advertised, MatrixFiles, OfProfile, Page, Plan, Subject
from generator.make.run import select
from generator.make.vacancies import Advertiser
from generator.model.catalogue import Catalogue
from generator.model.resolved import ResolvedRole
from generator.source.competencies import competency_issues, load_catalogue
from generator.source.files import display_name, is_there
from generator.source.vacancies import NamedVacancy, read_vacancies

FOLDER: Final = "competency"
VACANCIES: Final = "vacancies"
"""The folders within the output."""


class Wanted(StrEnum):
    """The kinds of competency documents; the values are what `--only` takes."""

    PROFILE = "profile"
    SHEET = "sheet"
    SCORECARD = "scorecard"
    LADDER = "ladder"
    MATRIX = "matrix"
    CATALOGUE = "catalogue"
    VACANCY = "vacancy"


_OF_ROLES: Final = {
    Wanted.PROFILE: ("profile", PROFILE),
    Wanted.SHEET: ("assessment-sheet", SHEET),
    Wanted.SCORECARD: ("scorecard", SCORECARD),
}
"""The documents of single roles: the name of the file, and the template."""

_TO_FILL_IN: Final = ("docx", "pdf")
"""Formats of what is printed and filled in by pen; a page for browsers would be of no use."""


@dataclass(frozen=True, slots=True)
class Staffed:
    """The roles of a workspace that can be read, with their profiles; `broken` are the others, with what is wrong.

    `unread` is what is wrong in the files of the catalogue.
    """

    catalogue: Catalogue
    unread: tuple[Issue, ...]
    roles: Mapping[str, ResolvedRole]
    profiles: Mapping[str, Profile]
    broken: Mapping[str, tuple[Issue, ...]]
    issues: tuple[Issue, ...]


def read_profiles(composer: Composer) -> Staffed:
    """Read the catalogue and all roles.

    A role that names what the catalogue does not have, or requires what cannot be read there, is broken too.
    """
    # All that is read stays; to look through it again and again for what could go takes a sixth of the time.
    gc.disable()
    try:
        return _read_profiles(composer)
    finally:
        gc.freeze()
        gc.enable()


def _read_profiles(composer: Composer) -> Staffed:
    workspace = composer.workspace
    catalogue, problems = load_catalogue(workspace)
    has_catalogue = is_there(workspace.competencies)
    if not has_catalogue:
        folder = display_name(workspace.root, workspace.competencies)
        problems = (issue(Code.CATALOGUE_MISSING, None, Severity.WARNING, folder=f"{folder}/"),)
    ids, issues = select(workspace, ())
    roles: dict[str, ResolvedRole] = {}
    broken: dict[str, tuple[Issue, ...]] = {}
    for role_id in ids:
        try:
            role = composer.resolve(role_id)
            wrong = tuple(competency_issues(role, catalogue)) if has_catalogue else ()
            if wrong or any(each.id in catalogue.broken for each in role.competencies):
                raise IssueError(wrong or problems)
            roles[role_id] = role
        except IssueError as error:
            broken[role_id] = error.issues
    profiles = {name: profile(role, catalogue) for name, role in roles.items()}
    told = (found for each in broken.values() for found in each)
    return Staffed(catalogue, problems, roles, profiles, broken, (*problems, *issues, *told))


def build_competencies(
    plan: Plan,
    wanted: tuple[str, ...] = (),
    only: Iterable[str] = tuple(Wanted),
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
    *,
    force: bool = False,
    executor: str = "",
    waiting: Callable[[], object] = lambda: None,
) -> BuildReport:
    """Build competency documents of the kinds `only`, of all roles or of those `wanted`; what fails stops no other.

    The catalogue, the matrix and ladders are of the whole company, so with `wanted` they are left as they are.
    """
    composer = Composer(plan)
    _, unknown = select(composer.workspace, wanted)
    kinds = tuple(map(Wanted, only))
    with engine(plan, composer, force, progress, waiting) as run:
        made = _Documents(composer, run, plan.formats, wanted, kinds)
        targets = tuple(made.targets())
        run.total = len(targets) + len(run.failed())
        with workers(plan, composer, jobs, executor) as crew:
            run.make(targets, crew)
        issues = (*unknown, *made.issues)
        whole = not wanted and kinds == tuple(Wanted)
        if whole and not any(found.severity is Severity.ERROR for found in issues):
            run.remove(_is_ours)
    return run.report(issues)


def _is_ours(name: str) -> bool:
    return name.startswith((f"{FOLDER}/", f"{VACANCIES}/"))


class _Documents:
    """What is to be made of a workspace, as targets."""

    def __init__(
        self,
        composer: Composer,
        run: Engine,
        formats: tuple[str, ...],
        wanted: tuple[str, ...],
        kinds: tuple[Wanted, ...],
    ) -> None:
        self._composer = composer
        self._engine = run
        self._formats = formats
        self._wanted = wanted
        self._kinds = kinds
        self._day = composer.day or date.today()
        self._reader = EqualityReader(composer.workspace, self._day)
        self._staffed = read_profiles(composer)
        self._language = composer.workspace.settings.language
        self.issues: tuple[Issue, ...] = tuple(self._concerning())

    def _concerning(self) -> Iterator[Issue]:
        """What is wrong, but for what is wrong only in roles that were not asked for."""
        broken = self._staffed.broken.items()
        elsewhere = {each for role, found in broken if not self._concerns(role) for each in found}
        here = {each for role, found in broken if self._concerns(role) for each in found}
        here.update(self._staffed.unread)
        return (each for each in self._staffed.issues if each in here or each not in elsewhere)

    def targets(self) -> Iterator[Target]:
        """Every document that is asked for."""
        yield from self._of_roles()
        if not self._wanted:
            yield from self._of_company()
        if Wanted.VACANCY in self._kinds:
            yield from self._advertisements()

    def _of_roles(self) -> Iterator[Target]:
        for role_id, issues in self._staffed.broken.items():
            for kind, (name, _) in _OF_ROLES.items():
                if kind in self._kinds and self._concerns(role_id):
                    self._engine.fail(f"{FOLDER}/{role_id}/{name}", issues)
        kinds = [kind for kind in _OF_ROLES if kind in self._kinds]
        for role_id, found in self._staffed.profiles.items():
            if kinds and found.required and self._concerns(role_id):
                role = self._staffed.roles[role_id]
                own = self._staffed.catalogue.only(each.entry.id for each in found.required)
                known = digest(role_digest(role), as_json(own))
                for kind in kinds:
                    name, template = _OF_ROLES[kind]
                    subject = OfProfile(template, role, found, own)
                    yield self._of_role(f"{role_id}/{name}", kind, subject, known)

    def _of_role(self, name: str, kind: Wanted, subject: OfProfile, known: str) -> Target:
        forms = self._formats if kind is Wanted.PROFILE else self._printed()
        forms = ("xlsx", *forms) if kind is Wanted.SHEET else forms
        source = f"roles/{subject.role.id}.yaml"
        load = partial(self._asked, subject) if kind is Wanted.SCORECARD else lambda: subject
        return Target(f"{FOLDER}/{name}", source, forms, known, load)

    def _asked(self, subject: OfProfile) -> OfProfile:
        """A scorecard whose questions may be asked; `IssueError` with those that may not."""
        texts = catalogue_passages(subject.catalogue)
        questions = (text for text in texts if text.section == "questions")
        self._reader.judge(questions, Code.QUESTION_FINDING)
        return subject

    def _printed(self) -> tuple[str, ...]:
        return tuple(form for form in self._formats if form in _TO_FILL_IN)

    def _concerns(self, role_id: str) -> bool:
        return not self._wanted or role_id in self._wanted

    def _of_company(self) -> Iterator[Target]:
        catalogue, profiles = self._staffed.catalogue, self._staffed.profiles
        if Wanted.LADDER in self._kinds:
            for family in families(self._staffed.roles.values(), profiles):
                yield self._page(f"ladder-{family.id}", LADDER, self._ladder(family), self._formats)
        if Wanted.CATALOGUE in self._kinds and catalogue.broken:
            self._engine.fail(f"{FOLDER}/catalogue", self._staffed.unread)
        elif Wanted.CATALOGUE in self._kinds and catalogue.competencies:
            yield self._page("catalogue", CATALOGUE, catalogue_names(catalogue), self._formats)
        required = [each for each in profiles.values() if each.required]
        if Wanted.MATRIX in self._kinds and required:
            subject = MatrixFiles(matrix(required, catalogue))
            yield self._company("matrix", ("xlsx", "html", *self._printed()), subject)

    def _ladder(self, family: Family) -> dict[str, Any]:
        return ladder_names(family, self._staffed.roles, self._staffed.catalogue, self._language)

    def _page(
        self, name: str, template: str, names: dict[str, Any], formats: tuple[str, ...]
    ) -> Target:
        return self._company(name, formats, Page(template, names))

    def _company(self, name: str, formats: tuple[str, ...], subject: Subject) -> Target:
        known = digest(as_json(subject))
        return Target(f"{FOLDER}/{name}", "competencies", formats, known, lambda: subject)

    def _advertisements(self) -> Iterator[Target]:
        vacancies, problems = read_vacancies(self._composer.workspace)
        self.issues = (*self.issues, *problems)
        advertiser = Advertiser(self._composer, self._day)
        for vacancy in vacancies:
            name = f"{VACANCIES}/{vacancy.id}"
            if not self._concerns(vacancy.role):
                continue
            if vacancy.role in self._staffed.broken:
                self._engine.fail(name, self._staffed.broken[vacancy.role])
            else:
                yield self._advertisement(name, vacancy, advertiser)

    def _advertisement(self, name: str, vacancy: NamedVacancy, advertiser: Advertiser) -> Target:
        role, found = self._staffed.roles[vacancy.role], self._staffed.profiles[vacancy.role]
        asked = [(each.entry.id, each.entry.name, each.level_name) for each in found.required]
        known = digest(role_digest(role), vacancy.content.model_dump_json(), as_json(asked))
        forms = ("json", *self._formats)
        source = f"vacancies/{vacancy.id}.yaml"
        return Target(name, source, forms, known, partial(self._ad, advertiser, vacancy))

    def _ad(self, advertiser: Advertiser, vacancy: NamedVacancy) -> Advertised:
        """An advertisement; what of it may be wrong is told beside it."""
        role, found = self._staffed.roles[vacancy.role], self._staffed.profiles[vacancy.role]
        made, warnings = advertiser.make(vacancy, role, found)
        self.issues = (*self.issues, *warnings)
        return made
