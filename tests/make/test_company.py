"""A company is built from its staff list: what is made, for whom, and what is made again when something changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import load_workbook

from generator.issue import Code
from generator.make import BuildReport, Plan, build_staff, cover_staff, forget
from generator.source.workspace import load_workspace
from generator.staff.coverage import State
from tests.workspace import write_workspace

ROLES = {
    "clerk": "title: Діловод\naliases: [Секретар]\nduties: [{id: mail, text: Пише листи.}]\n",
    "driver": "title: Водій\nclassification: {code: '8322'}\nduties: [Керує автомобілем.]\nreports_to: chief\n",
    "chief": "title: Завідувач гаража\nduties: [Керує гаражем.]\n",
}
HEAD = "Табельний номер;ПІБ;Посада;Підрозділ;Вищий підрозділ;Ставка\n"
STAFF = f"""{HEAD}
1;Коваль Олена Петрівна;Діловод;Канцелярія;;1
2;Дем’янчук Лук’ян Валер’янович;Секретар;Канцелярія;;0,5
3;Гасанов Ельдар Рашид огли;Водій;Гараж;Канцелярія;1
;вакансія;Водій;Гараж;Канцелярія;1
4;Лисенко Оксана Іванівна;Діловод;Гараж;Канцелярія;1
5;Шевчук Марія Богданівна;Завідувач гаража;Гараж;Канцелярія;1
6;Ткач Надія Іванівна;Директор;Дирекція;;1
"""
SETTINGS = """\
organisation: {name: Товариство «Зразок», short_name: ТОВ «Зразок», city: Львів}
staff: {exempt: [Директор]}
signers:
  approve: {position: Директор, name: Надія Ткач}
