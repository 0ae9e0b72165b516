"""Files of assessments: what is wrong in one is told at its cell or line, all at once, and nothing of it is guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.issue import Code, Severity
from generator.source.assessments import assessment_files, read_assessment
from generator.source.workspace import load_workspace
from tests.competency.firm import KEYS, YAML, Firm, firm, row_of, set_detail, told
from tests.tables import compound, with_parts, workbook

Change = Callable[[Any], object]


def amiss(made: Firm, change: Change) -> list[tuple[Code, str, str]]:
    """What is told of a form that is filled in with twos and then changed."""
    made.returned(change=change)
    assessed, issues = made.assess("form.xlsx")
    has_error = any(each.severity is Severity.ERROR for each in issues)
    assert (assessed is None) == has_error
    return told(issues)


def marks(cell: str, value: Any) -> Change:
    """Write into a cell of the sheet of marks."""

    def change(book: Any) -> None:
        book["Оцінювання"][cell] = value

    return change


def detail(key: str, value: Any) -> Change:
    """Write into the row of a particular."""
    return lambda book: set_detail(book, key, value)


def both(*changes: Change) -> Change:
    """One change after the other."""
    return lambda book: [change(book) for change in changes]


def copied_row(book: Any) -> None:
    page = book["Оцінювання"]
    page.append([cell.value for cell in page[2]])


def copied_column(book: Any) -> None:
    for row in book["Оцінювання"].iter_rows():
        book["Оцінювання"].cell(row[0].row, 10).value = row[6].value


def copied_sheet(book: Any) -> None:
    book.copy_worksheet(book["Оцінювання"]).title = "Копія"


def without_details(book: Any) -> None:
    del book["Відомості"]


def without_value_column(book: Any) -> None:
    book["Відомості"].delete_cols(3)


def without_detail(book: Any) -> None:
    book["Відомості"].delete_rows(5)


def doubled_detail(book: Any) -> None:
    page = book["Відомості"]
    page.append([cell.value for cell in page[5]])


STRUCTURE, MARK, DETAIL = Code.ASSESSMENT_STRUCTURE, Code.ASSESSMENT_MARK, Code.ASSESSMENT_DETAIL
FORMULA, UNFINISHED = Code.ASSESSMENT_FORMULA, Code.ASSESSMENT_UNFINISHED

CASES: dict[str, tuple[Change, list[tuple[Code, str, str]]]] = {
    "a mark of 3": (marks("E2", 3), [(MARK, "Оцінювання!E2", "")]),
    "a mark below 0": (marks("G3", -1), [(MARK, "Оцінювання!G3", "")]),
    "half a mark": (marks("F4", 1.5), [(MARK, "Оцінювання!F4", "")]),
    "a word": (marks("G2", "так"), [(MARK, "Оцінювання!G2", "")]),
    "a date": (marks("G2", date(2026, 1, 2)), [(MARK, "Оцінювання!G2", "")]),
    "a formula": (marks("G2", "=1+1"), [(FORMULA, "Оцінювання!G2", "formula")]),
    "a formula in a remark": (marks("H2", "=A1"), [(FORMULA, "Оцінювання!H2", "formula")]),
    "an error": (marks("G2", "#N/A"), [(FORMULA, "Оцінювання!G2", "error")]),
    "a formula for a name": (
        detail("person.name", "=A1"), [(FORMULA, "Відомості!C5", "formula")]
    ),
    "no name": (detail("person.name", None), [(DETAIL, "Відомості!C5", "empty")]),
    "a number for a name": (detail("person.name", 17), [(DETAIL, "Відомості!C5", "wrong")]),
    "no day": (detail("date", None), [(DETAIL, "Відомості!C8", "empty")]),
    "a word for a day": (detail("date", "вчора"), [(DETAIL, "Відомості!C8", "wrong")]),
    "a day that is none": (detail("date", "31.02.2026"), [(DETAIL, "Відомості!C8", "wrong")]),
    "no role": (detail("role", None), [(DETAIL, "Відомості!C3", "empty")]),
    "another role": (detail("role", "seler"), [(Code.ROLE_UNKNOWN, "Відомості!C3", "")]),
    "a column renamed": (
        marks("G1", "Разом"), [(STRUCTURE, "Оцінювання!1:1", "column_missing")]
    ),
    "a column deleted": (
        lambda book: book["Оцінювання"].delete_cols(8),
        [(STRUCTURE, "Оцінювання!1:1", "column_missing")],
    ),
    "a column doubled": (copied_column, [(STRUCTURE, "Оцінювання!J1", "column_doubled")]),
    "a row deleted": (
        lambda book: book["Оцінювання"].delete_rows(3), [(STRUCTURE, "Оцінювання", "row_missing")]
    ),
    "a row doubled": (copied_row, [(STRUCTURE, "Оцінювання!D6", "row_doubled")]),
    "an id changed": (
        marks("A3", "talks/ask"),
        [
            (Code.ASSESSMENT_INDICATOR, "Оцінювання!D3", "unknown"),
            (STRUCTURE, "Оцінювання", "row_missing"),
        ],
    ),
    "an id of an unknown competency": (
        marks("A3", "talk/asks"),
        [
            (Code.COMPETENCY_UNKNOWN, "Оцінювання!D3", ""),
            (STRUCTURE, "Оцінювання", "row_missing"),
        ],
    ),
    "an id taken away": (
        marks("A3", None),
        [(STRUCTURE, "Оцінювання!D3", "no_id"), (STRUCTURE, "Оцінювання", "row_missing")],
    ),
    "an indicator of another profile": (
        lambda book: book["Оцінювання"].append(["crm/designs", "CRM", 3, "Проєктує поля.", 1, 1, 1]),
        [(STRUCTURE, "Оцінювання!D6", "foreign")],
    ),
    "a text edited": (marks("D4", "Інше"), [(STRUCTURE, "Оцінювання!D4", "text")]),
    "a level edited": (marks("C4", 1), [(STRUCTURE, "Оцінювання!D4", "level")]),
    "a second sheet of marks": (copied_sheet, [(STRUCTURE, "Копія", "second_sheet")]),
    "no particulars": (without_details, [(STRUCTURE, "", "no_details")]),
    "no column of values": (
        without_value_column, [(STRUCTURE, "Відомості", "column_missing")]
    ),
    "a particular deleted": (without_detail, [(STRUCTURE, "Відомості", "detail_missing")]),
    "a particular doubled": (doubled_detail, [(STRUCTURE, "Відомості!C11", "row_doubled")]),
    "no agreed mark, and one other": (
        both(marks("F2", None), marks("G2", None)), [(UNFINISHED, "Оцінювання!G2", "one")]
    ),
    "no agreed mark, and two that differ": (
        both(marks("E2", 1), marks("G2", None)), [(UNFINISHED, "Оцінювання!G2", "differ")]
    ),
    "no marks of an indicator": (
        both(*(marks(f"{column}2", None) for column in "EFG")),
        [(UNFINISHED, "Оцінювання!G2", "empty")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_in_a_form_is_told_at_its_cell(tmp_path: Path, name: str) -> None:
    change, expected = CASES[name]
    assert amiss(firm(tmp_path), change) == expected


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    changes = both(marks("E2", 3), marks("G3", "=1"), detail("date", None), marks("D4", "Інше"))
    assert told_codes(amiss(firm(tmp_path), changes)) == {MARK, FORMULA, DETAIL, STRUCTURE}


def told_codes(found: list[tuple[Code, str, str]]) -> set[Code]:
    return {code for code, _, _ in found}


def test_a_formula_whose_value_was_saved_is_one_all_the_same(tmp_path: Path) -> None:
    made = firm(tmp_path)
    path = made.returned()
    sheet = "xl/worksheets/sheet2.xml"

    def with_formula(part: bytes) -> bytes:
        row = f'<c r="G{2}"'.encode()
        start = part.index(row)
        end = part.index(b"</c>", start)
        cell = part[start:end].replace(b"<v>", b"<f>1+1</f><v>")
        return part[:start] + cell + part[end:]

    path.write_bytes(with_parts(path.read_bytes(), {sheet: with_formula}))
    assert told(made.assess("form.xlsx")[1]) == [(FORMULA, "Оцінювання!G2", "formula")]


def test_a_form_that_nobody_has_begun_is_told_once(tmp_path: Path) -> None:
    made = firm(tmp_path)
    made.returned({})
    assert told(made.assess("form.xlsx")[1]) == [(UNFINISHED, "Оцінювання", "nothing")]


def test_a_mark_that_cannot_be_read_is_not_told_to_be_missing_too(tmp_path: Path) -> None:
    changes = both(marks("E2", None), marks("F2", None), marks("G2", "х"))
    assert amiss(firm(tmp_path), changes) == [(MARK, "Оцінювання!G2", "")]


def test_what_was_only_reworded_by_hand_is_a_warning(tmp_path: Path) -> None:
    made = firm(tmp_path)
    made.returned(change=marks("D4", "Інше"))
    assessed, (found,) = made.assess("form.xlsx")
    assert found.severity is Severity.WARNING
    assert assessed is not None
    assert assessed.level_of("talks") == 2


def test_the_row_of_an_indicator_is_found_by_its_key(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Оцінювання"].cell(row_of(book, "crm/records"), 7).value = 9

    assert amiss(firm(tmp_path), change) == [(MARK, "Оцінювання!G5", "")]


# Files that are no form


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (workbook([("Посада", "ПІБ"), ("Водій", "Коваль")]), "form.xlsx", "no_ids"),
        (workbook([]), "form.xlsx", "no_ids"),
        (compound("EncryptedPackage"), "form.xlsx", "encrypted"),
        (compound("Workbook"), "form.xls", "old"),
        (workbook([("crm/records",)] * 10_001), "form.xlsx", "too_many_rows"),
        (b"%PDF-1.7", "form.xlsx", "no_workbook"),
        (b"", "form.xlsx", "empty"),
        (b"PK\x03\x04", "form.xlsx", "damaged"),
        (b"talks/hears;2\n", "form.csv", "no_workbook"),
    ],
    ids=["a staff list", "empty workbook", "password", "xls", "too long", "PDF", "empty", "damaged", "CSV"],
)  # fmt: skip
def test_a_file_that_is_no_form_is_told_as_such(
    tmp_path: Path, content: bytes, name: str, reason: str
) -> None:
    made = firm(tmp_path)
    (tmp_path / name).write_bytes(content)
    assessed, issues = made.assess(name)
    assert assessed is None
    assert [(code, why) for code, _, why in told(issues)] == [(Code.ASSESSMENT_FILE, reason)]


def test_a_file_that_is_not_there_is_an_issue(tmp_path: Path) -> None:
    made = firm(tmp_path)
    assert told_codes(told(made.assess("no.xlsx")[1])) == {Code.FILE_UNREADABLE}
    assert told_codes(told(made.assess("../form.xlsx")[1])) == {Code.PATH_OUTSIDE}


@given(content=st.binary(max_size=300), ending=st.sampled_from([".xlsx", ".yaml"]))
@example(content=b"PK\x03\x04" + bytes(100), ending=".xlsx")
@example(content=b"person: {}", ending=".yaml")
def test_any_bytes_give_issues_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    root = tmp_path_factory.mktemp("firm")
    path = root / f"form{ending}"
    path.write_bytes(content)
    given_assessment, issues = read_assessment(root, path)
    assert given_assessment is None
    assert issues


# YAML


def test_a_yaml_file_has_marks_and_levels(tmp_path: Path) -> None:
    made = firm(tmp_path)
    assessed, issues = made.assess(made.written(YAML))
    assert issues == ()
    assert assessed is not None
    assert (assessed.person.name, assessed.person.number) == ("Коваль Олена Петрівна", "0012")
    assert (assessed.assessor.position, assessed.assessor.name) == (
        "Начальник відділу",
        "Іван Бондар",
    )
    assert {each.entry.id: each.level for each in assessed.standings} == {"talks": 1, "crm": 2}


YAML_CASES = {
    "a mark of 3": ("hears: 2", "hears: 3", [(Code.FIELD_VALUE, "6:18", "")]),
    "an unknown key": ("number:", "nomer:", [(Code.FIELD_UNKNOWN, "1:39", "")]),
    "no person": ("person: {", "# {", [(Code.FIELD_MISSING, "2:1", "")]),
    "not a date": ("2026-11-02", "02.11.2026", [(Code.FIELD_VALUE, "3:7", "")]),
    "a day too early": ("2026-11-02", "1939-12-31", [(Code.FIELD_VALUE, "3:7", "")]),
    "a day too late": ("2026-11-02", "9999-12-31", [(Code.FIELD_VALUE, "3:7", "")]),
    "a number for a name": ("Олена Петрівна", "0012", [(Code.FIELD_VALUE, "1:16", "")]),
    "a remark for a name": (
        "Коваль Олена Петрівна", "(у відпустці)", [(Code.FIELD_VALUE, "1:16", "")]
    ),
    "a sign in the name of the assessor": (
        "Іван Бондар", "Іван <b>", [(Code.FIELD_VALUE, "4:47", "")]
    ),
    "an unknown role": ("role: seller", "role: seler", [(Code.ROLE_UNKNOWN, "2:7", "")]),
    "an unknown competency of marks": (
        "  talks: {", "  talk: {", [(Code.COMPETENCY_UNKNOWN, "6:3", "")]
    ),
    "an unknown competency of levels": (
        "{crm: 2}", "{crn: 2}", [(Code.COMPETENCY_UNKNOWN, "7:10", "")]
    ),
    "a level outside the scale": ("{crm: 2}", "{crm: 4}", [(Code.COMPETENCY_LEVEL, "7:15", "")]),
    "an unknown indicator": (
        "hears: 2",
        "here: 2",
        [
            (Code.ASSESSMENT_INDICATOR, "6:11", "unknown"),
            (Code.ASSESSMENT_INDICATOR, "6:3", "missing"),
        ],
    ),
    "an indicator missing": (
        "hears: 2, ", "", [(Code.ASSESSMENT_INDICATOR, "6:3", "missing")]
    ),
    "no agreed mark": ("manager: 1}", "manager: 2}", [(UNFINISHED, "6:27", "differ")]),
    "no mark at all": ("hears: 2", "hears: {}", [(UNFINISHED, "6:18", "empty")]),
    "a competency twice": (
        "{crm: 2}", "{crm: 2, talks: 1}", [(Code.ASSESSMENT_REPEATED, "6:3", "competency")]
    ),
    "another profile": (
        "role: seller", "profile: abc\nrole: seller", [(Code.ASSESSMENT_VERSION, "2:10", "unknown")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", YAML_CASES)
def test_what_is_wrong_in_a_yaml_file_is_told_at_line_and_column(tmp_path: Path, name: str) -> None:
    old, new, expected = YAML_CASES[name]
    assert old in YAML
    made = firm(tmp_path)
    assert told(made.assess(made.written(YAML.replace(old, new)))[1]) == expected


@pytest.mark.parametrize("end", ["", "levels: {}\n", "levels: {}\nmarks: {}\n"])
def test_neither_levels_nor_marks_is_told(tmp_path: Path, end: str) -> None:
    made = firm(tmp_path)
    name = made.written(YAML.partition("marks:")[0] + end)
    assessed, issues = made.assess(name)
    assert (assessed, told(issues)) == (None, [(UNFINISHED, "", "no_marks")])


def test_what_is_wrong_in_a_yaml_file_is_told_at_once(tmp_path: Path) -> None:
    made = firm(tmp_path)
    wrong = YAML.replace("2026", "1926").replace("Олена", "№5").replace("crm: 2", "crn: 2")
    assert [code for code, _, _ in told(made.assess(made.written(wrong))[1])] == [
        Code.FIELD_VALUE, Code.FIELD_VALUE, Code.COMPETENCY_UNKNOWN,
    ]  # fmt: skip


def test_a_remark_beside_a_name_is_no_part_of_it(tmp_path: Path) -> None:
    made = firm(tmp_path)
    wanted = YAML.replace("Олена Петрівна", "Олена Петрівна (у відпустці)")
    assessed, _ = made.assess(made.written(wanted))
    assert assessed is not None
    assert assessed.person.name == "Коваль Олена Петрівна"


def test_marks_of_a_competency_without_any_indicator_miss_them_all(tmp_path: Path) -> None:
    made = firm(tmp_path)
    name = made.written(YAML.replace("levels: {crm: 2}", "  crm: {}"))
    assert told(made.assess(name)[1]) == [(Code.ASSESSMENT_INDICATOR, "7:3", "missing")]


def test_marks_may_go_beyond_what_is_required(tmp_path: Path) -> None:
    made = firm(tmp_path)
    name = made.written(YAML.replace("offers:", "teaches: 2, offers:"))
    assessed, issues = made.assess(name)
    assert issues == ()
    assert assessed is not None
    (talks,) = [each for each in assessed.standings if each.entry.id == "talks"]
    assert [score.level.number for score in talks.scores] == [1, 2, 3]


# The folder


def test_assessments_are_found_in_order_and_drafts_are_none(tmp_path: Path) -> None:
    made = firm(tmp_path)
    for name in ("b.yaml", "a.xlsx", "_draft.yaml", ".hidden.yaml", "~$a.xlsx", "c.txt", "d.yml"):
        made.written(YAML, f"assessments/{name}")
    found, issues = assessment_files(load_workspace(tmp_path))
    assert ([path.name for path in found], issues) == (["a.xlsx", "b.yaml", "d.yml"], ())


def test_the_ending_may_be_in_capitals(tmp_path: Path) -> None:
    made = firm(tmp_path)
    for name in ("a.XLSX", "b.YAML", "c.Yml"):
        made.written(YAML, f"assessments/{name}")
    found, issues = assessment_files(load_workspace(tmp_path))
    assert ([path.name for path in found], issues) == (["a.XLSX", "b.YAML", "c.Yml"], ())
    assert made.assess("assessments/b.YAML")[1] == ()


def test_what_is_passed_over_is_told_but_no_notes(tmp_path: Path) -> None:
    made = firm(tmp_path)
    passed_over = ("a.xlsm", "b.xls", "c.ods", "d.csv", "e")
    for name in (*passed_over, "README", "readme.uk.md", "x.txt", ".gitignore", "Thumbs.db"):
        made.written(YAML, f"assessments/{name}")
    for name in ("2025", "f.yaml", ".git", "_old"):
        (tmp_path / "assessments" / name).mkdir()
    found, issues = assessment_files(load_workspace(tmp_path))
    assert found == ()
    assert {each.severity for each in issues} == {Severity.WARNING}
    assert told(issues) == [
        (Code.ASSESSMENT_FILE, "", "folder"),
        *((Code.ASSESSMENT_FILE, "", "ending") for _ in passed_over),
        (Code.ASSESSMENT_FILE, "", "folder"),
    ]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    firm(tmp_path)
    (tmp_path / "assessments").write_text("", "utf-8")
    found, issues = assessment_files(load_workspace(tmp_path))
    assert (found, [each.code for each in issues]) == ((), [Code.FILE_UNREADABLE])


@pytest.mark.parametrize("where", ["../elsewhere", "nowhere"])
def test_a_folder_that_is_a_link_elsewhere_is_told(tmp_path: Path, where: str) -> None:
    root = tmp_path / "firm"
    firm(root)
    (tmp_path / "elsewhere").mkdir()
    (root / "assessments").symlink_to(where)
    found, issues = assessment_files(load_workspace(root))
    expected = Code.FILE_UNREADABLE if where == "nowhere" else Code.PATH_OUTSIDE
    assert (found, [each.code for each in issues]) == ((), [expected])


def test_a_workspace_without_the_folder_has_none(tmp_path: Path) -> None:
    firm(tmp_path)
    assert assessment_files(load_workspace(tmp_path)) == ((), ())


def test_the_keys_of_the_sample_are_all_of_the_form(tmp_path: Path) -> None:
    profile = firm(tmp_path).profiles["seller"]
    keys = [f"{each.entry.id}/{i.id}" for each in profile.required for i in each.indicators()]
    assert tuple(keys) == KEYS
