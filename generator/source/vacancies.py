"""`vacancies/` → the vacancies (вакансії) that can be read, with their places, and all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.issue import Code, Issue, IssueError, Location, Phrase, Severity, issue
from generator.model.vacancy import Vacancy
from generator.source import tree
from generator.source.files import read_text
from generator.source.roles import is_misnamed, misnamed, unknown_role
from generator.source.validate import nearest, validate
from generator.source.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NamedVacancy:
    """One file of `vacancies/`: what it says and where. `id` is its name without `.yaml`, `role` a role that exists."""

    id: str
    role: str
    content: Vacancy
    node: tree.Mapping

    def place(self, *path: int | str) -> Location:
        """Where a value stands, e.g. `place("offer", 0)`; the last value on the way to it when it is not written."""
        return nearest(self.node, path).location


def read_vacancies(workspace: Workspace) -> tuple[tuple[NamedVacancy, ...], tuple[Issue, ...]]:
    """The vacancies without errors in the order of ids, and what is wrong in any, with advice (`Severity.INFO`).

    A workspace without the folder has none.
    """
    found: list[NamedVacancy] = []
    problems: list[Issue] = []
    roles = workspace.role_ids()
    for path in workspace.yaml_files(workspace.vacancies):
        try:
            vacancy = _read(workspace, path, roles)
        except IssueError as error:
            problems += error.issues
            continue
        found.append(vacancy)
        problems += _advice(vacancy)
    return tuple(found), tuple(problems)


def _read(workspace: Workspace, path: Path, roles: tuple[str, ...]) -> NamedVacancy:
    if is_misnamed(path):
        raise IssueError(misnamed(workspace.root, path, "vacancy"))
    node = tree.parse(read_text(workspace.root, path))
    content = validate(node, Vacancy)
    assert isinstance(node, tree.Mapping)
    vacancy = NamedVacancy(path.stem, content.role or path.stem, content, node)
    problems = [*_role_amiss(vacancy, roles), *_days_amiss(vacancy), *_pay_amiss(vacancy)]
    problems += _contact_amiss(vacancy)
    if problems:
        raise IssueError(problems)
    return vacancy


def _role_amiss(vacancy: NamedVacancy, roles: tuple[str, ...]) -> Iterator[Issue]:
    """A role that is not there; one that only the name of the file gives, at the file as a whole."""
    if vacancy.role not in roles:
        file = Location(vacancy.node.source.name)
        place = vacancy.place("role") if vacancy.content.role else file
        yield unknown_role(vacancy.role, roles, place)


def _days_amiss(vacancy: NamedVacancy) -> Iterator[Issue]:
    posted, until = vacancy.content.posted, vacancy.content.until
    if until and until < posted:
        yield _wrong(vacancy, ("until",), until, "not_before", posted)


def _pay_amiss(vacancy: NamedVacancy) -> Iterator[Issue]:
    salary = vacancy.content.salary
    if salary is None:
        return
    if salary.from_ is None and salary.to is None:
        yield issue(Code.FIELD_MISSING, vacancy.place("salary"), key="from")
    elif salary.from_ and salary.to and salary.to < salary.from_:
        yield _wrong(vacancy, ("salary", "to"), salary.to, "at_least", salary.from_)


def _contact_amiss(vacancy: NamedVacancy) -> Iterator[Issue]:
    contact = vacancy.content.contact
    if not (contact.email or contact.phone):
        yield issue(Code.FIELD_MISSING, vacancy.place("contact"), key="email")


def _wrong(
    vacancy: NamedVacancy, path: tuple[str, ...], value: object, kind: str, bound: object
) -> Issue:
    return issue(
        Code.FIELD_VALUE,
        vacancy.place(*path),
        key=path[-1],
        what=Phrase("what.key"),
        value=value,
        expected=Phrase(f"kind.{kind}"),
        bound=bound,
    )


def _advice(vacancy: NamedVacancy) -> Iterator[Issue]:
    """What may be left out and had better not be.

    Google recommends the pay (`baseSalary`), and no law of Ukraine demands it of an advertisement.
    """
    if vacancy.content.salary is None:
        place = Location(vacancy.node.source.name)
        yield issue(Code.VACANCY_SALARY, place, Severity.INFO)
