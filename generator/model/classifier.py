"""The classifier of professions ДК 003:2010 (класифікатор професій), as far as a workspace holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Classifier:
    """Professions by code and title; one code has many titles, and only both together are a key."""

    professions: tuple[tuple[str, str], ...]

    @cached_property
    def _titles(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code, title in self.professions:
            found[code] = (*found.get(code, ()), title)
        return found

    def titles(self, code: str) -> tuple[str, ...]:
        """The titles of a code, none when it is not known."""
        return self._titles.get(code, ())
