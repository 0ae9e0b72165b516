"""Every kind of issue as the user sees it: a small workspace ‖ the exact text, in English and in Ukrainian.

`issues/_base` is a workspace that is fine. `issues/<code>/input` is laid over it, `without.txt` lists files taken away,
`command.txt` is the command where it is not `check`; `expected.txt` and `expected.uk.txt` are written by
`--update-golden`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from generator.cli.group import posada as cli
from generator.cli.report import as_github, as_text, tell_issue
from generator.issue import Code, Location, issue
from generator.messages import LANGUAGES, catalogue, say
from generator.source.competencies import MAX_FILES
from tests.competency.firm import TALKS, YAML, firm, set_detail
from tests.desk import agree, desk, publish, remark, word_file
from tests.machine import need_pango
from tests.tables import compound, workbook
from tests.workspace import ROOT, posada

ISSUES = Path(__file__).parent / "issues"
BASE = ISSUES / "_base"
EXPECTED = {"en": "expected.txt", "uk": "expected.uk.txt"}

NO_PANGO = """\
import cffi

_dlopen = cffi.FFI.dlopen


def dlopen(self, name, flags=0):
    if "pango" in str(name):
        raise OSError(f"cannot load library {name!r}")
    return _dlopen(self, name, flags)


cffi.FFI.dlopen = dlopen
"""
KILLED_WORKER = """\
import os, signal, sys

if "--multiprocessing-fork" in sys.argv:
    os.kill(os.getpid(), signal.SIGKILL)
