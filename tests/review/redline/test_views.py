"""The comparison table and the amendment say in official words what has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.make.packet import Base, base_of, shown
from generator.review.redline.compare import compare
from tests.desk import desk
from tests.workspace import SETTINGS, write_workspace

ROLE = """\
title: Бухгалтер
duties:
  - {id: books, text: Веде облік.}
  - {id: report, text: Подає звіт.}
  - {id: cash, text: Рахує гроші.}
  - id: archive
    group: Архів
    items: [{id: store, text: Зберігає звіти.}, {id: burn, text: Знищує чернетки.}]
rights:
  - {id: ask, text: Запитує дані.}
relations:
  - {with: Відділ логістики, receives: Накладні}
  - {with: Банк, receives: Виписки}
"""


def amended(
    tmp_path: Path, new: str, form: str = "amendment", settings: str = SETTINGS
) -> list[str]:
    """The numbered clauses of an amendment, or the cells of a table."""
    write_workspace(tmp_path, {"a": ROLE}, settings)
    old = desk(tmp_path).present("a").document
    write_workspace(tmp_path, {"a": new}, settings)
    room = desk(tmp_path)
    present = room.present("a")
    document = shown(
        room, present.role, compare(old, present.document), form, Base("01.12.2026", "7-ПІ")
    )
    numbered = (
        p
        for p in document.paragraphs()
        if (p.number.startswith("1.") and p.number != "1.") or form == "table"
    )
    return [p.text.replace("\xa0", " ") for p in numbered]


CHANGES: dict[str, tuple[str, str, list[str]]] = {
    "reworded": (
        "Веде облік.",
        "Веде весь облік.",
        ["пункт 2.1 викласти в такій редакції:\n«2.1. Веде весь облік.»."],
    ),
    "sub-clause": (
        "Зберігає звіти.",
        "Зберігає всі звіти.",
        ["підпункт 2.4.1 викласти в такій редакції:\n«2.4.1. Зберігає всі звіти.»."],
    ),
    "removed": (
        "  - {id: report, text: Подає звіт.}\n",
        "",
        ["пункт 2.2 виключити;", "пункти 2.3 і 2.4 вважати відповідно пунктами 2.2 і 2.3."],
    ),
    "removed with its sub-clauses": (
        ROLE[ROLE.index("  - id: archive") : ROLE.index("rights:")],
        "",
        ["пункт 2.4 виключити."],
    ),
    "added": (
        "  - {id: cash,",
        "  - {id: new, text: Веде касу.}\n  - {id: cash,",
        [
            "після пункту 2.2 доповнити новим пунктом такого змісту:\n«2.3. Веде касу.»;",
            "пункти 2.3 і 2.4 вважати відповідно пунктами 2.4 і 2.5.",
        ],
    ),
    "a section": (
        "relations:",
        "knowledge:\n  - {id: law, text: Податковий кодекс України.}\nrelations:",
        [
            "доповнити розділом 4 такого змісту:\n«4. Повинен знати\nБухгалтер повинен знати:\n"
            "4.1. Податковий кодекс України.»;",
            "розділ 4 вважати розділом 5.",
        ],
    ),
    "a row": (
        "receives: Виписки",
        "receives: Довідки",
        ["рядок «Банк» таблиці розділу 4 викласти в такій редакції:\n«Банк | Довідки | — | —»."],
    ),
    "a row is gone": (
        "  - {with: Банк, receives: Виписки}\n",
        "",
        ["рядок «Банк» таблиці розділу 4 виключити."],
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_amendment_is_in_official_words(
    tmp_path: Path, change: tuple[str, str, list[str]]
) -> None:
    old, new, expected = change
    assert old in ROLE
    assert amended(tmp_path, ROLE.replace(old, new)) == expected


def test_several_new_clauses_in_a_row_are_one_change(tmp_path: Path) -> None:
    new = ROLE.replace("  - {id: books,", "  - Веде касу.\n  - Веде журнал.\n  - {id: books,")
    assert amended(tmp_path, new)[0] == (
        "розділ 2 на початку доповнити новими пунктами такого змісту:\n«2.1. Веде касу.\n2.2. Веде журнал.»;"
    )


def test_a_clause_stands_behind_a_whole_clause_and_not_behind_its_sub_clause(
    tmp_path: Path,
) -> None:
    new = ROLE.replace("rights:", "  - Веде касу.\nrights:")
    assert amended(tmp_path, new) == [
        "після пункту 2.4 доповнити новим пунктом такого змісту:\n«2.5. Веде касу.»."
    ]


def test_a_document_of_a_former_title_is_named_by_it(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": ROLE}, SETTINGS)
    old = desk(tmp_path).present("a").document
    write_workspace(tmp_path, {"a": ROLE.replace("title: Бухгалтер", "title: Касир")}, SETTINGS)
    room = desk(tmp_path)
    present = room.present("a")
    comparison = compare(old, present.document)
    base = base_of(room, comparison.old, comparison.new)
    document = shown(room, present.role, comparison, "amendment", base)
    assert "до посадової інструкції бухгалтера" in [p.text for p in document.paragraphs()]


def test_a_clause_that_is_moved_gets_its_new_number(tmp_path: Path) -> None:
    line = "  - {id: books, text: Веде облік.}\n"
    new = ROLE.replace(line, "").replace("  - id: archive\n", f"{line}  - id: archive\n")
    assert amended(tmp_path, new) == [
        "пункт 2.1 вважати пунктом 2.3;",
        "пункти 2.2 і 2.3 вважати відповідно пунктами 2.1 і 2.2.",
    ]


def test_the_table_has_both_wordings_and_a_note(tmp_path: Path) -> None:
    new = ROLE.replace("Веде облік.", "Веде весь облік.").replace(
        "  - {id: report, text: Подає звіт.}\n", ""
    )
    cells = amended(tmp_path, new, "table")
    assert cells[-6:] == [
        "2.1. Веде облік.",
        "2.1. Веде весь облік.",
        "Нова редакція",
        "2.2. Подає звіт.",
        "—",
        "Виключено",
    ]


def test_english_has_its_own_words(tmp_path: Path) -> None:
    settings = SETTINGS.replace("signers:", "language: en\nsigners:")
    found = amended(tmp_path, ROLE.replace("Веде облік.", "Веде весь облік."), settings=settings)
    assert found == ["replace clause 2.1 with:\n“2.1. Веде весь облік.”."]
