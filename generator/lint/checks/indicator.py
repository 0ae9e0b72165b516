"""One behavioural indicator → whether it says an act: a verb that tells what somebody does."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lint.checks.duty import is_verb, main_clause
from generator.lint.checks.reading import Found, Reading


def indicator_without_verb(reading: Reading) -> Iterator[Found]:
    """An indicator whose main clause has no verb in the third person, present or future: «Уміння вести переговори.»"""
    words = reading.words()
    if not words or words[0].has("VERB", "3per"):  # «поле» could also be a field
        return
    if not any(is_verb(token, "3per") for token in main_clause(reading.tokens)):
        yield words[0].start, words[0].end
