"""Chromium without a window, in which the tests open a page of ours and use it as a reader does."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.tools import ROOT, need

DRIVER = ROOT / "tests/browser.mjs"


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of the steps of a reader: a result each; what the page wrote to the console, and what it asked for."""

    results: tuple[Any, ...]
    messages: tuple[str, ...]
    requests: tuple[str, ...]


def visit(
    page: Path,
    *steps: tuple[str, Any],
    width: int = 1280,
    height: int = 800,
    scripts: bool = True,
) -> Visit:
    """Open the page from its file and take the steps, which are those of `browser.mjs`."""
    driver = _driver()
    assert driver.stdin
    assert driver.stdout
    order = {"page": str(page), "width": width, "height": height, "scripts": scripts}
    driver.stdin.write(json.dumps({**order, "steps": steps}) + "\n")
    driver.stdin.flush()
    line = driver.stdout.readline()
    assert line, "the browser is gone; what it said is above"
    said = json.loads(line)
    assert "error" not in said, said["error"]
    return Visit(*(tuple(said[key]) for key in ("results", "messages", "requests")))


@cache
def _driver() -> subprocess.Popen[str]:
    """One browser for all tests; every visit has a profile of its own."""
    for package in ("playwright-core", "axe-core"):
        need(ROOT / "node_modules" / package)
    chromium = shutil.which("google-chrome") or need("chromium")
    command = [need("node"), str(DRIVER), chromium]
    started = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    atexit.register(started.communicate)
    return started
