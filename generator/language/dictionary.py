"""A Ukrainian word in; every way the dictionary can read it as a nominative out, with its forms.

The dictionary is VESUM as packaged for pymorphy3, plus our own table of words it lacks or gets
wrong. The only module that imports pymorphy3, and only when the first word is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from generator.language.grammar import Gender
from generator.language.letters import APOSTROPHE, STRAIGHT_APOSTROPHE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Part(StrEnum):
    """The part of speech (частина мови) of a word; other parts are never declined here."""

    NOUN = "noun"
    ADJECTIVE = "adjective"
    GIVEN_NAME = "given name"
    PATRONYMIC = "patronymic"
    FAMILY_NAME = "family name"


@dataclass(frozen=True, slots=True)
class Reading:
    """One word read as a nominative, with its forms in lower case and with the apostrophe ’.

    A case with parallel forms has them all, the dictionary's first one first. The accusative of
    an adjective depends on what it stands with, so there it is the feminine one only.
    """

    part: Part
    gender: Gender
    animate: bool
    known: bool
    genitive: tuple[str, ...]
    dative: tuple[str, ...]
    accusative: tuple[str, ...]
    instrumental: tuple[str, ...]

    def dative_ending(self, *, long: bool) -> str:
        """Return the dative (давальний) with the wanted one of its parallel endings, if there are.

        A masculine noun has two: -ові (-еві, -єві), long, and -у (-ю), short; other words have one.
        """
        fitting = (form for form in self.dative if form.endswith(_LONG_DATIVES) is long)
        return next(fitting, self.dative[0])


_LONG_DATIVES = ("ові", "еві", "єві")

_GENDERS = {"masc": Gender.MASCULINE, "femn": Gender.FEMININE, "neut": Gender.NEUTER}

_NAMES = {"Name": Part.GIVEN_NAME, "Patr": Part.PATRONYMIC, "Surn": Part.FAMILY_NAME}


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the readings of a word as a nominative, likeliest first; empty when there is none.

    `word` must be a single word as `letters.is_word` understands it, in any letter case.
    """
    lower = word.lower()
    own = exceptions().get(lower, ())
    parses = _analyser().parse(lower.replace(APOSTROPHE, STRAIGHT_APOSTROPHE))
    found = (_reading(parse) for parse in parses if _is_nominative(parse))
    settled = {reading.part for reading in own}
    rest = (reading for reading in found if reading is not None and reading.part not in settled)
    return tuple(dict.fromkeys((*own, *rest)))


def _is_nominative(parse: Any) -> bool:
    # The packaged dictionary leaves the case out of some base forms («директор»).
    return parse.tag.POS in {"NOUN", "ADJF"} and parse.tag.case in {None, "nomn"}


def _reading(parse: Any) -> Reading | None:
    plural = parse.tag.number == "plur"
    gender = Gender.PLURAL if plural else _GENDERS.get(parse.tag.gender)
    forms = {case: _forms(parse, case, plural) for case in ("gent", "datv", "accs", "ablt")}
    if gender is None or not all(forms.values()):
        return None
    return Reading(
        part=_part(parse.tag),
        gender=gender,
        animate=parse.tag.animacy == "anim",
        known=parse.is_known,
        genitive=forms["gent"],
        dative=forms["datv"],
        accusative=forms["accs"],
        instrumental=forms["ablt"],
    )


def _part(tag: Any) -> Part:
    if tag.POS == "ADJF":
        return Part.ADJECTIVE
    return next((part for mark, part in _NAMES.items() if mark in tag), Part.NOUN)


def _forms(parse: Any, case: str, plural: bool) -> tuple[str, ...]:
    """Return the forms of one case in the number and gender in which the word was read."""
    same_number = (form for form in parse.lexeme if (form.tag.number == "plur") is plural)
    same_gender = (form for form in same_number if form.tag.gender == parse.tag.gender)
    words = (form.word for form in same_gender if form.tag.case == case and "Arch" not in form.tag)
    return tuple(dict.fromkeys(w.replace(STRAIGHT_APOSTROPHE, APOSTROPHE) for w in words))


@cache
def _analyser() -> Any:
    """Load pymorphy3 and its Ukrainian dictionary, once in a process (about 0.1 s)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="uk")


@cache
def exceptions() -> Mapping[str, tuple[Reading, ...]]:
    """Return our own readings by word, for the dictionary's of the same part of speech."""
    found: dict[str, tuple[Reading, ...]] = {}
    for word, *reading in rows("uk_exceptions.tsv"):
        found[word] = (*found.get(word, ()), _exception(*reading))
    return found


def _exception(part: str, gender: str, animacy: str, *cases: str) -> Reading:
    genitive, dative, accusative, instrumental = (tuple(case.split("/")) for case in cases)
    return Reading(
        part=Part(part),
        gender=Gender(gender),
        animate=animacy == "animate",
        known=True,
        genitive=genitive,
        dative=dative,
        accusative=accusative,
        instrumental=instrumental,
    )


@cache
def undeclined_parts() -> frozenset[str]:
    """Return the first parts of compounds that keep one form: веб-, прес-, шеф-."""
    return frozenset(row[0] for row in rows("uk_undeclined_parts.tsv"))


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Read a tab-separated table of this package; lines that start with # are comments."""
    text = files("generator.language").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))
