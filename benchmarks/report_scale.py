"""Measurements of the generated company → `COMPANY.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from company import DEEP
from measure import Rounds, Run
from report import conditions, table
from requirement import FLAT, Requirement, ratio
from scale import (
    HOLDER,
    LARGE,
    ONE,
    POSITIONS,
    ROLE,
    ROLES,
    SHARED_CLAUSE,
    SMALL,
    TEMPLATE,
    TWO,
    UNCHANGED,
    Change,
    Scale,
)


def write(path: Path, scale: Scale, load: float) -> None:
    """Write the report and print it."""
    head = ["# A whole company\n", "Written by `make bench`; do not edit.\n", *conditions(load)]
    text = "\n".join([*head, *table(requirements(scale)), *sections(scale)])
    path.write_text(text + "\n", "utf-8")
    print(text)


def requirements(scale: Scale) -> Iterator[Requirement]:
    """What is asked of a company."""
    cold = {name: _seconds(runs) for name, runs in scale.cold.items()}
    unchanged = median(_seconds(scale.changes[UNCHANGED].runs))
    company = f"{POSITIONS} positions"
    largest = {SMALL: _largest([scale.small]), POSITIONS: _largest(scale.cold[TWO])}
    growth = largest[POSITIONS] / largest[SMALL] if largest[SMALL] else 0
    yield Requirement(f"{company}, unchanged", unchanged, 2, "s")
    yield Requirement(
        f"{company}, cold / unchanged", median(cold[TWO]) / unchanged, 50, "×", at_least=True
    )
    for name in (SHARED_CLAUSE, ROLE, HOLDER):
        change = scale.changes[name]
        made = max(len(run.lines) for run in change.runs)
        text = f"{company}, {name}: files made / files it concerns"
        yield Requirement(text, made / change.files, 1, "×")
    yield Requirement(
        f"{company}, `--jobs 1` / `--jobs 2`", ratio(cold[ONE], cold[TWO]), 1.8, "×", at_least=True
    )
    yield Requirement(
        f"docxtpl + LibreOffice / `posada staff build --jobs 2`, {scale.documents} instructions",
        ratio(cold[TEMPLATE], cold[TWO]), 2, "×", at_least=True,
    )  # fmt: skip
    yield Requirement(f"Largest process, {company}", largest[POSITIONS], 300, "MB")
    yield Requirement(f"Its growth from {SMALL} to {company}", growth, FLAT, "×")
    yield Requirement(
        f"`posada staff check`, {LARGE} positions", median(_seconds(scale.check)), 5, "s"
    )


def sections(scale: Scale) -> Iterator[str]:
    """The tables."""
    yield "\n## Runs\n"
    yield f"Generated: {POSITIONS} positions in {ROLES} roles, units {DEEP} deep, {scale.documents} instructions as"
    yield "DOCX and PDF. posada also makes a book of every unit, the journals and the coverage, the template does not."
    yield "Memory is the peak of the largest process, and the peaks of all processes of a run added up.\n"
    yield "| Command | Rounds | s | CPU s | instructions a second | MB | MB in all |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, runs in scale.cold.items():
        yield _cold_row(name, runs, scale.documents)
    yield _cold_row(
        f"posada, {SMALL} positions", [scale.small], scale.documents * SMALL // POSITIONS
    )
    yield _cold_row(
        f"posada, {LARGE} positions, DOCX alone", [scale.large_cold], scale.large_documents
    )
    yield "\n| Then | Rounds | s | share of cold | files made | that it concerns |"
    yield "|---|--:|--:|--:|--:|--:|"
    cold = median(_seconds(scale.cold[TWO]))
    for name, change in scale.changes.items():
        yield _change_row(name, change, cold)
    large = Change(tuple(scale.large_unchanged), 0)
    yield _change_row(f"{LARGE} positions, unchanged", large, scale.large_cold.seconds)
    yield f"\n`posada staff check` of {LARGE} positions: {median(_seconds(scale.check)):.2f} s."


def _cold_row(name: str, runs: list[Run], documents: int) -> str:
    seconds, cpu = median(_seconds(runs)), median(run.cpu_seconds for run in runs)
    whole = max(sum(run.peaks_mb) for run in runs)
    return (
        f"| {name} | {len(runs)} | {seconds:.1f} | {cpu:.1f} | {documents / seconds:.1f} "
        f"| {_largest(runs):.0f} | {whole:.0f} |"
    )


def _change_row(name: str, change: Change, cold: float) -> str:
    seconds = median(_seconds(change.runs))
    made = max(len(run.lines) for run in change.runs)
    return (
        f"| {name} | {len(change.runs)} | {seconds:.2f} | 1 / {cold / seconds:.0f} | {made} "
        f"| {change.files} |"
    )


def _seconds(runs: Iterable[Run]) -> Rounds:
    return [run.seconds for run in runs]


def _largest(runs: Iterable[Run]) -> float:
    return max((peak for run in runs for peak in run.peaks_mb), default=0)
