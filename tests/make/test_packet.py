"""What is sent to reviewers is whole, and what they have written into it is never written over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.make import Plan, build
from generator.make.packet import agreement_sheet, send
from tests.desk import SIGNERS, agree, desk
from tests.machine import need_pango
from tests.workspace import SETTINGS, write_workspace

ROLE = "title: Бухгалтер\nduties:\n  - {id: books, text: Веде облік.}\n  - {id: report, text: Подає звіт.}\n"
FIRST = ["", "-agreement", "-annotated"]


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    need_pango()
    write_workspace(tmp_path, {"a": ROLE}, SETTINGS + SIGNERS)
    return tmp_path


def names(*endings: str) -> list[str]:
    files = [f"output/review/a/a{ending}.{form}" for ending in endings for form in ("docx", "pdf")]
    return sorted([*files, "output/review/a/a-findings.html"])


def test_without_a_version_before_there_is_nothing_to_compare(firm: Path) -> None:
    packet = send(desk(firm), "a")
    assert (sorted(packet.files), packet.compared_with) == (names(*FIRST), 0)
    assert all((firm / name).is_file() for name in packet.files)


def test_with_one_the_packet_has_all_three_comparisons(firm: Path) -> None:
    agree(firm, "a", "hr", "legal", "safety")
    desk(firm).publish("a", "7", date(2026, 3, 2))
    path = firm / "roles/a.yaml"
    path.write_text(ROLE.replace("Веде облік", "Веде весь облік"), "utf-8")
    packet = send(desk(firm), "a")
    assert sorted(packet.files) == names(*FIRST, "-amendment", "-redline", "-table")
    assert packet.compared_with == 1


def test_a_file_that_a_reviewer_has_filled_in_is_kept(firm: Path) -> None:
    send(desk(firm), "a")
    sheet = firm / "output/review/a/a-agreement.docx"
    sheet.write_bytes(b"signed")
    packet = send(desk(firm), "a")
    assert [found.code for found in packet.kept] == [Code.FILE_KEPT]
    assert sheet.with_name("a-agreement.edited-1.docx").read_bytes() == b"signed"
    assert sheet.read_bytes() != b"signed"
    assert send(desk(firm), "a").kept == ()


def test_a_build_leaves_the_packet_alone(firm: Path) -> None:
    files = send(desk(firm), "a").files
    build(Plan(firm, ("txt",)))
    assert all((firm / name).is_file() for name in files)


def test_nothing_is_written_out_of_the_workspace(firm: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (firm / "output").mkdir()
    (firm / "output/review").symlink_to(outside)
    with pytest.raises(IssueError) as raised:
        send(desk(firm), "a")
    assert raised.value.issues[0].code is Code.PATH_OUTSIDE
    assert list(outside.iterdir()) == []


def test_the_sheet_of_agreement_says_who_has_decided_what(firm: Path) -> None:
    agree(firm, "a", "hr")
    desk(firm).decide("a", "legal", "Петро Ткач", "Уточнити п. 2.1.")
    room = desk(firm)
    present = room.present("a")
    document = agreement_sheet(room, present, room.standing(present))
    words = [p.text.replace("\xa0", " ") for p in document.paragraphs()]
    assert "Погоджено" in words
    assert "Повернуто: Уточнити п. 2.1." in words
    assert "Петро ТКАЧ" in words
