"""The staff list as HR has it: headers, headings, totals, dates and rates of every kind, and what is wrong in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.issue import Code, Issue, IssueError, Location, Severity
from generator.language.folding import folded
from generator.model.staff import FIELDS, StaffColumns, StaffList, StaffRow, StaffSettings
from generator.source.headers import SYNONYMS
from generator.source.staff import read_staff
from tests.tables import HEADERS, compound, workbook
from tests.workspace import ROOT

USUAL = StaffSettings()
FULL = "Табельний номер;ПІБ;Посада;Підрозділ;Вищий підрозділ;Ставка;Штатних одиниць;Дата прийняття;Заступник;Роль"


def read(
    root: Path, content: str | bytes, settings: StaffSettings = USUAL, name: str = "staff.csv"
) -> tuple[StaffList, tuple[Issue, ...]]:
    (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_staff(root, settings)


def rows(
    root: Path, content: str | bytes, name: str = "staff.csv", **settings: Any
) -> tuple[StaffRow, ...]:
    """The rows of a list in which nothing is wrong."""
    staff, found = read(root, content, StaffSettings(**settings), name)
    assert found == ()
    return staff.rows


def said(found: Issue) -> tuple[Code, str, dict[str, str]]:
    return found.code, found.location.address() if found.location else "", dict(found.values)


def found_in(root: Path, content: str) -> list[tuple[Code, str, dict[str, str]]]:
    return [said(each) for each in read(root, content)[1]]


def refused(
    root: Path, content: str | bytes, name: str = "staff.csv", **settings: Any
) -> tuple[Issue, ...]:
    with pytest.raises(IssueError) as raised:
        read(root, content, StaffSettings(**settings), name)
    return raised.value.issues


# A row


def test_every_field_is_read_and_has_its_place(tmp_path: Path) -> None:
    row = (
        "0012;Коваль Олена Петрівна;Бухгалтер;Бухгалтерія;Дирекція;0,5;1;01.02.2024;0007;accountant"
    )
    (found,) = rows(tmp_path, f"{FULL}\n{row}\n")
    assert (found.title, found.role, found.unit, found.parent) == (
        "Бухгалтер",
        "accountant",
        "Бухгалтерія",
        "Дирекція",
    )
    assert (found.planned, found.rate) == (Decimal(1), Decimal("0.5"))
    assert found.employee is not None
    holder = found.employee
    assert (holder.number, holder.name, holder.substitute) == (
        "0012",
        "Коваль Олена Петрівна",
        "0007",
    )
    assert (holder.rate, holder.hired) == (Decimal("0.5"), date(2024, 2, 1))
    assert holder.place == Location("staff.csv", 2, 2, "Коваль Олена Петрівна", cell=True)
    assert found.place == Location("staff.csv", 2, cell=True)
    assert {field: place.column for field, place in found.places.items()} == {
        "number": 1, "name": 2, "title": 3, "unit": 4, "parent": 5, "rate": 6, "planned": 7, "hired": 8,
        "substitute": 9, "role": 10,
    }  # fmt: skip
    assert found.at("title") == Location("staff.csv", 2, 3, "Бухгалтер", cell=True)
    assert found.at("surname") == found.place


def test_what_a_list_does_not_say_is_left_open(tmp_path: Path) -> None:
    (found,) = rows(tmp_path, "Посада;ПІБ\nБухгалтер;Коваль Олена\n")
    assert (found.role, found.unit, found.parent, found.planned) == ("", "", "", None)
    assert found.employee is not None
    assert (found.employee.number, found.employee.hired, found.employee.substitute) == (
        "",
        None,
        "",
    )
    assert found.employee.rate == found.rate == 1


@pytest.mark.parametrize(
    "name",
    ["Субагіо", "Гасанов Ельдар Рашид огли", "Дем’янчук Лук’ян Валер’янович", "Кравець-Лісова Анна-Марія",
     "О. П. Коваль", "Ковальов (Шевчук) Іван", "Liam O’Sample", "де ла Крус Марія"],
)  # fmt: skip
def test_a_name_may_have_any_words(tmp_path: Path, name: str) -> None:
    (found,) = rows(tmp_path, f"Посада;ПІБ\nБухгалтер;{name}\n")
    assert found.employee is not None
    assert found.employee.name == name


def test_apostrophes_of_the_keyboard_become_typographic_ones(tmp_path: Path) -> None:
    (found,) = rows(tmp_path, "Посада;ПІБ;Підрозділ\nПрес-секретар об`єкта;Дем'янчук;Зв'язок\n")
    assert found.employee is not None
    assert (found.title, found.employee.name, found.unit) == (
        "Прес-секретар об’єкта",
        "Дем’янчук",
        "Зв’язок",
    )
    assert found.employee.place.excerpt == "Дем'янчук"


def test_a_name_in_three_columns_is_put_together(tmp_path: Path) -> None:
    content = "Прізвище;Власне ім’я;По батькові;Посада\nКоваль;Олена;Петрівна;Бухгалтер\nСубагіо;;;Водій\n"
    found = [row.employee for row in rows(tmp_path, content)]
    assert [each.name for each in found if each] == ["Коваль Олена Петрівна", "Субагіо"]
    assert [each.place.column for each in found if each] == [1, 1]


@pytest.mark.parametrize(
    "name",
    ["", "вакансія", "ВАКАНТНА", "Вакансія (0,5 ст.)", "вакантна посада", "vacant", "Vacancy", "—", "-"],
)  # fmt: skip
def test_a_vacancy_has_no_employee_but_a_rate(tmp_path: Path, name: str) -> None:
    (found,) = rows(tmp_path, f"Посада;ПІБ;Ставка;Підрозділ\nБухгалтер;{name};0,5;Облік\n")
    assert found.employee is None
    assert found.rate == Decimal("0.5")


@pytest.mark.parametrize(
    ("name", "note", "absent"),
    [
        ("Ткач Ія (декретна відпустка)", "", True),
        ("Ткач Ія (Декретна відпустка)", "", True),
        ("Ткач Ія", "мобілізовано", True),
        ("Ткач Ія (тимч.)", "", False),
        ("Ткач Ія", "сумісник", False),
    ],
)
def test_who_is_away_for_long_holds_no_rate(
    tmp_path: Path, name: str, note: str, absent: bool
) -> None:
    (found,) = rows(tmp_path, f"Посада;ПІБ;Ставка;Примітка\nВодій;{name};0,5;{note}\n".encode())
    assert found.employee is not None
    assert (found.employee.name, found.employee.absent) == ("Ткач Ія", absent)
    assert found.employee.held == (0 if absent else Decimal("0.5"))


@pytest.mark.parametrize(("planned", "rate"), [("0,5", "0.5"), ("1", "1"), ("3", "1"), ("", "1")])
def test_without_a_rate_a_row_holds_what_is_planned_of_one_position(
    tmp_path: Path, planned: str, rate: str
) -> None:
    text = f"Посада;ПІБ;Штатних одиниць\nВодій;Ткач Ія;{planned}\n"
    (found,) = rows(tmp_path, text.encode())
    assert found.employee is not None
    assert found.employee.rate == Decimal(rate)


def test_a_list_of_positions_alone_says_that_it_has_no_names(tmp_path: Path) -> None:
    staff, found = read(
        tmp_path, "Підрозділ;Посада;Кількість штатних одиниць\nОблік;Бухгалтер;2,5\n"
    )
    assert (staff.has_names, found) == (False, ())
    assert (staff.rows[0].employee, staff.rows[0].planned) == (None, Decimal("2.5"))


def test_personnel_numbers_of_a_workbook_keep_their_zeros(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active["A3"].number_format = "0000"

    content = [
        ("Таб. №", "ПІБ", "Посада"),
        (12, "А", "Б"),
        (12, "В", "Г"),
        ("012", "Ґ", "Д"),
        (12.0, "Е", "Є"),
    ]
    found = rows(tmp_path, workbook(content, change=change), "staff.xlsx")
    assert [row.employee.number for row in found if row.employee] == ["12", "0012", "012", "12"]


def test_the_id_of_a_role_may_stand_for_the_title(tmp_path: Path) -> None:
    (found,) = rows(tmp_path, "Посада;ПІБ;Роль\n;Коваль Олена;accountant\n")
    assert (found.title, found.role) == ("", "accountant")


# Dates and rates

DATES = {
    "01.02.2024": date(2024, 2, 1), "1.2.2024": date(2024, 2, 1), "01/02/2024": date(2024, 2, 1),
    "2024-02-01": date(2024, 2, 1), "2024-02-01 00:00:00": date(2024, 2, 1), "01.02.2024 р.": date(2024, 2, 1),
    "1 лютого 2024 р.": date(2024, 2, 1), "01 лютого 2024 року": date(2024, 2, 1), "«1» Лютого 2024": date(2024, 2, 1),
    "29.02.2024": date(2024, 2, 29), "1 February 2024": date(2024, 2, 1), "31.12.1999": date(1999, 12, 31),
    "": None,
}  # fmt: skip


@pytest.mark.parametrize("text", DATES)
def test_a_date_may_be_written_in_many_ways(tmp_path: Path, text: str) -> None:
    (found,) = rows(tmp_path, f"Посада;ПІБ;Дата прийняття\nБухгалтер;Коваль;{text}\n")
    assert found.employee is not None
    assert found.employee.hired == DATES[text]


def test_a_date_of_a_workbook_is_its_day(tmp_path: Path) -> None:
    content = workbook(
        [("Посада", "ПІБ", "Прийнято"), ("Б", "К", date(2024, 2, 1)), ("Б", "К", "01.02.2024")]
    )
    found = rows(tmp_path, content, "staff.xlsx")
    assert {row.employee.hired for row in found if row.employee} == {date(2024, 2, 1)}


RATES = {
    "1": "1", "0,5": "0.5", "0.5": "0.5", "1 ст.": "1", "0,25 ставки": "0.25", "1,5 ст": "1.5", "1 шт. од.": "1",
    "": "1",
}  # fmt: skip


@pytest.mark.parametrize("text", RATES)
def test_a_rate_may_be_written_in_many_ways(tmp_path: Path, text: str) -> None:
    (found,) = rows(tmp_path, f"Посада;ПІБ;Ставка\nБухгалтер;Коваль;{text}\n")
    assert found.rate == Decimal(RATES[text])
    assert found.employee is not None
    assert found.employee.rate == found.rate


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [("Дата прийняття", "31.02.2024", "hired", "day"), ("Дата прийняття", "02.2024", "hired", "day"),
     ("Дата прийняття", "01.02.24", "hired", "day"), ("Дата прийняття", "45323", "hired", "day"),
     ("Дата прийняття", "1 лютня 2024", "hired", "day"), ("Дата прийняття", "01.02.1024", "hired", "day"),
     ("Ставка", "повна", "rate", "number"), ("Ставка", "0", "rate", "rate"), ("Ставка", "10", "rate", "rate"),
     ("Ставка", "-1", "rate", "number"), ("Штатних одиниць", "багато", "planned", "number"),
     ("Штатних одиниць", "10001", "planned", "planned"), ("Заступник", "х" * 501, "substitute", "shorter"),
     ("Заступник", "а\x07б", "substitute", "printable")],
)  # fmt: skip
def test_a_value_that_its_field_cannot_have_is_an_issue_at_its_cell(
    tmp_path: Path, column: str, value: str, field: str, expected: str
) -> None:
    staff, found = read(tmp_path, f"Посада;ПІБ;{column}\nБухгалтер;Коваль;{value}\nВодій;Ткач;\n")
    shown = value if len(value) <= 60 else f"{value[:59]}…"
    assert [said(each) for each in found] == [
        (Code.STAFF_VALUE, "2:3",
         {"field": f"staff_field.{field}", "value": shown, "expected": f"staff_kind.{expected}"}),
    ]  # fmt: skip
    assert [row.title for row in staff.rows] == ["Бухгалтер", "Водій"]


def test_a_number_in_place_of_a_name_is_an_issue(tmp_path: Path) -> None:
    ((code, place, values),) = found_in(tmp_path, "Посада;ПІБ\nБухгалтер;12345\n")
    assert (code, place, values["expected"]) == (Code.STAFF_VALUE, "2:2", "staff_kind.name")


def test_all_problems_of_all_rows_are_told_at_once(tmp_path: Path) -> None:
    content = f"{FULL}\n1;Коваль;;Облік;;1;1;01.02.2024;;\n2;;Водій;Облік;;x;1;x;;\n3;Ткач;Водій;;;1;1;;;\n"
    assert [(code, place, values["field"]) for code, place, values in found_in(tmp_path, content)] == [
        (Code.STAFF_CELL_EMPTY, "2:3", "staff_field.title"),
        (Code.STAFF_VALUE, "3:6", "staff_field.rate"),
        (Code.STAFF_VALUE, "3:8", "staff_field.hired"),
        (Code.STAFF_CELL_EMPTY, "3:2", "staff_field.name"),
        (Code.STAFF_CELL_EMPTY, "4:4", "staff_field.unit"),
    ]  # fmt: skip


def test_a_row_without_its_unit_among_others_is_a_warning(tmp_path: Path) -> None:
    content = "Посада;ПІБ;Підрозділ\nДиректор;А;\nВодій;Б;Гараж\nВодій;В;\n"
    staff, found = read(tmp_path, content)
    assert [(each.severity, said(each)[1]) for each in found] == [(Severity.WARNING, "4:3")]
    assert [row.unit for row in staff.rows] == ["", "Гараж", ""]


def test_a_formula_without_a_value_is_an_issue_only_where_it_is_read(tmp_path: Path) -> None:
    content = workbook([("Посада", "ПІБ", "Оклад", "Ставка"), ("Водій", "Ткач", "=A1*2", "=1/2")])
    staff, found = read(tmp_path, content, name="staff.xlsx")
    ((code, place, values),) = map(said, found)
    assert (code, place, values["reason"]) == (Code.STAFF_FORMULA, "Штат!D2", "formula.formula")
    assert [row.title for row in staff.rows] == ["Водій"]


@pytest.mark.parametrize("text", ["=Бухгалтер", "+Бухгалтер", "-Бухгалтер", "@Бухгалтер"])
def test_a_title_that_begins_like_a_formula_is_a_text(tmp_path: Path, text: str) -> None:
    def change(book: Any) -> None:
        book.active["A2"].data_type = "s"

    book = workbook([("Посада", "ПІБ"), (text, "Коваль")], change=change)
    (xlsx,) = rows(tmp_path, book, "staff.xlsx")
    (tmp_path / "staff.xlsx").unlink()
    (csv,) = rows(tmp_path, f"Посада;ПІБ\n{text};Коваль\n")
    assert csv.title == xlsx.title == text


# The header


@pytest.mark.parametrize("field", FIELDS)
def test_no_name_of_a_column_means_two_fields(field: str) -> None:
    others = {folded(name) for other in FIELDS if other != field for name in SYNONYMS[other]}
    assert not others & {folded(name) for name in SYNONYMS[field]}


@pytest.mark.parametrize(
    ("header", "field"),
    [("ТАБЕЛЬНИЙ\nНОМЕР", "number"), ("таб.№", "number"), ("П.І.Б.", "name"), ("Прізвище, ім'я, по батькові", "name"),
     ("прізвище,ім`я,\nпо батькові", "name"), ("Прізвище, ім’я, по батькові (повністю)", "name"),
     ("Пoсада", "title"), ("Дата прийняття на роботу (число, місяць, рік)", "hired"), ("К-ть шт. од.", "planned"),
     ("Hire Date", "hired"), ("employee_id", "number"), ("FTE", "rate"), ("ПIБ", "name")],
)  # fmt: skip
def test_a_header_is_known_however_it_is_spelt(tmp_path: Path, header: str, field: str) -> None:
    others = [name for name in ("Посада", "Підрозділ") if folded(name) != folded(header)]
    values = {"hired": "01.02.2024", "rate": "1", "planned": "1"}
    content = (
        f'"{header}";{";".join(others)}\n{values.get(field, "Х")};{";".join("Т" for _ in others)}\n'
    )
    (found,) = rows(tmp_path, content)
    assert found.at(field).column == 1


def test_cells_longer_than_a_name_of_a_column_are_no_headers(tmp_path: Path) -> None:
    long = "Посада " + "ч" * 5_000
    (found,) = refused(tmp_path, f"{long};ПІБ\nБухгалтер;Ткач\n")
    assert found.code is Code.STAFF_HEADER
    assert len(dict(found.values)["seen"]) < 100


def test_titles_above_the_header_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active.merge_cells("A1:C1")
        book.active.merge_cells("A2:C2")

    above = [
        ("ТОВ «Приклад»",),
        ("Штатний розпис на 2024 рік",),
        (),
        (None, "Затверджено", date(2024, 1, 3)),
    ]
    content = workbook([*above, HEADERS, (), ("Водій", "Ткач", "Гараж"), ()], change=change)
    (found,) = rows(tmp_path, content, "staff.xlsx")
    assert (found.title, found.place.address()) == ("Водій", "Штат!7:7")


def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for cells in ("A1:A2", "E1:E2", "B1:D1"):
            book.active.merge_cells(cells)

    header = [
        ("Посада", "Працівник", None, None, "Підрозділ"),
        (None, "Прізвище", "Ім’я", "Таб. №"),
    ]
    content = workbook([*header, ("Водій", "Ткач", "Іван", "7", "Гараж")], change=change)
    (found,) = rows(tmp_path, content, "staff.xlsx")
    assert found.employee is not None
    assert (found.employee.name, found.employee.number, found.unit) == ("Ткач Іван", "7", "Гараж")


def test_the_first_sheet_with_a_header_is_taken_unless_one_is_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for name, title in (("Перший", "Водій"), ("Другий", "Бухгалтер")):
            sheet = book.create_sheet(name)
            sheet.append(HEADERS)
            sheet.append((title, "Ткач", "Гараж"))

    content = workbook([("Зміст",), ("1", "Штат")], "Обкладинка", change)
    assert [row.title for row in rows(tmp_path, content, "staff.xlsx")] == ["Водій"]
    assert [row.title for row in rows(tmp_path, content, "staff.xlsx", sheet="Другий")] == [
        "Бухгалтер"
    ]


def test_own_headers_of_the_settings_are_taken_before_the_usual_ones(tmp_path: Path) -> None:
    columns = StaffColumns(title="Ким працює", unit="Цех №")
    content = "Ким працює;ПІБ;цех №;Посада\nВодій;Ткач;Гараж;щось інше\n"
    (found,) = rows(tmp_path, content, columns=columns)
    assert (found.title, found.unit) == ("Водій", "Гараж")


def test_a_missing_column_is_an_issue_that_names_the_headers_and_a_near_one(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, "Нотатка\n\nТаб. №;ПІБ;Пасада;Оклад\n1;Ткач;Водій;5\n")
    assert said(found) == (
        Code.STAFF_COLUMN_MISSING, "3",
        {"name": "staff_column.title", "seen": "Таб. № | ПІБ | Пасада | Оклад",
         "suggestion": "Пасада", "key": "title"},
    )  # fmt: skip


def test_a_list_must_say_who_or_where(tmp_path: Path) -> None:
    found = refused(tmp_path, "Посада;Дата прийняття;Примітка\nВодій;01.02.2024;—\n")
    assert [dict(each.values)["key"] for each in found] == ["name", "unit"]


def test_a_column_of_the_settings_that_is_not_there_is_an_issue(tmp_path: Path) -> None:
    (found,) = refused(
        tmp_path, "Посада;ПІБ;Цехи\nВодій;Ткач;Гараж\n", columns=StaffColumns(unit="Цех")
    )
    code, _, values = said(found)
    assert (code, values["name"], values["suggestion"]) == (
        Code.STAFF_COLUMN_MISSING,
        "Цех",
        "Цехи",
    )


@pytest.mark.parametrize(
    ("content", "place", "seen"),
    [("Ким;Хто;Де\nВодій;Ткач;Гараж\n", "1", "Ким | Хто | Де"), ("1;2\n3;4\n", "1", None),
     ("Посада\nВодій\n", "1", "Посада")],
    ids=["other words", "numbers", "one column"],
)  # fmt: skip
def test_a_table_without_a_header_is_an_issue_at_the_fullest_row(
    tmp_path: Path, content: str, place: str, seen: str | None
) -> None:
    (found,) = refused(tmp_path, content)
    code, where, values = said(found)
    # Every cell of a CSV file is a text.
    assert (code, where) == (Code.STAFF_HEADER, place)
    assert values.get("seen") == (seen or "1 | 2")


def test_an_empty_workbook_is_an_issue(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, workbook([]), "staff.xlsx")
    assert dict(found.values)["reason"] == "table.empty"


def test_a_header_without_positions_is_an_issue(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, "Посада;ПІБ\n;\n")
    assert dict(found.values)["reason"] == "table.no_rows"


def test_a_second_header_row_is_an_issue(tmp_path: Path) -> None:
    content = "Посада;ПІБ\nПосада;ПІБ\nВодій;Ткач\nПІБ;Посада\nШвець;Слюсар\n"
    staff, found = read(tmp_path, content)
    assert [said(each) for each in found] == [
        (Code.STAFF_HEADER_REPEATED, "2", {"first": "1"}), (Code.STAFF_HEADER_REPEATED, "4", {"first": "1"}),
    ]  # fmt: skip
    assert len(staff.rows) == 2


def test_two_columns_of_one_meaning_are_an_issue_and_the_first_is_read(tmp_path: Path) -> None:
    staff, found = read(tmp_path, "Посада;ПІБ;Професія\nВодій;Ткач;8322\n")
    assert [said(each) for each in found] == [
        (Code.STAFF_COLUMN_REPEATED, "1:3", {"field": "staff_field.title", "first": "Посада", "key": "title"}),
    ]  # fmt: skip
    assert staff.rows[0].title == "Водій"


# Rows that are no positions


def test_a_text_alone_in_its_row_is_the_unit_of_the_rows_below(tmp_path: Path) -> None:
    content = (
        "№ з/п;Назва структурного підрозділу та посад;Кількість штатних посад;Оклад\n1;2;3;4\n"
        ";Дирекція;;\n1;Директор;1;50 000\n;Разом;1;50 000\n"
        "Відділ продажу;;;\n2;Начальник відділу;1;30 000\n3;Менеджер;4,5;20 000\n;;4,5;\n"
        "Усього за штатним розписом;;6,5;\n;Головний бухгалтер;________;\n"
    )
    found = rows(tmp_path, content)
    assert [(row.unit, row.title, row.planned) for row in found] == [
        ("Дирекція", "Директор", Decimal(1)), ("Відділ продажу", "Начальник відділу", Decimal(1)),
        ("Відділ продажу", "Менеджер", Decimal("4.5")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("_xD800_ відділ", "printable"), ("від_x0001_діл", "printable"), ("ж" * 30_000, "shorter")],
    ids=["half a character", "control character", "too long"],
)
def test_a_heading_that_cannot_be_the_name_of_a_unit_is_an_issue_at_its_cell(
    tmp_path: Path, heading: str, expected: str
) -> None:
    content = workbook([("Посада", "ПІБ"), ("Облік",), (heading,), ("Бухгалтер", "Ткач")])
    staff, (found,) = read(tmp_path, content, name="staff.xlsx")
    assert (found.code, found.location and found.location.address()) == (
        Code.STAFF_VALUE,
        "Штат!A3",
    )
    values = dict(found.values)
    assert values["field"] == "staff_field.unit"
    assert values["expected"] == f"staff_kind.{expected}"
    assert [row.unit for row in staff.rows] == [""]


def test_apostrophes_in_the_heading_of_a_unit_are_typographic_too(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "Посада;ПІБ\nВідділ зв'язку;\nБухгалтер;Ткач\n")
    assert row.unit == "Відділ зв’язку"


def test_a_unit_written_in_its_column_is_not_changed_by_a_heading(tmp_path: Path) -> None:
    content = "Посада;ПІБ;Підрозділ\n;;Гараж\nВодій;А;\nЮрист;Б;Канцелярія\nСлюсар;В;\n"
    assert [row.unit for row in rows(tmp_path, content)] == ["Гараж", "Канцелярія", "Гараж"]


def test_units_merged_from_top_to_bottom_hold_for_all_their_rows(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active.merge_cells("C2:C3")

    content = [HEADERS, ("Водій", "А", "Гараж"), ("Слюсар", "Б"), ("Юрист", "В", "Канцелярія")]
    found = rows(tmp_path, workbook(content, change=change), "staff.xlsx")
    assert [row.unit for row in found] == ["Гараж", "Гараж", "Канцелярія"]


def test_a_title_alone_beside_a_column_of_units_is_a_position(tmp_path: Path) -> None:
    staff, _ = read(tmp_path, "Посада;ПІБ;Підрозділ\nВодій;;\n")
    assert [(row.title, row.employee) for row in staff.rows] == [("Водій", None)]


def test_a_name_alone_is_a_position_without_its_title(tmp_path: Path) -> None:
    assert [
        (code, place) for code, place, _ in found_in(tmp_path, "Посада;ПІБ\nВодій;А\n;Ткач\n")
    ] == [(Code.STAFF_CELL_EMPTY, "3:1")]


def test_a_person_called_like_a_total_is_a_person(tmp_path: Path) -> None:
    (found,) = rows(tmp_path, "Посада;ПІБ;Таб. №\nTotal quality manager;Ткач;5\n")
    assert found.title == "Total quality manager"


# The file


def test_a_second_list_beside_the_one_that_is_read_is_told(tmp_path: Path) -> None:
    for name in ("staff.csv", "staff.xls"):
        (tmp_path / name).write_text("Посада;ПІБ\n", "utf-8")
    (tmp_path / "staff.xlsx").write_bytes(workbook([HEADERS, ("Водій", "Ткач", "Гараж")]))
    _, issues = read_staff(tmp_path, StaffSettings())
    told = [(i.code, i.severity, i.location and i.location.file) for i in issues]
    assert told == [
        (Code.STAFF_UNREAD, Severity.WARNING, "staff.csv"),
        (Code.STAFF_UNREAD, Severity.WARNING, "staff.xls"),
    ]
    assert read_staff(tmp_path, StaffSettings(file="staff.xlsx"))[1] == ()


def test_an_old_workbook_alone_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "staff.xls").write_bytes(compound("Workbook"))
    with pytest.raises(IssueError) as caught:
        read_staff(tmp_path, StaffSettings())
    assert [found.code for found in caught.value.issues] == [Code.STAFF_FILE]


def test_the_names_and_not_the_codes_below_a_wide_heading_are_read(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for cells in ("A1:A2", "D1:D2", "B1:C1"):
            book.active.merge_cells(cells)

    header = [("Посада", "Підрозділ", None, "ПІБ"), (None, "код", "назва", None)]
    content = workbook([*header, ("Водій", "01", "Гараж", "Ткач Ія")], change=change)
    (found,) = rows(tmp_path, content, "staff.xlsx")
    assert found.unit == "Гараж"


def test_a_second_row_of_a_header_needs_no_merged_cells(tmp_path: Path) -> None:
    header = [
        ("Посада", "Працівник", None, None, "Підрозділ"),
        (None, "Прізвище", "Ім’я", "Таб. №", None),
    ]
    content = workbook([*header, ("Водій", "Ткач", "Іван", "7", "Гараж")])
    (found,) = rows(tmp_path, content, "staff.xlsx")
    assert found.employee is not None
    assert (found.employee.name, found.employee.number, found.unit) == ("Ткач Іван", "7", "Гараж")


@pytest.mark.parametrize("total", ["Всього;;;;8", ";Разом;;;8", ";;Усього за штатом;;8"])
def test_a_row_of_totals_is_no_position_wherever_its_word_stands(
    tmp_path: Path, total: str
) -> None:
    text = f"Таб. №;ПІБ;Посада;Підрозділ;Штатних одиниць\n1;Ткач Ія;Водій;Гараж;8\n{total}\n"
    (found,) = rows(tmp_path, text.encode())
    assert found.title == "Водій"


def test_a_unit_may_be_numbered_as_in_the_official_form(tmp_path: Path) -> None:
    head = "№;Назва структурного підрозділу та посад;Кількість штатних одиниць\n"
    text = f"{head}1;Бухгалтерія;\n2;Бухгалтер;3\n"
    (found,) = rows(tmp_path, text.encode())
    assert (found.unit, found.title) == ("Бухгалтерія", "Бухгалтер")


def test_a_workbook_comes_before_a_csv_file_and_the_settings_before_both(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("Посада;ПІБ\nЮрист;В\n", "utf-8")
    assert [row.title for row in rows(tmp_path, "Посада;ПІБ\nВодій;А\n")] == ["Водій"]
    content = workbook([("Посада", "ПІБ"), ("Слюсар", "Б")])
    (tmp_path / "staff.xlsx").write_bytes(content)
    assert [row.title for row in read_staff(tmp_path, StaffSettings())[0].rows] == ["Слюсар"]
    staff, _ = read_staff(tmp_path, StaffSettings(file="other.csv"))
    assert (staff.file, staff.rows[0].title) == ("other.csv", "Юрист")


def test_a_workspace_without_a_list_is_an_issue_without_a_place(tmp_path: Path) -> None:
    with pytest.raises(IssueError) as raised:
        read_staff(tmp_path, USUAL)
    (found,) = raised.value.issues
    assert (found.code, found.location) == (Code.STAFF_MISSING, None)


@pytest.mark.parametrize("file", ["../staff.csv", "/etc/passwd", "~/staff.csv"])
def test_no_list_outside_the_workspace_is_read(tmp_path: Path, file: str) -> None:
    root = tmp_path / "firm"
    root.mkdir()
    (tmp_path / "staff.csv").write_text("Посада;ПІБ\nВодій;А\n", "utf-8")
    with pytest.raises(IssueError) as raised:
        read_staff(root, StaffSettings(file=file))
    assert raised.value.issues[0].code in (Code.PATH_OUTSIDE, Code.FILE_UNREADABLE)


@pytest.mark.parametrize(
    ("folder", "rows_at_least", "units_at_least"),
    [(ROOT, 60, 8), (ROOT / "samples/en", 8, 4)],
    ids=["uk", "en"],
)
def test_the_sample_list_is_read_without_a_remark(
    folder: Path, rows_at_least: int, units_at_least: int
) -> None:
    staff, found = read_staff(folder, USUAL)
    assert found == ()
    assert len(staff.rows) >= rows_at_least
    assert len({row.unit for row in staff.rows}) >= units_at_least
    assert any(row.employee is None for row in staff.rows)


CELLS = st.sampled_from(
    ["", "Посада", "ПІБ", "Підрозділ", "Разом", "___", "Водій", "0,5", "01.02.2024", "вакансія", "=1", "\x00", "\ud7ff"]
) | st.text(max_size=8)  # fmt: skip


@given(table=st.lists(st.lists(CELLS, max_size=5), max_size=8), delimiter=st.sampled_from(";,\t"))
def test_any_table_is_read_or_is_an_issue(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], delimiter: str
) -> None:
    text = "\n".join(delimiter.join(row) for row in table)
    try:
        staff, _ = read(tmp_path_factory.mktemp("any"), text.encode("utf-8", "replace"))
    except IssueError:
        return
    assert all(row.title or row.role for row in staff.rows)
