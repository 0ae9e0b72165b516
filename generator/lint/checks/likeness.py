"""Tokens → their words in dictionary forms; texts in such words → those that are alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from generator.lint.tokens import Kind, Token

_SMALL: Final = frozenset(("PREP", "CONJ", "PRCL", "NPRO"))
"""Parts of speech that say nothing of what a duty is about."""


def lemmas(found: Iterable[Token]) -> Iterator[str]:
    """The words in their dictionary forms, without the small ones and the marks."""
    for token in found:
        word = token.word
        first = word.readings[0] if word.readings else None
        if word.kind is not Kind.MARK and not (first and first.marks & _SMALL):
            yield first.lemma if first else word.form


_ENOUGH_WORDS: Final = 5
"""Duties with fewer words, «Веде облік.», are alike by chance."""


def alike(texts: list[str], least: int) -> Iterator[tuple[int, int]]:
    """The pairs of texts that are alike, each text with the first one it is like; short texts are like none.

    Only those are compared that share one of their rarest words, as two that are alike in so many words must.
    """
    from rapidfuzz import fuzz

    words = [sorted(text.split()) for text in texts]
    counts = Counter(word for text in words for word in {*text})
    seen: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(words):
        if len(text) < _ENOUGH_WORDS:
            continue
        rarest = sorted({*text}, key=lambda word: (counts[word], word))
        key = rarest[: len(rarest) - int(len(rarest) * least / 100) + 1]
        for other in sorted({other for word in key for other in seen[word]}):
            if fuzz.ratio(" ".join(text), " ".join(words[other])) >= least:
                yield other, index
                break
        for word in key:
            seen[word].append(index)
