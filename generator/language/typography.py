"""Text as typed in; the same words with the typography of their language out.

Apostrophes, quotation marks, dashes, ranges, ellipses, no-break spaces and hyphens. Only such marks
and spaces change, never a word, and typesetting a typeset text changes nothing. Every pattern looks
at a bounded stretch of text, so that time grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.language.letters import as_seen, with_apostrophes
from generator.language.quotes import QUOTE_MARKS, with_quote_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_BREAK = "\u00a0"
"""The no-break space (нерозривний пробіл)."""

NO_BREAK_HYPHEN = "\u2011"
"""The hyphen at which no line ends (нерозривний дефіс)."""

_HELD = "\ue000"
"""Stands for a template's ``{{ … }}`` while the text around it is set; a private-use character."""


@dataclass(frozen=True, slots=True)
class Typography:
    """What differs between languages; the other rules are common."""

    dash: str
    """Between words, with spaces around it."""
    before_number: tuple[str, ...]
    """Abbreviations, in any letter case, that stay with the number after them."""
    before_name: tuple[str, ...]
    """What stays with the proper name after it."""
    before_word: tuple[str, ...]
    """Abbreviations, the first letter large or small, that stay with any word after them."""


TYPOGRAPHY = {
    "uk": Typography(
        dash="—",
        before_number=(
            "ст.", "п.", "пп.", "ч.", "абз.", "розд.", "гл.", "с.", "т.", "табл.", "рис.", "дод.",
            "вип.", "кв.", "буд.", "каб.", "ДК", "КП", "ДСТУ", "ДБН", "НПАОП", "ISO", "EN",
        ),
        before_name=(
            "м.", "р.", "с.", "смт", "вул.", "просп.", "пл.", "пан", "пані", "гр.", "ім.",
            "акад.", "проф.", "доц.", "ТОВ", "ПрАТ", "АТ", "ПП", "ФОП", "ДП", "КП",
        ),
        before_word=("в. о.", "т. в. о.", "т. зв."),
    ),
    "en": Typography(
        dash="–",
        before_number=("No.", "Art.", "para.", "p.", "pp.", "Fig.", "ISO", "EN"),
        before_name=("Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St."),
        before_word=(),
    ),
}  # fmt: skip

_PLACEHOLDER = re.compile(rf"{_HELD}|\{{\{{.*?\}}\}}", re.DOTALL)
_SPACES = re.compile(rf"[ \t{NO_BREAK}]{{2,}}")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_DASH = re.compile(rf"(?<=[^\s\-–—])[ {NO_BREAK}](?P<dash>--?|[–—])[ {NO_BREAK}](?=[^\s\-–—])")
_RANGE = re.compile(
    rf"""(?<![\w.,:/+\-–—{_HELD}])
    (?P<first>[0-9]{{1,4}})-(?P<last>[0-9]{{1,4}})
    (?![\w:/\-–—{_HELD}]|[.,][0-9])""",
    re.VERBOSE,
)
_ENDING = re.compile(
    r"""(?<![\w.,:/+\-–—])(?P<number>[0-9]{1,9})-
    (?=(?:[йаяеєуюїіхм]|го|му|ої|[иі]й|[иі]х|[иі]м|ими|ш[аеу]|г[аеу]|т[аеиіуяєю]|н[аеуі]|ма|ро|ь?ох|ь?ома?)
    (?![\w’-]))""",
    re.VERBOSE,
)
"""A number with its grammatical ending, 5-го, 2-й, 1-ша; but no number of an order, 12-к."""

_CODE_BEFORE = re.compile(r"(?:№|[A-ZА-ЯҐЄІЇ]{2,}|(?i:код|тел\.|факс|індекс|шифр|code|tel\.))\s*$")
_LONGEST_CODE_WORD = 16
_YEARS = range(1900, 2101)


