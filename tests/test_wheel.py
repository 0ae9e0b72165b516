"""What a user installs is whole: away from the checkout, in an empty folder, it makes every document."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.source.workspace import load_workspace
from tests.installing import Environment, make_environment, make_wheel
from tests.workspace import ROOT

pytestmark = pytest.mark.slow

_BUILT_IN = (
    "templates",
    "roles",
    "competencies",
    "vacancies",
    "assessments",
    "schemas",
    "samples",
)
"""The folders that travel inside the wheel."""

# Python runs this first in the environment, and in every process it starts.
WATCH = """
import os, sys
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = os.path.abspath(arguments[0])
        if any(path.startswith(folder) for folder in {folders!r}):
            os.write(handle, (path + "\\n").encode())
handle = os.open({log!r}, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
sys.addaudithook(note)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return make_environment(tmp_path_factory.mktemp("installed") / "venv", wheel)


def test_in_an_empty_folder_the_installed_command_builds_every_sample(
    installed: Environment, tmp_path: Path
) -> None:
    log = tmp_path / "opened.txt"
    folders = [
        str(ROOT / name)
        for name in (
            "generator",
            "templates",
            "roles",
            "samples",
            "schemas",
            "posada.yaml",
            "staff.csv",
            "classifier.csv",
        )
    ]
    watch = WATCH.format(folders=folders, log=str(log))
    # Not sitecustomize: some systems have one of their own, which comes first.
    (installed.packages / "opened_files.py").write_text(watch, "utf-8")
    (installed.packages / "opened_files.pth").write_text("import opened_files\n", "utf-8")
    work = tmp_path / "work"
    work.mkdir()
    made = installed.run("posada", "init", "firm", cwd=work)
    assert (made.returncode, made.stdout) == (0, "firm\n"), made.stderr
    built = installed.run("posada", "build", cwd=work / "firm")
    assert built.returncode == 0, built.stderr
    roles = load_workspace(ROOT).role_ids()
    expected = {f"{role}.{form}" for role in roles for form in ("docx", "pdf", "html")}
    assert {path.name for path in (work / "firm/output").glob("[!.]*")} == expected
    assert len(built.stdout.splitlines()) == len(expected) == 36
    checked = installed.run("posada", "check", "--strict", cwd=work / "firm")
    assert checked.returncode == 0, checked.stderr
    assert "[title-unofficial" in checked.stderr
    assert log.read_text("utf-8") == "", "read from the checkout"


def test_the_english_samples_build_too(installed: Environment, tmp_path: Path) -> None:
    assert installed.run("posada", "init", "firm", "--lang", "en", cwd=tmp_path).returncode == 0
    built = installed.run("posada", "build", "--format", "txt", cwd=tmp_path / "firm")
    assert built.returncode == 0, built.stderr
    assert len(built.stdout.splitlines()) == 2


def test_the_version_is_that_of_the_project(installed: Environment, tmp_path: Path) -> None:
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert installed.run("posada", "--version", cwd=tmp_path).stdout == f"posada {version}\n"
    asked = installed.run(
        "python", "-c", "import generator; print(generator.__version__)", cwd=tmp_path
    )
    assert asked.stdout == f"{version}\n"


def test_a_type_checker_finds_the_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert "generator/py.typed" in archive.namelist()


def test_the_wheel_holds_the_program_its_data_and_its_licence_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        described = archive.read(metadata).decode()
    tops = {name.split("/")[0] for name in names}
    assert len(tops) == 2
    assert "generator" in tops
    assert any(name.endswith("licenses/LICENSE") for name in names)
    built_in = {
        f"generator/builtin/{path.relative_to(ROOT).as_posix()}"
        for folder in _BUILT_IN
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    built_in |= {f"generator/builtin/{name}" for name in ("posada.yaml", "staff.csv")}
    assert built_in <= names
    program = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file()
    }
    assert {name for name in program if "__pycache__" not in name} <= names
    unwanted = ("tests/", "test_", "__pycache__", ".git")
    assert not [name for name in names if any(part in name for part in unwanted)]
    assert "Requires-Python: >=3.11" in described