"""
DOCUMENTS = ("kantseliariia/clerk", "harazh/driver", "harazh/clerk", "harazh/chief")
PAGES = {"acknowledgement-journal", "coverage", "register"}
LIGHT = ("html", "txt")


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    return write_firm(tmp_path)


def write_firm(root: Path, staff: str = STAFF) -> Path:
    write_workspace(root, ROLES, SETTINGS)
    (root / "staff.csv").write_text(staff, "utf-8")
    return root


def make(root: Path, formats: tuple[str, ...] = LIGHT, **options: Any) -> BuildReport:
    forget()
    return build_staff(Plan(root, formats), **options)


def names(report: BuildReport) -> set[str]:
    """What was written, without the folder of the staff list and endings."""
    return {re.sub(r".*/staff/|\.\w+$", "", path.as_posix()) for path in report.written}


def said(root: Path, name: str) -> str:
    return (root / f"output/staff/{name}.txt").read_text("utf-8").replace("\xa0", " ")


def test_there_is_one_instruction_for_each_role_of_each_unit(firm: Path) -> None:
    report = make(firm)
    assert (report.issues, report.failed) == ((), ())
    assert names(report) == {*DOCUMENTS, *PAGES}


def test_it_names_the_unit_and_those_who_hold_the_position_there(firm: Path) -> None:
    make(firm)
    office, garage = said(firm, "kantseliariia/clerk"), said(firm, "harazh/clerk")
    assert "канцелярії" in office
    assert "гаража" in garage
    assert "Коваль Олена Петрівна" in office
    assert "Дем’янчук Лук’ян Валер’янович" in office
    assert "Лисенко" not in office
    assert "Оксана ЛИСЕНКО" in garage


def test_several_holders_sign_a_sheet_one_a_block_and_a_vacancy_leaves_it_to_the_pen(
    firm: Path,
) -> None:
    make(firm)
    together = "З посадовою інструкцією ознайомлені, по одному примірнику отримали:"
    alone = "ознайомлений(-а), один примірник отримав(-ла):"
    assert together in said(firm, "kantseliariia/clerk")
    assert alone not in said(firm, "kantseliariia/clerk")
    assert "ознайомлена, один примірник отримала:" in said(firm, "harazh/clerk")
    empty = write_firm(firm, f"{HEAD};вакансія;Водій;Гараж;;1\n")
    make(empty)
    assert alone in said(empty, "harazh/driver")


def test_personal_data_stay_out_of_what_is_attached(firm: Path) -> None:
    build_staff(Plan(firm, ("pdf",)))
    with pdfplumber.open(firm / "output/staff/kantseliariia/clerk.pdf") as pdf:
        assert "Дем’янчук" in pdf.pages[-1].extract_text()
    for path in (firm / "output/staff").rglob("*.pdf"):
        assert "Коваль" not in attached(path)


def attached(path: Path) -> str:
    from pikepdf import Pdf

    with Pdf.open(path) as pdf:
        return "".join(
            spec.get_file().read_bytes().decode("utf-8") for spec in pdf.attachments.values()
        )


def test_each_holder_gets_a_copy_when_asked(firm: Path) -> None:
    report = make(firm, personal=True)
    copies = {name for name in names(report) if "personal" in name}
    assert copies == {
        "kantseliariia/personal/clerk-1",
        "kantseliariia/personal/clerk-2",
        "harazh/personal/driver-3",
        "harazh/personal/clerk-4",
        "harazh/personal/chief-5",
    }
    assert "Лук’ян ДЕМ’ЯНЧУК" in said(firm, "kantseliariia/personal/clerk-2")
    assert "Олена КОВАЛЬ" not in said(firm, "kantseliariia/personal/clerk-2")
    assert make(firm).removed == ()


def test_the_journals_have_a_line_for_each_holder_and_each_instruction(firm: Path) -> None:
    make(firm)
    journal = cells(firm, "acknowledgement-journal")
    for name in ("Коваль Олена Петрівна", "Гасанов Ельдар Рашид огли", "Шевчук Марія Богданівна"):
        assert name in journal
    assert "Ткач Надія Іванівна" not in journal
    register = cells(firm, "register")
    assert register.count("Посадова інструкція діловода") == 2
    assert register.count("Робоча інструкція водія") == 1


@pytest.mark.parametrize("formats", [("txt",), ("docx",), ("html", "txt")])
def test_the_coverage_is_a_page_and_a_workbook_whatever_the_instructions_are(
    firm: Path, formats: tuple[str, ...]
) -> None:
    first, second = make(firm, formats), make(firm, formats)
    there = {path.name for path in first.written}
    assert {"coverage.html", "coverage.xlsx"} <= there
    assert second.unchanged == second.documents == first.documents


def test_a_journal_that_is_filled_in_stays_until_the_staff_list_changes(firm: Path) -> None:
    make(firm)
    path = firm / "output/staff/acknowledgement-journal.xlsx"
    book = load_workbook(path)
    book.active["G2"] = "01.12.2026"
    book.save(path)
    filled = path.read_bytes()
    assert (make(firm).written, path.read_bytes()) == ((), filled)
    change(firm / "staff.csv", "Лисенко Оксана Іванівна", "Мороз Ірина Іванівна")
    report = make(firm)
    assert [found.code for found in report.issues] == [Code.FILE_KEPT]
    assert path.with_name("acknowledgement-journal.edited-1.xlsx").read_bytes() == filled
    assert "Мороз Ірина Іванівна" in cells(firm, "acknowledgement-journal")


def cells(root: Path, name: str) -> list[str]:
    book = load_workbook(root / f"output/staff/{name}.xlsx")
    return [
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
    ]


def test_a_book_has_the_instructions_of_a_unit(firm: Path) -> None:
    build_staff(Plan(firm, ("pdf",)))
    parts = ["driver", "clerk", "chief"]
    pages = 0
    for name in parts:
        with pdfplumber.open(firm / f"output/staff/harazh/{name}.pdf") as pdf:
            pages += len(pdf.pages)
    with pdfplumber.open(firm / "output/staff/harazh/book.pdf") as pdf:
        assert len(pdf.pages) == pages + 1
        contents = pdf.pages[0].extract_text()
    assert "ЗБІРНИК ПОСАДОВИХ І РОБОЧИХ ІНСТРУКЦІЙ\nгаража" in contents
    for title in (
        "Робоча інструкція водія",
        "Посадова інструкція діловода",
        "Посадова інструкція завідувача гаража",
    ):
        assert title in contents


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "nothing": (lambda root: None, set()),
    "role": (
        lambda root: change(root / "roles/clerk.yaml", "листи", "довгі листи"),
        {"kantseliariia/clerk", "harazh/clerk"},
    ),
    "holder": (
        lambda root: change(root / "staff.csv", "Лисенко Оксана Іванівна", "Мороз Ірина Іванівна"),
        {"harazh/clerk", "acknowledgement-journal", "coverage"},
    ),
    "title-of-a-superior": (
        lambda root: change(root / "roles/chief.yaml", "Завідувач гаража", "Начальник гаража"),
        {"harazh/driver", "harazh/chief", "register", "acknowledgement-journal", "coverage"},
    ),
    "number": (
        lambda root: change(root / "staff.csv", "\n4;", "\n44;"),
        {"acknowledgement-journal"},
    ),
    "exempt": (
        lambda root: change(root / "posada.yaml", "[Директор]", "[Директор, Сторож]"),
        set(),
    ),
    "file": (lambda root: (root / "output/staff/harazh/driver.txt").unlink(), {"harazh/driver"}),
}


@pytest.mark.parametrize("case", CHANGES)
def test_only_what_a_change_concerns_is_made_again(firm: Path, case: str) -> None:
    make(firm)
    act, expected = CHANGES[case]
    act(firm)
    if case == "title-of-a-superior":
        change(firm / "staff.csv", "Завідувач гаража", "Начальник гаража")
    report = make(firm)
    assert report.issues == ()
    assert names(report) == expected
    assert len(report.unchanged) == len(DOCUMENTS) + len(PAGES) - len(expected)


def test_a_changed_instruction_makes_the_book_of_its_unit_alone(firm: Path) -> None:
    plan = Plan(firm, ("pdf",))
    build_staff(plan)
    change(firm / "roles/driver.yaml", "автомобілем", "вантажівкою")
    forget()
    assert names(build_staff(plan)) == {"harazh/driver", "harazh/book"}


def test_what_left_the_staff_list_is_removed_unless_somebody_changed_it(firm: Path) -> None:
    make(firm)
    (firm / "output/staff/harazh/clerk.txt").write_text("Переглянуто.", "utf-8")
    change(firm / "staff.csv", "4;Лисенко Оксана Іванівна;Діловод;Гараж;Канцелярія;1\n", "")
    report = make(firm)
    assert [path.name for path in report.removed] == ["clerk.html"]
    assert (firm / "output/staff/harazh/clerk.txt").read_text("utf-8") == "Переглянуто."


def test_a_broken_role_is_told_and_the_others_are_built(firm: Path) -> None:
    make(firm)
    change(firm / "roles/driver.yaml", "duties", "dutys")
    change(firm / "roles/clerk.yaml", "листи", "довгі листи")
    report = make(firm)
    assert {found.code for found in report.issues} == {Code.FIELD_UNKNOWN}
    assert {"kantseliariia/clerk", "harazh/clerk"} <= names(report)
    assert (firm / "output/staff/harazh/driver.txt").exists()
    assert report.removed == ()


def test_an_instruction_that_cannot_be_made_is_counted_and_stays_in_the_register(
    firm: Path,
) -> None:
    change(firm / "roles/driver.yaml", "duties", "dutys")
    report = make(firm)
    assert [Path(name).name for name in report.failed] == ["driver"]
    assert any("водія" in cell for cell in cells(firm, "register"))


def test_books_are_left_alone_by_a_build_without_pdf(firm: Path) -> None:
    build_staff(Plan(firm, ("pdf",)))
    forget()
    assert build_staff(Plan(firm, ("docx",))).removed == ()
    assert (firm / "output/staff/harazh/book.pdf").is_file()


def test_namesakes_have_copies_of_their_own(tmp_path: Path) -> None:
    rows = ";Коваль Ія;Діловод;Гараж;;1\n;Коваль Ія;Діловод;Гараж;;1\n"
    report = make(write_firm(tmp_path, HEAD + rows), personal=True)
    copies = {name for name in names(report) if "personal" in name}
    assert copies == {"harazh/personal/clerk-koval-iia", "harazh/personal/clerk-koval-iia-2"}


def test_a_role_that_is_not_finished_is_no_instruction_yet(firm: Path) -> None:
    change(firm / "roles/driver.yaml", "автомобілем", "«…»")
    states = {row.title: row.state for row in cover_staff(Plan(firm)).positions}
    assert states["Водій"] == State.UNFINISHED


def test_a_title_without_a_role_is_told_and_the_others_are_built(firm: Path) -> None:
    change(firm / "staff.csv", ";Водій;", ";Водій-космонавт;")
    report = make(firm)
    assert {found.code for found in report.issues} == {Code.STAFF_TITLE_UNKNOWN}
    assert "kantseliariia/clerk" in names(report)


def test_a_build_of_the_roles_and_one_of_the_company_leave_each_other_alone(firm: Path) -> None:
    from generator.make import build

    assert build(Plan(firm, LIGHT)).removed == ()
    assert make(firm).removed == ()
    assert build(Plan(firm, LIGHT)).removed == ()
    assert len(make(firm).unchanged) == len(DOCUMENTS) + len(PAGES)


def test_units_of_like_names_have_folders_of_their_own(tmp_path: Path) -> None:
    rows = (
        f";Особа {n};Діловод;{unit};;1"
        for n, unit in enumerate(("Відділ А", "Відділ Б", "Відділ «А!»"))
    )
    report = make(write_firm(tmp_path, HEAD + "\n".join(rows) + "\n"))
    folders = [name.partition("/")[0] for name in sorted(names(report)) if "/" in name]
    assert len(folders) == len(set(folders)) >= 2


def test_the_coverage_says_of_each_position_whether_it_has_an_instruction(firm: Path) -> None:
    change(firm / "staff.csv", ";Водій;", ";Астролог;")
    report = cover_staff(Plan(firm))
    states = {row.title: row.state for row in report.positions}
    assert states == {
        "Діловод": State.COVERED,
        "Астролог": State.MISSING,
        "Завідувач гаража": State.COVERED,
        "Директор": State.EXEMPT,
    }
    assert {path.name for path in report.written} == {"coverage.html", "coverage.xlsx"}
    page = (firm / "output/staff/coverage.html").read_text("utf-8")
    assert "<svg" in page
    assert "http:" not in page.replace("http://www.w3.org/", "")


def test_two_processes_make_the_same_of_it(firm: Path, tmp_path: Path) -> None:
    found = []
    for jobs in (1, 2):
        root = write_firm(tmp_path / str(jobs))
        forget()
        assert build_staff(Plan(root), jobs, personal=True).issues == ()
        output = root / "output/staff"
        found.append(
            {p.relative_to(output): p.read_bytes() for p in output.rglob("*") if p.is_file()}
        )
    assert found[0].keys() == found[1].keys()
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


def test_the_workspace_is_only_read(firm: Path) -> None:
    before = {path: path.read_bytes() for path in firm.rglob("*") if path.is_file()}
    make(firm)
    assert {path: path.read_bytes() for path in before} == before
    assert load_workspace(firm).role_ids() == ("chief", "clerk", "driver")
