"""The titles of a position and of a profession (ДК 003:2010) → whether the position may be called so."""

from __future__ import annotations

import re
from typing import Final

from generator.language.folding import folded

_DERIVED: Final = frozenset({
    "в", "о", "віце", "головний", "головна", "старший", "старша", "провідний", "провідна", "перший", "перша",
    "молодший", "молодша", "змінний", "сезонний", "груповий", "заступник", "заступниця", "помічник",
    "помічниця",
})  # fmt: skip
"""Words that ДК 003:2010 lets stand before the title of a profession (додаток В)."""

_CHOICE: Final = re.compile(r"(?P<before>[^\s(]+)\s*\((?P<other>[^)]*)\)")


def is_of_profession(title: str, profession: str) -> bool:
    """Whether a position may be called so: the profession, one of its variants in brackets, or more exactly."""
    words = _evened(title).split()
    while words and words[0] in _DERIVED:
        words.pop(0)
    variants = (
        profession,
        _CHOICE.sub(r"\g<before>", profession),
        _CHOICE.sub(r"\g<other>", profession),
    )
    return any(
        f"{each} ".startswith(f"{_evened(variant)} ")
        for variant in variants
        for each in (_evened(title), " ".join(words))
    )


def _evened(title: str) -> str:
    """Prepositions that change only for the sake of the sound are the same."""
    return re.sub(r"\b(?:із|зі)\b", "з", folded(title))
