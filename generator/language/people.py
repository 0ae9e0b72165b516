"""A person's name as typed in; its parts and the form that a signature needs out.

The signature (реквізит 22, ДСТУ 4163:2020) is *Власне ім’я ПРІЗВИЩЕ*: the given name, then the
surname in capitals, without the patronymic.
"""

from __future__ import annotations

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
    "аль", "ель", "ібн", "бен", "бін", "тер", "van", "von", "zu", "de", "di", "da", "du", "del",
    "der", "den", "dos", "la", "le", "al", "el", "ibn", "ben", "bin", "ter",
})  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "mba", "md", "esq"})

_SIGNED = (Role.GIVEN, Role.PARTICLE, Role.FAMILY, Role.SUFFIX)


def signature_name(name: str, language: str) -> str:
    """Return a name as the signature prints it: Коваль Олена Петрівна → Олена КОВАЛЬ.

    Capitals, a patronymic, initials or a comma show which word is the surname; otherwise the given
    name comes first, unless the dictionary knows that the last word is one and the first is not.
    One word is a surname. A given name with a patronymic only is left as it is.
    """
    parts = name_parts(name, language)
    has_family = any(part.role is Role.FAMILY for part in parts)
    order = _SIGNED if has_family else (Role.GIVEN, Role.PATRONYMIC)
    return " ".join(_signed(part) for role in order for part in parts if part.role is role)


def _signed(part: NamePart) -> str:
    text = part.text.rstrip(",")
    if part.role is Role.FAMILY:
        return text.upper()
    shouted = part.role is Role.GIVEN and len(text) > 1 and text.isupper() and "." not in text
    return "-".join(half.capitalize() for half in text.split("-")) if shouted else text


def name_parts(name: str, language: str) -> tuple[NamePart, ...]:
    """Return the words of a full name in their order, each with its role.

    Apostrophes become typographic. What is too long for a name is one surname.
    """
    if len(name) > LONGEST_NAME_CHARACTERS:
        return (NamePart(name, Role.FAMILY),)
    words = with_apostrophes(as_seen(name)).split()
    minor = {place: role for place, word in enumerate(words) if (role := _minor_role(place, word))}
    main = [place for place in range(len(words)) if place not in minor]
    settle = ukrainian_roles if language == "uk" else latin_roles
    major = dict(zip(main, settle([words[place] for place in main]), strict=True))
    roles = minor | major
    return tuple(NamePart(word, roles[place]) for place, word in enumerate(words))


def _minor_role(place: int, word: str) -> Role | None:
    if word in _PARTICLES:
        return Role.PARTICLE
    is_suffix = place > 0 and word.strip(".,").lower() in _SUFFIXES
    return Role.SUFFIX if is_suffix else None
