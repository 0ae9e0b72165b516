"""A command that decides, killed at any moment: a register that loads, and the next goes on; two wait in turn."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.review.register.register import Register
from tests.desk import SIGNERS, agree
from tests.machine import need_pango
from tests.workspace import ROOT, SETTINGS, posada, write_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and processes of POSIX")

ROLE = "title: Бухгалтер\nduties:\n  - {id: books, text: Веде облік.}\n"
COMMANDS = {
    "approve": ("approve", "a", "--as", "hr", "--date", "2026-03-02"),
    "review": ("review", "a", "--date", "2026-03-03"),
    "publish": ("publish", "a", "--number", "7", "--date", "2026-03-05"),
    "export": ("export", "a"),
}
MOMENTS = 5


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    need_pango()
    write_workspace(tmp_path, {"a": ROLE}, SETTINGS + SIGNERS)
    agree(tmp_path, "a", "hr", "legal", "safety")
    return tmp_path


def start(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from generator.cli import main; main()", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def killed(root: Path, seconds: float, *arguments: str) -> bool:
    """Whether the command was still at work when it was killed."""
    process = start(root, *arguments)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_leaves_a_register_that_loads(
    firm: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    command = COMMANDS[name]
    probe = tmp_path_factory.mktemp("probe")
    write_workspace(probe, {"a": ROLE}, SETTINGS + SIGNERS)
    agree(probe, "a", "hr", "legal", "safety")
    begun = time.monotonic()
    assert posada(*command, cwd=probe).returncode == 0
    whole = time.monotonic() - begun
    # The beginning is spent on loading the program: most moments are in the part that writes.
    chance = random.Random(name)
    moments = [whole * chance.uniform(0.5, 1.0) for _ in range(MOMENTS)]
    stopped = [killed(firm, seconds, *command) for seconds in moments]
    assert any(stopped)
    register = Register(firm, "a")
    assert register.read().issues == ()
    assert register.verify() == ()
    published = name == "publish" and any(r.kind == "published" for r in register.read().records)
    done = posada(*command, cwd=firm)
    # What was published before the kill is published, and says so.
    assert done.returncode == (1 if published else 0), done.stderr
    assert ("publish-unchanged" in done.stderr) == published
    assert register.verify() == ()


def test_two_commands_at_once_wait_for_each_other(firm: Path) -> None:
    keys = ("hr", "legal", "hr", "legal")
    started = [start(firm, "approve", "a", "--as", key, "--date", "2026-03-02") for key in keys]
    assert [process.wait(60) for process in started] == [0] * len(keys)
    history = Register(firm, "a").read()
    assert history.issues == ()
    assert len(history.records) == 4 + len(keys)
    assert len(history.heads) == 1
    numbers = [record.number for record in history.records]
    assert numbers == sorted(set(numbers))
