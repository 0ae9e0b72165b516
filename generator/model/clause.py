"""Clauses (пункти) and groups of clauses, as they are written in a role file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from generator.model.text import Flag, Id, Model, Text


class Clause(Model):
    """One numbered clause; a plain text in the file is a clause with only `text`."""

    id: Id | None = None
    text: Text
    significant: Flag = True
    readonly: Flag = False
    competencies: tuple[Id, ...] = ()
    basis: Text | None = None
    after: Id | None = None
    last: Flag = False


def _clause(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


ClauseItem = Annotated[Clause, BeforeValidator(_clause)]


Clauses = tuple[ClauseItem, ...]
"""A list that is printed as sub-clauses of one clause, so it has no groups of its own."""


class ClauseGroup(Model):
    """Clauses under a common heading: `2.1. Heading:` and its items `2.1.1.`, `2.1.2.` …"""

    id: Id | None = None
    group: Annotated[Text, AfterValidator(lambda text: text.rstrip(":"))]
    items: Annotated[tuple[ClauseItem, ...], Field(min_length=1)]
    last: Flag = False


def _kind(value: Any) -> str:
    written = value if isinstance(value, dict) else {}
    is_group = isinstance(value, ClauseGroup) or "group" in written or "items" in written
    return "group" if is_group else "clause"


ClauseList = tuple[
    Annotated[
        Annotated[ClauseItem, Tag("clause")] | Annotated[ClauseGroup, Tag("group")],
        Discriminator(_kind),
    ],
    ...,
]
"""What a section holds: clauses and groups in their order."""
