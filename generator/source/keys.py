"""Keys as the schema has them, and as users write them: misspelt, in Ukrainian, or with letters that look Latin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, Final

from pydantic import BaseModel

from generator.messages import catalogue

Path = tuple[int | str, ...]
"""Keys and numbers of items, counted from 0, that lead to a value."""

_TAGS: Final = {"clause": "text", "group": "group"}
"""What pydantic puts into a path after the number of an item that may be a clause or a group → a key only it has."""


def is_tag(path: Path, at: int) -> bool:
    """Whether a step of a path is pydantic's own, and leads nowhere in the file."""
    return at > 0 and path[at] in _TAGS and isinstance(path[at - 1], int)


@lru_cache(maxsize=1024)  # a file may have thousands of the same
def meant_key(written: str, known: tuple[str, ...]) -> str | None:
    """The key that a misspelt or a Ukrainian one was meant to be."""
    names = {
        _bare(name): key for key in reversed(known) for name in catalogue("uk", "keys").get(key, ())
    }
    bare = closest(_bare(written), names, 0.8)
    return closest(in_latin(written), known, 0.7) or (names[bare] if bare else None)


def _bare(name: str) -> str:
    """A name without what may be written in several ways: capitals, apostrophes, and marks between words."""
    return re.sub(r"[\s_-]+", " ", re.sub(r"['’ʼ`]", "", name.lower()))


def is_sentence(key: str) -> bool:
    """Whether a key is the beginning of a text with a colon in it: no key has two words."""
    return " " in key.strip()


_LATIN: Final = str.maketrans("асеіїорхуАВСЕНІКМОРТХ", "aceiiopxyABCEHIKMOPTX")


def in_latin(text: str) -> str:
    """A text with Latin letters for the Cyrillic ones that look the same: `tіtle` with a Cyrillic і seems right."""
    return text.translate(_LATIN)


def closest(written: str, known: Iterable[str], cutoff: float) -> str | None:
    """The known word that `written` is probably meant to be; `None` when none is that close (0…1)."""
    return next(iter(get_close_matches(written, known, n=1, cutoff=cutoff)), None)


def known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys the schema has where `path` leads, for a suggestion."""
    # All items of a list are alike.
    return _keys_at(model, tuple(0 if isinstance(step, int) else step for step in path))


@lru_cache(maxsize=256)
def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    schema = _schema(model)
    places = [schema]
    for at, step in enumerate(path):
        if is_tag(path, at):
            forms = [form for place in places for form in _forms(schema, place)]
            places = [form for form in forms if _TAGS[str(step)] in form.get("properties", {})]
        else:
            inner = [child for place in places for child in _children(schema, place, step)]
            places = inner or places
    keys = [
        key
        for place in places
        for form in _forms(schema, place)
        for key in form.get("properties", {})
    ]
    return sorted(set(keys))


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _forms(schema: dict[str, Any], place: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema with its references followed and its alternatives spread out."""
    if "$ref" in place:
        place = schema["$defs"][place["$ref"].rsplit("/", 1)[-1]]
    yield place
    for alternative in (*place.get("anyOf", ()), *place.get("oneOf", ())):
        yield from _forms(schema, alternative)


def _children(
    schema: dict[str, Any], place: dict[str, Any], step: int | str
) -> Iterator[dict[str, Any]]:
    for form in _forms(schema, place):
        if isinstance(step, int) and "items" in form:
            yield form["items"]
        elif isinstance(step, str) and step in form.get("properties", {}):
            yield form["properties"][step]
        elif isinstance(step, str) and isinstance(form.get("additionalProperties"), dict):
            yield form["additionalProperties"]
