"""Measurements of competency documents → `COMPETENCY.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from competency import COMPETENCIES, PEOPLE, REQUIRED, ROLES, ROUNDS, Measured
from report import conditions, table
from requirement import Requirement, ratio


def write(path: Path, found: Measured, load: float) -> None:
    """Write the report and print it."""
    head = [
        "# Competency documents\n",
        "Written by `make bench`; do not edit.\n",
        *conditions(load),
    ]
    text = "\n".join([*head, *table(requirements(found)), *sections(found)])
    path.write_text(text + "\n", "utf-8")
    print(text)


def requirements(found: Measured) -> Iterator[Requirement]:
    """What is asked of competency documents."""
    seconds = median(run.seconds for run in found.matrix)
    yield Requirement(
        f"Matrix {ROLES} × {COMPETENCIES}, XLSX and HTML, the command", seconds, 3, "s"
    )
    rate = PEOPLE / median(run.seconds for run in found.reports)
    yield Requirement(f"{PEOPLE} reports of people, PDF, two cores", rate, 15, "per s", True)


def sections(found: Measured) -> Iterator[str]:
    """What the figures are of."""
    beside = ratio([run.seconds for run in found.matrix], found.openpyxl)
    memory = max(max(run.peaks_mb) for run in found.reports)
    yield f"""
## Figures

- The matrix is made by `posada competency build --only matrix --format html`: it reads {ROLES} copies of the sample
  roles, each requiring {REQUIRED} of {COMPETENCIES} competencies, and the catalogue. Bare openpyxl, with the numbers,
  one colour and nothing read, takes {median(found.openpyxl):.2f} s; the command takes {beside:.1f} × as much, in turns,
  {ROUNDS} rounds.
- The reports are made by `posada competency assess --format pdf`, {found.pages:.1f} pages each with a chart, from as
  many YAML files with a mark for each indicator of the account manager; in the same run are the summaries of unit and
  role. No process took more than {memory:.0f} MB.
"""
