"""The file of an assessment, YAML or a filled-in form (.xlsx) → the assessment as read, and what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from generator.issue import Code, Issue, IssueError, Location, Phrase, Severity, issue
from generator.messages import system_reason
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
from generator.source.files import display_name, is_there, read_text, resolve_inside
from generator.source.grid import Cell
from generator.source.sheet import read_sheets
from generator.source.staff_values import (
    FIRST_YEAR,
    LAST_YEAR,
    WrongValueError,
    day_of,
    name_of,
)
from generator.source.validate import nearest, shortened, validate
from generator.source.workspace import Workspace

V = TypeVar("V")

YAML_ENDINGS: Final = (".yaml", ".yml")
FORM_ENDINGS: Final = (".xlsx",)
_NO_FORMS: Final = (".csv", ".tsv", ".txt")
"""Tables of text, which have lost the hidden ids of a form."""

_NOTES: Final = re.compile(r"readme.*|.*\.(?:txt|md)|thumbs\.db|desktop\.ini", re.IGNORECASE)
"""What people, and Windows, write about a folder, which nobody takes for an assessment."""

_ASIDE: Final = ("_", ".", "~")
"""How names of what is no assessment begin: a draft, a hidden file, an open workbook."""


def assessment_files(workspace: Workspace) -> tuple[tuple[Path, ...], tuple[Issue, ...]]:
    """The files of `assessments/` in order, none when there is no such folder; and what in it is passed over.

    A folder that cannot be listed, or is elsewhere, is an error; a file of another kind a warning.
    """
    root, folder = workspace.root, workspace.assessments
    place = Location(display_name(root, folder))
    try:
        found = sorted(resolve_inside(root, folder, place).iterdir()) if is_there(folder) else []
    except IssueError as error:
        return (), error.issues
    except OSError as error:
        return (), (issue(Code.FILE_UNREADABLE, place, reason=system_reason(error)),)
    inside = [folder / path.name for path in found if not path.name.startswith(_ASIDE)]
    files = tuple(filter(_is_assessment, inside))
    strange = (each for each in inside if each not in files and not _NOTES.fullmatch(each.name))
    return files, tuple(_passed_over(root, each) for each in strange)


def _is_assessment(path: Path) -> bool:
    return path.suffix.lower() in (*YAML_ENDINGS, *FORM_ENDINGS) and not path.is_dir()


def _passed_over(root: Path, path: Path) -> Issue:
    kind = "folder" if path.is_dir() else "ending"
    return issue(
        Code.ASSESSMENT_FILE,
        Location(display_name(root, path)),
        Severity.WARNING,
        what=Phrase("assessment_file_what.passed_over"),
        reason=Phrase(f"assessment_file.{kind}"),
        advice=Phrase(f"assessment_file_advice.{kind}"),
    )


def read_assessment(root: Path, path: Path) -> tuple[GivenAssessment | None, tuple[Issue, ...]]:
    """The assessment as far as it can be read, and what is wrong in the file; None when nothing can be read.

    Whether the role, its competencies and indicators are known is not asked here. The file is never changed.
    """
    try:
        if path.suffix.lower() in YAML_ENDINGS:
            return _read_yaml(root, path)
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


def _read_yaml(root: Path, path: Path) -> tuple[GivenAssessment, tuple[Issue, ...]]:
    node = tree.parse(read_text(root, path))
    content = validate(node, Assessment)
    person, assessor = content.person, content.assessor
    problems: list[Issue] = []
    name = _checked(node, ("person", "name"), person.name, _needed_name, problems)
    signed = assessor.name if assessor else None
    by = _checked(node, ("assessor", "name"), signed, name_of, problems)
    day = _checked(node, ("date",), content.date, day_of, problems)
    if not (content.levels or content.marks):
        problems.append(_nothing(node))
    given = GivenAssessment(
        place=Location(node.source.name),
        person=Person(name or "", person.number or "", person.unit or ""),
        role=content.role,
        role_place=nearest(node, ("role",)).location,
        day=day,
        assessor=Assessor(assessor.position if assessor else "", by or ""),
        profile=content.profile or "",
        profile_place=nearest(node, ("profile",)).location,
        levels=tuple(_levels(node, content)),
        marks=tuple(_marks(node, content)),
        is_sheet=False,
    )
    return given, tuple(problems)


def _checked(
    node: tree.Node,
    path: tuple[str, ...],
    value: Cell,
    read: Callable[[Cell], V],
    problems: list[Issue],
) -> V | None:
    """A value within the bounds that a form sets to it; None when it is not."""
    try:
        return read(value)
    except WrongValueError as wrong:
        found = issue(
            Code.FIELD_VALUE,
            nearest(node, path).location,
            key=path[-1],
            what=Phrase("what.key"),
            value=shortened(str(value)),
            expected=Phrase(_EXPECTED.get(wrong.expected, f"staff_kind.{wrong.expected}")),
            start=FIRST_YEAR,
            bound=LAST_YEAR,
        )
        problems.append(found)
        return None


_EXPECTED: Final = {"day": "kind.days_between"}
"""What a value should have been → its words, where those about a table would not do."""


def _needed_name(cell: Cell) -> str:
    """A person's name, of which more is there than a remark in brackets."""
    name = name_of(cell)
    if not name:
        raise WrongValueError("name")
    return name


def _nothing(node: tree.Node) -> Issue:
    return issue(
        Code.ASSESSMENT_UNFINISHED,
        Location(node.source.name),
        reason=Phrase("assessment_unfinished.no_marks"),
        advice=Phrase("assessment_unfinished_advice.no_marks"),
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
