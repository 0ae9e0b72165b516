"""The scalar types of the model: texts, ids, codes, lengths; each with its limits."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

CLAUSE_CHARACTERS: Final = 5_000
"""How long may one clause be? A page of 14-point text holds some 2,500 characters; two pages are no clause."""

WORD_CHARACTERS: Final = 300
"""How long may a word be? An address may have 200 characters; to break one of thousands into lines takes minutes."""

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_CHARACTERS: Final = 100
"""How long may an id be? With `.docx` and a folder or two before it, it is still a path Windows takes (260)."""

_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")
"""Names that Windows keeps for devices, whatever follows a point (Naming Files, Paths, and Namespaces)."""


def names_a_device(name: str) -> bool:
    """Whether Windows could not make a file of this name, given without its ending."""
    return _DEVICE.fullmatch(name.lower()) is not None


def is_id(text: str) -> bool:
    """Whether a text is an id: a–z, 0–9 and single hyphens, at most `ID_CHARACTERS`."""
    return len(text) <= ID_CHARACTERS and re.fullmatch(ID_PATTERN, text) is not None


class Model(BaseModel):
    """Base of everything a user writes: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


_UNSEEN: Final = re.compile(r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*")
"""What shows nothing; a text of nothing else is empty."""


def _one_line(text: object) -> object:
    if not isinstance(text, str):
        return text
    return "" if _UNSEEN.fullmatch(text) else re.sub(r"\s+", " ", text).strip()


def _of_words(text: str) -> str:
    if len(text) > WORD_CHARACTERS and max(map(len, text.split())) > WORD_CHARACTERS:
        raise PydanticCustomError("word_too_long", "too long a word", {"le": WORD_CHARACTERS})
    return text


def _boolean(value: object) -> object:
    words = {"true": True, "false": False, "так": True, "ні": False}
    return words.get(value, value) if isinstance(value, str) else value


def _date(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is None:
        raise PydanticCustomError("date_from_datetime_parsing", "not YYYY-MM-DD")
    return value


def _classifier_code(code: str) -> str:
    """ДК 003:2010: four digits, section to subclass, and an optional group."""
    if re.fullmatch(r"[1-9]\d{3}(\.\d)?", code) is None:
        raise PydanticCustomError("classifier_code", "not a classifier code")
    return code


def _organisation_code(code: str) -> str:
    """ЄДРПОУ: the eighth digit is the weighted sum of the first seven modulo 11.

    Weights are 1…7, or 7,1…6 for codes from 30,000,000 to 60,000,000; when the remainder is 10 the weights
    grow by 2, and a remainder of 10 again gives 0 (порядок ведення ЄДРПОУ).
    """
    if re.fullmatch(r"\d{8}", code) is None:
        raise PydanticCustomError("organisation_code", "not eight digits")
    middle = 30_000_000 <= int(code) <= 60_000_000
    weights = (7, 1, 2, 3, 4, 5, 6) if middle else (1, 2, 3, 4, 5, 6, 7)
    for extra in (0, 2):
        control = (
            sum(int(digit) * (w + extra) for digit, w in zip(code, weights, strict=False)) % 11
        )
        if control < 10:
            break
    if control % 10 != int(code[7]):
        raise PydanticCustomError("organisation_code", "wrong control digit")
    return code


def as_tuple(value: Any) -> Any:
    """A list as it comes from YAML, made a tuple, so that a strict reader still sees a wrong type."""
    return tuple(value) if isinstance(value, list) else value


Text = Annotated[
    str,
    BeforeValidator(_one_line),
    StringConstraints(min_length=1, max_length=CLAUSE_CHARACTERS),
    AfterValidator(_of_words),
]
"""A sentence or a name: white space is folded, at most `CLAUSE_CHARACTERS` characters, words of `WORD_CHARACTERS`."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=ID_CHARACTERS)]
"""An identifier: a–z, 0–9 and single hyphens."""

Flag = Annotated[bool, BeforeValidator(_boolean)]
"""true or false."""

Day = Annotated[date, BeforeValidator(_date)]
"""A date as YYYY-MM-DD."""

ClassifierCode = Annotated[str, AfterValidator(_classifier_code)]
OrganisationCode = Annotated[str, AfterValidator(_organisation_code)]

Millimetres = Annotated[float, Field(ge=0, le=500)]
Points = Annotated[float, Field(gt=0, le=200)]
