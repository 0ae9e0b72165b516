"""The starter of a competency marks what is to be written, and every mark is told where it stands."""

from __future__ import annotations

from pathlib import Path

from generator.issue import Issue
from generator.make.unwritten import unwritten
from generator.source import tree
from generator.source.competencies import load_catalogue
from generator.source.files import read_text
from tests.lint.catalogue import SCALE
from tests.workspace import write_workspace

MARKED = """\
name: Письмо
kind: professional
definition: Складає «…».
importance: Без «…» листа не зрозуміють.
levels:
  1: {indicators: [Пише «…» до «…»., Звіряє дати., Підшиває копії.]}
  2:
    indicators: [Відповідає на скарги., Скорочує текст., {id: edit, text: Редагує “…”.}]
    development:
      - Прочитати «...».
evidence: [Листи.]
questions:
  - Розкажіть про лист.
  - Розкажіть про «…».
"""


def found(root: Path, written: str, scale: str = SCALE) -> list[Issue]:
    workspace = write_workspace(root, {})
    folder = root / "competencies/_scales"
    folder.mkdir(parents=True)
    (folder / "general.yaml").write_text(scale, "utf-8")
    (root / "competencies/writing.yaml").write_text(written, "utf-8")
    catalogue, problems = load_catalogue(workspace)
    assert problems == ()
    return list(unwritten(catalogue, lambda file: tree.parse(read_text(root, root / file))))


def test_each_text_with_a_mark_is_told_once_at_its_line(tmp_path: Path) -> None:
    issues = found(tmp_path, MARKED)
    places = [(each.location.file, each.location.line) for each in issues if each.location]
    assert places == [("competencies/writing.yaml", line) for line in (3, 4, 6, 8, 10, 14)]
    assert [dict(each.values)["mark"] for each in issues] == ["«…»"] * 3 + ["“…”", "«...»", "«…»"]


def test_a_scale_may_have_marks_too(tmp_path: Path) -> None:
    finished = MARKED
    for mark in ("«…»", "“…”", "«...»"):
        finished = finished.replace(mark, "звіт")
    (issue,) = found(tmp_path, finished, SCALE.replace("за зразком", "за «…»"))
    assert issue.location is not None
    assert issue.location.file == "competencies/_scales/general.yaml"
