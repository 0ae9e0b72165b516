"""What has changed is told clause by clause, without noise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document.tree import Change, Group, Paragraph, Style, Text
from generator.render.text import text as as_text
from generator.review.redline.compare import Comparison, Kind, compare, redline
from tests.review.redline.texts import Clause, Section, document, inlines


def duties(*clauses: Clause) -> list[Section]:
    return [("duties", "Обов’язки", clauses), ("rights", "Права", [Clause("ask", "Запитує дані.")])]


def thirty() -> list[Clause]:
    return [Clause(f"c{n}", f"Виконує завдання під номером {n} за планом.") for n in range(30)]


def between(old: list[Clause], new: list[Clause]) -> Comparison:
    return compare(document(duties(*old)), document(duties(*new)))


def told(comparison: Comparison) -> list[tuple[Kind, str]]:
    return [(change.kind, change.paragraph.id) for change in comparison.changes]


def test_the_same_text_has_no_changes() -> None:
    assert between(thirty(), thirty()).changes == ()


def test_a_clause_put_among_thirty_is_one_insertion() -> None:
    clauses = thirty()
    new = [*clauses[:7], Clause("brand-new", "Веде журнал звернень."), *clauses[7:]]
    comparison = between(clauses, new)
    assert told(comparison) == [(Kind.ADDED, "brand-new")]
    marked = [p for p in redline(comparison).paragraphs() if p.revision]
    assert [(p.id, p.revision.change) for p in marked if p.revision] == [
        ("brand-new", Change.INSERTED)
    ]


def test_a_reference_that_shows_another_number_is_no_change() -> None:
    clauses = [Clause("a", "Веде облік за п. @b щодня."), Clause("b", "Подає звіт.")]
    comparison = between(clauses, [clauses[0], Clause("new", "Ще щось."), clauses[1]])
    assert told(comparison) == [(Kind.ADDED, "new")]


def test_a_reference_to_another_clause_is_a_change() -> None:
    old = [
        Clause("a", "Веде облік за п. @b щодня."),
        Clause("b", "Подає звіт."),
        Clause("c", "Інше."),
    ]
    new = [Clause("a", "Веде облік за п. @c щодня."), *old[1:]]
    assert told(between(old, new)) == [(Kind.CHANGED, "a")]


def test_a_clause_whose_id_was_made_of_other_words_is_the_same_clause() -> None:
    old = [Clause("vede-oblik", "Веде облік основних засобів підприємства.")]
    new = [Clause("zdiisniuie-oblik", "Здійснює облік основних засобів підприємства.")]
    assert told(between(old, new)) == [(Kind.CHANGED, "zdiisniuie-oblik")]


def test_a_reference_to_a_clause_of_another_id_is_no_change() -> None:
    old = [Clause("a", "Веде за п. @vede-oblik усе."), Clause("vede-oblik", "Веде облік засобів.")]
    new = [
        Clause("a", "Веде за п. @robyt-oblik усе."),
        Clause("robyt-oblik", "Робить облік засобів."),
    ]
    assert told(between(old, new)) == [(Kind.CHANGED, "robyt-oblik")]


def test_quite_another_clause_is_one_gone_and_one_come() -> None:
    comparison = between([Clause("a", "Веде облік засобів.")], [Clause("b", "Миє підлогу щодня.")])
    assert told(comparison) == [(Kind.REMOVED, "a"), (Kind.ADDED, "b")]


def test_a_clause_that_stands_elsewhere_is_moved() -> None:
    clauses = thirty()[:5]
    assert told(between(clauses, [*clauses[1:], clauses[0]])) == [(Kind.MOVED, "c0")]


def test_a_clause_that_goes_to_another_section_is_moved() -> None:
    clauses = thirty()[:3]
    old = [("duties", "Обов’язки", clauses), ("rights", "Права", [Clause("ask", "Запитує.")])]
    new = [
        ("duties", "Обов’язки", clauses[:2]),
        ("rights", "Права", [Clause("ask", "Запитує."), clauses[2]]),
    ]
    assert told(compare(document(old), document(new))) == [(Kind.MOVED, "c2")]


def test_a_moved_clause_may_be_reworded_too() -> None:
    clauses = thirty()[:3]
    other = replace(clauses[0], text="Виконує завдання під номером 0 за графіком.")
    (change,) = between(clauses, [*clauses[1:], other]).changes
    assert (change.kind, change.is_reworded) == (Kind.MOVED, True)


def test_a_clause_that_goes_down_a_level_is_gone_and_come() -> None:
    clauses = thirty()[:2]
    comparison = between(clauses, [clauses[0], replace(clauses[1], style=Style.SUBCLAUSE)])
    assert told(comparison) == [(Kind.REMOVED, "c1"), (Kind.ADDED, "c1")]


def test_an_edit_is_minor_only_where_both_wordings_are() -> None:
    old = [Clause("a", "Веде облік.", minor=True), Clause("b", "Подає звіт.", minor=False)]
    new = [
        Clause("a", "Веде весь облік.", minor=True),
        Clause("b", "Подає весь звіт.", minor=True),
        Clause("c", "Ще щось.", minor=True),
    ]
    assert [change.minor for change in between(old, new).changes] == [True, False, False]
    assert [change.minor for change in between(new, old[1:]).changes] == [True, False, True]


def test_who_signs_is_not_compared_but_told() -> None:
    old = document(duties(*thirty()[:2]))
    signed = Paragraph(Style.POSITION, (Text("Директор"),))
    one = replace(old, blocks=(*old.blocks, Group((signed,))))
    other = Group((replace(signed, inlines=(Text("Президент"),)),))
    comparison = compare(one, replace(old, blocks=(*old.blocks, other)))
    assert (comparison.changes, comparison.untracked) == ((), ("«Директор» → «Президент»",))


ROWS = [["З ким", "Що"], ["Відділ логістики", "Графік"], ["Бухгалтерія", "Звіт"]]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (ROWS, []),
        ([ROWS[0], ["Відділ логістики", "План"], ROWS[2]], [Kind.CHANGED]),
        (ROWS[:2], [Kind.REMOVED]),
        ([*ROWS, ["Юридичний відділ", "Договір"]], [Kind.ADDED]),
    ],
)
def test_rows_of_a_table_are_compared(rows: list[list[str]], kinds: list[Kind]) -> None:
    old, new = document(duties(), ROWS), document(duties(), rows)
    changes = compare(old, new).changes
    assert [change.kind for change in changes] == kinds
    assert all(change.in_table for change in changes)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Веде облік.", "Веде весь облік.", "Веде{+ весь+} облік."),
        ("Веде весь облік.", "Веде облік.", "Веде[- весь-] облік."),
        ("Щодня веде облік.", "Щотижня веде облік.", "[-Щодня-]{+Щотижня+} веде облік."),
        ("План, звіт.", "Графік, акт.", "[-План, звіт-]{+Графік, акт+}."),
        ("Об’єкт і суб’єкт.", "Об’єкти і суб’єкт.", "[-Об’єкт-]{+Об’єкти+} і суб’єкт."),
        ("Дає 5 % знижки.", "Дає 7 % знижки.", "Дає [-5-]{+7+} % знижки."),
        ("Миє підлогу.", "Складає баланс.", "[-Миє підлогу-]{+Складає баланс+}."),
        ("Абв где.", "Жзи йкл мно прс.", "[-Абв где-]{+Жзи йкл мно прс+}."),
    ],
)
def test_a_redline_goes_word_by_word(old: str, new: str, shown: str) -> None:
    comparison = between([Clause("a", old)], [Clause("a", new)])
    lines = as_text(redline(comparison)).splitlines()
    assert f"1.1. {shown}" in lines


def test_inlines_of_a_test_know_references() -> None:
    assert "".join(i.text for i in inlines("а @b в")) == "а  в"  # type: ignore[union-attr]
