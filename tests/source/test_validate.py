"""What pydantic finds wrong becomes an issue of ours, at the value or key that causes it, without its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from generator.issue import Code, Issue, IssueError, Phrase
from generator.messages import LANGUAGES, catalogue, explain
from generator.model import Role, Theme, WorkspaceSettings
from generator.model.role import ROLE_KEYS
from generator.model.rule import RuleFile
from generator.model.vacancy import Vacancy
from generator.schema import MODELS
from generator.source import validate as module
from generator.source.keys import known_keys
from generator.source.tree import SourceFile, merge, parse
from generator.source.validate import nearest, validate
from tests.workspace import ROOT, SETTINGS

TITLE = "title: Секретар\n"


def issues(text: str, model: type[BaseModel] = Role) -> tuple[Issue, ...]:
    node = parse(SourceFile("roles/a.yaml", text))
    with pytest.raises(IssueError) as raised:
        validate(node, model)
    return raised.value.issues


def values(one: Issue) -> dict[str, str]:
    return dict(one.values)


VACANCY = """\
posted: 2026-12-01
contact: {name: Відділ кадрів}
"""

RULES = """\
family: a
title: А
rules:
  - {id: a, severity: info, title: А, explanation: А, fix: А, fires: [а, б], silent: [а, б],
    WAYS}
