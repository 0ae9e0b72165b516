"""Node tree → model, or every issue at once, each at the line and column of the value that causes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.model.role import PartPath, VariableName
from generator.model.text import CLAUSE_CHARACTERS
from generator.model.theme import Colour
from generator.source import tree

M = TypeVar("M", bound=BaseModel)

Path = tuple[int | str, ...]
Details = dict[str, Any]


def validate(node: tree.Node, model: type[M]) -> M:
    """The model that the tree describes; raises `IssueError` with all that is wrong in it."""
    found = list(_empty_values(node, ()))
    made: M | None = None
    try:
        made = model.model_validate(tree.plain(node))
    except ValidationError as error:
        for details in error.errors(include_url=False, include_context=True):
            found += _issues(node, model, details)
    if made is None or found:
        raise IssueError(dict.fromkeys(found))
    return made


def _empty_values(node: tree.Node, path: Path) -> Iterator[Issue]:
    """A key or item without a value is an issue even where the schema could do without it: a text is missing."""
    if isinstance(node, tree.Mapping):
        for key, value in node.items:
            yield from _empty_values(value, (*path, key.text))
    elif isinstance(node, tree.Sequence):
        for index, item in enumerate(node.items):
            yield from _empty_values(item, (*path, index))
    elif isinstance(node, tree.Scalar) and node.is_null:
        yield _empty(node.location, _subject(path))


def nearest(node: tree.Node, path: Path) -> tree.Node:
    """The node a path leads to, or the last one before it gets lost (pydantic adds steps of its own)."""
    return _walk(node, path)[0]


def _walk(node: tree.Node, path: Path) -> tuple[tree.Node, Path]:
    """The node a path leads to, and the steps that led there."""
    taken: list[int | str] = []
    for at, step in enumerate(path):
        if _is_tag(path, at):
            continue
        following = None
        if isinstance(node, tree.Mapping) and isinstance(step, str):
            following = node.get(step)
        elif isinstance(node, tree.Sequence) and isinstance(step, int):
            following = node.items[step]
        if following is None:
            break
        node = following
        taken.append(step)
    return node, tuple(taken)


_TAGS: Final = {"clause": "text", "group": "group"}
"""What pydantic puts into a path after the number of an item that may be a clause or a group → a key only it has."""


def _is_tag(path: Path, at: int) -> bool:
    return at > 0 and path[at] in _TAGS and isinstance(path[at - 1], int)


def _issues(root: tree.Node, model: type[BaseModel], error: Mapping[str, Any]) -> Iterator[Issue]:
    """One error of pydantic's as an issue; none for what `_empty_values` has said already."""
    path: Path = error["loc"]
    kind: str = error["type"]
    if kind == "extra_forbidden":
        yield _unknown_key(root, model, path)
    elif kind == "missing":
        yield issue(Code.FIELD_MISSING, nearest(root, path[:-1]).location, key=path[-1])
    else:
        node, taken = _blamed(root, path)
        if not (isinstance(node, tree.Scalar) and node.is_null):
            make = _BY_TYPE.get(kind, _value_issue)
            yield make(node.location, {**_subject(taken), **_context(node, error)})


def _blamed(root: tree.Node, path: Path) -> tuple[tree.Node, Path]:
    """The value an error is about, or the key when it is the key that is wrong; and the steps that lead there."""
    node, taken = _walk(root, path)
    if path[-1:] == ("[key]",):
        parent = nearest(root, path[:-2])
        key = parent.key(str(path[-2])) if isinstance(parent, tree.Mapping) else None
        return key or node, taken
    return node, taken


