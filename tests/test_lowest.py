"""The oldest versions that `pyproject.toml` allows are enough to make every kind of document."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from tests.installing import make_environment, make_wheel
from tests.workspace import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_every_dependency_has_a_lower_bound_and_no_upper_one() -> None:
    for requirement in PROJECT["dependencies"]:
        assert requirement.count(">=") == 1, requirement
        assert not set("<,!~;@ ") & set(requirement), requirement


@pytest.mark.slow
@pytest.mark.skipif(
    sys.version_info >= (3, 14), reason="the oldest versions have no wheels for this Python"
)
def test_with_the_oldest_versions_allowed_every_format_is_made(tmp_path: Path) -> None:
    oldest = [each.replace(">=", "==") for each in PROJECT["dependencies"]]
    environment = make_environment(tmp_path / "venv", make_wheel(tmp_path / "wheel"), oldest)
    assert environment.run("posada", "init", "firm", cwd=tmp_path).returncode == 0
    root = tmp_path / "firm"
    # What only some workspaces use: an emblem, and files that `format` must rewrite.
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
    (root / "templates/emblem.svg").write_text(svg, "utf-8")
    settings = root / "posada.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("  city:", "  emblem: templates/emblem.svg\n  city:"), "utf-8")
    (root / "roles/clerk.yaml").write_text("title: Діловод\nduties: [Пише листи.]\n", "utf-8")
    for arguments in (("format",), ("doctor",), ("check",), ("schema",)):
        done = environment.run("posada", *arguments, cwd=root)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    arguments = ("build", "clerk", "driver", "--format", "docx,pdf,html,txt", "--jobs", "2")
    built = environment.run("posada", *arguments, cwd=root)
    assert built.returncode == 0, built.stderr[:2000]
    assert len(built.stdout.splitlines()) == 2 * 4
    assert "Warning" not in built.stderr
