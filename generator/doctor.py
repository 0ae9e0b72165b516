"""This machine → what of the program's needs it has, and the command that gets what is missing."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from generator.issue import IssueError
from generator.source.workspace import find_root

_HOW: Final = {
    "Linux": {
        "pango": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "font": "sudo apt-get install fonts-liberation",
    },
    "Darwin": {
        "pango": "brew install pango",
        "font": "brew install --cask font-liberation",
    },
    "Windows": {
        "pango": "MSYS2 (msys2.org): pacman -S mingw-w64-ucrt-x86_64-pango",
        "font": "Times New Roman",
    },
}
"""System → how its users install Pango and a font with the metrics of Times New Roman."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: the key of its message, whether it is there, whether a format needs it."""

    key: str
    found: bool
    needed: bool = False
    values: tuple[tuple[str, str], ...] = ()
    how: str = ""


def examine(folder: Path) -> tuple[Finding, ...]:
    """Everything the program can make use of, in the order a newcomer would want to know it."""
    python = Finding("python", True, values=(("version", platform.python_version()),))
    pango = _pango()
    fonts = _fonts(folder) if pango.found else ()
    return (python, pango, *fonts, _dictionary(), _svg(), _libreoffice(), _workspace(folder))


def _how(what: str) -> str:
    return _HOW.get(platform.system(), _HOW["Linux"])[what]


def _pango() -> Finding:
    from generator.render.fonts import weasyprint

    try:
        weasyprint()
    except IssueError:
        return Finding("pango_missing", False, needed=True, how=_how("pango"))
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    release = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return Finding("pango_found", True, values=(("version", release),))


def _fonts(folder: Path) -> Iterator[Finding]:
    from generator.document.templates import Templates
    from generator.make import load_theme
    from generator.render.fonts import installed_font
    from generator.source.workspace import load_workspace

    try:
        families = load_theme(Templates(load_workspace(folder))).fonts.families
    except IssueError:
        families = ("Times New Roman", "Liberation Serif")
    font = installed_font(families)
    if font:
        yield Finding("font_found", True, values=(("font", font),))
    else:
        names = (("fonts", ", ".join(families)),)
        yield Finding("font_missing", False, needed=True, values=names, how=_how("font"))


def _dictionary() -> Finding:
    try:
        found = version("pymorphy3-dicts-uk")
    except PackageNotFoundError:
        how = f"{sys.executable} -m pip install pymorphy3-dicts-uk"
        return Finding("dictionary_missing", False, needed=True, how=how)
    return Finding("dictionary_found", True, values=(("version", found),))


def _svg() -> Finding:
    if find_spec("resvg_py"):
        return Finding("svg_found", True)
    return Finding("svg_missing", False, how=f"{sys.executable} -m pip install resvg-py")


def _libreoffice() -> Finding:
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path:
        return Finding("libreoffice_found", True, values=(("path", path),))
    return Finding("libreoffice_missing", False)


def _workspace(folder: Path) -> Finding:
    try:
        return Finding("workspace_found", True, values=(("folder", str(find_root(folder))),))
    except IssueError:
        return Finding("workspace_missing", False, how="posada init")
