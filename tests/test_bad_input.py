"""Whatever is wrong with a role: an issue at its place, status 1, nothing half-written, the other roles built."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.issue import Code
from tests.outcome import (
    GOOD,
    NOT_ROOT,
    POSIX,
    TITLE,
    Content,
    build,
    expected_files,
    left_in,
    refused,
    run,
    write,
)
from tests.workspace import posada

Prepare = Callable[[Path], object]

# What a role file may look like


def bomb() -> str:
    """A billion laughs: nine levels of nine aliases."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairs]
    return "\n".join(lines)


BAD_FILES: Mapping[str, tuple[Content, str, Code]] = {
    "empty": ("", "", Code.YAML_EMPTY),
    "only-spaces": (" \n\n", "", Code.YAML_EMPTY),
    "only-comments": ("# нічого\n", "", Code.YAML_EMPTY),
    "only-null": ("~\n", "", Code.YAML_EMPTY),
    "open-bracket": (f"{TITLE}duties: [а\n", ":2:9", Code.YAML_SYNTAX),
    "open-quote": (f"{TITLE}purpose: «а\nduties: ['б\n", ":3:10", Code.YAML_SYNTAX),
    "colon-in-text": (f"{TITLE}reports_to: Директор: перший\n", ":2:21", Code.YAML_SYNTAX),
    "wrong-indent": (f"{TITLE}duties:\n  - А.\n rights: []\n", ":4:2", Code.YAML_SYNTAX),
    "unquoted-braces": (f"{TITLE}purpose: {{{{ title }}}} веде\n", ":2:10", Code.YAML_SYNTAX),
    "unquoted-star": (f"{TITLE}purpose: *важливо*\n", ":2:10", Code.YAML_SYNTAX),
    "percent": (f"{TITLE}purpose: %\n", ":2:10", Code.YAML_SYNTAX),
    "mapping-as-key": (f"{TITLE}? [а]\n: б\n", ":2:3", Code.YAML_SYNTAX),
    "key-without-name": (f"{TITLE}: б\n", ":2:1", Code.YAML_SYNTAX),
    "unknown-directive": (f"%ТЕГ\n{TITLE}", ":1:2", Code.YAML_SYNTAX),
    "tab": (f"{TITLE}duties:\n\t- А.\n", ":3:1", Code.YAML_TAB),
    "tab-in-nested": (f"{TITLE}cases:\n  genitive: а\n\tdative: б\n", ":4:1", Code.YAML_TAB),
    "duplicate-key": (f"{TITLE}{TITLE}", ":2:1", Code.YAML_DUPLICATE_KEY),
    "duplicate-inner-key": (f"{TITLE}duties:\n  - {{text: А., text: Б.}}\n", ":3:16", Code.YAML_DUPLICATE_KEY),
    "python-tag": (f"{TITLE}purpose: !!python/object/apply:os.system [id]\n", ":2:10", Code.YAML_TAG),
    "own-tag": (f"{TITLE}purpose: !include /etc/passwd\n", ":2:10", Code.YAML_TAG),
    "two-documents": (f"{TITLE}---\n{TITLE}", ":2:1", Code.YAML_DOCUMENTS),
    "alias-bomb": (bomb(), ":5:4", Code.YAML_SIZE),
    "alias-of-itself": (f"{TITLE}duties: &d\n  - *d\n", ":3:5", Code.YAML_ALIAS),
    "alias-of-nothing": (f"{TITLE}duties: *d\n", ":2:9", Code.YAML_ALIAS),
    "control-character": (f"{TITLE}purpose: а\x07б\n", ":2:11", Code.CHARACTER_FORBIDDEN),
    "null-character": (f"{TITLE}purpose: а\0б\n", ":2:11", Code.CHARACTER_FORBIDDEN),
    "control-character-escaped": (f'{TITLE}purpose: "а\\x07б"\n', ":2:10", Code.CHARACTER_FORBIDDEN),
    "control-character-in-key": (f'{TITLE}"а\\x07": б\n', ":2:1", Code.CHARACTER_FORBIDDEN),
    "surrogate-escaped": (f'{TITLE}purpose: "\\ud800"\n', ":2:13", Code.YAML_SYNTAX),
    "surrogate-as-bytes": (TITLE.encode() + b"purpose: \xed\xa0\x80\n", ":2", Code.FILE_ENCODING),
    "not-utf-8": (TITLE.encode() + b"purpose: \xff\n", ":2", Code.FILE_ENCODING),
    "windows-1251": (TITLE.encode("cp1251"), ":1", Code.FILE_ENCODING),
    "utf-16": (TITLE.encode("utf-16"), ":1", Code.FILE_ENCODING),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ":1", Code.FILE_ENCODING),
    "list": ("- title: Секретар\n", ":1:1", Code.FIELD_TYPE),
    "text": ("Секретар\n", ":1:1", Code.FIELD_TYPE),
    "no-title": ("duties: [А.]\n", ":1:1", Code.FIELD_MISSING),
    "title-without-value": ("title:\nduties: [А.]\n", ":1:7", Code.FIELD_EMPTY),
    "title-of-spaces": ("title: '  '\n", ":1:8", Code.FIELD_EMPTY),
    "empty-optional-key": (f"{TITLE}department:\n", ":2:12", Code.FIELD_EMPTY),
    "empty-item": (f"{TITLE}duties:\n  - А.\n  -\n", ":4:4", Code.FIELD_EMPTY),
    "text-for-list": (f"{TITLE}duties: А.\n", ":2:9", Code.FIELD_TYPE),
    "list-for-text": (f"{TITLE}department: [А]\n", ":2:13", Code.FIELD_TYPE),
    "list-for-keys": (f"{TITLE}cases: []\n", ":2:8", Code.FIELD_TYPE),
    "keys-for-list": (f"{TITLE}supervises: {{а: б}}\n", ":2:13", Code.FIELD_TYPE),
    "list-for-clause": (f"{TITLE}duties: [[А.]]\n", ":2:10", Code.FIELD_TYPE),
    "keys-for-clause-text": (f"{TITLE}duties: [{{text: {{а: б}}}}]\n", ":2:17", Code.FIELD_TYPE),
    "group-without-items": (f"{TITLE}duties: [{{group: А}}]\n", ":2:10", Code.FIELD_MISSING),
    "group-with-no-items": (f"{TITLE}duties: [{{group: А, items: []}}]\n", ":2:28", Code.FIELD_TYPE),
    "word-for-level": (f"{TITLE}competencies: [{{id: a, level: сім}}]\n", ":2:31", Code.FIELD_VALUE),
    "level-too-high": (f"{TITLE}competencies: [{{id: a, level: 12}}]\n", ":2:31", Code.FIELD_VALUE),
    "level-too-long": (f"{TITLE}competencies: [{{id: a, level: {'9' * 5000}}}]\n", ":2:31", Code.FIELD_VALUE),
    "word-for-flag": (f"{TITLE}duties: [{{text: А., readonly: можливо}}]\n", ":2:31", Code.FIELD_VALUE),
    "word-for-gender": (f"{TITLE}gender: жіноча\n", ":2:9", Code.FIELD_VALUE),
    "unknown-key": (f"{TITLE}dutys: [А.]\n", ":2:1", Code.FIELD_UNKNOWN),
    "unknown-inner-key": (f"{TITLE}duties:\n  - {{text: А., mandatory: true}}\n", ":3:16", Code.FIELD_UNKNOWN),
    "merge-key": (f"{TITLE}cases: &c {{genitive: а}}\n<<: *c\n", ":3:1", Code.FIELD_UNKNOWN),
    "unknown-superior": (f"{TITLE}reports_to: goood\n", ":2:13", Code.ROLE_UNKNOWN),
    "unknown-subordinate": (f"{TITLE}supervises:\n  - good\n  - other\n", ":4:5", Code.ROLE_UNKNOWN),
    "superior-outside": (f"{TITLE}reports_to: ../good\n", ":2:13", Code.ROLE_UNKNOWN),
    "superior-absolute": (f"{TITLE}reports_to: /etc/passwd\n", ":2:13", Code.ROLE_UNKNOWN),
    "superior-as-file": (f"{TITLE}reports_to: good.yaml\n", ":2:13", Code.ROLE_UNKNOWN),
    "extends-itself": (f"{TITLE}extends: [bad]\n", ":2:11", Code.EXTENDS_CYCLE),
    "extends-nothing": (f"{TITLE}extends: [_shared/none]\n", ":2:11", Code.EXTENDS_UNKNOWN),
    "extends-outside": (f"{TITLE}extends: [../../secret]\n", ":2:11", Code.ID_INVALID),
    "extends-absolute": (f"{TITLE}extends: [/etc/passwd]\n", ":2:11", Code.ID_INVALID),
    "extends-as-file": (f"{TITLE}extends: [good.yaml]\n", ":2:11", Code.ID_INVALID),
    "extends-endless-name": (f"{TITLE}extends: [{'a' * 300}]\n", ":2:11", Code.EXTENDS_UNKNOWN),
    "id-in-cyrillic": (f"{TITLE}duties: [{{id: облік, text: А.}}]\n", ":2:15", Code.ID_INVALID),
    "id-too-long": (f"{TITLE}duties: [{{id: {'a' * 101}, text: А.}}]\n", ":2:15", Code.ID_INVALID),
    "id-twice": (f"{TITLE}duties: [{{id: a, text: А.}}, {{id: a, text: Б.}}]\n", ":2:29", Code.ID_DUPLICATE),
    "id-in-lists": (f"{TITLE}laws: [{{id: a, text: А.}}]\nduties: [{{id: a, text: Б.}}]\n", ":3:10", Code.ID_DUPLICATE),
    "classifier-code": (f"{TITLE}classification: {{code: 12345}}\n", ":2:24", Code.CLASSIFIER_CODE),
    "classifier-code-of-zeros": (f"{TITLE}classification: {{code: 0000}}\n", ":2:24", Code.CLASSIFIER_CODE),
    "removes-nothing": (f"{TITLE}remove: [other]\n", ":2:10", Code.CLAUSE_UNKNOWN),
    "after-nothing": (f"{TITLE}duties: [{{text: А., after: other}}]\n", ":2:28", Code.CLAUSE_UNKNOWN),
    "removes-its-own": (f"{TITLE}remove: [a]\nduties: [{{id: a, text: А.}}]\n", ":2:10", Code.REMOVE_OWN),
    "unclosed-quote": (f"{TITLE}purpose: \"а\nduties:\n  - \"б\"\n", ":2:10", Code.YAML_SYNTAX),
    "dash-without-space": (f"{TITLE}duties:\n  - А.\n  -Б.\n", ":4:3", Code.YAML_DASH),
    "no-break-space": (f"{TITLE}duties:\n  -\u00a0А.\n", ":3:4", Code.YAML_SPACE),
    "number-sign": (f"{TITLE}purpose: Форма #5 і далі\n", ":2:16", Code.YAML_COMMENT),
    "near-variable": (f"{TITLE}duties: ['{{{{ Title }}}} веде.']\n", ":2:10", Code.VARIABLE_UNDEFINED),
    "undefined-variable": (f"{TITLE}duties:\n  - Пише {{{{ name }}}}.\n", ":3:5", Code.VARIABLE_UNDEFINED),
    "undefined-in-table": (f"{TITLE}relations:\n  - {{with: '{{{{ name }}}}'}}\n", ":3:5", Code.VARIABLE_UNDEFINED),
    "unknown-reference": (f"{TITLE}duties:\n  - 'Див. {{{{ ref(\"a\") }}}}.'\n", ":3:5", Code.REFERENCE_UNKNOWN),
    "long-word": (f"{TITLE}duties:\n  - {'а' * 4000}\n", ":3:5", Code.FIELD_VALUE),
    "unseen-title": ('title: "\u200b"\nduties: [А.]\n', ":1:8", Code.FIELD_EMPTY),
    "long-clause": (f"{TITLE}duties:\n  - {'а' * 1_000_000}\n", ":3:5", Code.TEXT_TOO_LONG),
    "large-file": (f"{TITLE}# {'а' * 2_500_000}\n", "", Code.FILE_TOO_LARGE),
    "many-clauses": (f"{TITLE}duties:\n" + "  - Пункт.\n" * 10_000, "", Code.TOO_MANY_CLAUSES),
}  # fmt: skip
"""Name → a role file, where in it the issue is, and its code."""


