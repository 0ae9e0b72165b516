"""The command `posada` itself; imported when the language is known, for it is made with its help."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

import click

from generator.cli import COMMANDS
from generator.cli.language import help_language
from generator.cli.options import meant_option, metavar, text
from generator.messages import say


class Group(click.Group):
    """Commands under one name; a mistyped one is answered in the language of the help."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        names = self.list_commands(context)
        if arguments[0] not in names and not context.resilient_parsing:
            context.fail(_unknown(arguments[0], names))
        return super().resolve_command(context, arguments)


class _Commands(Group):
    """A group whose commands are modules of this package."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"generator.cli.{name}").command
        return command


def _unknown(name: str, names: list[str]) -> str:
    if option := meant_option(name):
        return say(help_language(), "usage.dash", written=name, suggestion=option)
    for meant in get_close_matches(name.lower(), names, n=1):
        return say(help_language(), "usage.command_like", name=name, suggestion=meant)
    return say(help_language(), "usage.command", name=name)


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from generator import __version__

        click.echo(f"posada {__version__}")
        context.exit()


@click.group(
    cls=_Commands,
    help=text("main"),
    options_metavar=metavar("options"),
    subcommand_metavar=metavar("command"),
    context_settings={"help_option_names": ["--help", "-h"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help=text("verbose_version"),
)
def posada() -> None:
    """The group itself does nothing."""
