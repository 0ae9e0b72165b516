"""A wheel of the checkout, and environments it is installed into: what a user gets, away from the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workspace import ROOT

_LEFT_OUT = (".git", ".venv", "node_modules", "output", "dist", "build", "__pycache__", ".*_cache")
_NO_NETWORK = re.compile(
    r"Could not find a version|No matching distribution|ConnectionError|NewConnectionError"
)


@dataclass(frozen=True)
class Environment:
    """A virtual environment."""

    folder: Path

    @property
    def programs(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def packages(self) -> Path:
        variables = {"base": str(self.folder), "platbase": str(self.folder)}
        return Path(sysconfig.get_path("purelib", vars=variables))

    def run(self, program: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """A program of the environment, which knows nothing of this one."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        return subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=cwd,
            env=kept | {"POSADA_LANG": "en"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )


def pip(*arguments: str) -> None:
    """Run pip; where packages cannot be downloaded the test is skipped, or fails where everything must be tested."""
    command = [sys.executable, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode == 0:
        return
    if _NO_NETWORK.search(done.stderr) and os.environ.get("CI") != "true":
        pytest.skip("packages cannot be downloaded")
    pytest.fail(done.stdout + done.stderr)


def make_wheel(folder: Path) -> Path:
    """The wheel of a clean copy of the checkout."""
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    pip("wheel", "--no-deps", "--wheel-dir", str(folder / "dist"), str(copy))
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def make_environment(folder: Path, wheel: Path, requirements: Iterable[str] = ()) -> Environment:
    """A fresh environment with the wheel, and either `requirements` or the packages that are here."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    made = Environment(folder)
    target = ("--python", str(made.programs / "python"), "install")
    wanted = list(requirements)
    if wanted:
        pip(*target, "--prefer-binary", *wanted)
    else:
        here = [path for path in sys.path if path.endswith("site-packages")]
        (made.packages / "here.pth").write_text("\n".join(here), "utf-8")
    pip(*target, "--no-deps", str(wheel))
    return made
