"""A command run in this process on a workspace, in English unless a test says otherwise."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.group import posada


def invoke(
    root: Path | None,
    *arguments: str,
    lang: str | None = "en",
    cwd: Path | None = None,
    input: str | None = None,
) -> Result:
    """The result with its `exit_code`, `stdout` and `stderr`; an exception that is no exit is raised.

    The current folder is `cwd`, else the workspace `root`; `input` is what the user types.
    """
    where = ["--workspace", str(root)] if root else []
    language = ["--lang", lang] if lang else []
    with chdir(cwd or root or Path()):
        result = CliRunner().invoke(posada, [*arguments, *where, *language], input=input)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
