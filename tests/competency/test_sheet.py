"""A form of assessment: what HR sends out comes back with every mark, whatever the people did with the workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.competency.sheet import assessment_workbook
from generator.competency.standing import Assessed
from generator.model.assessed import Assessor, Person
from tests.competency.firm import DAY, KEYS, PERSON, TALKS, filled, firm, set_detail
from tests.tools import convert, need_calc
from tests.workspace import ROOT, python

MARKS = {
    "talks/hears": (2, 1, 2, "Перебиває рідко."),
    "talks/asks": (1, 1, None),
    "talks/offers": (None, None, 0),
    "crm/records": (0, 2, 1),
}
SETTLED = {"talks/hears": 2, "talks/asks": 1, "talks/offers": 0, "crm/records": 1}


def marks_of(assessed: Assessed | None) -> dict[str, int]:
    """The marks that count, by hidden key."""
    assert assessed is not None
    return {
        f"{standing.entry.id}/{mark.indicator.id}": mark.settled
        for standing in assessed.standings
        for score in standing.scores
        for mark in score.marks
    }


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def values(page: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]


def test_a_row_for_every_indicator_up_to_the_required_level(tmp_path: Path) -> None:
    rows = values(opened(firm(tmp_path).form())["Оцінювання"])
    assert [row[:4] for row in rows] == [
        ["talks/hears", "Переговори", 1, "Вислуховує співрозмовника."],
        ["talks/asks", "Переговори", 1, "Ставить запитання."],
        ["talks/offers", "Переговори", 2, "Пропонує варіанти."],
        ["crm/records", "Робота з CRM", 1, "Вносить дані."],
    ]
    assert {cell for row in rows for cell in row[4:]} == {None}


def test_the_particulars_are_known_by_hidden_keys(tmp_path: Path) -> None:
    made = firm(tmp_path)
    book = opened(made.form())
    details = {row[0]: row[2] for row in values(book["Відомості"])}
    assert details == {
        "title": "Продавець",
        "role": "seller",
        "profile": made.profiles["seller"].fingerprint,
        "person.name": PERSON.name,
        "person.number": "0012",
        "person.unit": "Відділ продажу",
        "date": None,
        "assessor.position": None,
        "assessor.name": None,
    }
    assert all(book[name].column_dimensions["A"].hidden for name in ("Відомості", "Оцінювання"))


def test_the_assessor_is_there_when_known(tmp_path: Path) -> None:
    profile = firm(tmp_path).profiles["seller"]
    by = Assessor("Начальник", "Іван Бондар")
    details = opened(assessment_workbook(profile, Person(""), "uk", assessor=by))["Відомості"]
    assert [row[2] for row in values(details)][-2:] == ["Начальник", "Іван Бондар"]


def test_only_what_is_to_be_filled_in_is_open(tmp_path: Path) -> None:
    book = opened(firm(tmp_path).form())
    assert all(page.protection.sheet and not page.protection.password for page in book)
    unlocked = {
        page.title: sorted(
            cell.coordinate for row in page for cell in row if not cell.protection.locked
        )
        for page in book
    }
    assert unlocked == {
        "Відомості": ["C10", "C5", "C6", "C7", "C8", "C9"],
        "Оцінювання": sorted(f"{letter}{row}" for letter in "EFGH" for row in range(2, 6)),
        "Шкала": [],
    }


def test_excel_takes_no_other_mark_and_says_what_each_means(tmp_path: Path) -> None:
    page = opened(firm(tmp_path).form())["Оцінювання"]
    (rule,) = page.data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.formula2, str(rule.sqref)) == (
        "whole",
        "0",
        "2",
        "E2:G5",
    )
    assert rule.prompt == (
        "0 — не спостерігалося; 1 — іноді або з допомогою; 2 — зазвичай і самостійно."
    )


def test_the_scale_says_how_a_level_follows(tmp_path: Path) -> None:
    rows = values(opened(firm(tmp_path).form())["Шкала"])
    assert [row[0] for row in rows] == [0, 1, 2, "Узгоджено", "Рівень"]
    assert "75 %" in rows[-1][1]


def test_a_text_is_never_a_formula(tmp_path: Path) -> None:
    made = firm(tmp_path, talks=TALKS.replace("Вислуховує співрозмовника.", '"=1+1"'))
    book = opened(made.form(person=Person("=HYPERLINK(0)", "@0")))
    texts = [cell for page in book for row in page for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert {"=1+1", "=HYPERLINK(0)", "@0"} <= {cell.value for cell in texts}


def test_an_english_form_is_read_like_a_ukrainian_one(tmp_path: Path) -> None:
    made = firm(tmp_path)
    book = opened(assessment_workbook(made.profiles["seller"], PERSON, "en"))
    assert book.sheetnames == ["Particulars", "Assessment", "Scale"]
    assert book["Assessment"]["B2"].value == "Negotiation"
    for page, name in (("Assessment", "Оцінювання"), ("Particulars", "Відомості")):
        book[page].title = name
    stream = BytesIO()
    book.save(stream)
    (tmp_path / "form.xlsx").write_bytes(filled(stream.getvalue(), MARKS))
    assert marks_of(made.assess("form.xlsx")[0]) == SETTLED


PROGRAM = """
import sys, tempfile
from pathlib import Path
from tests.competency.firm import firm
with tempfile.TemporaryDirectory() as folder:
    sys.stdout.write(firm(Path(folder)).form().hex())
