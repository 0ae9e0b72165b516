"""`posada format` gives ids and orders keys; it keeps comments and never changes what a file says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from generator.make import Composer, Plan, check
from tests.cli.invoke import invoke
from tests.workspace import ROOT, copy_workspace, write_workspace

PLAIN = "title: Діловод\nduties:\n- Пише листи.\n- Шле листи.\n"
FORMATTED = """\
title: Діловод
duties:
  - id: pyshe-lysty
    text: Пише листи.
  - id: shle-lysty
    text: Шле листи.
"""


def workspace(root: Path, **files: str) -> Path:
    """A workspace whose role files have exactly these characters."""
    write_workspace(root, dict.fromkeys(files, ""))
    for name, text in files.items():
        (root / f"roles/{name}.yaml").write_bytes(text.encode())
    return root


def read(root: Path, name: str = "clerk") -> str:
    return (root / f"roles/{name}.yaml").read_bytes().decode()


def formatted(root: Path, text: str) -> str:
    """What the command makes of one role file."""
    result = invoke(workspace(root, clerk=text), "format")
    assert (result.exit_code, result.stderr.count("[")) == (0, 0), result.stderr
    return read(root)


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"(?<!\S)# [^\r\n]*", text))


def words(root: Path, role: str = "clerk") -> list[str]:
    return [f"{p.number} {p.text}" for p in Composer(Plan(root)).document(role).paragraphs()]


# The command


def test_it_names_the_files_it_changes(tmp_path: Path) -> None:
    root = workspace(tmp_path, clerk=PLAIN, done=FORMATTED)
    result = invoke(root, "format")
    assert (result.exit_code, result.stdout) == (0, "roles/clerk.yaml\n")
    assert result.stderr == "Files formatted: 1.\n"
    assert read(root) == FORMATTED


def test_with_check_it_changes_nothing_and_fails(tmp_path: Path) -> None:
    root = workspace(tmp_path, clerk=PLAIN)
    result = invoke(root, "format", "--check")
    assert (result.exit_code, result.stdout) == (1, "roles/clerk.yaml\n")
    assert result.stderr == "Files to be formatted: 1.\n"
    assert read(root) == PLAIN


@pytest.mark.parametrize("option", [(), ("--check",)])
def test_formatted_files_are_left_alone(tmp_path: Path, option: tuple[str, ...]) -> None:
    root = workspace(tmp_path, clerk=FORMATTED)
    before = (root / "roles/clerk.yaml").stat()
    result = invoke(root, "format", *option)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "All files are formatted.\n")
    assert (root / "roles/clerk.yaml").stat().st_mtime_ns == before.st_mtime_ns


def test_only_the_roles_named_are_formatted(tmp_path: Path) -> None:
    root = workspace(tmp_path, clerk=PLAIN, other=PLAIN)
    assert invoke(root, "format", "roles/clerk.yaml").stdout == "roles/clerk.yaml\n"
    assert read(root, "other") == PLAIN


def test_shared_parts_are_formatted_too(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, _part="rights: [А.]\nduties: [Б.]\n", clerk="title: Т\nextends: [_part]\n"
    )
    assert invoke(root, "format").stdout == "roles/_part.yaml\n"
    assert read(root, "_part").startswith("duties:")


def test_a_file_with_issues_is_left_alone_and_the_others_are_formatted(tmp_path: Path) -> None:
    root = workspace(tmp_path, clerk=PLAIN, wrong="titel: Т\nduties: [А.]\n")
    result = invoke(root, "format")
    assert (result.exit_code, result.stdout) == (1, "roles/clerk.yaml\n")
    assert "roles/wrong.yaml:1:1: error: unknown key 'titel'" in result.stderr
    assert read(root, "wrong") == "titel: Т\nduties: [А.]\n"


def test_an_unknown_role_is_an_issue(tmp_path: Path) -> None:
    result = invoke(workspace(tmp_path, clerk=PLAIN), "format", "clark")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[role-unknown]" in result.stderr


def test_quiet_prints_only_names(tmp_path: Path) -> None:
    result = invoke(workspace(tmp_path, clerk=PLAIN), "format", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "roles/clerk.yaml\n", "")


def test_the_shipped_workspaces_are_formatted() -> None:
    for root in (ROOT, ROOT / "samples/en"):
        result = invoke(root, "format", "--check")
        assert (result.exit_code, result.stdout) == (0, "")


# What it writes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PLAIN, FORMATTED),
        (
            "duties:\n  - {id: a, text: А.}\n# про назву\ntitle: Т\n",
            "# про назву\ntitle: Т\nduties:\n  - {id: a, text: А.}\n",
        ),
        (
            "# про файл\nduties:\n  - {id: a, text: А.}\ntitle: Т\n",
            "# про файл\ntitle: Т\nduties:\n  - {id: a, text: А.}\n",
        ),
        ("duties: [{id: a, text: А.}]\ntitle: Т", "title: Т\nduties: [{id: a, text: А.}]\n"),
        (
            "title: Т\nduties: [Пише.]\n",
            "title: Т\nduties: [{id: pyshe, text: Пише.}]\n",
        ),
        (
            "title: Т\nduties:\n  - >-\n    Пише\n    листи.\n",
            "title: Т\nduties:\n  - id: pyshe-lysty\n    text: >-\n      Пише\n      листи.\n",
        ),
        (
            "title: Т\nduties:\n- group: Листи\n  items:\n  - Пише.\n",
            "title: Т\nduties:\n  - id: lysty\n    group: Листи\n    items:\n      - id: pyshe\n        text: Пише.\n",
        ),
        (
            "title: Т\nrequirements:\n  other: [Пише.]\n  education: Вища.\n",
            "title: Т\nrequirements:\n  other: [{id: pyshe, text: Пише.}]\n  education: Вища.\n",
        ),
    ],
    ids=[
        "ids", "order", "comment-of-the-file", "no-end-of-line", "flow", "folded", "group", "requirements",
    ],
)  # fmt: skip
def test_a_file_gets_ids_and_the_order_of_keys(tmp_path: Path, before: str, after: str) -> None:
    assert formatted(tmp_path, before) == after


LONG = "Дуже довгий текст пункту, який не вміщується в один рядок, " * 4 + "кінець."
TRICKY = {
    "comments-everywhere": (
        "# голова\ntitle: Т  # назва\n\n# перед обов’язками\nduties:\n  # перед першим\n  - Пише.  # після\n"
        "  # між ними\n  - Шле.\n  # наприкінці\n# хвіст\n"
    ),
    "comment-in-a-clause": "title: Т\nduties:\n  - id: a\n    # про текст\n    text: А.  # кінець\n  - Б.\n",
    "comment-in-a-group": (
        "title: Т\nduties:\n  - group: Г  # група\n    items:  # пункти\n      - А.  # один\n      - Б.\n"
    ),
    "folded": (
        "title: Т\nduties:\n  - text: >-\n      Довгий\n      текст.\n"
        "  - >\n    Інший\n    текст.\n  - |+\n    Рядок\n\n"
    ),
    "quoted": "title: \"Т: т\"\nduties:\n  - \"А: б. # не коментар\"\n  - 'В ''г''.'\n  - \"\\u0410\\tб\\nв\"\n",
    "flow": "title: Т\nduties: [А., \"Б, б.\", {text: В.}, {group: Г, items: [Ґ.]}]\n",
    "flow-root": "{title: Т, duties: [А., Б.]}\n",
    "flow-root-order": "{duties: [А., Б.], title: Т}\n",
    "numbers": "title: 007\nduties: [5, 1.10, 010, 0x1F, 1e3, 12_000, 2020-01-01, yes, NO, 1:30, +5, .5, 0o7]\n",
    "blank-lines": "title: Т\n\n\nduties:\n\n  - А.\n\n  - Б.\n\nrights: [В.]\n",
    "long-lines": f"title: Т\nduties:\n  - {LONG}\n  - \"{LONG}\"\n",
    "several-lines": "title: Т\nduties:\n  - Довгий текст\n    на двох рядках.\n",
    "explicit-keys": "? title\n: Т\n? duties\n: - А.\n",
    "document-start": "---\ntitle: Т\nduties: [А.]\n",
    "anchors-of-texts": "title: Т\nduties:\n  - &a А.\n  - *a\n  - text: *a\n",
    "emoji-and-spaces": "title: 🙂 Т\nduties:\n  - 🙂 А.\n  - А\u00a0б.\n  - \"\\u00a0 А.  \"\n",
    "indents": "title: Т\nduties:\n      - А.\n      -   Б.\nrequirements:\n          other:\n          - В.\n",
    "comment-in-a-flow-list": "title: Т\nduties: [А., # перше\n  Б.  # друге\n  ]\n",
    "windows-line-ends": "title: Т\r\nduties:\r\n  - А.  # к\r\n  - >-\r\n    Б\r\n    б.\r\n",
    "tab-before-a-comment": "title: Т\nduties:\n  - А.\t# к\n",
    "anchors-of-clauses": "title: Т\nduties:\n  - &a {text: А.}\n  - *a\n",
    "anchors-of-lists": "title: Т\nduties: &d\n  - А.\nrights: *d\n",
}  # fmt: skip


@pytest.mark.parametrize("text", list(TRICKY.values()), ids=list(TRICKY))
def test_nothing_a_file_says_is_changed_and_no_comment_lost(tmp_path: Path, text: str) -> None:
    root = workspace(tmp_path, clerk=text)
    said = words(root)
    result = invoke(root, "format")
    after = read(root)
    # What cannot be rewritten safely is refused and stays as it was.
    assert (result.exit_code == 0) or (after == text and result.stderr)
    assert check(root).issues == ()
    assert words(root) == said
    assert comments(after) == comments(text)
    assert set(re.findall("\r?\n", after)) == set(re.findall("\r?\n", text))
    again = invoke(root, "format")
    assert read(root) == after
    assert again.stdout == ""


def test_a_clause_does_not_get_the_id_of_another_it_inherits(tmp_path: Path) -> None:
    # Both texts begin with the same five words, of which an id is made.
    part = "duties: [Готує щомісяця звіт про продаж великим клієнтам.]\n"
    role = "title: Т\nextends: [_part]\nduties: [Готує щомісяця звіт про продаж малим клієнтам.]\n"
    root = workspace(tmp_path, _part=part, clerk=role)
    said = words(root)
    invoke(root, "format")
    assert words(root) == said


@pytest.mark.parametrize(
    "refused",
    [
        "---\nduties: [{id: a, text: А.}]\ntitle: Т\n...\n",
        "---\n# про файл\nduties: [{id: a, text: А.}]\ntitle: Т\n...\n",
    ],
    ids=["end-of-document", "with-comment"],
)
def test_a_rewrite_that_would_change_the_file_is_refused(tmp_path: Path, refused: str) -> None:
    root = workspace(tmp_path, clerk=refused)
    said = words(root)
    result = invoke(root, "format")
    assert result.exit_code == 1
    assert "error: " in result.stderr
    assert read(root) == refused
    assert words(root) == said


def test_shipped_roles_keep_their_words_when_their_ids_are_taken_away(tmp_path: Path) -> None:
    """The longest files there are, formatted anew."""
    root = copy_workspace(tmp_path)
    path = root / "roles/legal-counsel.yaml"
    text = path.read_text("utf-8")
    said = words(root, "legal-counsel")
    # Only ids that nothing refers to or inherits.
    bare = re.sub(r"( +- )id: (know|quality)[\w-]+\n +text:", r"\1text:", text)
    assert bare.count("\n") < text.count("\n") - 5
    path.write_text(bare, "utf-8")
    assert invoke(root, "format", "legal-counsel").exit_code == 0
    assert words(root, "legal-counsel") == said
    assert comments(path.read_text("utf-8")) == comments(text)
