"""How well the rules find what is wrong in clauses they were not made from: precision and recall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from generator.issue import Location
from generator.lint.load import built_in_rules
from generator.lint.passages import Passage
from generator.lint.reader import RIGHT, Reader

CORPUS = Path(__file__).parents[1] / "corpus"
LEAST_PRECISION = 0.95
LEAST_RECALL = 0.9


@dataclass(frozen=True)
class Labelled:
    """A clause with the rules that must find something in it."""

    section: str
    text: str
    find: frozenset[str]


def clauses(folder: Path = CORPUS) -> Iterator[Labelled]:
    """Every clause, the bad ones first."""
    for name in ("bad.yaml", "good.yaml"):
        for one in yaml.safe_load((folder / name).read_text("utf-8")):
            yield Labelled(one["section"], one["text"], frozenset(one.get("find", ())))


@dataclass
class Score:
    """True and false findings, and what was missed; a rule counts once in a clause."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    @property
    def precision(self) -> float:
        return self.right.total() / (self.right.total() + self.wrong.total())

    @property
    def recall(self) -> float:
        return self.right.total() / (self.right.total() + self.missed.total())


def score(folder: Path = CORPUS) -> Score:
    """Every clause read by every rule; rules about whole roles have nothing to say of one clause."""
    rules = built_in_rules("uk").rules.values()
    reader = Reader(rule for rule in rules if rule.family != "completeness")
    found = Score(Counter(), Counter(), Counter())
    for one in clauses(folder):
        passage = Passage(one.section, "clause", one.text, Location("roles/a.yaml"))
        said = {spot.rule for spot in reader.read(passage) if spot.pattern != RIGHT}
        found.right.update(said & one.find)
        found.wrong.update(said - one.find)
        found.missed.update(one.find - said)
    return found


def test_the_corpus_is_as_large_as_it_must_be() -> None:
    listed = list(clauses())
    assert sum(bool(one.find) for one in listed) >= 40
    assert sum(not one.find for one in listed) >= 200


def test_every_label_is_a_rule() -> None:
    known = built_in_rules("uk").rules.keys()
    assert {rule for one in clauses() for rule in one.find} <= known


def test_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    found = score()
    with capsys.disabled():
        # The figures are asked for, whether or not the test passes.
        print(f"\ncorpus: precision {found.precision:.3f}, recall {found.recall:.3f}")  # noqa: T201
    assert found.precision >= LEAST_PRECISION, found.wrong
    assert found.recall >= LEAST_RECALL, found.missed
