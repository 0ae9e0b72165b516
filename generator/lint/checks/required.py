"""One role → where its duties and the competencies it requires do not answer to each other.

A role without any is not judged: nobody has said yet what it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from generator.lint.checks.role import Gap, RoleReading
from generator.model.resolved import ResolvedClause


def competency_unneeded(reading: RoleReading) -> Iterator[Gap]:
    """A competency the role requires and no duty names."""
    role = reading.role
    named = {each for duty in role.clauses_of("duties") for each in duty.competencies}
    for required in role.competencies:
        if required.id not in named:
            values = (("competency", required.id),)
            yield Gap("competencies", required.origin, values, clause=required.id)


def competency_not_required(reading: RoleReading) -> Iterator[Gap]:
    """A competency a duty names and the role does not require."""
    role = reading.role
    required = {each.id for each in role.competencies}
    for duty in role.clauses_of("duties"):
        for named in dict.fromkeys(duty.competencies):
            if named not in required:
                yield Gap("duties", duty.origin, (("competency", named),), duty.text, duty.id)


def duty_without_competency(reading: RoleReading) -> Iterator[Gap]:
    """A duty of substance that names no competency, though another of them does.

    Duties from shared parts, of labour protection or confidentiality, are the same for everybody and mere compliance;
    of substance is what the file of a role says, be it one that the role extends.
    """
    duties = [duty for duty in reading.role.clauses_of("duties") if _is_of_role(duty)]
    if any(duty.competencies for duty in duties):
        for duty in duties:
            if not duty.competencies:
                yield Gap("duties", duty.origin, (), duty.text, duty.id)


def _is_of_role(clause: ResolvedClause) -> bool:
    """Whether the file of a role says it, not a shared part: one in a folder, or whose name begins with `_`."""
    path = PurePosixPath(clause.origin.file)
    return len(path.parts) == _ROLE_DEPTH and not path.name.startswith("_")


_ROLE_DEPTH: Final = 2
"""How many steps has the path of a role's file? `roles/clerk.yaml`."""

REQUIRED_CHECKS: Final[Mapping[str, Callable[[RoleReading], Iterator[Gap]]]] = {
    "competency-unneeded": competency_unneeded,
    "competency-not-required": competency_not_required,
    "duty-without-competency": duty_without_competency,
}
