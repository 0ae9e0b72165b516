"""`posada check --fix`: only the words change, where the file spells them, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.lint.choice import Options
from generator.lint.fixing import Fixes, plan_fixes, write_fixes
from generator.make import check
from tests.lint.catalogue import COMPETENCY, write_catalogue
from tests.workspace import write_workspace

SELECTED = Options(select=("calque-take-part", "calque-pry"))

ROLE = """\
# Діловод: перша редакція.
title: Діловод   # за штатним розписом
duties:
  - id: meetings
    text: >-
      Приймає активну
      участь у нарадах.   
  - 'Об''єднує справи при
    необхідності.'
  - group: "Приймає участь у комісіях:"
    items:
      - "Готує протоколи \\u2014 при необхідності."   # так заведено
"""  # noqa: W291, a space at the end of a line stays too


def fixes(root: Path, role: str = ROLE) -> Fixes:
    write_workspace(root, {"clerk": role})
    report = check(root, options=SELECTED)
    assert report.lint is not None
    return plan_fixes(root, report.lint.findings)


def test_the_words_change_and_everything_else_stays(tmp_path: Path) -> None:
    found = fixes(tmp_path)
    assert found.issues == ()
    write_fixes(tmp_path, found)
    expected = (
        ROLE.replace("Приймає активну", "Бере активну")
        .replace("справи при\n    необхідності", "справи за\n    потреби")
        .replace("Приймає участь", "Бере участь")
        .replace("\\u2014 при необхідності", "\\u2014 за потреби")
    )
    assert (tmp_path / "roles/clerk.yaml").read_text("utf-8") == expected
    assert found.count == 4


def test_the_difference_is_there_before_anything_is_written(tmp_path: Path) -> None:
    found = fixes(tmp_path)
    assert (tmp_path / "roles/clerk.yaml").read_text("utf-8") == ROLE
    (file,) = found.files
    assert file.diff.startswith("--- roles/clerk.yaml\n+++ roles/clerk.yaml\n@@ ")
    assert "-      Приймає активну\n+      Бере активну\n" in file.diff


def test_mending_again_changes_nothing(tmp_path: Path) -> None:
    write_fixes(tmp_path, fixes(tmp_path))
    mended = (tmp_path / "roles/clerk.yaml").read_text("utf-8")
    assert fixes(tmp_path, mended).files == ()


def test_a_shared_clause_is_mended_once(tmp_path: Path) -> None:
    part = "duties: [Приймає участь у нарадах.]\n"
    roles = {"_shared/all": part}
    roles |= {name: f"title: {name}\nextends: [_shared/all]\n" for name in ("a", "b")}
    write_workspace(tmp_path, roles)
    report = check(tmp_path, options=SELECTED)
    assert report.lint is not None
    found = plan_fixes(tmp_path, report.lint.findings)
    assert ([file.name for file in found.files], found.count) == (["roles/_shared/all.yaml"], 1)


def test_a_fix_that_would_change_another_clause_is_refused(tmp_path: Path) -> None:
    role = "title: Діловод\nduties:\n  - &a Приймає участь у нарадах.\n  - {id: b, text: *a}\n"
    found = fixes(tmp_path, role)
    assert found.files == ()
    assert {one.code for one in found.issues} == {Code.FIX_REFUSED}


def test_a_file_that_has_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    found = fixes(tmp_path)
    path = tmp_path / "roles/clerk.yaml"
    path.write_text(f"{ROLE}# і ще одне\n", "utf-8")
    with pytest.raises(IssueError) as raised:
        write_fixes(tmp_path, found)
    assert [one.code for one in raised.value.issues] == [Code.FIX_REFUSED]
    assert path.read_text("utf-8") == f"{ROLE}# і ще одне\n"


def test_words_of_a_competency_change_too(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"clerk": "title: Діловод\n"})
    write_catalogue(tmp_path, {"writing": {**COMPETENCY, "evidence": ["Листи про участь."]}})
    path = tmp_path / "competencies/writing.yaml"
    path.write_text(
        path.read_text("utf-8").replace("Пише лист.", "Приймає участь у нараді."), "utf-8"
    )
    report = check(tmp_path, options=SELECTED)
    assert report.lint is not None
    write_fixes(tmp_path, plan_fixes(tmp_path, report.lint.findings))
    assert "Бере участь у нараді." in path.read_text("utf-8")
