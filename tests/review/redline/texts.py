"""Small instructions as documents, and edits of them, for tests of what has changed between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.document.number import number
from generator.document.tree import (
    Block,
    Cell,
    Document,
    Inline,
    Paragraph,
    Reference,
    Style,
    Table,
    TableStyle,
    Text,
)
from generator.model import Theme
from generator.source.files import read_text
from generator.source.tree import parse
from generator.source.validate import validate
from tests.workspace import ROOT

THEME: Theme = validate(parse(read_text(ROOT, ROOT / "templates/theme.yaml")), Theme)


@dataclass(frozen=True)
class Clause:
    """A clause of a test: in its text `@id` is a reference to another."""

    id: str
    text: str
    style: Style = Style.CLAUSE
    minor: bool = False


Section = tuple[str, str, Sequence[Clause]]
"""The id, the heading and the clauses."""


def document(
    sections: Sequence[Section], rows: Sequence[Sequence[str]] = (), title: str = "бухгалтера"
) -> Document:
    """An instruction with these sections and, when there are rows, a table at its end."""
    blocks: list[Block] = [
        Paragraph(Style.KIND, (Text("ПОСАДОВА ІНСТРУКЦІЯ"),)),
        Paragraph(Style.TITLE, (Text(title),)),
    ]
    for name, heading, clauses in sections:
        blocks.append(Paragraph(Style.HEADING, (Text(heading),), f"section.{name}", "?"))
        blocks.append(Paragraph(Style.LEAD, (Text(f"{heading} — такі:"),)))
        blocks += (Paragraph(c.style, inlines(c.text), c.id, "?", minor=c.minor) for c in clauses)
    if rows:
        cells = tuple(
            tuple(Cell((Paragraph(Style.CELL, (Text(cell),) if cell else ()),)) for cell in row)
            for row in rows
        )
        blocks.append(Table(TableStyle.GRID, cells))
    numbered = number(tuple(blocks), THEME.numbering, lambda _: None, [])
    return Document("", "", "", "uk", "", "", "", numbered)


def inlines(text: str) -> tuple[Inline, ...]:
    """Words, and references where a word is `@id`."""
    found: list[Inline] = []
    plain: list[str] = []
    for word in text.split(" "):
        if word.startswith("@"):
            found += [Text(" ".join((*plain, "")))] if plain else []
            found.append(Reference(word[1:]))
            plain = [""]
        else:
            plain.append(word)
    if any(plain):
        found.append(Text(" ".join(plain)))
    return tuple(found)
