"""A generated company → what `posada staff` takes for it: cold, unchanged, after one change, and ten times as large."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import corpus
import measure
from company import Company, make_company
from contenders import word_template
from corpus import POSADA, Corpus
from measure import Run

POSITIONS, ROLES = 1000, 300
SMALL: Final = 100
"""Positions of the company whose memory the large one's is compared with; a tenth of the roles."""
LARGE, COPIES = 10_000, 10
"""Positions of the largest one, and in how many units it has each role; its instructions are DOCX alone."""

COLD_ROUNDS, QUICK_ROUNDS = 1, 3

SHARED: Final = "roles/_shared/management.yaml"
SHARED_WORDS: Final = "Розподіляє роботу"
"""The part whose clause is changed, and how that begins."""

ONE, TWO, TEMPLATE = (
    "posada staff build --jobs 1",
    "posada staff build --jobs 2",
    "docxtpl + LibreOffice",
)
UNCHANGED, SHARED_CLAUSE, ROLE, HOLDER = (
    "unchanged",
    "one clause of a shared part changed",
    "one role changed",
    "one holder changed",
)
FORMATS: Final = "docx,pdf"


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed in the company of 1,000 positions, and how many files should be made for it."""

    runs: tuple[Run, ...]
    files: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Documents of the company; cold runs by name; changes by name; runs of the other sizes."""

    documents: int
    cold: dict[str, list[Run]]
    changes: dict[str, Change]
    small: Run
    check: list[Run]
    large_documents: int
    large_cold: Run
    large_unchanged: list[Run]


def measure_scale(folder: Path, say: Callable[[str], None]) -> Scale:
    """Everything; some ten minutes on two idle cores."""
    company = make_company(folder / "company", POSITIONS, ROLES)
    sources, sharing = _sources(company)
    cold = _cold(company, sources, folder, say)
    changes = _changes(company, sharing, say)
    say(f"a company of {SMALL} positions, for its memory")
    small = make_company(folder / "small", SMALL, ROLES * SMALL // POSITIONS)
    small_run = measure.run(_build(2), small.root)
    say(f"a company of {LARGE} positions")
    large = make_company(folder / "large", LARGE, ROLES, COPIES)
    check = [measure.run([POSADA, "staff", "check"], large.root) for _ in range(QUICK_ROUNDS)]
    large_cold = measure.run(_build(2, "docx"), large.root)
    again = [measure.run(_build(2, "docx"), large.root) for _ in range(QUICK_ROUNDS)]
    return Scale(
        len(company.documents),
        cold,
        changes,
        small_run,
        check,
        len(large.documents),
        large_cold,
        again,
    )


def _build(jobs: int, formats: str = FORMATS) -> list[str]:
    options = ("--final", "--format", formats, "--quiet", "--jobs", str(jobs))
    return [POSADA, "staff", "build", *options]


def _sources(company: Company) -> tuple[Corpus, set[str]]:
    """What the Word template is filled from, and which roles have the shared clause: some leave it out."""
    from generator.make import Composer, Plan
    from generator.model.staff import Holder
    from generator.render.fonts import check_fonts

    composer = Composer(Plan(company.root, draft=False))
    found, sharing = [], set()
    for name, unit, holders in company.documents:
        role = composer.resolve(name)
        signing = tuple(map(Holder, holders))
        document = composer.compose(replace(role, department=unit), signing)
        if any(SHARED_WORDS in paragraph.text for paragraph in document.paragraphs()):
            sharing.add(name)
        found.append(corpus.source(name, document))
    return Corpus(company.root, check_fonts(composer.theme), tuple(found)), sharing


def _cold(
    company: Company, sources: Corpus, folder: Path, say: Callable[[str], None]
) -> dict[str, list[Run]]:
    """The whole company from nothing, in turns; posada also makes the books, journals and the coverage."""
    job = folder / "template" / "company"
    commands = {
        ONE: (_build(1), company.root),
        TEMPLATE: (word_template.write_job(sources, job, len(sources.sources)), job),
        TWO: (_build(2), company.root),
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(COLD_ROUNDS):
        for name, (command, root) in commands.items():
            say(f"{name}, {POSITIONS} positions, round {number + 1} of {COLD_ROUNDS}")
            shutil.rmtree(root / "output", ignore_errors=True)
            runs[name].append(measure.run(command, root))
            for form in FORMATS.split(","):
                made = len(list(root.glob(f"output/**/*.{form}")))
                if made < len(company.documents):
                    raise RuntimeError(f"{name}: {made} files of type {form}")
    return runs


def _changes(company: Company, sharing: set[str], say: Callable[[str], None]) -> dict[str, Change]:
    """Builds after one change each; how many files it concerns is counted from the staff list, not from the build."""
    instruction = len(FORMATS.split(","))
    shared = [each for each in company.documents if each[0] in sharing]
    books = {unit for _, unit, _ in shared}
    changes: dict[str, tuple[Callable[[int], None], int]] = {
        UNCHANGED: (lambda number: None, 0),
        SHARED_CLAUSE: (partial(_change_shared, company), len(shared) * instruction + len(books)),
        ROLE: (partial(_change_role, company), instruction + _BOOK),
        HOLDER: (partial(_change_holder, company), instruction + _BOOK + _JOURNAL + _COVERAGE),
    }
    found = {}
    for name, (change, files) in changes.items():
        runs = []
        for number in range(QUICK_ROUNDS):
            say(f"{POSITIONS} positions, {name}, round {number + 1} of {QUICK_ROUNDS}")
            change(number)
            runs.append(measure.run(_build(2), company.root))
        found[name] = Change(tuple(runs), files)
    return found


_BOOK: Final = 1
_JOURNAL: Final = 2
"""The journal of acknowledgement, as XLSX and as DOCX."""
_COVERAGE: Final = 2
"""The coverage, as XLSX and as a page."""


def _change_shared(company: Company, _: int) -> None:
    _replace(company.root / SHARED, SHARED_WORDS, f"{SHARED_WORDS} щодня")


def _change_role(company: Company, number: int) -> None:
    role, _, _ = company.documents[number]
    _replace(company.root / f"roles/{role}.yaml", "duties:\n", "duties:\n  - Веде облік справ.\n")


def _change_holder(company: Company, number: int) -> None:
    _, _, (holder, *_) = company.documents[number]
    _replace(company.root / "staff.csv", f";{holder};", f";{holder}-Нова;")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    if old not in text:
        raise RuntimeError(f"{path.name}: {old!r} is not there")
    path.write_text(text.replace(old, new, 1), "utf-8")
