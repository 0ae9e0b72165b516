"""People with levels agreed outright, and profiles with required ones, in one line of a test."""

from __future__ import annotations

from datetime import date

from generator.competency.profile import Profile, Required
from generator.competency.standing import Assessed, Standing
from generator.issue import Location
from generator.model.assessed import Assessor, Person
from tests.competency.test_standing import entry

NAMES = {"talks": "Переговори", "crm": "Робота з CRM", "law": "Право", "sums": "Розрахунки"}
ENTRIES = {key: entry(1, 1, 1, 1, 1, key=key, name=name) for key, name in NAMES.items()}


def required(role: str = "seller", unit: str = "Відділ продажу", **levels: int) -> Profile:
    """A profile that requires these levels, in this order."""
    return Profile(
        role, f"Посада {role}", unit, tuple(Required(ENTRIES[k], n) for k, n in levels.items())
    )


def person(
    name: str = "Коваль Олена",
    role: str = "seller",
    day: date = date(2026, 11, 2),
    number: str = "",
    unit: str = "",
    **levels: int,
) -> Assessed:
    """Somebody who was assessed at these levels."""
    standings = tuple(Standing(ENTRIES[key], level) for key, level in levels.items())
    place = Location(f"assessments/{name}-{day:%Y}.yaml")
    return Assessed(place, Person(name, number, unit), role, day, Assessor(), standings)
