"""What people call units and themselves → names of files and folders, each given once."""

from __future__ import annotations

from collections.abc import Iterable

from generator.language import slug
from generator.model.text import names_a_device


class Names:
    """Names for files and folders, each given once; one that is taken gets a number."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def give(self, wanted: str) -> str:
        """The name, or the first of `name-2`, `name-3` … that is free."""
        name = wanted
        while name in self._taken:
            self._last[wanted] = self._last.get(wanted, 1) + 1
            name = f"{wanted}-{self._last[wanted]}"
        self._taken.add(name)
        return name


def folder_name(unit: str) -> str:
    """The folder of a unit within that of the company; what shows nothing and what Windows reserves is called so."""
    made = slug(unit, letters=True, fallback="unit")
    return f"unit-{made}" if names_a_device(made) else made
