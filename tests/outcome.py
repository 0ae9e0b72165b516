"""The command run on a workspace with a good role, `good`, and something bad; what it says and leaves."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.group import posada as cli
from generator.issue import Code
from tests.workspace import SETTINGS

Content = str | bytes

GOOD = "title: Бухгалтер\nduties: [Веде облік.]\n"
TITLE = "title: Секретар\n"
FORMATS = ("docx", "txt")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and limits of POSIX")
NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write everything"
)


@dataclass(frozen=True)
class Outcome:
    """What a command left: its status, all it printed, and the files in `output/`."""

    status: int
    said: str
    files: frozenset[str]

    def places(self) -> list[str]:
        """Place and code of every issue, e.g. `roles/bad.yaml:2:1 yaml-syntax`."""
        lines = re.findall(r"^(?:(\S[^\n]*?): )?error: .* \[([\w-]+)\]$", self.said, re.MULTILINE)
        return [f"{place} {code}".strip() for place, code in lines]


def write(root: Path, files: Mapping[str, Content]) -> Path:
    """A workspace with one role that is fine, `good`, and whatever else is put into it."""
    for name, content in {"posada.yaml": SETTINGS, "roles/good.yaml": GOOD, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def left_in(folder: Path) -> frozenset[str]:
    if not folder.is_dir():
        return frozenset()
    found = (path.relative_to(folder) for path in folder.rglob("*"))
    # What a build keeps for itself is none of its results.
    return frozenset(path.as_posix() for path in found if path.parts[0] != ".posada")


def run(root: Path, *arguments: str) -> Outcome:
    with chdir(root):
        result = CliRunner().invoke(cli, [*arguments, "--workspace", str(root), "--lang", "en"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.output, left_in(root / "output"))


def build(root: Path, *roles: str, formats: tuple[str, ...] = FORMATS) -> Outcome:
    return run(root, "build", *roles, "--format", ",".join(formats), "--jobs", "1")


def expected_files(*roles: str) -> frozenset[str]:
    return frozenset(f"{role}.{form}" for role in roles for form in FORMATS)


def refused(root: Path, place: str, code: Code) -> Outcome:
    """Build; the bad role is named at `place`, and the good one is built, whole and alone."""
    outcome = build(root)
    assert outcome.status == 1
    assert f"{place} {code}".strip() in outcome.places()
    assert outcome.files == expected_files("good")
    return outcome


def stopped(root: Path, place: str, code: Code) -> Outcome:
    """Build; the workspace itself is wrong at `place`, and nothing is written."""
    outcome = build(root)
    assert outcome.status == 1
    assert f"{place} {code}".strip() in outcome.places()
    assert outcome.files == frozenset()
    return outcome
