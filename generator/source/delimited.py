"""The bytes of a CSV file → the table they are, read with each delimiter that may be meant, the likeliest first."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import Final

from generator.issue import Code, IssueError, Location, issue
from generator.language.letters import UKRAINIAN
from generator.source.grid import MAX_COLUMNS, MAX_ROWS, Sheet, SheetRow, refuse, text_cell

_DELIMITERS: Final = ";,\t"
"""What separates the fields: Excel's list separator in Ukrainian, in English, and a tab."""

_HEAD_LINES: Final = 50
"""In how many lines is the header looked for, to tell the delimiter?"""

_DECLARED: Final = re.compile(r"sep=([^\w\s\"]|\t)\r?\n")
"""A first line by which Excel is told the delimiter."""

_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_OURS: Final = frozenset(UKRAINIAN + UKRAINIAN.upper() + "’«»–—№\u00a0")


def read_delimited(name: str, content: bytes) -> Iterator[Sheet]:
    """The table by each delimiter; `IssueError` for what is no text, or has too many rows."""
    text = _decoded(name, content)
    declared = _DECLARED.match(text)
    if declared:
        yield _read(name, text[declared.end() :], declared[1], 1)
        return
    first, *others = _likeliest(text)
    yield _read(name, text, first, 0)
    for delimiter in others:
        # A quote that makes no sense with a delimiter that is not meant says nothing.
        with suppress(IssueError):
            yield _read(name, text, delimiter, 0)


def _decoded(name: str, content: bytes) -> str:
    """UTF-8, or Windows-1251 when that gives Ukrainian words."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", "replace")
        if not _is_ukrainian(text):
            raise IssueError(issue(Code.FILE_ENCODING, Location(name))) from None
    if not text.strip():
        raise refuse(name, "empty")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise IssueError(issue(Code.FILE_ENCODING, Location(name, line)))
    return text


def _is_ukrainian(text: str) -> bool:
    """Whether letters are ours for the most part, and not in the midst of Latin words as those of German would be."""
    letters = _NOT_ASCII.findall(text)
    ours = sum(letter in _OURS for letter in letters)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    mixed = sum(_LATIN.search(word) is not None for word in words)
    return ours * 2 > len(letters) and mixed * 2 < len(words)


def _likeliest(text: str) -> list[str]:
    """The delimiters by how many of them a line has at most: the header has the most, a sentence few."""
    lines = list(islice(StringIO(text), _HEAD_LINES))
    return sorted(_DELIMITERS, key=lambda mark: -max(line.count(mark) for line in lines))


def _read(name: str, text: str, delimiter: str, above: int) -> Sheet:
    """The table; `above` is how many lines have been taken off before it."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    line = above + 1
    try:
        for fields in reader:
            # Of millions of empty lines and fields nothing is made.
            if any(fields):
                cells = tuple(text_cell(each) if each else None for each in fields[:MAX_COLUMNS])
                if any(cells):
                    rows.append(SheetRow(line, cells))
            if len(rows) > MAX_ROWS:
                raise refuse(name, "too_many_rows")
            line = above + reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            raise refuse(name, "long_field", line=line) from None
        raise IssueError(issue(Code.STAFF_QUOTE, Location(name, line))) from None
    return Sheet(name, "", tuple(rows))
