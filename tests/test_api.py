"""What `import generator` gives is what `__all__` lists and `docs/api.md` explains."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

import pytest

import generator
from tests.workspace import ROOT, write_workspace


@pytest.mark.parametrize("name", generator.__all__)
def test_every_listed_name_is_there_and_no_module(name: str) -> None:
    found = getattr(generator, name)
    assert not isinstance(found, ModuleType)
    assert isinstance(found, str) or found.__name__ == name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        generator.biuld  # noqa: B018


def test_dir_shows_the_names_before_they_are_loaded() -> None:
    assert set(generator.__all__) <= set(dir(generator))


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import generator.make",
        "from generator.make import Plan",
        "import generator.cli.build",
    ],
    ids=["nothing", "module", "from-module", "command"],
)
def test_build_is_the_function_whatever_was_imported_before(before: str) -> None:
    code = f"{before}\nimport generator.make\nfrom generator import build\nassert build is generator.make.build"
    code += "\nassert callable(build)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)


def test_the_page_lists_every_name_once_in_one_line() -> None:
    page = (ROOT / "docs/api.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)", page, re.MULTILINE)
    assert sorted(listed) == sorted(generator.__all__)


def test_the_example_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_workspace(tmp_path / "firm", {"clerk": "title: Діловод\n", "wrong": "titel: Діловод\n"})
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs/api.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(example.replace("jobs=2", "jobs=1").replace('"pdf"', '"html"'), {})
    printed = capsys.readouterr().out
    assert "firm/output/clerk.docx" in printed
    assert "unknown key 'titel'. did you mean 'title'? field-unknown" in printed


def test_the_types_are_published() -> None:
    assert (ROOT / "generator/py.typed").is_file()


def test_the_version_is_that_of_the_installed_package() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    try:
        installed = version("posada")
    except PackageNotFoundError:
        assert generator.__version__ == "unknown"
    else:
        assert generator.__version__ == installed == declared
