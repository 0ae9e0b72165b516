"""An assessment (оцінювання) as it was read: who, of what role, when, and every mark with its place.

Nothing here was compared with the catalogue or with the profile of the role yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.issue import Location


@dataclass(frozen=True, slots=True)
class Person:
    """Who is assessed (оцінюваний): name, personnel number and unit, "" where it is not known."""

    name: str
    number: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Assessor:
    """Who assesses (оцінювач)."""

    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class GivenMarks:
    """The marks of one indicator; `agreed_place` is where the agreed one stands or should.

    `place` is where its id stands, in a form where its text does, which is not hidden. There `text` and `level` are
    what it said of the indicator; in a YAML file they are "" and 0. With `is_unread` one of the marks could not be
    read, of which there is an issue.
    """

    indicator: str
    place: Location
    agreed_place: Location
    own: int | None = None
    manager: int | None = None
    agreed: int | None = None
    remark: str = ""
    text: str = ""
    level: int = 0
    is_unread: bool = False

    @property
    def settled(self) -> int | None:
        """The agreed mark; where none is written, the one that the person and the superior both gave."""
        if self.agreed is not None:
            return self.agreed
        return self.own if self.own == self.manager else None


@dataclass(frozen=True, slots=True)
class GivenCompetency:
    """A competency with the marks of its indicators, in the order of the file."""

    id: str
    place: Location
    marks: tuple[GivenMarks, ...]


@dataclass(frozen=True, slots=True)
class GivenLevel:
    """A level that was agreed outright."""

    competency: str
    level: int
    place: Location
    level_place: Location


@dataclass(frozen=True, slots=True)
class GivenAssessment:
    """One assessment; `profile` is the fingerprint of the profile it was made for, "" when the file does not say.

    What is missing of a sheet, of which there is an issue, is "" or `None`; `is_sheet` when it is a workbook.
    """

    place: Location
    person: Person
    role: str
    role_place: Location
    day: date | None
    assessor: Assessor
    profile: str
    profile_place: Location
    levels: tuple[GivenLevel, ...]
    marks: tuple[GivenCompetency, ...]
    is_sheet: bool
