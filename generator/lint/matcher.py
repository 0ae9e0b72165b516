"""Patterns of many rules + the tokens of a text → every place where one of them matches, in one pass.

Every sequence is filed under one of its words, the rarest as far as can be told. Of each token only what is filed under
its lemmas, its form or its first letters is looked at, and of that only what has its other words somewhere in the text;
so the time grows with the text and hardly with the number of rules. One such look takes no more than the gaps of one
pattern allow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, Generic, TypeVar

from generator.lint.element import Element, Sequence, keys_of
from generator.lint.tokens import WORDS_KEPT, Token, Word, sentence_ends

T = TypeVar("T")

Places = tuple[tuple[int, int], ...]
"""For each element of a pattern in the order of the text: its number in the pattern, and the token it took."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """One place where the pattern of `owner` matches: tokens `first` to `last`, both included."""

    owner: T
    first: int
    last: int
    places: Places


@dataclass(frozen=True, slots=True)
class _Filed(Generic[T]):
    """A sequence, filed under its element `at`; a text with none of the words of a `needed` set cannot match."""

    owner: T
    sequence: Sequence
    at: int
    needed: tuple[frozenset[str], ...]


_Group = tuple[tuple[frozenset[str], ...], tuple[_Filed[T], ...]]
"""What a text must have, and the sequences that need it."""

_LETTERS: Final = 3
"""Under how many first letters is a prefix filed?"""


@cache
def _ranks() -> Mapping[str, int]:
    """The words that most clauses have, the most common one last; counted in job descriptions of many trades."""
    words = files("generator.lint").joinpath("common_words.txt").read_text("utf-8").split()
    return {word: -rank for rank, word in enumerate(words)}


@dataclass(slots=True)
class Matcher(Generic[T]):
    """Finds patterns; `add` all of them first. An owner is what a match is reported under."""

    _keys: dict[str, list[_Filed[T]]] = field(default_factory=lambda: defaultdict(list))
    _prefixes: dict[str, list[_Filed[T]]] = field(default_factory=lambda: defaultdict(list))
    _by_word: dict[Word, tuple[_Group[T], ...]] = field(default_factory=dict)

    def add(self, owner: T, sequences: Iterable[Sequence]) -> None:
        """File the sequences of a pattern."""
        for sequence in sequences:
            in_order = sorted(range(len(sequence)), key=lambda index: _rarity(sequence[index]))
            at = in_order.pop()
            needed = (keys_of(sequence[index]) for index in reversed(in_order))
            filed = _Filed(owner, sequence, at, tuple(keys for keys in needed if keys))
            for key in keys_of(sequence[at]) or _keys_of_prefixed(sequence[at]):
                self._keys[key].append(filed)
            for letters in {prefix[:_LETTERS] for prefix in sequence[at].prefixes}:
                self._prefixes[letters].append(filed)

    def find(self, tokens: tuple[Token, ...]) -> Iterator[Match[T]]:
        """Every match, one for each sequence and place of its filed word; those of one owner may overlap."""
        places: dict[Word, list[int]] = {}
        for index, token in enumerate(tokens):
            places.setdefault(token.word, []).append(index)
        present = frozenset(key for word in places for key in word.keys)
        text = _Text(tokens, sentence_ends(tokens))
        known = self._by_word
        for word, indices in places.items():
            groups = known.get(word)
            for needed, filed in self._groups(word) if groups is None else groups:
                for keys in needed:
                    if keys.isdisjoint(present):
                        break
                else:
                    for each in filed:
                        yield from text.matches(each, indices)

    def _groups(self, word: Word) -> tuple[_Group[T], ...]:
        """The sequences that are filed under what a word is known by, together with those that need the same words."""
        if len(self._by_word) >= WORDS_KEPT:
            self._by_word.clear()
        found = [each for key in word.keys for each in self._keys.get(key, ())]
        found += self._prefixes.get(word.form[:_LETTERS], ())
        once = {id(each): each for each in found}.values()
        groups: dict[tuple[frozenset[str], ...], list[_Filed[T]]] = defaultdict(list)
        for each in once:
            if each.sequence[each.at].may_fit(word):
                groups[each.needed].append(each)
        made = self._by_word[word] = tuple((needed, tuple(g)) for needed, g in groups.items())
        return made


def _keys_of_prefixed(element: Element) -> frozenset[str]:
    """The whole words beside the prefixes of an element."""
    return element.lemmas | {f"={form}" for form in element.forms}


def _rarity(element: Element) -> tuple[int, int]:
    """How rarely a word fits: never one of the common words, and the longest at that, is best to be filed under."""
    keys = keys_of(element) or _keys_of_prefixed(element)
    if element.edge or not (element.is_literal or keys):
        return (0, 0)
    shortest = min(map(len, (*keys, *element.prefixes)))
    if any(len(prefix) < _LETTERS for prefix in element.prefixes):
        return (1, shortest)
    commonest = min((_ranks().get(key, 0) for key in keys), default=0)
    return (2, -len(_ranks()) - commonest) if commonest else (3, shortest)


@dataclass(frozen=True, slots=True)
class _Text:
    """The tokens of a text, and whether each ends a sentence."""

    tokens: tuple[Token, ...]
    ends: tuple[bool, ...]

    def matches(self, filed: _Filed[T], indices: Iterable[int]) -> Iterator[Match[T]]:
        """The matches of a sequence whose filed element is at one of these tokens."""
        sequence, at = filed.sequence, filed.at
        for index in indices:
            # That the word fits is known already.
            if self._is_free(sequence[at], index):
                places = self._around(sequence, at, index)
                if places:
                    yield Match(filed.owner, places[0][1], places[-1][1], places)

    def _stands(self, element: Element, index: int) -> bool:
        """Whether an element may take this token, with nothing at its sides that it forbids."""
        return element.fits(self.tokens[index]) and self._is_free(element, index)

    def _is_free(self, element: Element, index: int) -> bool:
        """Whether nothing stands at the sides of a token that the element forbids there."""
        if not (element.not_before or element.not_next):
            return True
        before, following = index - 1, index + 1
        if element.not_before and before >= 0:
            token = self.tokens[before]
            if any(each.fits(token) for each in element.not_before):
                return False
        if element.not_next and following < len(self.tokens):
            token = self.tokens[following]
            return not any(each.fits(token) for each in element.not_next)
        return True

    def _around(self, sequence: Sequence, at: int, index: int) -> Places | None:
        """The places of all elements when the one `at` is at the token `index`; `None` when the others do not fit."""
        before = self._backwards(sequence, at, index)
        if before is None:
            return None
        after = self._forwards(sequence, at + 1, index + 1)
        if after is None:
            return None
        return (*before, (sequence[at].source, index), *after)

    def _forwards(self, sequence: Sequence, at: int, index: int) -> Places | None:
        """The places of the elements from `at` on, the first of which is at the token `index` or after its gap."""
        if at == len(sequence):
            return ()
        element = sequence[at]
        if element.edge:
            here = element.edge == "$" and self._is_end(index)
            return self._forwards(sequence, at + 1, index) if here else None
        for place in range(index, min(index + element.gap + 1, len(self.tokens))):
            if self._stands(element, place):
                rest = self._forwards(sequence, at + 1, place + 1)
                if rest is not None:
                    return ((element.source, place), *rest)
            if self.ends[place]:
                return None
        return None

    def _backwards(self, sequence: Sequence, at: int, index: int) -> Places | None:
        """The places of the elements before `at`, which is at the token `index`."""
        if at == 0:
            return ()
        element = sequence[at - 1]
        if element.edge:
            here = element.edge == "^" and index == 0
            return self._backwards(sequence, at - 1, index) if here else None
        for place in range(index - 1, max(index - sequence[at].gap - 2, -1), -1):
            if self._stands(element, place):
                rest = self._backwards(sequence, at - 1, place)
                if rest is not None:
                    return (*rest, (element.source, place))
            if self.ends[place]:
                return None
        return None

    def _is_end(self, index: int) -> bool:
        return all(token.form in ".;!?" for token in self.tokens[index:])