"""
MACHINES = {Code.PANGO_MISSING: NO_PANGO, Code.WORKER_LOST: KILLED_WORKER}
"""Code → `sitecustomize.py` of a machine that has this problem: its loader or its system, nothing of ours."""

HARMLESS = {
    Code.FILE_KEPT,
    Code.ASSESSMENT_OLDER,
    Code.CATALOGUE_MISSING,
    Code.VACANCY_SALARY,
}
"""What is told although everything could be done."""

NEEDS_PANGO = {Code.FONT_MISSING, Code.STYLESHEET, Code.RENDER_FAILED}


def secretary(root: Path, text: str) -> None:
    (root / "roles/secretary.yaml").write_text(f"title: Секретар\n{text}", "utf-8")


STAFF = (
    ("Посада", "ПІБ", "Підрозділ", "Табельний номер", "Ставка"),
    ("Головний бухгалтер", "Ткач Надія Іванівна", "Бухгалтерія", "0001", 1),
    ("Бухгалтер", "Коваль Ірина Петрівна", "Бухгалтерія", "0002", "=1/2"),
)


def changed_document(root: Path) -> None:
    """A document that a build wrote and somebody has changed since."""
    notes = root / "output/.posada/files.jsonl"
    notes.parent.mkdir(parents=True)
    notes.write_text('["accountant.txt", "", "0"]\n', "utf-8")
    (root / "output/accountant.txt").write_text("Погоджено з юристом.\n", "utf-8")


def staff_list(root: Path, content: bytes) -> None:
    (root / "staff.xlsx").write_bytes(content)


def decided_twice(root: Path) -> list[Path]:
    """A register of two records, a version and its acknowledgement; the files of both."""
    publish(root, "accountant")
    desk(root).acknowledge("accountant", "Коваль Ірина", "під підпис")
    return sorted((root / "register/accountant").glob("0*.json"))


def lost(root: Path) -> None:
    decided_twice(root)[0].unlink()


def edited(root: Path) -> None:
    path = decided_twice(root)[1]
    path.write_text(path.read_text("utf-8").replace("Коваль Ірина", "Коваль Марина"), "utf-8")


def renamed(root: Path) -> None:
    path = decided_twice(root)[1]
    path.rename(path.with_name(path.name.replace("0002", "0003")))


def foreign(root: Path) -> None:
    (root / "roles/driver.yaml").write_text("title: Водій\n", "utf-8")
    publish(root, "driver")
    publish(root, "accountant")
    for path in (root / "register/driver").glob("0*.json"):
        shutil.copy(path, root / "register/accountant")


def no_word_file(root: Path) -> None:
    (root / "edited.docx").write_bytes(b"%PDF-1.7")


def unknown_text(root: Path) -> None:
    word_file(root, "accountant", "0" * 64)
    role = root / "roles/accountant.yaml"
    role.write_text(role.read_text("utf-8").replace("облік", "облік активів"), "utf-8")


def form(root: Path, change: Callable[[Any], object] = lambda _: None) -> None:
    """A firm and a form of assessment that came back, filled in and then changed otherwise."""
    (root / "assessments").mkdir()
    firm(root).returned(None, change, "assessments/koval.xlsx")


def with_mark(cell: str, value: object) -> Callable[[Path], None]:
    def change(book: Any) -> None:
        book["Оцінювання"][cell] = value

    return lambda root: form(root, change)


def no_form(root: Path) -> None:
    form(root)
    (root / "assessments/koval.xlsx").write_bytes(workbook(STAFF[:2], "Штат"))
    (root / "assessments/2025").mkdir()
    (root / "assessments/koval.xlsm").write_bytes(b"PK")


def older_form(root: Path) -> None:
    form(root)
    changed = TALKS.replace("Ставить запитання", "Питає про потреби")
    firm(root, talks=changed.replace("id: offers", "id: proposes"))


def many_competencies(root: Path) -> None:
    folder = root / "competencies"
    folder.mkdir()
    for number in range(MAX_FILES + 1):
        (folder / f"c{number}.yaml").write_text("name: Облік\n", "utf-8")


def assessments(root: Path, *texts: str) -> None:
    made = firm(root)
    for number, text in enumerate(texts, start=1):
        made.written(text, f"assessments/koval-{number}.yaml")


GENERATED: Mapping[Code, Callable[[Path], object]] = {
    Code.FILE_TOO_LARGE: lambda root: secretary(root, "# " + "х" * 2_000_000),
    Code.TEXT_TOO_LONG: lambda root: secretary(root, "duties:\n  - " + "слово " * 900 + "\n"),
    Code.FILE_KEPT: changed_document,
    Code.STAFF_FILE: lambda root: staff_list(root, compound("EncryptedPackage")),
    Code.STAFF_SHEET: lambda root: staff_list(root, workbook(STAFF, "Штат 2024")),
    Code.STAFF_UNREAD: lambda root: (root / "staff.xlsx").write_bytes(workbook(STAFF[:2], "Штат")),
    Code.STAFF_FORMULA: lambda root: staff_list(root, workbook(STAFF, "Штат 2024")),
    Code.DAY_EARLY: lambda root: agree(root, "accountant"),
    Code.REMARK_OPEN: lambda root: remark(root, "accountant", "records", "Уточніть, облік чого."),
    Code.PUBLISH_UNCHANGED: lambda root: publish(root, "accountant"),
    Code.ACKNOWLEDGED_ALREADY: decided_twice,
    Code.REMARK_UNKNOWN: lambda root: publish(root, "accountant"),
    Code.REVIEW_ROLE: lambda root: word_file(root, "accountant", named=False),
    Code.REVIEW_TEXT: unknown_text,
    Code.WORD_FILE: no_word_file,
    Code.PDF_FILE: lambda root: (root / "edited.pdf").write_bytes(b"%PDF-1.7"),
    Code.REGISTER_MISSING_RECORD: lost,
    Code.REGISTER_EDITED: edited,
    Code.REGISTER_DAMAGED: lambda root: decided_twice(root)[1].write_text("[]"),
    Code.REGISTER_ORDER: renamed,
    Code.REGISTER_FOREIGN: foreign,
    Code.ASSESSMENT_FILE: no_form,
    Code.ASSESSMENT_STRUCTURE: with_mark("G1", "Разом"),
    Code.ASSESSMENT_DETAIL: lambda root: form(root, lambda book: set_detail(book, "date", None)),
    Code.ASSESSMENT_MARK: with_mark("G2", 3),
    Code.ASSESSMENT_FORMULA: with_mark("G2", "=1+1"),
    Code.ASSESSMENT_UNFINISHED: lambda root: assessments(
        root, YAML.replace("manager: 1", "manager: 2")
    ),
    Code.ASSESSMENT_VERSION: older_form,
    Code.ASSESSMENT_INDICATOR: lambda root: assessments(root, YAML.replace("hears", "hear")),
    Code.ASSESSMENT_REPEATED: lambda root: assessments(
        root,
        YAML,
        YAML,
        *(YAML.replace("0012", "7").replace("Олена", name) for name in ("Ольга", "Оксана")),
    ),
    Code.ASSESSMENT_OLDER: lambda root: assessments(root, YAML, YAML.replace("2026", "2025")),
    Code.CATALOGUE_SIZE: many_competencies,
    Code.TOO_MANY_CLAUSES: lambda root: secretary(
        root, "duties:\n" + "".join(f"  - Обов’язок {number}.\n" for number in range(1001))
    ),
}
"""Code → what makes its input where that is too large to be kept, or no text."""


def folder_of(code: Code) -> Path:
    return ISSUES / code


def make_workspace(code: Code, root: Path) -> None:
    shutil.copytree(BASE, root)
    source = folder_of(code)
    if (source / "input").is_dir():
        shutil.copytree(source / "input", root, dirs_exist_ok=True)
    if (source / "without.txt").is_file():
        for name in (source / "without.txt").read_text("utf-8").split():
            (root / name).unlink()
    GENERATED.get(code, lambda _: None)(root)


def command_of(code: Code) -> list[str]:
    path = folder_of(code) / "command.txt"
    return shlex.split(path.read_text("utf-8")) if path.is_file() else ["check"]


def said(code: Code, language: str, root: Path) -> tuple[int, str]:
    """Exit status and everything printed; the folder of the workspace, which differs, is written as `<folder>`."""
    arguments = [*command_of(code), "--lang", language]
    if code in MACHINES:
        machine = root.parent / "machine"
        machine.mkdir()
        (machine / "sitecustomize.py").write_text(MACHINES[code], "utf-8")
        done = posada(*arguments, cwd=root, PYTHONPATH=f"{machine}{os.pathsep}{ROOT}")
        status, output = done.returncode, done.stdout + done.stderr
    else:
        result = CliRunner().invoke(cli, arguments)
        assert isinstance(result.exception, SystemExit | None), result.exception
        status, output = result.exit_code, result.output
    return status, output.replace(str(root.resolve()), "<folder>")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_the_user_sees_exactly_this(
    code: Code,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if code in NEEDS_PANGO:
        need_pango()
    if code in MACHINES and sys.platform == "win32":
        pytest.skip("signals and library names of POSIX")
    root = tmp_path / "firm"
    make_workspace(code, root)
    monkeypatch.chdir(root)
    status, output = said(code, language, root)
    expected = folder_of(code) / EXPECTED[language]
    if request.config.getoption("--update-golden"):
        expected.write_text(output, "utf-8")
    assert status == (0 if code in HARMLESS else 1)
    assert f"[{code}]" in output
    assert "Traceback" not in output
    assert output == expected.read_text("utf-8")


def test_no_code_lacks_a_pair_and_no_folder_a_code() -> None:
    folders = {path.name for path in ISSUES.iterdir() if path.is_dir()} - {BASE.name}
    assert folders == set(Code)


@pytest.mark.parametrize("code", Code)
def test_a_pair_has_both_halves_and_nothing_else(code: Code) -> None:
    names = {path.name for path in folder_of(code).iterdir()}
    assert names >= set(EXPECTED.values())
    assert names - set(EXPECTED.values()) <= {"input", "without.txt", "command.txt"}
    # An empty input would be the base, which is fine.
    assert len(names) > len(EXPECTED) or code in GENERATED


def test_the_base_is_fine(tmp_path: Path) -> None:
    root = tmp_path / "firm"
    shutil.copytree(BASE, root)
    result = CliRunner().invoke(cli, ["check", "--workspace", str(root), "--lang", "en"])
    assert (result.exit_code, result.output) == (0, "No issues: 1 role checked.\n")


def test_a_workflow_command_is_not_broken_by_what_it_says() -> None:
    place = Location("roles/a:b,c%.yaml", 3, 5)
    found = issue(Code.RENDER_FAILED, place, reason="50 %\r\n::error::x, y: z")
    assert as_github(tell_issue(found, "en")) == (
        "::error file=roles/a%3Ab%2Cc%25.yaml,line=3,col=5::"
        "the document could not be made: 50 %25%0D%0A::error::x, y: z. [render-failed]"
    )


@pytest.mark.parametrize(
    ("place", "text", "github"),
    [
        (
            Location("staff.xlsx", 14, 3, "Бугалтер", "Штат 2024", cell=True),
            "staff.xlsx:'Штат 2024'!C14: error: {}\n   14 | Бугалтер",
            "::error file=staff.xlsx::'Штат 2024'!C14: {}",
        ),
        (
            Location("staff.csv", 14, 3, "Бугалтер", cell=True),
            "staff.csv:14:3: error: {}\n   14 | Бугалтер",
            "::error file=staff.csv,line=14,col=3::{}",
        ),
        (
            Location("staff.xlsx", sheet="Штат"),
            "staff.xlsx:Штат: error: {}",
            "::error file=staff.xlsx::Штат: {}",
        ),
    ],
    ids=["workbook", "CSV", "sheet"],
)
def test_a_place_in_a_table_is_a_cell_with_what_it_holds(
    place: Location, text: str, github: str
) -> None:
    found = issue(Code.RENDER_FAILED, place, reason="х")
    message = "the document could not be made: х."
    assert click.unstyle(as_text(tell_issue(found, "en"), "en")) == text.format(
        f"{message} [render-failed]"
    )
    assert as_github(tell_issue(found, "en")) == github.format(f"{message} [render-failed]")


def test_what_is_said_is_one_line_that_commands_no_terminal() -> None:
    place = Location("roles/\x1b[2J.yaml", 3, 2, "\x1b[31m\u202eабв")
    found = issue(Code.RENDER_FAILED, place, reason="а\x1b]0;x\x07\nб")
    text = as_text(tell_issue(found, "en"), "en")
    shown = click.unstyle(text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert shown.startswith(
        "roles/�[2J.yaml:3:2: error: the document could not be made: а�]0;x��б."
    )
    assert len(shown.splitlines()) == 3


# The catalogues


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def names_in(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)\}", text))


MESSAGES = {language: dict(leaves(catalogue(language))) for language in LANGUAGES}
PLURALS = {".one", ".few", ".many"}


def test_both_languages_say_the_same_things() -> None:
    without_forms = {
        language: {re.sub(r"\.(one|few|many)$", "", key) for key in found}
        for language, found in MESSAGES.items()
    }
    assert without_forms["uk"] == without_forms["en"]


@pytest.mark.parametrize("key", [key for key in MESSAGES["en"] if key.startswith("issue.")])
def test_both_languages_name_the_same_values(key: str) -> None:
    assert names_in(MESSAGES["uk"][key]) == names_in(MESSAGES["en"][key])


def test_every_code_has_a_text() -> None:
    for language in LANGUAGES:
        assert set(catalogue(language)["issue"]) == set(Code)
        assert all(entry["text"] for entry in catalogue(language)["issue"].values())


def test_every_phrase_the_program_uses_is_in_the_catalogues() -> None:
    written = re.compile(r"Phrase\(\s*f?\"([\w.-]+)")
    sources = [path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py")]
    used = {key for text in sources for key in written.findall(text)}
    assert len(used) > 10
    for key in used:
        whole = key in MESSAGES["en"]
        assert whole or any(known.startswith(key) for known in MESSAGES["en"]), key


def test_ukrainian_messages_have_ukrainian_quotes_and_apostrophes() -> None:
    for key, text in MESSAGES["uk"].items():
        if key.startswith("example."):
            continue
        # What is to be typed stands as it is typed.
        words = re.sub(r"\"1475\.4\"|--title \"\{title\}\"|\{\{\{\{.*?\}\}\}\}", "", text)
        assert not re.search(r"[\"'“”]|[А-яІіЇїЄєҐґ]`", words), key


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 0, "0 errors"), ("en", 1, "1 error"), ("en", 2, "2 errors"), ("en", 21, "21 errors"),
        ("uk", 0, "0 помилок"), ("uk", 1, "1 помилка"), ("uk", 2, "2 помилки"), ("uk", 4, "4 помилки"),
        ("uk", 5, "5 помилок"), ("uk", 11, "11 помилок"), ("uk", 12, "12 помилок"),
        ("uk", 14, "14 помилок"), ("uk", 21, "21 помилка"), ("uk", 22, "22 помилки"),
        ("uk", 100, "100 помилок"), ("uk", 111, "111 помилок"), ("uk", 101, "101 помилка"),
    ],
)  # fmt: skip
def test_numbers_agree_with_their_words(language: str, count: int, expected: str) -> None:
    assert say(language, "report.errors", count=count) == expected
