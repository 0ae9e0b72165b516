"""Job descriptions (посадові інструкції) from role definitions: what `import generator` gives is the public API.

Everything is loaded when it is first asked for, so that importing the package stays quick; see `docs/api.md`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from generator.document.tree import Document
    from generator.issue import Code, Issue, IssueError, Location, Severity
    from generator.lint.choice import Options
    from generator.lint.finding import Finding
    from generator.make import (
        AssessmentReport,
        BuildReport,
        CoverageReport,
        LintReport,
        Plan,
        Report,
        StaffReport,
        assess,
        build,
        build_competencies,
        build_staff,
        check,
        check_staff,
        cover_staff,
        rank,
    )
    from generator.make.desk import Desk, Moment
    from generator.messages import explain
    from generator.model import Role
    from generator.source.workspace import Workspace, load_workspace

    __version__: str

__all__ = [
    "AssessmentReport",
    "BuildReport",
    "Code",
    "CoverageReport",
    "Desk",
    "Document",
    "Finding",
    "Issue",
    "IssueError",
    "LintReport",
    "Location",
    "Moment",
    "Options",
    "Plan",
    "Report",
    "Role",
    "Severity",
    "StaffReport",
    "Workspace",
    "__version__",
    "assess",
    "build",
    "build_competencies",
    "build_staff",
    "check",
    "check_staff",
    "cover_staff",
    "explain",
    "load_workspace",
    "rank",
]

_HOMES: Final = {
    "AssessmentReport": "make",
    "Code": "issue",
    "BuildReport": "make",
    "CoverageReport": "make",
    "Desk": "make.desk",
    "Document": "document.tree",
    "Finding": "lint.finding",
    "Issue": "issue",
    "IssueError": "issue",
    "LintReport": "make",
    "Location": "issue",
    "Moment": "make.desk",
    "Options": "lint.choice",
    "Plan": "make",
    "Report": "make",
    "Role": "model",
    "Severity": "issue",
    "StaffReport": "make",
    "Workspace": "source.workspace",
    "assess": "make",
    "build": "make",
    "build_competencies": "make",
    "build_staff": "make",
    "check": "make",
    "check_staff": "make",
    "cover_staff": "make",
    "explain": "messages",
    "load_workspace": "source.workspace",
    "rank": "make",
}
"""Name → the module of the package it comes from."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("posada")
    except PackageNotFoundError:  # run from a folder, not installed
        return "unknown"