"""


def test_two_processes_make_the_same_bytes() -> None:
    made = {
        python(PROGRAM, cwd=ROOT, PYTHONHASHSEED=seed, TZ=zone).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    (content,) = made
    assert len(bytes.fromhex(content)) > 4000


# There and back


def test_what_was_filled_in_comes_back(tmp_path: Path) -> None:
    made = firm(tmp_path)
    made.returned(MARKS, lambda book: set_detail(book, "assessor.name", "Іван Бондар"))
    assessed, problems = made.assess("form.xlsx")
    assert problems == ()
    assert assessed is not None
    assert (assessed.person, assessed.role, assessed.day) == (PERSON, "seller", DAY)
    assert assessed.assessor == Assessor("", "Іван Бондар")
    assert marks_of(assessed) == SETTLED
    (first, *_) = assessed.standings[0].scores[0].marks
    assert (first.own, first.manager, first.remark) == (2, 1, "Перебиває рідко.")


def test_the_file_is_not_changed(tmp_path: Path) -> None:
    made = firm(tmp_path)
    path = made.returned(MARKS)
    before = path.read_bytes()
    made.assess("form.xlsx")
    assert path.read_bytes() == before


def moved(book: Any) -> None:
    """The column of agreed marks stands before that of the person’s own; nobody asked for it."""
    page = book["Оцінювання"]
    for row in page.iter_rows():
        row[4].value, row[6].value = row[6].value, row[4].value


def sorted_backwards(book: Any) -> None:
    page = book["Оцінювання"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for cells, row in zip(page.iter_rows(min_row=2), reversed(rows), strict=True):
        for cell, value in zip(cells, row, strict=True):
            cell.value = value


def renamed_and_hidden(book: Any) -> None:
    book["Оцінювання"].title = "Аркуш 1"
    book["Відомості"].sheet_state = "hidden"


def with_a_note(book: Any) -> None:
    book["Оцінювання"].insert_rows(1, 2)
    book["Оцінювання"]["D1"] = "Перевірила Ткач Н. І."
    book["Оцінювання"].append([None, None, None, "Загалом добре."])


def marks_as_texts(book: Any) -> None:
    for row in book["Оцінювання"].iter_rows(min_row=2, min_col=5, max_col=7):
        for cell in row:
            cell.value = None if cell.value is None else str(cell.value)


def day_as_text(book: Any) -> None:
    set_detail(book, "date", "2 листопада 2026 р.")


@pytest.mark.parametrize(
    "change",
    [moved, sorted_backwards, renamed_and_hidden, with_a_note, marks_as_texts, day_as_text],
)
def test_what_people_do_with_a_workbook_does_not_matter(tmp_path: Path, change: Any) -> None:
    made = firm(tmp_path)
    made.returned(MARKS, change)
    assessed, problems = made.assess("form.xlsx")
    assert problems == ()
    assert marks_of(assessed) == SETTLED


def test_a_form_that_libreoffice_saved_is_read_the_same(tmp_path: Path) -> None:
    need_calc()
    made = firm(tmp_path / "firm")
    made.returned(MARKS)
    expected = made.assess("form.xlsx")
    (tmp_path / "saved").mkdir()
    convert([made.root / "form.xlsx"], "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    (made.root / "form.xlsx").write_bytes((tmp_path / "saved/form.xlsx").read_bytes())
    assert made.assess("form.xlsx") == expected
    assert expected[1] == ()


def test_libreoffice_keeps_what_is_locked_hidden_and_validated(tmp_path: Path) -> None:
    need_calc()
    made = firm(tmp_path / "firm")
    (tmp_path / "form.xlsx").write_bytes(made.form())
    (tmp_path / "saved").mkdir()
    convert([tmp_path / "form.xlsx"], "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    page = opened((tmp_path / "saved/form.xlsx").read_bytes())["Оцінювання"]
    assert page.protection.sheet
    assert page.column_dimensions["A"].hidden
    assert page["E2"].protection.locked is False
    assert page["D2"].protection.locked
    (rule,) = page.data_validations.dataValidation
    assert (rule.formula1, rule.formula2) == ("0", "2")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    marks=st.fixed_dictionaries(
        {key: st.tuples(*[st.none() | st.integers(0, 2)] * 2, st.integers(0, 2)) for key in KEYS}
    ),
    day=st.dates(date(2020, 1, 1), date(2060, 1, 1)),
)
def test_any_marks_survive(tmp_path: Path, marks: dict[str, tuple[Any, ...]], day: date) -> None:
    made = firm(tmp_path)
    (tmp_path / "form.xlsx").write_bytes(filled(made.form(), marks, day=day))
    assessed, problems = made.assess("form.xlsx")
    assert problems == ()
    assert assessed is not None
    assert assessed.day == day
    given_marks = {
        f"{standing.entry.id}/{mark.indicator.id}": (mark.own, mark.manager, mark.settled)
        for standing in assessed.standings
        for score in standing.scores
        for mark in score.marks
    }
    assert given_marks == marks
