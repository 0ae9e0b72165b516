"""A document ↔ JSON, in which the register keeps it: the same document gives the same bytes, for decades.

Only what differs from the default of its type is written, so that a new field of the tree changes no old file.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from generator.document import tree
from generator.document.tree import Document

_KIND: Final = "kind"
"""The key under which an object says which of several types it is."""


def freeze(document: Document) -> bytes:
    """The document as indented JSON in UTF-8; what it was made from, its `provenance`, is not kept with it."""
    return f"{json.dumps(_frozen(document, Document), ensure_ascii=False, indent=1)}\n".encode()


def thaw(content: bytes) -> Document:
    """The document again; `ValueError` on anything that `freeze` did not write."""
    try:
        found = _thawed(json.loads(content), Document)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"not a document: {error}") from None
    assert isinstance(found, Document)
    return found


_LEFT_OUT: Final = frozenset({"provenance"})


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, vars(tree))


@cache
def _defaults(kind: Any) -> Mapping[str, Any]:
    return {f.name: f.default for f in fields(kind) if f.default is not MISSING}


def _frozen(value: Any, wanted: Any) -> Any:
    if isinstance(value, tuple):
        inner = get_args(wanted)[0]
        return [_frozen(each, inner) for each in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if not is_dataclass(value):
        return value
    kind: Any = type(value)
    hints, defaults = _hints(kind), _defaults(kind)
    said = {
        name: _frozen(getattr(value, name), hint)
        for name, hint in hints.items()
        if name not in _LEFT_OUT and getattr(value, name) != defaults.get(name, MISSING)
    }
    return {_KIND: kind.__name__, **said} if len(_choices(wanted)) > 1 else said


@cache
def _choices(wanted: Any) -> tuple[type, ...]:
    """The types a value may have, `None` left out."""
    if get_origin(wanted) in (Union, UnionType):
        return tuple(kind for kind in get_args(wanted) if kind is not NoneType)
    return (wanted,)


def _thawed(value: Any, wanted: Any) -> Any:
    if get_origin(wanted) is tuple:
        return tuple(_thawed(each, get_args(wanted)[0]) for each in _is(value, list))
    choices = _choices(wanted)
    if value is None and NoneType in get_args(wanted):
        return None
    kind = choices[0]
    if len(choices) > 1:
        kind = {choice.__name__: choice for choice in choices}[value.pop(_KIND)]
    if is_dataclass(kind):
        return _object(_is(value, dict), kind)
    if kind is bytes:
        return base64.b64decode(value, validate=True)
    if issubclass(kind, StrEnum):
        return kind(value)
    return float(value) if kind is float and type(value) is int else _is(value, kind)


def _object(said: dict[str, Any], kind: type) -> Any:
    hints = _hints(kind)
    unknown = said.keys() - hints.keys()
    if unknown:
        raise ValueError(sorted(unknown))
    given = {name: _thawed(value, hints[name]) for name, value in said.items()}
    left_out = dict.fromkeys(_LEFT_OUT & hints.keys(), "")
    return kind(**{**left_out, **given})


def _is(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{value!r:.40}")
    return value
