"""`posada schema`: an editor that reads the schemas accepts what the program accepts, in the user's language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.make import check
from generator.schema import MODELS, schema, schema_text
from generator.source.workspace import find_root, load_workspace
from tests.cli.invoke import invoke
from tests.workspace import ROOT, SETTINGS, write_workspace

SHIPPED = [
    *((path, "role") for root in (ROOT, ROOT / "samples/en") for path in load_workspace(root).role_files()),
    *((path, "part") for path in sorted((ROOT / "roles/_shared").glob("*.yaml"))),
    (ROOT / "posada.yaml", "posada"),
    (ROOT / "samples/en/posada.yaml", "posada"),
    (ROOT / "templates/theme.yaml", "theme"),
]  # fmt: skip


def complaints(name: str, text: str) -> list[str]:
    """What an editor would underline: paths and messages."""
    content: Any = yaml.safe_load(text)
    found = Draft202012Validator(schema(name, "en")).iter_errors(content)
    return [f"{error.json_path}: {error.message}" for error in found]


@pytest.mark.parametrize("name", MODELS)
def test_the_schemas_of_the_checkout_are_not_stale(name: str) -> None:
    kept = (ROOT / f"schemas/{name}.schema.json").read_text("utf-8")
    assert kept == schema_text(name, "uk"), "run: posada schema --write --lang uk"
    assert {path.name for path in (ROOT / "schemas").iterdir()} == {
        f"{each}.schema.json" for each in MODELS
    }


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("language", ["uk", "en"])
def test_it_prints_one_schema_in_the_language(name: str, language: str) -> None:
    result = invoke(ROOT, "schema", name, lang=language)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == schema_text(name, language)
    Draft202012Validator.check_schema(json.loads(result.stdout))


def test_it_prints_that_of_a_role_anywhere(tmp_path: Path) -> None:
    assert invoke(tmp_path, "schema").stdout == schema_text("role", "en")


def test_it_writes_all_of_them(tmp_path: Path) -> None:
    write_workspace(tmp_path, {})
    result = invoke(tmp_path, "schema", "--write", lang="uk")
    names = [f"schemas/{name}.schema.json" for name in MODELS]
    assert (result.exit_code, result.stdout.splitlines()) == (0, names)
    assert result.stderr == f"Записано файлів: {len(MODELS)}.\n"
    for name in names:
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
    assert invoke(tmp_path, "schema", "--write", "--quiet").stderr == ""


def test_outside_a_workspace_nothing_is_written(tmp_path: Path) -> None:
    result = invoke(tmp_path, "schema", "--write")
    assert (result.exit_code, result.stdout) == (1, "")
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_it_is_an_issue(tmp_path: Path) -> None:
    write_workspace(tmp_path, {})
    (tmp_path / "schemas").write_text("x")
    result = invoke(tmp_path, "schema", "--write")
    assert result.exit_code == 1
    assert "[output-unwritable]" in result.stderr


@pytest.mark.parametrize(("path", "name"), SHIPPED, ids=lambda value: getattr(value, "stem", value))
def test_an_editor_finds_nothing_wrong_in_a_shipped_file(path: Path, name: str) -> None:
    assert complaints(name, path.read_text("utf-8")) == []


@pytest.mark.parametrize("language", ["uk", "en"])
def test_an_editor_finds_nothing_wrong_in_the_starter(language: str) -> None:
    text = (ROOT / f"templates/{language}/new-role.yaml").read_text("utf-8")
    assert complaints("role", text.replace("{title}", '"Т"')) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [(path, name) for path, name in SHIPPED if name != "theme"],
    ids=lambda value: getattr(value, "stem", value),
)
def test_a_shipped_file_names_the_schema_that_init_puts_beside_it(path: Path, name: str) -> None:
    begin, _, target = path.read_text("utf-8").splitlines()[0].partition("=")
    assert begin == "# yaml-language-server: $schema"
    schemas = find_root(path.parent) / "schemas"
    assert (path.parent / target).resolve() == schemas / f"{name}.schema.json"


GOOD = [
    "title: Т\n",
    "title: 100\n",
    "title: Т\nduties: [А., 5, 1.5, {text: Б.}, {group: Г, items: [В., {id: d, text: Д.}]}]\n",
    "title: Т\nclassification: {code: '1475.4'}\n",
    "title: Т\nduties: [{text: А., readonly: true, significant: false, after: b, last: true}]\n",
    "title: Т\ncompetencies: [{id: crm, level: 3}]\n",
    "title: Т\nindicators: [{name: А, target: 100}]\n",
    "title: Т\nvariables: {days: 5}\n",
    "title: Т\nsigners: {agree: []}\n",
]
BAD = [
    "titel: Т\n",
    "duties: [А.]\n",
    "title: ''\n",
    "title: Т\ndutys: []\n",
    "title: Т\nduties: А.\n",
    "title: Т\nduties: [[А.]]\n",
    "title: Т\nduties: [{id: А, text: Б.}]\n",
    "title: Т\nduties: [{group: Г, items: []}]\n",
    "title: Т\nduties: [{text: А., readonly: maybe}]\n",
    "title: Т\nextends: [../x]\n",
    "title: Т\ngender: neuter\n",
    "title: Т\ncompetencies: [{id: crm, level: 10}]\n",
    "title: Т\nreports_to: [a]\n",
    "title: Т\nrelations: [{receives: А}]\n",
]


@pytest.mark.parametrize("text", GOOD)
def test_what_the_program_accepts_an_editor_accepts(tmp_path: Path, text: str) -> None:
    # A reference to another role or clause is not for a schema to know.
    own = text.replace(", after: b", "")
    write_workspace(tmp_path, {"clerk": own})
    assert check(tmp_path).issues == ()
    assert complaints("role", text) == []


@pytest.mark.parametrize("text", BAD)
def test_what_the_program_refuses_an_editor_underlines(tmp_path: Path, text: str) -> None:
    write_workspace(tmp_path, {"clerk": text})
    assert check(tmp_path).issues
    assert complaints("role", text)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (SETTINGS, True),
        (SETTINGS + "document: {layout: classic, order: {date: '2026-11-23', number: 7}}\n", True),
        (SETTINGS + "document: {layout: modern}\n", False),
        (SETTINGS + "language: de\n", False),
        ("organisation: {name: А}\n", False),
    ],
)
def test_the_schema_of_the_settings(text: str, good: bool) -> None:
    assert (complaints("posada", text) == []) is good
