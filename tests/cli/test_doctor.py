"""`posada doctor` says what this machine has, and the command that gets what is missing."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

import generator
from generator.doctor import examine
from generator.messages import catalogue
from tests.cli.invoke import invoke
from tests.workspace import ROOT, SETTINGS, write_workspace


def test_a_machine_that_builds_is_fine(tmp_path: Path) -> None:
    write_workspace(tmp_path, {})
    result = invoke(tmp_path, "doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "State of the system"
    assert lines[1].startswith(f"  posada {generator.__version__} · ")
    assert f"  [fine] Python {platform.python_version()}" in lines
    for begin in ("Pango ", "Font of the PDFs: ", "Dictionary of cases: ", "Workspace: "):
        assert any(line.startswith(f"  [fine] {begin}") for line in lines), begin


def test_outside_a_workspace_it_works_and_says_how_to_make_one(tmp_path: Path) -> None:
    result = invoke(tmp_path, "doctor")
    assert result.exit_code == 0
    assert "  [missing] No workspace here" in result.stdout
    assert "posada init" in result.stdout


def test_it_speaks_ukrainian(tmp_path: Path) -> None:
    assert "Словник" in invoke(tmp_path, "doctor", lang="uk").stdout


def test_quiet_leaves_the_title_out(tmp_path: Path) -> None:
    said = invoke(tmp_path, "doctor", "--quiet").stdout
    assert said.startswith("  [")


def test_a_missing_font_is_named_with_a_way_to_get_one_and_fails(tmp_path: Path) -> None:
    theme = "fonts: {families: [No Such Font]}\n"
    write_workspace(tmp_path, {}, SETTINGS, {"theme.yaml": theme})
    result = invoke(tmp_path, "doctor")
    assert result.exit_code == 1
    assert "[missing] None of the fonts is installed: No Such Font" in result.stdout
    assert "How to install: " in result.stdout


def test_a_missing_library_is_named_with_a_way_to_get_it_and_fails(tmp_path: Path) -> None:
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
    done = subprocess.run(
        [sys.executable, "-c", program, "doctor"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 1
    assert "[missing] Pango was not found" in done.stdout
    assert "How to install: " in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_finding_has_its_words(tmp_path: Path, language: str) -> None:
    words = catalogue(language)["doctor"]
    for finding in examine(tmp_path):
        assert words[finding.key].format(**dict(finding.values))
