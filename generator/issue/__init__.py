"""What is wrong in a user's file → data: code, severity, place, and the values its message names.

An issue holds no sentence: `generator.messages` puts it into Ukrainian or English, and only `cli` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final

from generator.issue.code import Code

__all__ = [
    "ENOUGH_ADVICE",
    "Code",
    "Issue",
    "IssueError",
    "Location",
    "Phrase",
    "Severity",
    "issue",
    "nearest_names",
]


class Phrase(str):
    """A value of an issue that is itself a key of the message catalogue, e.g. `kind.list`."""

    __slots__ = ()


class Severity(StrEnum):
    """How much an issue weighs: an error stops the role it is in, a warning does not, an info is only advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1, and 0 means unknown.

    `file` is relative to the workspace with forward slashes; `excerpt` is the line itself, shown under the issue.
    In a table (`cell`) the line is a row, the column counts cells, and the excerpt is what the cell holds; `sheet` is
    the sheet of a workbook, "" in a file that has none.
    """

    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    sheet: str = ""
    cell: bool = False

    def address(self) -> str:
        """The place in the file, in a workbook as Excel writes it: `14:3`, `Штат!C14`; "" for the file as a whole."""
        if self.sheet:
            return "!".join(filter(None, (_sheet_name(self.sheet), self.cell_name())))
        return ":".join(str(number) for number in (self.line, self.column) if number)

    def cell_name(self) -> str:
        """A cell of a workbook, `C14`, or a row, `14:14`; "" without a line."""
        letters, rest = "", self.column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(ord("A") + digit) + letters
        row = f"{letters}{self.line}" if letters else f"{self.line}:{self.line}"
        return row if self.line else ""


def _sheet_name(name: str) -> str:
    """In apostrophes where Excel needs them: around all but a plain word that is no name of a cell."""
    plain = re.fullmatch(r"[^\W\d]\w*", name) and not re.fullmatch(r"[A-Za-z]{1,3}\d+", name)
    return name if plain else "'" + name.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem: its `code`, where it is, and the `values` that its message in any language names."""

    code: Code
    location: Location | None = None
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of a report: file, line, column, code; issues without a place come first."""
        place = self.location or Location("")
        return place.file, place.line, place.column, self.code


def issue(
    code: Code,
    location: Location | None = None,
    /,
    severity: Severity = Severity.ERROR,
    **values: object,
) -> Issue:
    """An `Issue` from keyword values, e.g. `issue(Code.ROLE_UNKNOWN, place, role="sales")`."""
    pairs = tuple(
        (name, value if isinstance(value, Phrase) else str(value))
        for name, value in values.items()
        if value is not None
    )
    return Issue(code, location, pairs, severity)


ENOUGH_ADVICE: Final = 100
"""After how many issues is it enough to say what is wrong? To look for the nearest of many names takes its time."""


def nearest_names(written: str, known: Iterable[str], told: int) -> dict[str, Any]:
    """Values for an issue about an unknown name: the one it was probably to be, and some that are the most alike.

    None when `told` issues of the kind are enough.
    """
    if told >= ENOUGH_ADVICE:
        return {}
    names = sorted(set(known))
    alike = get_close_matches(written, names, n=5, cutoff=0.0)
    close = get_close_matches(written, alike, n=1)
    return {"suggestion": next(iter(close), None), "known": ", ".join(alike) or None}


class IssueError(Exception):
    """Stops the work on one file or document; carries the issues that say why."""

    def __init__(self, issues: Iterable[Issue] | Issue) -> None:
        self.issues: tuple[Issue, ...] = (issues,) if isinstance(issues, Issue) else tuple(issues)
        super().__init__(*(found.code for found in self.issues))

    def __reduce__(self) -> tuple[type[IssueError], tuple[tuple[Issue, ...]]]:
        """Pickled with its issues, so that a worker process can raise it too."""
        return type(self), (self.issues,)
