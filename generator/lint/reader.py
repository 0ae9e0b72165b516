"""Rules + a text → what they find in it: the patterns of all rules at once, then the checks that are code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.language.dictionary import in_case, inflected
from generator.lint.checks import TEXT_CHECKS, Reading
from generator.lint.finding import Edit, Spot
from generator.lint.matcher import Match
from generator.lint.passages import Passage
from generator.lint.rules import Meaning, Owner, Patterns, Rule
from generator.lint.tokens import Kind, Token, tokens

_NAMES: Final = frozenset(("title", "signers", "templates"))
"""The texts that a rule reads only where it says so."""

RIGHT: Final = -2
"""The pattern of a spot at which nothing is wrong: it makes right what its rule would find in the role."""

_KEPT: Final = 20_000
"""How many texts are remembered with what was found in them? Shared clauses stand in every role."""


@dataclass(frozen=True, slots=True)
class About:
    """What a rule may depend on besides the text: the kind of document, the classifier's section (0: none)."""

    is_working: bool = False
    classifier_section: int = 0


NO_ROLE: Final = About()


class Reader:
    """Reads texts by some rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._patterns = Patterns(self._rules)
        self._lacking = tuple(r for r in self._rules if r.lacks and not r.entry.whole_role)
        self._checks = tuple(rule for rule in self._rules if rule.entry.check in TEXT_CHECKS)
        self._known: dict[tuple[str, str, bool, About], tuple[Spot, ...]] = {}

    def read(self, passage: Passage, about: About = NO_ROLE) -> tuple[Spot, ...]:
        """What the rules find in a text, in its order."""
        key = (passage.text, passage.section, passage.is_heading, about)
        if key not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = tuple(self._read(passage, about))
        return self._known[key]

    def _read(self, passage: Passage, about: About) -> Iterator[Spot]:
        found = tokens(passage.text)
        by_rule = _ByRule(passage, found)
        for match in self._patterns.words.find(found):
            if _concerns(match.owner, passage, about):
                by_rule.add_match(match)
        for owner, start, end in self._patterns.regexes(passage.text):
            if _concerns(owner, passage, about):
                by_rule.add(owner, start, end)
        spots = list(by_rule.spots())
        for rule in self._lacking:
            if not passage.is_heading and _reads(rule, passage, about) and by_rule.lacks(rule):
                spots.append(Spot(rule.id))
        reading = Reading(passage, found)
        for rule in self._checks:
            if _reads(rule, passage, about):
                check = TEXT_CHECKS[rule.entry.check or ""]
                spots += (Spot(rule.id, *span) for span in check(reading))
        return iter(sorted(spots, key=lambda spot: (spot.start, spot.end, spot.rule)))


def _concerns(owner: Owner, passage: Passage, about: About) -> bool:
    """Whether a match means anything in this text."""
    rule, meaning, _ = owner
    if meaning is Meaning.ELSEWHERE:
        return passage.section in rule.entry.elsewhere
    return _reads(rule, passage, about)


def _reads(rule: Rule, passage: Passage, about: About) -> bool:
    """Whether a rule is for this text."""
    entry = rule.entry
    if entry.where:
        if passage.section not in entry.where:
            return False
    elif passage.section in _NAMES and not (entry.names and passage.section == "title"):
        return False
    if entry.document and (entry.document == "working-instruction") is not about.is_working:
        return False
    sections = entry.sections_of_classifier
    return not sections or about.classifier_section in sections


class _ByRule:
    """The matches in one text, put together by rule."""

    def __init__(self, passage: Passage, found: tuple[Token, ...]) -> None:
        self._passage = passage
        self._tokens = found
        self._found: dict[str, list[tuple[Rule, int, int, int, Match[Owner] | None]]] = defaultdict(
            list
        )
        self._lack: set[str] = set()
        self._unless: set[str] = set()
        self._right: dict[str, tuple[int, int]] = {}
        self._except: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def add_match(self, match: Match[Owner]) -> None:
        start, end = self._tokens[match.first].start, self._tokens[match.last].end
        self.add(match.owner, start, end, match)

    def add(self, owner: Owner, start: int, end: int, match: Match[Owner] | None = None) -> None:
        rule, meaning, index = owner
        if meaning is Meaning.FIND:
            self._found[rule.id].append((rule, start, end, index, match))
        elif meaning is Meaning.LACK and not rule.entry.whole_role:
            self._lack.add(rule.id)
        elif meaning is Meaning.UNLESS:
            self._unless.add(rule.id)
        elif meaning is Meaning.EXCEPT:
            self._except[rule.id].append((start, end))
        else:
            self._right.setdefault(rule.id, (start, end))

    def lacks(self, rule: Rule) -> bool:
        return rule.id not in self._lack and rule.id not in self._unless

    def spots(self) -> Iterator[Spot]:
        """For each rule its matches, of those that overlap the first and longest."""
        yield from (Spot(rule, *span, RIGHT) for rule, span in self._right.items())
        for rule_id, matches in self._found.items():
            if rule_id in self._unless:
                continue
            reached = -1
            for rule, start, end, index, match in sorted(
                matches, key=lambda one: (one[1], -one[2], one[3])
            ):
                if start < reached or self._is_excepted(rule_id, start, end):
                    continue
                reached = end
                edits = tuple(self._edits(rule, index, match))
                yield Spot(rule_id, start, end, index, (), edits)

    def _is_excepted(self, rule_id: str, start: int, end: int) -> bool:
        return any(start < stop and begin < end for begin, stop in self._except.get(rule_id, ()))

    def _edits(self, rule: Rule, index: int, match: Match[Owner] | None) -> Iterator[Edit]:
        """What mends a match; nothing when one of its words has no such form."""
        entry = rule.patterns[index].entry
        if match is None or not entry.safe:
            return
        edits = []
        for source, wanted in entry.replace.items():
            taken = [self._tokens[at] for number, at in match.places if number == source]
            if not taken:
                # An element that may be missing, and is.
                continue
            edit = self._edit(taken, wanted)
            if edit is None:
                return
            edits.append(edit)
        end = 0
        for edit in sorted(edits, key=lambda edit: edit.start):
            # Of two words that go, the space between them goes once.
            yield Edit(max(edit.start, end), edit.end, edit.text)
            end = edit.end

    def _edit(self, taken: list[Token], wanted: str) -> Edit | None:
        if any(token.word.kind is Kind.EXPRESSION for token in taken):
            return None
        text = self._passage.text
        start, end = taken[0].start, taken[-1].end
        if not wanted:
            if taken[0].text[:1].isupper():
                return None
            # With the word goes the space behind it, or before it where it is the last.
            if text[end : end + 1] == " ":
                return Edit(start, end + 1, "")
            return Edit(start - (text[start - 1 : start] == " "), end, "")
        if wanted.startswith("="):
            return Edit(start, end, _capital_of(taken[0].text, wanted[1:]))
        if wanted.startswith("<"):
            before, after = wanted.strip("<>").split(",")
            words = [in_case(token.text, after, before) for token in taken]
            said = " ".join(word for word in words if word)
            return Edit(start, end, said) if all(words) else None
        form = inflected(wanted, taken[0].text)
        return Edit(start, end, form) if form else None


def _capital_of(written: str, text: str) -> str:
    return text[:1].upper() + text[1:] if written[:1].isupper() else text
