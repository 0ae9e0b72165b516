"""What stopped the YAML parser, or what it took in another sense than was meant → the issue that explains it.

The parser stops where it can go no further, which is often a line or a page after the slip that led there: a quote that
was not closed, a no-break space, a dash without a space. So the lines before that place are looked at first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from generator.issue import Code, Issue, Location, Phrase, issue

if TYPE_CHECKING:
    import yaml

    from generator.source.tree import SourceFile

SLIPS: Final = frozenset((Code.YAML_RUN_ON, Code.YAML_SPACE, Code.YAML_DASH, Code.YAML_COMMENT))
"""What is told instead of the place where the parser stopped, which it explains."""

# What the parsers say → the key of our words for it, and whether the place that matters is where the thing began.
_SYNTAX: Final = tuple(
    (re.compile(pattern), key, at_start)
    for pattern, key, at_start in (
        (r"mapping values are not allowed", "colon", False),
        (r"(sequence entries|mapping keys) are not allowed", "dash", False),
        (r"could not find expected ':'", "no_colon", True),
        (r"cannot start any token", "start", False),
        (r"alphabetic or numeric", "star", True),
        (r"unexpected (end of stream|document (indicator|separator))", "quote", True),
        (r"escape|hexdecimal|hexadecimal", "escape", False),
        (r"',' or '[]}]'", "bracket", True),
        (r"expected (key|<block end>)|'-' indicator", "indent", False),
        (r"comment or a? ?line break|indentation indicator", "block", False),
    )
)
_BRACES: Final = re.compile(r"(?:^|[:,\[-])[ ]+(?P<braces>\{\{)")

_ODD: Final = r"[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
"""Spaces, and what looks like none at all, that YAML takes for letters."""

_BEGINNINGS: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (rf" *(?P<at>{_ODD})", Code.YAML_SPACE),
        (rf" *(?:- +)*-(?P<at>{_ODD})", Code.YAML_SPACE),
        (rf" *(?:- +)*[a-z_]+:(?P<at>{_ODD})", Code.YAML_SPACE),
        (r" *(?P<at>-(?:[^\W\d_]|[«\"']))", Code.YAML_DASH),
        (r" *(?P<at>[–—])\s", Code.YAML_DASH),
    )
)
"""How a line begins in which an item or a key was meant, and where in it the slip is."""

_CONTINUATIONS: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r" *(?P<at>-) ", Code.YAML_RUN_ON),
        (rf" *(?P<at>{_ODD})(?: |{_ODD})*-\s", Code.YAML_SPACE),
        (rf" *-(?P<at>{_ODD})", Code.YAML_SPACE),
        (r" *(?P<at>-[A-ZА-ЯҐЄІЇ«])", Code.YAML_DASH),
    )
)
"""How a line begins that goes on with a text, but was meant to be an item of its own."""

_NO_SPACE: Final = re.compile(r" *(?:- +)*[a-z_]+(?P<at>:)[^\s:/]")
"""A key with its colon and no space."""


class Quoted:
    """Where a text in quotes opens and closes, in lines and columns from 1."""

    def __init__(self, event: Any) -> None:
        self.mark: str = event.style
        self.opened = (event.start_mark.line + 1, event.start_mark.column + 1)
        self.closed = (event.end_mark.line + 1, event.end_mark.column + 1)

    def ends_before(self, place: Location) -> bool:
        """Whether nothing but spaces stand between the closing quote and a place in the same line."""
        line, column = self.closed
        return line == place.line and not place.excerpt[column - 1 : place.column - 1].strip()


def explain(
    source: SourceFile, error: yaml.YAMLError, bracket: Location | None, quoted: Quoted | None
) -> Issue:
    """What stopped a parser.

    `bracket` is one that has been opened and not closed before the parser stopped, `quoted` the last text in quotes.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return invalid(Location(source.name), "other")
    place = source.location(mark.line + 1, mark.column + 1)
    tab = _tab(place)
    if tab:
        return issue(Code.YAML_TAB, Location(place.file, place.line, tab, place.excerpt))
    begun = getattr(error, "context_mark", None)
    slip = _slip_before(source, place, begun.line + 1 if begun else place.line)
    if slip:
        return slip
    braces = _BRACES.search(place.excerpt)
    if braces and braces.start("braces") < place.column:
        return invalid(source.location(place.line, braces.start("braces") + 1), "braces")
    problem = str(getattr(error, "problem", ""))
    known = ((key, start) for pattern, key, start in _SYNTAX if pattern.search(problem))
    key, at_start = next(known, ("other", False))
    if quoted and quoted.ends_before(place):
        return _around_quotes(source, place, quoted)
    if key == "colon" and (without := _without_colon(source, place)):
        return invalid(without, "no_colon")
    if bracket and key != "quote" and source.ends_before(place.line):
        return invalid(bracket, "bracket")
    if at_start and begun is not None:
        place = source.location(begun.line + 1, begun.column + 1)
    return invalid(place, key)


