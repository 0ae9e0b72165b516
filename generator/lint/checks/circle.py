"""A definition and a name → whether the one explains anything that the other does not say already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import Final

from generator.lint.checks.likeness import lemmas
from generator.lint.tokens import tokens

_EMPTY: Final = frozenset((
    "бути", "ведення", "вести", "виконання", "виконувати", "використання", "використовувати", "вміння", "вміти",
    "володіння", "володіти", "готовність", "діяльність", "ефективний", "ефективно", "забезпечення", "забезпечувати",
    "здатний", "здатність", "здійснення", "здійснювати", "знання", "знати", "компетентність", "компетенція", "людина",
    "мати", "могти", "навичка", "організація", "організовувати", "особа", "працівник", "проведення", "проводити",
    "рівень", "робота", "розуміння", "розуміти", "саме", "співробітник", "спроможність", "сукупність", "такий",
    "уміння", "уміти", "успішний", "успішно", "це", "який", "якісний", "якісно", "якість",
    "ability", "able", "an", "and", "are", "be", "capability", "competency", "do", "employee", "for", "in", "is", "it",
    "knowledge", "of", "perform", "person", "skill", "skills", "that", "the", "to", "understand", "work",
))  # fmt: skip
"""Words that any definition may have, and that explain nothing."""

_ADDS: Final = 5
"""How many words of its own must a definition have that repeats the name? One that explains has twice as many."""


def repeats(definition: str, name: str) -> bool:
    """Whether a definition says all the words of the name, or words made of them, and hardly any other."""
    named = _full(_words(name))
    said = _full(_words(definition))
    if not named or not all(any(_akin(word, each) for each in said) for word in named):
        return False
    own = {word for word in said if not any(_akin(word, each) for each in named)}
    return len(own) < _ADDS


class Names:
    """The names of a catalogue, to be looked for in its definitions all at once."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in names:
            self._by_words[_words(name)].append(name)
        self._sizes = sorted({len(words) for words in self._by_words} - {0})

    def said_in(self, definition: str) -> frozenset[str]:
        """The names a definition says: their words, in any form, one after another."""
        said = _words(definition)
        parts = (said[at : at + size] for size in self._sizes for at in range(len(said) - size + 1))
        return frozenset(name for part in parts for name in self._by_words.get(part, ()))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(lemmas(tokens(text)))


def _full(words: Iterable[str]) -> list[str]:
    """The words that mean something; all of them where none does, «Виконання роботи»."""
    listed = list(words)
    return [word for word in listed if word not in _EMPTY and len(word) > 1] or listed


_STEM: Final = 5
_STEM_SHARE: Final = 0.7
"""With how many letters, and what share of the shorter word, do two words of one root begin alike? «переговори» and
«переговорний», «планування» and «планувати»; but not «контроль» and «контрагент»."""


def _akin(one: str, other: str) -> bool:
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    return one == other or (shared >= _STEM and shared >= _STEM_SHARE * min(len(one), len(other)))
