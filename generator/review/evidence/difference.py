"""What a file says otherwise than the document that was approved, place by place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar


class Kind(StrEnum):
    """How a place differs."""

    REWORDED = "reworded"
    """Other words, at least one letter or sign."""
    GONE = "gone"
    """The words are not there."""
    ADDED = "added"
    """Words that the document does not have, after the clause that is named."""
    MOVED = "moved"
    """The same words at another place."""
    NUMBER = "number"
    """The same words with another level of numbering, or without a number."""
    TRACKED = "tracked"
    """A tracked change that nobody has accepted or rejected."""
    OBJECT = "object"
    """A picture or other object that the document does not have."""


OBJECT: Final = "\ufffc"
"""What stands for something that no text can say: OBJECT REPLACEMENT CHARACTER of Unicode."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs.

    `clause` and `number` are those of the clause, of the section for what has none of its own (a cell, the words before
    a list), and "" outside of all sections. `expected` is "" for what was added, `found` for what is gone.
    """

    clause: str
    number: str
    expected: str
    found: str
    kind: Kind = Kind.REWORDED


T = TypeVar("T")


def overlap(one: Counter[T], other: Counter[T]) -> float:
    """How much of two texts is the same, 0 to 1: the words they share, of all they have (Dice's coefficient)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
