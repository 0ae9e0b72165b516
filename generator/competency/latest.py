"""All assessments → those that count: of each person the latest for a role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from generator.competency.standing import Assessed
from generator.issue import Code, Issue, Phrase, Severity, issue
from generator.language.folding import folded

_Key = tuple[str, str, str]


def latest(assessments: Iterable[Assessed]) -> tuple[tuple[Assessed, ...], tuple[Issue, ...]]:
    """The assessments that count, in the order in which their people first come, and what is said of the others.

    An older one is only told about; of two of one day nobody can know which counts, so both are left out.
    """
    given = tuple(assessments)
    numbers = _numbers(given)
    groups: dict[_Key, list[Assessed]] = defaultdict(list)
    for each in given:
        groups[_key(each, numbers)].append(each)
    kept: list[Assessed] = []
    problems: list[Issue] = []
    for group in groups.values():
        last = [each for each in group if each.day == max(other.day for other in group)]
        kept += last if len(last) == 1 else []
        problems += _repeated(last)
        problems += (_older(each, last[0]) for each in group if each not in last)
    return tuple(kept), tuple(problems)


def _numbers(assessments: Iterable[Assessed]) -> Mapping[str, Set[str]]:
    """The name of a person, as `folded` → the personnel numbers that people of this name have."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in assessments:
        if each.person.number:
            found[folded(each.person.name)].add(each.person.number.casefold())
    return found


def _key(assessed: Assessed, numbers: Mapping[str, Set[str]]) -> _Key:
    """Who was assessed, and of which role.

    Namesakes are told apart by their numbers; where a number is left out, the only one of that name is meant.
    """
    person = assessed.person
    name = folded(person.name)
    known = numbers.get(name, frozenset())
    number = person.number.casefold() or (next(iter(known)) if len(known) == 1 else "")
    return (number, "" if number else name, assessed.role)


def _repeated(same_day: list[Assessed]) -> Iterator[Issue]:
    for each in same_day[1:]:
        yield issue(
            Code.ASSESSMENT_REPEATED,
            each.place,
            what=each.person.name,
            reason=Phrase("assessment_repeated.day"),
            advice=Phrase("assessment_repeated_advice.day"),
            day=_shown(each),
            other=same_day[0].place.file,
        )


def _older(each: Assessed, counted: Assessed) -> Issue:
    return issue(
        Code.ASSESSMENT_OLDER,
        each.place,
        Severity.INFO,
        name=each.person.name,
        day=_shown(each),
        other=counted.place.file,
        last=_shown(counted),
    )


def _shown(assessed: Assessed) -> str:
    return f"{assessed.day:{_DAY}}"


_DAY: Final = "%d.%m.%Y"
