"""A person's full name and a case in; the name in that case, in the order it was written, out.

A word that the dictionary has as a name of that gender is declined by the dictionary. Other given
names, patronymics and men's surnames are declined by shevchenko, and surnames that are adjectives
by their likeness to adjectives the dictionary has. The only module that imports shevchenko.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from generator.language.dictionary import Part, Reading, readings
from generator.language.grammar import Case, Gender
from generator.language.letters import is_word, like, with_apostrophes
from generator.language.name_order import Role, is_given_name
from generator.language.people import LONGEST_NAME_CHARACTERS, NamePart, name_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = {
    Role.GIVEN: Part.GIVEN_NAME,
    Role.PATRONYMIC: Part.PATRONYMIC,
    Role.FAMILY: Part.FAMILY_NAME,
}
_FIELDS = {
    Role.GIVEN: "givenName",
    Role.PATRONYMIC: "patronymicName",
    Role.FAMILY: "familyName",
}
_FUNCTIONS = {
    Case.GENITIVE: "in_genitive",
    Case.DATIVE: "in_dative",
    Case.ACCUSATIVE: "in_accusative",
    Case.INSTRUMENTAL: "in_ablative",
}

_SURNAME_GENDERS = {
    Gender.FEMININE: ("ська", "цька", "зька"),
    Gender.MASCULINE: ("ський", "цький", "зький"),
}
"""Endings of surnames that show the gender when the given name does not (О. П. Ковальська)."""

_ADJECTIVE_ENDINGS = {
    Gender.FEMININE: (
        "ська", "цька", "зька", "ова", "ьова", "ева", "єва", "ина", "іна", "їна",
    ),
    Gender.MASCULINE: ("ий",),
}  # fmt: skip
"""Endings of surnames that are declined as adjectives (Левицький, Ковальова)."""

_AFTER_I = {
    Case.GENITIVE: "я",
    Case.DATIVE: "ю",
    Case.ACCUSATIVE: "я",
    Case.INSTRUMENTAL: "єм",
}
"""Endings of men's surnames in -ій, which are nouns: Гудій, Гудія."""

_PATRONYMIC_GENDERS = {
    Gender.FEMININE: ("вна", "кизи"),
    Gender.MASCULINE: ("ич", "огли"),
}

_VOWELS = frozenset("аеєиіїоуюя")


def decline_name(name: str, case: Case | str, language: str) -> str:
    """Return a full name in a case, its words in the order and the capitals they were written in.

    Олена КОВАЛЬ, genitive → Олени КОВАЛЬ. The name is returned with typographic apostrophes and
    otherwise unchanged when its gender cannot be told, in the nominative, and in any language but
    Ukrainian (``uk``); an unknown name of a case is a ValueError. The dative has the short endings
    (Івану Петренку), for a name mostly follows a position, whose ending is then the long one:
    начальникові відділу Івану Петренку (Український правопис 2019, давальний відмінок).
    """
    wanted = Case(case)
    if language != "uk" or len(name) > LONGEST_NAME_CHARACTERS:
        return name
    parts = name_parts(name, language)
    gender = _gender(parts)
    if wanted is Case.NOMINATIVE or gender is None:
        return with_apostrophes(name)
    return " ".join(_declined(part, wanted, gender) for part in parts)


def _declined(part: NamePart, case: Case, gender: Gender) -> str:
    word = part.text.rstrip(",")
    if part.role not in _PARTS or not all(is_word(half) for half in word.split("-")):
        return part.text
    halves = word.split("-")
    forms = (_half(half, part.role, case, gender) for half in halves[:-1])
    return "-".join([*forms, _form(halves[-1], part.role, case, gender)]) + part.text[len(word) :]


def _half(half: str, role: Role, case: Case, gender: Gender) -> str:
    """Decline a half that is not the last; one of a single syllable stays (Драй-Хмари)."""
    single = sum(letter in _VOWELS for letter in half.lower()) == 1
    return half if single and role is Role.FAMILY else _form(half, role, case, gender)


def _form(word: str, role: Role, case: Case, gender: Gender) -> str:
    if len(word) == 1:
        return word
    reading = _reading(word, role, gender)
    if reading is None:
        return _unlisted(word, role, case, gender)
    if case is Case.DATIVE:
        return like(word, reading.dative_ending(long=False))
    if case is Case.ACCUSATIVE and reading.part is Part.ADJECTIVE and gender is Gender.MASCULINE:
        return like(word, reading.genitive[0])
    forms: tuple[str, ...] = getattr(reading, case.value)
    return like(word, forms[0])


