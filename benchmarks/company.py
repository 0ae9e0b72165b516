"""The shipped sample roles → a company of any size: a staff list, its roles, and units five deep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import corpus

DEEP: Final = 5
"""How many units lie within each other, from the top."""

_ROLES_IN_UNIT: Final = 10
_HEAD: Final = "Табельний номер;ПІБ;Посада;Підрозділ;Вищий підрозділ;Ставка;Дата прийняття"
_SURNAMES: Final = (
    "Коваль",
    "Лисенко",
    "Шевчук",
    "Дем’янчук",
    "Гнатюк",
    "Кравець-Лісова",
    "Ткаченко",
)
_NAMES: Final = ("Олена", "Мар’яна", "Василь", "Лук’ян", "Ігор", "Анна-Марія", "Надія")


@dataclass(frozen=True, slots=True)
class Company:
    """A workspace, and which documents it has: role, unit and the names of the holders of each."""

    root: Path
    documents: tuple[tuple[str, str, tuple[str, ...]], ...]


def make_company(folder: Path, positions: int, roles: int, units_of_role: int = 1) -> Company:
    """A workspace with so many positions (рядки штатного розпису), each role in as many units as given."""
    root = corpus.make_workspace(folder, roles)
    titles = dict(_retitle(path) for path in sorted(root.glob("roles/[!_]*.yaml")))
    pairs = [
        (role, _unit(number // _ROLES_IN_UNIT, copy))
        for copy in range(units_of_role)
        for number, role in enumerate(titles)
    ]
    holders: list[list[str]] = [[] for _ in pairs]
    for number in range(positions):
        holders[number % len(pairs)].append(_name(number))
    rows = _rows(pairs, holders, titles)
    (root / "staff.csv").write_text("\n".join((_HEAD, *rows, "")), "utf-8")
    documents = zip(pairs, holders, strict=True)
    return Company(root, tuple((role, unit, tuple(names)) for (role, unit), names in documents))


def _retitle(path: Path) -> tuple[str, str]:
    """The id and the title of a role; a copy of a sample gets a title of its own."""
    text = path.read_text("utf-8")
    found = re.search(r"^title: (?P<title>.+)$", text, re.MULTILINE)
    assert found
    title, copy = found["title"], re.search(r"-(\d+)$", path.stem)
    if copy:
        title = f"{title} {copy[1]}-ї групи"
        path.write_text(text.replace(found[0], f"title: {title}", 1), "utf-8")
    return path.stem, title


def _unit(number: int, copy: int) -> str:
    return f"Відділ № {number + 1}" if not copy else f"Відділ № {number + 1} філії № {copy}"


def _rows(
    pairs: list[tuple[str, str]], holders: list[list[str]], titles: dict[str, str]
) -> Iterator[str]:
    """A line for each holder; a unit lies in the one before it, every fifth at the top."""
    units = list(dict.fromkeys(unit for _, unit in pairs))
    above = {unit: units[i - 1] if i % DEEP else "" for i, unit in enumerate(units)}
    number = 0
    for (role, unit), names in zip(pairs, holders, strict=True):
        for name in names:
            number += 1
            yield f"{number:05};{name};{titles[role]};{unit};{above[unit]};1;01.09.2021"


def _name(number: int) -> str:
    """An invented name; the middle part makes it one of its own."""
    surname = _SURNAMES[number % len(_SURNAMES)]
    name = _NAMES[number // len(_SURNAMES) % len(_NAMES)]
    digits = "".join("абвгдежзик"[int(digit)] for digit in str(number))
    return f"{surname} {name} {digits.capitalize()}івна"
