"""What somebody put into the output folder leads no build out of it, and stops none."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.make import Plan, Report, build, build_staff, forget
from generator.make.naming import Names
from tests.make.test_company import HEAD, change, make, write_firm
from tests.outcome import NOT_ROOT
from tests.workspace import write_workspace

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
ROLE = {"clerk": "title: Діловод\nduties: [Пише листи.]\n"}


def firm(tmp_path: Path) -> tuple[Path, Path]:
    """A workspace, and a folder outside with a file that must stay as it is."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "old").write_text("старе", "utf-8")
    long_ago = time.time() - 100_000
    os.utime(outside / "old", (long_ago, long_ago))
    return write_workspace(tmp_path / "firm", ROLE).root, outside


def made(root: Path) -> Report:
    forget()
    return build(Plan(root, ("txt",)))


def codes(root: Path) -> set[Code]:
    try:
        return {found.code for found in made(root).issues}
    except IssueError as error:
        return {found.code for found in error.issues}


@POSIX
@pytest.mark.parametrize("name", ["output", "output/.posada", "output/.partial"])
def test_a_link_out_of_the_workspace_is_refused_and_nothing_outside_is_touched(
    tmp_path: Path, name: str
) -> None:
    root, outside = firm(tmp_path)
    link = root / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside)
    assert codes(root) == {Code.PATH_OUTSIDE}
    assert [path.name for path in outside.iterdir()] == ["old"]


@POSIX
def test_notes_that_are_a_link_are_not_written_to(tmp_path: Path) -> None:
    root, outside = firm(tmp_path)
    (root / "output/.posada").mkdir(parents=True)
    (root / "output/.posada/files.jsonl").symlink_to(outside / "old")
    assert codes(root) == {Code.PATH_OUTSIDE}
    assert (outside / "old").read_text("utf-8") == "старе"


@POSIX
@pytest.mark.parametrize("name", ["files.jsonl", "roles.json"])
def test_notes_that_are_a_pipe_are_not_waited_for(tmp_path: Path, name: str) -> None:
    root, _ = firm(tmp_path)
    (root / "output/.posada").mkdir(parents=True)
    os.mkfifo(root / "output/.posada" / name)
    assert codes(root) == {Code.OUTPUT_UNWRITABLE}


@pytest.mark.parametrize(
    "name", ["../../outside/old", "/outside/old", "staff/../../../outside/old"]
)
def test_a_note_of_a_file_outside_removes_nothing(tmp_path: Path, name: str) -> None:
    root, outside = firm(tmp_path)
    written = name.replace("/outside", f"{outside}") if name.startswith("/") else name
    content = hashlib.sha256((outside / "old").read_bytes()).hexdigest()
    notes = root / "output/.posada/files.jsonl"
    notes.parent.mkdir(parents=True)
    notes.write_text(json.dumps([written, "k", content]), "utf-8")
    report = made(root)
    assert (report.removed, report.issues) == ((), ())
    assert (outside / "old").is_file()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '["a\\u0000b.txt", "k", "c"]',
        '["\\ud800.txt", "k", "c"]',
        '["", "k", "c"]',
        '{"world": 1}',
        '{"world": "", "roles": {"clerk": 5}}',
        "\x00\xff",
    ],
    ids=["deep", "null", "surrogate", "empty", "object", "number", "bytes"],
)
@pytest.mark.parametrize("name", ["files.jsonl", "roles.json"])
def test_notes_that_are_damaged_cost_only_time(tmp_path: Path, name: str, text: str) -> None:
    root, _ = firm(tmp_path)
    made(root)
    (root / "output/.posada" / name).write_text(text, "latin-1")
    assert made(root).issues == ()
    assert made(root).unchanged == ("clerk",)


def test_what_was_kept_of_a_role_is_used_only_when_it_is_whole(tmp_path: Path) -> None:
    root = write_firm(tmp_path)
    make(root)
    path = root / "output/.posada/roles.json"
    notes = json.loads(path.read_text("utf-8"))
    for role in notes["roles"].values():
        role["names"] = {}
    path.write_text(json.dumps(notes), "utf-8")
    assert make(root).issues == ()


@NOT_ROOT
def test_a_file_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    root = write_firm(tmp_path)
    make(root)
    folder = root / "output/staff/harazh"
    change(root / "staff.csv", "Гараж", "Склад")
    folder.chmod(0o555)
    try:
        assert {found.code for found in make(root).issues} == {Code.OUTPUT_UNWRITABLE}
    finally:
        folder.chmod(0o755)


# Names


def test_no_two_documents_share_a_file(tmp_path: Path) -> None:
    reserved = ("book", "register", "coverage", "acknowledgement-journal", "personal")
    roles = {role: f"title: Посада {n}\nduties: [Діє.]\n" for n, role in enumerate(reserved)}
    settings = "organisation: {name: Н, city: М}\nsigners: {approve: {position: Директор}}\n"
    root = write_workspace(tmp_path, roles, settings).root
    units = ("", "Personal", "Book", "Register", "CON", "Сектор А", "Сектор Б")
    rows = (f";Особа;Посада {n};{unit};;1" for n in range(5) for unit in units)
    (root / "staff.csv").write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    forget()
    report = build_staff(Plan(root, ("pdf", "docx")), personal=True)
    assert [i for i in report.issues if i.severity == "error"] == []
    assert len(set(report.documents)) == len(report.documents)
    assert len(set(report.written)) == len(report.written)
    folders = {path.parent.name for path in report.written}
    assert {"unit-con", "sektor-a", "sektor-b", "book-2", "personal-2"} <= folders
    forget()
    assert len(build_staff(Plan(root, ("pdf", "docx")), personal=True).written) == 0


def test_many_names_alike_are_numbered_soon() -> None:
    names = Names()
    assert [names.give("unit") for _ in range(50_000)][-1] == "unit-50000"