def _reading(word: str, role: Role, gender: Gender) -> Reading | None:
    """Return how the dictionary declines a word of a name, when it can be relied on."""
    found = [reading for reading in readings(word) if reading.gender is gender]
    as_name = [reading for reading in found if reading.known and reading.part is _PARTS[role]]
    # Of a name that some write unchanged (Марко) the declined reading is the Ukrainian one.
    declined = (reading for reading in as_name if reading.genitive[0] != word.lower())
    own = next(declined, as_name[0] if as_name else None)
    return own or (_as_common_word(word, found) if role is Role.FAMILY else None)


def _as_common_word(word: str, found: list[Reading]) -> Reading | None:
    """Return the reading of an unlisted surname that looks like an adjective or a noun in -а."""
    if any(word.lower().endswith(ends) for ends in _ADJECTIVE_ENDINGS.values()):
        wanted = {Part.ADJECTIVE, Part.FAMILY_NAME}
    elif word.lower().endswith(("а", "я")):
        wanted = {Part.NOUN}
    else:
        return None
    return next((reading for reading in found if reading.part in wanted), None)


def _unlisted(word: str, role: Role, case: Case, gender: Gender) -> str:
    """Decline a word that is not in the dictionary; a woman's surname in a consonant stays."""
    if role is Role.FAMILY and gender is Gender.MASCULINE and word.lower().endswith("ій"):
        # shevchenko takes these for adjectives: Гудій, Гудього.
        return like(word, word[:-1].lower() + _AFTER_I[case])
    inflect = getattr(_shevchenko(), _FUNCTIONS[case])
    declined: str = inflect({"gender": gender.value, _FIELDS[role]: word})[_FIELDS[role]]
    return with_apostrophes(declined)


def name_gender(name: str, language: str) -> Gender | None:
    """Return the gender that the patronymic or a given name of the dictionary shows, else None.

    Nothing is guessed, for the document is to address a person so. Other languages show none.
    """
    if language != "uk" or len(name) > LONGEST_NAME_CHARACTERS:
        return None
    parts = name_parts(name, language, surname_first=True)
    patronymic = next((p.text for p in parts if p.role is Role.PATRONYMIC), "")
    given = next((p.text for p in parts if p.role is Role.GIVEN), "")
    return _by_ending(patronymic.lower(), _PATRONYMIC_GENDERS) or _listed_gender(given)


def _gender(parts: tuple[NamePart, ...]) -> Gender | None:
    """Return the gender that the patronymic, the given name or the surname shows; None if none."""
    words = [(part.role, part.text.rstrip(",").lower()) for part in parts]
    first = dict(reversed(words))
    by_patronymic = _by_ending(dict(words).get(Role.PATRONYMIC, ""), _PATRONYMIC_GENDERS)
    by_surname = _by_ending(first.get(Role.FAMILY, ""), _SURNAME_GENDERS)
    return by_patronymic or _given_gender(first.get(Role.GIVEN, "")) or by_surname


def _by_ending(word: str, endings: Mapping[Gender, tuple[str, ...]]) -> Gender | None:
    return next((gender for gender, ends in endings.items() if word.endswith(ends)), None)


def _given_gender(given: str) -> Gender | None:
    """Return the gender of a given name; None for one of both (Саша), an initial or none."""
    first = given.split("-")[0]
    if len(first) < 2 or not is_word(first):
        return None
    if is_given_name(first):
        return _listed_gender(first)
    detected = _shevchenko().detect_gender({"givenName": first}).get("gender")
    return Gender(detected.value) if detected else None


def _listed_gender(given: str) -> Gender | None:
    """Return the gender of a given name that the dictionary has; None for one of both (Саша)."""
    first = given.split("-")[0]
    found = readings(first) if is_word(first) else ()
    genders = {r.gender for r in found if r.known and r.part is Part.GIVEN_NAME}
    return genders.pop() if len(genders) == 1 else None


@cache
def _shevchenko() -> Any:
    """Load shevchenko and its rules, once in a process."""
    import shevchenko

    return shevchenko
