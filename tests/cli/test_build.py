"""`posada build` prints the paths it has written, and how it went to stderr."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.make import forget
from tests.cli.invoke import invoke
from tests.tools import need
from tests.workspace import posada, write_workspace

GOOD = "title: Діловод\nduties: [Пише листи.]\n"
WRONG = "titel: Секретар\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    forget()
    return write_workspace(tmp_path, {"a": GOOD, "b": GOOD}).root


def text_of(root: Path, role: str = "a") -> str:
    return (root / f"output/{role}.txt").read_text("utf-8")


def test_word_pdf_and_html_are_made_unless_formats_are_named(root: Path) -> None:
    result = invoke(root, "build", "a")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["output/a.docx", "output/a.pdf", "output/a.html"]
    assert result.stderr == "Files written: 3, roles: 1; folder output/.\n"
    assert (root / "output/a.pdf").read_bytes().startswith(b"%PDF")
    assert (root / "output/a.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("txt", ["txt"]),
        ("html,txt", ["html", "txt"]),
        ("txt, html", ["txt", "html"]),
        ("TXT,Html", ["txt", "html"]),
        ("txt,txt,", ["txt"]),
    ],
)
def test_formats_are_made_in_the_order_named_each_once(
    root: Path, written: str, expected: list[str]
) -> None:
    result = invoke(root, "build", "a", "--format", written)
    assert result.stdout.splitlines() == [f"output/a.{form}" for form in expected]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((), ["a", "b"]),
        (("b",), ["b"]),
        (("b", "a"), ["b", "a"]),
        (("roles/a.yaml",), ["a"]),
        (("a.yaml", "a"), ["a"]),
    ],
    ids=["all", "one", "order", "path", "twice"],
)
def test_only_the_roles_named_are_built(
    root: Path, roles: tuple[str, ...], expected: list[str]
) -> None:
    result = invoke(root, "build", *roles, "--format", "txt", "--jobs", "1")
    assert result.stdout.splitlines() == [f"output/{role}.txt" for role in expected]


def test_a_role_with_an_issue_ends_it_with_status_1_after_the_others(root: Path) -> None:
    write_workspace(root, {"c": WRONG})
    result = invoke(root, "build", "--format", "txt", "--jobs", "1")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["output/a.txt", "output/b.txt"]
    assert result.stderr.endswith("1 error in 1 of 3 roles; 2 built.\n")


def test_a_role_that_is_not_there_ends_it_with_status_1(root: Path) -> None:
    result = invoke(root, "build", "a", "nobody", "--format", "txt")
    assert (result.exit_code, result.stdout) == (1, "output/a.txt\n")
    assert "[role-unknown]" in result.stderr


def test_wrong_settings_end_it_before_anything_is_written(root: Path) -> None:
    (root / "posada.yaml").write_text("organisation: {}\n", "utf-8")
    result = invoke(root, "build")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "posada.yaml" in result.stderr
    assert not (root / "output").exists()


def test_a_workspace_without_roles_says_so(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"_part": "duties: [А.]\n"})
    result = invoke(tmp_path, "build")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "There is no role in roles/.\n"


def test_quiet_prints_only_paths_and_issues(root: Path) -> None:
    assert invoke(root, "build", "--format", "txt", "--quiet", "--jobs", "1").stderr == ""
    write_workspace(root, {"c": WRONG})
    said = invoke(root, "build", "--format", "txt", "--quiet", "--jobs", "1").stderr
    assert "[field-unknown]" in said
    assert "built" not in said


def test_a_draft_is_marked_and_a_final_copy_is_not(root: Path) -> None:
    invoke(root, "build", "a", "--format", "txt")
    assert text_of(root).startswith("ПРОЄКТ\n")
    invoke(root, "build", "a", "--format", "txt", "--final")
    assert "ПРОЄКТ" not in text_of(root)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [((), "«___» ____________ 20___ року"), (("--date", "2026-11-23"), "23.11.2026")],
    ids=["blank", "given"],
)
def test_the_date_is_blank_unless_given(
    root: Path, arguments: tuple[str, ...], expected: str
) -> None:
    invoke(root, "build", "a", "--format", "txt", *arguments)
    dateline = next(line for line in text_of(root).splitlines() if "Львів" in line)
    assert dateline.replace("\xa0", " ").startswith(expected)


def test_from_a_folder_inside_the_workspace_it_writes_to_the_same_output(root: Path) -> None:
    result = posada("build", "a", "--format", "txt", cwd=root / "roles")
    assert (result.returncode, result.stdout) == (0, "../output/a.txt\n")
    assert (root / "output/a.txt").is_file()


def test_off_a_terminal_no_progress_is_shown(root: Path) -> None:
    result = posada("build", "--format", "txt", "--jobs", "2", cwd=root)
    assert result.stderr == "Files written: 2, roles: 2; folder output/.\n"


def test_a_machine_without_pango_still_makes_the_other_formats(root: Path) -> None:
    """The library is hidden from Python as if it were not installed."""
    program = (
        "import cffi\n"
        "found = cffi.FFI.dlopen\n"
        "def dlopen(self, name, flags=0):\n"
        "    if name and 'pango' in name.lower():\n"
        "        raise OSError(f'cannot load library {name}')\n"
        "    return found(self, name, flags)\n"
        "cffi.FFI.dlopen = dlopen\n"
        "from generator.cli import main\n"
        "main()\n"
    )
    import os
    import subprocess
    import sys

    from tests.workspace import ROOT

    done = subprocess.run(
        [sys.executable, "-c", program, "build", "a"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["output/a.docx", "output/a.html"]
    assert "[pango-missing]" in done.stderr
    assert "Traceback" not in done.stderr


def test_poppler_reads_what_was_written(root: Path) -> None:
    import subprocess

    invoke(root, "build", "a", "--format", "pdf,txt", "--final")
    done = subprocess.run(
        [need("pdftotext"), str(root / "output/a.pdf"), "-"], check=True, capture_output=True
    )
    said = re.sub(r"\s+", " ", done.stdout.decode())
    for words in ("ПОСАДОВА ІНСТРУКЦІЯ", "ЗАТВЕРДЖУЮ", "Олена КОВАЛЬ", "2.1. Пише листи."):
        assert words in said