"""


@dataclass(frozen=True)
class Wrong:
    """A value that is wrong: the error type of pydantic's it makes, and the issue it becomes.

    `values` are some of the issue's values, e.g. `key=department; expected=text`; of a phrase the last part of its key.
    """

    kind: str
    text: str
    code: Code
    place: str
    values: str = ""
    model: type[BaseModel] = Role

    def expected(self) -> dict[str, str]:
        return dict(pair.split("=") for pair in self.values.split("; ") if pair)


WRONG = [
    Wrong("string_type", f"{TITLE}department: [а]", Code.FIELD_TYPE, "2:13", "key=department; what=key; expected=text"),
    Wrong("string_type", f"{TITLE}extends: [{{а: б}}]", Code.FIELD_TYPE, "2:11", "key=extends; what=item"),
    Wrong("tuple_type", f"{TITLE}duties: а", Code.FIELD_TYPE, "2:9", "expected=list"),
    Wrong("tuple_type", f"{TITLE}duties: {{а: б}}", Code.FIELD_TYPE, "2:9", "expected=list"),
    Wrong("model_type", f"{TITLE}requirements: а", Code.FIELD_TYPE, "2:15", "expected=mapping"),
    Wrong("model_type", f"{TITLE}relations: [а]", Code.FIELD_TYPE, "2:13", "what=item; expected=mapping"),
    Wrong("model_type", f"{TITLE}duties: [[а]]", Code.FIELD_TYPE, "2:10", "key=duties; what=item; expected=clause"),
    Wrong("model_type", f"{TITLE}laws: [[а]]", Code.FIELD_TYPE, "2:8", "key=laws; expected=clause"),
    Wrong("model_type", "- а", Code.FIELD_TYPE, "1:1", "what=file; expected=mapping"),
    Wrong("model_type", "а", Code.FIELD_TYPE, "1:1", "what=file"),
    Wrong("dict_type", f"{TITLE}variables: [а]", Code.FIELD_TYPE, "2:12", "expected=mapping"),
    Wrong("bool_type", f"{TITLE}duties: [{{text: а, readonly: []}}]", Code.FIELD_TYPE, "2:30", "expected=boolean"),
    Wrong("bool_parsing", f"{TITLE}duties: [{{text: а, readonly: б}}]",
          Code.FIELD_VALUE, "2:30", "value=б; expected=boolean"),
    Wrong("int_type", f"{TITLE}competencies: [{{id: a, level: []}}]", Code.FIELD_TYPE, "2:31", "expected=whole_number"),
    Wrong("int_parsing", f"{TITLE}competencies: [{{id: a, level: 1.5}}]",
          Code.FIELD_VALUE, "2:31", "value=1.5; expected=whole_number"),
    Wrong("int_parsing_size", f"{TITLE}competencies: [{{id: a, level: {'9' * 5000}}}]",
          Code.FIELD_VALUE, "2:31", "key=level"),
    Wrong("greater_than_equal", f"{TITLE}competencies: [{{id: a, level: -1}}]",
          Code.FIELD_VALUE, "2:31", "expected=at_least; bound=0"),
    Wrong("less_than_equal", f"{TITLE}competencies: [{{id: a, level: 10}}]",
          Code.FIELD_VALUE, "2:31", "expected=at_most; bound=9"),
    Wrong("decimal_type", f"{VACANCY}salary: {{to: []}}", Code.FIELD_TYPE, "3:14", "expected=number", Vacancy),
    Wrong("decimal_parsing", f"{VACANCY}salary: {{to: багато}}",
          Code.FIELD_VALUE, "3:14", "value=багато; expected=number", Vacancy),
    Wrong("decimal_max_places", f"{VACANCY}salary: {{to: 1.005}}",
          Code.FIELD_VALUE, "3:14", "value=1.005; expected=money", Vacancy),
    Wrong("string_pattern_mismatch", f"{VACANCY}address: {{country: Україна}}",
          Code.FIELD_VALUE, "3:20", "value=Україна; expected=country", Vacancy),
    Wrong("string_pattern_mismatch", f"{VACANCY}salary: {{to: 1, currency: грн}}",
          Code.FIELD_VALUE, "3:27", "value=грн; expected=currency", Vacancy),
    Wrong("string_pattern_mismatch", f"{VACANCY}website: pryklad",
          Code.FIELD_VALUE, "3:10", "value=pryklad; expected=website", Vacancy),
    Wrong("word_too_long", f"{TITLE}purpose: Веде {'а' * 301}", Code.FIELD_VALUE, "2:10", "expected=words; bound=300"),
    Wrong("match_or_regex", RULES.replace("WAYS", "patterns: [{fix: а}]"), Code.FIELD_VALUE, "5:16",
          "expected=match_or_regex", RuleFile),
    Wrong("rule_way", RULES.replace("WAYS", ""), Code.FIELD_VALUE, "4:5", "expected=rule_way", RuleFile),
    Wrong("worded", RULES.replace("title: А,", "title: {},"), Code.FIELD_VALUE, "4:36", "expected=worded", RuleFile),
    Wrong("literal_error", f"{TITLE}gender: male",
          Code.FIELD_VALUE, "2:9", "expected=one_of; choices=masculine, feminine"),
    Wrong("enum", f"{SETTINGS}document: {{layout: clasic}}",
          Code.FIELD_VALUE, "5:20", "choices=full, classic; suggestion=classic", WorkspaceSettings),
    Wrong("date_type", f"{SETTINGS}document: {{order: {{date: [а]}}}}",
          Code.FIELD_TYPE, "5:26", "expected=date", WorkspaceSettings),
    Wrong("date_from_datetime_parsing", f"{SETTINGS}document: {{order: {{date: 01.09.2026}}}}",
          Code.FIELD_VALUE, "5:26", "value=01.09.2026; expected=date", WorkspaceSettings),
    Wrong("date_from_datetime_parsing", f"{SETTINGS}document: {{order: {{date: 2026-13-01}}}}",
          Code.FIELD_VALUE, "5:26", "expected=date", WorkspaceSettings),
    Wrong("float_type", "page: {left_mm: [а]}", Code.FIELD_TYPE, "1:17", "expected=number", Theme),
    Wrong("float_parsing", "page: {left_mm: '1,5'}", Code.FIELD_VALUE, "1:17", "value=1,5; expected=number", Theme),
    Wrong("less_than_equal", "page: {left_mm: nan}", Code.FIELD_VALUE, "1:17", "", Theme),
    Wrong("less_than_equal", "page: {left_mm: 501}", Code.FIELD_VALUE, "1:17", "bound=500", Theme),
    Wrong("greater_than", "fonts: {size_pt: 0}", Code.FIELD_VALUE, "1:18", "expected=more; bound=0", Theme),
    Wrong("too_short", "numbering: ['{1}']", Code.FIELD_TYPE, "1:12", "expected=more_items; bound=3", Theme),
    Wrong("too_long", "numbering: [а, б, в, г]", Code.FIELD_TYPE, "1:12", "expected=fewer_items; bound=3", Theme),
    Wrong("too_short", f"{TITLE}duties: [{{group: а, items: []}}]", Code.FIELD_TYPE, "2:28", "key=items; bound=1"),
    Wrong("too_short", f"{TITLE}department: '  '", Code.FIELD_EMPTY, "2:13", "key=department"),
    Wrong("too_short", f"{TITLE}duties: ['']", Code.FIELD_EMPTY, "2:10", "key=duties; what=item"),
    Wrong("too_long", f"{TITLE}purpose: {'а' * 5001}", Code.TEXT_TOO_LONG, "2:10", "key=purpose; limit=5000"),
    Wrong("too_long", f"{TITLE}duties:\n  - {'а' * 5001}", Code.TEXT_TOO_LONG, "3:5", "key=duties; what=item"),
    Wrong("string_too_long", f"{TITLE}remove: [{'а' * 101}]", Code.ID_INVALID, "2:10", "kind=id"),
    Wrong("string_pattern_mismatch", f"{TITLE}remove: [а б]", Code.ID_INVALID, "2:10", "value=а б; kind=id"),
    Wrong("string_pattern_mismatch", f"{TITLE}extends: [../x]", Code.ID_INVALID, "2:11", "value=../x; kind=part"),
    Wrong("string_pattern_mismatch", f"{TITLE}variables: {{ок: а, Б:  в}}", Code.ID_INVALID, "2:13", "kind=variable"),
    Wrong("string_pattern_mismatch", "draft_colour: Red",
          Code.FIELD_VALUE, "1:15", "value=Red; expected=colour", Theme),
    Wrong("classifier_code", f"{TITLE}classification: {{code: 14.75}}", Code.CLASSIFIER_CODE, "2:24", "value=14.75"),
    Wrong("organisation_code", SETTINGS.replace("city", "code: 1234567, city"),
          Code.ORGANISATION_CODE, "1:75", "value=1234567", WorkspaceSettings),
    Wrong("missing", "duties: [а]", Code.FIELD_MISSING, "1:1", "key=title"),
    Wrong("missing", f"{TITLE}duties:\n  - id: a", Code.FIELD_MISSING, "3:5", "key=text"),
    Wrong("missing", f"{TITLE}duties:\n  - group: а", Code.FIELD_MISSING, "3:5", "key=items"),
    Wrong("missing", f"{TITLE}relations:\n  - when: а", Code.FIELD_MISSING, "3:5", "key=with"),
    Wrong("extra_forbidden", f"{TITLE}dutys: []", Code.FIELD_UNKNOWN, "2:1", "key=dutys; suggestion=duties"),
    Wrong("extra_forbidden", f"{TITLE}cases: {{genetiv: а}}", Code.FIELD_UNKNOWN, "2:9", "suggestion=genitive"),
    Wrong("extra_forbidden", f"{TITLE}duties:\n  - {{text: а, basys: б}}",
          Code.FIELD_UNKNOWN, "3:15", "suggestion=basis"),
    Wrong("extra_forbidden", f"{TITLE}laws:\n  - {{text: а, group: б}}", Code.FIELD_UNKNOWN, "3:15", "key=group"),
    Wrong("extra_forbidden", f"{TITLE}duties:\n  - group: а\n    items: [{{txt: б, text: в}}]",
          Code.FIELD_UNKNOWN, "4:14", "suggestion=text"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case.kind}-{case.code}")
def test_every_error_becomes_an_issue_at_its_place(case: Wrong) -> None:
    at_place = [
        one
        for one in issues(case.text, case.model)
        if one.location and f"{one.location.line}:{one.location.column}" == case.place
    ]
    (one,) = (one for one in at_place if one.code is case.code)
    found = {
        name: value.rpartition(".")[2] if isinstance(value, Phrase) else value
        for name, value in one.values
    }
    assert case.expected().items() <= found.items()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case.kind}-{case.code}")
def test_no_word_of_pydantic_or_python_is_shown(case: Wrong, language: str) -> None:
    for one in issues(case.text, case.model):
        said = " ".join(explain(one, language))
        assert not re.search(r"(?i)input should|pydantic|tuple|dict\b|\bstr\b|None|\{|\}", said)


def errors_of(case: Wrong) -> set[str]:
    """The types pydantic itself gives for a case."""
    from pydantic import ValidationError

    from generator.source.tree import plain

    with pytest.raises(ValidationError) as raised:
        case.model.model_validate(plain(parse(SourceFile("a", case.text))))
    return {error["type"] for error in raised.value.errors()}


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case.kind}-{case.code}")
def test_the_table_of_cases_names_what_pydantic_gives(case: Wrong) -> None:
    assert case.kind in errors_of(case)


def test_every_type_that_is_mapped_has_a_case() -> None:
    mapped = {*module._BY_TYPE, *module._EXPECTED}
    # These are for other ways to build a model, versions of pydantic, or bounds no field has now.
    spare = {
        "string_too_short",
        "model_attributes_type",
        "finite_number",
        "date_parsing",
        "less_than",
    }
    assert mapped - spare == {case.kind for case in WRONG} - {"missing", "extra_forbidden"}


def schema_types(schema: Any) -> set[str]:
    """The kinds of values the schemas of our models hold."""
    if isinstance(schema, list):
        return set().union(*map(schema_types, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    own = {schema["type"]} if isinstance(schema.get("type"), str) else set()
    return own | set().union(*map(schema_types, schema.values()), set())


def test_the_models_hold_no_kind_of_value_without_an_issue() -> None:
    kinds = set()
    for model in MODELS.values():
        kinds |= schema_types(model.model_json_schema())
    assert kinds == {"string", "array", "object", "boolean", "integer", "number", "null"}


class _Strange(BaseModel):
    """A constraint nobody has mapped yet."""

    number: Annotated[float, Field(multiple_of=2)] = 2


def test_an_error_nobody_has_thought_of_is_still_an_issue() -> None:
    (one,) = issues("number: 3", _Strange)
    assert one.code is Code.FIELD_VALUE
    assert values(one)["expected"] == "kind.other"
    assert explain(one, "en")[0] == "'number' cannot be '3': it must be a value the schema allows."


# Empty values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:\n", [(1, 7, "title", "key")]),
        ("title: ~\n", [(1, 8, "title", "key")]),
        ("title: null\n", [(1, 8, "title", "key")]),
        (f"{TITLE}department:\n", [(2, 12, "department", "key")]),
        (f"{TITLE}duties:\nrights:\n", [(2, 8, "duties", "key"), (3, 8, "rights", "key")]),
        (f"{TITLE}duties:\n  -\n  - а\n", [(3, 4, "duties", "item")]),
        (f"{TITLE}duties: [{{text: , id: }}]\n", [(2, 17, "text", "key"), (2, 23, "id", "key")]),
        (f"{TITLE}signers: {{approve: }}\n", [(2, 20, "approve", "key")]),
    ],
)
def test_a_key_or_item_without_a_value_is_one_issue(
    text: str, expected: list[tuple[int, int, str, str]]
) -> None:
    found = issues(text)
    assert {one.code for one in found} == {Code.FIELD_EMPTY}
    assert [
        (place.line, place.column, values(one)["key"], values(one)["what"].removeprefix("what."))
        for one in found
        for place in [one.location]
        if place
    ] == expected


# Suggestions


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [
        ("dutys", "duties"),
        ("Duties", "duties"),
        ("responsibilities", "responsibility"),
        ("reportsTo", "reports_to"),
        ("knowlege", "knowledge"),
        ("сases", "cases"),
        ("титул", None),
        ("salary", None),
        ("education", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_key_is_suggested_only_when_it_is_close(key: str, suggestion: str | None) -> None:
    (one,) = issues(f"{TITLE}'{key}': []\n")
    assert values(one).get("suggestion") == suggestion


def properties(schema: Any) -> set[str]:
    """The keys of all objects of a schema."""
    if isinstance(schema, list):
        return set().union(*map(properties, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
    return own | set().union(*map(properties, schema.values()), set())


def test_every_key_has_ukrainian_names_and_every_such_name_a_key() -> None:
    keys = set().union(*(properties(model.model_json_schema()) for model in MODELS.values()))
    names = catalogue("uk", "keys")
    assert names.keys() == keys
    assert all(
        re.fullmatch(r"[А-ЯҐЄІЇа-яґєії’ ]+", name) for found in names.values() for name in found
    )


@pytest.mark.parametrize("model", [Role, WorkspaceSettings, Theme])
def test_a_ukrainian_name_leads_to_its_key(model: type[BaseModel]) -> None:
    for key in known_keys(model, ()):
        for name in catalogue("uk", "keys")[key]:
            (one,) = (
                one for one in issues(f"'{name}': 1\n", model) if one.code is Code.FIELD_UNKNOWN
            )
            assert values(one)["suggestion"] == key


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("duties: [{текст: а}]", "text"),
        ("duties: [{група: а, items: [б]}]", "group"),
        ("relations: [{з ким: а}]", "with"),
        ("requirements: {освіта: а}", "education"),
        ("cases: {родовий: а}", "genitive"),
        ("career: {до: [а]}", "to"),
        ("classification: {код: '1475.4'}", "code"),
    ],
)
def test_a_ukrainian_name_is_understood_where_its_key_may_stand(text: str, suggestion: str) -> None:
    (one,) = issues(f"{TITLE}{text}\n")
    assert (one.code, values(one)["suggestion"]) == (Code.FIELD_UNKNOWN, suggestion)


def test_cyrillic_look_alikes_are_pointed_out() -> None:
    plain, alike = (issues(f"{TITLE}{key}: []\n")[0] for key in ("dutie", "dutіes"))
    assert "script" not in values(plain)
    assert isinstance(dict(alike.values)["script"], Phrase)
    assert explain(alike, "en")[1] == "did you mean 'duties', all in Latin letters?"
    assert (
        explain(alike, "uk")[1]
        == "можливо, ви мали на увазі «duties» — самими латинськими літерами?"
    )


@pytest.mark.parametrize(
    ("path", "some", "none"),
    [
        ((), {"title", "duties", "career"}, {"text", "genitive"}),
        (("cases",), {"genitive"}, {"title"}),
        (("duties", 0), {"text", "group", "items"}, {"title"}),
        (("duties", 0, "clause"), {"text", "basis"}, {"group", "items"}),
        (("duties", 0, "group"), {"group", "items"}, {"text", "basis"}),
        (("duties", 0, "group", "items", 0), {"text", "basis"}, {"group"}),
        (("laws", 3), {"text"}, {"group"}),
        (("relations", 0), {"with", "receives"}, {"with_"}),
        (("career",), {"from", "to"}, {"from_"}),
        (("signers", "agree", 0), {"key", "position"}, {"department"}),
    ],
)
def test_the_keys_of_the_schema_are_known_at_every_place(
    path: tuple[int | str, ...], some: set[str], none: set[str]
) -> None:
    known = set(known_keys(Role, path))
    assert known >= some
    assert not known & none


def test_all_keys_of_a_role_are_known() -> None:
    assert set(known_keys(Role, ())) == set(ROLE_KEYS)


# The path to a value


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("title",), 1, 8),
        (("duties", 0), 3, 5),
        (("duties", 0, "clause", "text"), 3, 5),
        (("duties", 1, "clause", "text"), 4, 12),
        (("duties", 2, "group", "group"), 5, 13),
        (("duties", 2, "group", "items", 0, "text"), 5, 24),
        (("duties", 2, "group", "nothing"), 5, 5),
        (("nothing", 0, "there"), 1, 1),
    ],
)
def test_the_nearest_value_is_found_whatever_steps_pydantic_adds(
    path: tuple[int | str, ...], line: int, column: int
) -> None:
    text = f"{TITLE}duties:\n  - а\n  - {{text: б}}\n  - {{group: в, items: [г]}}\n"
    node = nearest(parse(SourceFile("a", text)), path)
    assert (node.line, node.column) == (line, column)


def test_a_value_of_a_merged_file_is_named_in_that_file() -> None:
    base = parse(SourceFile("base.yaml", (ROOT / "templates/theme.yaml").read_text("utf-8")))
    over = parse(SourceFile("over.yaml", "fonts:\n  size_pt: -1\n"))
    with pytest.raises(IssueError) as raised:
        validate(merge(base, over), Theme)
    (one,) = raised.value.issues
    assert one.location is not None
    assert (one.location.file, one.location.line, one.location.column) == ("over.yaml", 2, 12)


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = f"{TITLE}dutys: []\ngender: x\ncompetencies: [{{id: Я, level: 99}}, а]\ndepartment:\n"
    codes = sorted(one.code for one in issues(text))
    assert codes == sorted(
        [Code.FIELD_UNKNOWN, Code.FIELD_VALUE, Code.ID_INVALID, Code.FIELD_VALUE, Code.FIELD_TYPE, Code.FIELD_EMPTY]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ("roles/*.yaml", "role"),
        ("roles/_shared/*.yaml", "part"),
        ("competencies/*.yaml", "competency"),
        ("competencies/_scales/*.yaml", "scale"),
        ("vacancies/*.yaml", "vacancy"),
        ("assessments/*.yaml", "assessment"),
    ],
)
def test_the_shipped_files_are_valid(files: str, kind: str) -> None:
    paths = sorted(ROOT.glob(files))
    assert paths
    for path in paths:
        node = parse(SourceFile(path.name, path.read_text("utf-8")))
        assert validate(node, MODELS[kind])