@pytest.mark.parametrize(("content", "place", "code"), BAD_FILES.values(), ids=list(BAD_FILES))
def test_a_bad_role_is_named_at_its_place_and_the_others_are_built(
    tmp_path: Path, content: Content, place: str, code: Code
) -> None:
    outcome = refused(write(tmp_path, {"roles/bad.yaml": content}), f"roles/bad.yaml{place}", code)
    assert "1 of 2 roles; 1 built." in outcome.said
    assert len(outcome.said) < 20_000


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "{" * 200_000, "- " * 100_000, "? " * 100_000, "{а: " * 50_000, "[" * 100_000 + "]" * 100_000],
    ids=["brackets", "braces", "items", "keys", "pairs", "closed"],
)  # fmt: skip
def test_endless_nesting_is_answered_soon(tmp_path: Path, text: str) -> None:
    began = time.perf_counter()
    outcome = build(write(tmp_path, {"roles/bad.yaml": text}))
    assert time.perf_counter() - began < 5
    (found,) = outcome.places()
    assert re.fullmatch(r"roles/bad\.yaml:1:\d+ yaml-depth", found)
    assert outcome.files == expected_files("good")


def test_thousands_of_issues_are_all_told_soon(tmp_path: Path) -> None:
    began = time.perf_counter()
    text = TITLE + "duties:\n" + "  - {txt: А.}\n" * 1500
    outcome = build(write(tmp_path, {"roles/bad.yaml": text}))
    assert time.perf_counter() - began < 10
    assert len(outcome.places()) == 1500
    assert outcome.files == expected_files("good")


