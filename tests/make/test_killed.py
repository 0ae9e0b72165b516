"""A build of the company killed at any moment, or one of its workers: whole files only, and the next run completes."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pdfplumber
import pytest

from tests.make.test_company import write_firm
from tests.workspace import ROOT, posada

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and processes of POSIX")

COMMAND = ("staff", "build", "--personal", "--jobs", "2", "--quiet")
FILES = 4 * 3 + 5 * 3 + 2 + 2 * 2 + 2
"""Four instructions and five copies in three formats, two books, two journals and the coverage in two."""


def start(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from generator.cli import main; main()", *COMMAND],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def files(root: Path) -> dict[str, bytes]:
    """What stands in the output, but for what a build keeps for itself."""
    output = root / "output"
    found = (path for path in output.rglob("*") if path.is_file())
    names = {path.relative_to(output): path for path in found}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if not {".posada", ".partial"} & set(name.parts)
    }


def whole(name: str, content: bytes) -> bool:
    """Whether another program can open the file."""
    if name.endswith(".pdf"):
        with pdfplumber.open(io.BytesIO(content)) as file:
            return len(file.pages) > 0
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None
    return content.rstrip().endswith(b"</html>")


def group_is_gone(group: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """What an uninterrupted run writes, and how long it takes."""
    root = write_firm(tmp_path_factory.mktemp("whole"))
    begin = time.monotonic()
    assert posada(*COMMAND, cwd=root).returncode == 0
    found = files(root)
    assert len(found) == FILES
    return found, time.monotonic() - begin


@pytest.mark.slow
def test_a_build_killed_at_twenty_moments_leaves_whole_files_and_the_next_run_completes_it(
    tmp_path: Path, wanted: tuple[dict[str, bytes], float]
) -> None:
    complete, seconds = wanted
    choose = random.Random(20)
    left: list[int] = []
    for moment in range(20):
        root = write_firm(tmp_path / str(moment))
        process = start(root)
        time.sleep(choose.uniform(0.1, 1.1) * seconds * (moment + 1) / 20)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert group_is_gone(process.pid)
        found = files(root)
        assert [name for name, content in found.items() if not whole(name, content)] == []
        assert {name: complete[name] for name in found} == found
        left.append(len(found))
    assert any(0 < count < FILES for count in left), "no build was killed in the middle"
    for moment in (7, 13, 19):
        root = tmp_path / str(moment)
        done = posada(*COMMAND, cwd=root)
        assert done.returncode == 0
        # Only what was not written and noted yet: at most the files of the documents in hand.
        assert len(done.stdout.splitlines()) <= FILES - left[moment] + 3
        assert files(root) == complete
        assert not list((root / "output").rglob(".partial"))


@pytest.mark.slow
def test_workers_killed_at_random_moments_change_nothing(
    tmp_path: Path, wanted: tuple[dict[str, bytes], float]
) -> None:
    complete, seconds = wanted
    choose = random.Random(7)
    killed = 0
    for moment in range(6):
        root = write_firm(tmp_path / str(moment))
        process = start(root)
        time.sleep(choose.uniform(0.3, 0.9) * seconds)
        for worker in workers_of(process.pid)[:1]:
            killed += 1
            os.kill(worker, signal.SIGKILL)
        assert process.wait(120) == 0
        assert files(root) == complete
    assert killed


def workers_of(parent: int) -> list[int]:
    """The processes a build has started for its work."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            line = (path.parent / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if int(fields[1]) == parent and re.search("spawn_main", line):
            found.append(int(path.parent.name))
    return found
