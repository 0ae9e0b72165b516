"""One text → the names of people in it, where they are not of a street, a work or somebody famous."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.lint.checks.reading import Found, Reading
from generator.lint.tokens import Kind, Token

_GOES_ON: Final = frozenset(("та", "і", "й", "а", "або", ","))
"""After these a list of names goes on: «вулиць Івана Франка та Лесі Українки»."""

_NAMED_AFTER: Final = frozenset((
    "імені", "ім", "на", "святий", "премія", "фонд", "метод", "методика", "закон", "шкала", "синдром", "вулиця",
    "проспект", "площа", "провулок", "бульвар", "твір", "вірш", "роман", "поема", "поезія", "казка", "оповідання",
    "повість", "творчість", "спадщина", "книга", "підручник", "посібник", "збірка", "автор", "картина", "портрет",
    "пам’ятник", "музей", "пісня", "опера", "балет", "симфонія", "п’єса", "театр", "теорія", "теорема", "формула",
    "вправа", "педагогіка", "система", "хвороба", "проба", "тест", "біографія", "постать", "стипендія", "медаль",
))  # fmt: skip
"""What things are called after people by, or made by them."""

_NO_STAFF: Final = frozenset((
    "письменник", "письменниця", "поет", "поетеса", "композитор", "художник", "художниця", "скульптор", "драматург",
    "філософ", "педагог", "академік", "гетьман", "князь", "княгиня", "король", "цар", "святий", "отець", "герой",
    "режисер", "просвітник", "мислитель", "мандрівник", "архітектор", "класик",
))  # fmt: skip
"""Whose names a text tells of rather than their work: «твори письменника Франка»."""

_FAMOUS: Final = frozenset((
    ("тарас", "шевченко"), ("іван", "франко"), ("леся", "українка"), ("григорій", "сковорода"),
    ("марія", "монтессорі"), ("василь", "сухомлинський"), ("антон", "макаренко"), ("олександр", "довженко"),
    ("михайло", "грушевський"), ("богдан", "хмельницький"), ("іван", "котляревський"), ("ліна", "костенко"),
    ("василь", "стус"), ("микола", "лисенко"), ("іван", "мазепа"), ("михайло", "коцюбинський"), ("микола", "гоголь"),
    ("ольга", "кобилянська"), ("панас", "мирний"), ("марко", "вовчок"), ("іван", "сила"), ("павло", "тичина"),
))  # fmt: skip
"""People who work nowhere: their names stand for works and events."""

_ADDRESS: Final = frozenset(("пан", "пані", "п"))
"""Words before a family name."""


def employee_name(reading: Reading) -> Iterator[Found]:
    """The name of somebody: «Олени Коваль», «Коваль О. П.», «О. П. Коваль», «пані Коваль», «майстра Коваля»."""
    found = reading.tokens
    index = 0
    thing_until = -2
    capital = [token.text[:1].isupper() for token in found]
    while index < len(found) - 1:
        # Before a name a post or «п.» may stand.
        end = _name_end(found, index) if any(capital[index : index + 3]) else None
        if end is not None:
            goes_on = thing_until == index - 2 and found[index - 1].form in _GOES_ON
            if goes_on or _is_name_of_thing(found, index, end):
                thing_until = end
            else:
                yield found[index].start, found[end].end
            index = end
        index += 1


def _name_end(found: tuple[Token, ...], index: int) -> int | None:
    """Where a name ends that begins here."""
    for read in (_full_name, _name_and_initials, _initials_and_name, _addressed, _after_post):
        if (end := read(found, index)) is not None:
            return end
    return None


def _full_name(found: tuple[Token, ...], index: int) -> int | None:
    first, second = found[index], found[index + 1]
    if not (_is_capitalised(first) and _is_capitalised(second)):
        return None
    for one, other in ((first, second), (second, first)):
        if one.has("Name") and (
            other.has("Surn") or other.has("Patr") or _looks_like_surname(other)
        ):
            end = index + 1
            third = found[index + 2] if index + 2 < len(found) else None
            if third is not None and _is_capitalised(third) and _is_part_of_name(third):
                return end + 1
            return end
    return None


def _name_and_initials(found: tuple[Token, ...], index: int) -> int | None:
    if not (_is_capitalised(found[index]) and _may_be_surname(found[index])):
        return None
    end = _initials_end(found, index + 1)
    return end if end is not None and end >= index + 4 else None


def _initials_and_name(found: tuple[Token, ...], index: int) -> int | None:
    end = _initials_end(found, index)
    if end is None or end + 1 >= len(found) or not _is_capitalised(found[end + 1]):
        return None
    is_spaced = found[end + 1].start > found[end].end
    is_sure = (end >= index + 3 and is_spaced) or _is_surname(found[end + 1])
    return end + 1 if is_sure else None


def _initials_end(found: tuple[Token, ...], index: int) -> int | None:
    """Where one or two initials with their points end: «О. П.»"""
    end = None
    for at in (index, index + 2):
        if at + 1 >= len(found) or not _is_initial(found[at]) or found[at + 1].form != ".":
            break
        end = at + 1
    return end


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isalpha() and token.text.isupper()


def _addressed(found: tuple[Token, ...], index: int) -> int | None:
    """«пані Коваль», «п. Коваль»."""
    if _ADDRESS.isdisjoint(found[index].word.lemmas | {found[index].form}):
        return None
    at = index + 1 + (found[index + 1].form == ".")
    is_name = at < len(found) and _is_capitalised(found[at])
    is_name = is_name and (found[at].has("Name") or _may_be_surname(found[at]))
    if not is_name or (at > index + 1 and found[index].text != "п"):
        return None
    return at


def _after_post(found: tuple[Token, ...], index: int) -> int | None:
    """«директорові Петренку», «майстра Коваля»: a family name right after what somebody is."""
    post, name = found[index], found[index + 1]
    if not (_is_capitalised(name) and _is_surname(name)):
        return None
    is_post = post.has("NOUN", "anim") and not _is_capitalised(post) and len(post.form) > 1
    return index + 1 if is_post and _NO_STAFF.isdisjoint(post.word.lemmas) else None


_SURNAMES: Final = (
    "енко", "енка", "енку", "енком", "енкові", "чук", "чука", "чуку", "чуком", "чукові", "ський", "ського",
    "ському", "ським", "ська", "ської", "ській", "ську", "ською", "цький", "цького", "цькому", "цьким", "цька",
    "цької", "цькій", "цьку", "цькою", "ко", "ику", "юк", "юка", "юку", "юком", "ець", "ишин", "ишина", "ів",
)  # fmt: skip


def _looks_like_surname(token: Token) -> bool:
    return token.form.endswith(_SURNAMES)


_CERTAIN_SURNAMES: Final = _SURNAMES[:10]
"""Endings that hardly any other word has."""


def _is_surname(token: Token) -> bool:
    """Whether a word is a family name and no place, body or common noun."""
    readings = token.word.readings
    only = readings and all("Surn" in each.marks for each in readings)
    return bool(only) or token.form.endswith(_CERTAIN_SURNAMES)


def _may_be_surname(token: Token) -> bool:
    return token.has("Surn") or token.has("ADJF") or _looks_like_surname(token)


def _is_part_of_name(token: Token) -> bool:
    return token.has("Patr") or token.has("Surn") or _looks_like_surname(token)


def _is_capitalised(token: Token) -> bool:
    return token.word.kind is Kind.WORD and token.text[0].isupper() and len(token.text) > 1


def _is_name_of_thing(found: tuple[Token, ...], index: int, end: int) -> bool:
    """Whether something is called so: «імені Івана Франка», «Іван Сила» in quotes, or the name is a famous one."""
    words = [token.word.lemmas for token in found[index : end + 1]]
    if any({given, family} <= frozenset().union(*words) for given, family in _FAMOUS):
        return True
    before = [token for token in found[max(0, index - 2) : index] if token.form != "."]
    if not before:
        return False
    nearest = before[-1]
    return (
        nearest.form in '«"“„'
        or not nearest.word.lemmas.isdisjoint(_NAMED_AFTER)
        or nearest.form in _NAMED_AFTER
    )
