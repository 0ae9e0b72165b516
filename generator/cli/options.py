"""Options every command has, and the language messages are printed in."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.messages import LANGUAGES, say

F = TypeVar("F", bound=Callable[..., Any])


@cache
def help_language() -> str:
    """The language before a workspace is known: `POSADA_LANG`, else the system's if we speak it, else English."""
    wanted = os.environ.get("POSADA_LANG", "")
    if wanted in LANGUAGES:
        return wanted
    system = next(
        (os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), ""
    )
    system = system or locale.getlocale()[0] or ""
    return "uk" if system.lower().startswith(("uk", "ukrainian")) else "en"


def text(key: str) -> str:
    """A help text in the language of the help."""
    return say(help_language(), f"help.{key}")


def common(command: F) -> F:
    """`--workspace`, `--lang` and `--quiet`."""
    options = (
        click.option(
            "--workspace",
            "-w",
            "folder",
            type=click.Path(path_type=Path),
            default=Path(),
            help=text("workspace"),
            metavar="DIR",
        ),
        click.option("--lang", type=click.Choice(LANGUAGES), help=text("lang")),
        click.option("--quiet", "-q", is_flag=True, help=text("quiet")),
    )
    for option in reversed(options):
        command = option(command)
    return command


def roles_argument(command: F) -> F:
    """The ids of the roles to work on; none means all. `roles/x.yaml` and `x.yaml` are taken for `x`."""
    return click.argument(
        "roles",
        nargs=-1,
        metavar=f"[{text('roles')}]...",
        callback=lambda _context, _parameter, values: tuple(map(role_id, values)),
    )(command)


def role_id(written: str) -> str:
    """The role a user means by an id or by the path of its file."""
    path = Path(written)
    if path.suffix == ".yaml" and path.parent.name in ("", "roles"):
        return path.stem
    return written
