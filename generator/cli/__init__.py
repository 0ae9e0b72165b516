"""The command line: one module per command, each imported only when it is used, so `--help` stays quick."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

from generator.cli.language import chosen, spoken

COMMANDS: Final = (
    "init", "new", "check", "build", "staff", "show", "format", "schema", "doctor", "completion",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> Any:
    """Entry point of the command `posada`."""
    # A Windows console may not be UTF-8; a message must not stop the program there.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with spoken(chosen(sys.argv[1:] if arguments is None else arguments)):
        from generator.cli.group import posada

        # Click leaves out colours where nobody sees them, but does not know this agreement (no-color.org).
        color = False if os.environ.get("NO_COLOR") else None
        return posada(arguments, prog_name="posada", color=color)
