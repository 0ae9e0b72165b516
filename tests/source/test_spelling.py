"""Where the characters of a text stand in its file, however YAML spells it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.source.spelling import find_value, spelling
from generator.source.tree import Mapping, Scalar, SourceFile, parse

SPELLED = {
    "plain": "text: Веде журнал обліку.\n",
    "plain-on": "text: Веде\n  журнал\n\n  обліку.\n",
    "single": "text: 'Веде журнал обліку.'\n",
    "single-on": "text: 'Веде\n  журнал обліку.'\n",
    "double": 'text: "Веде журнал обліку."\n',
    "double-on": 'text: "Веде \\\n  журнал\n  обліку."\n',
    "escaped": 'text: "Веде\\u00a0\\u0436урнал\\tобліку."\n',
    "folded": "text: >-\n  Веде\n  журнал обліку.\n",
    "literal": "text: |\n  Веде журнал\n  обліку.\n",
    "indicator": "text: >2-  # отак\n   Веде\n  журнал обліку.\n",
    "anchor": "text: &a Веде журнал обліку.\n",
    "anchored-block": "text: &a >-\n  Веде журнал обліку.\n",
    "windows": "text: Веде\r\n  журнал обліку.\r\n",
}
TEXT = "Веде журнал обліку."


def scalar(text: str) -> Scalar:
    root = parse(SourceFile("roles/a.yaml", text))
    assert isinstance(root, Mapping)
    found = root.get("text")
    assert isinstance(found, Scalar)
    return found


@pytest.mark.parametrize("text", SPELLED.values(), ids=list(SPELLED))
def test_every_character_is_found(text: str) -> None:
    spelled = spelling(scalar(text), TEXT)
    assert spelled is not None
    start = TEXT.index("журнал")
    first, last = spelled.spans[start][0], spelled.spans[start + 5][1]
    assert text[first:last].replace("\\u0436", "ж") == "журнал"
    place, length = spelled.location(start, start + 6)
    line = text.replace("\r", "").split("\n")[place.line - 1]
    assert line[place.column - 1 : place.column - 1 + length].replace("\\u0436", "ж") == "журнал"
    assert place.excerpt.rstrip("\r") == line


def test_words_that_go_over_a_line_are_underlined_to_its_end() -> None:
    spelled = spelling(scalar(SPELLED["folded"]), TEXT)
    assert spelled is not None
    place, length = spelled.location(0, len("Веде журнал"))
    assert (place.line, place.column, length) == (2, 3, 4)


def test_a_quote_in_quotes_is_one_character() -> None:
    text = "text: 'Об''єкт «''а'''\n"
    spelled = spelling(scalar(text), "Об'єкт «'а'")
    assert spelled is not None
    assert spelled.location(2, 3) == spelled.location(2, 3)
    assert text[slice(*spelled.spans[2])] == "''"


def test_another_text_is_not_found_in_the_file() -> None:
    assert spelling(scalar(SPELLED["plain"]), "Веде реєстр.") is None


def test_the_text_of_an_item_is_found_by_where_the_item_begins() -> None:
    root = parse(SourceFile("a", "duties:\n  - Веде журнал.\n  - {id: x, text: Пише.}\n"))
    plain = find_value(root, 2, 5, "text")
    keyed = find_value(root, 3, 5, "text")
    assert plain is not None
    assert keyed is not None
    assert (plain.text, keyed.text) == ("Веде журнал.", "Пише.")
    assert find_value(root, 1, 1, "text") is None


@given(st.text(st.sampled_from("аб «»’'\"\\-—:#\t\n"), min_size=1, max_size=40))
def test_any_text_in_double_quotes_is_followed(text: str) -> None:
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    found = scalar(f'text: "{escaped}"\n')
    folded = " ".join(found.text.split())
    spelled = spelling(found, folded)
    assert spelled is not None
    assert len(spelled.spans) == len(folded)
