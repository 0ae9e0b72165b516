"""Whatever hinders the writing: an issue that names the file, no part of a file, and what was there before stays."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.outcome import GOOD, NOT_ROOT, POSIX, TITLE, build, left_in, write
from tests.workspace import posada_within


def test_a_file_for_the_output_folder_is_an_issue(tmp_path: Path) -> None:
    root = write(tmp_path, {"output": "тут мала бути тека", "roles/other.yaml": GOOD})
    outcome = build(root)
    assert outcome.status == 1
    assert outcome.places() == ["output output-unwritable"]
    assert (root / "output").read_text("utf-8") == "тут мала бути тека"


def test_a_folder_in_place_of_a_result_is_an_issue(tmp_path: Path) -> None:
    root = write(tmp_path, {"output/good.txt/inner": "", "roles/other.yaml": GOOD})
    outcome = build(root, formats=("txt",))
    assert outcome.places() == ["output/good.txt output-unwritable"]
    assert outcome.files == {"good.txt", "good.txt/inner", "other.txt"}


@NOT_ROOT
def test_an_output_folder_that_may_not_be_written_is_an_issue(tmp_path: Path) -> None:
    root = write(tmp_path, {"output/.gitkeep": ""})
    (root / "output").chmod(0o555)
    try:
        outcome = build(root)
    finally:
        (root / "output").chmod(0o755)
    assert outcome.status == 1
    assert "[output-unwritable]" in outcome.said
    assert outcome.files == {".gitkeep"}


@POSIX
def test_a_write_that_fails_leaves_the_old_file_and_no_part_of_the_new(tmp_path: Path) -> None:
    root = write(tmp_path, {"output/good.docx": "старе", "output/good.txt": "старе"})
    done = posada_within(
        500, "build", "--format", "docx,txt", "--jobs", "1", "--lang", "en", cwd=root
    )
    assert done.returncode == 1
    assert re.search(
        r"^output/good\.\w+: error: .*\[output-unwritable\]$", done.stderr, re.MULTILINE
    )
    assert "it is larger than the system allows" in done.stderr
    assert "Traceback" not in done.stderr
    assert left_in(root / "output") == {"good.docx", "good.txt"}
    assert (root / "output/good.docx").read_text("utf-8") == "старе"
    assert (root / "output/good.txt").read_text("utf-8") == "старе"


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system of its own in `folder`, which only root can make."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        made = subprocess.run(["mount", *options], capture_output=True).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("a file system cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@POSIX
def test_a_full_disk_stops_only_what_has_no_room(tmp_path: Path) -> None:
    large = TITLE + "duties:\n" + "".join(f"  - Пункт {n} {'слово ' * 300}\n" for n in range(40))
    root = write(tmp_path, {"roles/bad.yaml": large})
    with small_disk(root / "output", 40):
        outcome = build(root, formats=("txt",))
        assert outcome.status == 1
        assert outcome.places() == ["output/bad.txt output-unwritable"]
        assert "there is no space left on the disk" in outcome.said
        assert outcome.files == {"good.txt"}


@POSIX
def test_new_files_are_whole_or_not_there(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    done = posada_within(100, "new", "clerk", "--title", "Діловод", cwd=root)
    assert done.returncode == 1
    assert "roles/clerk.yaml: error:" in done.stderr
    assert "[output-unwritable]" in done.stderr
    assert left_in(root / "roles") == {"good.yaml"}
