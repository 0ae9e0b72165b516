"""YAML becomes a tree in which every value and key knows its line and column; scalars stay the text they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from generator.issue import Code, Issue, IssueError
from generator.source import tree
from generator.source.tree import (
    MAX_DEPTH,
    MAX_EXCERPT,
    MAX_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    SourceFile,
    merge,
    parse,
    plain,
)
from generator.source.validate import nearest

Step = int | str


def parsed(text: str, name: str = "roles/a.yaml") -> Node:
    return parse(SourceFile(name, text))


def issues(text: str) -> tuple[Issue, ...]:
    with pytest.raises(IssueError) as raised:
        parsed(text)
    return raised.value.issues


def found(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of every issue."""
    places = [(one.code, one.location) for one in issues(text)]
    return [(code, place.line, place.column) if place else (code, 0, 0) for code, place in places]


# Places


@pytest.mark.parametrize(
    ("text", "path", "line", "column"),
    [
        ("а: б", ("а",), 1, 4),
        ("а:   б", ("а",), 1, 6),
        ("а: 'б'", ("а",), 1, 4),
        ("а:\n  б: в", ("а",), 2, 3),
        ("а:\n  б: в", ("а", "б"), 2, 6),
        ("а:\n- б\n-   в", ("а", 1), 3, 5),
        ("а:\n  - б: 1\n    в: 2", ("а", 0), 2, 5),
        ("а:\n  - б: 1\n    в: 2", ("а", 0, "в"), 3, 8),
        ("а: [б, в]", ("а",), 1, 4),
        ("а: [б, в]", ("а", 1), 1, 8),
        ("а: {б: в}", ("а", "б"), 1, 8),
        ("а: |\n  б\n  в\nг: д", ("а",), 1, 4),
        ("а: |\n  б\n  в\nг: д", ("г",), 4, 4),
        ("а: >-\n  б\n\n\nг: д", ("г",), 5, 4),
        ("# зауваження\n\nа: б", ("а",), 3, 4),
        ("%YAML 1.1\n---\nа: б", ("а",), 3, 4),
        ("а: б\r\nв: г\r\n", ("в",), 2, 4),
        ("а: б\rв: г\r", ("в",), 2, 4),
        ("🙂: б", ("🙂",), 1, 4),
        ("а:", ("а",), 1, 3),
        ("а: б", (), 1, 1),
        ("  - а", (), 1, 3),
    ],
)
def test_values_know_their_line_and_column_from_1(
    text: str, path: tuple[Step, ...], line: int, column: int
) -> None:
    node = nearest(parsed(text), path)
    assert (node.line, node.column) == (line, column)


def test_a_place_has_the_file_and_the_line_itself() -> None:
    place = nearest(parsed("а: б\r\n  \nв:\tг\r\n", "roles/x.yaml"), ("в",)).location
    assert (place.file, place.line, place.column, place.excerpt) == ("roles/x.yaml", 3, 4, "в:\tг")


def test_keys_have_places_of_their_own() -> None:
    node = parsed("а: 1\n'б': {в:  2}\n")
    assert isinstance(node, Mapping)
    second = node.key("б")
    inner = node.get("б")
    assert isinstance(inner, Mapping)
    third = inner.key("в")
    assert second is not None
    assert third is not None
    assert [(key.line, key.column) for key in (second, third)] == [(2, 1), (2, 7)]
    assert node.key("в") is node.get("в") is None


def test_an_alias_is_the_value_where_it_was_written() -> None:
    node = parsed("а: &x [б, в]\nг: *x\nд:\n  - *x\n")
    for path in (("г", 1), ("д", 0, 1)):
        place = nearest(node, path)
        assert (place.line, place.column) == (1, 11)
    assert plain(node) == {"а": ["б", "в"], "г": ["б", "в"], "д": [["б", "в"]]}


def test_an_anchor_may_be_given_again() -> None:
    node = parsed("а: &x б\nв: *x\nг: &x д\nе: *x\n")
    assert plain(node) == {"а": "б", "в": "б", "г": "д", "е": "д"}


def test_an_alias_may_be_a_key() -> None:
    assert plain(parsed("а: &x б\n*x : в\n")) == {"а": "б", "б": "в"}


