"""Writes the pages of `docs/` that are made from the program: key references and issue codes, in both languages.

`python docs/generate.py` writes them; a test says when they are stale.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from generator.issue import Code
from generator.messages import LANGUAGES, catalogue
from generator.schema import schema

DOCS = Path(__file__).parent

_HEADS = {
    "uk": {
        "role": "Довідник файла ролі",
        "posada": "Довідник файла posada.yaml",
        "theme": "Довідник файла theme.yaml",
        "issues": "Коди зауважень",
        "key": "Ключ",
        "kind": "Що пишуть",
        "meaning": "Пояснення",
        "made": "Цю сторінку складено програмою; правити її вручну не треба.",
        "required": "обов’язковий",
        "text": "текст",
        "list": "список",
        "mapping": "ключі",
        "number": "число",
        "boolean": "true або false",
    },
    "en": {
        "role": "Role file reference",
        "posada": "posada.yaml reference",
        "theme": "theme.yaml reference",
        "issues": "Issue codes",
        "key": "Key",
        "kind": "Value",
        "meaning": "Meaning",
        "made": "This page is generated; do not edit it by hand.",
        "required": "required",
        "text": "text",
        "list": "list",
        "mapping": "keys",
        "number": "number",
        "boolean": "true or false",
    },
}
_KINDS = {
    "string": "text",
    "array": "list",
    "object": "mapping",
    "number": "number",
    "integer": "number",
    "boolean": "boolean",
}


def pages() -> dict[str, str]:
    """File name under `docs/` → its text."""
    made = {}
    for language in LANGUAGES:
        suffix = "" if language == "en" else f".{language}"
        for name in ("role", "posada", "theme"):
            file = {"role": "role-file", "posada": "posada-yaml", "theme": "theme-yaml"}[name]
            made[f"{file}{suffix}.md"] = _reference(name, language)
        made[f"issues{suffix}.md"] = _issues(language)
    return made


def _reference(name: str, language: str) -> str:
    words = _HEADS[language]
    form = schema(name, language)
    parts = [f"# {words[name]}", words["made"], _table(form, form, words)]
    for key, definition in form["$defs"].items():
        if "properties" in definition:
            parts += [f"## {key}", _table(definition, form, words)]
    return "\n\n".join(parts) + "\n"


def _table(part: dict, whole: dict, words: dict) -> str:
    required = part.get("required", [])
    rows = [f"| {words['key']} | {words['kind']} | {words['meaning']} |", "|---|---|---|"]
    for key, value in part["properties"].items():
        kind = _kind(value, whole, words)
        kind += f", {words['required']}" if key in required else ""
        rows.append(f"| `{key}` | {kind} | {_cell(value['description'])} |")
    return "\n".join(rows)


def _kind(value: dict, whole: dict, words: dict) -> str:
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        target = whole["$defs"][name]
        if "properties" in target:
            return f"[{name}](#{name.lower()})"
        return _kind(target, whole, words)
    if "enum" in value:
        return ", ".join(f"`{item}`" for item in value["enum"])
    options = value.get("anyOf") or value.get("oneOf")
    if options:
        kinds = [_kind(o, whole, words) for o in options if o.get("type") != "null"]
        return " / ".join(dict.fromkeys(kinds))
    kind = value.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "array" and "items" in value:
        return f"{words['list']}: {_kind(value['items'], whole, words)}"
    return words.get(_KINDS.get(kind, ""), "")


def _cell(text: str) -> str:
    # Jinja in a table cell would be taken for markup by some renderers.
    return re.sub(r"(\{\{.*?\}\})", r"`\1`", text).replace("|", "\\|")


def _issues(language: str) -> str:
    words = _HEADS[language]
    parts = [f"# {words['issues']}", words["made"]]
    entries = catalogue(language)["issue"]
    explained = _docstrings()
    for code in Code:
        entry = entries[code]
        lines = [f"## {code}"]
        if language == "en":
            lines.append(explained[code.name])
        lines.append(f"> {entry['text']}")
        if "fix" in entry:
            lines.append(entry["fix"])
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _docstrings() -> dict[str, str]:
    source = inspect.getsource(Code)
    return dict(re.findall(r'(\w+) = "[\w-]+"\s+"""(.+?)"""', source, re.DOTALL))


def main() -> None:
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
