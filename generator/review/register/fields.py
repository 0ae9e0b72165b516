"""A field of a record ↔ its value in JSON: each type says how it is read, strictly, and written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Annotated, Any, Final, get_args, get_type_hints

from generator.model.text import is_id


class FieldError(ValueError):
    """A value that a record cannot have; `field` is its key, with points: `approver.name`."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


@dataclass(frozen=True, slots=True)
class Form:
    """How a value of the model stands in JSON; `read` is strict and raises `ValueError` for any other."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value


_UNHOLDABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What XML 1.0 §2.2 does not allow: no sheet of remarks or agreements could show it. JSON refuses surrogates itself."""

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_FILE_NAME: Final = re.compile(r"[^\x00-\x1f/\\:*?\"<>|.][^\x00-\x1f/\\:*?\"<>|]{0,199}")
"""A name every system takes (Naming Files, Paths, and Namespaces), in the folder it is given for."""


def _note(value: Any) -> str:
    if not isinstance(value, str) or (not value.isprintable() and _UNHOLDABLE.search(value)):
        raise ValueError
    return value


def _words(value: Any) -> str:
    if not _note(value).strip():
        raise ValueError
    return str(value)


def matching(pattern: re.Pattern[str]) -> Callable[[Any], str]:
    """A reader of texts that are wholly of a pattern."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or pattern.fullmatch(value) is None:
            raise ValueError
        return value

    return read


@lru_cache(maxsize=4096)
def read_key(value: Any) -> str:
    """An id; remembered, for a register has few of them many times."""
    if not isinstance(value, str) or not is_id(value):
        raise ValueError
    return value


def _day(value: Any) -> date:
    # `fromisoformat` takes 20261124 and 2026-W48-2 too.
    if not isinstance(value, str) or len(value) != 10 or value[4] + value[7] != "--":
        raise ValueError
    return date.fromisoformat(value)


def _maybe_day(value: Any) -> date | None:
    return None if value == "" else _day(value)


def _instant(value: Any) -> str:
    if not isinstance(value, str) or not value.endswith(("Z", "+00:00")) or value[10:11] != "T":
        raise ValueError
    datetime.fromisoformat(value)
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value


def _version(value: Any) -> int:
    if _count(value) == 0:
        raise ValueError
    return int(value)


Words = Annotated[str, Form(_words)]
"""A text that says something."""

Note = Annotated[str, Form(_note)]
"""A text, or "" when there is nothing to say."""

Key = Annotated[str, Form(read_key)]
"""The key of a signer (ключ підписанта) in `posada.yaml`."""

Fingerprint = Annotated[str, Form(matching(_HASH))]
"""Which text was decided upon, as `generator.document.fingerprint` tells."""

Hash = Annotated[str, Form(matching(_HASH))]
"""SHA-256 in 64 hexadecimal digits."""

FileName = Annotated[str, Form(matching(_FILE_NAME))]
Day = Annotated[date, Form(_day, date.isoformat)]
MaybeDay = Annotated[date | None, Form(_maybe_day, lambda day: day.isoformat() if day else "")]
"""A day, or None ("" in JSON) when there is none."""

Instant = Annotated[str, Form(_instant)]
"""A moment in UTC as `instant` writes it."""

Count = Annotated[int, Form(_count)]
Version = Annotated[int, Form(_version)]
"""The number of a version (номер редакції), from 1."""


def instant(moment: datetime) -> str:
    """A moment as a record has it: `2026-11-24T10:15:00Z`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@cache
def _forms(cls: Any) -> dict[str, Form]:
    """Each field of a class and its form, in the order they are written in."""
    hints = get_type_hints(cls, include_extras=True)
    return {field.name: get_args(hints[field.name])[-1] for field in fields(cls)}


def read_object(cls: Any, raw: Any) -> Any:
    """A value of a class from its JSON object, which has all the keys and no other; `FieldError`."""
    forms = _forms(cls)
    if not isinstance(raw, dict):
        raise FieldError("")
    if raw.keys() != forms.keys():
        raise FieldError(min(raw.keys() ^ forms.keys()))
    values = {}
    for name, form in forms.items():
        try:
            values[name] = form.read(raw[name])
        except FieldError as error:
            raise FieldError(f"{name}.{error.field}".rstrip(".")) from None
        except (ValueError, TypeError):
            raise FieldError(name) from None
    return cls(**values)


def write_object(value: Any) -> dict[str, Any]:
    """The JSON object of a value, in the order of its fields."""
    cls: Any = type(value)
    return {name: form.write(getattr(value, name)) for name, form in _forms(cls).items()}


def nested(cls: type) -> Form:
    """The form of an object with fields of its own."""
    return Form(lambda raw: read_object(cls, raw), write_object)


def several(cls: type) -> Form:
    """The form of a list of such objects."""

    def read(raw: Any) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise ValueError
        return tuple(read_object(cls, each) for each in raw)

    return Form(read, lambda values: [write_object(each) for each in values])


as_hash: Final = matching(_HASH)
as_file_name: Final = matching(_FILE_NAME)
