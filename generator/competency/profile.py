"""A resolved role + the catalogue → its profile (профіль компетенцій): required levels and the duties they serve."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from generator.model.catalogue import Catalogue, CatalogueEntry, LevelIndicator
from generator.model.competency import CompetencyKind
from generator.model.resolved import ResolvedClause, ResolvedRole


@dataclass(frozen=True, slots=True)
class Required:
    """A competency a role requires: at which level, and the duties that need it."""

    entry: CatalogueEntry
    level: int
    duties: tuple[ResolvedClause, ...] = ()

    @property
    def level_name(self) -> str:
        """What the scale calls the level."""
        return self.entry.levels[self.level - 1].name

    def indicators(self) -> Iterator[LevelIndicator]:
        """What shows that the level is reached: the indicators of all levels up to it."""
        return self.entry.indicators(self.level)


@dataclass(frozen=True)
class Profile:
    """What a role requires: its competencies by kind, in each kind in the order of the role file."""

    role: str
    title: str
    unit: str
    required: tuple[Required, ...]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what an assessment is made against: competencies, levels, ids and words of indicators."""
        said = [
            [each.entry.id, each.level, [[i.id, i.level, i.text] for i in each.indicators()]]
            for each in self.required
        ]
        text = json.dumps([self.role, said], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def level_of(self, competency: str) -> int:
        """The level that is required of a competency, 0 when it is not."""
        return next((each.level for each in self.required if each.entry.id == competency), 0)


_SHADES: Final = 9
"""The darkest of the theme’s shades; 0 is white."""


def shade(level: int, highest: int) -> int:
    """The shade of a level on a scale that ends at `highest`: the top of every scale is the darkest."""
    return int(_SHADES * level / highest + 0.5)


def profile(role: ResolvedRole, catalogue: Catalogue) -> Profile:
    """The profile of a role; what the catalogue does not have, or not at that level, is left out (see `source`)."""
    duties = tuple(role.clauses_of("duties"))
    found = [
        Required(entry, each.level, tuple(d for d in duties if each.id in d.competencies))
        for each in role.competencies
        if (entry := catalogue.competencies.get(each.id)) and each.level <= entry.highest
    ]
    kinds = tuple(CompetencyKind)
    found.sort(key=lambda each: kinds.index(each.entry.kind))
    return Profile(role.id, role.position.title, role.department, tuple(found))
