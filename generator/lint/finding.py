"""What a rule has found: the rule, the words, where they stand, and how they could be mended."""

from __future__ import annotations

from dataclasses import dataclass

from generator.issue import Location, Severity


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a text to be replaced."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """What a rule has found in a text, whichever role the text is of.

    `start` and `end` count its characters, both 0 where the whole text is meant; `pattern` is the index of the pattern
    that matched, -1 when it was none; `values` are what the message of the rule names; `edits` mend it, if posada may.
    """

    rule: str
    start: int = 0
    end: int = 0
    pattern: int = -1
    values: tuple[tuple[str, str], ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding (зауваження) of a rule in a role, or in several that share the text.

    `clause` is the id of the clause, or the key of the text; `text` the whole text, "" where something is missing;
    `length` counts the columns from `location` on.
    """

    rule: str
    severity: Severity
    roles: tuple[str, ...]
    section: str
    clause: str
    text: str
    spot: Spot
    location: Location
    length: int = 0
    is_heading: bool = False

    @property
    def words(self) -> str:
        """The very words; "" where the finding is not about words."""
        return self.text[self.spot.start : self.spot.end]

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of a report, that of issues: file, line, column, rule."""
        return self.location.file, self.location.line, self.location.column, self.rule
