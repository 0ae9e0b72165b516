"""What is to be made, and what came of it, as plain values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from generator.issue import Issue
from generator.model.resolved import ResolvedRole

FORMATS: Final = ("docx", "pdf", "html", "txt")
DEFAULT_FORMATS: Final = ("docx", "pdf", "html")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build, all that a worker needs to know besides the role; `day` is the date of the documents."""

    root: Path
    formats: tuple[str, ...] = DEFAULT_FORMATS
    day: date | None = None
    draft: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make, in the formats that are missing or out of date."""

    role: ResolvedRole
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One document: its files by format, or the issues that stopped it.

    `missing` says which formats this machine cannot make at all, which is nobody's fault in the role.
    """

    role: str
    files: tuple[tuple[str, bytes], ...] = ()
    issues: tuple[Issue, ...] = ()
    missing: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a check or a build found: `roles` looked at, `failed` ones, `written` files, issues in order.

    `unchanged` are the roles whose files were all as they should be already.
    """

    roles: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    issues: tuple[Issue, ...] = ()
