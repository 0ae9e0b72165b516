"""The command line: one module per command, each imported only when it is used, so `--help` stays quick."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, Final

import click

from generator.cli.options import help_language
from generator.messages import say

COMMANDS: Final = (
    "init", "new", "check", "build", "show", "format", "schema", "doctor", "completion",
)  # fmt: skip


class _Commands(click.Group):
    """A group whose commands are modules of this package."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"generator.cli.{name}").command
        return command


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from generator import __version__

        click.echo(f"posada {__version__}")
        context.exit()


@click.group(
    cls=_Commands,
    help=say(help_language(), "help.main"),
    context_settings={"help_option_names": ["--help", "-h"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help=say(help_language(), "help.verbose_version"),
)
def posada() -> None:
    """The group itself does nothing."""


def main(arguments: list[str] | None = None) -> Any:
    """Entry point of the command `posada`."""
    # A Windows console may not be UTF-8; a message must not stop the program there.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Click leaves out colours where nobody sees them, but does not know this agreement (no-color.org).
    return posada(
        arguments, prog_name="posada", color=False if os.environ.get("NO_COLOR") else None
    )
