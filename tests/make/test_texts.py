"""What is compared may be a version, a git revision, a Word file, or what the files say now."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.make.texts import PRESENT, document_of
from tests.desk import desk, word_file
from tests.workspace import write_workspace

ROLE = "title: Бухгалтер\nduties:\n  - {id: books, text: Веде облік.}\n"


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    root = tmp_path / "repository/firm"
    write_workspace(root, {"a": ROLE})
    return root


def books(root: Path, written: str) -> str:
    document = document_of(desk(root), "a", written)
    return next(p.text for p in document.paragraphs() if p.id == "books")


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def test_a_revision_is_composed_from_the_files_it_had(firm: Path) -> None:
    repository = firm.parent
    git(repository, "init", "-b", "main")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "one")
    (firm / "roles/a.yaml").write_text(ROLE.replace("облік", "весь облік"), "utf-8")
    git(repository, "commit", "-am", "two")
    assert [books(firm, each) for each in ("HEAD~1", "main", PRESENT)] == [
        "Веде облік.",
        "Веде весь облік.",
        "Веде весь облік.",
    ]


def test_a_word_file_says_what_it_says(firm: Path) -> None:
    path = word_file(firm, "a")
    (firm / "roles/a.yaml").write_text(ROLE.replace("облік", "весь облік"), "utf-8")
    assert books(firm, str(path)) == "Веде облік."


@pytest.mark.parametrize(
    "written", ["nowhere", "--output=x", "-h", "HEAD; rm -rf /", "9", "roles", "a b", "", "/"]
)
def test_anything_else_is_told(firm: Path, written: str) -> None:
    with pytest.raises(IssueError) as raised:
        document_of(desk(firm), "a", written)
    assert raised.value.issues[0].code in (Code.TEXT_UNKNOWN, Code.VERSION_UNKNOWN)
