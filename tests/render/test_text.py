"""Plain text: one line a paragraph, numbers written out, cells parted by tabs."""

from __future__ import annotations

import pytest

from generator.document.tree import (
    Block,
    Break,
    Cell,
    Document,
    Group,
    Paragraph,
    Picture,
    Reference,
    Style,
    Table,
    TableStyle,
    Text,
)
from generator.render.text import SIGNATURE_LINE, text

LINE = Paragraph(Style.SIGNATURE_LINE, ())


def p(style: Style, words: str, number: str = "") -> Paragraph:
    return Paragraph(style, (Text(words),), number=number)


def written(*blocks: Block, mark: str = "") -> str:
    return text(Document("Т", "", "", "uk", mark, "", "", blocks))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((), "\n"),
        ((p(Style.BODY, "А"), p(Style.BODY, "Б")), "А\nБ\n"),
        ((p(Style.CLAUSE, "А", "1.1."),), "1.1. А\n"),
        ((p(Style.BODY, "А"), p(Style.HEADING, "Права", "2.")), "А\n\n2. Права\n"),
        ((p(Style.BODY, "А"), p(Style.SUBHEADING, "Мета")), "А\n\nМета\n"),
        ((p(Style.BULLET, "А", "–"), p(Style.BULLET, "Б", "–")), "– А\n– Б\n"),
        ((p(Style.BODY, "А"), Group((p(Style.BODY, "Б"),))), "А\n\nБ\n"),
        ((LINE,), f"{SIGNATURE_LINE}\n"),
        (
            (Paragraph(Style.BODY, (Text("п. "), Reference("a", "2.1"), Break(), Text("Б"))),),
            "п. 2.1\nБ\n",
        ),
        ((Paragraph(Style.BODY, (Picture(b"", "image/png", 1, 1, "Емблема"), Text("А"))),), "А\n"),
        (
            (
                Table(
                    TableStyle.GRID,
                    (
                        (Cell((p(Style.CELL, "А"),)), Cell((p(Style.CELL, "Б"),))),
                        (Cell((p(Style.CELL, "В"), p(Style.CELL, "Г")), 2),),
                    ),
                ),
            ),
            "А\tБ\nВ\nГ\n",
        ),
    ],
    ids=[
        "nothing", "paragraphs", "number", "heading", "subheading", "dashes", "group", "signature", "inlines",
        "picture", "table",
    ],
)  # fmt: skip
def test_blocks_as_lines(blocks: tuple[Block, ...], expected: str) -> None:
    assert written(*blocks) == expected


def test_a_draft_begins_with_its_mark() -> None:
    assert written(p(Style.BODY, "А"), mark="ПРОЄКТ") == "ПРОЄКТ\nА\n"
