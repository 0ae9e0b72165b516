"""A command run in this process on a workspace, in English unless a test says otherwise."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import posada


def invoke(root: Path | None, *arguments: str, lang: str | None = "en") -> Result:
    """The result with its `exit_code`, `stdout` and `stderr`; an exception that is no exit is raised."""
    where = ["--workspace", str(root)] if root else []
    language = ["--lang", lang] if lang else []
    result = CliRunner().invoke(posada, [*arguments, *where, *language])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