def invalid(place: Location, key: str, line: int | None = None) -> Issue:
    """A text that is no YAML, for the reason and with the advice of that key in the catalogue."""
    return issue(
        Code.YAML_SYNTAX,
        place,
        reason=Phrase(f"yaml.{key}"),
        advice=Phrase(f"yaml_advice.{key}"),
        line=line,
    )


def _tab(place: Location) -> int:
    """The column of a tab in the indent of the line or where the problem is; 0 when there is none."""
    indent = len(place.excerpt) - len(place.excerpt.lstrip())
    at = place.excerpt.find("\t", 0, max(indent, place.column))
    return at + 1


def _around_quotes(source: SourceFile, place: Location, quoted: Quoted) -> Issue:
    """A text goes on behind a closing quote, which was a quote or an apostrophe in the text, or the next text's."""
    if quoted.opened[0] < quoted.closed[0]:
        return invalid(source.location(*quoted.opened), "quote_late", quoted.closed[0])
    return invalid(place, "after_double" if quoted.mark == '"' else "after_single")


def _slip_before(source: SourceFile, place: Location, begun: int) -> Issue | None:
    """The slip in the line where the parser stopped, the one before, or where it began what it could not end."""
    for line in range(min(begun, max(place.line - 1, 1)), place.line + 1):
        found = slip_at_beginning(source, line, 1)
        if found:
            return found
        no_space = _NO_SPACE.match(source.line(line))
        if no_space:
            return invalid(source.location(line, no_space.start("at") + 1), "colon_space")
    return None


_KEY: Final = re.compile(r"(?P<indent> *)[\w-]+:")
_WORDS: Final = re.compile(r"(?P<indent> *)[^\s:#-][^:#]*")


def _without_colon(source: SourceFile, place: Location) -> Location | None:
    """The line above a key, when it begins in the same column and is only words: it has lost its colon."""
    key = _KEY.match(source.line(place.line))
    above = _WORDS.fullmatch(source.line(place.line - 1))
    if key and above and key["indent"] == above["indent"]:
        return source.location(place.line - 1, above.end("indent") + 1)
    return None


def slip_at_beginning(source: SourceFile, line: int, column: int) -> Issue | None:
    """A dash or space, in a text that begins at `column`, that was to begin an item or to follow a key."""
    text = source.line(line)
    for pattern, code in _BEGINNINGS:
        found = pattern.match(text)
        if found and found.start("at") >= column - 1:
            return _slip(source, line, found, code)
    return None


def slip_in_continuation(source: SourceFile, line: int) -> Issue | None:
    """A line that goes on with the text above and was meant to be the next item."""
    text = source.line(line)
    for pattern, code in _CONTINUATIONS:
        found = pattern.match(text)
        if found:
            return _slip(source, line, found, code)
    return None


def _slip(source: SourceFile, line: int, found: re.Match[str], code: Code) -> Issue:
    place = source.location(line, found.start("at") + 1)
    if code is Code.YAML_SPACE:
        return issue(code, place, character=f"U+{ord(found['at']):04X}")
    return issue(code, place, found=found["at"] if code is Code.YAML_DASH else None)


_PAIRS: Final = ("«»", "“”", "„“", "()")


def cut_comment(source: SourceFile, line: int, column: int, text: str) -> Issue | None:
    """A number sign that cuts off the end of a text as a comment, where that is sure.

    It is when a digit follows at once, `#5`, or when the text has a quote or bracket that closes in the comment only.
    """
    following = source.line(line)[column - 1 :]
    rest = re.match(r"\s+#(?P<comment>.*)", following) if "#" in following else None
    if rest is None:
        return None
    parted = any(
        text.count(left) > text.count(right) and right in rest["comment"] for left, right in _PAIRS
    )
    if not parted and not rest["comment"][:1].isdigit():
        return None
    place = source.location(line, column + rest.start("comment") - 1)
    return issue(Code.YAML_COMMENT, place)
