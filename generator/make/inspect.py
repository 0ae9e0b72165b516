"""Roles and the catalogue → what is wrong in them: issues of their files, findings of the linter in their texts."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from generator.document.compose import proofread, refers_elsewhere
from generator.document.tree import Document
from generator.document.unfinished import unfinished
from generator.issue import Code, Issue, IssueError, Location, Severity, issue
from generator.lint.checks.outline import Outline, outline
from generator.lint.choice import NOTHING_ASKED, Choice, Options, choose
from generator.lint.finding import Finding
from generator.lint.linter import Linter, merged
from generator.lint.load import load_rules
from generator.lint.rules import RuleSet
from generator.lint.waivers import (
    Judged,
    PlacedWaiver,
    load_baseline,
    load_waivers,
    waive,
    without_known,
)
from generator.lint.workspace import workspace_texts
from generator.make.composer import Composer
from generator.make.plan import Plan
from generator.make.pool import crew
from generator.make.unwritten import unwritten
from generator.model.catalogue import Catalogue
from generator.model.resolved import ResolvedRole
from generator.source import tree
from generator.source.classifier import load_classifier
from generator.source.competencies import competency_issues, load_catalogue
from generator.source.files import is_there, read_text
from generator.source.workspace import Workspace

COMPETENCIES: Final = "competencies"
"""The family of rules about competencies."""


_CATALOGUE: Final = "competencies/"


def competency_of(file: str) -> str:
    """The competency that a file of the workspace is of; "" for any other, a scale among them."""
    name = file.removeprefix(_CATALOGUE).removesuffix(".yaml")
    return name if file.startswith(_CATALOGUE) and "/" not in name else ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """How to look at roles: the day the law is taken of, what a command asks of the linter, or no linter at all.

    Without `catalogue` nothing is said of competencies: instructions do not print them.
    """

    root: Path
    day: date
    options: Options = NOTHING_ASKED
    lint: bool = True
    catalogue: bool = True

    def asked(self) -> Options:
        """What is asked of the linter."""
        if self.catalogue:
            return self.options
        return replace(self.options, ignore=(*self.options.ignore, COMPETENCIES))


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found in one role; `outline` is what is compared with other roles, `None` where it cannot be read.

    `competencies` are the ids that it names.
    """

    role: str
    issues: tuple[Issue, ...] = ()
    failed: bool = False
    findings: tuple[Finding, ...] = ()
    outline: Outline | None = None
    competencies: frozenset[str] = frozenset()


class Inspector:
    """Reads the roles of one workspace; settings, templates, rules and the catalogue are read once."""

    def __init__(self, inspection: Inspection) -> None:
        self.composer = Composer(Plan(inspection.root))
        self.workspace: Workspace = self.composer.workspace
        self.catalogue, self.catalogue_issues = Catalogue(), tuple[Issue, ...]()
        # Roles could name competencies before there was a catalogue to look them up in.
        self._has_catalogue = inspection.catalogue and is_there(self.workspace.competencies)
        if self._has_catalogue:
            self.catalogue, self.catalogue_issues = load_catalogue(self.workspace)
        self.rules: RuleSet | None = None
        self.choice = Choice(())
        self.linter: Linter | None = None
        self._competencies: dict[str, tree.Node] = {}
        self._own_templates = any(self.workspace.templates.rglob("*.j2"))
        if inspection.lint:
            self.rules = load_rules(self.workspace)
            self.choice = choose(self.rules, self.workspace, inspection.asked(), inspection.day)
            classifier = load_classifier(self.workspace)
            self.linter = Linter(self.choice, self._root_of, classifier)

    def _root_of(self, file: str) -> tree.Node | None:
        """The tree of a file of roles, or of the catalogue."""
        name = file.removeprefix("roles/").removesuffix(".yaml")
        try:
            if file.startswith(_CATALOGUE):
                return self._competency(file)
            part = self.composer.files.part(name)
        except IssueError:
            return None
        return part.node if part.node.source.name == file else None

    def _competency(self, file: str) -> tree.Node:
        if file not in self._competencies:
            root = self.workspace.root
            self._competencies[file] = tree.parse(read_text(root, root / file))
        return self._competencies[file]

    def concerned(self, found: Iterable[Inspected], whole: bool) -> Catalogue:
        """What of the catalogue is to be read: the `whole`, or the competencies that the roles read name."""
        named = frozenset[str]().union(*(one.competencies for one in found))
        return self.catalogue if whole else self.catalogue.only(named)

    def unwritten(self, catalogue: Catalogue) -> Iterator[Issue]:
        """The places in the texts of competencies that are still to be filled in."""
        return unwritten(catalogue, self._root_of)

    def catalogue_titles(self) -> dict[str, str]:
        """The names of the competencies by their files, as `part_of` calls them."""
        return {
            f"{_CATALOGUE}{each.id}": each.name for each in self.catalogue.competencies.values()
        }

    def inspect(self, role_id: str) -> Inspected:
        """All that is wrong in a role."""
        try:
            role = self.composer.resolve(role_id)
            document = self._document(role)
        except IssueError as error:
            return Inspected(role_id, error.issues, failed=True)
        # A final copy cannot have such places; a draft may.
        issues = [replace(i, severity=Severity.WARNING) for i in unfinished(role)]
        wrong = tuple(competency_issues(role, self.catalogue)) if self._has_catalogue else ()
        found = Inspected(role_id, (*issues, *wrong), bool(wrong), competencies=_named(role))
        if self.linter is None:
            return found
        findings = tuple(self.linter.role(role, document))
        return replace(found, findings=findings, outline=outline(role))

    def _document(self, role: ResolvedRole) -> Document | None:
        """The document where only that tells what is wrong; else the texts alone are looked at, in a tenth of the time.

        Our own templates print every clause and take any text, so that all but an unusually long role can be trusted.
        """
        clauses = list(role.clauses())
        long = len(clauses) > _CLAUSES or sum(len(each.text) for each in clauses) > _CHARACTERS
        if self._own_templates or long or refers_elsewhere(role):
            return self.composer.compose(role)
        problems = proofread(role, self.workspace.settings)
        if problems:
            raise IssueError(problems)
        return None