def test_too_many_clauses_are_told_before_the_file_is_formatted(tmp_path: Path) -> None:
    root = write(tmp_path, {"roles/bad.yaml": BAD_FILES["many-clauses"][0]})
    for command in (["format", "bad"], ["format", "--check", "bad"], ["check", "bad"]):
        outcome = run(root, *command)
        assert outcome.places() == ["roles/bad.yaml too-many-clauses"]
        assert "the file has 10000 clauses; 1000 are allowed." in outcome.said


def test_too_many_clauses_in_all_the_parts_of_a_role_are_told_for_the_role(tmp_path: Path) -> None:
    parts = {f"roles/_{n}.yaml": "duties:\n" + "  - Пункт.\n" * 600 for n in "ab"}
    role = {"roles/bad.yaml": f"{TITLE}extends: [_a, _b]\n"}
    outcome = refused(write(tmp_path, parts | role), "roles/bad.yaml", Code.TOO_MANY_CLAUSES)
    assert "with all it inherits, the role has 1200 clauses; 1000 are allowed." in outcome.said
    assert len(outcome.places()) == 1


@pytest.mark.parametrize(
    "content",
    ["\ufeff" + TITLE, f"{TITLE}duties:\n  - А.\n".replace("\n", "\r\n"), f"%YAML 1.1\n---\n{TITLE}...\n"],
    ids=["byte-order-mark", "windows-lines", "directive"],
)  # fmt: skip
def test_what_other_programs_add_does_no_harm(tmp_path: Path, content: str) -> None:
    outcome = build(write(tmp_path, {"roles/bad.yaml": content}))
    assert (outcome.status, outcome.files) == (0, expected_files("good", "bad"))


