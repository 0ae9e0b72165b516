"""Words in; the words as an official document writes them out.

Grammatical cases of position titles, units and people's names; dates; typography; ids. Nothing
here needs another package of ours, and the dictionaries are loaded when first used.
"""

from __future__ import annotations

from generator.language.dates import DateStyle, blank_date, format_date
from generator.language.declension import decline
from generator.language.grammar import Case, Cases, Gender
from generator.language.name_declension import decline_name, name_gender
from generator.language.people import is_same_name, listed_name, signature_name
from generator.language.transliteration import slug
from generator.language.typography import typeset

__all__ = [
    "Case",
    "Cases",
    "DateStyle",
    "Gender",
    "blank_date",
    "decline",
    "decline_name",
    "format_date",
    "is_same_name",
    "listed_name",
    "name_gender",
    "signature_name",
    "slug",
    "typeset",
]
