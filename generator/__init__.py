"""Job descriptions (посадові інструкції) from role definitions: what `import generator` gives is the public API.

Everything is loaded when it is first asked for, so that importing the package stays quick; see `docs/api.md`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from generator.build import Plan, Report, build, check
    from generator.document.tree import Document
    from generator.issue import Code, Issue, IssueError, Location, Severity
    from generator.messages import explain
    from generator.model import Role
    from generator.source.workspace import Workspace, load_workspace

    __version__: str

__all__ = [
    "Code",
    "Document",
    "Issue",
    "IssueError",
    "Location",
    "Plan",
    "Report",
    "Role",
    "Severity",
    "Workspace",
    "__version__",
    "build",
    "check",
    "explain",
    "load_workspace",
]

_HOMES: Final = {
    "Code": "issue",
    "Document": "document.tree",
    "Issue": "issue",
    "IssueError": "issue",
    "Location": "issue",
    "Plan": "build",
    "Report": "build",
    "Role": "model",
    "Severity": "issue",
    "Workspace": "source.workspace",
    "build": "build",
    "check": "build",
    "explain": "messages",
    "load_workspace": "source.workspace",
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


class _Package(ModuleType):
    """The function `build` keeps its name when Python would put the module it comes from in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