@pytest.mark.parametrize(
    ("column", "excerpt"), [(1, MAX_EXCERPT), (MAX_EXCERPT, MAX_EXCERPT), (MAX_EXCERPT + 1, 0)]
)
def test_of_a_long_line_the_beginning_is_kept_when_the_place_is_in_it(
    column: int, excerpt: int
) -> None:
    place = SourceFile("a", "х" * 5000).location(1, column)
    assert (place.column, len(place.excerpt)) == (column, excerpt)


@pytest.mark.parametrize("line", [0, 3, 99])
def test_a_line_that_is_not_there_has_no_excerpt(line: int) -> None:
    assert SourceFile("a", "б\nв").location(line, 1).excerpt == ""


# Scalars


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "yes", "on", "1.10", "010", "0x1F", "1e3", "1_000", "12:30:45", "2026-11-23", ".inf", "=", "true"],
)  # fmt: skip
def test_a_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert plain(parsed(f"а: {text}")) == {"а": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "# зауваження"])
def test_nothing_written_is_nothing(text: str) -> None:
    node = nearest(parsed(f"а: {text}\nб: в"), ("а",))
    assert isinstance(node, Scalar)
    assert node.is_null
    assert plain(node) is None


@pytest.mark.parametrize("text", ["''", '""', "'~'", '"null"', "nULL", "~а", "|-\n  null"])
def test_what_is_in_quotes_is_a_text(text: str) -> None:
    node = nearest(parsed(f"а: {text}\nб: в"), ("а",))
    assert isinstance(node, Scalar)
    assert not node.is_null
    assert plain(node) is not None


def test_the_tree_is_plain_data() -> None:
    text = "а: 1\nб: [в, {г: }, []]\nд: {}\n"
    assert plain(parsed(text)) == {"а": "1", "б": ["в", {"г": None}, []], "д": {}}
    assert plain(parsed("- а\n")) == ["а"]
    assert plain(parsed("а")) == "а"


# What a file may not hold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(Code.YAML_EMPTY, 0, 0)]),
        ("# а\n---\n", [(Code.YAML_EMPTY, 0, 0)]),
        ("а: б\nа: в\nг: д\nг: е\n", [(Code.YAML_DUPLICATE_KEY, 2, 1), (Code.YAML_DUPLICATE_KEY, 4, 1)]),
        ("а: б\n'а': в\n", [(Code.YAML_DUPLICATE_KEY, 2, 1)]),
        ("а: {б: 1, б: 2}\n", [(Code.YAML_DUPLICATE_KEY, 1, 11)]),
        ("а: !!str б\nв: !include [д]\n! е: ж", [(Code.YAML_TAG, 1, 4), (Code.YAML_TAG, 2, 4), (Code.YAML_TAG, 3, 1)]),
        ("а: б\n---\nв: г\n", [(Code.YAML_DOCUMENTS, 2, 1)]),
        ("а: б\n...\n---\nв: г\n", [(Code.YAML_DOCUMENTS, 3, 1)]),
        ("а: *б\n", [(Code.YAML_SYNTAX, 1, 4)]),
        ("а: *x\n", [(Code.YAML_ALIAS, 1, 4)]),
        ("а: *x\nб: &x в\n", [(Code.YAML_ALIAS, 1, 4)]),
        ("&x [*x]\n", [(Code.YAML_ALIAS, 1, 5)]),
        ("? [а]\n: б\n", [(Code.YAML_SYNTAX, 1, 3)]),
        (": б\n", [(Code.YAML_SYNTAX, 1, 1)]),
        ("~: б\n", [(Code.YAML_SYNTAX, 1, 1)]),
        ("а: б\x07\n", [(Code.CHARACTER_FORBIDDEN, 1, 5)]),
        ("а: б\n  в\x9f\n", [(Code.CHARACTER_FORBIDDEN, 2, 4)]),
        ('а: ["\\e", "\\0"]\n', [(Code.CHARACTER_FORBIDDEN, 1, 5), (Code.CHARACTER_FORBIDDEN, 1, 11)]),
        ("а: \ud800\n", [(Code.CHARACTER_FORBIDDEN, 1, 4)]),
        ("а: \ufffe\n", [(Code.CHARACTER_FORBIDDEN, 1, 4)]),
    ],
)  # fmt: skip
def test_what_a_file_may_not_hold_is_an_issue_at_its_place(
    text: str, expected: list[tuple[Code, int, int]]
) -> None:
    assert found(text) == expected


