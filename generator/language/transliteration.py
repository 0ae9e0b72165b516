"""Ukrainian or English text in; an id of Latin letters, digits and hyphens out.

Transliteration follows the resolution of the Cabinet of Ministers № 55 of 27.01.2010 (Таблиця
транслітерації українського алфавіту латиницею).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from generator.language.letters import APOSTROPHE, as_seen, with_apostrophes

if TYPE_CHECKING:
    from collections.abc import Iterator

FALLBACK_SLUG = "clause"

LONGEST_SLUG_CHARACTERS = 80

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    # Not Ukrainian letters, and not in the resolution: kept so that no word is lost.
    "ё": "io", "ъ": "", "ы": "y", "э": "e",
}  # fmt: skip

_LATIN_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
"""Letters that are written in another way at the beginning of a word."""

_WORD = re.compile(rf"[^\W_]+(?:{APOSTROPHE}[^\W_]+)*")


def slug(text: str, words: int = 5, *, letters: bool = False, fallback: str = FALLBACK_SLUG) -> str:
    """Return an id, ``[a-z0-9-]+``, of the first `words` words of a Ukrainian or English text.

    Words of one letter (з, і, a) are passed over, unless `letters` are to be kept as in Сектор А;
    marks are dropped, and a text of which nothing is left gives the `fallback`.
    Веде базу даних клієнтів → vede-bazu-danykh-kliientiv.
    """
    whole = "-".join(islice(_latin_words(text, letters), max(words, 0)))
    if len(whole) > LONGEST_SLUG_CHARACTERS:
        cut = whole[: LONGEST_SLUG_CHARACTERS + 1]
        whole = cut.rpartition("-")[0] or cut[:-1]
    return whole or fallback


def _latin_words(text: str, letters: bool) -> Iterator[str]:
    for match in _WORD.finditer(with_apostrophes(as_seen(text))):
        word = match.group()
        # A longer word than an id may be is cut before it is spelt, letter by letter.
        latin = transliterate(word[:LONGEST_SLUG_CHARACTERS])
        if latin and (letters or not (len(word) == 1 and word.isalpha())):
            yield latin


def transliterate(word: str) -> str:
    """Return one word in lower-case Latin letters and digits; what has no spelling is dropped."""
    lower = unicodedata.normalize("NFC", word.lower()).replace("зг", "zgh")
    start = _LATIN_AT_START.get(lower[:1])
    rest = lower[1:] if start else lower
    return (start or "") + "".join(_LATIN.get(letter) or _plain(letter) for letter in rest)


def _plain(letter: str) -> str:
    """Return the ASCII letters and digits in a character without its accents (é → e)."""
    bare = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in bare.lower() if part.isascii() and part.isalnum())
