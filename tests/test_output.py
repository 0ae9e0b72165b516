"""A file is written whole or not at all; what is there before stays until then, and nothing is left over."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.output import PARTIAL, sweep, write_atomic, write_together
from tests.workspace import ROOT

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")


def left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_new_file_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "deep/output/a.txt"
    write_atomic(path, "Їжак".encode())
    assert path.read_text("utf-8") == "Їжак"


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for content in (b"old and long", b"new"):
        write_atomic(path, content)
        assert path.read_bytes() == content


def test_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.txt", b"x")
    assert left(tmp_path) == ["a.txt"]


@POSIX
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_result_has_the_rights_of_any_file_of_its_owner(
    tmp_path: Path, mask: int, mode: int
) -> None:
    before = os.umask(mask)
    try:
        write_atomic(tmp_path / "a.txt", b"x")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == mode


def unwritable(*paths: Path) -> str:
    """The file that the issue names."""
    with pytest.raises(IssueError) as raised:
        write_together(dict.fromkeys(paths, b"new"))
    (found,) = raised.value.issues
    assert found.code is Code.OUTPUT_UNWRITABLE
    assert found.location is not None
    assert dict(found.values)["reason"]
    return found.location.file


def test_what_cannot_be_written_is_an_issue_and_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "output/a.txt").mkdir(parents=True)
    assert unwritable(tmp_path / "output/a.txt") == "output/a.txt"
    sweep(tmp_path / "output")
    assert left(tmp_path) == ["output", "output/a.txt"]


def test_a_file_in_place_of_a_folder_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("x")
    assert unwritable(tmp_path / "output/a.txt") == "output/a.txt"
    assert (tmp_path / "output").read_text() == "x"


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    first, second = tmp_path / "output/a.txt", tmp_path / "other/a.txt"
    write_together({first: b"old"})
    second.parent.write_text("no folder")
    assert unwritable(first, second) == "other/a.txt"
    assert first.read_bytes() == b"old"
    sweep(first.parent)
    assert left(first.parent) == ["a.txt"]


@pytest.mark.parametrize(("hours", "stays"), [(0, True), (2, False)])
def test_only_what_a_killed_build_left_long_ago_is_swept(
    tmp_path: Path, hours: int, stays: bool
) -> None:
    write_atomic(tmp_path / "a.txt", b"x")
    partial = tmp_path / PARTIAL / "left"
    partial.parent.mkdir(exist_ok=True)
    partial.write_text("half")
    then = time.time() - hours * 3600
    os.utime(partial, (then, then))
    sweep(tmp_path)
    assert partial.exists() is stays
    assert partial.parent.exists() is stays


def test_sweeping_a_folder_that_is_not_there_is_fine(tmp_path: Path) -> None:
    sweep(tmp_path / "nothing")
    assert left(tmp_path) == []


WRITER = """
import sys
from pathlib import Path
from generator.output import write_atomic
for _ in range(150):
    write_atomic(Path("a.txt"), sys.argv[1].encode() * 200_000)
"""


def test_several_builds_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    """A reader sees one whole content or another, never a part."""
    letters = "ABC"
    path = tmp_path / "a.txt"
    write_atomic(path, b"A" * 200_000)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, letter],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for letter in letters
    ]
    contents = [letter.encode() * 200_000 for letter in letters]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        seen.add(path.read_bytes())
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert seen <= set(contents)
    assert len(seen) > 1
    assert left(tmp_path) == ["a.txt"]
