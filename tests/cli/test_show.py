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


def test_of_a_role_whose_file_cannot_be_read_only_the_issues_are_shown(root: Path) -> None:
    write_workspace(root, {"wrong": "titel: Т\n"})
    result = invoke(root, "show", "wrong")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "roles/wrong.yaml:1:1: error" in result.stderr


BROKEN = {
    "clerk": (
        "title: Діловод\nextends: [_shared/office]\npurpose: Мета.\nduties:\n"
        "  - {id: post, text: Шле.}\n  - {id: letters, text: Пише., after: none}\n"
        "  - {group: Архів, id: archive, items: [{id: keep, text: 'Береже.'}]}\n"
    )
}


def test_of_a_role_whose_parts_do_not_fit_the_document_is_shown_and_then_the_issues(
    root: Path,
) -> None:
    write_workspace(root, BROKEN)
    result = invoke(root, "show", "clerk")
    assert result.exit_code == 1
    lines = result.stdout.replace("\xa0", " ").splitlines()
    assert lines[lines.index("2.2. Пише.") + 1] == "    [letters] roles/clerk.yaml:6"
    assert (
        "roles/clerk.yaml:6:39: error: there is no clause 'none' in this section above it."
        in result.stderr
    )
    assert "fix: the ids most like it: post." in result.stderr


def test_of_a_role_without_a_document_the_clauses_are_shown_and_then_the_issues(root: Path) -> None:
    write_workspace(root, {"clerk": BROKEN["clerk"].replace("Береже", "{{ who }} береже")})
    result = invoke(root, "show", "clerk")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Діловод",
        "roles/_shared/office.yaml → roles/clerk.yaml",
        "",
        "purpose",
        "Мета.",
        "    [purpose] roles/clerk.yaml:3",
        "",
        "duties",
        "Шле.",
        "    [post] roles/clerk.yaml:5",
        "Пише.",
        "    [letters] roles/clerk.yaml:6",
        "Архів",
        "    [archive] roles/clerk.yaml:7",
        "{{ who }} береже.",
        "    [keep] roles/clerk.yaml:7",
        "",
        "rights",
        "Питати.",
        "    [ask] roles/_shared/office.yaml:2",
    ]
    assert result.stderr.count(" error: ") == 2
    quiet = invoke(root, "show", "clerk", "--quiet").stdout
    assert "[" not in quiet
    assert "Питати." in quiet


def test_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    invoke(root, "show", "clerk")
    assert sorted(root.rglob("*")) == before


def test_shared_clauses_of_a_shipped_role_name_the_shared_files() -> None:
    said = invoke(ROOT, "show", "account-manager").stdout
    assert "roles/_shared/labour-protection.yaml:" in said
    assert "roles/account-manager.yaml:" in said


def test_the_competencies_a_role_requires_are_shown_with_their_levels(tmp_path: Path) -> None:
    role = "title: Діловод\ncompetencies:\n  - {id: writing, level: 2}\n"
    root = write_workspace(tmp_path, {"clerk": role}).root
    lines = invoke(root, "show", "clerk").stdout.splitlines()
    assert lines[-3:] == [
        "Required competencies and levels",
        "writing: 2",
        "    roles/clerk.yaml:3",
    ]
