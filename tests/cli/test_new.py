"""`posada new` makes a role file that builds at once, and never overwrites one."""

from __future__ import annotations

from pathlib import Path

import pytest

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
def test_the_role_it_makes_has_the_title_and_no_issue(root: Path, title: str) -> None:
    result = invoke(root, "new", "chief", "--title", title)
    assert (result.exit_code, result.stdout) == (0, "roles/chief.yaml\n")
    assert result.stderr == "roles/chief.yaml was made. Edit it and run: posada build chief\n"
    assert check(root).issues == ()
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
    assert check(tmp_path).issues == ()


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


@pytest.mark.parametrize("name", ["Chief", "головний", "a b", "../evil", "_part", "a/b", "a.b", ""])
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
