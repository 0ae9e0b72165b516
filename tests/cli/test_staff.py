"""`posada staff check` compares the staff list with the roles and says what does not agree; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspace import ROOT, copy_workspace, posada

LIST = (ROOT / "staff.csv").read_text("utf-8")


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    root = copy_workspace(tmp_path / "firm")
    (root / "staff.csv").write_text(LIST, "utf-8")
    return root


def test_the_sample_company_has_no_error(firm: Path) -> None:
    before = sorted(firm.rglob("*"))
    done = posada("staff", "check", cwd=firm)
    assert done.returncode == 0
    assert "error:" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("staff.csv: errors: 0, warnings: ")
    assert sorted(firm.rglob("*")) == before


def test_a_warning_counts_when_strictly_judged(firm: Path) -> None:
    assert posada("staff", "check", "--strict", "--quiet", cwd=firm).returncode == 1


def test_a_position_without_a_role_is_an_error_with_its_row(firm: Path) -> None:
    row = next(line for line in LIST.splitlines() if "Бухгалтер;" in line)
    (firm / "staff.csv").write_text(
        f"{LIST.rstrip()}\n{row.replace('Бухгалтер;', 'Астролог;')}\n", "utf-8"
    )
    done = posada("staff", "check", cwd=firm)
    assert done.returncode == 1
    number = len(LIST.splitlines()) + 1
    assert f"staff.csv:{number}:" in done.stderr
    assert "[staff-title-unknown]" in done.stderr


def test_without_a_staff_list_that_is_said(firm: Path) -> None:
    (firm / "staff.csv").unlink()
    done = posada("staff", "check", cwd=firm)
    assert (done.returncode, done.stdout) == (1, "")
    assert "[staff-missing]" in done.stderr


def test_a_mistyped_command_of_the_group_is_answered_with_the_one_that_is_like_it(
    firm: Path,
) -> None:
    done = posada("staff", "chek", cwd=firm, POSADA_LANG="uk")
    assert done.returncode == 2
    assert "check" in done.stderr
    assert "No such command" not in done.stderr
