"""The staff list and the roles together: what of a company does not agree, and every document of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from generator.issue import Issue, Severity
from generator.language import decline, slug
from generator.language.folding import folded
from generator.make.cards import known_cards
from generator.make.composer import Composer
from generator.make.engine import BuildReport, Engine, Progress, Target, engine, in_order, workers
from generator.make.keys import as_json, digest
from generator.make.naming import Names, folder_name
from generator.make.plan import Book, Coverage, Instruction, Page, Plan, Subject
from generator.make.renderer import render
from generator.model.staff import Holder, StaffList, StaffRow
from generator.render.book import Part
from generator.source.roles import RoleFiles
from generator.source.staff import read_staff
from generator.source.workspace import load_workspace
from generator.staff.card import RoleCard, read_cards
from generator.staff.check import check
from generator.staff.coverage import Position, cover, tree
from generator.staff.journal import (
    ACKNOWLEDGEMENT,
    REGISTER,
    Instructed,
    acknowledging,
    employees,
    holder_rows,
    journal_names,
    register_row,
)
from generator.staff.match import match

FOLDER: Final = "staff"
"""Folder within the output for what is made from the staff list."""

_PERSONAL, _BOOK = "personal", "book"
_JOURNAL, _REGISTER, _COVERAGE = "acknowledgement-journal", "register", "coverage"
_RESERVED: Final = tuple(
    f"{FOLDER}/{name}" for name in (_PERSONAL, _BOOK, _JOURNAL, _REGISTER, _COVERAGE)
)
"""What neither a unit nor a role without a unit can be called there."""


@dataclass(frozen=True, slots=True)
class StaffReport:
    """What a check of the staff list (штатний розпис) found: its `file`, how many `rows`, and issues in order."""

    file: str
    rows: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """Which positions have an instruction, and the files that show it."""

    positions: tuple[Position, ...]
    written: tuple[Path, ...]
    issues: tuple[Issue, ...]


def check_staff(root: Path) -> StaffReport:
    """Compare the staff list with the roles; nothing is written. `IssueError` when the list cannot be read at all."""
    workspace = load_workspace(root)
    settings = workspace.settings
    listed, wrong_rows = read_staff(workspace.root, settings.staff)
    cards, wrong_roles = read_cards(workspace, RoleFiles(workspace))
    matched, without_role = match(listed.rows, cards, settings.staff.exempt)
    found = (*wrong_rows, *wrong_roles, *without_role, *check(matched, cards, settings))
    return StaffReport(listed.file, len(listed.rows), in_order(found))


def build_staff(
    plan: Plan,
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
    *,
    personal: bool = False,
    force: bool = False,
    executor: str = "",
    waiting: Callable[[], object] = lambda: None,
) -> BuildReport:
    """Build all documents of the company into `output/staff/`; what fails does not stop the others.

    `jobs` processes do it, or the cluster `executor` (`dask://host:port`). There is one instruction for each role in
    each unit, with its holders to acknowledge it, with `personal` also a copy for each of them; the journals; the
    coverage; and a book of each unit.
    """
    with _company(plan, force, progress, waiting) as company:
        run = company.engine
        documents = [*company.instructions(), *(company.copies() if personal else ())]
        documents += company.pages()
        company.fail_broken()
        units = company.units() if "pdf" in plan.formats else {}
        run.total = len(documents) + len(units)
        with workers(plan, company.composer, jobs, executor) as crew:
            run.make(documents, crew)
            run.make(company.books(units), crew)
        if not any(found.severity is Severity.ERROR for found in company.issues):
            run.remove(lambda name: _is_ours(name, personal, books=bool(units)))
    return run.report(company.issues)


def _is_ours(name: str, personal: bool, books: bool) -> bool:
    """Whether a build of the company takes care of the file; of copies and books only when it makes them."""
    is_copy, is_book = f"/{_PERSONAL}/" in name, name.endswith(f"/{_BOOK}.pdf")
    left = (is_copy and not personal) or (is_book and not books)
    return name.startswith(f"{FOLDER}/") and not left


def cover_staff(
    plan: Plan, *, force: bool = False, waiting: Callable[[], object] = lambda: None
) -> CoverageReport:
    """The coverage alone: its rows, and the files that show it."""
    with _company(plan, force, lambda done, total: None, waiting) as company:
        company.engine.make([company.coverage()], partial(map, partial(render, plan)))
    issues = in_order((*company.issues, *company.engine.issues()))
    return CoverageReport(company.positions, company.engine.files_in_order(), issues)


@contextmanager
def _company(
    plan: Plan, force: bool, progress: Progress, waiting: Callable[[], object]
) -> Iterator[_Company]:
    composer = Composer(plan)
    workspace = composer.workspace
    listed, wrong = read_staff(workspace.root, workspace.settings.staff)
    with engine(plan, composer, force, progress, waiting) as run:
        yield _Company(plan, composer, run, listed, wrong)


class _Company:
    """The staff list matched with the roles, and the targets that follow."""

    def __init__(
        self,
        plan: Plan,
        composer: Composer,
        engine: Engine,
        listed: StaffList,
        wrong: tuple[Issue, ...],
    ) -> None:
        self.engine = engine
        self.issues = list(wrong)
        self.composer = composer
        self._formats = plan.formats
        self._output = composer.workspace.output
        self._listed = listed
        self._broken: dict[str, tuple[Issue, ...]] = {}
        self.issues += composer.files.check_names()
        cards_read = known_cards(composer, engine.digests, self._broken)
        self._cards = {card.id: card for card in cards_read}
        self.issues += (found for problems in self._broken.values() for found in problems)
        cards, exempt = tuple(self._cards.values()), composer.workspace.settings.staff.exempt
        self._matched, without = match(listed.rows, cards, exempt)
        self.issues += without
        names = {card.id: engine.digests.names(card.id) for card in cards if not card.broken}
        unfinished = {role for role, known in names.items() if known["unfinished"]}
        self.positions = cover(self._matched, cards, unfinished, has_names=listed.has_names)
        self._instructions = {card.id: self._named(card, names.get(card.id)) for card in cards}
        self._names = Names(_RESERVED)
        self._folders = self._name_folders()
        self._files = {
            (folded(unit), role): self._names.give(f"{self._folders[folded(unit)]}/{role}")
            for unit, role, _ in self._held()
        }

    def _name_folders(self) -> dict[str, str]:
        """Folded name of a unit → its folder within the output; no two units share one."""
        found = {"": FOLDER}
        for unit in (each.row.unit for each in self._matched):
            if folded(unit) not in found:
                found[folded(unit)] = folder = self._names.give(f"{FOLDER}/{folder_name(unit)}")
                self._names.give(f"{folder}/{_BOOK}")
        return found

    def _named(self, card: RoleCard, names: dict[str, Any] | None) -> Instructed:
        if names is None:
            language = self.composer.workspace.settings.language
            return Instructed(card.title, decline(card.title, language).genitive)
        return Instructed(card.title, names["genitive"], names["is_work"])

    def _held(self) -> Iterator[tuple[str, str, list[StaffRow]]]:
        """Unit, role, and the rows of those who have this role there."""
        found: dict[tuple[str, str], list[StaffRow]] = {}
        for each in self._matched:
            if each.role_id:
                found.setdefault((folded(each.row.unit), each.role_id), []).append(each.row)
        yield from ((rows[0].unit, role, rows) for (_, role), rows in found.items())

    def _instructed(self) -> Iterator[tuple[str, str, list[StaffRow]]]:
        """The same, for roles without errors."""
        return (each for each in self._held() if each[1] not in self._broken)

    def fail_broken(self) -> None:
        """Tell of the instructions that cannot be made, as their roles have errors."""
        for unit, role, _ in self._held():
            if role in self._broken:
                self.engine.fail(self._name(unit, role), self._broken[role])

    def instructions(self) -> Iterator[Target]:
        """One instruction for each role in each unit."""
        for unit, role, rows in self._instructed():
            yield self._target(self._name(unit, role), unit, role, acknowledging(rows))

    def copies(self) -> Iterator[Target]:
        """One copy for each holder."""
        for unit, role, rows in self._instructed():
            for employee in employees(rows):
                person = slug(employee.number or employee.name, fallback="holder")
                copy = f"{self._folders[folded(unit)]}/{_PERSONAL}/{role}-{person}"
                yield self._target(self._names.give(copy), unit, role, (employee.holder,))

    def _name(self, unit: str, role: str) -> str:
        return self._files[folded(unit), role]

    def _target(self, name: str, unit: str, role: str, holders: tuple[Holder, ...]) -> Target:
        named = (text for each in holders for text in astuple(each))
        known = digest(self.engine.digests.get(role), unit, *named)
        load = partial(self._instruction, unit, role, holders)
        return Target(name, f"roles/{role}.yaml", self._formats, known, load)

    def _instruction(self, unit: str, role: str, holders: tuple[Holder, ...]) -> Subject:
        resolved = self.composer.resolve(role)
        return Instruction(replace(resolved, department=unit or resolved.department), holders)

    def pages(self) -> Iterator[Target]:
        """The journals and the coverage."""
        journals = ("xlsx", *(["docx"] if "docx" in self._formats else []))
        settings = self.composer.workspace.settings
        holders = holder_rows(self._matched, settings.language)
        register = [
            register_row(self._instructions[role], unit, settings) for unit, role, _ in self._held()
        ]
        for name, template, rows in (
            (_JOURNAL, ACKNOWLEDGEMENT, holders),
            (_REGISTER, REGISTER, register),
        ):
            page = Page(template, journal_names(rows))
            yield replace(self._page(name, journals, page), filled_in=True)
        yield self.coverage()

    def coverage(self) -> Target:
        """The coverage as a page and as a workbook."""
        organisation = self.composer.workspace.settings.organisation
        top = tree(organisation.short_name or organisation.name, self._listed.rows, self.positions)
        return self._page(_COVERAGE, ("html", "xlsx"), Coverage(top, self.positions))

    def _page(self, name: str, formats: tuple[str, ...], subject: Page | Coverage) -> Target:
        known = digest(as_json(subject))
        return Target(f"{FOLDER}/{name}", self._listed.file, formats, known, lambda: subject)

    def units(self) -> dict[str, list[tuple[str, Instructed]]]:
        """The units that have instructions, and those of each by the names of their files."""
        found: dict[str, list[tuple[str, Instructed]]] = {}
        for unit, role, _ in self._instructed():
            found.setdefault(unit, []).append((self._name(unit, role), self._instructions[role]))
        return found

    def books(self, units: dict[str, list[tuple[str, Instructed]]]) -> Iterator[Target]:
        """A book of each unit, from the PDFs that are there."""
        for unit, documents in units.items():
            contents = {name: self.engine.content_of(f"{name}.pdf") for name, _ in documents}
            parts = tuple(document for document in documents if contents[document[0]])
            said = (text for name, each in parts for text in (name, each.genitive, contents[name]))
            known = digest(unit, *said)
            if parts:
                load = partial(self._book, unit, parts)
                name = f"{self._folders[folded(unit)]}/{_BOOK}"
                yield Target(name, self._listed.file, ("pdf",), known, load)

    def _book(self, unit: str, parts: tuple[tuple[str, Instructed], ...]) -> Subject:
        return Book(
            unit,
            tuple(each for _, each in parts),
            tuple(
                Part(f"part-{number}", each.title, (self._output / f"{name}.pdf").read_bytes())
                for number, (name, each) in enumerate(parts, start=1)
            ),
        )
