"""Measurements of reviews → `REVIEW.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from report import conditions, table
from requirement import Requirement, ratio
from review import RECORDS, ROLES, ROUNDS, Review


def write(path: Path, review: Review, load: float) -> None:
    """Write the report and print it."""
    head = ["# Reviews\n", "Written by `make bench`; do not edit.\n", *conditions(load)]
    text = "\n".join([*head, *table(requirements(review)), *sections(review)])
    path.write_text(text + "\n", "utf-8")
    print(text)


def requirements(review: Review) -> Iterator[Requirement]:
    """What is asked of reviews."""
    yield Requirement(
        f"Redline of {review.clauses} clauses, warm", median(review.redline) * 1_000, 100, "ms"
    )
    yield Requirement(
        f"A reviewer's file of {review.clauses} clauses, warm",
        median(review.returned) * 1_000,
        300,
        "ms",
    )
    seconds = median(run.seconds for run in review.later)
    yield Requirement(f"`posada status`, {ROLES} roles, {RECORDS} records", seconds, 2, "s")


def sections(review: Review) -> Iterator[str]:
    """What the figures are of."""
    peer = (
        f"the engine Docxodus of python-redlines takes {median(review.theirs) * 1_000:.0f} ms for the same pair, "
        f"{ratio(review.theirs, review.redline):.1f} × as much, in turns; it starts a process for each."
        if review.theirs
        else "python-redlines is not installed (`pip install python-redlines[docxodus]`), so there is no ratio."
    )
    memory = max(max(run.peaks_mb) for run in review.later)
    yield f"""
## Figures

- A redline is made from two texts of the register with {review.changes} changes to a Word file that was read back and
  found to hold both, {ROUNDS} rounds; {peer}
- The reviewer's file has the same changes, tracked; it is read, weighed against two texts, and planned into the YAML.
- The first `posada status` composes every text anew and takes {review.first.seconds:.1f} s; later
  ones, when few roles have changed, take the time above and {memory:.0f} MB.
"""
