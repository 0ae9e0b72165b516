"""People who were assessed → who is who among those of one name, and how each is called where all of them are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.language.folding import folded
from generator.model.assessed import Person

Identity = tuple[str, str]
"""The name of a person, as `folded`, and the personnel number, "" when it is not known."""


def identities(people: Iterable[Person]) -> Mapping[Person, Identity]:
    """Who each of them is.

    Namesakes are told apart by their numbers, in which zeros at the beginning do not count, as a spreadsheet drops
    them; where a number is left out, the only one of that name is meant.
    """
    given = dict.fromkeys(people)
    numbers: dict[str, set[str]] = defaultdict(set)
    for person in given:
        numbers[folded(person.name)].update({_number(person)} - {""})
    return {person: _identity(person, numbers[folded(person.name)]) for person in given}


def _identity(person: Person, known: set[str]) -> Identity:
    only = next(iter(known)) if len(known) == 1 else ""
    return folded(person.name), _number(person) or only


def _number(person: Person) -> str:
    written = person.number.casefold()
    return written.lstrip("0") or written[:1]


def shown_names(people: Iterable[Person]) -> Mapping[Person, str]:
    """What to call each of them: the name, with namesakes the number beside it, or the unit when there is none."""
    who = identities(people)
    namesakes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for person, (name, number) in who.items():
        namesakes[name].add((number, "" if number else folded(person.unit)))
    return {
        person: _told_apart(person) if len(namesakes[name]) > 1 else person.name
        for person, (name, _) in who.items()
    }


def _told_apart(person: Person) -> str:
    mark = person.number or person.unit
    return f"{person.name} ({mark})" if mark else person.name
