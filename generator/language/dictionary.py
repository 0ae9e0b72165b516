"""A Ukrainian word in; every way the dictionary can read it out: its nominatives with their forms, its lemmas.

The dictionary is VESUM as packaged for pymorphy3, plus our own table of words it lacks or gets
wrong. The only module that imports pymorphy3, and only when the first word is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from generator.language.grammar import Gender
from generator.language.letters import APOSTROPHE, STRAIGHT_APOSTROPHE, like

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


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to read a form of a word: its dictionary form (лема) and its grammemes as pymorphy3 names them."""

    lemma: str
    marks: frozenset[str]


@lru_cache(maxsize=1 << 16)
def analyses(form: str) -> tuple[Analysis, ...]:
    """Return every way to read a word, given in lower case with the apostrophe ’; a guess where it is unknown.

    An adverbial participle (дієприслівник) has its verb's lemma too: «приймаючи» is also «приймати».
    """
    found = [
        Analysis(parse.normal_form.replace(STRAIGHT_APOSTROPHE, APOSTROPHE), parse.tag.grammemes)
        for parse in _analyser().parse(form.replace(APOSTROPHE, STRAIGHT_APOSTROPHE))
    ]
    marks = next((each.marks for each in found if "GRND" in each.marks), None)
    if marks is not None:
        found += (Analysis(lemma, marks) for lemma in _verbs_of(form))
    return tuple(dict.fromkeys(found))


_FINITE: Final = (
    ("чись", "ться"),
    ("вшись", "вся"),
    ("шись", "ся"),
    ("чи", "ть"),
    ("вши", "в"),
    ("ши", ""),
)
"""Endings of adverbial participles → of the form of the verb they are made of: беручи – беруть, взявши – взяв."""


def _verbs_of(participle: str) -> Iterator[str]:
    for ending, finite in _FINITE:
        if participle.endswith(ending):
            parses = _analyser().parse(participle.removesuffix(ending) + finite)
            yield from dict.fromkeys(p.normal_form for p in parses if p.tag.POS == "VERB")
            return


def inflected(lemma: str, written: str) -> str | None:
    """Return the form of `lemma` that stands where `written` stood, with its capitals.

    Both are of one part of speech; number, person, tense, case and gender are those of `written`. `None` where there is
    no such form, or the ways to read `written` ask for different ones.
    """
    models = _analyser().parse(written.lower().replace(APOSTROPHE, STRAIGHT_APOSTROPHE))
    # The packaged dictionary takes some finite verbs for infinitives as well («знаходиться»).
    finite = [each for each in models if "infn" not in each.tag] or models
    bases = [
        parse
        for parse in _analyser().parse(lemma.replace(APOSTROPHE, STRAIGHT_APOSTROPHE))
        if parse.normal_form.replace(STRAIGHT_APOSTROPHE, APOSTROPHE) == lemma
    ]
    wanted = dict.fromkeys(_inflection(model.tag) for model in finite)
    ways = [way for inflection in wanted if (way := _forms_like(bases, inflection))]
    shared = [form for form in ways[0] if all(form in way for way in ways)] if ways else []
    if not shared:
        return None
    return like(written, shared[0].replace(STRAIGHT_APOSTROPHE, APOSTROPHE))


def _forms_like(bases: list[Any], inflection: tuple[str | None, ...]) -> list[str]:
    """The forms with this inflection, of words that can be read as their own dictionary form."""
    return [
        form.word for base in bases for form in base.lexeme if _inflection(form.tag) == inflection
    ]


def in_case(written: str, case: str, after: str) -> str | None:
    """Return a word, now in the case `after`, in another one (pymorphy3's `gent`, `ablt` …), its number unchanged."""
    for parse in _analyser().parse(written.lower().replace(APOSTROPHE, STRAIGHT_APOSTROPHE)):
        if parse.tag.case != after or parse.tag.POS not in {"NOUN", "ADJF", "NPRO"}:
            continue
        for form in parse.lexeme:
            tag = form.tag
            same = tag.number == parse.tag.number and tag.gender == parse.tag.gender
            if same and tag.case == case and "Arch" not in tag:
                return like(written, form.word.replace(STRAIGHT_APOSTROPHE, APOSTROPHE))
    return None


def _inflection(tag: Any) -> tuple[str | None, ...]:
    gender = None if tag.POS == "NOUN" else tag.gender
    impersonal = "Impe" if "Impe" in tag else None
    return tag.case, tag.number, gender, tag.person, tag.tense, tag.mood, impersonal, tag.POS


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
