"""`posada build --watch` sees what a user changes, and nothing it writes itself."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.watch import changes, stamps
from tests.workspace import ROOT, SETTINGS, heed_interrupts, write_workspace

SECONDS = 5
GOOD = "title: Діловод\nduties: [Пише листи.]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(
        tmp_path / "firm",
        {"clerk": GOOD, "_shared/office": "rights: [Питати.]\n"},
        SETTINGS,
        {"theme.yaml": "fonts: {size_pt: 12}\n"},
    ).root


def write(name: str, text: str = "title: Секретар із довшою назвою\n") -> Callable[[Path], None]:
    return lambda root: (root / name).write_text(text, "utf-8") and None


def replace(root: Path) -> None:
    """As many editors save: a new file is moved over the old one."""
    (root / "roles/.clerk.tmp").write_text("title: Архіваріус канцелярії\n", "utf-8")
    (root / "roles/.clerk.tmp").replace(root / "roles/clerk.yaml")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (write("roles/clerk.yaml"), "roles/clerk.yaml"),
        (write("roles/_shared/office.yaml"), "roles/_shared/office.yaml"),
        (write("roles/new.yaml"), "roles/new.yaml"),
        (write("posada.yaml"), "posada.yaml"),
        (write("templates/theme.yaml"), "templates/theme.yaml"),
        (write("templates/document.css"), "templates/document.css"),
        (replace, "roles/clerk.yaml"),
        (lambda root: (root / "roles/clerk.yaml").unlink(), "roles/clerk.yaml"),
        (lambda root: shutil.rmtree(root / "templates"), "templates/theme.yaml"),
        (lambda root: (root / "roles/clerk.yaml").rename(root / "roles/z.yaml"), "roles/clerk.yaml"),
        (lambda root: os.utime(root / "roles/clerk.yaml", (1, 1)), "roles/clerk.yaml"),
    ],
    ids=[
        "role", "part", "new", "settings", "theme", "stylesheet", "replaced", "removed", "folder-removed",
        "renamed", "touched",
    ],
)  # fmt: skip
def test_a_change_is_noticed_and_named(
    root: Path, change: Callable[[Path], None], named: str
) -> None:
    seen: queue.Queue[str] = queue.Queue()
    watching = changes(root)
    change(root)
    threading.Thread(target=lambda: seen.put(next(watching)), daemon=True).start()
    assert seen.get(timeout=SECONDS) == named


def test_results_are_not_watched(root: Path) -> None:
    before = stamps(root)
    write_into = root / "output"
    write_into.mkdir()
    (write_into / "clerk.txt").write_text("x")
    (root / "notes.txt").write_text("x")
    assert stamps(root) == before


def test_every_source_is_watched(root: Path) -> None:
    names = {path.relative_to(root).as_posix() for path in stamps(root)}
    assert names == {
        "posada.yaml",
        "roles/clerk.yaml",
        "roles/_shared/office.yaml",
        "templates/theme.yaml",
    }


WATCH = "from generator.cli import main; main(['build', '--watch', '--format', 'txt'])"


@pytest.fixture
def watching(root: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, which has built once and now watches."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", WATCH],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=heed_interrupts if os.name == "posix" else None,
    )
    # Whoever waits for words that never come then reads to the end instead.
    end = threading.Timer(60, process.kill)
    end.start()
    try:
        yield process
    finally:
        end.cancel()
        process.kill()
        process.communicate()


def until(process: subprocess.Popen[str], words: str) -> list[str]:
    """The lines the command says up to one with these words."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line.rstrip())
        if words in line:
            return lines
    raise AssertionError(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_command_builds_again_reports_issues_and_goes_on(
    root: Path, watching: subprocess.Popen[str]
) -> None:
    result = root / "output/clerk.txt"
    until(watching, "Watching")
    assert "Пише листи." in result.read_text("utf-8")

    (root / "roles/clerk.yaml").write_text(GOOD.replace("листи", "довгі листи"), "utf-8")
    begin = time.monotonic()
    assert "Changed: roles/clerk.yaml" in until(watching, "Files written")
    assert time.monotonic() - begin < SECONDS
    assert "Пише довгі листи." in result.read_text("utf-8")

    (root / "roles/clerk.yaml").write_text("titel: Діловод\n", "utf-8")
    said = "\n".join(until(watching, "1 role"))
    assert "unknown key 'titel'" in said
    assert "Пише довгі листи." in result.read_text("utf-8")

    (root / "posada.yaml").write_text("organisation: {}\n", "utf-8")
    until(watching, "field-missing")

    (root / "posada.yaml").write_text(SETTINGS.replace("Львів", "Одеса"), "utf-8")
    (root / "roles/clerk.yaml").write_text(GOOD, "utf-8")
    until(watching, "Files written: 1")
    assert "Одеса" in result.read_text("utf-8")

    watching.send_signal(signal.SIGINT)
    assert "No longer watching." in until(watching, "No longer watching.")[-1]
    assert watching.wait(timeout=SECONDS) == 0
