"""A clause as its file writes it, as the document shows it and as a lawyer made it → the text to write into the file.

What was left as it was stays spelled as it is, placeholders included; what was changed is taken as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from generator.review.editing.edit import RefusedError
from generator.review.editing.scalar import one_line
from generator.review.editing.trace import Piece, placeholders, trace

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_NO_BREAK_HYPHEN: Final = "\u2011"

Render = Callable[[str], str]


def raw_text(raw: str, rendered: str, edited: str, render: Render) -> str:
    """The raw text that shows as `edited`; `render` fills the placeholders of a raw text and sets its typography.

    `RefusedError` when the lawyer typed what would be taken for a placeholder: there is no way to write it as text.
    """
    if one_line(rendered) == one_line(edited):
        return raw
    if edited.count("{{") > rendered.count("{{"):
        raise RefusedError("braces")
    wanted = one_line(render(one_line(edited)))
    for text, kept in _candidates(raw, rendered, edited, render):
        for plain in dict.fromkeys((text.replace(_NO_BREAK_HYPHEN, "-"), text)):
            if placeholders(plain) == kept and one_line(render(plain)) == wanted:
                return plain
    raise RefusedError("braces" if "{{" in edited else "unsure")


def _candidates(
    raw: str, rendered: str, edited: str, render: Render
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Raw texts with the placeholders they keep, those with most of them first."""
    pieces = trace(raw, rendered, render)
    if pieces is not None:
        count = len(placeholders(raw))
        weaver = _Weaver(raw, rendered, edited, pieces)
        for dropped in ((), *([(at,) for at in range(count)] if count > 1 else ()), range(count)):
            yield weaver.text(frozenset(dropped))
    yield one_line(edited), ()


@dataclass(frozen=True, slots=True)
class _Atom:
    """Words of the document that belong to characters of the raw text only together, as those of a placeholder do."""

    tokens: range
    raw: tuple[int, int]
    holds: tuple[int, ...]
    """The placeholders in it, by their number in the text."""


class _Weaver:
    """Puts a raw text together from what was there and what was typed."""

    def __init__(self, raw: str, rendered: str, edited: str, pieces: tuple[Piece, ...]) -> None:
        self._raw, self._shown, self._edited = raw, rendered, edited
        self._old = [found.span() for found in _TOKEN.finditer(rendered)]
        self._new = [found.span() for found in _TOKEN.finditer(edited)]
        self._names = placeholders(raw)
        self._atoms = list(_atoms(self._old, pieces))
        self._empty = [
            (number, piece.raw[0])
            for number, piece in enumerate(p for p in pieces if p.placeholder)
            if piece.shown[0] == piece.shown[1]
        ]
        old = [rendered[begin:end] for begin, end in self._old]
        new = [edited[begin:end] for begin, end in self._new]
        self._same: dict[int, int] = {}
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            self._same.update((block.a + at, block.b + at) for at in range(block.size))

    def text(self, dropped: frozenset[int]) -> tuple[str, tuple[str, ...]]:
        """The raw text without the `dropped` placeholders, and the placeholders that are in it."""
        kept = {
            self._same[atom.tokens[0]]: atom
            for atom in self._atoms
            if not dropped & set(atom.holds) and self._is_whole(atom)
        }
        made: list[str] = []
        names: list[int] = []
        last: _Atom | None = None
        at = end = 0
        while at < len(self._new):
            atom = kept.get(at)
            begin = self._new[at][0]
            made.append(self._between(last, atom, end, begin, at == 0, names, dropped))
            if atom is None:
                end = self._new[at][1]
                made.append(self._edited[begin:end])
                at += 1
            else:
                made.append(self._raw[slice(*atom.raw)])
                names += atom.holds
                at += len(atom.tokens)
                end = self._new[at - 1][1]
            last = atom
        if last is not None and last.tokens.stop == len(self._old):
            made.append(self._gap(last.raw[1], len(self._raw), names, dropped) or "")
        return "".join(made).strip(), tuple(self._names[number] for number in sorted(names))

    def _is_whole(self, atom: _Atom) -> bool:
        """Whether all words of an atom stand in the edited text, one after the other."""
        places = [self._same.get(token, -2) for token in atom.tokens]
        return places[0] >= 0 and all(
            b == a + 1 and self._is_same_gap(token, a)
            for token, a, b in zip(atom.tokens, places, places[1:], strict=False)
        )

    def _is_same_gap(self, old: int, new: int) -> bool:
        """Whether a space follows a word in both texts, or in none."""
        spaced = self._old[old][1] < self._old[old + 1][0]
        return spaced == (self._new[new][1] < self._new[new + 1][0])

    def _between(
        self,
        last: _Atom | None,
        atom: _Atom | None,
        end: int,
        begin: int,
        is_first: bool,
        names: list[int],
        dropped: frozenset[int],
    ) -> str:
        """What stands before the next word: as the raw text has it between words that were left together."""
        typed = " " if begin > end and not is_first else ""
        if atom is None:
            return typed
        if is_first:
            start = 0 if atom.tokens.start == 0 else atom.raw[0]
            return self._gap(start, atom.raw[0], names, dropped) or ""
        if last is None or last.tokens.stop != atom.tokens.start:
            return typed
        if (self._old[atom.tokens.start - 1][1] < self._old[atom.tokens.start][0]) != bool(typed):
            return typed
        return self._gap(last.raw[1], atom.raw[0], names, dropped) or typed

    def _gap(self, start: int, end: int, names: list[int], dropped: frozenset[int]) -> str | None:
        """The raw text between two places; `None` when a placeholder in it is to go."""
        inside = [number for number, at in self._empty if start <= at < end]
        if dropped & set(inside):
            return None
        names += inside
        return self._raw[start:end]


def _atoms(tokens: list[tuple[int, int]], pieces: tuple[Piece, ...]) -> Iterator[_Atom]:
    """The words of the document, those together that share a piece."""
    seen = [piece for piece in pieces if piece.shown[0] < piece.shown[1]]
    numbers = {piece: number for number, piece in enumerate(p for p in pieces if p.placeholder)}
    at = first = 0
    held: list[Piece] = []
    for number, (begin, end) in enumerate(tokens):
        while at < len(seen) and seen[at].shown[1] <= begin:
            at += 1
        while at < len(seen) and seen[at].shown[0] < end:
            held.append(seen[at])
            at += 1
        following = tokens[number + 1][0] if number + 1 < len(tokens) else None
        if following is None or held[-1].shown[1] <= following:
            holds = tuple(numbers[piece] for piece in held if piece.placeholder)
            yield _Atom(range(first, number + 1), (held[0].raw[0], held[-1].raw[1]), holds)
            held, first = [], number + 1
