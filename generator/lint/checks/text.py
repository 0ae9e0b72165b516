"""One text → what is wrong with it that takes more than its words: its length, a repetition, its verbs, a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from generator.lint.checks.duty import no_verb, several_duties, vague_verb
from generator.lint.checks.indicator import indicator_without_verb
from generator.lint.checks.people import employee_name
from generator.lint.checks.reading import Found, Reading
from generator.lint.tokens import Kind, Token

LONG: Final = 40
"""How many words may a clause have? W36 of our list of risks asks from 35 on for a second look, this rule from 41."""


def long_clause(reading: Reading) -> Iterator[Found]:
    """A clause of more than `LONG` words."""
    words = reading.words()
    if len(words) > LONG:
        yield words[LONG].start, words[-1].end, -1, (("count", str(len(words))),)


_MAY_REPEAT: Final = frozenset(("що", "ще", "так", "от", "ось"))
_SHORT: Final = frozenset(("в", "з", "й", "і", "у"))
"""Words of one letter that are no marks of anything."""


def repeated_word(reading: Reading) -> Iterator[Found]:
    """A word that stands twice in a row, or two words that do: «на складі на складі»."""
    found = reading.tokens
    forms = [token.word.form for token in found]
    for index, (first, second) in enumerate(pairwise(forms)):
        if first == second and _is_no_mark(found[index]) and first not in _MAY_REPEAT:
            yield found[index].start, found[index + 1].end
    for index, (one, three) in enumerate(zip(forms, forms[2:], strict=False)):
        if one != three or forms[index + 1 : index + 2] != forms[index + 3 : index + 4]:
            continue
        two = found[index + 1]
        if one != two.form and _is_no_mark(found[index]) and two.word.kind is Kind.WORD:
            yield found[index].start, found[index + 3].end


def _is_no_mark(token: Token) -> bool:
    return token.word.kind is Kind.WORD and (len(token.form) > 1 or token.form in _SHORT)


TEXT_CHECKS: Final[Mapping[str, Callable[[Reading], Iterator[Found]]]] = {
    "long-clause": long_clause,
    "no-verb": no_verb,
    "several-duties": several_duties,
    "vague-verb": vague_verb,
    "repeated-word": repeated_word,
    "employee-name": employee_name,
    "indicator-without-verb": indicator_without_verb,
}
