"""The staff list and the roles together: what of a company does not agree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.issue import Issue
from generator.source.roles import RoleFiles
from generator.source.staff import read_staff
from generator.source.workspace import load_workspace
from generator.staff.card import read_cards
from generator.staff.check import check
from generator.staff.match import match


@dataclass(frozen=True, slots=True)
class StaffReport:
    """What a check of the staff list (штатний розпис) found: its `file`, how many `rows`, and issues in order."""

    file: str
    rows: int
    issues: tuple[Issue, ...]


def check_staff(root: Path) -> StaffReport:
    """Compare the staff list with the roles; nothing is written. `IssueError` when the list cannot be read at all."""
    workspace = load_workspace(root)
    settings = workspace.settings
    listed, wrong_rows = read_staff(workspace.root, settings.staff)
    cards, wrong_roles = read_cards(workspace, RoleFiles(workspace))
    matched, without_role = match(listed.rows, cards, settings.staff.exempt)
    found = (*wrong_rows, *wrong_roles, *without_role, *check(matched, cards, settings))
    issues = tuple(sorted(dict.fromkeys(found), key=Issue.sort_key))
    return StaffReport(listed.file, len(listed.rows), issues)
