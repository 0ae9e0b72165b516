"""Models → JSON Schemas an editor reads: every key completed, and explained in the user's language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from generator.messages import catalogue
from generator.model import Role, RolePart, Theme, WorkspaceSettings
from generator.model.assessment import HIGHEST_MARK, Assessment
from generator.model.competency import Competency, Scale
from generator.model.lint import WaiverFile
from generator.model.role import ROLE_KEYS
from generator.model.rule import RuleFile
from generator.model.vacancy import Vacancy
from generator.output import write_atomic

MODELS: Final[dict[str, type[BaseModel]]] = {
    "role": Role,
    "part": RolePart,
    "posada": WorkspaceSettings,
    "theme": Theme,
    "waivers": WaiverFile,
    "rules": RuleFile,
    "competency": Competency,
    "scale": Scale,
    "assessment": Assessment,
    "vacancy": Vacancy,
}
"""Name of a schema → the model it describes; the file is `schemas/<name>.schema.json`."""


def schema(name: str, language: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, with descriptions in `language`."""
    made = MODELS[name].model_json_schema()
    definitions = made.pop("$defs", {})
    words = catalogue(language, "schema")
    result = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_described(made, MODELS[name].__name__, words),
        "$defs": {key: _described(value, key, words) for key, value in definitions.items()},
    }
    return _plain(result)  # type: ignore[no-any-return]


def _described(form: dict[str, Any], model: str, words: dict[str, Any]) -> dict[str, Any]:
    """An object's schema with the description of each of its keys; its own docstring is for developers."""
    form = {key: value for key, value in form.items() if key not in ("title", "description")}
    known = words.get(model, {})
    if model == "Role":
        known = words["RolePart"] | known
    if "properties" in form:
        keys = ROLE_KEYS if model == "Role" else form["properties"]
        form["properties"] = {
            key: {**form["properties"][key], "description": known[key]} for key in keys
        }
    return form


def _plain(value: Any) -> Any:
    """What pydantic cannot know of our readers: some items may be written short, and a text may look like a number."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("$ref") in _SHORT:
        return {"anyOf": [_SHORT[value["$ref"]], value]}
    # pydantic's titles only repeat the names of the keys; a key *named* title has a mapping for its value.
    made = {k: _plain(item) for k, item in value.items() if k != "title" or isinstance(item, dict)}
    if made.get("type") == "string" and "maxLength" in made and "pattern" not in made:
        made["type"] = ["string", "number"]
    return made


_TEXT: Final = {"type": ["string", "number"], "minLength": 1}
_SHORT: Final[dict[str, Any]] = {
    "#/$defs/Clause": _TEXT,
    "#/$defs/BehaviouralIndicator": _TEXT,
    "#/$defs/Marks": {"type": "integer", "minimum": 0, "maximum": HIGHEST_MARK},
}
"""What has a short form, and which."""


def schema_text(name: str, language: str) -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(name, language), ensure_ascii=False, indent=2) + "\n"


def write_schemas(root: Path, language: str) -> Iterator[str]:
    """Write all schemas to `schemas/`; yields the names of the files."""
    for name in MODELS:
        path = root / "schemas" / f"{name}.schema.json"
        shown = path.relative_to(root).as_posix()
        write_atomic(path, schema_text(name, language).encode())
        yield shown
