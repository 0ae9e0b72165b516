"""A fingerprint is of the words that people agree on, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.document.compose import compose
from generator.document.context import Publication
from generator.document.fingerprint import fingerprint, short
from generator.document.tree import Document
from generator.make import Composer, Plan
from generator.model.staff import Holder
from tests.workspace import SETTINGS, write_workspace

ROLE = """\
title: Бухгалтер
duties:
  - {id: books, text: 'Веде облік згідно з п. {{ ref("report") }}.'}
  - {id: report, text: "Подає звіт «Баланс»."}
rights:
  - {id: ask, text: Запитує дані., significant: false}
"""


def document(tmp_path: Path, role: str = ROLE, settings: str = SETTINGS) -> Document:
    write_workspace(tmp_path, {"a": role}, settings)
    return Composer(Plan(tmp_path)).document("a")


def of(tmp_path: Path, role: str = ROLE, settings: str = SETTINGS) -> str:
    found = document(tmp_path, role, settings).identity
    assert found is not None
    return found.fingerprint


def test_it_is_the_same_for_the_same_words(tmp_path: Path) -> None:
    same = ROLE.replace("Веде облік", "Веде   облік").replace("«Баланс»", '\\"Баланс\\"')
    assert of(tmp_path) == of(tmp_path, same)


CHANGES: Mapping[str, tuple[str, str]] = {
    "a word": ("Веде", "Здійснює"),
    "one letter": ("облік", "обліг"),
    "a capital": ("Запитує", "запитує"),
    "an id": ("id: ask", "id: asks"),
    "the title": ("Бухгалтер", "Касир"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_is_another_for_other_words(tmp_path: Path, change: tuple[str, str]) -> None:
    assert of(tmp_path) != of(tmp_path, ROLE.replace(*change))


def test_it_is_another_in_another_order(tmp_path: Path) -> None:
    lines = ROLE.splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    assert of(tmp_path) != of(tmp_path, "".join(lines))


def test_the_organisation_is_part_of_it(tmp_path: Path) -> None:
    other = SETTINGS.replace("name: Товариство «Зразок»", "name: Товариство «Інше»")
    assert of(tmp_path) != of(tmp_path, settings=other)


def test_a_new_director_is_no_ground_to_agree_anew(tmp_path: Path) -> None:
    assert of(tmp_path) == of(tmp_path, settings=SETTINGS.replace("Олена Коваль", "Іван Петренко"))


def test_date_number_holders_and_mark_are_no_part_of_it(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": ROLE})
    composer = Composer(Plan(tmp_path))
    role = composer.resolve("a")
    final = compose(
        role,
        composer.workspace.settings,
        composer.templates,
        composer.theme,
        holders=(Holder("Іваненко Іван", ""), Holder("Петренко Олена", "")),
        day=date(2026, 12, 1),
        draft=False,
        publication=Publication(2, "12-ПІ"),
    )
    assert final.identity
    assert (final.identity.fingerprint, final.identity.version) == (of(tmp_path), 2)
    assert "12-ПІ" in "".join(p.text for p in final.paragraphs())
    assert final.foot == f"Редакція 2, відбиток {short(final.identity.fingerprint)}"


def test_a_look_is_no_part_of_it(tmp_path: Path) -> None:
    made = document(tmp_path)
    blocks = tuple(
        replace(b, keep_next=True) if hasattr(b, "keep_next") else b for b in made.blocks
    )
    assert fingerprint(replace(made, blocks=blocks)) == fingerprint(made)


def test_a_clause_that_is_not_significant_is_marked(tmp_path: Path) -> None:
    assert [p.id for p in document(tmp_path).paragraphs() if p.minor] == ["ask"]