def test_lines_of_windows_are_counted_right(tmp_path: Path) -> None:
    text = f"\ufeff{TITLE}duties:\n  - А.\n\ndutys: []\n".replace("\n", "\r\n")
    outcome = refused(
        write(tmp_path, {"roles/bad.yaml": text}), "roles/bad.yaml:5:1", Code.FIELD_UNKNOWN
    )
    assert "\n    5 | dutys: []\n      | ^\n" in outcome.said


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [
        ("dutys", "'duties'?"),
        ("Duties", "'duties'?"),
        ("reports-to", "'reports_to'?"),
        ("rіghts", "'rights', all in Latin letters?"),
        ("departament", "'department'?"),
        ("salary", ""),
        ("обов’язки", "'duties'?"),
        ("ОБОВЯЗКИ", "'duties'?"),
        ("Права", "'rights'?"),
        ("повинен знати", "'knowledge'?"),
        ("умови_праці", "'working_conditions'?"),
        ("зарплата", ""),
    ],
)
def test_a_key_is_suggested_only_when_it_is_close(
    tmp_path: Path, key: str, suggestion: str
) -> None:
    outcome = refused(
        write(tmp_path, {"roles/bad.yaml": f"{TITLE}{key}: []\n"}),
        "roles/bad.yaml:2:1",
        Code.FIELD_UNKNOWN,
    )
    fix = f"did you mean {suggestion}" if suggestion else "remove it; the keys here are: "
    assert f"  fix: {fix}" in outcome.said


