"""A vacancy and its role → the texts of its advertisement as markup, each with its place, and what is wrong in them.

What a text refers to does not stand in an advertisement: a reference in parentheses is left out, any other is an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from generator.document.context import text_names
from generator.document.text import fill, references
from generator.issue import Code, Issue, Location, Phrase, issue, nearest_names
from generator.model import WorkspaceSettings
from generator.model.resolved import Entry, ResolvedGroup, ResolvedRole
from generator.source.vacancies import NamedVacancy

SENTENCES: Final = ("education", "experience")
"""The requirements of a role that are single sentences, which every advertisement prints."""

LISTS: Final = ("languages", "software", "qualities", "other")
"""Those that are lists, of which a vacancy may choose clauses."""

OWN_SECTION: Final = "general"
"""In which section do texts stand that are of no section of a role? One that every rule of equality reads."""

OFFER: Final = "offer"
"""The key of the vacancy under which the employer's offer stands."""

_REFERENCE: Final = (
    r"(?:пп?\.|(?:під)?пункт\w*|розділ\w*|clauses?|sections?)?\s*\{\{\s*ref\([^{}]*\)\s*\}\}"
)
_ASIDE: Final = re.compile(
    rf"\s*\((?:див\.\s*|see\s+)?{_REFERENCE}(?:\s*(?:,|;|і|й|та|або|and|or|–|—|-)\s*{_REFERENCE})*\s*\)",
    re.IGNORECASE,
)
"""A reference in parentheses of its own, «(п. {{ ref("events") }})»: the sentence is whole without it."""


@dataclass(frozen=True, slots=True)
class VacancyText:
    """A text of an advertisement for the linter: section and id of its clause, and where that begins in its file.

    `key` is the key of the text there.
    """

    section: str
    clause: str
    text: str
    place: Location
    key: str = "text"


class VacancyWords:
    """The texts of a vacancy and its role → markup; what is wrong in them, and what they are, is gathered."""

    def __init__(
        self, vacancy: NamedVacancy, role: ResolvedRole, settings: WorkspaceSettings
    ) -> None:
        self._vacancy = vacancy
        self._role = role
        self._names = text_names(role, settings)
        self.problems: list[Issue] = []
        self.texts: list[VacancyText] = []

    def sentence(self, key: str) -> str:
        """A single sentence of the role, "" when it has none."""
        clause = self._role.sentences.get(key)
        return self._clause(key, clause) if clause else ""

    def duties(self) -> tuple[str, ...]:
        """Those the vacancy names, in its order, or those that tell this role from others."""
        entries = self._role.sections.get("duties", ())
        by_id = {each.id: each for each in _with_items(entries)}
        chosen = self._vacancy.content.duties
        self._check("duties", chosen, by_id)
        listed = [by_id[each] for each in chosen if each in by_id] if chosen else _telling(entries)
        return tuple(self._clause("duties", each) for each in listed)

    def requirements(self) -> dict[str, tuple[str, ...]]:
        """By their keys in the role file, without those that have nothing to say."""
        role, chosen = self._role, self._vacancy.content.requirements
        lists = {key: tuple(role.clauses_of(key)) for key in LISTS}
        self._check("requirements", chosen, [e.id for each in lists.values() for e in each])
        made = {key: tuple(filter(None, (self.sentence(key),))) for key in SENTENCES}
        for key, clauses in lists.items():
            made[key] = tuple(self._clause(key, e) for e in clauses if not chosen or e.id in chosen)
        return {key: texts for key, texts in made.items() if texts}

    def offer(self) -> tuple[str, ...]:
        """What the employer offers, in the vacancy's own words."""
        places = (self._vacancy.place(OFFER, n) for n in range(len(self._vacancy.content.offer)))
        listed = zip(self._vacancy.content.offer, places, strict=True)
        return tuple(self._fill(OWN_SECTION, OFFER, text, place) for text, place in listed)

    def own(self, clause: str, text: str, place: Location, key: str) -> None:
        """A text that is printed as it is."""
        self.texts.append(VacancyText(OWN_SECTION, clause, text, place, key))

    def _check(self, key: str, chosen: Iterable[str], known: Iterable[str]) -> None:
        """Ids that a list of the vacancy names and the role does not have."""
        names = set(known)
        for index, each in enumerate(chosen):
            if each not in names:
                place = self._vacancy.place(key, index)
                where = Phrase(f"issue.clause-unknown.in_{key}")
                near = nearest_names(each, names, len(self.problems))
                self.problems.append(
                    issue(Code.CLAUSE_UNKNOWN, place, clause=each, where=where, **near)
                )

    def _clause(self, section: str, entry: Entry) -> str:
        text = _ASIDE.sub("", entry.text)
        if any(references(text)):
            here = self._vacancy.id
            found = issue(Code.VACANCY_REFERENCE, entry.origin, clause=entry.id, vacancy=here)
            self.problems.append(found)
            return ""
        key = "group" if isinstance(entry, ResolvedGroup) else "text"
        return self._fill(section, entry.id, text, entry.origin, key)

    def _fill(
        self, section: str, clause: str, text: str, place: Location, key: str = "text"
    ) -> str:
        filled = fill(text, self._names, place, self.problems)
        self.texts.append(VacancyText(section, clause, filled.unescape(), place, key))
        return filled


def _with_items(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        if isinstance(entry, ResolvedGroup):
            yield from entry.items


def _telling(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The groups of duties and the duties in none; what a shared part gives to every role says nothing of one."""
    return tuple(each for each in entries if not _is_shared(each)) or entries


def _is_shared(entry: Entry) -> bool:
    """Whether the clause, or the heading of the group, was written in a shared part."""
    return any(part.startswith("_") for part in PurePosixPath(entry.origin.file).parts)
