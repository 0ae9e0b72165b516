"""A text with its tokens: what the checks of one text read, and how they say what they found."""

from __future__ import annotations

from dataclasses import dataclass

from generator.lint.passages import Passage
from generator.lint.tokens import Kind, Token

Found = tuple[int, int] | tuple[int, int, int, tuple[tuple[str, str], ...]]
"""The first and last character of the words; then -1 and what the message names."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its tokens."""

    passage: Passage
    tokens: tuple[Token, ...]

    def words(self) -> list[Token]:
        """The tokens that a reader counts as words."""
        return [token for token in self.tokens if token.word.kind is not Kind.MARK]