def _subject(path: Path) -> Details:
    """What an issue is about: a key, an item of the list under it, or the file as a whole."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind = "file" if not key else "item" if isinstance(path[-1], int) else "key"
    return {"key": key, "what": Phrase(f"what.{kind}")}


def _context(node: tree.Node, error: Mapping[str, Any]) -> Details:
    return {
        "type": error["type"],
        "value": _shortened(node.text) if isinstance(node, tree.Scalar) else "…",
        "many": isinstance(node, tree.Sequence),
        **error.get("ctx", {}),
    }


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _unknown_key(root: tree.Node, model: type[BaseModel], path: Path) -> Issue:
    parent = nearest(root, path[:-1])
    key = str(path[-1])
    place = parent.key(key) if isinstance(parent, tree.Mapping) else None
    known = known_keys(model, path[:-1])
    close = _closest(key.translate(_LATIN), known, 0.7)
    return issue(
        Code.FIELD_UNKNOWN,
        (place or parent).location,
        key=_shortened(key),
        suggestion=close,
        script=Phrase("issue.field-unknown.latin") if close and not key.isascii() else None,
        known=", ".join(known),
    )


_LATIN: Final = str.maketrans("асеіїорхуАВСЕНІКМОРТХ", "aceiiopxyABCEHIKMOPTX")
"""Cyrillic letters → the Latin ones that look the same: `tіtle` with a Cyrillic і is not seen to be wrong."""


def _closest(written: str, known: Iterable[str], cutoff: float) -> str | None:
    """The known word that `written` is probably meant to be; `None` when none is that close (0…1)."""
    return next(iter(get_close_matches(written, known, n=1, cutoff=cutoff)), None)


def _wrong_type(place: Location, details: Details) -> Issue:
    is_clause = details.get("class_name") == "Clause"
    return _not_of_kind(place, details, "clause" if is_clause else _KINDS[details["type"]])


def _not_of_kind(
    place: Location, details: Details, kind: str, bound: object | None = None
) -> Issue:
    return issue(
        Code.FIELD_TYPE,
        place,
        key=details["key"],
        what=details["what"],
        expected=Phrase(f"kind.{kind}"),
        bound=bound,
    )


def _too_long(place: Location, details: Details) -> Issue:
    limit = details["max_length"]
    if details["many"]:
        return _not_of_kind(place, details, "fewer_items", limit)
    if limit < CLAUSE_CHARACTERS:
        return _not_an_id(place, details, "id")
    place = Location(place.file, place.line, place.column)
    return issue(Code.TEXT_TOO_LONG, place, key=details["key"], what=details["what"], limit=limit)


def _too_short(place: Location, details: Details) -> Issue:
    if details["many"]:
        return _not_of_kind(place, details, "more_items", details["min_length"])
    return _empty(place, details)


def _empty(place: Location, details: Details) -> Issue:
    return issue(Code.FIELD_EMPTY, place, key=details["key"], what=details["what"])


def _choice(place: Location, details: Details) -> Issue:
    choices = str(details["expected"]).replace("'", "").replace(" or ", ", ")
    close = _closest(details["value"], choices.split(", "), 0.6)
    return _wrong_value(place, details, "one_of", {"choices": choices, "suggestion": close})


def _value_issue(place: Location, details: Details) -> Issue:
    kind = _EXPECTED.get(details["type"], "other")
    bounds = (details[key] for key in ("ge", "gt", "le", "lt") if key in details)
    bound = next((f"{bound:g}" for bound in bounds), None)
    return _wrong_value(place, details, kind, {"bound": bound})


def _wrong_value(
    place: Location, details: Details, kind: str, more: Details | None = None
) -> Issue:
    return issue(
        Code.FIELD_VALUE,
        place,
        key=details["key"],
        what=details["what"],
        value=details["value"],
        expected=Phrase(f"kind.{kind}"),
        **(more or {}),
    )


def _pattern(place: Location, details: Details) -> Issue:
    kind = _PATTERNS.get(details["pattern"], "id")
    if kind == "colour":
        return _wrong_value(place, details, kind)
    return _not_an_id(place, details, kind)


def _not_an_id(place: Location, details: Details, kind: str) -> Issue:
    return issue(
        Code.ID_INVALID,
        place,
        value=details["value"],
        kind=Phrase(f"id.{kind}"),
        advice=Phrase(f"id_advice.{kind}"),
    )


def _code_of_classifier(place: Location, details: Details) -> Issue:
    return issue(Code.CLASSIFIER_CODE, place, value=details["value"])


def _code_of_organisation(place: Location, details: Details) -> Issue:
    return issue(Code.ORGANISATION_CODE, place, value=details["value"])


# pydantic's error type → what the user should have written; its English message is never shown.
_KINDS: Final = {
    "string_type": "text",
    "tuple_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
    "bool_type": "boolean",
    "int_type": "whole_number",
    "float_type": "number",
    "date_type": "date",
}
_EXPECTED: Final = {
    "bool_parsing": "boolean",
    "int_parsing": "whole_number",
    "int_parsing_size": "whole_number",
    "float_parsing": "number",
    "finite_number": "number",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "greater_than": "more",
    "greater_than_equal": "at_least",
    "less_than": "less",
    "less_than_equal": "at_most",
}
_PATTERNS: Final = {
    get_args(written)[1].pattern: kind
    for written, kind in ((PartPath, "part"), (VariableName, "variable"), (Colour, "colour"))
}
_BY_TYPE: Final[Mapping[str, Callable[[Location, Details], Issue]]] = {
    **dict.fromkeys(_KINDS, _wrong_type),
    "too_long": _too_long,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "literal_error": _choice,
    "enum": _choice,
    "string_pattern_mismatch": _pattern,
    "classifier_code": _code_of_classifier,
    "organisation_code": _code_of_organisation,
}


def known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys the schema has where `path` leads, for a suggestion."""
    schema = _schema(model)
    places = [schema]
    for at, step in enumerate(path):
        if _is_tag(path, at):
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
