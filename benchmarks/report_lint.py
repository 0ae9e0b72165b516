"""Measurements of the linter → `LINT.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from lint import CHARACTERS, COMMAND_ROUNDS, ROLES, TIMES, WARM_ROUNDS, Lint
from report import conditions, table
from requirement import Requirement, ratio


def write(path: Path, lint: Lint, load: float) -> None:
    """Write the report and print it."""
    head = ["# The linter\n", "Written by `make bench`; do not edit.\n", *conditions(load)]
    text = "\n".join([*head, *table(requirements(lint)), *sections(lint)])
    path.write_text(text + "\n", "utf-8")
    print(text)


def requirements(lint: Lint) -> Iterator[Requirement]:
    """What is asked of the linter."""
    per_role = median(lint.warm) / lint.samples * 1_000
    yield Requirement("One role, warm process", per_role, 15, "ms")
    for name, runs in (("copies of the samples", lint.copies), ("all unlike", lint.unlike)):
        seconds = median(run.seconds for run in runs)
        yield Requirement(f"`posada check --jobs 2`, {ROLES} roles, {name}", seconds, 10, "s")
    growth = ratio(lint.text[1], lint.text[0]) / TIMES
    yield Requirement(f"Time / text, {TIMES} times the text", growth, 1.2, "×")
    few, half, every = lint.rules
    yield Requirement("All rules of patterns / half of them", ratio(every, half), 1.5, "×")
    yield Requirement("All rules of patterns / an eighth of them", ratio(every, few), 2, "×")


def sections(lint: Lint) -> Iterator[str]:
    """What the figures are of."""
    processor = median(run.cpu_seconds for run in lint.unlike)
    memory = max(max(run.peaks_mb) for run in lint.unlike)
    yield f"""
## Figures

- {lint.rules_count} rules, read in {lint.loading:.2f} s.
- {lint.samples} sample roles of {lint.words} words in all, {WARM_ROUNDS} rounds; every clause has words that
  no round before had.
- The command reads {ROLES} roles, each of a unit of its own, {COMMAND_ROUNDS} rounds: copies of the samples, and roles
  in which every clause of the role file is unlike those of the others. Of the latter it takes {processor:.1f} s of
  processor time, and {memory:.0f} MB in its largest process.
- The time by text is of one of {CHARACTERS} characters, that by rules of all clauses of the samples; a rule
  that is a function takes its time whatever the others do, and is left out of it.
"""
