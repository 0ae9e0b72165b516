"""All assessments → those that count: of each person the latest for a role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.competency.namesakes import Identity, identities
from generator.competency.standing import Assessed
from generator.issue import Code, Issue, Phrase, Severity, issue
from generator.model.assessed import Person


def latest(assessments: Iterable[Assessed]) -> tuple[tuple[Assessed, ...], tuple[Issue, ...]]:
    """The assessments that count, in the order in which their people first come, and what is said of the others.

    An older one is only told about; of two of one day nobody can know which counts, nor of people of different names
    with one number who they are, so all of these are left out.
    """
    given = tuple(assessments)
    who = identities(each.person for each in given)
    doubtful = _doubtful(given, who)
    groups: dict[tuple[Identity, str], list[Assessed]] = defaultdict(list)
    for each in given:
        if who[each.person] not in doubtful:
            groups[who[each.person], each.role].append(each)
    kept: list[Assessed] = []
    problems = list(_two_names((one for one in given if who[one.person] in doubtful), who))
    for group in groups.values():
        last = [each for each in group if each.day == max(other.day for other in group)]
        kept += last if len(last) == 1 else []
        problems += _repeated(last)
        problems += (_older(each, last[0]) for each in group if each not in last)
    return tuple(kept), tuple(problems)


def _doubtful(given: Iterable[Assessed], who: Mapping[Person, Identity]) -> set[Identity]:
    """Those of whom somebody of another name has the very number."""
    found: dict[str, set[Identity]] = defaultdict(set)
    for each in given:
        if each.person.number:
            found[each.person.number.casefold()].add(who[each.person])
    return {each for people in found.values() if len(people) > 1 for each in people}


def _two_names(given: Iterable[Assessed], who: Mapping[Person, Identity]) -> Iterator[Issue]:
    """Said of every assessment but the first of a number, with the first one of another name."""
    numbers: dict[str, list[Assessed]] = defaultdict(list)
    for each in given:
        numbers[who[each.person][1]].append(each)
    for found in numbers.values():
        for each in found[1:]:
            other = next(one for one in found if who[one.person] != who[each.person])
            yield issue(
                Code.ASSESSMENT_REPEATED,
                each.place,
                what=each.person.name,
                reason=Phrase("assessment_repeated.number"),
                advice=Phrase("assessment_repeated_advice.number"),
                number=each.person.number or other.person.number,
                name=other.person.name,
                other=other.place.file,
            )


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
