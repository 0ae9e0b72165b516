"""Node tree → model, or every issue at once, each at the line and column of the value that causes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.model.role import PartPath, VariableName
from generator.model.text import CLAUSE_CHARACTERS
from generator.model.theme import Colour, Misfit, StyleKey
from generator.model.vacancy import Country, Currency, EmailAddress, PhoneNumber, WebAddress
from generator.source import tree
from generator.source.keys import (
    Path,
    closest,
    in_latin,
    is_sentence,
    is_tag,
    known_keys,
    meant_key,
)

M = TypeVar("M", bound=BaseModel)

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
            if not is_sentence(key.text):
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
        if is_tag(path, at):
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


def _issues(root: tree.Node, model: type[BaseModel], error: Mapping[str, Any]) -> Iterator[Issue]:
    """One error of pydantic's as an issue; none for what `_empty_values` has said already."""
    path: Path = error["loc"]
    kind: str = error["type"]
    if kind == "extra_forbidden":
        yield _unknown_key(root, model, path)
    elif kind == "misfits":
        yield from (_misfit(root, one) for one in error["ctx"]["misfits"])
    elif kind == "missing":
        parent = nearest(root, path[:-1])
        if not _is_meant(str(path[-1]), parent, known_keys(model, path[:-1])):
            yield issue(Code.FIELD_MISSING, parent.location, key=path[-1])
    else:
        node, taken = _blamed(root, path)
        if not (isinstance(node, tree.Scalar) and node.is_null):
            make = _BY_TYPE.get(kind, _value_issue)
            yield make(node.location, {**_subject(taken), **_context(node, error)})


def _misfit(root: tree.Node, found: Misfit) -> Issue:
    """Of values that do not fit together, the one that the last of several files laid on each other has written."""
    walked = [_walk(root, path) for path in found.paths]
    own = (
        (node, taken)
        for (node, taken), path in zip(walked, found.paths, strict=True)
        if taken == path and node.source is root.source
    )
    node, taken = next(own, walked[0])
    details = {**_subject(taken), "value": _shown(node)}
    return _wrong_value(node.location, details, found.kind, dict(found.bounds))


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
        "value": _shown(node),
        "many": isinstance(node, tree.Sequence),
        **error.get("ctx", {}),
    }


def _shown(node: tree.Node) -> str:
    return shortened(node.text) if isinstance(node, tree.Scalar) else "…"


def shortened(text: str) -> str:
    """A value as a message can name it."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _is_meant(missing: str, parent: tree.Node, known: list[str]) -> bool:
    """Whether a key that is there was to be the missing one, which is said of the key itself."""
    keys = [key.text for key, _ in parent.items] if isinstance(parent, tree.Mapping) else []
    return any(
        is_sentence(key) or meant_key(key, tuple(known)) == missing
        for key in keys
        if key not in known
    )


def _unknown_key(root: tree.Node, model: type[BaseModel], path: Path) -> Issue:
    parent = nearest(root, path[:-1])
    key = str(path[-1])
    place = parent.key(key) if isinstance(parent, tree.Mapping) else None
    known = known_keys(model, path[:-1])
    meant = meant_key(key, tuple(known))
    alike = meant and in_latin(key) != key and closest(in_latin(key), known, 0.7)
    return issue(
        Code.FIELD_UNKNOWN,
        (place or parent).location,
        key=shortened(key),
        suggestion=meant,
        script=Phrase("issue.field-unknown.latin") if alike else None,
        known=", ".join(known),
        advice=Phrase("key_advice.sentence") if is_sentence(key) else None,
    )


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
    close = closest(details["value"], choices.split(", "), 0.6)
    return _wrong_value(place, details, "one_of", {"choices": choices, "suggestion": close})


def _value_issue(place: Location, details: Details) -> Issue:
    kind = _EXPECTED.get(details["type"], "other")
    bounds = (details[key] for key in ("ge", "gt", "le", "lt") if key in details)
    bound = next((f"{bound:.12g}" for bound in bounds), None)
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
    if kind in _VALUES:
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
    "decimal_type": "number",
    "date_type": "date",
}
_EXPECTED: Final = {
    "bool_parsing": "boolean",
    "int_parsing": "whole_number",
    "int_parsing_size": "whole_number",
    "float_parsing": "number",
    "decimal_parsing": "number",
    "decimal_max_places": "money",
    "finite_number": "number",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "greater_than": "more",
    "greater_than_equal": "at_least",
    "less_than": "less",
    "less_than_equal": "at_most",
    "word_too_long": "words",
    "match_or_regex": "match_or_regex",
    "rule_way": "rule_way",
    "worded": "worded",
}
_PATTERNS: Final = {
    get_args(written)[1].pattern: kind
    for written, kind in (
        (PartPath, "part"),
        (VariableName, "variable"),
        (Colour, "colour"),
        (StyleKey, "style"),
        (Country, "country"),
        (Currency, "currency"),
        (EmailAddress, "email"),
        (PhoneNumber, "phone"),
        (WebAddress, "website"),
    )
}
_VALUES: Final = ("colour", "country", "currency", "email", "phone", "website")
"""Kinds of text with a pattern that are values, and no names of anything of ours."""

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
