"""What is to be made, and what came of it, as plain values that travel between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator.competency.matrix import Matrix
from generator.competency.profile import Profile
from generator.document.tree import Document, Picture
from generator.issue import Issue
from generator.lint.annotate import Note
from generator.lint.finding import Finding
from generator.lint.rules import RuleSet
from generator.lint.waivers import Waived
from generator.model.catalogue import Catalogue
from generator.model.resolved import ResolvedRole
from generator.model.staff import Holder
from generator.render.book import Part
from generator.staff.coverage import Position, Unit
from generator.staff.journal import Instructed

FORMATS: Final = ("docx", "pdf", "html", "txt")
DEFAULT_FORMATS: Final = ("docx", "pdf", "html")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build, all that a worker needs to know besides the role; `day` is the date of the documents."""

    root: Path
    formats: tuple[str, ...] = DEFAULT_FORMATS
    day: date | None = None
    draft: bool = True


@dataclass(frozen=True, slots=True)
class Instruction:
    """The instruction of a role, and who acknowledges it."""

    role: ResolvedRole
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """The instruction of a role with what the linter says in its margin (примірник із зауваженнями)."""

    role: ResolvedRole
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a template of the workspace writes of these names, a journal for example; `pictures` are its charts."""

    template: str
    names: Mapping[str, Any]
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfProfile:
    """A document about the profile of a role: its profile, assessment sheet or scorecard, by its `template`.

    `catalogue` holds at least the competencies and scales of the profile.
    """

    template: str
    role: ResolvedRole
    profile: Profile
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class MatrixFiles:
    """The matrix role × competency."""

    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Advertised:
    """The advertisement of a vacancy, composed already, and what it says to search engines."""

    document: Document
    posting: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Book:
    """The instructions of a unit, already written as PDFs, in one volume (збірник)."""

    unit: str
    instructions: tuple[Instructed, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which positions of an organisation have an instruction."""

    organisation: Unit
    positions: tuple[Position, ...]


Subject = Instruction | Annotated | Page | Book | Coverage | OfProfile | MatrixFiles | Advertised


@dataclass(frozen=True, slots=True)
class Job:
    """Files to make: `name` is their path within the output without the ending, `source` what an issue points to."""

    name: str
    source: str
    subject: Subject
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job: its files by format, or the issues that stopped it.

    `missing` says which formats this machine cannot make at all, which is nobody's fault in the role; `kept` which
    files were put aside, as somebody had changed them.
    """

    name: str
    files: tuple[tuple[str, bytes], ...] = ()
    issues: tuple[Issue, ...] = ()
    missing: tuple[Issue, ...] = ()
    kept: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class LintReport:
    """What the linter found: the findings that count, the accepted ones, all of them, and by which rules.

    `known` is how many a baseline has hidden; `titles` has the title of every role that was read and,
    by its file, the name of every competency.
    """

    rules: RuleSet
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    every: tuple[Finding, ...]
    known: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check or a build found: `roles` looked at, `failed` ones, `written` files, issues in order.

    `unchanged` are the roles whose files were all as they should be already; `removed` the files of roles that are
    not there any more. `lint` is what the linter says of the texts, `None` when it was not asked or could not begin.
    """

    roles: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    issues: tuple[Issue, ...] = ()
    lint: LintReport | None = None
