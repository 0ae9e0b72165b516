"""Names of grammatical cases and genders in; the forms of one title, unit or word out.

Plain values only, shared by the declension of titles and of people's names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Case(StrEnum):
    """A grammatical case (відмінок) that an official document needs."""

    NOMINATIVE = "nominative"
    """Називний: хто? що?"""
    GENITIVE = "genitive"
    """Родовий: кого? чого?"""
    DATIVE = "dative"
    """Давальний: кому? чому?"""
    ACCUSATIVE = "accusative"
    """Знахідний: кого? що?"""
    INSTRUMENTAL = "instrumental"
    """Орудний: ким? чим?"""


class Gender(StrEnum):
    """Grammatical gender (рід) with which an adjective or a verb agrees."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTER = "neuter"
    """Середній рід; also an English text and one whose gender is not known."""
    PLURAL = "plural"
    """Множина, which in Ukrainian knows no gender."""


@dataclass(frozen=True, slots=True)
class Cases:
    """One text in every case; ``str()`` of it is the nominative."""

    nominative: str
    genitive: str
    dative: str
    accusative: str
    instrumental: str
    gender: Gender

    @classmethod
    def of(cls, forms: Mapping[Case, str], gender: Gender) -> Cases:
        """Return the cases with the form of each."""
        return cls(**{case.value: forms[case] for case in Case}, gender=gender)

    @classmethod
    def unchanged(cls, text: str) -> Cases:
        """Return `text` as its own form in every case; such a text is neuter."""
        return cls.of(dict.fromkeys(Case, text), Gender.NEUTER)

    def form(self, case: Case | str) -> str:
        """Return the form for a case or its name; an unknown name is a ValueError."""
        form: str = getattr(self, Case(case).value)
        return form

    def __str__(self) -> str:
        """Return the nominative, so that a template may print the value itself."""
        return self.nominative
