"""The register keeps every decision: what is gone, changed, moved or strange is named, whatever kills a process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.issue import Code, Issue, IssueError, Location
from generator.messages import LANGUAGES, explain
from generator.review.register.fields import FieldError, instant
from generator.review.register.records import (
    Acknowledged,
    Agreed,
    Approver,
    Awaited,
    Content,
    FileHash,
    Opened,
    Published,
    Record,
    Remark,
    Resolved,
    Retention,
    Returned,
    Withdrawn,
    hash_of,
    make,
    parse,
    render,
)
from generator.review.register.register import Register, registers
from generator.review.register.sums import SUMS, checksum
from tests.workspace import ROOT

DAY = date(2026, 11, 24)
NOW = "2026-11-24T10:15:00Z"
TEXT = "a" * 64
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and signals of POSIX")

EVERY = (
    Opened(
        day=DAY, recorded=NOW, fingerprint=TEXT,
        awaited=(Awaited("hr", "Начальник відділу кадрів", "Оксана Лисенко"), Awaited("safety", "Інженер")),
    ),
    Agreed(
        day=DAY, recorded=NOW, fingerprint=TEXT, key="hr", position="Начальник відділу кадрів",
        name="Ігор Бондаренко", for_name="Оксана Лисенко",
    ),
    Returned(
        day=DAY, recorded=NOW, fingerprint=TEXT, key="safety", position="Інженер", name="Василь Гнатюк",
        reason="Немає обов’язків\nз охорони праці.",
    ),
    Remark(
        day=DAY, recorded=NOW, fingerprint=TEXT, clause="client-database", text="Уточніть строк.",
        author="Марія Шевчук", written=date(2026, 11, 20), file="зауваження.docx",
    ),
    Resolved(day=DAY, recorded=NOW, remark="b" * 64, how="Строк додано.", by="Оксана Лисенко"),
    Published(
        day=DAY, recorded=NOW, version=2, fingerprint=TEXT, number="14-ПІ", order="87-к",
        approver=Approver("Директор", "Олена Коваль"), in_force=date(2026, 12, 1),
        files=(FileHash("clerk.docx", "c" * 64), FileHash("clerk.pdf", "d" * 64)),
        retention=Retention("Перелік № 578/5, п. 39", 75), supersedes=1, retain_until=date(2101, 12, 31),
    ),
    Acknowledged(day=DAY, recorded=NOW, version=2, employee="Ірина Мороз", how="підпис"),
    Withdrawn(day=DAY, recorded=NOW, version=0, reason="Змінюється штатний розпис."),
)  # fmt: skip


def agreed(number: int = 0, **values: Any) -> Agreed:
    """A small decision; each `number` gives another."""
    given: dict[str, Any] = {
        "day": DAY + timedelta(number), "recorded": NOW, "fingerprint": TEXT, "key": "hr",
        "position": "Начальник відділу кадрів", "name": f"Оксана Лисенко {number}",
    }  # fmt: skip
    return Agreed(**given | values)


def filled(root: Path, count: int, role: str = "clerk") -> Register:
    """A register with some decisions."""
    register = Register(root, role)
    for number in range(count):
        register.append(agreed(number))
    return register


def files(register: Register) -> list[Path]:
    return sorted(register.folder.glob("*.json"))


def found(register: Register) -> list[tuple[str, str]]:
    """What is wrong: code and the file it is said of; the messages are to exist in both languages."""
    issues = register.read().issues
    for each in issues:
        assert all(all(explain(each, language)) for language in LANGUAGES)
    return [(each.code.value, Path(place(each)).name) for each in issues]


def place(each: Issue) -> str:
    assert each.location is not None
    return each.location.file


def branch(register: Register, root: Path) -> Register:
    """A copy of the register in another checkout."""
    shutil.copytree(register.root / "register", root / "register")
    return Register(root, register.role)


def merge(into: Register, other: Register) -> None:
    """What git makes of two branches: the files of both, and by merge=union the lines of both."""
    ours, theirs = (each.folder / SUMS for each in (into, other))
    lines = ours.read_text("utf-8") + theirs.read_text("utf-8")
    shutil.copytree(other.folder, into.folder, dirs_exist_ok=True)
    ours.write_text(lines, "utf-8")


# Records


@pytest.mark.parametrize("content", EVERY, ids=lambda content: content.kind)
def test_a_decision_of_every_kind_is_read_as_it_was_recorded(
    content: Content, tmp_path: Path
) -> None:
    register = Register(tmp_path, "clerk")
    record = register.append(content)
    assert record.content == content
    history = register.read()
    assert history.records == (record,)
    assert history.issues == ()


def test_the_file_of_a_record_is_json_for_people_and_proves_itself(tmp_path: Path) -> None:
    first = Register(tmp_path, "clerk").append(EVERY[1])
    record = Register(tmp_path, "clerk").append(EVERY[6])
    path = tmp_path / "register/clerk" / record.name
    assert path.name == f"0002-acknowledged-{record.hash[:8]}.json"
    assert path.read_text("utf-8") == (
        "{\n"
        '  "role": "clerk",\n'
        '  "kind": "acknowledged",\n'
        '  "day": "2026-11-24",\n'
        '  "recorded": "2026-11-24T10:15:00Z",\n'
        '  "version": 2,\n'
        '  "employee": "Ірина Мороз",\n'
        '  "how": "підпис",\n'
        '  "previous": [\n'
        f'    "{first.hash}"\n'
        "  ],\n"
        f'  "hash": "{record.hash}"\n'
        "}\n"
    )
    assert record.hash == hash_of(json.loads(path.read_bytes()))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "О\x00"}, "name"),
        ({"name": "\ud800"}, ""),
        ({"name": None}, "name"),
        ({"key": "Відділ"}, "key"),
        ({"fingerprint": "../../x"}, "fingerprint"),
        ({"recorded": "2026-11-24"}, "recorded"),
        ({"recorded": "2026-11-24T10:15:00+02:00"}, "recorded"),
        ({"recorded": "2026-13-24T10:15:00Z"}, "recorded"),
        ({"day": "2026-11-24"}, ""),
    ],
)
def test_nothing_is_recorded_that_would_not_be_read(
    values: dict[str, Any], field: str, tmp_path: Path
) -> None:
    with pytest.raises(FieldError) as raised:
        Register(tmp_path, "clerk").append(agreed(**values))
    assert raised.value.field == field
    assert Register(tmp_path, "clerk").read().records == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"version": True}, "version"),
        ({"version": "2"}, "version"),
        ({"version": 2.0}, "version"),
        ({"version": 0}, "version"),
        ({"in_force": "20261201"}, "in_force"),
        ({"in_force": "2026-02-30"}, "in_force"),
        ({"in_force": "2026-W48-2"}, "in_force"),
        ({"approver": {"position": "Директор"}}, "approver.name"),
        ({"approver": {"position": "Директор", "name": "", "age": "50"}}, "approver.age"),
        ({"approver": "Директор"}, "approver"),
        ({"files": {"../clerk.pdf": "c" * 64}}, "files.name"),
        ({"files": {"clerk.pdf": "c"}}, "files.sha256"),
        ({"files": []}, "files"),
        ({"retention": {"basis": "Перелік", "years": -1}}, "retention.years"),
        ({"kind": "invented"}, "kind"),
        ({"kind": ["published"]}, "kind"),
        ({"kind": "withdrawn"}, "approver"),
        ({"previous": ["x"]}, "previous"),
        ({"previous": [[]]}, "previous"),
        ({"previous": ["a" * 64, "a" * 64]}, "previous"),
        ({"role": "../clerk"}, "role"),
        ({"role": None}, "role"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_record_has_its_fields_and_their_types_and_nothing_else(
    changes: dict[str, Any], field: str
) -> None:
    raw = json.loads(render(make(EVERY[5], "clerk", (), 1))) | changes
    raw["hash"] = hash_of(raw)
    with pytest.raises(IssueError) as raised:
        parse(json.dumps(raw).encode(), Location("x.json"), 1)
    (problem,) = raised.value.issues
    assert problem.code is Code.REGISTER_DAMAGED
    assert dict(problem.values)["field"] == field


def test_a_moment_is_written_in_utc() -> None:
    kyiv = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 11, 24, 12, 15, 0, 77, tzinfo=kyiv)) == NOW
    assert instant(datetime(2026, 11, 24, 10, 15, tzinfo=UTC)) == NOW


# Appending


def test_a_register_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert Register(tmp_path, "clerk").read().records == ()
    assert Register(tmp_path, "clerk").verify() == ()
    assert registers(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_each_record_names_the_one_before_it(tmp_path: Path) -> None:
    register = filled(tmp_path, 12)
    records = register.read().records
    assert [record.number for record in records] == list(range(1, 13))
    assert [record.previous for record in records[1:]] == [(r.hash,) for r in records[:-1]]
    assert records[0].previous == ()
    assert registers(tmp_path) == ("clerk",)


def test_nothing_is_left_over_and_git_is_told_how_to_merge(tmp_path: Path) -> None:
    register = filled(tmp_path, 1)
    names = {path.relative_to(tmp_path / "register").as_posix() for path in tmp_path.rglob("*")}
    record = register.read().records[0].name
    expected = {"clerk", f"clerk/{record}", "clerk/SHA256SUMS", ".gitattributes", ".gitignore"}
    assert names - {".lock", "..", "."} == expected
    (tmp_path / "register/.gitattributes").write_text("own\n")
    register.append(agreed(1))
    assert (tmp_path / "register/.gitattributes").read_text() == "own\n"


@POSIX
def test_sha256sum_checks_every_file(tmp_path: Path) -> None:
    register = filled(tmp_path, 2)
    register.put_text(TEXT, b"{}\n")
    put = register.put_version(1, {"clerk.pdf": b"%PDF", "посадова інструкція.docx": b"PK"})
    register.append(published(1, put))
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=register.folder, timeout=60
    )
    assert done.returncode == 0
    on_disk = {
        path.relative_to(register.folder).as_posix()
        for path in register.folder.rglob("*")
        if path.is_file() and path.name != SUMS
    }
    assert on_disk == register.read().sums.known.keys()
    assert len(on_disk) == 6


def published(version: int, put: tuple[FileHash, ...] = ()) -> Published:
    return Published(
        day=DAY, recorded=NOW, version=version, fingerprint=TEXT, approver=Approver("Директор"),
        in_force=DAY, files=put, retention=Retention("Перелік № 578/5", 75),
    )  # fmt: skip


def test_a_role_has_to_be_an_id(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        Register(tmp_path, "../outside")


# What is wrong


def test_a_deleted_record_is_named(tmp_path: Path) -> None:
    for at in range(3):
        register = filled(tmp_path / str(at), 3)
        gone = files(register)[at]
        gone.unlink()
        assert found(register) == [("register-missing-record", gone.name)]


def test_a_deleted_record_and_line_are_missed_by_the_one_after(tmp_path: Path) -> None:
    register = filled(tmp_path, 3)
    first, second, third = files(register)
    second.unlink()
    drop_line(register, second.name)
    assert found(register) == [("register-missing-record", third.name)]
    assert ("record", second.name[-13:-5]) in register.read().issues[0].values
    assert [record.name for record in register.read().records] == [first.name, third.name]


def drop_line(register: Register, name: str) -> None:
    path = register.folder / SUMS
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if name not in line), "utf-8")


def test_a_deleted_line_is_named(tmp_path: Path) -> None:
    register = filled(tmp_path, 3)
    drop_line(register, files(register)[1].name)
    assert found(register) == [("register-missing-record", SUMS)]
    (register.folder / SUMS).unlink()
    assert found(register) == [("register-missing-record", SUMS)]


@pytest.mark.parametrize(
    ("old", "new"),
    [("Лисенко 1", "Лисенко 2"), ('"hr"', '"legal"'), ("2026-11-25", "2026-11-26"), ("  ", " ")],
)
def test_an_edited_record_is_named(old: str, new: str, tmp_path: Path) -> None:
    register = filled(tmp_path, 3)
    edited = files(register)[1]
    edited.write_text(edited.read_text("utf-8").replace(old, new), "utf-8")
    assert found(register) == [("register-edited", edited.name)]


def test_a_record_edited_together_with_its_hash_and_name_is_noticed(tmp_path: Path) -> None:
    register = filled(tmp_path, 3)
    edited = files(register)[2]
    raw = json.loads(edited.read_bytes()) | {"name": "Хтось"}
    forged = make(agreed(2, name="Хтось"), "clerk", tuple(raw["previous"]), 3)
    edited.write_bytes(render(forged))
    assert found(register) == [("register-order", edited.name)]
    edited.rename(register.folder / forged.name)
    assert found(register) == [("register-missing-record", edited.name)]


def test_swapped_records_are_named(tmp_path: Path) -> None:
    register = filled(tmp_path, 4)
    _, second, third, _ = files(register)
    contents = second.read_bytes(), third.read_bytes()
    third.write_bytes(contents[0])
    second.write_bytes(contents[1])
    assert found(register) == [
        ("register-order", second.name),
        ("register-order", third.name),
    ]


def test_of_two_copies_the_one_with_another_name_is_out_of_place(tmp_path: Path) -> None:
    register = filled(tmp_path, 3)
    _, second, third = files(register)
    shutil.copy(third, second)
    assert found(register) == [("register-order", second.name)]


def test_a_renumbered_record_is_told_its_name(tmp_path: Path) -> None:
    register = filled(tmp_path, 2)
    path = files(register)[1]
    path.rename(path.with_name("0007" + path.name[4:]))
    assert ("register-order", "0007" + path.name[4:]) in found(register)
    (order,) = (i for i in register.read().issues if i.code is Code.REGISTER_ORDER)
    assert dict(order.values)["expected"] == path.name


def test_a_record_of_another_role_is_named(tmp_path: Path) -> None:
    register = filled(tmp_path, 1)
    strange = filled(tmp_path, 1, "driver").folder
    (path,) = strange.glob("*.json")
    shutil.copy(path, register.folder / "0002-agreed-00000000.json")
    assert found(register) == [("register-foreign", "0002-agreed-00000000.json")]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"{", b"[]", b"7", b"null", b'{"a": 1}', b'{"hash": {}}', b"[" * 100_000, b"\x00" * 99,
        b'{"hash": "\\ud800", "x": "\\ud800"}', b'{"hash": "", "hash": ""}', b'{"n": ' + b"9" * 5000 + b"}",
        b"x" * 2_000_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_a_damaged_record_is_named(content: bytes, tmp_path: Path) -> None:
    register = filled(tmp_path, 3)
    damaged = files(register)[1]
    damaged.write_bytes(content)
    ((code, name),) = found(register)
    assert name == damaged.name
    assert code in ("register-damaged", "register-edited")


@POSIX
def test_a_file_that_cannot_be_read_as_one_is_named(tmp_path: Path) -> None:
    register = filled(tmp_path / "workspace", 1)
    folder = register.folder
    (folder / "0002-agreed-00000000.json").mkdir()
    os.mkfifo(folder / "0003-agreed-00000000.json")
    outside = tmp_path / "outside.json"
    shutil.copy(files(register)[0], outside)
    (folder / "0004-agreed-00000000.json").symlink_to(outside)
    (folder / "0005-agreed-00000000.json").symlink_to("0005-agreed-00000000.json")
    assert [code for code, _ in found(register)] == ["register-damaged"] * 4


@POSIX
def test_a_link_to_a_file_of_the_workspace_is_followed(tmp_path: Path) -> None:
    register = filled(tmp_path, 2)
    path = files(register)[0]
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    assert found(register) == []


@POSIX
@pytest.mark.parametrize("linked", ["register", "register/clerk"])
def test_a_register_outside_the_workspace_is_neither_read_nor_written(
    linked: str, tmp_path: Path
) -> None:
    register = filled(tmp_path / "workspace", 1)
    path = register.root / linked
    path.rename(tmp_path / "outside")
    path.symlink_to(tmp_path / "outside")
    before = sorted(tmp_path.rglob("*"))
    for action in (register.read, lambda: register.append(agreed(1)), lambda: register.text(TEXT)):
        with pytest.raises(IssueError) as raised:
            action()
        assert [each.code for each in raised.value.issues] == [Code.PATH_OUTSIDE]
    assert sorted(tmp_path.rglob("*")) == before


def test_other_files_beside_the_records_are_left_alone(tmp_path: Path) -> None:
    register = filled(tmp_path, 1)
    (register.folder / "notes.txt").write_text("Зателефонувати")
    (register.folder / ".DS_Store").write_bytes(b"\x00")
    (register.folder / ".~lock.json").write_bytes(b"\x00")
    assert found(register) == []


def test_nothing_is_appended_to_a_broken_chain(tmp_path: Path) -> None:
    register = filled(tmp_path, 3)
    gone = files(register)[1]
    gone.unlink()
    before = {path: path.read_bytes() for path in register.folder.rglob("*") if path.is_file()}
    with pytest.raises(IssueError) as raised:
        register.append(agreed(3))
    assert [place(each) for each in raised.value.issues] == [f"register/clerk/{gone.name}"]
    after = {path: path.read_bytes() for path in register.folder.rglob("*") if path.is_file()}
    assert after == before


# SHA256SUMS


def test_lines_may_be_doubled_ended_by_crlf_and_commented(tmp_path: Path) -> None:
    register = filled(tmp_path, 2)
    path = register.folder / SUMS
    lines = path.read_bytes()
    path.write_bytes(
        b"# \xd1\x80\xd0\xb5\xd1\x94\xd1\x81\xd1\x82\xd1\x80\r\n\r\n"
        + (lines * 2).replace(b"\n", b"\r\n")
    )
    assert found(register) == []
    register.append(agreed(2))
    assert found(register) == []
    files(register)[2].unlink()
    assert len(found(register)) == 1


def test_line_ends_that_git_has_changed_in_a_record_harm_nothing(tmp_path: Path) -> None:
    register = filled(tmp_path, 2)
    for path in files(register):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert found(register) == []


@pytest.mark.parametrize(
    "line", ["<<<<<<< HEAD", "0" * 63 + "  x", "0" * 64 + " x", "\ufeff" + "0" * 64 + "  x", "\x00"]
)
def test_a_line_that_is_none_is_named(line: str, tmp_path: Path) -> None:
    register = filled(tmp_path, 2)
    path = register.folder / SUMS
    path.write_text(line + "\n" + path.read_text("utf-8"), "utf-8")
    (problem,) = register.read().issues
    assert (problem.code, problem.location) == (
        Code.REGISTER_DAMAGED,
        Location("register/clerk/SHA256SUMS", 1),
    )


def test_a_record_without_its_line_is_fine_and_gets_it_with_the_next(tmp_path: Path) -> None:
    register = filled(tmp_path, 2)
    killed = files(register)[1]
    drop_line(register, killed.name)
    assert found(register) == []
    register.append(agreed(2))
    assert found(register) == []
    assert {path.name for path in files(register)} == register.read().sums.known.keys()


# Branches


def test_two_branches_are_merged_and_the_next_record_names_both(tmp_path: Path) -> None:
    ours = filled(tmp_path / "ours", 1)
    theirs = branch(ours, tmp_path / "theirs")
    for number in (1, 2):
        ours.append(agreed(number))
    theirs.append(agreed(9, key="legal"))
    merge(ours, theirs)
    assert found(ours) == []
    history = ours.read()
    assert [record.number for record in history.records] == [1, 2, 3, 2]
    assert len(history.heads) == 2
    last = ours.append(agreed(10))
    assert (last.number, last.previous) == (4, history.heads)
    assert ours.read().heads == (last.hash,)
    files(ours)[1].unlink()
    assert [code for code, _ in found(ours)] == ["register-missing-record"]


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=true")
    subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, timeout=60
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_merges_two_branches_by_itself(tmp_path: Path) -> None:
    register = filled(tmp_path, 1)
    register.put_text(TEXT, b"a\r\nb\n")
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--message=first")
    for name in ("hr", "legal"):
        git(tmp_path, "checkout", "-b", name, "main")
        register.append(agreed(len(name), key=name))
        register.put_text(checksum(name.encode()), b"{}")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", f"--message={name}")
    git(tmp_path, "merge", "--no-edit", "hr")
    shutil.rmtree(tmp_path / "register")
    git(tmp_path, "checkout", ".")
    assert register.verify() == ()
    assert register.text(TEXT) == b"a\r\nb\n"
    assert len(register.read().heads) == 2
    register.append(agreed(9))
    assert len(register.read().heads) == 1


def test_records_side_by_side_stand_by_day_then_by_name(tmp_path: Path) -> None:
    ours = filled(tmp_path / "ours", 1)
    late, early = (branch(ours, tmp_path / name) for name in ("late", "early"))
    made = [late.append(agreed(5)), early.append(agreed(3)), early.append(agreed(9))]
    merge(ours, late)
    merge(ours, early)
    assert ours.read().records[1:] == (made[1], made[0], made[2])


# Texts and versions


def test_a_text_is_kept_once_by_its_fingerprint(tmp_path: Path) -> None:
    register = Register(tmp_path, "clerk")
    assert register.text(TEXT) is None
    register.put_text(TEXT, b"first")
    register.put_text(TEXT, b"the same words in another font")
    assert register.text(TEXT) == b"first"
    assert register.verify() == ()
    with pytest.raises(FieldError):
        register.put_text("../escape", b"x")


def test_a_text_or_version_changed_or_gone_is_named(tmp_path: Path) -> None:
    register = Register(tmp_path, "clerk")
    register.put_text(TEXT, b"text")
    register.append(published(1, register.put_version(1, {"a.pdf": b"pdf", "b.docx": b"docx"})))
    assert register.verify() == ()
    assert register.version_file(1, "a.pdf") == b"pdf"
    assert register.version_file(1, "c.pdf") is None
    (register.folder / f"texts/{TEXT}.json").write_bytes(b"other")
    register.version_path(1, "a.pdf").write_bytes(b"other")
    register.version_path(1, "b.docx").unlink()
    assert [(i.code, Path(place(i)).name) for i in register.verify()] == [
        (Code.REGISTER_EDITED, f"{TEXT}.json"),
        (Code.REGISTER_EDITED, "a.pdf"),
        (Code.REGISTER_MISSING_RECORD, "b.docx"),
    ]
    for action in (lambda: register.text(TEXT), lambda: register.version_file(1, "a.pdf")):
        with pytest.raises(IssueError) as raised:
            action()
        assert [each.code for each in raised.value.issues] == [Code.REGISTER_EDITED]


def test_files_of_a_version_are_checked_against_its_record_too(tmp_path: Path) -> None:
    register = Register(tmp_path, "clerk")
    register.append(published(1, register.put_version(1, {"a.pdf": b"pdf"})))
    path = register.version_path(1, "a.pdf")
    path.write_bytes(b"other")
    sums = register.folder / SUMS
    sums.write_text(sums.read_text().replace(checksum(b"pdf"), checksum(b"other")))
    (problem,) = register.verify()
    assert problem.code is Code.REGISTER_EDITED
    drop_line(register, "a.pdf")
    path.unlink()
    (problem,) = register.verify()
    assert problem.code is Code.REGISTER_MISSING_RECORD


def test_a_version_is_put_again_until_it_is_recorded_and_never_after(tmp_path: Path) -> None:
    register = Register(tmp_path, "clerk")
    register.put_version(1, {"a.pdf": b"killed before the record"})
    register.append(agreed())
    put = register.put_version(1, {"a.pdf": b"pdf"})
    register.append(published(1, put))
    assert register.verify() == ()
    assert register.put_version(1, {"a.pdf": b"pdf"}) == put
    with pytest.raises(IssueError) as raised:
        register.put_version(1, {"a.pdf": b"other"})
    assert [each.code for each in raised.value.issues] == [Code.FILE_EXISTS]
    assert register.version_file(1, "a.pdf") == b"pdf"


@pytest.mark.parametrize("name", ["../a.pdf", "a/b", "", ".lock", "a\nb", "a\\b", "c:a"])
def test_a_file_of_a_version_stays_in_its_folder(name: str, tmp_path: Path) -> None:
    register = Register(tmp_path, "clerk")
    with pytest.raises(FieldError):
        register.put_version(1, {name: b"x"})
    with pytest.raises(FieldError):
        register.version_file(1, name)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "texts/../../../x", "/etc/passwd"])
def test_a_line_about_a_file_elsewhere_opens_nothing(name: str, tmp_path: Path) -> None:
    register = filled(tmp_path, 1)
    with (register.folder / SUMS).open("a") as stream:
        stream.write(f"{'0' * 64}  {name}\n")
    assert {each.code for each in register.verify()} <= {
        Code.REGISTER_DAMAGED,
        Code.REGISTER_MISSING_RECORD,
    }
    assert len(register.verify()) == 1


# Any damage, any moment

DAMAGES = ("delete", "edit", "swap", "rename", "truncate", "copy", "foreign")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    branches=st.lists(st.integers(0, 1), min_size=2, max_size=7),
    merged=st.booleans(),
    damage=st.sampled_from(DAMAGES),
    data=st.data(),
)
def test_whatever_is_done_to_a_record_is_noticed_and_its_file_is_named(
    branches: list[int],
    merged: bool,
    damage: str,
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("register")
    first = filled(root / "0", 1)
    both = first, branch(first, root / "1")
    for number, which in enumerate(branches, 1):
        both[which].append(agreed(number))
    merge(*both)
    if merged:
        first.append(agreed(20))
    assert first.read().issues == ()
    path = data.draw(st.sampled_from(files(first)))
    other = data.draw(st.sampled_from([each for each in files(first) if each != path]))
    named = do_damage(damage, path, other, data)
    told = {name for _, name in found(first)}
    assert named <= told
    with pytest.raises(IssueError):
        first.append(agreed(30))


def do_damage(damage: str, path: Path, other: Path, data: st.DataObject) -> set[str]:
    """Damage a record, with the help of another; returns the names that are to be told."""
    content = path.read_bytes()
    match damage:
        case "delete":
            path.unlink()
        case "edit":
            at = data.draw(st.integers(0, len(content) - 1))
            new = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
            path.write_bytes(content[:at] + bytes((new,)) + content[at + 1 :])
        case "swap":
            path.write_bytes(other.read_bytes())
            other.write_bytes(content)
            return {path.name, other.name}
        case "rename":
            path.rename(
                path.with_name(data.draw(st.sampled_from(("x.json", "0099-agreed-ab.json"))))
            )
        case "truncate":
            path.write_bytes(content[: data.draw(st.integers(0, len(content) - 2))])
        case "copy":
            copied = path.with_name("0050-agreed-12345678.json")
            shutil.copy(path, copied)
            return {copied.name}
        case "foreign":
            strange = make(agreed(), "driver", (), 1)
            path.write_bytes(render(strange))
    return {path.name}


APPENDING = """
import sys
from datetime import date
from pathlib import Path
from generator.review.register.records import Agreed
from generator.review.register.register import Register

