"""A clause as a role file writes it and as the document shows it → which characters of one are which of the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.document.text import _PLACEHOLDER
from generator.language.letters import as_seen

_ALIKE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s+",
        r"[-\u2010-\u2015\u2212]+",
        r"\.{3}|…",
        r"[\"«»„“”‟]",
        r"['’‘ʼ`´]",
    )
)
"""What typography writes in its own way, kind by kind: each of a kind may show as another of it."""


_MAX_PARTS: Final = 201
"""A text with more than a hundred placeholders is taken as it shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the raw text and those that show for them; a `placeholder` is one piece as a whole."""

    raw: tuple[int, int]
    shown: tuple[int, int]
    placeholder: bool = False


def placeholders(text: str) -> tuple[str, ...]:
    """Every `{{ name }}` and `{{ ref("id") }}` of a text, in which it is replaced."""
    return tuple(found[0] for found in _PLACEHOLDER.finditer(text))


def trace(raw: str, shown: str, render: Callable[[str], str]) -> tuple[Piece, ...] | None:
    """The pieces of the whole text in their order; `None` when it does not show as it would be expected."""
    forms = {name: _forms(name, render) for name in set(placeholders(raw))}
    parts: list[tuple[int, str]] = []
    end = 0
    for found in _PLACEHOLDER.finditer(raw):
        parts += [(end, raw[end : found.start()]), (found.start(), found[0])]
        end = found.end()
    parts.append((end, raw[end:]))
    if len(parts) > _MAX_PARTS:
        return None
    return _follow(parts, forms, shown, 0, 0)


def _forms(placeholder: str, render: Callable[[str], str]) -> tuple[str, ...]:
    """What may show for a placeholder: as it begins a sentence, and inside one."""
    inside = re.sub(r"^\W*а\s*", "", render(f"а {placeholder}"))
    return tuple(dict.fromkeys((render(placeholder), inside)))


def _follow(
    parts: list[tuple[int, str]],
    forms: dict[str, tuple[str, ...]],
    shown: str,
    number: int,
    at: int,
) -> tuple[Piece, ...] | None:
    """The pieces from a part on; every second part is a placeholder, of which each form is tried."""
    if number == len(parts):
        return () if at == len(shown) else None
    begin, text = parts[number]
    for said in forms[text] if number % 2 else (text,):
        pieces = _literal(said, shown, at)
        if pieces is None:
            continue
        end = pieces[-1].shown[1] if pieces else at
        further = _follow(parts, forms, shown, number + 1, end)
        if further is None:
            continue
        if number % 2:
            return Piece((begin, begin + len(text)), (at, end), placeholder=True), *further
        return *(Piece((p.raw[0] + begin, p.raw[1] + begin), p.shown) for p in pieces), *further
    return None


def _literal(text: str, shown: str, at: int) -> list[Piece] | None:
    """The pieces of a text without placeholders that shows from `at` on."""
    pieces = []
    here = 0
    while here < len(text):
        step = next(_steps(text, here, shown, at), None)
        if step is None:
            return None
        pieces.append(Piece((here, step[0]), (at, step[1])))
        here, at = step
    return pieces


def _steps(text: str, here: int, shown: str, at: int) -> Iterator[tuple[int, int]]:
    """Where the next characters of both end."""
    for kind in _ALIKE:
        one, other = kind.match(text, here), kind.match(shown, at)
        if one and other:
            yield one.end(), other.end()
        elif one and text[here].isspace() and (at in (0, len(shown)) or shown[at - 1].isspace()):
            yield one.end(), at
    if text[here] == shown[at : at + 1]:
        yield here + 1, at + 1
    if as_seen(text[here]) == "":
        yield here + 1, at
    if as_seen(text[here : here + 2]) == shown[at : at + 1]:
        yield here + 2, at + 1