def test_a_text_with_a_colon_in_it_is_one_issue_that_says_what_to_do(tmp_path: Path) -> None:
    text = f"{TITLE}duties:\n  - Веде облік: витрат і доходів.\n  - Видає:\n"
    outcome = refused(
        write(tmp_path, {"roles/bad.yaml": text.replace("Видає", "Видає довідки")}),
        "roles/bad.yaml:3:5",
        Code.FIELD_UNKNOWN,
    )
    assert outcome.places()[1:] == ["roles/bad.yaml:4:5 field-unknown"]
    assert "fix: put the whole text into quotes or write a dash (—) for the colon" in outcome.said


@pytest.mark.parametrize("key", ["посада", "Назва посади", "titel", "tіtle"])
def test_a_required_key_under_another_name_is_not_said_to_be_missing_too(
    tmp_path: Path, key: str
) -> None:
    outcome = refused(
        write(tmp_path, {"roles/bad.yaml": f"{key}: Секретар\n"}),
        "roles/bad.yaml:1:1",
        Code.FIELD_UNKNOWN,
    )
    assert len(outcome.places()) == 1
    assert "did you mean 'title'" in outcome.said


def test_all_problems_of_all_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    files = {
        "roles/b.yaml": f"{TITLE}dutys: []\ngender: x\n",
        "roles/a.yaml": "title: [\n",
        "roles/_part.yaml": "rihgts: []\n",
        "roles/c.yaml": f"{TITLE}extends: [_part]\n",
        "roles/d.yaml": f"{TITLE}extends: [_part]\n",
    }
    outcome = build(write(tmp_path, files))
    assert outcome.places() == [
        "roles/_part.yaml:1:1 field-unknown",
        "roles/a.yaml:1:8 yaml-syntax",
        "roles/b.yaml:2:1 field-unknown",
        "roles/b.yaml:3:9 field-value",
    ]
    assert "4 errors in 4 of 5 roles; 1 built." in outcome.said


def test_every_command_survives_all_bad_files_at_once(tmp_path: Path) -> None:
    root = write(tmp_path, {f"roles/{name}.yaml": text for name, (text, _, _) in BAD_FILES.items()})
    for arguments in (["check"], ["check", "--format", "github"], ["check", "--format", "json"]):
        outcome = run(root, *arguments)
        assert outcome.status == 1
        # The file that extends itself has another name here.
        codes = {code for _, _, code in BAD_FILES.values()} - {Code.EXTENDS_CYCLE}
        assert {code for code in codes if code not in outcome.said} == set()
    assert json.loads(outcome.said)["roles"] == len(BAD_FILES) + 1
    shown = ("empty", "tab", "alias-bomb", "unknown-key", "undefined-variable")
    for arguments in (["format", "--check"], *(["show", name] for name in shown)):
        assert run(root, *arguments).status == 1


@pytest.mark.parametrize(
    "text",
    [
        "relations:\n  - {with: 'п. {{ ref(\"a\") }}'}\n",
        "duties:\n  - {group: 'п. {{ ref(\"a\") }}', items: [А.]}\n",
    ],
    ids=["table", "group"],
)
def test_an_unknown_reference_outside_a_clause_has_a_place_too(tmp_path: Path, text: str) -> None:
    root = write(tmp_path, {"roles/bad.yaml": f"{TITLE}{text}"})
    refused(root, "roles/bad.yaml:3:5", Code.REFERENCE_UNKNOWN)


