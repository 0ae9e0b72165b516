"""Programs that are not ours and know job postings: one what Google asks of them, one the vocabulary of schema.org."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.tools import ROOT, need

VALIDATOR = ROOT / "tests/structured_data.mjs"
COMPILER = ROOT / "node_modules/typescript/bin/tsc"
VOCABULARY = ROOT / "node_modules/schema-dts"

PROGRAM = """\
import type {{ JobPosting, WithContext }} from "schema-dts";
export const posting: WithContext<JobPosting> = {posting};
"""
"""A program that compiles only if every property belongs to its type and has a value of a type it may have."""

OPTIONS = ("--noEmit", "--strict", "--module", "nodenext", "--pretty", "false", "--skipLibCheck")


def google_findings(posting: dict[str, Any]) -> list[str]:
    """What Adobe's validator of Google's structured data finds: required and recommended properties that are amiss."""
    need(ROOT / "node_modules/@adobe/structured-data-validator")
    done = subprocess.run(
        [need("node"), str(VALIDATOR)],
        input=json.dumps(posting),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def schema_org_errors(postings: dict[str, dict[str, Any]], folder: Path) -> list[str]:
    """What the TypeScript compiler says of postings by their names, with the types Google made of schema.org."""
    for package in (COMPILER, VOCABULARY):
        need(package)
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(ROOT / "node_modules", target_is_directory=True)
    files = [folder / f"{name}.ts" for name in postings]
    for file, posting in zip(files, postings.values(), strict=True):
        file.write_text(PROGRAM.format(posting=json.dumps(posting)), "utf-8")
    done = subprocess.run(
        [need("node"), str(COMPILER), *OPTIONS, *(file.name for file in files)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode in (0, 1, 2), done.stderr
    return [line for line in done.stdout.splitlines() if line]
