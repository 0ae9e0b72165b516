"""Chosen rules + roles → findings, each at the very words it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from generator.document.tree import Document
from generator.issue import Location
from generator.lint.checks import CATALOGUE_CHECKS, COMPANY_CHECKS, ROLE_CHECKS
from generator.lint.checks.outline import Outline
from generator.lint.checks.role import RoleReading
from generator.lint.choice import Choice
from generator.lint.finding import Finding, Spot
from generator.lint.passages import Passage, catalogue_passages, passages
from generator.lint.reader import RIGHT, About, Reader
from generator.model.catalogue import Catalogue
from generator.model.classifier import Classifier
from generator.model.resolved import ResolvedRole
from generator.source.spelling import find_value, spelling
from generator.source.tree import Node
from generator.source.validate import nearest

RootOf = Callable[[str], Node | None]
"""The name of a file → the tree that was read from it."""


class Linter:
    """Reads roles by the rules of a choice; `root_of` finds the file a text was written in."""

    def __init__(
        self, choice: Choice, root_of: RootOf, classifier: Classifier | None = None
    ) -> None:
        self._choice = choice
        self._root_of = root_of
        self._classifier = classifier
        self._reader = Reader(choice.rules)
        self._whole = tuple(rule for rule in choice.rules if rule.entry.whole_role)

    def role(self, role: ResolvedRole, document: Document | None = None) -> list[Finding]:
        """What is found in one role; `document` is what was composed of it."""
        code = role.classification.code if role.classification else ""
        about = About(bool(code and code[0] >= "5"), int(code[0]) if code else 0)
        texts = tuple(passages(role))
        spots = [(text, spot) for text in texts for spot in self._reader.read(text, about)]
        right = {spot.rule for _, spot in spots if spot.pattern == RIGHT}
        found = [
            self._finding(role.id, passage, spot)
            for passage, spot in spots
            if spot.pattern != RIGHT and spot.rule not in right
        ]
        found += self._lacking(role, texts, right)
        found += self._gaps(RoleReading(role, document, self._classifier))
        return found

    def texts(self, texts: Iterable[Passage]) -> list[Finding]:
        """What is found in texts of no role: those of the settings and the templates."""
        return [
            self._finding("", text, spot)
            for text in texts
            for spot in self._reader.read(text)
            if spot.pattern != RIGHT
        ]

    def company(self, roles: tuple[Outline, ...]) -> Iterator[Finding]:
        """What does not fit between roles."""
        for rule in self._choice.rules:
            check = COMPANY_CHECKS.get(rule.entry.check or "")
            for one in check(roles) if check else ():
                passage = Passage(one.section, one.clause, one.text, one.place)
                yield self._finding(one.role, passage, Spot(rule.id, *one.span, -1, one.values))

    def catalogue(self, catalogue: Catalogue) -> Iterator[Finding]:
        """What is found in the texts of competencies, and what does not fit in one or between them."""
        yield from self.texts(catalogue_passages(catalogue))
        for rule in self._choice.rules:
            check = CATALOGUE_CHECKS.get(rule.entry.check or "")
            for one in check(catalogue) if check else ():
                yield self._finding("", one.passage, Spot(rule.id, values=one.values))

    def _lacking(
        self, role: ResolvedRole, texts: tuple[Passage, ...], right: set[str]
    ) -> Iterator[Finding]:
        """The rules for which no text of the whole role has what one must have."""
        sections = {text.section for text in texts}
        for rule in self._whole:
            where = rule.entry.where
            if rule.id not in right and (not where or not sections.isdisjoint(where)):
                section = where[0] if where else "title"
                yield self._finding(
                    role.id, Passage(section, section, "", role.origin), Spot(rule.id)
                )

    def _gaps(self, reading: RoleReading) -> Iterator[Finding]:
        for rule in self._choice.rules:
            check = ROLE_CHECKS.get(rule.entry.check or "")
            for gap in check(reading) if check else ():
                passage = Passage(gap.section, gap.clause or gap.section, gap.text, gap.place)
                spot = Spot(rule.id, 0, len(gap.text), -1, gap.values)
                yield self._finding(reading.role.id, passage, spot)

    def _finding(self, role: str, passage: Passage, spot: Spot) -> Finding:
        place, length = self._place(passage, spot)
        return Finding(
            spot.rule,
            self._choice.severity(spot.rule),
            (role,) if role else (),
            passage.section,
            passage.clause,
            passage.text,
            spot,
            place,
            length,
            passage.is_heading,
        )

    def _place(self, passage: Passage, spot: Spot) -> tuple[Location, int]:
        """Where the words stand in the file; where its item begins when that cannot be told."""
        place = self._begin(passage)
        whole = spot.end <= spot.start
        if not place.line or (whole and place.excerpt):
            return place, 0
        root = self._root_of(place.file)
        if whole:
            return (root.source.location(place.line, place.column) if root else place), 0
        scalar = find_value(root, place.line, place.column, passage.key) if root else None
        spelled = spelling(scalar, passage.text) if scalar else None
        return spelled.location(spot.start, spot.end) if spelled else (place, 0)

    def _begin(self, passage: Passage) -> Location:
        """Where the item of a passage begins, which only its path may tell."""
        root = self._root_of(passage.place.file) if passage.path else None
        return nearest(root, passage.path).location if root else passage.place


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in order; one about a text that several roles share counts once, with all of them."""
    found: dict[tuple[str, Location, tuple[tuple[str, str], ...]], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.location, finding.spot.values)
        known = found.get(key)
        roles = tuple(dict.fromkeys((*known.roles, *finding.roles))) if known else finding.roles
        found[key] = replace(known or finding, roles=roles)
    return tuple(sorted(found.values(), key=Finding.sort_key))
