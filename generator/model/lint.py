"""How a workspace uses the linter: `lint` in `posada.yaml`, and `waivers.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.issue import Severity
from generator.model.text import Day, Id, Model, Text

RoleOrPart = Annotated[Text, Field(max_length=200)]


class LintProfile(Model):
    """A choice of rules: ids of rules or of families.

    `select` are the ones that judge (`None`: all), `ignore` those that do not, `severity` how much they weigh here.
    """

    select: tuple[Id, ...] | None = None
    ignore: tuple[Id, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)


class LintSettings(LintProfile):
    """The linter (перевірка тексту) of a workspace: a profile, and what is changed in it."""

    profile: Text | None = None
    profiles: dict[Id, LintProfile] = Field(default_factory=dict)


class Waiver(Model):
    """A finding that is accepted for a time (виняток): which, why, who answers for it, and until which day."""

    rule: Id
    role: RoleOrPart
    clause: Id
    reason: Text
    owner: Text
    until: Day


class WaiverFile(Model):
    """The whole of `waivers.yaml`."""

    waivers: tuple[Waiver, ...] = ()
