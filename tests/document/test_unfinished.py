"""A place the starter leaves to be filled in is no obstacle to a draft, and one to a final copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.unfinished import unfinished
from generator.issue import Code, IssueError
from generator.make import Composer, Plan
from tests.workspace import resolved, write_workspace


@pytest.mark.parametrize(
    ("role", "line"),
    [
        ("title: «…»\n", 1),
        ("title: Т\npurpose: Мета — «…».\n", 2),
        ("title: Т\npurpose: The position exists for “…”.\n", 2),
        ("title: Т\npurpose: 'Мета — \"...\".'\n", 2),
        ("title: Т\nduties:\n  - Готує «…» до «…».\n", 3),
        ("title: Т\nduties:\n  - {group: «…», items: [А.]}\n", 3),
        ("title: Т\nduties:\n  - {group: Г, items: [«…»]}\n", 3),
        ("title: Т\nrequirements: {languages: [«…»]}\n", 2),
        ("title: Т\nworking_conditions: {place: «…»}\n", 2),
        ("title: Т\nrelations:\n  - {with: А, receives: «…»}\n", 3),
        ("title: Т\nindicators:\n  - {name: «…»}\n", 3),
    ],
)
def test_a_mark_is_found_wherever_a_role_has_text(tmp_path: Path, role: str, line: int) -> None:
    (found,) = unfinished(resolved(tmp_path, "clerk", {"clerk": role}))
    assert found.location is not None
    assert (found.code, found.location.line) == (Code.PLACEHOLDER_LEFT, line)


@pytest.mark.parametrize("text", ["Веде облік…", "«Облік…»", "«…і так далі»", "А (…) б", "А … б"])
def test_an_ellipsis_that_is_text_is_none(tmp_path: Path, text: str) -> None:
    role = f"title: Т\nduties:\n  - {text}\n"
    assert list(unfinished(resolved(tmp_path, "clerk", {"clerk": role}))) == []


def test_a_draft_may_have_marks_and_a_final_copy_not(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"clerk": "title: Т\nduties: ['Готує «…».']\n"})
    assert Composer(Plan(tmp_path)).document("clerk").mark
    with pytest.raises(IssueError) as raised:
        Composer(Plan(tmp_path, draft=False)).document("clerk")
    assert [found.code for found in raised.value.issues] == [Code.PLACEHOLDER_LEFT]
