"""What commands have in common: help texts, options, arguments, and the words for a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from generator.cli.language import help_language
from generator.messages import LANGUAGES, say

F = TypeVar("F", bound=Callable[..., Any])

_DASHES: Final = "–—−"


def text(key: str) -> str:
    """A help text in the language of the help."""
    return say(help_language(), f"help.{key}")


def metavar(key: str) -> str:
    """What stands for a value in a help text, in its language."""
    return say(help_language(), f"metavar.{key}")


def sample(key: str) -> str:
    """A value as somebody may type it, in the language of the help."""
    return say(help_language(), f"example.{key}")


def wrong(key: str, **values: str) -> click.BadParameter:
    """A usage error about the argument it is raised for, in the language of the help."""
    return click.BadParameter(say(help_language(), f"usage.{key}", **values))


def meant_option(written: str) -> str:
    """The option of a copied command in which a word processor has made a dash of two hyphens; "" when it is none."""
    return f"--{written.lstrip(_DASHES)}" if written.startswith(tuple(_DASHES)) else ""


def subcommand(name: str, example: str = "") -> Callable[[Callable[..., Any]], click.Command]:
    """Makes a function the command of that name, explained in the language of the help; `example` is its arguments.

    A command within a group has the name of both: `staff check`.
    """
    key = name.replace(" ", "_")
    return click.command(
        name.rpartition(" ")[2],
        help=text(key),
        short_help=text(key),
        # Click leaves lines after a backspace as they are: what is to be typed must not be broken.
        epilog=f"\b\n{sample('word')}: posada {name} {example}",
        options_metavar=metavar("options"),
    )


def common(command: F) -> F:
    """`--workspace`, `--lang` and `--quiet`."""
    options = (
        click.option(
            "--workspace",
            "-w",
            "folder",
            type=click.Path(path_type=Path),
            default=Path(),
            # A role given as a path is understood when the folder is known.
            is_eager=True,
            help=text("workspace"),
            metavar=metavar("folder"),
        ),
        click.option("--lang", type=click.Choice(LANGUAGES), help=text("lang")),
        click.option("--quiet", "-q", is_flag=True, help=text("quiet")),
    )
    for option in reversed(options):
        command = option(command)
    return command


def checking(command: F) -> F:
    """`--format` of what was found in a staff list, and `--strict`."""
    form = click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json", "github")),
        default="text",
        help=text("output_format"),
    )
    return form(click.option("--strict", is_flag=True, help=text("strict"))(command))


def roles_argument(command: F) -> F:
    """The ids of the roles to work on; none means all. The path of a role's file is taken for its id."""
    return click.argument(
        "roles",
        nargs=-1,
        metavar=f"[{metavar('role')}]...",
        callback=lambda context, _, values: tuple(role_id(context, value) for value in values),
    )(command)


def role_id(context: click.Context, written: str) -> str:
    """The role a user means by an id or by the path of its file, from the current folder or from the workspace."""
    if option := meant_option(written):
        raise wrong("dash", written=written, suggestion=option)
    path = Path(written)
    if path.suffix not in (".yaml", ".yml"):
        return written
    from generator.source.files import is_there

    if str(path.parent) in (".", "roles") and not is_there(path):
        return path.stem
    return path.stem if path.resolve().parent == _roles(context) else written


def _roles(context: click.Context) -> Path | None:
    """The folder of the role files; `None` outside a workspace."""
    from generator.issue import IssueError
    from generator.source.workspace import find_root

    try:
        return (find_root(context.params["folder"]) / "roles").resolve()
    except IssueError:
        return None