def test_an_overridden_readonly_clause_is_named_in_both_files(tmp_path: Path) -> None:
    files = {
        "roles/_secrecy.yaml": "duties:\n  - {id: secrecy, text: Мовчить., readonly: true}\n",
        "roles/bad.yaml": f"{TITLE}extends: [_secrecy]\nduties:\n  - {{id: secrecy, text: Говорить.}}\n",
    }
    outcome = refused(write(tmp_path, files), "roles/bad.yaml:4:5", Code.READONLY_OVERRIDE)
    assert "(roles/_secrecy.yaml:2)" in outcome.said


def test_a_cycle_is_told_whole(tmp_path: Path) -> None:
    files = {
        "roles/_a.yaml": "extends: [_b]\n",
        "roles/_b.yaml": "extends: [_a]\n",
        "roles/bad.yaml": f"{TITLE}extends: [_a]\n",
    }
    outcome = refused(write(tmp_path, files), "roles/_b.yaml:1:11", Code.EXTENDS_CYCLE)
    assert "_a → _b → _a" in outcome.said


def test_many_processes_say_and_leave_the_same_as_one(tmp_path: Path) -> None:
    files = {"roles/bad.yaml": BAD_FILES["unknown-key"][0], "roles/other.yaml": GOOD}
    alone = build(write(tmp_path / "one", files), formats=("txt",))
    root = write(tmp_path / "two", files)
    done = posada("build", "--format", "txt", "--jobs", "2", cwd=root)
    assert done.returncode == alone.status == 1
    assert sorted((done.stdout + done.stderr).splitlines()) == sorted(alone.said.splitlines())
    assert left_in(root / "output") == alone.files == {"good.txt", "other.txt"}


# What the folder of roles may hold


NAMES = {
    "Секретар.yaml": "sekretar.yaml",
    "мій секретар.yaml": "mii-sekretar.yaml",
    "my role.yaml": "my-role.yaml",
    "Secretary.yaml": "secretary.yaml",
    "secretary_2.yaml": "secretary-2.yaml",
    "secretary.yml": "secretary.yaml",
    "secretary.old.yaml": "secretary-old.yaml",
    "con.yaml": "role-con.yaml",
    "lpt1.yaml": "role-lpt1.yaml",
    f"{'a' * 101}.yaml": f"{'a' * 80}.yaml",
}
"""Name of a file → what it could be named."""


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_that_is_no_id_is_told_once_with_a_better_one(
    tmp_path: Path, name: str
) -> None:
    outcome = refused(write(tmp_path, {f"roles/{name}": TITLE}), f"roles/{name}", Code.ID_INVALID)
    assert len(outcome.places()) == 1
    assert f"rename the file, for example to {NAMES[name]}:" in outcome.said


def test_a_shared_part_that_windows_could_not_open_is_named(tmp_path: Path) -> None:
    files = {"roles/_shared/aux.yaml": "duties: [Пише.]\n"}
    refused(write(tmp_path, {**files, "roles/bad.yaml": f"{TITLE}extends: [_shared/aux]\n"}),
            "roles/_shared/aux.yaml", Code.ID_INVALID)  # fmt: skip


@POSIX
def test_a_name_that_commands_the_terminal_is_shown_harmlessly(tmp_path: Path) -> None:
    outcome = build(write(tmp_path, {"roles/\x1b[31m\n.yaml": TITLE}))
    assert outcome.status == 1
    assert "\x1b" not in outcome.said
    assert "roles/�[31m�.yaml: error:" in outcome.said


