"""A title, a unit or a header as typed in; the same key for all ways to spell it, out.

Capitals, spaces, apostrophes, quotes, hyphens and points do not matter, nor do Latin letters in a Cyrillic word that
look like its own. Words, their order and their endings do: `бухгалтер` and `бухгалтерка` are two keys.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.language.letters import as_seen

_APOSTROPHES = re.compile(r"(?<=[^\W\d_])['\u2018\u2019\u02bc`\u00b4](?=[^\W\d_])")
_NOT_WORDS = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_MIXED = re.compile(r"[а-яґєії][a-z]|[a-z][а-яґєії]")
_CYRILLIC = str.maketrans("aceiopxy", "асеіорху")


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Return the key of `text`, lower-case words with single spaces between; "" when it holds no letter or digit."""
    words = _APOSTROPHES.sub("", as_seen(text).lower()).replace("№", " номер ")
    plain = _NOT_WORDS.sub(" ", words).strip()
    return _WORD.sub(lambda word: _unmixed(word[0]), plain) if _MIXED.search(plain) else plain


def _unmixed(word: str) -> str:
    return word.translate(_CYRILLIC) if _MIXED.search(word) else word
