"""`posada init` makes a workspace that builds at once, and never writes into a folder that holds something."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.source.workspace import load_workspace
from tests.cli.invoke import invoke
from tests.workspace import ROOT, posada


@pytest.mark.parametrize(
    ("arguments", "source", "word"),
    [((), ROOT, "ПОСАДОВА"), (("--lang", "en"), ROOT / "samples/en", "JOB")],
    ids=["uk", "en"],
)
def test_what_it_makes_builds_at_once(
    tmp_path: Path, arguments: tuple[str, ...], source: Path, word: str
) -> None:
    made = posada("init", "firm", *arguments, cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "firm\n")
    root = tmp_path / "firm"
    names = {path.name for path in root.iterdir()}
    assert names == {"posada.yaml", "roles", "schemas", "templates", "output"}
    roles = load_workspace(source).role_ids()
    assert load_workspace(root).role_ids() == roles
    built = posada("build", "--format", "docx,html,txt", "--final", cwd=root)
    assert built.returncode == 0, built.stderr
    assert len(built.stdout.splitlines()) == 3 * len(roles)
    assert word in (root / f"output/{roles[0]}.txt").read_text("utf-8")
    assert (root / "schemas/role.schema.json").is_file()


def test_without_a_name_the_current_folder_becomes_the_workspace(tmp_path: Path) -> None:
    made = posada("init", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, ".\n")
    assert (tmp_path / "posada.yaml").is_file()


def test_it_says_what_to_do_next(tmp_path: Path) -> None:
    said = posada("init", "firm", cwd=tmp_path).stderr
    assert said == f"Workspace made: {tmp_path / 'firm'}\nNext: cd firm and posada build\n"
    assert posada("init", "other", "--quiet", cwd=tmp_path).stderr == ""


@pytest.mark.parametrize("inside", ["posada.yaml", "notes.txt", ".git", "file-itself"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, inside: str) -> None:
    folder = tmp_path / "firm"
    if inside == "file-itself":
        folder.write_text("x")
    else:
        folder.mkdir()
        (folder / inside).write_text("x")
    before = sorted(tmp_path.rglob("*"))
    result = invoke(None, "init", str(folder))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[workspace-exists]" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_and_missing_parents_are_fine(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert invoke(None, "init", str(tmp_path / "empty")).exit_code == 0
    assert invoke(None, "init", str(tmp_path / "a/b/c")).exit_code == 0


def test_where_nothing_can_be_written_it_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = invoke(None, "init", str(tmp_path / "file/firm"))
    assert result.exit_code == 1
    assert "error: " in result.stderr


def test_names_of_people_and_firms_in_the_samples_are_marked_as_invented() -> None:
    for language, words in (("", "вигадані"), ("samples/en", "invented")):
        assert words in (ROOT / language / "posada.yaml").read_text("utf-8")
