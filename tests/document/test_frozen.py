"""A document survives the form in which the register keeps it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.document.frozen import freeze, thaw
from generator.document.tree import (
    Break,
    Cell,
    Change,
    Comment,
    Document,
    Group,
    Identity,
    Link,
    Paragraph,
    Picture,
    Reference,
    Revision,
    Style,
    Table,
    TableStyle,
    Text,
)
from generator.make import Composer, Plan
from generator.source.workspace import load_workspace
from tests.workspace import ROOT

ROLES = load_workspace(ROOT).role_ids()
NEW = Revision(Change.INSERTED, "Марія Шевчук", "2026-12-01")
INLINES = (
    Text("жирний", bold=True, revision=NEW),
    Reference("a", "1.1"),
    Link("a", "там"),
    Break(),
    Picture(b"\x00\xff", "image/png", 10, 7.5, "емблема"),
)
EVERYTHING = Document(
    title="Назва",
    subject="",
    author="ТОВ «Приклад»",
    language="uk",
    mark="",
    date="2026-12-01",
    provenance="",
    blocks=(
        Paragraph(Style.HEADING, (Text("Права"),), "section.rights", "1.", keep_next=True),
        Paragraph(Style.CLAUSE, INLINES, "a", "1.1.", minor=True, revision=NEW),
        Table(
            TableStyle.GRID,
            (
                (
                    Cell(
                        (Paragraph(Style.CELL, (), comments=(Comment(0, 0, "info", ("так",)),)),),
                        2,
                        1,
                    ),
                ),
            ),
            head_rows=1,
            widths=(1, 2.5),
        ),
        Paragraph(Style.SUBHEADING, (Text("Ведення переговорів"),), keep_next=True),
        Paragraph(Style.BULLET, (Text("показник"),), number="–"),
        Paragraph(Style.FIGURE, (Picture(b"<svg/>", "image/svg+xml", 120, 110.5, "профіль"),)),
        Table(
            TableStyle.PLAIN,
            (
                (
                    Cell((Paragraph(Style.CELL_UPRIGHT, ()),), shade=0, upright=True),
                    Cell((Paragraph(Style.CELL_BULLET, (), number="–"),), shade=9),
                ),
            ),
        ),
        Group((Paragraph(Style.POSITION, (Text("Директор"),)),), after_text=True),
    ),
    landscape=True,
    foot="Відбиток",
    identity=Identity("a", "0" * 64, 2),
    paper="a3",
)


def test_a_document_with_everything_in_it_comes_back_as_it_was() -> None:
    assert thaw(freeze(EVERYTHING)) == EVERYTHING


@pytest.mark.parametrize("role", ROLES)
def test_the_shipped_roles_come_back_as_they_were(role: str) -> None:
    document = Composer(Plan(ROOT)).document(role)
    assert thaw(freeze(document)) == replace(document, provenance="")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'"text"',
        b"{" * 100_000,
        freeze(EVERYTHING).replace(b'"Text"', b'"Script"'),
        freeze(EVERYTHING).replace(b'"style": "heading"', b'"style": "loud"'),
        freeze(EVERYTHING).replace(b'"landscape": true', b'"landscape": "yes"'),
        freeze(EVERYTHING).replace(b'"shade": 9', b'"shade": "9"'),
        json.dumps(json.loads(freeze(EVERYTHING)) | {"extra": 1}).encode(),
    ],
)
def test_what_is_no_frozen_document_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"^not a document: "):
        thaw(content)
