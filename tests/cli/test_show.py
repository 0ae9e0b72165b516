"""`posada show` prints a role as its document says it, and where each clause comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.invoke import invoke
from tests.workspace import ROOT, write_workspace

ROLES = {
    "_shared/office": "rights:\n  - id: ask\n    text: Питати.\n",
    "clerk": (
        "title: Діловод\nextends: [_shared/office]\nduties:\n  - id: letters\n"
        '    text: Пише листи за п. {{ ref("ask") }}.\n  - Шле.\n'
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, ROLES).root


def test_each_clause_is_shown_with_its_number_id_file_and_line(root: Path) -> None:
    result = invoke(root, "show", "clerk")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.replace("\xa0", " ").splitlines()
    assert lines[:2] == [
        "Посадова інструкція діловода",
        "roles/_shared/office.yaml → roles/clerk.yaml",
    ]
    for clause, origin in (
        ("2.1. Пише листи за п. 3.1.", "    [letters] roles/clerk.yaml:4"),
        ("2.2. Шле.", "    [shle] roles/clerk.yaml:6"),
        ("3.1. Питати.", "    [ask] roles/_shared/office.yaml:2"),
    ):
        assert lines[lines.index(clause) + 1] == origin
    assert "2. Завдання та обов’язки" in lines


def test_a_clause_the_template_writes_has_no_origin(root: Path) -> None:
    lines = invoke(root, "show", "clerk").stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if "призначає на посаду" in line)
    assert not lines[at + 1].startswith("    [")


def test_quiet_prints_only_the_words(root: Path) -> None:
    result = invoke(root, "show", "clerk", "--quiet")
    assert "roles/" not in result.stdout
    assert "2.2. Шле." in result.stdout


@pytest.mark.parametrize("name", ["clerk", "clerk.yaml", "roles/clerk.yaml"])
def test_a_role_is_named_by_its_id_or_its_file(root: Path, name: str) -> None:
    assert invoke(root, "show", name).exit_code == 0


@pytest.mark.parametrize(
    ("role", "code"), [("clark", "role-unknown"), ("_shared/office", "role-unknown")]
)
def test_what_is_no_role_is_an_issue(root: Path, role: str, code: str) -> None:
    result = invoke(root, "show", role)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"[{code}]" in result.stderr


def test_a_role_with_issues_is_not_shown(root: Path) -> None:
    write_workspace(root, {"wrong": "titel: Т\n"})
    result = invoke(root, "show", "wrong")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "roles/wrong.yaml:1:1: error" in result.stderr


def test_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    invoke(root, "show", "clerk")
    assert sorted(root.rglob("*")) == before


def test_shared_clauses_of_a_shipped_role_name_the_shared_files() -> None:
    said = invoke(ROOT, "show", "account-manager").stdout
    assert "roles/_shared/labour-protection.yaml:" in said
    assert "roles/account-manager.yaml:" in said
