"""Many roles at once: the same bytes from every process, whole files whatever happens, and a steady use of memory."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pdfplumber
import pytest

from generator.issue import Code, Issue, IssueError, Severity
from generator.make import FORMATS, Plan, build, check, forget, select
from generator.source.workspace import load_workspace
from tests.workspace import (
    ROOT,
    SETTINGS,
    copy_workspace,
    heed_interrupts,
    posada,
    write_workspace,
)

ROLES = load_workspace(ROOT).role_ids()
ALL = ",".join(FORMATS)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

POSADA = (sys.executable, "-c", "from generator.cli import main; main()")
GOOD = "title: Діловод\nduties: [Пише листи.]\n"
WRONG = "title: Секретар\ndutys: [Шле листи.]\n"
LIGHT = ("html", "txt")


def names(folder: Path) -> set[str]:
    """The files in a folder, but for those a build keeps for itself."""
    return {path.name for path in folder.glob("[!.]*")}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def codes(issues: tuple[Issue, ...]) -> list[Code]:
    return [one.code for one in issues]


# Which roles, and what becomes of those with issues


def test_a_role_with_an_issue_writes_nothing_and_the_others_are_built(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD, "b": WRONG, "c": GOOD})
    report = build(Plan(tmp_path, LIGHT))
    assert names(tmp_path / "output") == {"a.html", "a.txt", "c.html", "c.txt"}
    assert (report.roles, report.failed) == (("a", "b", "c"), ("b",))
    assert [path.name for path in report.written] == ["a.html", "a.txt", "c.html", "c.txt"]
    assert codes(report.issues) == [Code.FIELD_UNKNOWN]


def test_the_files_of_a_role_stay_when_it_gets_an_issue(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    build(Plan(tmp_path, LIGHT))
    before = contents(tmp_path / "output")
    write_workspace(tmp_path, {"a": WRONG})
    forget()
    assert build(Plan(tmp_path, LIGHT)).failed == ("a",)
    assert contents(tmp_path / "output") == before


def test_an_issue_of_a_shared_part_is_said_once_and_stops_those_who_extend_it(
    tmp_path: Path,
) -> None:
    extending = "title: Діловод\nextends: [_part]\n"
    write_workspace(tmp_path, {"_part": "dutys: []\n", "a": extending, "b": extending, "c": GOOD})
    report = build(Plan(tmp_path, LIGHT))
    assert (report.failed, codes(report.issues)) == (("a", "b"), [Code.FIELD_UNKNOWN])
    assert names(tmp_path / "output") == {"c.html", "c.txt"}


def test_only_the_roles_named_are_built_each_once(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD, "b": GOOD, "c": WRONG})
    report = build(Plan(tmp_path, ("txt",)), ("b", "b"))
    assert (report.roles, names(tmp_path / "output")) == (("b",), {"b.txt"})


def test_a_role_that_is_not_there_is_an_issue_and_the_others_are_built(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"clerk": GOOD})
    report = build(Plan(tmp_path, ("txt",)), ("clark", "clerk"))
    (found,) = report.issues
    assert (found.code, dict(found.values)) == (
        Code.ROLE_UNKNOWN,
        {"role": "clark", "suggestion": "clerk"},
    )
    assert names(tmp_path / "output") == {"clerk.txt"}


def test_issues_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    wrong = "zzz: 1\ntitle: Т\naaa: 1\n"
    write_workspace(tmp_path, {"b": wrong, "a": wrong})
    for report in (check(tmp_path), build(Plan(tmp_path, LIGHT))):
        places = [(i.location.file, i.location.line) for i in report.issues if i.location]
        assert places == [
            ("roles/a.yaml", 1),
            ("roles/a.yaml", 3),
            ("roles/b.yaml", 1),
            ("roles/b.yaml", 3),
        ]


def test_wrong_settings_stop_everything(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    (tmp_path / "posada.yaml").write_text(f"{SETTINGS}lenguage: uk\n", "utf-8")
    for act in (lambda: check(tmp_path), lambda: build(Plan(tmp_path, LIGHT))):
        with pytest.raises(IssueError) as raised:
            act()
        assert codes(raised.value.issues) == [Code.FIELD_UNKNOWN]
    assert not (tmp_path / "output").exists()


def test_check_writes_nothing(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD, "b": WRONG})
    before = sorted(tmp_path.rglob("*"))
    report = check(tmp_path)
    assert (report.roles, report.failed, report.written) == (("a", "b"), ("b",), ())
    assert sorted(tmp_path.rglob("*")) == before


def test_a_workspace_without_roles_gives_an_empty_report(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"_part": "duties: [А.]\n"})
    assert build(Plan(tmp_path)).roles == check(tmp_path).roles == ()
    assert select(load_workspace(tmp_path), ()) == ((), [])


def test_the_shipped_workspaces_have_no_issue() -> None:
    for root in (ROOT, ROOT / "samples/en"):
        report = check(root)
        assert report.roles
        assert report.issues == ()


def test_progress_is_told_after_each_role(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD, "b": WRONG, "c": GOOD})
    told: list[tuple[int, int]] = []
    build(Plan(tmp_path, ("txt",)), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_format_this_machine_cannot_make_does_not_stop_the_others(tmp_path: Path) -> None:
    theme = {"theme.yaml": "fonts: {families: [No Such Font]}\n"}
    write_workspace(tmp_path, {"a": GOOD, "b": GOOD}, SETTINGS, theme)
    report = build(Plan(tmp_path, FORMATS))
    assert codes(report.issues) == [Code.FONT_MISSING]
    assert report.issues[0].severity is Severity.ERROR
    assert report.failed == ()
    assert {path.suffix for path in report.written} == {".docx", ".html", ".txt"}


def test_changed_settings_are_read_once_the_warm_renderer_is_forgotten(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    build(Plan(tmp_path, ("txt",)))
    write_workspace(tmp_path, {"a": GOOD}, SETTINGS.replace("Львів", "Одеса"))
    forget()
    build(Plan(tmp_path, ("txt",)))
    assert "Одеса" in (tmp_path / "output/a.txt").read_text("utf-8")


# The same bytes


def test_other_processes_hash_seeds_clocks_and_numbers_of_workers_give_the_same_bytes(
    tmp_path: Path,
) -> None:
    roles = ROLES[::2]
    surroundings = (
        ("1", {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
        ("2", {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C"}),
    )
    made = []
    for jobs, environment in surroundings:
        root = copy_workspace(tmp_path / f"firm-{jobs}")
        arguments = ("build", *roles, "--format", ALL, "--jobs", jobs, "--quiet")
        done = posada(*arguments, cwd=root, **environment)
        assert (done.returncode, done.stderr) == (0, "")
        made.append(contents(root / "output"))
    one, two = made
    assert one.keys() == two.keys() == {f"{role}.{form}" for role in roles for form in FORMATS}
    assert [name for name in one if one[name] != two[name]] == []
    for name, content in one.items():
        assert str(tmp_path).encode() not in unpacked(name, content), name
        assert str(ROOT).encode() not in unpacked(name, content), name


def unpacked(name: str, content: bytes) -> bytes:
    """The parts of a DOCX one after another; of another file, the file."""
    if not name.endswith(".docx"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(part) for part in archive.namelist())


def test_several_workers_report_what_one_does(tmp_path: Path) -> None:
    roles = {"a": GOOD, "b": WRONG, "c": GOOD, "d": "titel: Т\n", "e": GOOD}
    reports = []
    for jobs in (1, 2):
        root = tmp_path / str(jobs)
        write_workspace(root, roles)
        report = build(Plan(root, LIGHT), jobs=jobs)
        written = [path.relative_to(root) for path in report.written]
        reports.append((report.roles, report.failed, written, report.issues))
    assert reports[0] == reports[1]
    assert contents(tmp_path / "1/output") == contents(tmp_path / "2/output")


# A process killed at any moment


def whole(name: str, content: bytes) -> bool:
    """Whether a file is complete and other programs can open it."""
    if name.endswith(".pdf"):
        with pdfplumber.open(io.BytesIO(content)) as file:
            return content.rstrip().endswith(b"%%EOF") and len(file.pages) > 0
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None
    return content.rstrip().endswith(b"</html>")


@POSIX
def test_a_killed_build_leaves_only_whole_files_and_no_process(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, {f"r{n}": GOOD for n in range(8)}).root
    command = ("build", "--format", "docx,pdf,html", "--quiet", "--jobs", "1")
    assert posada(*command, cwd=root).returncode == 0
    wanted = contents(root / "output")
    assert len(wanted) == 24
    seen: list[int] = []
    for moment in range(10):
        for name in names(root / "output"):
            (root / "output" / name).unlink()
        process = subprocess.Popen(
            [*POSADA, *command[:-1], "2" if moment % 3 == 0 else "1"],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        # The first moments are before anything is written, the others right after some file has appeared.
        deadline = time.monotonic() + (0.3 if moment < 2 else 60)
        while len(names(root / "output")) < moment * 2 and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(0.007 * (moment % 4))
        process.kill()
        process.wait()
        left = contents(root / "output")
        for name, content in left.items():
            assert whole(name, content), name
            assert content == wanted[name], name
        seen.append(len(left))
        assert group_is_gone(process.pid)
    assert min(seen) == 0
    assert any(0 < count < 24 for count in seen), "no build was killed in the middle"
    assert posada(*command, cwd=root).returncode == 0
    assert contents(root / "output") == wanted


def group_is_gone(group: int) -> bool:
    """Whether the workers of a killed process have ended too."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@POSIX
