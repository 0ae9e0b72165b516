"""A pattern as a rule file writes it → the sequences of elements that it stands for.

    слово          any form of the word, written in its dictionary form
    =слово         this form only; слов* any word that so begins; /…/ a token that this regular expression fits
    слово<gent>    only a form with these grammemes; <NOUN,datv|NOUN,loct> any word with them
    <NP,gent>      a noun with the adjectives before it, all in this case
    (a|b c)        one of several; a? may be missing; !a what must not stand here
    ...            up to three other tokens; ...7 up to seven; never across the end of a sentence
    {a b}          in any order, with up to three tokens between them; {a b}5 with up to five
    ^              here the text begins; $ here it ends

The grammemes are those of pymorphy3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import permutations, product
from typing import Any, Final

from generator.language.dictionary import analyses
from generator.language.letters import APOSTROPHE
from generator.lint.element import Element, Sequence, is_rare

GAP: Final = 3
"""How many tokens may stand between two words where a pattern says no number?"""

MAX_GAP: Final = 9
MAX_GAPS: Final = 3
MAX_SEQUENCES: Final = 600
"""How many sequences may one pattern stand for, and how far may they reach? So much that no text takes long."""

_CASES: Final = frozenset(("nomn", "gent", "datv", "accs", "ablt", "loct", "voct"))


class PatternError(Exception):
    """A pattern that cannot be read: `key` names our words for the reason, `at` is the character, from 0."""

    def __init__(self, key: str, at: int, found: str = "") -> None:
        super().__init__(key, at, found)
        self.key = key
        self.at = at
        self.found = found


RegexCompiler = Callable[[str], Any]


def sequences(
    pattern: str, compile_regex: RegexCompiler, *, check_lemmas: bool = True
) -> tuple[Sequence, ...]:
    """The sequences a pattern stands for; `PatternError` with the place of what is wrong in it.

    Whether words are in their dictionary form is looked up unless that is known: it takes a second for a thousand.
    """
    read = _Reader(pattern, compile_regex, check_lemmas).read()
    found = tuple(dict.fromkeys(map(_without_negatives, read)))
    for sequence in found:
        if not any(each.is_literal or is_rare(each) for each in sequence):
            raise PatternError("no_word", 0)
        if sum(each.gap > 0 for each in sequence) > MAX_GAPS:
            raise PatternError("gaps", 0)
    return found


def _without_negatives(sequence: Sequence) -> Sequence:
    """The sequence with what must not stand somewhere told by the element before it, or at the beginning behind it."""
    found: list[Element] = []
    waiting: tuple[Element, ...] = ()
    for element in sequence:
        last = found[-1] if found else None
        if not element.negative:
            found.append(replace(element, not_before=waiting) if waiting else element)
            waiting = ()
        elif last is None or last.edge:
            waiting = (*waiting, element)
        else:
            found[-1] = replace(last, not_next=(*last.not_next, element))
    return tuple(found)


_PIECE: Final = re.compile(
    r"""(?P<space>\s+)
      | (?P<gap>\.\.\.(?P<size>\d*))
      | (?P<regex>/(?:[^/\\]|\\.)+/)
      | (?P<marks><[A-Za-z0-9,|_]+>)
      | (?P<sign>[(){}|?!^$])
      | (?P<exact>=[^\s(){}|?!<>]+)
      | (?P<word>[^\s(){}|?!<>^$=*/]+\*?)""",
    re.VERBOSE,
)

_Flat = tuple[Element, ...]


class _Reader:
    """Reads a pattern by recursive descent; every method gives the alternatives for what it has read."""

    def __init__(self, pattern: str, compile_regex: RegexCompiler, check_lemmas: bool) -> None:
        self._pattern = pattern.replace("'", APOSTROPHE)
        self._compile = compile_regex
        self._check_lemmas = check_lemmas
        self._at = 0
        self._source = 0
        self._next: re.Match[str] | None = None

    def read(self) -> list[_Flat]:
        found = self._sequence("")
        if self._peek() is not None:
            raise PatternError("unexpected", self._at, self._pattern[self._at])
        return found

    def _peek(self) -> re.Match[str] | None:
        if self._next is not None and self._next.start() == self._at:
            return self._next
        while True:
            if self._at >= len(self._pattern):
                return None
            found = _PIECE.match(self._pattern, self._at)
            if found is None:
                raise PatternError("unexpected", self._at, self._pattern[self._at])
            if found.lastgroup != "space":
                self._next = found
                return found
            self._at = found.end()

    def _take(self) -> re.Match[str]:
        found = self._peek()
        assert found is not None
        self._at = found.end()
        return found

    def _sequence(self, closing: str) -> list[_Flat]:
        parts: list[list[_Flat]] = []
        gaps: list[int] = []
        gap = 0
        while (piece := self._peek()) is not None and piece[0] not in ("|", *closing):
            if piece["gap"]:
                gap = self._gap(self._take())
                continue
            parts.append(self._item())
            gaps.append(gap)
            gap = 0
        if not parts or gap:
            raise PatternError("empty", self._at)
        return self._joined(_spaced(choice, gaps) for choice in product(*parts))

    def _gap(self, piece: re.Match[str]) -> int:
        gap = int(piece["size"] or GAP)
        if not 0 < gap <= MAX_GAP:
            raise PatternError("gap", piece.start(), piece[0])
        return gap

    def _joined(self, choices: Iterable[Iterable[_Flat]]) -> list[_Flat]:
        found = []
        for choice in choices:
            found.append(tuple(element for flat in choice for element in flat))
            if len(found) > MAX_SEQUENCES:
                raise PatternError("sequences", 0)
        return found

    def _item(self) -> list[_Flat]:
        piece = self._take()
        if piece[0] == "!":
            # None of several may stand there: all of them at once, not one or the other.
            return [tuple(replace(e, negative=True) for flat in self._single(piece) for e in flat)]
        found = self._atom(piece)
        if self._pattern.startswith("?", self._at):
            self._at += 1
            found = [*found, ()]
        return found

    def _single(self, piece: re.Match[str]) -> list[_Flat]:
        found = self._item()
        if any(len(flat) != 1 for flat in found):
            raise PatternError("negative", piece.start())
        return found

    def _atom(self, piece: re.Match[str]) -> list[_Flat]:
        if piece[0] == "(":
            return self._alternatives(piece)
        if piece[0] == "{":
            return self._unordered(piece)
        self._source += 1
        if piece[0] in ("^", "$"):
            return [(Element(self._source, edge=piece[0]),)]
        if piece["marks"]:
            return self._by_marks(piece)
        element = self._literal(piece)
        marks = self._marks()
        return [(replace(element, marks=marks) if marks else element,)]

    def _marks(self) -> tuple[frozenset[str], ...]:
        """The grammemes that stand at once behind a word."""
        if not self._pattern.startswith("<", self._at):
            return ()
        piece = self._take()
        if not piece["marks"]:
            raise PatternError("unexpected", piece.start(), piece[0])
        return _alternatives(piece)

    def _literal(self, piece: re.Match[str]) -> Element:
        text = piece[0]
        if piece["regex"]:
            return Element(self._source, expressions=(self._regex(piece),))
        if piece["exact"]:
            return Element(self._source, forms=frozenset((text[1:].lower(),)))
        if not piece["word"]:
            raise PatternError("unexpected", piece.start(), text)
        if text.endswith("*"):
            if len(text) < 3:
                raise PatternError("prefix", piece.start(), text)
            return Element(self._source, prefixes=(text[:-1].lower(),))
        lower = text.lower()
        if not lower[0].isalpha():
            return Element(self._source, forms=frozenset((lower,)))
        if self._check_lemmas and not any(each.lemma == lower for each in analyses(lower)):
            raise PatternError("lemma", piece.start(), text)
        return Element(self._source, lemmas=frozenset((lower,)))

    def _regex(self, piece: re.Match[str]) -> Any:
        try:
            return self._compile(piece[0][1:-1].replace("\\/", "/"))
        except ValueError as error:
            raise PatternError("regex", piece.start(), str(error)) from None

    def _by_marks(self, piece: re.Match[str]) -> list[_Flat]:
        wanted = _alternatives(piece)
        if not any("NP" in each for each in wanted):
            return [(Element(self._source, marks=wanted),)]
        cases = frozenset(case for each in wanted for case in each & _CASES)
        found: list[_Flat] = []
        for case in sorted(cases):
            adjective = Element(
                self._source, marks=(frozenset(("ADJF", case)), frozenset(("NPRO", case)))
            )
            noun = Element(self._source, marks=(frozenset(("NOUN", case)),))
            found += [(*(adjective,) * count, noun) for count in range(3, -1, -1)]
        if not found:
            raise PatternError("case", piece.start(), piece[0])
        return found

    def _alternatives(self, opening: re.Match[str]) -> list[_Flat]:
        first = self._source
        found = self._sequence(")")
        while (piece := self._peek()) is not None and piece[0] == "|":
            self._take()
            # Alternatives share the number of the first: a fix replaces whichever stands there.
            self._source = first
            found += self._sequence(")")
        self._close(opening, ")")
        merged = _merged(found)
        marks = self._marks()
        if marks:
            merged = [tuple(replace(e, marks=e.marks or marks) for e in flat) for flat in merged]
        return merged

    def _close(self, opening: re.Match[str], closing: str) -> None:
        piece = self._peek()
        if piece is None or piece[0] != closing:
            raise PatternError("unclosed", opening.start(), opening[0])
        self._take()

    def _unordered(self, opening: re.Match[str]) -> list[_Flat]:
        parts: list[list[_Flat]] = []
        while (piece := self._peek()) is not None and piece[0] != "}":
            parts.append(self._item())
        self._close(opening, "}")
        if not 2 <= len(parts) <= 3:
            raise PatternError("braces", opening.start())
        size = re.compile(r"\d+").match(self._pattern, self._at)
        gap = GAP
        if size is not None:
            self._at = size.end()
            gap = int(size[0])
            if not gap <= MAX_GAP:
                raise PatternError("gap", size.start(), size[0])
        orders = []
        for order in permutations(parts):
            first, *rest = order
            orders += self._joined(
                _spaced(choice, (0, *(gap for _ in rest))) for choice in product(first, *rest)
            )
        return orders


def _spaced(choice: Iterable[_Flat], gaps: Iterable[int]) -> list[_Flat]:
    """The parts, each after its gap; the gap before a part that is missing is that of the next one."""
    found, open_gap = [], 0
    for flat, gap in zip(choice, gaps, strict=True):
        open_gap = max(open_gap, gap)
        if flat:
            first = replace(flat[0], gap=max(open_gap, flat[0].gap)) if open_gap else flat[0]
            found.append((first, *flat[1:]))
            open_gap = 0
    return found


def _alternatives(piece: re.Match[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split(",")) for each in piece["marks"][1:-1].split("|"))


def _merged(found: list[_Flat]) -> list[_Flat]:
    """Alternatives of one plain word each as a single element, which is looked up at once."""
    plain: list[Element] = []
    rest: list[_Flat] = []
    for flat in found:
        single = (
            len(flat) == 1 and flat[0].is_literal and not flat[0].marks and not flat[0].negative
        )
        if single:
            plain.append(flat[0])
        else:
            rest.append(flat)
    if not plain:
        return rest
    together = replace(
        plain[0],
        lemmas=frozenset(word for each in plain for word in each.lemmas),
        forms=frozenset(word for each in plain for word in each.forms),
        prefixes=tuple(word for each in plain for word in each.prefixes),
    )
    return [(together,), *rest]
