"""Profiles + careers → families of roles (сімейства посад) and what changes from step to step (кар’єрна драбина)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.competency.profile import Profile
from generator.model.catalogue import CatalogueEntry, Level
from generator.model.resolved import ResolvedRole


@dataclass(frozen=True, slots=True)
class Growth:
    """A competency that a step asks more of: levels before and after (0: not required before)."""

    entry: CatalogueEntry
    before: int
    after: int

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels to be reached on this step."""
        return self.entry.levels[self.before : self.after]


@dataclass(frozen=True, slots=True)
class Step:
    """A career step (кар’єрний крок) from one role to another: what grows, what stays, what is asked no more."""

    before: Profile
    after: Profile
    grows: tuple[Growth, ...]
    stays: tuple[CatalogueEntry, ...]
    leaves: tuple[CatalogueEntry, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Roles that careers tie together, from the first step up; `steps` in the same order."""

    profiles: tuple[Profile, ...]
    steps: tuple[Step, ...]

    @property
    def id(self) -> str:
        """The id of its first role, by which its files are called."""
        return self.profiles[0].role

    def competencies(self) -> tuple[CatalogueEntry, ...]:
        """What any of its roles requires, in the order in which the roles name it."""
        found = {r.entry.id: r.entry for each in self.profiles for r in each.required}
        return tuple(found.values())


def families(roles: Iterable[ResolvedRole], profiles: Mapping[str, Profile]) -> tuple[Family, ...]:
    """The families of two and more roles that have a profile with competencies, in the order of their first roles."""
    steps = tuple(dict.fromkeys(_steps(roles, profiles)))
    found = (_family(group, steps, profiles) for group in _groups(steps))
    return tuple(sorted(found, key=lambda family: family.id))


def _steps(
    roles: Iterable[ResolvedRole], profiles: Mapping[str, Profile]
) -> Iterator[tuple[str, str]]:
    """Each step once, whether the lower or the higher role names it."""
    for role in roles:
        pairs = [(each.role, role.id) for each in role.career_from]
        pairs += [(role.id, each.role) for each in role.career_to]
        for before, after in pairs:
            ends = (profiles.get(before), profiles.get(after))
            if before != after and all(end and end.required for end in ends):
                yield before, after


def _groups(steps: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """The roles that steps tie together."""
    tied: dict[str, set[str]] = {}
    for before, after in steps:
        group = tied.get(before, {before}) | tied.get(after, {after})
        tied.update(dict.fromkeys(group, group))
    seen: set[str] = set()
    for role, group in tied.items():
        if role not in seen:
            seen |= group
            yield tuple(sorted(group))


def _family(
    group: tuple[str, ...], steps: Iterable[tuple[str, str]], profiles: Mapping[str, Profile]
) -> Family:
    own = [step for step in steps if step[0] in group]
    order = _ordered(group, own)
    places = {role: index for index, role in enumerate(order)}
    own.sort(key=lambda step: (places[step[0]], places[step[1]]))
    return Family(
        tuple(profiles[role] for role in order),
        tuple(_step(profiles[before], profiles[after]) for before, after in own),
    )


def _ordered(group: tuple[str, ...], steps: list[tuple[str, str]]) -> tuple[str, ...]:
    """The roles so that each stands behind those it can be reached from; a circle is cut where it begins by id."""
    below = {role: {before for before, after in steps if after == role} for role in group}
    left = dict.fromkeys(group)
    order: list[str] = []
    while left:
        role = next((each for each in left if below[each].isdisjoint(left)), next(iter(left)))
        order.append(role)
        del left[role]
    return tuple(order)


def _step(before: Profile, after: Profile) -> Step:
    grows, stays = [], []
    for each in after.required:
        had = before.level_of(each.entry.id)
        if each.level > had:
            grows.append(Growth(each.entry, had, each.level))
        else:
            stays.append(each.entry)
    left = (r.entry for r in before.required if not after.level_of(r.entry.id))
    return Step(before, after, tuple(grows), tuple(stays), tuple(left))
