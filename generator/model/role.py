"""`roles/<id>.yaml`: a role (посада) and the shared parts it is put together from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.clause import ClauseList, Clauses
from generator.model.competency import MAX_LEVEL
from generator.model.text import ClassifierCode, Id, Model, Text
from generator.model.workspace import RoleSigners

PartPath = Annotated[
    str, StringConstraints(pattern=r"^(_?[a-z0-9]+(-[a-z0-9]+)*/)*_?[a-z0-9]+(-[a-z0-9]+)*$")
]
"""A file under `roles/` without `.yaml`, e.g. `_shared/office`; no dots, so it cannot leave the folder."""

VariableName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class TitleCases(Model):
    """Declensions (відмінки) of the title that the tool gets wrong."""

    genitive: Text | None = None
    dative: Text | None = None
    accusative: Text | None = None
    instrumental: Text | None = None


class Classification(Model):
    """The profession by the classifier ДК 003:2010 (класифікатор професій)."""

    code: ClassifierCode
    title: Text | None = None


class Requirements(Model):
    """Qualification requirements (кваліфікаційні вимоги)."""

    education: Text | None = None
    experience: Text | None = None
    languages: Clauses = ()
    software: Clauses = ()
    qualities: Clauses = ()
    other: Clauses = ()


class Relation(Model):
    """One row of the working relations (взаємовідносини за посадою)."""

    with_: Annotated[Text, Field(alias="with")]
    receives: Text | None = None
    provides: Text | None = None
    when: Text | None = None


class Indicator(Model):
    """A performance indicator (показник результативності)."""

    name: Text
    unit: Text | None = None
    target: Text | None = None
    period: Text | None = None


class WorkingConditions(Model):
    """Working conditions (умови праці), each a full sentence."""

    schedule: Text | None = None
    travel: Text | None = None
    place: Text | None = None


class RequiredCompetency(Model):
    """A competency and the level the role needs; 0 drops one that another part requires."""

    id: Id
    level: Annotated[int, Field(ge=0, le=MAX_LEVEL)]


class Career(Model):
    """Career steps: role ids or titles before and after this role."""

    from_: Annotated[tuple[Text, ...], Field(alias="from")] = ()
    to: tuple[Text, ...] = ()


class RolePart(Model):
    """What a shared part (спільна частина) may hold; a role has the same and a title."""

    classification: Classification | None = None
    department: Text | None = None
    reports_to: Text | None = None
    supervises: tuple[Text, ...] = ()
    substituted_by: Text | None = None
    extends: tuple[PartPath, ...] = ()
    remove: tuple[Id, ...] = ()
    variables: Annotated[dict[VariableName, Text], Field(default_factory=dict)]
    purpose: Text | None = None
    laws: Clauses = ()
    general: ClauseList = ()
    duties: ClauseList = ()
    rights: ClauseList = ()
    responsibility: ClauseList = ()
    knowledge: ClauseList = ()
    requirements: Requirements = Requirements()
    relations: tuple[Relation, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    working_conditions: WorkingConditions = WorkingConditions()
    competencies: tuple[RequiredCompetency, ...] = ()
    career: Career = Career()
    signers: RoleSigners = RoleSigners()


class Role(RolePart):
    """A role as one file writes it, before inheritance."""

    title: Text
    aliases: tuple[Text, ...] = ()
    cases: TitleCases = TitleCases()
    gender: Literal["masculine", "feminine"] | None = None


ROLE_KEYS = ("title", "aliases", "cases", "gender", *RolePart.model_fields)
"""The keys of a role file in their usual order."""
