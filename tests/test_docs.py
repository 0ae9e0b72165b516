"""Pages made from the program are not stale, and every word of the program exists in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from types import ModuleType
from typing import Any

import pytest

from generator.cli import COMMANDS
from generator.issue import Code
from generator.messages import LANGUAGES, catalogue
from generator.schema import MODELS, schema
from tests.workspace import ROOT

CYRILLIC = "А-ЯІЇЄҐа-яіїєґ"
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not {".venv", "node_modules", "tests"} & {*path.relative_to(ROOT).parts}
)


def generate() -> ModuleType:
    """`docs/generate.py`, which belongs to no package."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = generate()
PAGES_MADE: dict[str, str] = GENERATE.pages()


@pytest.mark.parametrize("name", PAGES_MADE)
def test_a_generated_page_is_not_stale(name: str) -> None:
    kept = (ROOT / "docs" / name).read_text("utf-8")
    assert kept == PAGES_MADE[name], "run: python docs/generate.py"


def test_the_catalogue_clicks_words_are_looked_up_in_is_not_stale() -> None:
    assert GENERATE.WORDS.read_bytes() == GENERATE.words(), "run: python docs/generate.py"


def entries(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Dotted key and text of every entry of a catalogue."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from entries(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def texts(language: str, subject: str = "") -> dict[str, str]:
    return dict(entries(catalogue(language, subject)))


ALL = [
    pytest.param(language, subject, id=f"{subject or 'messages'}-{language}")
    for language in LANGUAGES
    for subject in ("", "schema")
] + [pytest.param("uk", "click", id="click-uk")]


@pytest.mark.parametrize("subject", ["", "schema"], ids=["messages", "schema"])
def test_both_languages_have_the_same_keys(subject: str) -> None:
    uk, en = texts("uk", subject), texts("en", subject)
    # A plural has as many forms as its language.
    forms = re.compile(r"\.(one|few|many)$")
    assert {forms.sub("", key) for key in uk} == {forms.sub("", key) for key in en}
    assert len(en) > 100


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_name_the_same_values() -> None:
    uk, en = texts("uk"), texts("en")
    # «2 з 14 ролей»: after its preposition Ukrainian takes the bare number, English the counted word.
    same = {"total": "roles"}
    for key in uk.keys() & en.keys():
        found = [{same.get(name, name) for name in names(text[key])} for text in (uk, en)]
        assert found[0] == found[1], key


def test_every_code_has_words_and_a_docstring() -> None:
    explained = GENERATE._docstrings()
    for language in LANGUAGES:
        assert catalogue(language)["issue"].keys() == {code.value for code in Code}
    assert explained.keys() == {code.name for code in Code}


@pytest.mark.parametrize(("language", "subject"), ALL)
def test_a_text_is_in_its_language(language: str, subject: str) -> None:
    for key, text in texts(language, subject).items():
        has = bool(re.search(f"[{CYRILLIC}]", text))
        if language == "uk":
            assert has or not re.search(r"[a-z]{3,} [a-z]{3,}", text), f"{key}: {text}"
        elif subject != "schema":
            assert not has, f"{key}: {text}"


def quoted(text: str) -> str:
    """A text without what is code in it: names in braces, values in straight quotes that a user is to type."""
    return re.sub(r"\{\{.*?\}\}|\{.*?\}|`[^`]*`", "", text)


@pytest.mark.parametrize("subject", ["", "schema", "click"], ids=["messages", "schema", "click"])
def test_ukrainian_words_have_the_right_apostrophe_and_quotes(subject: str) -> None:
    for key, text in texts("uk", subject).items():
        words = quoted(text)
        assert not re.search(f"[{CYRILLIC}]['`ʼ][{CYRILLIC}]", words), f"{key}: {text}"
        # What is to be typed in a shell stands between quotes that a shell knows.
        if not key.startswith("example."):
            assert not re.search(f'"[^"]*[{CYRILLIC}][^"]*"', words), f"{key}: {text}"
        assert "“" not in words, f"{key}: {text}"


def sources() -> list[Any]:
    """Every Ukrainian text that ships besides the catalogues."""
    found = [*sorted((ROOT / "roles").rglob("*.yaml")), ROOT / "posada.yaml"]
    found += [
        path
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file() and "en" not in path.parts
    ]
    return [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in found]


@pytest.mark.parametrize("path", sources())
def test_shipped_ukrainian_texts_have_the_right_apostrophe(path: Any) -> None:
    text = path.read_text("utf-8")
    assert not re.findall(f".*[{CYRILLIC}]['`ʼ][{CYRILLIC}].*", text)


@pytest.mark.parametrize("path", sources())
def test_shipped_ukrainian_texts_have_no_russian_letter(path: Any) -> None:
    assert not re.findall("[ыэъёЫЭЪЁ]", path.read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MODELS)
def test_every_key_of_a_schema_is_described(name: str, language: str) -> None:
    made = schema(name, language)
    forms = {"": made, **made["$defs"]}
    described = 0
    for form in forms.values():
        for key, value in form.get("properties", {}).items():
            assert len(value["description"]) >= 5, key
            described += 1
    assert described > 5


def test_no_description_is_left_over() -> None:
    used = {MODELS[name].__name__ for name in MODELS}
    used |= {key for name in MODELS for key in schema(name, "en")["$defs"]}
    for language in LANGUAGES:
        assert catalogue(language, "schema").keys() <= used


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_help_text_is_used_and_every_command_has_one(language: str) -> None:
    helps = catalogue(language)["help"]
    assert set(COMMANDS) <= helps.keys()
    program = "".join(path.read_text("utf-8") for path in (ROOT / "generator/cli").glob("*.py"))
    # The text of a command within a group has the names of both: `staff check`.
    names = ((key, key.replace("_", " ")) for key in helps)
    unused = [
        key
        for key, name in names
        if not any(f'"{used}"' in program for used in (key, name, f"help.{key}"))
    ]
    assert unused == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Any) -> None:
    text = page.read_text("utf-8")
    anchors = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        if path:
            assert (page.parent / path).exists(), target
        else:
            assert anchor in anchors, target


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_in_the_pages_exist(page: Any) -> None:
    for block in re.findall(r"```.*?```", page.read_text("utf-8"), re.DOTALL):
        for command in re.findall(r"^(?:\$ )?posada ([a-z]+)", block, re.MULTILINE):
            assert command in COMMANDS
