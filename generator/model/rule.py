"""Rule files of the linter: what a rule finds, why that is wrong, how to mend it, and the examples that prove it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.issue import Severity
from generator.model.role import PartPath
from generator.model.text import CLAUSE_CHARACTERS, Day, Flag, Id, Model, Text

SectionName = Literal[
    "title",
    "purpose",
    "laws",
    "general",
    "duties",
    "rights",
    "responsibility",
    "knowledge",
    "education",
    "experience",
    "languages",
    "software",
    "qualities",
    "other",
    "relations",
    "indicators",
    "schedule",
    "travel",
    "place",
    "signers",
    "templates",
    "name",
    "definition",
    "importance",
    "behaviour",
    "development",
    "evidence",
    "questions",
    "scale",
]
"""Where in a role a text stands: the keys of the role file, those of `requirements` and `working_conditions` by
themselves; `signers` are those of the workspace too, `templates` the texts of the workspace's own templates. From
`name` on the keys of a competency, where `behaviour` are the behavioural indicators, and `scale` what a scale says."""


class Worded(Model):
    """A text of a rule in the languages of the messages; where only one is written, it serves for both."""

    uk: Text | None = None
    en: Text | None = None

    def into(self, language: str) -> str:
        """The text in a language, else in the other one."""
        own = self.uk if language == "uk" else self.en
        return own or self.uk or self.en or ""


def _worded(value: Any) -> Any:
    return {"uk": value} if isinstance(value, str) else value


def _said(value: Worded) -> Worded:
    if not (value.uk or value.en):
        raise PydanticCustomError("worded", "no text")
    return value


Words = Annotated[Worded, BeforeValidator(_worded), AfterValidator(_said)]
"""A text, or one for each language: `{uk: …, en: …}`."""

PatternText = Annotated[
    str,
    BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value),
    StringConstraints(min_length=1, max_length=CLAUSE_CHARACTERS),
]


class PatternEntry(Model):
    """A pattern with its own fix.

    `match` is a pattern of words, or `regex` a regular expression over the text. `fix` says what to write instead;
    `replace` says it for each element of the pattern by its number, and with `safe` posada may do so itself.
    """

    match: PatternText | None = None
    regex: PatternText | None = None
    fix: Words | None = None
    replace: dict[Annotated[int, Field(ge=1, le=30)], str] = Field(default_factory=dict)
    safe: Flag = False

    @model_validator(mode="after")
    def _one_of_two(self) -> PatternEntry:
        if (self.match is None) == (self.regex is None):
            raise PydanticCustomError("match_or_regex", "either match or regex")
        return self


def _pattern(value: Any) -> Any:
    return {"match": value} if isinstance(value, str) else value


PatternItem = Annotated[PatternEntry, BeforeValidator(_pattern)]


class Example(Model):
    """A text in a section on which the rule is tried; `roles` and `competencies` are whole files for more."""

    text: Text | None = None
    section: SectionName | None = None
    find: Text | None = None
    roles: dict[PartPath, dict[str, Any]] = Field(default_factory=dict)
    competencies: dict[Id, dict[str, Any]] = Field(default_factory=dict)


def _example(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Examples = Annotated[tuple[Annotated[Example, BeforeValidator(_example)], ...], Field(min_length=2)]


class RuleEntry(Model):
    """A rule (правило).

    It finds a place where one of `patterns` matches, or with `lacks` a text in which none of these does – with
    `whole_role` a role no text of which has any of them – or what the function `check` of the linter finds. `unless`
    names what in the same clause makes it right, `except` what it must not be part of, `unless_elsewhere` what in
    another section of the role, one of `elsewhere`, makes it right. `where` are the sections it reads (none: all texts
    but names, with `names` those of positions too), `sections_of_classifier` the sections of ДК 003:2010 of the roles
    it is for, `since` and `until` the first and last day it holds.
    """

    id: Id
    severity: Severity
    title: Words
    message: Words | None = None
    explanation: Words
    fix: Words
    basis: Words | None = None
    since: Day | None = None
    until: Day | None = None
    where: tuple[SectionName, ...] = ()
    names: Flag = False
    sections_of_classifier: tuple[Annotated[int, Field(ge=1, le=9)], ...] = ()
    document: Literal["job-description", "working-instruction"] | None = None
    patterns: tuple[PatternItem, ...] = ()
    lacks: tuple[PatternItem, ...] = ()
    unless: tuple[PatternItem, ...] = ()
    except_: Annotated[tuple[PatternItem, ...], Field(alias="except")] = ()
    elsewhere: tuple[SectionName, ...] = ()
    unless_elsewhere: tuple[PatternItem, ...] = ()
    whole_role: Flag = False
    check: Id | None = None
    fires: Examples
    silent: Examples

    @model_validator(mode="after")
    def _finds_somehow(self) -> RuleEntry:
        if sum(map(bool, (self.patterns, self.lacks, self.check))) != 1:
            raise PydanticCustomError("rule_way", "one of patterns, lacks, check")
        return self


class RuleFile(Model):
    """A file of rules of one family (група правил)."""

    family: Id
    title: Words
    rules: tuple[RuleEntry, ...] = ()
