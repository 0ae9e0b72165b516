"""A company's competencies → seconds of the matrix as a command, and of reports of people, beside bare libraries."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import corpus
import measure
from corpus import POSADA
from measure import Rounds, Run

from generator.make import Composer, Plan
from generator.make.competencies import read_profiles

ROLES: Final = 200
COMPETENCIES: Final = 60
REQUIRED: Final = 20
"""How many of them does a role require?"""

PEOPLE: Final = 500
ROUNDS: Final = 3
_SEED: Final = 6

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """Runs of the commands; `cells` that bare openpyxl writes of the same matrix, seconds per round, in turns."""

    matrix: list[Run]
    openpyxl: Rounds
    reports: list[Run]
    pages: float


def measure_competencies(folder: Path, say: Say) -> Measured:
    """The matrix of a company, and a report of each of its people."""
    root = make_company(folder / "company")
    matrix: list[Run] = []
    bare: Rounds = []
    for number in range(ROUNDS):
        say(f"matrix {ROLES} × {COMPETENCIES}, round {number + 1} of {ROUNDS}")
        matrix.append(measure.run(command("build", "--only", "matrix", "--format", "html"), root))
        _count(root / "output/competency", "matrix.*", 2)
        bare.append(write_bare(root, folder / "bare.xlsx"))
    people = make_people(folder / "people")
    reports: list[Run] = []
    for number in range(ROUNDS):
        say(f"{PEOPLE} reports, round {number + 1} of {ROUNDS}")
        reports.append(measure.run(command("assess", "--format", "pdf"), people))
        _count(people / "output/assessments", "*-account-manager.pdf", PEOPLE + 1)
    return Measured(matrix, bare, reports, _pages(people))


def command(name: str, *options: str) -> list[str]:
    """A command that makes everything anew, in two processes."""
    return [POSADA, "competency", name, *options, "--force", "--jobs", "2", "--quiet"]


def _count(folder: Path, pattern: str, wanted: int) -> None:
    found = len(list(folder.glob(pattern)))
    if found != wanted:
        raise SystemExit(f"{found} of {wanted} files {pattern} in {folder}")


def make_company(root: Path) -> Path:
    """Copies of the sample roles, each with competencies of its own choice among as many as are asked for."""
    corpus.make_workspace(root, ROLES)
    catalogue = root / "competencies"
    shipped = sorted(path for path in catalogue.glob("*.yaml"))
    for number in range(COMPETENCIES - len(shipped)):
        text = shipped[number].read_text("utf-8")
        name = re.sub(r"(?m)^name: (.*)$", rf"name: \1 {number}", text)
        (catalogue / f"{shipped[number].stem}-{number}.yaml").write_text(name, "utf-8")
    for path in shipped[COMPETENCIES:]:
        path.unlink()
    ids = sorted(path.stem for path in catalogue.glob("*.yaml"))
    chance = random.Random(_SEED)
    for path in sorted((root / "roles").glob("*.yaml")):
        levels = dict.fromkeys(_named(path), 0)
        levels |= {name: chance.randint(1, 5) for name in chance.sample(ids, REQUIRED)}
        listed = ", ".join(f"{{id: {name}, level: {level}}}" for name, level in levels.items())
        _require(path, listed)
    return root


def _named(path: Path) -> list[str]:
    """What the role has required so far."""
    return re.findall(r"\{id: ([a-z-]+), level: \d\}", path.read_text("utf-8"))


def _require(path: Path, listed: str) -> None:
    text = path.read_text("utf-8")
    text = re.sub(r"(?m)^competencies:\n(?:  - .*\n)+", "", text)
    path.write_text(f"{text.rstrip()}\ncompetencies: [{listed}]\n", "utf-8")


def write_bare(root: Path, target: Path) -> float:
    """Seconds that openpyxl takes for the same numbers with a colour each, and for nothing else."""
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill

    profiles = read_profiles(Composer(Plan(root))).profiles.values()
    ids = sorted({each.entry.id for one in profiles for each in one.required})
    rows = [[one.title, *(one.level_of(name) or None for name in ids)] for one in profiles]
    begun = time.perf_counter()
    book = Workbook()
    sheet = book.active
    fill = PatternFill("solid", fgColor="ffb7d3ee")
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows(min_col=2):
        for cell in cells:
            cell.fill = fill
    book.save(target)
    return time.perf_counter() - begun


_LETTERS: Final = str.maketrans("0123456789", "абвгдежзик")
"""What stands for digits in the name of a person, which has none."""


def make_people(root: Path) -> Path:
    """People assessed against one role, each with marks of their own."""
    corpus.make_workspace(root, corpus.SAMPLES)
    folder = root / "assessments"
    for path in folder.glob("*.yaml"):
        path.unlink()
    found = read_profiles(Composer(Plan(root))).profiles["account-manager"]
    chance = random.Random(_SEED)
    for number in range(PEOPLE):
        marks = {
            each.entry.id: {i.id: chance.choice((1, 2, 2, 2)) for i in each.indicators()}
            for each in found.required
        }
        surname = f"Прізвище{number:03d}".translate(_LETTERS)
        person = {"name": f"{surname} Ім’я", "number": f"{number:04d}"}
        data = {"person": person, "role": found.role, "date": "2026-11-20", "marks": marks}
        text = json.dumps(data, ensure_ascii=False)
        (folder / f"{number:04d}.yaml").write_text(text, "utf-8")
    return root


def _pages(root: Path) -> float:
    """How many pages a report has on the average of ten."""
    import words

    files = sorted((root / "output/assessments").glob("*-account-manager.pdf"))[:10]
    return sum(words.pages(path.read_bytes()) for path in files) / len(files)
