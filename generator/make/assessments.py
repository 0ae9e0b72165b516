"""Files of assessments, named ones or those of `assessments/` → those that count, and what is wrong in any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.competency.assessing import assess_file
from generator.competency.latest import latest
from generator.competency.standing import Assessed
from generator.issue import Code, Issue, Phrase, Severity, issue
from generator.make.competencies import Staffed
from generator.source.assessment_form import label_key
from generator.source.assessments import assessment_files
from generator.source.files import display_name
from generator.source.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Gathered:
    """Who was assessed, as far as that can be read; `is_whole` when there are assessments and all of them can.

    `is_empty` when the folder was looked through and holds no assessment.
    """

    assessed: tuple[Assessed, ...]
    issues: tuple[Issue, ...]
    is_whole: bool
    is_empty: bool


def gather(
    workspace: Workspace, staffed: Staffed, files: tuple[Path, ...], today: date
) -> Gathered:
    """Read assessments, each file once; what is wrong in roles and the catalogue is told too.

    Named files may be anywhere, those of the folder are not followed out of the workspace.
    """
    given, amiss = (files, ()) if files else assessment_files(workspace)
    is_empty = not given and not has_errors(amiss)
    issues = [*staffed.issues, *amiss]
    if is_empty:
        folder = display_name(workspace.root, workspace.assessments)
        issues.append(issue(Code.ASSESSMENT_NONE, None, folder=f"{folder}/"))
    found: list[Assessed] = []
    once: dict[Path, Path] = {}
    for path in given:
        once.setdefault(_real(path), path)
    for real, path in once.items():
        root, named = _named(workspace.root, real, path) if files else (workspace.root, path)
        made, problems = assess_file(
            root, named, staffed.catalogue, staffed.profiles, staffed.broken
        )
        issues += problems
        if made and made.day > today:
            issues.append(_future(made))
        elif made:
            found.append(made)
    kept, problems = latest(found)
    is_whole = 0 < len(once) == len(found) and not has_errors(problems)
    return Gathered(kept, (*issues, *problems), is_whole, is_empty)


def _future(assessed: Assessed) -> Issue:
    """Nobody was assessed tomorrow: a wrong year would outweigh every assessment there is."""
    day = assessed.day.isoformat()
    reason = Phrase("assessment_detail.future")
    field = Phrase(label_key("date"))
    return issue(Code.ASSESSMENT_DETAIL, assessed.place, field=field, reason=reason, value=day)


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether any of the issues is more than a warning."""
    return any(found.severity is Severity.ERROR for found in issues)


def _real(path: Path) -> Path:
    """The path with its links followed; as it is when they lead in a circle, as its reading will tell."""
    try:
        return path.resolve()
    except RuntimeError:
        return path


def _named(root: Path, real: Path, path: Path) -> tuple[Path, Path]:
    """The folder that a file named in the command may be read from, and the path by which issues call it."""
    return root if real.is_relative_to(root) else real.parent, real if path.exists() else path
