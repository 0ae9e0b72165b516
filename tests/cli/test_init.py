"""`posada init` makes a workspace that builds at once, and never writes into a folder that holds something."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.source.workspace import load_workspace
from tests.cli.invoke import invoke
from tests.outcome import POSIX
from tests.workspace import ROOT, posada, posada_within


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
    assert names == {
        "posada.yaml",
        "staff.csv",
        "classifier.csv",
        "roles",
        "competencies",
        "vacancies",
        "assessments",
        "schemas",
        "templates",
        "output",
    }
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
    for folder, way in (("firm", "  cd firm\n"), ("my firm", '  cd "my firm"\n')):
        said = posada("init", folder, cwd=tmp_path).stderr
        assert said == f"Workspace made: {tmp_path / folder}\nNext, run:\n{way}  posada build\n"
    (tmp_path / "here").mkdir()
    said = posada("init", cwd=tmp_path / "here").stderr
    assert said.endswith("Next, run:\n  posada build\n")
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


@pytest.mark.parametrize("name", ["a" * 300, "a/" + "b" * 300])
def test_a_name_the_system_does_not_allow_is_an_issue(tmp_path: Path, name: str) -> None:
    result = invoke(None, "init", str(tmp_path / name))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[output-unwritable]" in result.stderr
    assert list(tmp_path.iterdir()) == []


@POSIX
@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
def test_what_cannot_be_finished_is_taken_away_again(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "firm").mkdir()
    # Some of the samples are larger than this.
    done = posada_within(12_000, "init", "firm", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.match(r"firm: error: .* \[output-unwritable\]\n", done.stderr)
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["firm"] * there
    assert posada("init", "firm", cwd=tmp_path).returncode == 0


KILLED = """\
import os, signal, sys

seen = 0


def hook(event, arguments):
    global seen
    writes = event == "os.rename" or (event == "open" and arguments[1] in ("w", "wb"))
    if event == "os.mkdir" or writes:
        seen += 1
        if seen == COUNT:
            os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(hook)
from generator.cli import main

main(["init", "firm"])
"""


@POSIX
@pytest.mark.parametrize("count", [1, 2, 3, 10, 20, "last"])
def test_a_killed_command_leaves_nothing_that_looks_like_a_workspace(
    tmp_path: Path, count: int | str
) -> None:
    code = KILLED.replace("COUNT", str(count))
    if count == "last":
        code = KILLED.replace("seen == COUNT", 'event == "os.rename"')
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "firm/posada.yaml").exists()
    assert posada("check", cwd=tmp_path).stderr.count("[workspace-missing]") == 1


def test_names_of_people_and_firms_in_the_samples_are_marked_as_invented() -> None:
    for language, words in (("", "вигадані"), ("samples/en", "invented")):
        assert words in (ROOT / language / "posada.yaml").read_text("utf-8")
