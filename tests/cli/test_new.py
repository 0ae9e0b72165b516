"""`posada new` makes a role file that builds at once, and never overwrites one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.issue import Code, Severity
from generator.make import Composer, Plan, check
from tests.cli.invoke import invoke
from tests.workspace import SETTINGS, write_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, {"clerk": "title: Діловод\n"}).root


@pytest.mark.parametrize(
    "title",
    [
        "Головний бухгалтер",
        "Менеджер: продаж # 1",
        'Начальник «Відділу "А"»',
        "- 'Майстер'",
        "{{ title }}",
        "100",
        "yes",
        "Back\\slash",
        "🙂 й",
    ],
)
def test_the_role_it_makes_has_the_title_and_only_places_to_fill_in(root: Path, title: str) -> None:
    result = invoke(root, "new", "chief", "--title", title)
    assert (result.exit_code, result.stdout) == (0, "roles/chief.yaml\n")
    assert result.stderr == "roles/chief.yaml was made. Edit it and run: posada build chief\n"
    assert only_to_fill_in(root)
    assert Composer(Plan(root)).resolve("chief").position.title == title


@pytest.mark.parametrize(
    ("language", "words"), [("uk", "Замініть зразки"), ("en", "Replace the samples")]
)
def test_the_starter_is_in_the_language_of_the_workspace(
    tmp_path: Path, language: str, words: str
) -> None:
    write_workspace(tmp_path, {}, f"{SETTINGS}language: {language}\n")
    assert invoke(tmp_path, "new", "chief", "--title", "Chief").exit_code == 0
    assert words in (tmp_path / "roles/chief.yaml").read_text("utf-8")
    assert only_to_fill_in(tmp_path)


def only_to_fill_in(root: Path) -> bool:
    report = check(root)
    found = {(each.code, each.severity) for each in report.issues}
    return report.failed == () and found == {(Code.PLACEHOLDER_LEFT, Severity.WARNING)}


def test_a_workspace_may_have_a_starter_of_its_own(tmp_path: Path) -> None:
    own = {"new-role.yaml": "title: {title}\npurpose: Наша мета.\n"}
    write_workspace(tmp_path, {}, SETTINGS, own)
    invoke(tmp_path, "new", "chief", "--title", "Шеф")
    text = (tmp_path / "roles/chief.yaml").read_text("utf-8")
    assert text == 'title: "Шеф"\npurpose: Наша мета.\n'


def test_a_file_that_is_there_is_not_overwritten(root: Path) -> None:
    result = invoke(root, "new", "clerk", "--title", "Інший")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "roles/clerk.yaml: error: " in result.stderr
    assert "[file-exists]" in result.stderr
    assert (root / "roles/clerk.yaml").read_text("utf-8") == "title: Діловод\n"


@pytest.mark.parametrize("other", ["clerk.yml", "clerk.yaml"])
def test_an_id_that_a_file_of_either_ending_has_is_taken(tmp_path: Path, other: str) -> None:
    write_workspace(tmp_path, {"good": "title: Юрист\n"})
    (tmp_path / "roles" / other).write_text("title: Діловод\n", "utf-8")
    result = invoke(tmp_path, "new", "clerk", "--title", "Інший")
    assert result.exit_code == 1
    assert f"roles/{other}: error: " in result.stderr
    assert not (
        tmp_path / "roles" / {"clerk.yml": "clerk.yaml", "clerk.yaml": "clerk.yml"}[other]
    ).exists()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_role_it_makes_needs_no_formatting(tmp_path: Path, language: str) -> None:
    write_workspace(tmp_path, {}, f"{SETTINGS}language: {language}\n")
    assert invoke(tmp_path, "new", "chief", "--title", "Chief: 1").exit_code == 0
    result = invoke(tmp_path, "format", "--check")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("language", ["uk", "en"])
def test_no_final_copy_is_made_while_the_starters_samples_stand(
    tmp_path: Path, language: str
) -> None:
    write_workspace(tmp_path, {}, f"{SETTINGS}language: {language}\n")
    invoke(tmp_path, "new", "chief", "--title", "Chief")
    assert invoke(tmp_path, "build", "--format", "txt").exit_code == 0
    result = invoke(tmp_path, "build", "--format", "txt", "--final")
    assert result.exit_code == 1
    assert result.stderr.count("[placeholder-left]") == 2


def test_a_starter_of_the_users_with_a_blank_to_fill_in_is_written_as_it_is(tmp_path: Path) -> None:
    own = {"new-role.yaml": "title: {title}\ndepartment:\nduties: [Пише.]\n"}
    write_workspace(tmp_path, {}, SETTINGS, own)
    assert invoke(tmp_path, "new", "chief", "--title", "Шеф").exit_code == 0
    text = (tmp_path / "roles/chief.yaml").read_text("utf-8")
    assert text == 'title: "Шеф"\ndepartment:\nduties: [Пише.]\n'


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("", "field-empty"),
        (" \t\n", "field-empty"),
        ("а\x07", "character-forbidden"),
        ("а\udcff", "character-forbidden"),
        ("а" * 5001, "text-too-long"),
    ],
    ids=["empty", "blank", "control", "not-utf-8", "long"],
)
def test_a_title_that_no_role_can_have_is_refused(root: Path, title: str, code: str) -> None:
    before = sorted(root.rglob("*"))
    result = invoke(root, "new", "chief", "--title", title)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: ")
    assert f"[{code}]" in result.stderr
    assert len(result.stderr) < 300
    assert sorted(root.rglob("*")) == before


def test_a_title_of_several_lines_becomes_one(root: Path) -> None:
    assert invoke(root, "new", "chief", "--title", " Шеф\n кухар ").exit_code == 0
    assert 'title: "Шеф кухар"\n' in (root / "roles/chief.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_name_windows_keeps_is_refused_and_another_suggested(root: Path, name: str) -> None:
    result = invoke(root, "new", name, "--title", "Т")
    assert result.exit_code == 1
    assert f"'{name}' cannot be an id. [id-invalid]" in result.stderr
    assert f"role-{name}" in result.stderr
    assert not (root / f"roles/{name}.yaml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_role_is_not_written_where_a_link_leads_out(tmp_path: Path) -> None:
    root = write_workspace(tmp_path / "firm", {}).root
    (tmp_path / "other").mkdir()
    (root / "roles").symlink_to(tmp_path / "other")
    result = invoke(root, "new", "chief", "--title", "Т")
    assert result.exit_code == 1
    assert "[path-outside]" in result.stderr
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["Chief", "головний", "a b", "../evil", "_part", "a/b", "a.b", "", "a" * 101, "a" * 5000],
    ids=lambda name: name[:8],
)
def test_a_name_that_is_no_id_is_refused(root: Path, name: str) -> None:
    before = sorted(root.rglob("*"))
    result = invoke(root, "new", name, "--title", "Т")
    assert result.exit_code == 1
    assert "[id-invalid]" in result.stderr
    assert sorted(root.rglob("*")) == before


def test_outside_a_workspace_nothing_is_made(tmp_path: Path) -> None:
    result = invoke(tmp_path, "new", "chief", "--title", "Т")
    assert result.exit_code == 1
    assert "[workspace-missing]" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_quiet_prints_only_the_file(root: Path) -> None:
    result = invoke(root, "new", "chief", "--title", "Шеф", "--quiet")
    assert (result.stdout, result.stderr) == ("roles/chief.yaml\n", "")
