"""The look, the bases and the programs that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document.tree import Document, Picture
from generator.model.theme import Theme
from generator.render.docx import Base, prepare, write
from tests import tools
from tests.tools import ROOT

from .specimen import competencies, png, specimen


@pytest.fixture(scope="session")
def theme() -> Theme:
    """The look that comes with the program."""
    return Theme.model_validate(yaml.safe_load((ROOT / "templates/theme.yaml").read_text("utf-8")))


@pytest.fixture(scope="session")
def base(theme: Theme) -> Base:
    """A base without the customer's own document."""
    return prepare(theme, "uk")


@pytest.fixture(scope="session")
def emblem() -> Picture:
    """An emblem as PNG."""
    return Picture(png(), "image/png", 17, 17, "Товариство «Приклад» & Co")


@pytest.fixture(scope="session")
def final(theme: Theme, emblem: Picture) -> Document:
    """A final copy."""
    return specimen(theme.numbering, emblem)


@pytest.fixture(scope="session")
def whole(final: Document) -> Document:
    """The final copy, and all that competency documents have besides."""
    return replace(final, blocks=(*final.blocks, *competencies()))


@pytest.fixture(scope="session")
def draft(theme: Theme) -> Document:
    """A draft, marked on every page."""
    return specimen(theme.numbering, mark="ПРОЄКТ")


@pytest.fixture(scope="session")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[dict[str, Any]]]:
    """What the Open XML SDK says is wrong with a file."""

    def validate(content: bytes) -> list[dict[str, Any]]:
        path = tmp_path_factory.mktemp("validate") / "file.docx"
        path.write_bytes(content)
        return tools.invalidities(path)

    return validate


Convert = Callable[..., dict[str, Path]]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Files by name → what LibreOffice makes of them, e.g. `pdf`; one start for all of them."""

    def run(form: str, **files: bytes) -> dict[str, Path]:
        folder = tmp_path_factory.mktemp("office")
        for name, content in files.items():
            (folder / f"{name}.docx").write_bytes(content)
        tools.convert([folder / f"{name}.docx" for name in files], form, folder)
        return {name: folder / f"{name}.{form.partition(':')[0]}" for name in files}

    return run


@pytest.fixture(scope="session")
def pdfs(convert: Convert, base: Base, final: Document, draft: Document) -> dict[str, Path]:
    """The final copy and the draft as LibreOffice lays them out."""
    return convert("pdf", final=write(final, base), draft=write(draft, base))
