"""A position title or a unit's name in; its pieces and every way to read its words out.

A title is cut into pieces (words, spaces, hyphens, brackets) that, joined, are the title again.
Pieces joined by hyphens make one word: *інженер-програміст*, *HR-менеджер*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from generator.language.dictionary import Part, Reading, readings, undeclined_parts
from generator.language.grammar import Gender
from generator.language.letters import is_word

_PIECE = re.compile(
    r"""\s+                            # a space between words
    |   [-\u2010\u2011]                # a joint inside a compound word
    |   [/(),;:«»"„“”—–]               # punctuation
    |   [^\s\-\u2010\u2011/(),;:«»"„“”—–]+
    """,
    re.VERBOSE,
)
_JOINTS = frozenset("-\u2010\u2011")
_MARKS = frozenset('/(),;:«»"„“”—–')

_PERSON_ENDINGS = (
    "ар", "яр", "ач", "ер", "ор", "ир", "ець", "єць", "ик", "ік", "їк", "ист", "іст", "їст", "ант",
    "ент", "лог", "граф", "вод", "мен", "лід", "тель", "арка", "ерка", "орка", "истка", "істка",
    "антка", "ентка", "иня", "иця", "ачка", "исса", "еса",
)  # fmt: skip
"""How names of persons end; used for words that no dictionary has yet (ейчар, логістиня)."""

_WORKER_ENDINGS = ("увач", "ювач", "льник")
"""How both workers and devices are called (змішувач, паяльник); no unit is named so."""


@dataclass(frozen=True, slots=True)
class WordReading:
    """One way to read a word of a title: which of its pieces take a case, and with what forms."""

    place: int
    """Of the word among the words of the title."""
    reading: Reading
    """Of the piece that decides gender; a noun's first half, an adjective's last."""
    declined: tuple[tuple[int, Reading], ...]
    """Each piece that changes, by its place among the pieces of the title."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a title, or a punctuation mark, with its readings as a nominative."""

    text: str
    nouns: tuple[WordReading, ...] = ()
    adjectives: tuple[WordReading, ...] = ()
    mute: bool = False
    """Foreign, abbreviated, an adverb or a slash (HR, UI/UX, топ): its noun comes after it."""


def pieces(title: str) -> tuple[str, ...]:
    """Split a title into pieces; joined, they are the title."""
    return tuple(_PIECE.findall(title))


def words(parts: tuple[str, ...], stretch: tuple[int, ...]) -> tuple[Word, ...]:
    """Return the words and marks of a `stretch` of a title cut into `parts`."""
    found: list[Word] = []
    shouted = "".join(parts).isupper()
    for kind, places in groupby(stretch, key=lambda place: _kind(parts, place)):
        if kind == "mark":
            found.extend(Word(parts[place], mute=parts[place] == "/") for place in places)
        elif kind == "word":
            found.append(_word(len(found), {place: parts[place] for place in places}, shouted))
    return tuple(found)


def stretches(parts: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the places of the pieces outside brackets, then of those in each pair that stands apart.

    Brackets within a word, керівник(-ця), and brackets within brackets are left out.
    """
    depth = 0
    found: list[list[int]] = [[]]
    within: list[int] = []
    for place, text in enumerate(parts):
        if text == "(":
            depth += 1
            within = within if depth > 1 else []
            if depth == 1 and place and parts[place - 1].isspace():
                found.append(within)
        elif text == ")" and depth:
            depth -= 1
        elif depth < 2:
            (within if depth else found[0]).append(place)
    return tuple(map(tuple, found))


def _kind(parts: tuple[str, ...], place: int) -> str:
    text = parts[place]
    if text.isspace():
        return "space"
    return "mark" if text in _MARKS else "word"


def _word(place: int, parts: dict[int, str], shouted: bool) -> Word:
    """Read one word made of `parts` (by place in the title), the `place`-th of the title."""
    text = "".join(parts.values())
    halves = {index: part for index, part in parts.items() if part not in _JOINTS}
    if not halves:
        return Word(text)
    foreign = {index for index, half in halves.items() if _is_foreign(half, shouted)}
    read = {index: () if index in foreign else _readings(half) for index, half in halves.items()}
    return Word(
        text,
        nouns=_nouns(place, halves, read),
        adjectives=_adjectives(place, read),
        mute=foreign == set(halves) or _is_undeclined(text, read),
    )


def _is_undeclined(text: str, read: dict[int, tuple[Reading, ...]]) -> bool:
    """Say whether a word is an adverb (матеріально) or a loose part of a compound (топ, бренд)."""
    adverb = is_word(text) and text.lower().endswith("о") and not any(read.values())
    return adverb or text.lower() in undeclined_parts()


def _is_foreign(half: str, shouted: bool) -> bool:
    """Say whether a piece is Latin, a number, a contraction or an abbreviation (HR, 1С, в.о., ІТ).

    In a title all in capitals (`shouted`) an abbreviation cannot be told from a word.
    """
    return not is_word(half) or (len(half) > 1 and half.isupper() and not shouted)


def _readings(half: str) -> tuple[Reading, ...]:
    found = (r for r in readings(half) if r.part in {Part.NOUN, Part.ADJECTIVE})
    return tuple(replace(reading, animate=_is_person(half.lower(), reading)) for reading in found)


def _is_person(half: str, reading: Reading) -> bool:
    if not reading.known:
        return half.endswith(_PERSON_ENDINGS)
    return reading.animate or half.endswith(_WORKER_ENDINGS)


def _adjectives(place: int, read: dict[int, tuple[Reading, ...]]) -> tuple[WordReading, ...]:
    """Read the word as an adjective; of юридично-кадрова only the last half changes."""
    last = max(read)
    return tuple(
        WordReading(place, reading, ((last, reading),))
        for reading in read[last]
        if reading.part is Part.ADJECTIVE
    )


def _nouns(
    place: int, halves: dict[int, str], read: dict[int, tuple[Reading, ...]]
) -> tuple[WordReading, ...]:
    """Read the word as a noun, likeliest reading first.

    The last half is declined (веб-*дизайнера*), or the first one when the last is foreign
    (*лікаря*-УЗД), and so is every half that names the same kind of thing (*лікаря-терапевта*).
    """
    likeliest = {index: _likeliest_first(found) for index, found in read.items()}
    nouns = {index: [r for r in found if r.part is Part.NOUN] for index, found in likeliest.items()}
    last = max(nouns)
    base = last if nouns[last] else next((index for index in nouns if nouns[index]), last)
    earlier = {
        index: found
        for index, found in likeliest.items()
        if index < base and halves[index].lower() not in undeclined_parts()
    }
    compounds = (_halves_alike(earlier, base, reading) for reading in nouns[base])
    return tuple(WordReading(place, _head(declined), declined) for declined in compounds)


def _halves_alike(
    earlier: dict[int, tuple[Reading, ...]], base: int, reading: Reading
) -> tuple[tuple[int, Reading], ...]:
    mates = (
        (index, next((mate for mate in found if _is_alike(mate, reading)), None))
        for index, found in earlier.items()
    )
    return (*((index, mate) for index, mate in mates if mate is not None), (base, reading))


def _head(declined: tuple[tuple[int, Reading], ...]) -> Reading:
    """Return the first noun, whose gender adjectives take: головний секретар-друкарка."""
    return next(reading for _, reading in declined if reading.part is Part.NOUN)


def _is_alike(half: Reading, base: Reading) -> bool:
    if half.part is Part.ADJECTIVE:
        return half.known and half.gender is base.gender
    same_number = (half.gender is Gender.PLURAL) is (base.gender is Gender.PLURAL)
    return half.known and same_number and half.animate is base.animate


def _likeliest_first(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(sorted(found, key=_unlikelihood))


def _unlikelihood(reading: Reading) -> tuple[bool, ...]:
    """Order readings: nouns first, persons before things, one before many, відділу not відділа."""
    thing = reading.gender is Gender.MASCULINE and not reading.animate
    return (
        not reading.known,
        reading.part is not Part.NOUN,
        not reading.animate,
        reading.gender is Gender.PLURAL,
        thing and not reading.genitive[0].endswith(("у", "ю")),
    )
