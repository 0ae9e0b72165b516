"""`posada check` prints every issue for people, programs and build servers, and writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from generator.cli import report as reports
from generator.issue import Code, Issue, Location, Severity, issue
from tests.cli.invoke import invoke
from tests.workspace import ROOT, SETTINGS, posada, write_workspace

GOOD = "title: Діловод\nduties: [Пише листи.]\n"
WRONG = "title: Секретар\ndutys: [Шле листи.]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, {"good": GOOD, "wrong": WRONG}).root


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("good",), 0),
        (("good", "--strict"), 0),
        ((), 1),
        (("wrong",), 1),
        (("good", "nobody"), 1),
        (("--format", "json"), 1),
        (("--format", "github"), 1),
        (("--format", "xml"), 2),
        (("--no-such-option",), 2),
    ],
)
def test_the_exit_status(root: Path, arguments: tuple[str, ...], status: int) -> None:
    assert invoke(root, "check", *arguments).exit_code == status


def test_issues_have_place_excerpt_caret_code_and_fix(root: Path) -> None:
    result = invoke(root, "check")
    assert result.stdout == ""
    assert result.stderr == (
        "roles/wrong.yaml:2:1: error: unknown key 'dutys'. [field-unknown]\n"
        "    2 | dutys: [Шле листи.]\n"
        "      | ^\n"
        "  fix: did you mean 'duties'?\n"
        "1 error in 1 of 2 roles.\n"
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "No issues: 1 role checked.\n"), ("uk", "Зауважень немає: перевірено 1 роль.\n")],
)
def test_without_issues_it_says_so(root: Path, language: str, expected: str) -> None:
    result = invoke(root, "check", "good", lang=language)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == expected


def test_quiet_prints_only_issues(root: Path) -> None:
    assert invoke(root, "check", "good", "--quiet").stderr == ""
    assert "1 error in" not in invoke(root, "check", "--quiet").stderr
    assert "[field-unknown]" in invoke(root, "check", "--quiet").stderr


@pytest.mark.parametrize("name", ["good", "good.yaml", "roles/good.yaml", "./roles/good.yaml"])
def test_a_role_is_named_by_its_id_or_its_file(root: Path, name: str) -> None:
    assert invoke(root, "check", name).exit_code == 0


def test_json_is_one_object_with_every_field(root: Path) -> None:
    result = invoke(root, "check", "--format", "json")
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "roles": 2,
        "failed": ["wrong"],
        "issues": [
            {
                "code": "field-unknown",
                "severity": "error",
                "file": "roles/wrong.yaml",
                "line": 2,
                "column": 1,
                "length": None,
                "sheet": None,
                "clause": None,
                "roles": [],
                "message": "unknown key 'dutys'.",
                "fix": "did you mean 'duties'?",
                "basis": None,
            }
        ],
    }


def test_json_of_a_good_role_has_no_issues(root: Path) -> None:
    found = json.loads(invoke(root, "check", "good", "--format", "json").stdout)
    assert found == {"roles": 1, "failed": [], "issues": []}


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (".", "roles/wrong.yaml"),
        ("roles", "wrong.yaml"),
        ("output", "../roles/wrong.yaml"),
        ("..", "firm/roles/wrong.yaml"),
    ],
)
def test_files_are_named_as_they_are_found_from_the_current_folder(
    tmp_path: Path, inside: str, expected: str
) -> None:
    root = write_workspace(tmp_path / "firm", {"wrong": WRONG}).root
    (root / "output").mkdir()
    here = (root / inside).resolve()
    said = invoke(root, "check", cwd=here)
    assert said.stderr.startswith(f"{expected}:2:1: error: ")
    noted = invoke(root, "check", "--format", "github", cwd=here)
    assert noted.stdout.startswith(f"::error file={expected},line=2,")
    # For other programs the names are the same wherever it runs.
    data = json.loads(invoke(root, "check", "--format", "json", cwd=here).stdout)
    assert [one["file"] for one in data["issues"]] == ["roles/wrong.yaml"]


def test_issues_of_the_settings_are_named_from_the_current_folder_too(root: Path) -> None:
    (root / "posada.yaml").write_text(f"{SETTINGS}lenguage: uk\n", "utf-8")
    for arguments in (
        ["check"],
        ["build"],
        ["show", "good"],
        ["format"],
        ["new", "x", "--title", "Т"],
    ):
        said = invoke(root, *arguments, cwd=root / "roles").stderr
        assert said.startswith("../posada.yaml:5:1: error: "), arguments


@pytest.mark.parametrize(
    ("here", "path"),
    [
        (".", "roles/good.yaml"),
        (".", "good.yaml"),
        ("roles", "good.yaml"),
        ("roles", "./good.yaml"),
        ("output", "../roles/good.yaml"),
        ("..", "firm/roles/good.yaml"),
        ("..", "roles/good.yaml"),
        ("..", "good.yaml"),
        ("..", "ROOT/roles/good.yaml"),
    ],
)
def test_a_path_to_the_file_of_a_role_is_understood_from_the_current_folder(
    tmp_path: Path, here: str, path: str
) -> None:
    root = write_workspace(tmp_path / "firm", {"good": GOOD, "wrong": WRONG}).root
    (root / "output").mkdir()
    written = path.replace("ROOT", str(root))
    result = invoke(root, "check", written, cwd=(root / here).resolve())
    assert (result.exit_code, result.stderr) == (0, "No issues: 1 role checked.\n")


@pytest.mark.parametrize(
    "path", ["other/roles/good.yaml", "other/good.yaml", "roles/good.yaml", "good.yaml", "a" * 300 + ".yaml"]
)  # fmt: skip
def test_a_file_that_is_no_role_of_the_workspace_is_none(tmp_path: Path, path: str) -> None:
    root = write_workspace(tmp_path / "firm", {"good": GOOD}).root
    if len(path) < 100:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(GOOD, "utf-8")
    result = invoke(root, "check", path, cwd=tmp_path)
    assert result.exit_code == 1
    assert "[role-unknown]" in result.stderr


def test_json_keeps_ukrainian_letters(root: Path) -> None:
    text = invoke(root, "check", "--format", "json", lang="uk").stdout
    assert "невідомий ключ" in text
    assert "\\u" not in text


@pytest.mark.parametrize("form", ["json", "github"])
def test_issues_of_the_settings_come_in_the_same_form(root: Path, form: str) -> None:
    (root / "posada.yaml").write_text(f"{SETTINGS}lenguage: uk\n", "utf-8")
    result = invoke(root, "check", "--format", form)
    assert result.exit_code == 1
    assert "field-unknown" in result.stdout
    assert result.stderr == ""


def test_github_shows_each_issue_at_its_line(root: Path) -> None:
    result = invoke(root, "check", "--format", "github")
    assert result.stderr == ""
    assert result.stdout == (
        "::error file=roles/wrong.yaml,line=2,col=1::unknown key 'dutys'. did you mean 'duties'? "
        "[field-unknown]\n"
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (issue(Code.FIELD_UNKNOWN, None, key="a"), "::error ::unknown key 'a'. [field-unknown]"),
        (
            issue(Code.FIELD_UNKNOWN, Location("a.yaml"), Severity.WARNING, key="a"),
            "::warning file=a.yaml::unknown key 'a'. [field-unknown]",
        ),
        (
            issue(Code.FIELD_UNKNOWN, Location("a,b:c%.yaml", 3), key="50%\n::error::x"),
            "::error file=a%2Cb%3Ac%25.yaml,line=3::unknown key '50%25%0A::error::x'. [field-unknown]",
        ),
    ],
    ids=["no-place", "warning", "escaped"],
)
def test_a_workflow_command_cannot_be_broken_by_what_it_holds(found: Issue, expected: str) -> None:
    assert reports.as_github(reports.tell_issue(found, "en")) == expected


@pytest.mark.parametrize(
    ("column", "line", "shown", "caret"),
    [
        (1, "abc: x", "abc: x", 0),
        (6, "abc: x", "abc: x", 5),
        (2, "\tabc", " abc", 1),
        (200, "x" * 199 + "Y" + "z" * 100, "x" * 59 + "Y" + "z" * 40, 59),
        (3, "a \x1b[31mb", "a �[31mb", 2),
        (1, "a\u202eb", "a�b", 0),
    ],
    ids=["first", "value", "tab", "long", "escape", "direction"],
)
def test_the_caret_stands_under_the_column(column: int, line: str, shown: str, caret: int) -> None:
    found = issue(Code.YAML_TAB, Location("a.yaml", 7, column, line))
    lines = reports.as_text(reports.tell_issue(found, "en"), "en").splitlines()
    assert lines[1] == f"    7 | {shown}"
    assert lines[2] == "      | " + " " * caret + "^"


def test_what_a_file_holds_cannot_command_the_terminal() -> None:
    place = Location("a\x1b[2J.yaml", 1, 1, "")
    found = issue(Code.FIELD_UNKNOWN, place, key="a\x1b[31m\u202eb\n::", suggestion="\r\x9b")
    said = click.unstyle(reports.as_text(reports.tell_issue(found, "en"), "en"))
    assert said.count("\n") == 1
    assert not set("\x1b\u202e\r\x9b") & set(said)


def test_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    invoke(root, "check")
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("folder", ["", "roles", "deep/inside"])
def test_the_workspace_is_found_upwards(root: Path, folder: str) -> None:
    (root / folder).mkdir(parents=True, exist_ok=True)
    assert invoke(root / folder, "check", "good").exit_code == 0


def test_outside_a_workspace_it_says_how_to_make_one(tmp_path: Path) -> None:
    result = invoke(tmp_path, "check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "posada init" in result.stderr
    assert "[workspace-missing]" in result.stderr


def test_the_shipped_roles_have_no_issue() -> None:
    for root in (ROOT, ROOT / "samples/en"):
        result = invoke(root, "check", "--strict")
        assert (result.exit_code, result.stdout) == (0, "")


# The language of messages


ENGLISH, UKRAINIAN = "unknown key", "невідомий ключ"


@pytest.mark.parametrize(
    ("option", "variable", "workspace", "expected"),
    [
        (None, "", "uk", UKRAINIAN),
        (None, "", "en", ENGLISH),
        (None, "en", "uk", ENGLISH),
        (None, "uk", "en", UKRAINIAN),
        ("uk", "en", "en", UKRAINIAN),
        ("en", "uk", "uk", ENGLISH),
        (None, "de", "uk", UKRAINIAN),
    ],
    ids=[
        "workspace-uk", "workspace-en", "variable-en", "variable-uk", "option-uk", "option-en", "unknown-variable",
    ],
)  # fmt: skip
def test_the_option_wins_then_the_variable_then_the_workspace(
    tmp_path: Path, option: str | None, variable: str, workspace: str, expected: str
) -> None:
    write_workspace(tmp_path, {"wrong": WRONG}, f"{SETTINGS}language: {workspace}\n")
    arguments = ["--lang", option] if option else []
    result = posada("check", *arguments, cwd=tmp_path, POSADA_LANG=variable, LC_ALL="C.UTF-8")
    assert result.returncode == 1
    assert expected in result.stderr


@pytest.mark.parametrize(
    ("locale", "expected"), [("uk_UA.UTF-8", "немає файла"), ("C.UTF-8", "there is no posada.yaml")]
)
def test_without_a_workspace_the_system_decides(tmp_path: Path, locale: str, expected: str) -> None:
    result = posada("check", cwd=tmp_path, POSADA_LANG="", LC_ALL=locale)
    assert expected in result.stderr
