"""Imports go one way, every third-party package has one importer, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workspace import ROOT, write_workspace

PACKAGE = ROOT / "generator"

LAYERS = (
    ("issue", "messages"),
    ("model",),
    ("source", "language", "output"),
    ("document",),
    ("render",),
    ("staff", "lint", "review", "competency"),  # importer too: none of them imports its neighbour
    ("make", "starter", "formatting", "schema", "watch", "doctor"),
    ("",),  # the public API, generator/__init__.py, which loads nothing by itself
    ("cli",),
)
"""From the bottom up: a module imports only from layers below its own, and from its own package."""

NEIGHBOURS = {
    ("messages", "issue"),
    ("source", "language"),
    ("doctor", "make"),
    ("starter", "formatting"),
}
"""The imports within a layer, each way only once."""

IMPORTERS = {
    "yaml": {"source"},
    "ruamel": {"formatting"},
    "jinja2": {"document"},
    "markupsafe": {"document"},
    "docx": {"render.docx"},
    "lxml": {"render.docx", "source.word"},
    "resvg_py": {"render.docx"},
    "weasyprint": {"render.pdf", "render.fonts", "doctor"},
    "fontTools": {"render.fonts"},
    "click": {"cli"},
    "filelock": {"output"},
    "distributed": {"make.cluster"},
    "rich": {"cli"},
    "openpyxl": {"source.workbook", "render.xlsx"},
    "rapidfuzz": {"source.headers", "staff", "lint", "review.evidence"},
    "re2": {"lint.rules"},
    "pikepdf": {"render.book"},
    "pdfminer": {"source.pdf_reader"},
    "pdfplumber": {"source.pdf_reader"},
    "pymorphy3": {"language"},
    "shevchenko": {"language"},
    "pydantic": {"model", "source", "schema"},
    "pydantic_core": {"model"},
}
"""Third-party package → the modules or packages of ours that may import it."""

IMPORT_NAMES = {
    "python-docx": "docx",
    "pyyaml": "yaml",
    "fonttools": "fontTools",
    "ruamel.yaml": "ruamel",
    "pymorphy3-dicts-uk": "pymorphy3",
    "resvg-py": "resvg_py",
    "google-re2": "re2",
}
"""Distribution → the name it is imported by, where the two differ."""

HEAVY = {
    "weasyprint",
    "fontTools",
    "docx",
    "lxml",
    "pymorphy3",
    "shevchenko",
    "jinja2",
    "ruamel",
    "openpyxl",
    "pikepdf",
    "pdfminer",
    "pdfplumber",
    "rapidfuzz",
    "re2",
}


def modules() -> dict[str, Path]:
    """Dotted name without `generator.` → file; the package itself is ""."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, those inside functions and under TYPE_CHECKING included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            assert node.module is not None
            # `from generator.render import css` imports the module css.
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole.removeprefix("generator.") in MODULES else node.module


MODULES = modules()
IMPORTS = {name: sorted(set(imports(path))) for name, path in MODULES.items()}


def package_of(name: str) -> str:
    return name.partition(".")[0]


def layer_of(name: str) -> int:
    return next(at for at, names in enumerate(LAYERS) if package_of(name) in names)


def ours(name: str) -> list[str]:
    """The modules of the package that a module imports."""
    found = (each for each in IMPORTS[name] if package_of(each) == "generator")
    return [each.partition(".")[2] for each in found]


def test_all_modules_were_looked_at() -> None:
    assert len(MODULES) > 40
    assert sum(len(found) for found in IMPORTS.values()) > 300
    assert {"cli.build", "render.docx.writer", "issue", ""} <= MODULES.keys()


def test_every_module_belongs_to_a_layer() -> None:
    known = {package for layer in LAYERS for package in layer}
    assert {package_of(name) for name in MODULES} == known


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_one_way(name: str) -> None:
    upwards = [
        used
        for used in ours(name)
        if package_of(used) != package_of(name)
        and layer_of(used) >= layer_of(name)
        and (package_of(name), package_of(used)) not in NEIGHBOURS
    ]
    assert upwards == []


def test_neighbours_are_listed_only_while_they_are_used() -> None:
    used = {(package_of(name), package_of(other)) for name in MODULES for other in ours(name)}
    assert used >= NEIGHBOURS
    assert not {(b, a) for a, b in NEIGHBOURS} & used


@pytest.mark.parametrize("package", IMPORTERS)
def test_a_third_party_package_has_one_importer(package: str) -> None:
    importers = {
        name for name, found in IMPORTS.items() if package in {package_of(f) for f in found}
    }
    assert importers
    strange = {
        name
        for name in importers
        if not any(name == home or name.startswith(f"{home}.") for home in IMPORTERS[package])
    }
    assert strange == set()


def test_every_third_party_package_is_listed_here_and_in_pyproject() -> None:
    known = {*sys.stdlib_module_names, "generator"}
    used = {package_of(each) for found in IMPORTS.values() for each in found} - known
    assert used == IMPORTERS.keys()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["dask"]]
    names = {each.partition(">=")[0] for each in needed}
    # What a dependency of ours is made of comes with it.
    with_others = {"markupsafe": "jinja2", "pydantic_core": "pydantic", "pdfminer": "pdfplumber"}
    declared = {IMPORT_NAMES.get(name, name) for name in names}
    assert declared == used - with_others.keys()
    assert set(with_others.values()) <= declared


def loaded_by(code: str, cwd: Path) -> set[str]:
    """Top-level modules a new Python has loaded once it has run `code`."""
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print('\\n' + json.dumps(list(sys.modules)), file=sys.__stderr__))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program + code],
        cwd=cwd,
        env={"PATH": "", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return {package_of(name) for name in json.loads(done.stderr.splitlines()[-1])}


def test_importing_the_package_loads_nothing_else(tmp_path: Path) -> None:
    loaded = loaded_by("import generator", tmp_path)
    assert "generator" in loaded
    assert not loaded & (HEAVY | {"pydantic", "pydantic_core", "click", "rich", "yaml"})


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["completion", "bash"]])
def test_help_and_completion_load_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    loaded = loaded_by(f"from generator.cli import main; main({arguments})", tmp_path)
    assert "click" in loaded
    assert not loaded & (HEAVY | {"pydantic", "pydantic_core", "rich", "yaml"})


def test_docx_is_built_without_weasyprint(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"clerk": "title: Діловод\n"})
    loaded = loaded_by(
        "from generator.cli import main; main(['build', '--format', 'docx,html,txt'])", tmp_path
    )
    assert (tmp_path / "output/clerk.docx").is_file()
    assert "jinja2" in loaded
    assert not loaded & {"weasyprint", "fontTools"}


def test_check_loads_no_writer(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"clerk": "title: Діловод\n"})
    loaded = loaded_by("from generator.cli import main; main(['check'])", tmp_path)
    assert "jinja2" in loaded
    assert not loaded & {"weasyprint", "fontTools", "docx", "lxml", "ruamel"}
