"""Measurements → `RESULTS.md`: what was measured where, tables of medians and ratios, requirements met or not."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

from corpus import SAMPLES
from measure import Rounds, Run
from requirement import FLAT, Requirement, ratio

_PACKAGES: Final = ("posada", "weasyprint", "python-docx", "docxtpl", "typst")

_MADE: Final = {
    "posada DOCX": "DOCX: numbering by Word, bookmarks, fields, styles",
    "python-docx": "DOCX: the same paragraphs on the default template",
    "docxtpl": "DOCX: one Word template, filled",
    "posada PDF": "PDF/A-3a: tagged, outline, data attached",
    "WeasyPrint": "PDF: our HTML page, default options",
    "Typst": "PDF: tagged, its default options",
}
"""Contender → what it makes."""


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured.

    Load of the machine before the start, in busy cores; pages of each sample; seconds per round of warm writers; runs
    of commands by name and number of documents; seconds of `--help`.
    """

    load: float
    pages: list[int]
    warm: dict[str, Rounds]
    commands: dict[tuple[str, int], list[Run]]
    help: dict[str, Rounds]

    def seconds(self, name: str, documents: int) -> Rounds:
        """Seconds of a command, round by round."""
        return [run.seconds for run in self.commands[name, documents]]

    def memory_mb(self, name: str, documents: int) -> float:
        """The peak of the largest process of a command; 0 where it could not be read."""
        runs = self.commands[name, documents]
        return max((peak for run in runs for peak in run.peaks_mb), default=0)


def write(path: Path, results: Results) -> None:
    """Write the report and print it."""
    text = "\n".join(
        [*_head(results), *_requirements(results), *_warm(results), *_commands(results)]
    )
    path.write_text(text + "\n", "utf-8")
    print(text)


def _head(results: Results) -> Iterator[str]:
    yield "# Speed and memory\n"
    sizes = f"{min(results.pages)} to {max(results.pages)} pages"
    yield f"Written by `make bench`; do not edit. All contenders write the same final copies of the {SAMPLES} sample"
    yield f"roles, {sizes} each (checked: the same letters in all files). Other work on the machine changes"
    yield "seconds, so contenders take turns within every round, and ratios are medians of the ratios of single"
    yield "rounds.\n"
    yield from conditions(results.load)


def conditions(load: float) -> Iterator[str]:
    """When and on what it was measured; `load` of the machine before the start, in busy cores."""
    versions = [f"Python {platform.python_version()}", *(f"{p} {version(p)}" for p in _PACKAGES)]
    yield f"- Date: {datetime.now(UTC).date()}"
    system = f"{platform.system()} {platform.machine()}"
    yield f"- Machine: {os.cpu_count()} cores, {system}, load {load:.1f} before the start"
    yield f"- Versions: {', '.join(versions)}, {_libreoffice()}\n"


def table(requirements: Iterable[Requirement]) -> Iterator[str]:
    """What is asked for, and whether it is met."""
    yield "## Requirements\n"
    yield "| Requirement | Limit | Measured | |\n|---|---|---|---|"
    yield from (requirement.row() for requirement in requirements)


def _libreoffice() -> str:
    found = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True)
    return " ".join(found.stdout.split()[:2])


def _requirements(results: Results) -> Iterator[str]:
    warm, large = results.warm, 10 * SAMPLES
    sizes = sorted(n for name, n in results.commands if name == "posada --jobs 2")
    memory = [results.memory_mb("posada --jobs 2", documents) for documents in sizes]
    one = max(results.memory_mb("posada --jobs 1", n) for n in sizes[:-1])
    growth = max(memory) / memory[0] if memory[0] else 0
    template = results.seconds("docxtpl + LibreOffice", large)
    listed = (
        Requirement("DOCX / bare python-docx", ratio(warm["posada DOCX"], warm["python-docx"]), 1.5, "×"),
        Requirement("PDF / bare WeasyPrint", ratio(warm["posada PDF"], warm["WeasyPrint"]), 1.2, "×"),
        Requirement(
            f"docxtpl + LibreOffice / `posada build --jobs 2`, {large} documents",
            ratio(template, results.seconds("posada --jobs 2", large)),
            2, "×", at_least=True,
        ),
        Requirement("`posada --help`", median(results.help["posada --help"]), 0.2, "s"),
        Requirement(
            f"Largest process of `posada build`, {sizes[0]} to {sizes[-1]} roles",
            max(*memory, one), 300, "MB",
        ),
        Requirement(
            f"Its growth from {sizes[0]} to {sizes[-1]} roles", growth, FLAT, "×"
        ),
    )  # fmt: skip
    yield from table(listed)
    python = median(results.help["python"])
    yield f"\n`posada --help`: median of {len(results.help['python'])} runs; {python:.2f} s of it is Python itself.\n"


def _warm(results: Results) -> Iterator[str]:
    rounds = len(results.warm["posada DOCX"])
    yield "## Writing documents in a warm process\n"
    yield f"Each contender in a process of its own, all in turns at every single document: {rounds} rounds of {SAMPLES}"
    yield "documents after an unmeasured one.\n"
    yield (
        f"| Contender | Makes | ms a document | s for {SAMPLES} (median round) "
        f"| s for {rounds * SAMPLES} (all rounds) | ours takes |\n|---|---|--:|--:|--:|--:|"
    )
    for name, taken in results.warm.items():
        form = _MADE[name].split(":")[0].split("/")[0]
        share = ratio(results.warm[f"posada {form}"], taken)
        middle = median(taken)
        yield (
            f"| {name} | {_MADE[name]} | {middle / SAMPLES * 1000:.1f} | {middle:.2f} | {sum(taken):.1f} "
            f"| {share:.2f} × |"
        )
    yield ""


def _commands(results: Results) -> Iterator[str]:
    yield "## DOCX and PDF by whole commands\n"
    yield "From the start of the command to its end; posada reads, checks and composes the roles, docxtpl gets finished"
    yield "texts. LibreOffice converts all files in one call. Memory is the peak of the largest process. The CPU"
    yield "column is processor time of all processes, which other work on the machine changes least.\n"
    yield "| Command | Documents | Rounds | s | CPU s | ms a document | `--jobs 2` takes | MB |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for (name, documents), runs in results.commands.items():
        middle = median(results.seconds(name, documents))
        share = ratio(
            results.seconds("posada --jobs 2", documents), results.seconds(name, documents)
        )
        memory, cpu = results.memory_mb(name, documents), median(run.cpu_seconds for run in runs)
        yield (
            f"| {name} | {documents} | {len(runs)} | {middle:.1f} | {cpu:.1f} | {middle / documents * 1000:.0f} "
            f"| {share:.2f} × | {memory:.0f} |"
        )
