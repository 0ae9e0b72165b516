"""The words of a full name in; which of them is the given name and which the surname, out.

Ukrainian names are written in both orders, Олена Коваль and Коваль Олена Петрівна, so every hint
is tried in turn, the surest first.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.language.dictionary import Part, readings
from generator.language.letters import is_word

if TYPE_CHECKING:
    from collections.abc import Sequence


class Role(StrEnum):
    """What a word of a full name is."""

    GIVEN = "given"
    """Власне ім’я, or an initial of it."""
    PATRONYMIC = "patronymic"
    """По батькові."""
    FAMILY = "family"
    """Прізвище."""
    PARTICLE = "particle"
    """A small word of a surname, never in capitals: ван, фон, де."""
    SUFFIX = "suffix"
    """What follows an English name: Jr., III."""


_PATRONYMIC = re.compile(r"\w{2,}(?:ович|йович|євич|евич|івна|ївна|овна|евна)", re.IGNORECASE)
_FEMININE_PATRONYMIC = re.compile(r"\w{2,}(?:івна|ївна|овна|евна)", re.IGNORECASE)
_TURKIC_PATRONYMIC = frozenset({"огли", "кизи"})
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]")
_FAMILY_ENDINGS = (
    "енко", "ейко", "ський", "ська", "цький", "цька", "зький", "зька", "чук", "щук", "юк", "ишин",
    "ів", "їв", "ов", "ова", "єв", "єва", "ева",
)  # fmt: skip


def ukrainian_roles(words: Sequence[str], *, surname_first: bool = False) -> list[Role]:
    """Return the role of each word of a Ukrainian name; a single word is a surname.

    `surname_first` settles what nothing else shows, as in a list with the heading *Прізвище, ім’я, по батькові*.
    """
    hints = (_by_comma, _by_capitals, _by_patronymic, _by_initials)
    shown = next((roles for hint in hints if (roles := hint(words)) is not None), None)
    return shown or (_as_in_lists(words) if surname_first else _by_dictionary(words))


def latin_roles(words: Sequence[str]) -> list[Role]:
    """Return the role of each word of an English name: the last is the surname, unless shown."""
    hints = (_by_comma, _by_capitals)
    shown = next((roles for hint in hints if (roles := hint(words)) is not None), None)
    return shown or _family_last(words)


def _by_comma(words: Sequence[str]) -> list[Role] | None:
    """Read Коваль, Олена Петрівна."""
    end = next((i + 1 for i, word in enumerate(words) if word.endswith(",")), len(words))
    if end == len(words):
        return None
    return [Role.FAMILY] * end + _given(words[end:])


def _by_capitals(words: Sequence[str]) -> list[Role] | None:
    """Read Олена КОВАЛЬ and КОВАЛЬ Олена Петрівна."""
    capitals = [len(word) > 1 and word.isupper() and "." not in word for word in words]
    if all(capitals) or not any(capitals):
        return None
    rest = iter(_given([w for w, is_family in zip(words, capitals, strict=True) if not is_family]))
    return [Role.FAMILY if is_family else next(rest) for is_family in capitals]


def _by_patronymic(words: Sequence[str]) -> list[Role] | None:
    """Read Олена Петрівна Коваль and Коваль Олена Петрівна."""
    if len(words) == 2 and _FEMININE_PATRONYMIC.fullmatch(words[1]):
        return [Role.GIVEN, Role.PATRONYMIC]
    place = next((i for i in range(1, len(words)) if _is_patronymic(words[i])), None)
    if place is None or len(words) < 3:
        return None
    end = place + 1
    if words[place].lower() in _TURKIC_PATRONYMIC and place > 1:
        place -= 1  # Гасан огли
    given = 0 if end < len(words) else _start_of_given(words, place)
    roles = [Role.FAMILY] * given + [Role.GIVEN] * (place - given)
    return roles + [Role.PATRONYMIC] * (end - place) + [Role.FAMILY] * (len(words) - end)


def _start_of_given(words: Sequence[str], patronymic: int) -> int:
    """Return where the given names before a final patronymic begin; at least one is a surname."""
    start = patronymic - 1
    while start > 1 and is_given_name(words[start - 1]):
        start -= 1
    return max(start, 1)


def _by_initials(words: Sequence[str]) -> list[Role] | None:
    """Read О. П. Коваль and Коваль О.П."""
    initials = [_INITIALS.fullmatch(word) is not None for word in words]
    if all(initials) or not any(initials):
        return None
    return [Role.GIVEN if is_initial else Role.FAMILY for is_initial in initials]


def _by_dictionary(words: Sequence[str]) -> list[Role]:
    """Read Олена Коваль, and Коваль Олена when the dictionary leaves no doubt."""
    if _is_surname_first(words):
        return [Role.FAMILY, *[Role.GIVEN] * (len(words) - 1)]
    family = min(1, len(words) - 1)
    while family < len(words) - 1 and not _is_family_name(words[family]):
        family += 1
    return [Role.GIVEN if i < family else Role.FAMILY for i in range(len(words))]


def _as_in_lists(words: Sequence[str]) -> list[Role]:
    """Read Ли Ан as a list has it, and Олена Коваль when the dictionary leaves no doubt."""
    first, last = words[0], words[-1]
    if is_given_name(first) and not is_given_name(last) and _is_family_name(last):
        return _family_last(words)
    return [Role.GIVEN if place else Role.FAMILY for place in range(len(words))]


def _is_surname_first(words: Sequence[str]) -> bool:
    if len(words) < 2 or is_given_name(words[0]) or not _is_family_name(words[0]):
        return False
    unlike_given = words[0].lower().endswith(_FAMILY_ENDINGS)
    return is_given_name(words[-1]) or (unlike_given and not _is_family_name(words[-1]))


def _family_last(words: Sequence[str]) -> list[Role]:
    return [Role.FAMILY if i == len(words) - 1 else Role.GIVEN for i in range(len(words))]


def _given(words: Sequence[str]) -> list[Role]:
    later = (Role.PATRONYMIC if _is_patronymic(word) else Role.GIVEN for word in words[1:])
    return [Role.GIVEN, *later] if words else []


def _is_patronymic(word: str) -> bool:
    shaped = _PATRONYMIC.fullmatch(word) or word.lower() in _TURKIC_PATRONYMIC
    return bool(shaped) or _has_reading(word, Part.PATRONYMIC)


def is_given_name(word: str) -> bool:
    """Say whether the dictionary has a word, or each half of it, as a given name (Анна-Марія)."""
    return all(_has_reading(half, Part.GIVEN_NAME) for half in word.split("-"))


def _is_family_name(word: str) -> bool:
    shaped = word.lower().endswith(_FAMILY_ENDINGS)
    return shaped or any(_has_reading(half, Part.FAMILY_NAME) for half in word.split("-"))


def _has_reading(word: str, part: Part) -> bool:
    found = readings(word) if is_word(word) else ()
    return any(reading.known and reading.part is part for reading in found)
