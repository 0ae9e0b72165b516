"""Commands that decide need all that a decision needs, and say what they have done."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.group import posada as cli
from tests.desk import SIGNERS, agree, publish, remark
from tests.workspace import SETTINGS, write_workspace

ROLE = "title: Бухгалтер\nduties:\n  - {id: books, text: Веде облік.}\n  - {id: report, text: Подає звіт.}\n"


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_workspace(tmp_path, {"a": ROLE}, SETTINGS + SIGNERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code == status, result.output
    return result


def records(root: Path) -> list[str]:
    return sorted(path.name.split("-")[1] for path in root.glob("register/a/0*.json"))


TOMORROW = (date.today() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    "arguments",
    [
        ("reject", "a", "--as", "hr"),
        ("reject", "a", "--as", "hr", "--reason", " "),
        ("approve", "a"),
        ("approve", "a", "--as", "hr", "--date", TOMORROW),
        ("publish", "a", "--number", "7"),
        ("publish", "a", "--date", "2026-01-01"),
        ("publish", "a", "--number", "", "--date", "2026-01-01"),
        ("acknowledge", "a"),
        ("withdraw", "a"),
        ("remarks", "a", "--resolve", "1f2e"),
        ("remarks", "a", "--resolve", "1f2e", "--how", "Враховано"),
        ("verify",),
        ("review",),
        ("diff",),
    ],
)
def test_what_a_decision_needs_must_be_said(firm: Path, arguments: tuple[str, ...]) -> None:
    run(*arguments, status=2)
    assert records(firm) == []


def test_an_agreement_prints_its_record_and_who_is_missing(firm: Path) -> None:
    agree(firm, "a")
    result = run("approve", "a", "--as", "hr", "--date", "2026-03-02")
    assert result.stdout.startswith("register/a/0002-agreed-")
    assert "(legal)" in result.stderr
    assert "(safety)" in result.stderr
    assert records(firm) == ["agreed", "opened"]


def test_the_status_for_programs_has_everything(firm: Path) -> None:
    agree(firm, "a", "hr")
    remark(firm, "a", "books", "Уточніть.")
    (found,) = json.loads(run("status", "--format", "json").stdout)
    assert (found["role"], found["state"]) == ("a", "in-review")
    assert [(one["key"], one["since"]) for one in found["waiting"]] == [
        ("legal", "2026-03-02"),
        ("safety", "2026-03-02"),
    ]
    assert len(found["remarks"]) == 1


def test_the_history_for_programs_is_the_records(firm: Path) -> None:
    agree(firm, "a", "hr", "legal")
    found = json.loads(run("history", "a", "--format", "json").stdout)
    assert [one["kind"] for one in found] == ["opened", "agreed", "agreed"]
    assert [one["key"] for one in found[1:]] == ["hr", "legal"]
    assert found[2]["previous"] == [found[1]["hash"]]


def test_a_difference_is_shown_word_by_word_under_its_section(firm: Path) -> None:
    publish(firm, "a")
    path = firm / "roles/a.yaml"
    path.write_text(ROLE.replace("Веде облік", "Веде весь облік"), "utf-8")
    result = run("diff", "a")
    assert result.stdout.splitlines() == [
        "",
        "2. Завдання та обов’язки",
        "2.1: reworded",
        "  Веде{+ весь+} облік.",
    ]
    assert result.stderr == "1 change.\n"


def test_without_a_version_in_force_it_must_be_said_what_to_compare_with(firm: Path) -> None:
    assert "No version is in force" in run("diff", "a", status=1).output


def test_a_remark_is_answered_once(firm: Path) -> None:
    number = remark(firm, "a", "books", "Уточніть, облік чого.")
    assert "Уточніть, облік чого." in run("remarks", "a").stdout
    answer = ("--resolve", number, "--how", "Уточнено", "--by", "Оксана Лисенко")
    run("remarks", "a", *answer)
    assert run("remarks", "a").stderr == "0 open remarks.\n"
    assert "[remark-unknown]" in run("remarks", "a", *answer, status=1).output


def test_a_withdrawn_version_is_not_in_force(firm: Path) -> None:
    publish(firm, "a")
    run("withdraw", "a", "--version", "1", "--reason", "Помилка", "--date", "2026-03-03")
    assert (
        "[version-unknown]"
        in run("withdraw", "a", "--version", "9", "--reason", "х", status=1).output
    )
    (found,) = json.loads(run("status", "--format", "json").stdout)
    assert [version["state"] for version in found["versions"]] == ["withdrawn"]
    (before,) = json.loads(run("status", "--format", "json", "--as-of", "2026-03-02").stdout)
    assert [version["state"] for version in before["versions"]] == ["published"]
