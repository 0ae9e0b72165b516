"""The classifier and what somebody looks for → the professions that are meant, the likeliest first."""

from __future__ import annotations

from typing import Final

from generator.language.folding import folded
from generator.lint.tokens import Kind, tokens
from generator.model.classifier import Classifier

LEAST: Final = 80
"""How like must a title be, in per cent, that has none of the words?"""

MOST: Final = 20
"""How many titles that are only alike are shown?"""


def search(classifier: Classifier, wanted: str) -> tuple[tuple[str, str], ...]:
    """Codes and titles: those with the code, else with all the words in any form, else those that are spelled alike."""
    by_code = tuple(each for each in classifier.professions if each[0].startswith(wanted.strip()))
    if by_code:
        return by_code
    words = [_forms(word) for word in folded(wanted).split()]
    exact = tuple((code, title) for code, title in classifier.professions if _has_all(title, words))
    return exact or _alike(classifier, wanted)


def _forms(word: str) -> frozenset[str]:
    found = tokens(word)
    return frozenset((word, *(lemma for token in found for lemma in token.word.lemmas)))


def _has_all(title: str, words: list[frozenset[str]]) -> bool:
    own = [token.word for token in tokens(title) if token.word.kind is Kind.WORD]
    return all(
        any(
            not forms.isdisjoint((*word.lemmas, word.form)) or word.form.startswith(tuple(forms))
            for word in own
        )
        for forms in words
    )


def _alike(classifier: Classifier, wanted: str) -> tuple[tuple[str, str], ...]:
    from rapidfuzz import fuzz, process

    titles = [folded(title) for _, title in classifier.professions]
    found = process.extract(
        folded(wanted), titles, scorer=fuzz.partial_ratio, score_cutoff=LEAST, limit=MOST
    )
    return tuple(classifier.professions[index] for _, _, index in found)
