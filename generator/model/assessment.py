"""`assessments/*.yaml`: what of a person was seen at work (оцінювання), by indicators or by levels."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from generator.model.competency import MAX_LEVEL
from generator.model.text import Day, Id, Model, Text
from generator.model.workspace import Signer

HIGHEST_MARK: Final = 2
"""Marks of an indicator: 0 not seen, 1 seen at times or with help, 2 seen as a rule and without help."""

Mark = Annotated[int, Field(ge=0, le=HIGHEST_MARK)]


class Marks(Model):
    """The marks of one indicator: the person’s own, the superior’s, and the agreed one; a number alone is agreed."""

    own: Annotated[Mark | None, Field(alias="self")] = None
    manager: Mark | None = None
    agreed: Mark | None = None


def _marks(value: Any) -> Any:
    return value if isinstance(value, dict) else {"agreed": value}


MarksItem = Annotated[Marks, BeforeValidator(_marks)]


class AssessedPerson(Model):
    """Who was assessed (оцінюваний); `number` is the personnel number."""

    name: Text
    number: Text | None = None
    unit: Text | None = None


class Assessment(Model):
    """One assessment: of a person, against the profile of `role`, on a day.

    `profile` is the fingerprint of the profile on the sheet that was filled in; `levels` are levels agreed outright,
    `marks` those of indicators, from which levels follow. A competency is in one of them.
    """

    person: AssessedPerson
    role: Id
    date: Day
    assessor: Signer | None = None
    profile: Text | None = None
    levels: dict[Id, Annotated[int, Field(ge=0, le=MAX_LEVEL)]] = Field(default_factory=dict)
    marks: dict[Id, dict[Id, MarksItem]] = Field(default_factory=dict)
