"""Two behavioural indicators → whether they say the same act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.lint.checks.likeness import lemmas
from generator.lint.tokens import Kind, Token, tokens


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an indicator in dictionary forms, sorted; `core` are all but adverbs, `measures` the numbers."""

    words: tuple[str, ...]
    core: tuple[str, ...]
    measures: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Said:
        """What a text says."""
        found = tokens(text)
        core = (token for token in found if not _is_adverb(token))
        measures = (token for token in found if _is_measure(token))
        return cls(*(tuple(sorted(lemmas(each))) for each in (found, core, measures)))


def _is_adverb(token: Token) -> bool:
    return bool(token.word.readings) and "ADVB" in token.word.readings[0].marks


def _is_measure(token: Token) -> bool:
    return token.word.kind is Kind.NUMBER or token.has("NUMR")


ALIKE: Final = 0.92
"""How like are two indicators that say the same? The share of lemmas they have in common: one of thirteen may differ.

Whole words count, not their letters: between «типовий» and «нетиповий» there is a level.
"""

_ENOUGH_WORDS: Final = 3
"""With fewer words that are no adverbs, two indicators are alike by chance: «Веде облік.»"""


def says_the_same(one: Said, other: Said) -> bool:
    """Whether two indicators are the same but for an adverb, or nearly the same; another number makes another act."""
    if one.measures != other.measures or min(len(one.core), len(other.core)) < _ENOUGH_WORDS:
        return False
    if one.core == other.core:
        return True
    from rapidfuzz.distance import Indel

    alike = Indel.normalized_similarity(one.words, other.words, score_cutoff=ALIKE)
    return alike >= ALIKE