def test_a_place_never_shows_the_character_that_is_forbidden() -> None:
    for text in ("а: б\x1b[31m\n", 'а: "\\e"\n'):
        assert all("\x1b" not in (one.location or one).excerpt for one in issues(text))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["а\tб", "а\u00a0б", "а\u00adб", "а\u200bб", "а\ue000б", "а\U0001f642б"]
)
def test_other_characters_stay(text: str) -> None:
    assert plain(parsed(f"а: {text}")) == {"а": text}


@pytest.mark.parametrize(
    ("tag", "shown"),
    [("!!int", "!!int"), ("!include", "!include"), ("!<tag:example.org,2026:x>", "tag:example.org,2026:x")],
)  # fmt: skip
def test_a_tag_is_shown_as_it_was_written(tag: str, shown: str) -> None:
    (one,) = issues(f"а: {tag} б")
    assert dict(one.values) == {"tag": shown}


# Syntax


@dataclass(frozen=True)
class Broken:
    """A text that is no YAML: the reason told, and its place."""

    text: str
    reason: str
    line: int
    column: int


BROKEN = [
    Broken("а: б: в\n", "colon", 1, 5),
    Broken("а: б\n  в: г\n", "colon", 2, 4),
    Broken("а: - б\n", "dash", 1, 4),
    Broken("а: б\nв\nг: д\n", "no_colon", 2, 1),
    Broken("title а\nduties: б\n", "no_colon", 1, 1),
    Broken("а:\n  title б\n  duties: в\n", "no_colon", 2, 3),
    Broken("title:а\nduties: б\n", "colon_space", 1, 6),
    Broken("а:\n  - text:б\n    id: в\n", "colon_space", 2, 9),
    Broken('а: "б\nв:\n  - "г"\n', "quote_late", 1, 4),
    Broken("а: 'б\nв: 'г'\n", "quote_late", 1, 4),
    Broken('а:\n  - "б "в" г"\n', "after_double", 2, 9),
    Broken('а: ["б" в]\n', "after_double", 1, 9),
    Broken("а: 'об'їзд'\n", "after_single", 1, 8),
    Broken("а: %б\n", "start", 1, 4),
    Broken("а: @б\n", "start", 1, 4),
    Broken("а: `б`\n", "start", 1, 4),
    Broken("а: *б*\n", "star", 1, 4),
    Broken("а: & б\n", "star", 1, 4),
    Broken("а: 'б\nв: г\n", "quote", 1, 4),
    Broken('а: [б, "в\n', "quote", 1, 8),
    Broken('а: "\\й"\n', "escape", 1, 5),
    Broken('а: "\\ud800"\n', "escape", 1, 7),
    Broken("а: [б\nв: г\n", "bracket", 1, 4),
    Broken("а: [б, {в: г]\n", "bracket", 1, 8),
    Broken("а: [\n", "bracket", 1, 4),
    Broken("а: {б: в\n", "bracket", 1, 4),
    Broken("а: {{ б }}\n", "braces", 1, 5),
    Broken("а: {{ б }} в\n", "braces", 1, 4),
    Broken("а:\n  - {{ б }} в\n", "braces", 2, 5),
    Broken("а: 'б' в\n", "after_single", 1, 8),
    Broken("а:\n  - б\n в: г\n", "indent", 3, 2),
    Broken("- а\nб: в\n", "indent", 2, 1),
    Broken("а: | б\n  в\n", "block", 1, 6),
    Broken("? [а]\n: б\n", "key", 1, 3),
    Broken("%а\n", "other", 1, 2),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.text.strip().replace("\n", "⏎"))
