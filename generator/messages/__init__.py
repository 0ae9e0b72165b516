"""Code + values → words: the catalogues of everything the program says, in Ukrainian and in English."""

from __future__ import annotations

import errno
import tomllib
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Final

from generator.issue import Issue, Phrase

LANGUAGES: Final = ("uk", "en")


@cache
def catalogue(language: str, subject: str = "") -> dict[str, Any]:
    """A catalogue as nested tables: messages, or with `subject="schema"` what each key of a file means."""
    if language not in LANGUAGES:
        raise KeyError(language)
    name = f"{subject}.{language}.toml" if subject else f"{language}.toml"
    return tomllib.loads((files(__name__) / name).read_text("utf-8"))


def say(language: str, key: str, /, **values: object) -> str:
    """One sentence by its dotted key, e.g. `say("uk", "build.done", files=12, roles=4, folder="output/")`.

    A sentence that has several forms is said in the one that goes with the value `count`.
    """
    entry: Any = catalogue(language)
    for part in key.split("."):
        entry = entry[part]
    if isinstance(entry, dict):
        entry = entry[_form(language, int(str(values["count"])))]
    return str(entry).format(**values)


def _form(language: str, count: int) -> str:
    """The plural category of a number (Unicode CLDR, cardinal numbers of uk and en)."""
    if language != "uk":
        return "one" if count == 1 else "many"
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "many"


_SENTENCES: Final = ("text", "fix", "otherwise")
"""What an entry of the catalogue says; its other keys are values for an issue that does not give them itself."""


def explain(found: Issue, language: str) -> tuple[str, str]:
    """What is wrong, and how to fix it ("" when no fix is sure: a value that the advice names is not known)."""
    entry = catalogue(language)["issue"][found.code]
    given = dict(found.values)
    values = {name: _in_words(name, value, language, given) for name, value in given.items()}
    for name in entry.keys() - values.keys() - {*_SENTENCES}:
        if _names(entry[name]) <= values.keys():
            values[name] = entry[name].format(**values)
    return entry["text"].format(**values), _advice(entry, values)


def _in_words(name: str, value: str, language: str, given: dict[str, str]) -> str:
    if isinstance(value, Phrase):
        return say(language, value, **given)
    # The message ends the sentence, whether or not a library has ended its own.
    return value.rstrip(".") if name == "reason" else value


def _advice(entry: dict[str, str], values: dict[str, str]) -> str:
    """The first advice of which every value is known."""
    for advice in (entry.get("fix", ""), entry.get("otherwise", "")):
        if _names(advice) <= values.keys():
            return advice.format(**values)
    return ""


def _names(sentence: str) -> set[str]:
    """The values that a sentence names."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def system_reason(error: OSError) -> str:
    """Why the system refused: in our words where we have them, else in its own."""
    name = errno.errorcode.get(error.errno or 0, "")
    if name in catalogue(LANGUAGES[0])["system"]:
        return Phrase(f"system.{name}")
    return error.strerror or str(error)
