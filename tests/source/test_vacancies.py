"""A vacancy is read with the place of each value, and what is wrong in it is told there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.issue import Code, Issue, Severity
from generator.source.vacancies import NamedVacancy, read_vacancies
from generator.source.workspace import load_workspace
from tests.workspace import ROOT, write_workspace

ROLE = {"clerk": "title: Діловод\n"}
CONTACT = "contact: {name: Відділ кадрів, phone: 044 000 00 00}\n"
VACANCY = f"posted: 2026-12-01\n{CONTACT}"
PAID = f"{VACANCY}salary: {{from: 20000}}\n"


def read(root: Path, **files: str) -> tuple[tuple[NamedVacancy, ...], tuple[Issue, ...]]:
    """The vacancies of a workspace with one role, `clerk`; `files` are their texts by name."""
    workspace = write_workspace(root, ROLE)
    workspace.vacancies.mkdir()
    for name, text in files.items():
        (workspace.vacancies / f"{name}.yaml").write_text(text, "utf-8")
    return read_vacancies(workspace)


def told(issues: tuple[Issue, ...]) -> list[str]:
    """`code line:column value bound` of each issue."""
    lines = []
    for one in issues:
        values = dict(one.values)
        place = one.location.address() if one.location else ""
        words = (one.code, place, values.get("value", ""), str(values.get("bound", "")))
        lines.append(" ".join(filter(None, words)))
    return lines


def test_a_workspace_without_the_folder_has_no_vacancies(tmp_path: Path) -> None:
    assert read_vacancies(write_workspace(tmp_path, ROLE)) == ((), ())


def test_the_role_is_that_of_the_name_unless_the_file_says_another(tmp_path: Path) -> None:
    found, problems = read(tmp_path, clerk=PAID, archive=f"{PAID}role: clerk\n")
    assert [(one.id, one.role) for one in found] == [("archive", "clerk"), ("clerk", "clerk")]
    assert problems == ()
    assert found[1].content.salary is not None
    assert found[1].content.salary.from_ == Decimal(20000)


def test_a_value_has_its_place(tmp_path: Path) -> None:
    (vacancy,), _ = read(tmp_path, clerk=f"{PAID}offer:\n  - Навчання.\n  - Обіди.\n")
    assert vacancy.place("offer", 1).address() == "6:5"
    assert vacancy.place("website").address() == "1:1"


def test_a_vacancy_without_pay_is_read_and_advised(tmp_path: Path) -> None:
    (vacancy,), (advice,) = read(tmp_path, clerk=VACANCY)
    assert vacancy.content.salary is None
    assert (advice.code, advice.severity) == (Code.VACANCY_SALARY, Severity.INFO)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{PAID}until: 2026-11-30\n", ["field-value 4:8 2026-11-30 2026-12-01"]),
        (f"{VACANCY}salary: {{from: 9, to: 8.5}}\n", ["field-value 3:23 8.5 9"]),
        (f"{VACANCY}salary: {{currency: UAH}}\n", ["field-missing 3:9"]),
        (f"{VACANCY}salary: {{from: 0}}\n", ["field-value 3:16 0 0"]),
        (f"{VACANCY}salary: {{from: 100000001}}\n", ["field-value 3:16 100000001 100000000"]),
        (f"{VACANCY}salary: {{from: 1.234}}\n", ["field-value 3:16 1.234"]),
        (f"{VACANCY}salary: {{from: 20 000 грн}}\n", ["field-value 3:16 20 000 грн"]),
        (f"{PAID}role: clark\n", ["role-unknown 4:7"]),
        (f"{PAID}website: pryklad.example\n", ["field-value 4:10 pryklad.example"]),
        (f"{PAID}website: javascript:alert(1)\n", ["field-value 4:10 javascript:alert(1)"]),
        (f"{PAID}address: {{country: Україна}}\n", ["field-value 4:20 Україна"]),
        (f"{PAID}employment: [permanent]\n", ["field-value 4:14 permanent"]),
        (f"{PAID}openings: 0\n", ["field-value 4:11 0 1"]),
        ("posted: 2026-12-01\n", ["field-missing 1:1"]),
        ("posted: 2026-12-01\ncontact: {name: К}\n", ["field-missing 2:10"]),
        ("posted: 2026-12-01\ncontact: {name: К, email: a@b}\n", ["field-value 2:27 a@b"]),
        ("posted: 2026-12-01\ncontact: {name: К, phone: зателефонуйте}\n", ["field-value 2:27 зателефонуйте"]),
        (f"{PAID}oklad: 5\n", ["field-unknown 4:1"]),
        ("- [\n", ["yaml-syntax 1:3"]),
    ],
    ids=[
        "until before posted", "from above to", "no sum", "nothing paid", "too much", "parts of a kopiyka",
        "words in a sum", "unknown role", "site without https", "script for a site", "country in words",
        "employment", "no openings", "no contact", "no way to apply", "address of mail", "telephone",
        "unknown key", "syntax",
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_value(text: str, expected: list[str], tmp_path: Path) -> None:
    found, problems = read(tmp_path, clerk=text)
    assert found == ()
    assert told(problems) == expected


def test_a_file_named_after_no_role_and_a_misnamed_one_are_told(tmp_path: Path) -> None:
    found, problems = read(tmp_path, courier=PAID, Clerk=PAID)
    assert found == ()
    assert [one.code for one in problems] == [Code.ID_INVALID, Code.ROLE_UNKNOWN]
    assert {one.location.file for one in problems if one.location} == {
        "vacancies/Clerk.yaml",
        "vacancies/courier.yaml",
    }


def test_everything_wrong_in_all_files_is_told_at_once(tmp_path: Path) -> None:
    wrong = f"{VACANCY}until: 2026-01-01\nsalary: {{from: 2, to: 1}}\nrole: x\n"
    found, problems = read(tmp_path, a=wrong, b="posted: завтра\n", clerk=PAID)
    assert [one.id for one in found] == ["clerk"]
    codes = [one.code for one in problems]
    assert codes.count(Code.FIELD_VALUE) == 3
    assert {Code.ROLE_UNKNOWN, Code.FIELD_MISSING} <= set(codes)


def test_the_vacancies_we_ship_have_nothing_wrong() -> None:
    found, problems = read_vacancies(load_workspace(ROOT))
    assert [one.id for one in found] == ["account-manager", "software-developer"]
    assert problems == ()
