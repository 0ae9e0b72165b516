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
    seconds = median(run.seconds for run in lint.command)
    yield Requirement(f"`posada check --jobs 2`, {ROLES} roles", seconds, 10, "s")
    growth = ratio(lint.text[1], lint.text[0]) / TIMES
    yield Requirement(f"Time / text, {TIMES} times the text", growth, 1.2, "×")
    few, half, every = lint.rules
    yield Requirement("All rules / half of them", ratio(every, half), 1.5, "×")
    yield Requirement("All rules / an eighth of them", ratio(every, few), 2, "×")


def sections(lint: Lint) -> Iterator[str]:
    """What the figures are of."""
    seconds = median(run.seconds for run in lint.command)
    processor = median(run.cpu_seconds for run in lint.command)
    yield f"""
## Figures

- {lint.rules_count} rules, read in {lint.loading:.2f} s.
- {lint.samples} sample roles of {lint.words} words in all, {WARM_ROUNDS} rounds; every clause has words that
  no round before had.
- The command: {ROLES} roles, {COMMAND_ROUNDS} rounds, every clause of a role file unlike those of the others. It also
  composes each document. It takes {seconds:.1f} s, and {processor:.1f} s of processor time.
- Text and rules are compared on one text of {CHARACTERS} characters.
"""
