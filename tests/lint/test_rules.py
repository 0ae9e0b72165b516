"""Every rule of the catalogue: its examples, its words in both languages, and the time it takes."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.issue import IssueError, Location
from generator.lint.checks import CHECKS
from generator.lint.checks.outline import outline
from generator.lint.choice import Choice
from generator.lint.examples import failures
from generator.lint.linter import Linter
from generator.lint.passages import Passage
from generator.lint.pattern import sequences
from generator.lint.reader import About, Reader
from generator.lint.rules import Pattern, Rule, compile_regex
from generator.make import Composer, Plan
from generator.model.rule import Example, Worded
from generator.source.classifier import load_classifier
from generator.source.competencies import load_catalogue
from tests.lint.catalogue import write_catalogue
from tests.lint.rules import LANGUAGES, every_rule, rules_of
from tests.workspace import write_workspace

RULES = every_rule()


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_bears_out_its_examples(rule: Rule) -> None:
    assert list(failures(rule)) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_pattern_of_a_rule_is_fired_by_an_example(rule: Rule) -> None:
    idle = [pattern.entry for pattern in rule.patterns if not fires(rule, pattern)]
    assert idle == []


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_words_of_a_rule_are_in_their_dictionary_forms(rule: Rule) -> None:
    for patterns in (rule.patterns, rule.lacks, rule.unless, rule.excepted, rule.elsewhere):
        for pattern in patterns:
            if pattern.entry.match:
                assert len(sequences(pattern.entry.match, compile_regex)) == len(pattern.sequences)


def fires(rule: Rule, pattern: Pattern) -> bool:
    """Whether a pattern by itself finds something in an example of its rule."""
    reader = Reader((replace(rule, patterns=(pattern,)),))
    sections = rule.entry.sections_of_classifier
    about = About(rule.entry.document == "working-instruction", next(iter(sections), 0))
    usual = rule.entry.where[0] if rule.entry.where else "duties"
    return any(
        reader.read(Passage(each.section or usual, "clause", each.text, Location("")), about)
        for each in rule.entry.fires
        if each.text
    )


WITH_ROLES = {
    f"{name}-{kind}-{index}": (rule, example, kind == "fires")
    for name, rule in RULES.items()
    for kind, examples in (("fires", rule.entry.fires), ("silent", rule.entry.silent))
    for index, example in enumerate(examples)
    if example.roles or example.competencies
}


@pytest.mark.parametrize(("rule", "example", "fires"), WITH_ROLES.values(), ids=list(WITH_ROLES))
def test_an_example_of_whole_roles_is_borne_out(
    rule: Rule, example: Example, fires: bool, tmp_path: Path
) -> None:
    assert bool(list(found_in_roles(rule, example, fires, tmp_path))) is fires


UNSIGNED = {"signatures.html.j2": "{% macro signatures() %}{% endmacro %}"}
"""A template of a workspace that leaves out who has read the document."""


def found_in_roles(rule: Rule, example: Example, fires: bool, root: Path) -> Iterator[Any]:
    """What one rule finds in the files of an example, with the classifier of the sample workspace."""
    roles = {name: json.dumps(role, ensure_ascii=False) for name, role in example.roles.items()}
    own = UNSIGNED if fires and rule.entry.check == "acknowledgement-missing" else {}
    workspace = write_workspace(root, roles, templates=own)
    sample = Path(__file__).parents[2] / "classifier.csv"
    (root / "classifier.csv").write_bytes(sample.read_bytes())
    write_catalogue(root, example.competencies)
    catalogue, problems = load_catalogue(workspace)
    assert problems == ()
    composer = Composer(Plan(root))
    choice = Choice((rule,), {rule.id: rule.entry.severity})
    linter = Linter(choice, lambda _: None, load_classifier(workspace))
    read = [composer.resolve(name) for name in composer.files.ids]
    for role in read:
        yield from linter.role(role, composer.compose(role))
    yield from linter.company(tuple(map(outline, read)))
    yield from linter.catalogue(catalogue)


def test_a_rule_without_texts_in_its_examples_has_whole_files_in_them() -> None:
    for rule in RULES.values():
        for example in (*rule.entry.fires, *rule.entry.silent):
            whole = example.roles or example.competencies
            assert example.text or whole or rule.entry.check == "acknowledgement-missing"


def test_every_check_is_used_by_a_rule() -> None:
    assert {rule.entry.check for rule in RULES.values()} - {None} == set(CHECKS)


def texts(rule: Rule) -> dict[str, Worded]:
    entry = rule.entry
    found: Mapping[str, Worded | None] = {
        "title": entry.title,
        "message": entry.message,
        "explanation": entry.explanation,
        "fix": entry.fix,
        "basis": entry.basis,
    }
    return {key: words for key, words in found.items() if words}


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_explained_in_both_languages(rule: Rule) -> None:
    for key, words in texts(rule).items():
        assert words.uk, key
        assert words.en, key
        for text in (words.uk, words.en):
            assert re.search(r"  |\s[,.;:]|'(?=[а-яіїєґ])", text) is None, (key, text)
    assert not rule.entry.title.into("uk").endswith(".")
    assert rule.entry.fix.into("uk").endswith(".")
    assert rule.entry.fix.into("uk")[0].islower()


def test_an_act_is_cited_where_the_facts_are_sure() -> None:
    """A rule whose ground is not sure says «перевірте» and cites nothing."""
    for rule in RULES.values():
        said = " ".join(words.into("uk") for words in texts(rule).values())
        assert rule.entry.basis or not re.search(r"\bст\. \d", said), rule.id


def test_a_day_of_the_law_makes_a_difference() -> None:
    dated = [rule for rule in RULES.values() if rule.entry.since or rule.entry.until]
    assert dated
    assert all(rule.holds_on(rule.entry.since) for rule in dated if rule.entry.since)
    assert not any(rule.holds_on(date(1990, 1, 1)) for rule in dated if rule.entry.since)


SECTIONS = ("duties", "responsibility", "title", "templates", "behaviour", "questions")
UNIT = {
    "letters": "а",
    "capitals": "А. ",
    "points": ".",
    "digits": "1",
    "dates": "1.",
    "spaces-and-words": "при при ",
    "anchors": "приймати участь по наказу не ",
    "brackets": "([{",
    "underscores": "_ ",
    "quotes": "«а ",
    "braces": "{{ ",
    "mixed": "аa",
    "hyphens": "а-",
    "numbers": "№ 1 ",
}
LONG = 100_000
"""How many characters does a hostile text have?"""

TIMES = 40
"""How many times the time of plain words of the same length may a text take?"""


@pytest.mark.parametrize("unit", UNIT.values(), ids=list(UNIT))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_takes_long(unit: str, language: str) -> None:
    reader = Reader(rules_of(language).values())
    plain = ("веде журнал обліку товарів на складі, " * LONG)[:LONG]
    hostile = (unit * LONG)[:LONG]
    seconds(reader, plain[:1000], "rights")
    bound = TIMES * max(seconds(reader, plain, section) for section in SECTIONS)
    assert max(seconds(reader, hostile, section) for section in SECTIONS) < bound


def seconds(reader: Reader, text: str, section: str) -> float:
    begun = time.perf_counter()
    reader.read(Passage(section, "clause", text, Location("")))
    return time.perf_counter() - begun


def test_the_time_grows_with_the_text_and_not_faster() -> None:
    reader = Reader(rules_of("uk").values())
    unit = "Приймає активну участь по наказу, веде облік тощо; при необхідності несе відповідальність. "
    short, long = (unit * 200, unit * 800)
    seconds(reader, short[:2000], "duties")
    once = min(seconds(Reader(rules_of("uk").values()), short, "duties") for _ in range(3))
    four = min(seconds(Reader(rules_of("uk").values()), long, "duties") for _ in range(3))
    assert four < 4 * once * 2


def test_a_rule_file_that_is_no_yaml_is_an_issue(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, {})
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/own.yaml").write_text("family: [", "utf-8")
    from generator.lint.load import load_rules

    with pytest.raises(IssueError) as raised:
        load_rules(workspace)
    assert raised.value.issues[0].location is not None
    assert raised.value.issues[0].location.file == "rules/own.yaml"
