"""`classifier.csv` of a workspace → the professions it holds: a code and a title in each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.issue import Code, Issue, IssueError, issue
from generator.model.classifier import Classifier
from generator.source.files import is_there
from generator.source.grid import Sheet, written
from generator.source.sheet import read_sheets
from generator.source.validate import shortened
from generator.source.workspace import Workspace

FILE_NAME: Final = "classifier.csv"

_CODE: Final = re.compile(r"[1-9]\d{3}(\.\d)?")
_OF_HEADER: Final = re.compile(r"\D*")


def load_classifier(workspace: Workspace) -> Classifier | None:
    """The classifier of a workspace, `None` when it has none; `IssueError` with every row that is wrong."""
    path = workspace.root / FILE_NAME
    if not is_there(path):
        return None
    sheets = list(read_sheets(workspace.root, path))
    readings = [_read(sheet) for sheet in sheets]
    professions, problems = min(readings, key=lambda reading: len(reading[1]))
    if problems:
        raise IssueError(problems)
    return Classifier(professions)


def _read(sheet: Sheet) -> tuple[tuple[tuple[str, str], ...], list[Issue]]:
    problems: list[Issue] = []
    return tuple(_rows(sheet, problems)), problems


def _rows(sheet: Sheet, problems: list[Issue]) -> Iterator[tuple[str, str]]:
    for index, row in enumerate(sheet.rows):
        code, title = written(row.cell(0)), written(row.cell(1))
        if index == 0 and _OF_HEADER.fullmatch(code):
            continue
        if not _CODE.fullmatch(code):
            problems.append(issue(Code.CLASSIFIER_CODE, sheet.place(row, 0), value=shortened(code)))
        elif not title:
            problems.append(issue(Code.CLASSIFIER_ROW, sheet.place(row), code=code))
        else:
            yield code, title
