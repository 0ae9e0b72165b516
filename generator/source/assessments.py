"""The file of an assessment, YAML or a filled-in form (.xlsx) → the assessment as read, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.model.assessed import (
    Assessor,
    GivenAssessment,
    GivenCompetency,
    GivenLevel,
    GivenMarks,
    Person,
)
from generator.model.assessment import Assessment, Marks
from generator.source import tree
from generator.source.assessment_sheet import read_form
from generator.source.files import display_name, read_text
from generator.source.sheet import read_sheets
from generator.source.validate import nearest, validate
from generator.source.workspace import Workspace

YAML_ENDINGS: Final = (".yaml", ".yml")
FORM_ENDINGS: Final = (".xlsx",)
_NO_FORMS: Final = (".csv", ".tsv", ".txt")
"""Tables of text, which have lost the hidden ids of a form."""


def assessment_files(workspace: Workspace) -> tuple[Path, ...]:
    """The files of `assessments/` in order, without those whose names begin with `_`, `.` or `~` (an open workbook)."""
    folder = workspace.assessments
    if not folder.resolve().is_relative_to(workspace.root):
        return ()
    found = (path for path in folder.glob("*") if path.suffix in (*YAML_ENDINGS, *FORM_ENDINGS))
    return tuple(sorted(path for path in found if not path.name.startswith(("_", ".", "~"))))


def read_assessment(root: Path, path: Path) -> tuple[GivenAssessment | None, tuple[Issue, ...]]:
    """The assessment as far as it can be read, and what is wrong in the file; None when nothing can be read.

    Whether the role, its competencies and indicators are known is not asked here. The file is never changed.
    """
    try:
        if path.suffix.lower() in YAML_ENDINGS:
            return _read_yaml(root, path), ()
        return _read_workbook(root, path)
    except IssueError as error:
        return None, error.issues


def _read_workbook(root: Path, path: Path) -> tuple[GivenAssessment, tuple[Issue, ...]]:
    place = Location(display_name(root, path))
    if path.suffix.lower() in _NO_FORMS:
        raise IssueError(issue(Code.ASSESSMENT_FILE, place, reason=Phrase("table.no_workbook")))
    try:
        sheets = list(read_sheets(root, path, is_form=True))
    except IssueError as error:
        raise IssueError(map(_as_form, error.issues)) from None
    return read_form(sheets)


def _as_form(found: Issue) -> Issue:
    """What hinders the reading of any table, said of a form."""
    if found.code is not Code.STAFF_FILE:
        return found
    said = dict(found.values)
    return issue(Code.ASSESSMENT_FILE, found.location, reason=said["reason"], limit=said["limit"])


def _read_yaml(root: Path, path: Path) -> GivenAssessment:
    node = tree.parse(read_text(root, path))
    content = validate(node, Assessment)
    person, assessor = content.person, content.assessor
    return GivenAssessment(
        place=Location(node.source.name),
        person=Person(person.name, person.number or "", person.unit or ""),
        role=content.role,
        role_place=nearest(node, ("role",)).location,
        day=content.date,
        assessor=Assessor(assessor.position, assessor.name or "") if assessor else Assessor(),
        profile=content.profile or "",
        profile_place=nearest(node, ("profile",)).location,
        levels=tuple(_levels(node, content)),
        marks=tuple(_marks(node, content)),
        is_sheet=False,
    )


def _levels(node: tree.Node, content: Assessment) -> Iterator[GivenLevel]:
    for competency, level in content.levels.items():
        place = _key_place(node, "levels", competency)
        level_place = nearest(node, ("levels", competency)).location
        yield GivenLevel(competency, level, place, level_place)


def _marks(node: tree.Node, content: Assessment) -> Iterator[GivenCompetency]:
    for competency, indicators in content.marks.items():
        given = (_given(node, competency, name, marks) for name, marks in indicators.items())
        yield GivenCompetency(competency, _key_place(node, "marks", competency), tuple(given))


def _given(node: tree.Node, competency: str, indicator: str, marks: Marks) -> GivenMarks:
    path = ("marks", competency, indicator)
    return GivenMarks(
        indicator,
        place=_key_place(node, *path),
        agreed_place=nearest(node, (*path, "agreed")).location,
        own=marks.own,
        manager=marks.manager,
        agreed=marks.agreed,
    )


def _key_place(node: tree.Node, *path: str) -> Location:
    """Where the last key of a path stands, not its value."""
    above = nearest(node, path[:-1])
    key = above.key(path[-1]) if isinstance(above, tree.Mapping) else None
    return (key or above).location
