"""What one token of a text must be, and by which of its keys it is known: the pieces that patterns are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.language.dictionary import Analysis
from generator.lint.tokens import RARE_MARKS, Kind, Token, Word


@dataclass(frozen=True, slots=True)
class Element:
    """What one token must be. `source` counts the elements of the pattern as written, from 1.

    `gap` tokens may stand before it; `not_before` and `not_next` must not stand at its sides; `edge` is "^" or "$".
    While a pattern is read, what must not stand somewhere is a `negative` element by itself.
    """

    source: int
    lemmas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    expressions: tuple[Any, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    gap: int = 0
    negative: bool = False
    edge: str = ""
    not_before: tuple[Element, ...] = ()
    not_next: tuple[Element, ...] = ()
    is_literal: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        """It is literal when it names words, so that a text without them need not be looked at."""
        named = bool(self.lemmas or self.forms or self.prefixes)
        object.__setattr__(self, "is_literal", named)

    def fits(self, token: Token) -> bool:
        """Whether the token is what the element asks for."""
        return self.may_fit(token.word)

    def may_fit(self, word: Word) -> bool:
        """The same of a word wherever it stands."""
        if self.is_literal or self.expressions:
            named = (
                word.form in self.forms
                or not self.lemmas.isdisjoint(word.lemmas)
                or (self.prefixes and word.form.startswith(self.prefixes))
                or any(each.fullmatch(word.text) for each in self.expressions)
            )
            if not named or not self.marks:
                return bool(named)
        elif word.kind is Kind.EXPRESSION:
            return bool(self.marks)
        return any(
            each.marks.issuperset(wanted) for each in self._readings(word) for wanted in self.marks
        )

    def _readings(self, word: Word) -> Iterable[Analysis]:
        """The ways to read a word that count: where its lemma is asked for, those with that lemma."""
        if self.lemmas.isdisjoint(word.lemmas):
            return word.readings
        return (each for each in word.readings if each.lemma in self.lemmas)


Sequence = tuple[Element, ...]


def is_rare(element: Element) -> bool:
    """Whether few words have its grammemes: a pattern may consist of such elements alone."""
    return bool(element.marks) and all(wanted & RARE_MARKS for wanted in element.marks)


def keys_of(element: Element) -> frozenset[str]:
    """By what a word that fits is known, one of `Word.keys`; nothing where it may be any, or begins somehow."""
    if element.prefixes or element.expressions:
        return frozenset()
    if element.is_literal:
        return element.lemmas | {f"={form}" for form in element.forms}
    return frozenset(f"#{mark}" for mark in _rare_marks(element))


def _rare_marks(element: Element) -> frozenset[str]:
    """For each alternative of an element one grammeme that few words have; none when an alternative has none."""
    return (
        frozenset(min(wanted & RARE_MARKS) for wanted in element.marks)
        if is_rare(element)
        else frozenset()
    )
