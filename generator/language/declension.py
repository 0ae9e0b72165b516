"""A position title or a unit's name in; the same text in every grammatical case out.

Which words are declined is decided in `agreement`; here each takes its form.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.language.agreement import Group, groups, groups_in_brackets
from generator.language.dictionary import Part, Reading
from generator.language.grammar import Case, Cases, Gender
from generator.language.letters import as_seen, like, with_ukrainian_apostrophes
from generator.language.title import pieces, stretches, words

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TITLE_CHARACTERS = 500
"""What is longer is no title: it is returned as it is."""

NO_OVERRIDES: Mapping[str, str] = MappingProxyType({})


def decline(text: str, language: str, overrides: Mapping[str, str] = NO_OVERRIDES) -> Cases:
    """Return a position title or the name of an organisational unit in every case.

    The first group of adjectives and nouns is declined and the rest stays as it is, as do words
    that cannot be declined and whole texts that do not begin with a nominative. Capitals are kept;
    apostrophes become typographic. Only Ukrainian (``uk``) is declined: in another language every
    form is the text itself.

    `overrides` maps the name of a case to the exact form to use; other keys are not looked at.
    No text raises an error.
    """
    cases = _ukrainian(text) if language == "uk" else Cases.unchanged(text)
    return Cases.of({c: overrides.get(c, cases.form(c)) for c in Case}, cases.gender)


def _ukrainian(text: str) -> Cases:
    if len(text) > LONGEST_TITLE_CHARACTERS:
        return Cases.unchanged(text)
    return _declined(with_ukrainian_apostrophes(as_seen(text)))


@lru_cache(maxsize=1024)
def _declined(title: str) -> Cases:
    parts = pieces(title)
    outside, *brackets = (words(parts, stretch) for stretch in stretches(parts))
    found = groups(outside)
    if not found:
        return Cases.unchanged(title)
    found += tuple(g for inside in brackets for g in groups_in_brackets(found[0], inside))
    forms = {case: _in_case(case, parts, found) for case in Case}
    return Cases.of(forms, found[0].head.gender)


def _in_case(case: Case, parts: tuple[str, ...], found: tuple[Group, ...]) -> str:
    """Return the title cut into `parts` with each piece that the groups decline in `case`."""
    if case is Case.NOMINATIVE:
        return "".join(parts)
    forms = list(parts)
    persons = 0
    for group in found:
        for place, reading in (pair for member in group.members for pair in member.declined):
            written = parts[place]
            form = _form(reading, case, group.animate, written.lower(), first=persons == 0)
            forms[place] = like(written, form)
            persons += _is_man(reading)
    return "".join(forms)


def _form(reading: Reading, case: Case, animate: bool, nominative: str, first: bool) -> str:
    if case is Case.DATIVE:
        return _dative(reading, first)
    if case is Case.ACCUSATIVE:
        return _accusative(reading, animate, nominative)
    return (reading.genitive if case is Case.GENITIVE else reading.instrumental)[0]


def _is_man(reading: Reading) -> bool:
    return reading.part is Part.NOUN and reading.animate and reading.gender is Gender.MASCULINE


def _dative(reading: Reading, first: bool) -> str:
    """Return the dative (давальний): начальникові, but відділу, and лікареві-терапевту.

    A noun of the masculine gender has parallel endings, -ові (-еві, -єві) and -у (-ю). A person
    takes the long one, which no genitive or locative of a thing can be mistaken for; of several
    such nouns in a row only the first does, for the endings should differ. A thing takes the short
    one. Source: Український правопис 2019, розділ «Давальний відмінок однини» of the second
    declension, with its note on nouns in a row (Симоненкові Василю Андрійовичу).
    """
    return reading.dative_ending(long=first and _is_man(reading))


def _accusative(reading: Reading, animate: bool, nominative: str) -> str:
    """Return the accusative (знахідний): бухгалтера like the genitive, but відділ, голову."""
    own_form = reading.gender is Gender.FEMININE or nominative.endswith(("а", "я"))
    if own_form and reading.accusative:
        return reading.accusative[0]
    if reading.gender is Gender.NEUTER or not animate:
        return nominative
    return reading.genitive[0]
