"""All roles → where required levels of competencies do not rise: to the superior, and along a career."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from generator.lint.checks.outline import Between, Outline
from generator.model.resolved import RequiredLevel

_SECTION: Final = "competencies"


def level_above_senior(roles: tuple[Outline, ...]) -> Iterator[Between]:
    """A level above that of the nearest superior who needs the same competency; who does not need it is passed over."""
    by_id = {role.id: role for role in roles}
    for role in roles:
        for own in role.competencies:
            senior = _senior(role, own.id, by_id)
            if senior is not None and own.level > (theirs := _level(senior, own.id)).level:
                yield _between(role, own, senior, theirs)


def career_lowers_level(roles: tuple[Outline, ...]) -> Iterator[Between]:
    """A step of a career to a role with a lower level; of a step to a superior `level_above_senior` tells."""
    by_id = {role.id: role for role in roles}
    for before, after in _steps(roles, by_id):
        for lower in after.competencies:
            higher = _found(before, lower.id)
            is_told = _senior(before, lower.id, by_id) is after
            if higher is not None and higher.level > lower.level and not is_told:
                yield _between(after, lower, before, higher)


def _steps(
    roles: tuple[Outline, ...], by_id: Mapping[str, Outline]
) -> Iterator[tuple[Outline, Outline]]:
    """The steps from role to role, each once, whichever of the two names the other."""
    found = {(role.id, step.role): None for role in roles for step in role.career_to}
    found |= {(step.role, role.id): None for role in roles for step in role.career_from}
    for before, after in found:
        if before in by_id and after in by_id and before != after:
            yield by_id[before], by_id[after]


def _senior(role: Outline, competency: str, by_id: Mapping[str, Outline]) -> Outline | None:
    """The nearest superior who needs a competency, `None` without one; a chain that leads back ends there."""
    seen = {role.id}
    above = role.reports_to
    while above is not None and above.role in by_id and above.role not in seen:
        seen.add(above.role)
        senior = by_id[above.role]
        if _found(senior, competency):
            return senior
        above = senior.reports_to
    return None


def _found(role: Outline, competency: str) -> RequiredLevel | None:
    return next((each for each in role.competencies if each.id == competency), None)


def _level(role: Outline, competency: str) -> RequiredLevel:
    found = _found(role, competency)
    assert found is not None
    return found


def _between(role: Outline, own: RequiredLevel, other: Outline, theirs: RequiredLevel) -> Between:
    place = theirs.level_origin
    values = {
        "competency": own.id,
        "level": own.level,
        "title": other.title,
        "role": other.id,
        "other": theirs.level,
        "file": place.file,
        "line": place.line,
    }
    said = tuple((key, str(value)) for key, value in values.items())
    return Between(role.id, _SECTION, own.id, own.level_origin, values=said)