@POSIX
def test_a_name_that_is_not_utf_8_is_an_issue(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    try:
        Path(os.fsdecode(bytes(root / "roles") + b"/\xff.yaml")).write_text(TITLE, "utf-8")
    except OSError:
        pytest.skip("this file system has only UTF-8 names")
    done = posada("build", "--format", "txt", cwd=root)
    assert done.returncode == 1
    assert "[id-invalid]" in done.stderr
    assert "Traceback" not in done.stderr
    assert left_in(root / "output") == {"good.txt"}


def test_hidden_files_and_copies_of_editors_are_no_roles(tmp_path: Path) -> None:
    hidden = (
        "._good.yaml",
        ".#good.yaml",
        "good.yaml~",
        "#good.yaml#",
        "good.yaml.bak",
        "notes.txt",
    )
    outcome = build(write(tmp_path, {f"roles/{name}": "[" for name in hidden}))
    assert (outcome.status, outcome.files) == (0, expected_files("good"))


def link(target: str) -> Prepare:
    return lambda root: (root / "roles/bad.yaml").symlink_to(target)


def pipe(root: Path) -> None:
    os.mkfifo(root / "roles/bad.yaml")


STRANGE: Mapping[str, tuple[Prepare, Code]] = {
    "folder": (lambda root: (root / "roles/bad.yaml").mkdir(), Code.FILE_UNREADABLE),
    "link-outside": (link("/etc/passwd"), Code.PATH_OUTSIDE),
    "link-above": (link("../../secret.yaml"), Code.PATH_OUTSIDE),
    "link-to-device": (link("/dev/zero"), Code.PATH_OUTSIDE),
    "link-to-nothing": (link("nothing.yaml"), Code.FILE_UNREADABLE),
    "link-to-itself": (link("bad.yaml"), Code.FILE_UNREADABLE),
    "pipe": (pipe, Code.FILE_UNREADABLE),
}


@POSIX
@pytest.mark.parametrize(("prepare", "code"), STRANGE.values(), ids=list(STRANGE))
def test_what_is_no_file_of_the_workspace_is_not_read(
    tmp_path: Path, prepare: Prepare, code: Code
) -> None:
    root = write(tmp_path / "firm", {})
    (tmp_path / "secret.yaml").write_text("title: Таємниця\n", "utf-8")
    prepare(root)
    # In a process of its own, which a pipe would hold for ever.
    done = posada("build", "--format", "docx,txt", cwd=root, timeout=20)
    assert done.returncode == 1
    assert re.search(rf"^roles/bad\.yaml: error: .*\[{code}\]$", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr
    assert "Таємниця" not in done.stderr
    assert left_in(root / "output") == expected_files("good")


@POSIX
def test_a_part_that_is_a_pipe_or_lies_outside_is_not_read(tmp_path: Path) -> None:
    root = write(tmp_path / "firm", {"roles/bad.yaml": f"{TITLE}extends: [_pipe, out/part]\n"})
    (tmp_path / "out").mkdir()
    (tmp_path / "out/part.yaml").write_text("duties: [А.]\n", "utf-8")
    (root / "roles/out").symlink_to("../../out")
    os.mkfifo(root / "roles/_pipe.yaml")
    done = posada("build", "--format", "docx,txt", cwd=root, timeout=20)
    assert done.returncode == 1
    assert re.findall(r"^(\S+): error: .*\[(.*)\]$", done.stderr, re.MULTILINE) == [
        ("roles/_pipe.yaml", "file-unreadable"),
        ("roles/out/part.yaml", "path-outside"),
    ]
    assert left_in(root / "output") == expected_files("good")


@NOT_ROOT
def test_a_file_that_may_not_be_read_is_an_issue(tmp_path: Path) -> None:
    root = write(tmp_path, {"roles/bad.yaml": TITLE})
    (root / "roles/bad.yaml").chmod(0)
    refused(root, "roles/bad.yaml", Code.FILE_UNREADABLE)


# Roles named on the command line


@pytest.mark.parametrize(
    "name", ["goood", "../good", "/etc/passwd", "/etc/passwd.yaml", "..", ".", "a/b", "\x1b[31m", "'; rm"]
)  # fmt: skip
def test_a_role_that_is_not_there_is_told_and_the_other_is_built(tmp_path: Path, name: str) -> None:
    outcome = build(write(tmp_path, {}), name, "good")
    assert outcome.status == 1
    assert outcome.places() == ["role-unknown"]
    assert outcome.files == expected_files("good")
    assert "\x1b" not in outcome.said
    for command in ("check", "show"):
        assert run(tmp_path, command, name).status == 1
