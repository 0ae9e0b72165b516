"""`competencies/<id>.yaml` and `competencies/_scales/<id>.yaml`: what a competency (компетенція) is, level by level."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.model.text import Id, Model, Text

MAX_LEVEL: Final = 9
"""How many levels may a scale have? More than nine nobody tells apart; frameworks in use have four to eight."""


def _level(written: Any) -> Any:
    """A level is written in one way only, or `1` and `01` would be two keys of one level."""
    if isinstance(written, str) and re.fullmatch(r"0|[1-9]\d*", written) is None:
        raise PydanticCustomError("int_parsing", "not a level")
    return written


LevelNumber = Annotated[int, BeforeValidator(_level), Field(ge=1, le=MAX_LEVEL)]


class CompetencyKind(StrEnum):
    """What a competency is about: a trade, conduct, leading others, technology, or a language."""

    PROFESSIONAL = "professional"
    BEHAVIOURAL = "behavioural"
    MANAGERIAL = "managerial"
    DIGITAL = "digital"
    LANGUAGE = "language"


class ScaleLevel(Model):
    """A level of a scale (рівень), named by what one does at it."""

    name: Text
    english_name: Text | None = None
    text: Text


class Scale(Model):
    """A scale (шкала): its levels from 1 up."""

    name: Text
    english_name: Text | None = None
    levels: Annotated[tuple[ScaleLevel, ...], Field(min_length=2, max_length=MAX_LEVEL)]


class BehaviouralIndicator(Model):
    """A behavioural indicator (поведінковий показник): one act that can be seen; a plain text has only `text`."""

    id: Id | None = None
    text: Text


def _indicator(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class CompetencyLevel(Model):
    """What shows that a level is reached, and what helps to reach it (розвивальні дії)."""

    indicators: Annotated[
        tuple[Annotated[BehaviouralIndicator, BeforeValidator(_indicator)], ...],
        Field(min_length=1, max_length=20),
    ]
    development: tuple[Text, ...] = ()


class FrameworkLink(Model):
    """Where an outside framework has the same; a reference that nobody follows.

    `code` is an ESCO URI, an element of O*NET’s content model, an ISCO group, or the number of a professional standard
    (професійний стандарт).
    """

    framework: Literal["esco", "onet", "isco", "standard"]
    code: Text
    title: Text | None = None


class Competency(Model):
    """The whole of `competencies/<id>.yaml`."""

    name: Text
    english_name: Text | None = None
    kind: CompetencyKind
    definition: Text
    importance: Text | None = None
    scale: Id = "general"
    levels: dict[LevelNumber, CompetencyLevel]
    evidence: tuple[Text, ...] = ()
    questions: tuple[Text, ...] = ()
    links: tuple[FrameworkLink, ...] = ()
