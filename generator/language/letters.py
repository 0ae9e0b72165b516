"""Words as typed in; their Ukrainian spelling out: the alphabet, apostrophes, capitals."""

from __future__ import annotations

import re

APOSTROPHE = "\u2019"
"""The typographic apostrophe, ’; the one that documents print."""

STRAIGHT_APOSTROPHE = "'"
"""The apostrophe of the dictionaries and of the keyboard."""

UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
"""The alphabet, lower case, in its own order."""

_WORD = re.compile(rf"[{UKRAINIAN}{UKRAINIAN.upper()}{APOSTROPHE}]+")
_APOSTROPHES = re.compile(r"(?<=[^\W\d_])['\u2018\u02bc`\u00b4](?=[^\W\d_])")
_UKRAINIAN_APOSTROPHES = re.compile(
    rf"(?<=[{UKRAINIAN}{UKRAINIAN.upper()}])['\u2018\u02bc`\u00b4]"
    rf"(?=[{UKRAINIAN}{UKRAINIAN.upper()}])"
)


_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
"""Soft hyphens, marks of direction, and spaces and joiners of no width: copied along from web pages, they hide
from the reader and keep a word from being found, declined and hyphenated."""

_JOINERS = re.compile("(?<=[A-Za-z\u0300-\u036fЀ-ӿ])[\u200c\u200d]+")
"""After letters of ours they do nothing; other scripts and pictures have a use for them."""

_COMPOSED = {"и\u0306": "й", "И\u0306": "Й", "і\u0308": "ї", "І\u0308": "Ї"}
"""Letters in two characters, as some systems write them, and in one."""

_DECOMPOSED = re.compile("|".join(_COMPOSED))


def as_seen(text: str) -> str:
    """Return `text` without characters that show nothing, and й and ї as one character each."""
    shown = _JOINERS.sub("", _INVISIBLE.sub("", text))
    return _DECOMPOSED.sub(lambda found: _COMPOSED[found[0]], shown)


def is_word(text: str) -> bool:
    """Say whether `text` is one word of Ukrainian letters and typographic apostrophes."""
    return _WORD.fullmatch(text) is not None


def with_apostrophes(text: str) -> str:
    """Return `text` with ’ for every stand-in (' ʼ ` ´ ‘) between two letters of any script."""
    return _APOSTROPHES.sub(APOSTROPHE, text)


def with_ukrainian_apostrophes(text: str) -> str:
    """Return `text` with ’ for every stand-in (' ʼ ` ´ ‘) between two Ukrainian letters."""
    return _UKRAINIAN_APOSTROPHES.sub(APOSTROPHE, text)


def like(written: str, form: str) -> str:
    """Return the lower-case `form` with the capitals of `written`, the word it is a form of.

    A word in capitals stays in capitals; otherwise the letters both share are kept as they were
    written and the new ending is small: Директор, директора → Директора.
    """
    if len(written) > 1 and written.isupper():
        return form.upper()
    shared = 0
    for ours, theirs in zip(written, form, strict=False):
        if ours.lower() != theirs:
            break
        shared += 1
    capital = form[:1].upper() if written[:1].isupper() else form[:1]
    return written[:shared] + form[shared:] if shared else capital + form[1:]
