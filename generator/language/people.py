"""A person's name as typed in; its parts and the form that a signature or a list needs out.

The signature (реквізит 22, ДСТУ 4163:2020) is *Власне ім’я ПРІЗВИЩЕ*: the given name, then the
surname in capitals, without the patronymic. A list has the surname first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.language.letters import as_seen, with_apostrophes
from generator.language.name_order import Role, latin_roles, ukrainian_roles

LONGEST_NAME_CHARACTERS = 300
"""What is longer is no name: it is returned as it is."""


@dataclass(frozen=True, slots=True)
class NamePart:
    """One word of a full name."""

    text: str
    role: Role


_PARTICLES = frozenset({
    "ван", "вон", "фон", "цу", "де", "ді", "да", "дю", "дель", "дер", "ден", "дос", "ла", "ле",
    "аль", "ель", "ібн", "бен", "бін", "тер", "ля", "лос", "лас", "van", "von", "zu", "de", "di", "da", "du", "del",
    "der", "den", "dos", "la", "le", "al", "el", "ibn", "ben", "bin", "ter",
})  # fmt: skip
_SUFFIXES = frozenset({"мол", "ст", "jr", "sr", "ii", "iii", "iv", "phd", "mba", "md", "esq"})

_SIGNED = (Role.GIVEN, Role.PARTICLE, Role.FAMILY, Role.SUFFIX)
_LISTED = (Role.PARTICLE, Role.FAMILY, Role.SUFFIX, Role.GIVEN, Role.PATRONYMIC)


def signature_name(name: str, language: str, *, surname_first: bool = False) -> str:
    """Return a name as the signature prints it: Коваль Олена Петрівна → Олена КОВАЛЬ.

    Capitals, a patronymic, initials or a comma show which word is the surname; otherwise the given
    name comes first, unless the dictionary knows that the last word is one and the first is not.
    In a list the surname comes first (`surname_first`), unless the dictionary knows that it is last.
    One word is a surname. A given name with a patronymic only is left as it is.
    """
    parts = name_parts(name, language, surname_first=surname_first)
    has_family = any(part.role is Role.FAMILY for part in parts)
    order = _SIGNED if has_family else (Role.GIVEN, Role.PATRONYMIC)
    return " ".join(_signed(part) for role in order for part in parts if part.role is role)


def _signed(part: NamePart) -> str:
    return part.text.rstrip(",").upper() if part.role is Role.FAMILY else _calm(part)


def listed_name(name: str, language: str) -> str:
    """Return a name as a list of people prints it: Олена Петрівна КОВАЛЬ → Коваль Олена Петрівна.

    Only Ukrainian lists have the surname first; a name in another language is returned as it is.
    """
    if language != "uk":
        return name
    parts = name_parts(name, language, surname_first=True)
    return " ".join(_calm(part) for role in _LISTED for part in parts if part.role is role)


def _calm(part: NamePart) -> str:
    """A word of a name without the capitals it was shouted in; initials are set apart, О. П."""
    text = part.text.rstrip(",")
    if "." in text or len(text) == 1:
        return re.sub(r"\.(?=\w)", ".\u00a0", text)
    minor = part.role in (Role.PARTICLE, Role.SUFFIX)
    shouted = text.isupper() and not minor
    return "-".join(half.capitalize() for half in text.split("-")) if shouted else text


def name_parts(name: str, language: str, *, surname_first: bool = False) -> tuple[NamePart, ...]:
    """Return the words of a full name in their order, each with its role.

    Apostrophes become typographic. What is too long for a name is one surname. `surname_first`
    settles the order of a Ukrainian name that nothing else shows.
    """
    if len(name) > LONGEST_NAME_CHARACTERS:
        return (NamePart(name, Role.FAMILY),)
    words = with_apostrophes(as_seen(name)).split()
    minor = {place: role for place in range(len(words)) if (role := _minor_role(words, place))}
    main = [place for place in range(len(words)) if place not in minor]
    rest = [words[place] for place in main]
    uk = language == "uk"
    settled = ukrainian_roles(rest, surname_first=surname_first) if uk else latin_roles(rest)
    major = dict(zip(main, settled, strict=True))
    roles = minor | major
    return tuple(NamePart(word, roles[place]) for place, word in enumerate(words))


def _minor_role(words: list[str], place: int) -> Role | None:
    word, after = words[place], words[place + 1 : place + 2]
    # With a capital only where another one follows, Де ля Крус: Ван and Бен may be names.
    if word in _PARTICLES or (word.lower() in _PARTICLES and set(after) & _PARTICLES):
        return Role.PARTICLE
    is_suffix = place > 0 and word.strip(".,").lower() in _SUFFIXES
    return Role.SUFFIX if is_suffix else None


def is_same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: whichever order they have, and whether or not with the patronymic.

    The words of the shorter one, two at the least, are all among those of the longer.
    """
    first, second = ({word.casefold() for word in name.split()} for name in (one, other))
    return first == second or (
        min(len(first), len(second)) > 1 and (first <= second or second <= first)
    )