def test_what_is_no_yaml_is_explained(case: Broken) -> None:
    (one,) = issues(case.text)
    values = dict(one.values)
    assert one.location is not None
    assert (one.code, one.location.line, one.location.column) == (
        Code.YAML_SYNTAX,
        case.line,
        case.column,
    )
    assert (values["reason"], values["advice"]) == (
        f"yaml.{case.reason}",
        f"yaml_advice.{case.reason}",
    )


@pytest.mark.parametrize("loader", ["SafeLoader", "CSafeLoader"])
@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.text.strip().replace("\n", "⏎"))
def test_both_parsers_lead_to_words_of_ours(
    case: Broken, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PyYAML is compiled with libyaml on the usual systems only; the other parser has other words and places."""
    chosen: Any = getattr(yaml, loader, None)
    if chosen is None:
        pytest.skip("PyYAML without libyaml")
    monkeypatch.setattr(tree, "_LOADER", chosen)
    (one,) = issues(case.text)
    assert one.code is Code.YAML_SYNTAX or "ud800" in case.text
    assert case.reason == "other" or dict(one.values).get("reason") != "yaml.other"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("а:\n\t- б\n", 2, 1),
        ("а:\n  б: в\n\tг: д\n", 3, 1),
        ("а:\n  - б: в\n \t  г: д\n", 3, 2),
        ("\tа: б\n", 1, 1),
    ],
)
def test_a_tab_in_the_indent_is_named_as_such(text: str, line: int, column: int) -> None:
    assert found(text) == [(Code.YAML_TAB, line, column)]


NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("а:\n  -Видає.\n", Code.YAML_DASH, 2, 3),
        ("а:\n  - Бере.\n  -Видає.\n", Code.YAML_DASH, 3, 3),
        ("а:\n  - Бере.\n  -Видає.\n  - Веде.\n", Code.YAML_DASH, 3, 3),
        ("а:\n  - Бере.\n    -Видає.\n", Code.YAML_DASH, 3, 5),
        ("а:\n  -«Видає».\n", Code.YAML_DASH, 2, 3),
        ("а:\n  – Видає.\n  – Бере.\n", Code.YAML_DASH, 2, 3),
        ("а:\n  — Видає.\n", Code.YAML_DASH, 2, 3),
        (f"а:\n{NBSP}{NBSP}- Бере.\n", Code.YAML_SPACE, 2, 1),
        (f"а:\n  - Бере.\n {NBSP}- Видає.\n", Code.YAML_SPACE, 3, 2),
        (f"а:\n  -{NBSP}Бере.\n  - Видає.\n", Code.YAML_SPACE, 2, 4),
        (f"а:\n  - Бере.\n  -{NBSP}Видає.\n", Code.YAML_SPACE, 3, 4),
        (f"а:\n  - Бере.\n    -{NBSP}Видає.\n", Code.YAML_SPACE, 3, 6),
        (f"title:{NBSP}а\nduties: [б]\n", Code.YAML_SPACE, 1, 7),
        (f"а: б\nduties:{NBSP}в\n", Code.YAML_SPACE, 2, 8),
        (f"а:\n{NBSP}place: б\n", Code.YAML_SPACE, 2, 1),
        ("а:\n  -\u202fБере.\n", Code.YAML_SPACE, 2, 4),
        ("а:\n  -\u200bБере.\n", Code.YAML_SPACE, 2, 4),
        ("а:\n  - Бере\n    - Видає.\n", Code.YAML_RUN_ON, 3, 5),
        ("а: кабінет #5 і далі\n", Code.YAML_COMMENT, 1, 12),
        ("а:\n  - кабінет\n    на поверсі #2\n", Code.YAML_COMMENT, 3, 16),
        ("а: «облік # 1» товару\n", Code.YAML_COMMENT, 1, 11),
        ("а: облік (форма # 1)\n", Code.YAML_COMMENT, 1, 17),
    ],
)
def test_a_slip_is_named_where_it_was_made_and_alone(
    text: str, code: Code, line: int, column: int
) -> None:
    assert found(text) == [(code, line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "а: б # 1 в",
        "а: б # (в)",
        "а: (б) # (в)",
        "а: б#5",
        "а: 'б' #5",
        "а: [б, в] #5",
        "а: б #примітка",
        f"а:\n  - б{NBSP}в\n  - -5",
        f"а: 'б'\nв: |\n  -{NBSP}г\n  -Ґ\n  – д",
        f"а: >\n  {NBSP}б\nв: г",
        "а: б\n  -небудь",
        "а: б\n  – в",
        "а: -5\nб: –",
        "а:\n  - б — в",
        "а: https://example.org/x",
    ],
)
def test_what_only_looks_like_a_slip_is_taken_as_it_is(text: str) -> None:
    assert isinstance(parsed(text), Mapping)


def test_what_stops_the_reading_does_not_hide_what_is_wrong_above_it() -> None:
    text = "а: {б: 1, б: 2}\nв: !!str г\nд: 'е\n"
    assert found(text) == [
        (Code.YAML_DUPLICATE_KEY, 1, 11),
        (Code.YAML_TAG, 2, 4),
        (Code.YAML_SYNTAX, 3, 4),
    ]


def test_a_tab_elsewhere_is_white_space() -> None:
    assert plain(parsed("а:\tб\nв: [г,\tд]\t# е\n")) == {"а": "б", "в": ["г", "д"]}


# Bounds


@pytest.mark.parametrize(("depth", "allowed"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False)])
def test_lists_are_nested_as_deep_as_the_bound(depth: int, allowed: bool) -> None:
    text = "[" * depth + "]" * depth
    if allowed:
        assert isinstance(parsed(text), Sequence)
    else:
        assert found(text) == [(Code.YAML_DEPTH, 1, depth)]


def test_aliases_count_for_the_depth() -> None:
    half = MAX_DEPTH // 2 + 2
    text = f"а: &x {'[' * half}{']' * half}\nб: {'[' * half}*x{']' * half}\n"
    assert found(text)[0][0] is Code.YAML_DEPTH


@pytest.mark.parametrize(("items", "allowed"), [(MAX_NODES - 1, True), (MAX_NODES, False)])
def test_a_file_has_as_many_values_as_the_bound(items: int, allowed: bool) -> None:
    text = f"[{'а,' * items}]"
    if allowed:
        assert isinstance(parsed(text), Sequence)
    else:
        assert found(text) == [(Code.YAML_SIZE, 1, 1)]


def test_aliases_count_for_the_size() -> None:
    text = f"а: &x [{'а,' * 999}]\nб: [{'*x,' * 50}]\n"
    assert found(text) == [(Code.YAML_SIZE, 2, 4)]
    assert isinstance(parsed(text.replace("*x," * 50, "*x," * 48)), Mapping)


# Laying one tree on another


@pytest.mark.parametrize(
    ("base", "over", "expected"),
    [
        ("а: 1", "а: 2", {"а": "2"}),
        ("а: 1", "б: 2", {"а": "1", "б": "2"}),
        ("а: {б: 1, в: 2}", "а: {в: 3, г: 4}", {"а": {"б": "1", "в": "3", "г": "4"}}),
        ("а: [1, 2]", "а: [3]", {"а": ["3"]}),
        ("а: {б: 1}", "а: 2", {"а": "2"}),
        ("а: 1", "а: {б: 2}", {"а": {"б": "2"}}),
        ("а: 1", "[б]", ["б"]),
    ],
)
def test_mappings_are_laid_on_each_other_key_by_key(base: str, over: str, expected: object) -> None:
    assert plain(merge(parsed(base), parsed(over))) == expected


def test_every_value_keeps_the_place_it_was_written_at() -> None:
    base = parsed("а:\n  б: 1\n  в: 2\n", "base.yaml")
    over = parsed("# моє\nа: {в: 3, г: 4}\n", "over.yaml")
    merged = merge(base, over)
    places = {
        key: (node.source.name, node.line, node.column)
        for key in ("б", "в", "г")
        for node in [nearest(merged, ("а", key))]
    }
    assert places == {
        "б": ("base.yaml", 2, 6),
        "в": ("over.yaml", 2, 8),
        "г": ("over.yaml", 2, 14),
    }
    assert merged.source.name == "over.yaml"
    assert plain(base) == {"а": {"б": "1", "в": "2"}}