def test_an_interrupt_ends_a_build_with_a_word_and_no_traceback(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "firm")
    process = subprocess.Popen(
        [*POSADA, "build", "--jobs", "2"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
    )
    # A file of the second document: the first is done, and told.
    while len(names(root / "output")) <= 3:
        assert process.poll() is None
        time.sleep(0.01)
    # Who is in a hurry presses it more than once.
    for _ in range(3):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.03)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    stopped = r"Stopped: ([1-9]\d?) of 12 documents are done, and their files are whole\. The next run makes the rest\."
    (done,) = re.findall(stopped, said)
    assert int(done) <= len(names(root / "output")) / 3
    assert "Traceback" not in said
    assert group_is_gone(process.pid)


# Memory


MEASURE = """
import re, resource, sys
from pathlib import Path
from generator.make import Plan, build
from generator.source.workspace import load_workspace

def peak_mb():
    status = Path("/proc/self/status")
    if status.exists():
        # getrusage would count the peak of the process that started this one too.
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) / 1000
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6

roles = load_workspace(Path()).role_ids()
plan = Plan(Path())
for part in (roles[:12], roles[12:]):
    assert not build(plan, part).issues
    print(round(peak_mb()))
"""


@POSIX
@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_roles(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "firm")
    for copy in range(1, 5):
        for role in ROLES:
            text = (root / f"roles/{role}.yaml").read_text("utf-8")
            # They stand after the originals.
            (root / f"roles/z{copy}-{role}.yaml").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    once, five_times = map(int, done.stdout.split())
    assert len(names(root / "output")) == 5 * 12 * 3
    assert five_times < 300
    assert five_times <= once * 1.15
