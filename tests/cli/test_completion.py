"""`posada completion` prints a script with which a shell completes commands and options."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import COMMANDS
from generator.cli.schema import NAMES
from tests.cli.invoke import invoke
from tests.workspace import ROOT


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_belongs_to_the_command(shell: str) -> None:
    result = invoke(None, "completion", shell, lang=None)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"_POSADA_COMPLETE={shell}_complete" in result.stdout
    assert "posada" in result.stdout


@pytest.mark.parametrize(
    ("typed", "place", "expected"),
    [
        ("posada ", "1", set(COMMANDS)),
        ("posada ch", "1", {"check"}),
        ("posada build --fo", "2", {"--force", "--format"}),
        ("posada check --format ", "3", {"text", "json", "sarif", "github", "html"}),
        ("posada schema ", "2", set(NAMES)),
    ],
)
def test_the_command_answers_the_shell(
    tmp_path: Path, typed: str, place: str, expected: set[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from generator.cli import main; main()"],
        cwd=tmp_path,
        env=os.environ
        | {
            "PYTHONPATH": str(ROOT),
            "_POSADA_COMPLETE": "bash_complete",
            "COMP_WORDS": typed,
            "COMP_CWORD": place,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    offered = {line.partition(",")[2] for line in done.stdout.splitlines()}
    assert offered == expected