register = Register(Path(sys.argv[1]), "clerk")
for number in range(int(sys.argv[3])):
    register.append(Agreed(day=date(2026, 11, 24), recorded="2026-11-24T10:15:00Z", fingerprint="a" * 64,
        key="hr", position="Начальник", name=f"{sys.argv[2]} {number}"))
    print(number, flush=True)
"""


def appending(root: Path, who: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", APPENDING, str(root), who, str(times)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_processes_that_append_at_once_wait_for_each_other(tmp_path: Path) -> None:
    register = Register(tmp_path, "clerk")
    several = [appending(tmp_path, who, 20) for who in ("Перша", "Друга", "Третя")]
    # Who only reads meanwhile never sees anything wrong.
    while any(each.poll() is None for each in several):
        assert register.read().issues == ()
    for each in several:
        assert each.communicate()[0].split() == [str(number) for number in range(20)]
        assert each.returncode == 0
    records = register.read().records
    assert [record.number for record in records] == list(range(1, 61))
    assert all(len(record.previous) == 1 for record in records[1:])
    assert files_without_line(register) == set()


def files_without_line(register: Register) -> set[str]:
    return {path.name for path in files(register)} - register.read().sums.known.keys()


@POSIX
def test_a_process_killed_at_any_moment_leaves_a_register_that_goes_on(tmp_path: Path) -> None:
    register = Register(tmp_path, "clerk")
    kept = 0
    for delay in range(12):
        running = appending(tmp_path, f"Спроба {delay}", 1000)
        assert running.stdout is not None
        assert running.stdout.readline()
        time.sleep(delay * 0.0031)
        running.send_signal(signal.SIGKILL)
        done = 1 + len(running.communicate()[0].split())
        history = register.read()
        assert history.issues == ()
        assert len(history.records) >= kept + done
        register.append(agreed(delay))
        assert register.read().issues == ()
        assert files_without_line(register) == set()
        kept = len(register.read().records)


WRITES: tuple[Callable[[Register], object], ...] = (
    lambda register: register.append(agreed(5)),
    lambda register: register.put_text(TEXT, b"text"),
    lambda register: register.append(
        published(1, register.put_version(1, {"a.pdf": b"pdf", "b.docx": b"docx"}))
    ),
)


@POSIX
@pytest.mark.parametrize("write", WRITES, ids=["append", "text", "version"])
@pytest.mark.parametrize("there", [0, 2])
def test_a_process_that_ends_after_any_of_its_moves_leaves_a_register_that_goes_on(
    write: Callable[[Register], object], there: int, tmp_path: Path
) -> None:
    """Every rename is a moment at which the register changes; the process ends before each of them in turn."""
    for moves in range(20):
        register = filled(tmp_path / str(moves), there)
        child = os.fork()
        if not child:
            end_after(moves)
            write(register)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert register.read().issues == ()
        assert register.verify() == ()
        write(register)
        assert register.verify() == ()
        assert files_without_line(register) == set()
        if not ended:
            break
    assert moves > 0


def end_after(moves: int) -> None:
    """Let this process end at the move of a file that comes after so many."""
    left = [moves]

    def audit(event: str, arguments: object) -> None:
        if event == "os.rename":
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)

    sys.addaudithook(audit)


# Speed


def test_a_thousand_roles_are_read_in_a_moment(tmp_path: Path) -> None:
    """10,000 records, each hash checked: 0.5 s where nothing else runs; a busy machine is given 2."""
    for number in range(1000):
        role = f"role-{number}"
        folder = tmp_path / "register" / role
        folder.mkdir(parents=True)
        previous: tuple[str, ...] = ()
        lines = ""
        for at in range(10):
            record: Record = make(agreed(at), role, previous, at + 1)
            content = render(record)
            (folder / record.name).write_bytes(content)
            lines += f"{checksum(content)}  {record.name}\n"
            previous = (record.hash,)
        (folder / SUMS).write_text(lines)
    took_s = []
    for _ in range(3):
        began = time.process_time()
        histories = [Register(tmp_path, role).read() for role in registers(tmp_path)]
        took_s.append(time.process_time() - began)
    assert sum(len(history.records) for history in histories) == 10_000
    assert not any(history.issues for history in histories)
    assert min(took_s) < 2