def typeset(text: str, language: str) -> str:
    """Return `text` with the typography of a language, ``uk`` or another one (English).

    - an apostrophe between letters is ’; straight double quotes are «», inside them „“ (“”);
    - a hyphen between spaces is a dash with a no-break space before it; 5-7 is 5–7, but not in
      codes, telephone numbers and dates (45-ОД, ДСТУ 3008-95, 2019-12-07);
    - three dots are one character and repeated spaces one; characters that show nothing are dropped;
    - a no-break space keeps a number with the next word, №, ст., м. and the like with what they
      belong to, initials with the surname, and the letters of т. зв. and в. о. together; a no-break
      hyphen keeps a number with its ending (5-го). A preposition of one letter is left alone: Word
      keeps a no-break space at one width, so that in a justified line it would stand out.

    Template placeholders ``{{ … }}`` stay exactly as they are.
    """
    rules = TYPOGRAPHY.get(language, TYPOGRAPHY["en"])
    marks = QUOTE_MARKS.get(language, QUOTE_MARKS["en"])
    held, plain = _hold(text)
    plain = _SPACES.sub(_one_space, with_apostrophes(as_seen(plain)))
    plain = with_quote_marks(_ELLIPSIS.sub("…", plain), marks)
    plain = _ENDING.sub(_with_ending, plain)
    plain = _DASH.sub(lambda found: _spaced_dash(found, rules), _RANGE.sub(_range, plain))
    return _release(_with_no_breaks(plain, rules), held)


def _hold(text: str) -> tuple[tuple[str, ...], str]:
    """Take the placeholders out of a text: return them, and the text with a mark for each."""
    # Up to the last closing braces every opening pair is closed, so no search is in vain.
    closed = text.rfind("}}") + 2 if "}}" in text else 0
    start, end = text[:closed], text[closed:]
    held = (*_PLACEHOLDER.findall(start), *[_HELD] * end.count(_HELD))
    return held, _PLACEHOLDER.sub(_HELD, start) + end


def _release(text: str, held: Iterable[str]) -> str:
    pieces = text.split(_HELD)
    return pieces[0] + "".join(h + piece for h, piece in zip(held, pieces[1:], strict=True))


def _one_space(found: re.Match[str]) -> str:
    return NO_BREAK if NO_BREAK in found.group() else " "


def _spaced_dash(found: re.Match[str], rules: Typography) -> str:
    typed = found["dash"]
    return NO_BREAK + (rules.dash if typed.startswith("-") else typed) + " "


def _with_ending(found: re.Match[str]) -> str:
    return found.group() if _is_code(found) else found["number"] + NO_BREAK_HYPHEN


def _is_code(found: re.Match[str]) -> bool:
    """Say whether what stands before shows that it is a code: № 5-а, ДСТУ 3008-95."""
    before = found.string[max(0, found.start() - _LONGEST_CODE_WORD) : found.start()]
    return _CODE_BEFORE.search(before) is not None


def _range(found: re.Match[str]) -> str:
    first, last = found["first"], found["last"]
    small = max(len(first), len(last)) < 4 and not first.startswith("0")
    years = int(first) in _YEARS and int(last) in _YEARS
    is_range = int(first) < int(last) and (small or years) and not _is_code(found)
    return f"{first}–{last}" if is_range else found.group()


def _with_no_breaks(text: str, rules: Typography) -> str:
    for pattern in _no_break_patterns(rules):
        text = pattern.sub(rf"\g<before>{NO_BREAK}", text)
    return text


@cache
def _no_break_patterns(rules: Typography) -> tuple[re.Pattern[str], ...]:
    """Return patterns of what comes before a space that must not break, and the space."""
    capital, letter = "[A-ZА-ЯҐЄІЇ]", "[А-ЯҐЄІЇа-яґєії]"
    number, name, word = (
        "|".join(re.escape(one).replace(r"\ ", f"[ {NO_BREAK}]?") for one in words)
        for words in (rules.before_number, rules.before_name, rules.before_word)
    )
    patterns = (
        r"(?P<before>[\d_]) (?=[^\W\d_]|[%‰°€$₴])",
        r"(?<!\d\d\d)(?P<before>\d) (?=\d{3}(?!\d))",
        r"(?P<before>[№§]) (?=\S)",
        rf"(?<![^\W_])(?P<before>(?i:{number})) (?=[\dIVXІХ])",
        rf"(?<![^\W_])(?P<before>{name}) (?=[«„“\"]?{capital})",
        rf"(?<![^\W_])(?P<before>{capital}\.) (?={capital})",
        rf"(?<![^\W_])(?P<before>{letter}\.) (?=[а-яґєії]{{1,3}}\.)",
        *([rf"(?<![^\W_])(?P<before>(?i:{word})) (?=[\w«„“\"])"] if word else []),
        rf"(?P<before>[a-zа-яґєії]) (?={capital}\.[ {NO_BREAK}]?{capital}\.)",
    )
    return tuple(re.compile(pattern) for pattern in patterns)
