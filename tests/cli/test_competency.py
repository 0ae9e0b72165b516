"""`posada competency …`: results go to stdout, all else to stderr, and what cannot be done is told with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import Result

from generator.make import forget
from tests.cli.invoke import invoke
from tests.cli.test_language import english_words
from tests.competency.firm import SCALE, YAML
from tests.make.test_competencies import change, write_firm
from tests.workspace import ROOT, SETTINGS, posada, write_workspace

COMMANDS = ("build", "assess", "fit", "list", "new")
CHIEF = "title: Начальник відділу\ncompetencies: [{id: talks, level: 3}]\n"


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    root = write_firm(tmp_path)
    (root / "assessments").mkdir()
    (root / "assessments/koval.yaml").write_text(YAML, "utf-8")
    return root


def competency(root: Path, *arguments: str, lang: str = "en") -> Result:
    forget()
    return invoke(root, "competency", *arguments, lang=lang)


def build(root: Path, *arguments: str) -> Result:
    return competency(root, "build", "--format", "txt", "--jobs", "1", *arguments)


# build


def test_build_prints_the_files_and_tells_their_number(firm: Path) -> None:
    result = build(firm, "--only", "profile")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "output/competency/clerk/profile.txt", "output/competency/seller/profile.txt",
    ]  # fmt: skip
    assert result.stderr == "Files written: 2; documents: 2, of which 0 unchanged, 0 failed.\n"


def test_what_is_unchanged_is_not_printed(firm: Path) -> None:
    build(firm)
    result = build(firm)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Files written: 0; documents: 10, of which 10 unchanged, 0 failed." in result.stderr
    assert "output/competency/catalogue.txt" in build(firm, "--force").stdout


def test_quietly_it_says_only_the_files(firm: Path) -> None:
    result = build(firm, "--only", "matrix", "--quiet")
    assert result.stdout.split() == [
        "output/competency/matrix.xlsx",
        "output/competency/matrix.html",
    ]
    assert result.stderr == ""


def test_a_day_and_a_final_copy_may_be_asked_for(firm: Path) -> None:
    build(firm, "seller", "--only", "profile", "--date", "2026-11-05", "--final")
    text = (firm / "output/competency/seller/profile.txt").read_text("utf-8")
    assert "05.11.2026" in text
    assert build(firm, "--date", "5.11.2026").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--only", "profiles"), "profiles"),
        (("--only", "profile,shett"), "shett"),
        (("--format", "doc"), "doc"),
    ],
    ids=["a kind", "one of two", "a format"],
)
def test_an_unknown_kind_or_format_is_told_with_those_there_are(
    firm: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = competency(firm, "build", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert "profile" in result.stderr or "docx" in result.stderr


def test_a_role_with_an_error_is_told_with_its_place_and_the_others_are_built(firm: Path) -> None:
    change(firm / "roles/seller.yaml", "{id: crm", "{id: crn")
    result = build(firm, "--only", "profile")
    assert result.exit_code == 1
    assert result.stdout == "output/competency/clerk/profile.txt\n"
    assert "roles/seller.yaml:3:44: error: there is no competency 'crn'" in result.stderr
    assert "did you mean 'crm'?" in result.stderr
    assert "documents: 2, of which 0 unchanged, 1 failed." in result.stderr


def test_an_unknown_role_is_answered_with_the_one_that_is_like_it(firm: Path) -> None:
    result = build(firm, "saller")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean 'seller'?" in result.stderr


def test_removed_files_are_told(firm: Path) -> None:
    build(firm)
    (firm / "roles/seller.yaml").unlink()
    (firm / "vacancies/seller.yaml").unlink()
    result = build(firm)
    assert result.exit_code == 0
    assert "output/competency/seller/profile.txt" not in result.stdout
    assert "output/competency/seller/profile.txt" in result.stderr


# assess and fit


def test_assess_prints_a_table_and_tells_the_files(firm: Path) -> None:
    result = competency(firm, "assess", "--format", "txt", "--jobs", "1")
    assert result.exit_code == 0
    head, line, row = (each.rstrip() for each in result.stdout.splitlines())
    assert head.split() == ["Employee", "Position", "Fit", "Gaps"]
    assert set(line) == {"─", " "}
    assert row.split("  ") == [
        "Коваль Олена Петрівна", "Продавець", "66 %", "Переговори: has 1, needs 2",
    ]  # fmt: skip
    assert "output/assessments/koval-olena-petrivna-0012-seller.txt" in result.stderr


def test_assess_quietly_says_only_the_table(firm: Path) -> None:
    result = competency(firm, "assess", "--format", "txt", "--quiet")
    assert "Коваль Олена Петрівна" in result.stdout
    assert result.stderr == ""


def test_assess_tells_what_is_wrong_in_a_file_it_is_given(firm: Path) -> None:
    path = firm / "wrong.yaml"
    path.write_text(YAML.replace("talks:", "talsk:"), "utf-8")
    result = competency(firm, "assess", str(path), "--format", "txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "wrong.yaml:6:3: error: " in result.stderr
    assert "did you mean 'talks'?" in result.stderr


def test_fit_ranks_who_was_assessed(firm: Path) -> None:
    (firm / "roles/chief.yaml").write_text(CHIEF, "utf-8")
    result = competency(firm, "fit", "chief", "--format", "txt")
    assert result.exit_code == 0
    head = result.stdout.splitlines()[0].split()
    assert head == ["Rank", "Employee", "Fit", "Missing", "Not", "assessed"]
    assert "33 % (1/3)" in result.stdout
    assert "output/assessments/candidates/chief.txt" in result.stderr


def test_fit_tells_what_it_could_not_read_and_leaves_the_document_as_it_is(firm: Path) -> None:
    (firm / "assessments/broken.yaml").write_text("person: {", "utf-8")
    result = competency(firm, "fit", "seller", "--format", "txt")
    assert result.exit_code == 1
    assert "Коваль Олена Петрівна" in result.stdout
    assert "assessments/broken.yaml:1:" in result.stderr
    assert "created" not in result.stderr
    assert not (firm / "output/assessments/candidates").exists()


def test_fit_without_any_assessment_is_told(firm: Path) -> None:
    (firm / "assessments/koval.yaml").unlink()
    result = competency(firm, "fit", "seller", "--format", "txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[assessment-none]" in result.stderr
    assert not (firm / "output/assessments").exists()


def test_namesakes_are_shown_with_their_numbers(firm: Path) -> None:
    for number in ("0042", "0043"):
        text = YAML.replace("0012", number)
        (firm / f"assessments/{number}.yaml").write_text(text, "utf-8")
    for command in (("assess",), ("fit", "seller")):
        table = competency(firm, *command, "--format", "txt").stdout
        for number in ("0012", "0042", "0043"):
            assert f"Коваль Олена Петрівна ({number})" in table


def test_fit_for_an_unknown_role_is_told(firm: Path) -> None:
    result = competency(firm, "fit", "chef")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[role-unknown]" in result.stderr


# list


def test_list_shows_each_competency_with_the_roles_that_require_it(firm: Path) -> None:
    result = competency(firm, "list")
    assert (result.exit_code, result.stderr) == (0, "")
    rows = [" ".join(line.split()) for line in result.stdout.splitlines()[2:]]
    assert rows == [
        "crm Робота з CRM digital seller 1",
        "talks Переговори behavioural clerk 1, seller 2",
    ]


def test_list_tells_what_cannot_be_read(firm: Path) -> None:
    change(firm / "competencies/crm.yaml", "kind:", "knd:")
    result = competency(firm, "list")
    assert result.exit_code == 1
    assert "talks" in result.stdout
    assert "competencies/crm.yaml:2:1: error: " in result.stderr


# new


@pytest.mark.parametrize("language", ["uk", "en"])
def test_new_makes_a_competency_that_can_be_read(tmp_path: Path, language: str) -> None:
    write_workspace(tmp_path, {"clerk": "title: Діловод\n"}, f"{SETTINGS}language: {language}\n")
    scale = tmp_path / "competencies/_scales/general.yaml"
    scale.parent.mkdir(parents=True)
    levels = "".join(f"  - {{name: Рівень {n}, text: Робить.}}\n" for n in range(1, 6))
    scale.write_text(f"{SCALE.partition('levels:')[0]}levels:\n{levels}", "utf-8")
    result = competency(tmp_path, "new", "client-care", "--name", 'Турбота: "про" клієнта # 1')
    assert (result.exit_code, result.stdout) == (0, "competencies/client-care.yaml\n")
    listed = competency(tmp_path, "list")
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert 'Турбота: "про" клієнта # 1' in listed.stdout
    checked = invoke(tmp_path, "check")
    assert (checked.exit_code, "[placeholder-left]" in checked.stderr) == (0, True)


def test_new_overwrites_nothing(firm: Path) -> None:
    before = (firm / "competencies/talks.yaml").read_text("utf-8")
    result = competency(firm, "new", "talks", "--name", "Інша")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "competencies/talks.yaml: error: " in result.stderr
    assert "[file-exists]" in result.stderr
    assert (firm / "competencies/talks.yaml").read_text("utf-8") == before


@pytest.mark.parametrize("name", ["../talks", "Переговори", "con", "_scales", "a/b", "a" * 300])
def test_new_takes_no_name_that_is_no_id(firm: Path, name: str) -> None:
    before = sorted(firm.rglob("*"))
    result = competency(firm, "new", name, "--name", "Переговори")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[id-invalid]" in result.stderr
    assert sorted(firm.rglob("*")) == before


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "а" * 6000])
def test_new_takes_no_name_that_cannot_be_printed(firm: Path, name: str) -> None:
    result = competency(firm, "new", "care", "--name", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert not (firm / "competencies/care.yaml").exists()


# All of them


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_help_text_in_ukrainian_has_no_english_word(command: str) -> None:
    done = posada("competency", *command.split(), "--help", cwd=ROOT, POSADA_LANG="uk")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Використання: posada competency {command}".strip())
    shown = re.sub("Приклад: .*", "", done.stdout)
    assert english_words(shown) - {"competency", *COMMANDS} - KINDS == set()


KINDS = {"profile", "sheet", "scorecard", "ladder", "matrix", "catalogue", "vacancy"}
"""What `--only` takes."""


@pytest.mark.parametrize("command", [("build",), ("assess",), ("fit", "seller"), ("list",)])
def test_outside_a_workspace_that_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = invoke(None, "competency", *command, cwd=tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[workspace-missing]" in result.stderr


def test_the_words_are_ukrainian_where_the_workspace_is(firm: Path) -> None:
    forget()
    result = invoke(firm, "competency", "build", "--format", "txt", "--only", "ladder", lang=None)
    assert result.stdout == "output/competency/ladder-clerk.txt\n"
    assert english_words(result.stderr) == set()