def _named(role: ResolvedRole) -> frozenset[str]:
    """The competencies that a role names: those it requires, and those of its clauses."""
    of_clauses = (each for clause in role.clauses() for each in clause.competencies)
    return frozenset((*(each.id for each in role.competencies), *of_clauses))


_CLAUSES: Final = 300
_CHARACTERS: Final = 60_000
"""How many clauses and characters may a role have to be trusted? Three times the longest we have seen."""

_NEW_OBJECTS: Final = 200_000
"""After how many new objects does a worker look for those that only hold each other?"""


@lru_cache(maxsize=1)
def warm_inspector(inspection: Inspection) -> Inspector:
    """What a worker process keeps for the next role."""
    inspector = Inspector(inspection)
    # The rules stay, and so does what is read of roles; looking for the rest now and then takes a tenth less time.
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    return inspector


def _inspect(inspection: Inspection, role: str) -> Inspected:
    return warm_inspector(inspection).inspect(role)


def _lost(role: str) -> Inspected:
    place = Location(f"roles/{role}.yaml")
    return Inspected(role, (issue(Code.WORKER_LOST, place),), failed=True)


def inspected(
    inspector: Inspector, inspection: Inspection, roles: tuple[str, ...], jobs: int
) -> list[Inspected]:
    """Every role, in `jobs` processes; in this one with a single job."""
    if jobs <= 1:
        return [inspector.inspect(role) for role in roles]
    with crew(partial(_inspect, inspection), _lost, jobs) as run:
        found = {one.role: one for one in run(roles)}
    return [found[role] for role in roles]


def judge(
    inspector: Inspector, inspection: Inspection, found: Iterable[Inspected], whole: bool
) -> tuple[Judged, tuple[Finding, ...]]:
    """The findings as they count, and all of them; `whole` when every role of the workspace was read."""
    linter, rules = inspector.linter, inspector.rules
    assert linter is not None
    assert rules is not None
    listed = list(found)
    outlines = tuple(one.outline for one in listed if one.outline)
    findings = [finding for one in listed for finding in one.findings]
    findings += linter.company(outlines)
    if whole:
        findings += linter.texts(workspace_texts(inspector.workspace))
    findings += linter.catalogue(inspector.concerned(listed, whole))
    every = merged(findings)
    waivers = load_waivers(inspector.workspace, rules)
    read = frozenset(one.role for one in listed if not one.failed)
    read |= {each.waiver.role for each in waivers if whole and not _is_role(each, inspector)}
    judged = waive(every, waivers, inspection.day, inspector.choice.ids(), read)
    known = load_baseline(inspector.workspace)
    return (without_known(judged, known) if known else judged), every


def _is_role(placed: PlacedWaiver, inspector: Inspector) -> bool:
    """Whether a waiver is for a role that exists; one for any other has nothing to do."""
    return placed.waiver.role in inspector.composer.files.ids
