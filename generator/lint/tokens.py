"""A text → its tokens: words with their lemmas and grammemes, numbers, punctuation, and `{{ … }}` as one token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from generator.language.dictionary import Analysis, analyses
from generator.language.letters import APOSTROPHE

_TOKEN: Final = re.compile(
    r"""(?P<expression>\{\{[^{}]*\}\})
      | (?P<word>[^\W\d_]+(?:['’ʼ‘`\-‑][^\W_]+)*)
      | (?P<number>\d+(?:[.,/:]\d+)*)
      | (?P<mark>\S)""",
    re.VERBOSE,
)
_STAND_INS: Final = str.maketrans(
    {"'": APOSTROPHE, "ʼ": APOSTROPHE, "‘": APOSTROPHE, "`": APOSTROPHE, "‑": "-"}
)

RARE_MARKS: Final = frozenset(("Dist", "Name", "Surn", "Patr"))
"""Grammemes few words have: not normative, names of people."""

_LONGEST_WORD: Final = 60
"""How long a word is looked up? The longest of the Ukrainian dictionary has some 40 letters."""


class Kind(StrEnum):
    """What a token is; an expression is `{{ title.genitive }}`, which stands for a noun in any case."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"
    EXPRESSION = "expression"


_KINDS: Final = {str(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What is known of a token by itself, wherever it stands: `form` is it in lower case with the apostrophe ’.

    `keys` is what a pattern may know it by: a lemma as it is, its form after "=", a grammeme that few words have
    after "#".
    """

    text: str
    kind: Kind
    form: str
    readings: tuple[Analysis, ...]
    lemmas: frozenset[str]
    marks: frozenset[str]
    keys: frozenset[str]


class Token(NamedTuple):
    """A word in its place: `start` and `end` count the characters of the text."""

    text: str
    start: int
    end: int
    word: Word

    @property
    def form(self) -> str:
        """The word in lower case."""
        return self.word.form

    def has(self, *marks: str) -> bool:
        """Whether one reading of the word has all these grammemes."""
        if not self.word.marks.issuperset(marks):
            return False
        return len(marks) == 1 or any(r.marks.issuperset(marks) for r in self.word.readings)


WORDS_KEPT: Final = 1 << 16
"""Of how many different words is it remembered what is known of them?"""


@lru_cache(maxsize=WORDS_KEPT)
def _word(text: str, kind: Kind) -> Word:
    form = text.lower().translate(_STAND_INS)
    if kind is not Kind.WORD:
        return Word(text, kind, form, (), frozenset(), frozenset(), frozenset((f"={form}",)))
    readings = analyses(form) if len(form) <= _LONGEST_WORD else ()
    lemmas = frozenset(reading.lemma for reading in readings)
    marks = frozenset(mark for reading in readings for mark in reading.marks)
    keys = (f"={form}", *lemmas, *(f"#{mark}" for mark in marks & RARE_MARKS))
    return Word(text, kind, form, readings, lemmas, marks, frozenset(keys))


def tokens(text: str) -> tuple[Token, ...]:
    """Every token of a text in order; white space is none."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        said = found[0]
        yield Token(said, found.start(), found.end(), _word(said, _KINDS[found.lastgroup or ""]))


def ends_sentence(found: tuple[Token, ...], at: int) -> bool:
    """Whether a sentence, or a part of it that is one by itself, ends with this token.

    A point after «ст.» or «п.» ends none: what follows begins with no capital, or is a number.
    """
    form = found[at].form
    if form in (";", "!", "?"):
        return True
    if form != ".":
        return False
    following = found[at + 1] if at + 1 < len(found) else None
    return (
        following is None or following.text[:1].isupper() or following.word.kind is Kind.EXPRESSION
    )


_ENDS: Final = frozenset(".;!?")


def sentence_ends(found: tuple[Token, ...]) -> tuple[bool, ...]:
    """For each token whether a sentence ends with it."""
    ends = [token.word.form in _ENDS for token in found]
    return tuple([end and ends_sentence(found, at) for at, end in enumerate(ends)])
