"""The arguments and where they are typed → the language all is said in, help and Click's own words included."""

from __future__ import annotations

import gettext
import locale
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from importlib.resources import files
from pathlib import Path
from typing import Final

import click

from generator.messages import LANGUAGES

_spoken: ContextVar[str] = ContextVar("spoken")

_SETTING: Final = re.compile(rb"^language: *[\"']?(\w+)", re.MULTILINE)
_GLANCE_BYTES: Final = 100_000
"""How far to look for the language of a workspace? A `posada.yaml` is some kilobytes."""


def help_language() -> str:
    """The language before a command has read its workspace: the chosen one, else that of the surroundings."""
    return _spoken.get("") or named_language() or _system_language()


def named_language() -> str:
    """`POSADA_LANG`, "" when it names no language we speak."""
    wanted = os.environ.get("POSADA_LANG", "")
    return wanted if wanted in LANGUAGES else ""


def chosen(arguments: Sequence[str]) -> str:
    """`--lang`, else `POSADA_LANG`, else the workspace's language, else the system's if we speak it, else English."""
    lang, folder = _given(arguments)
    return lang or named_language() or _workspace_language(folder) or _system_language()


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Within, help and Click speak the language; what it takes of the process is given back afterwards."""
    token = _spoken.set(language)
    try:
        with _click_in(language):
            yield
    finally:
        _spoken.reset(token)


def _given(arguments: Sequence[str]) -> tuple[str, Path]:
    """`--lang` and `--workspace`, wherever they stand and whatever is wrong with the rest."""
    glance = click.Command(
        "posada",
        params=[click.Option(["--lang"]), click.Option(["-w", "--workspace"])],
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    given = glance.make_context("posada", list(arguments), resilient_parsing=True).params
    lang = given["lang"] or ""
    return lang if lang in LANGUAGES else "", Path(given["workspace"] or "")


def _workspace_language(folder: Path) -> str:
    """What `posada.yaml` says, by a glance that need not wait for YAML and the model; "" outside a workspace."""
    with suppress(OSError, ValueError):
        start = folder.resolve()
        found = (each / "posada.yaml" for each in (start, *start.parents))
        settings = next((path for path in found if path.is_file()), None)
        if settings:
            with settings.open("rb") as file:
                written = _SETTING.search(file.read(_GLANCE_BYTES))
            language = written[1].decode() if written else LANGUAGES[0]
            return language if language in LANGUAGES else ""
    return ""


def _system_language() -> str:
    keys = ("LC_ALL", "LC_MESSAGES", "LANG")
    system = next((os.environ[key] for key in keys if os.environ.get(key)), "")
    system = system or locale.getlocale()[0] or ""
    return "uk" if system.lower().startswith(("uk", "ukrainian")) else "en"


@contextmanager
def _click_in(language: str) -> Iterator[None]:
    """Click takes its words from gettext's default catalogue: within, that is ours, made by `docs/generate.py`."""
    if language == "en":
        yield
        return
    before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain("click", str(files("generator.messages")))
    gettext.textdomain("click")
    # The only way to tell gettext a language that is not the system's.
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(before[0])
        os.environ.pop("LANGUAGE")
        if before[1] is not None:
            os.environ["LANGUAGE"] = before[1]
