"""The linter on roles whose texts are all unlike → seconds of a warm process and of the command."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import corpus
import measure
from corpus import POSADA
from measure import Rounds, Run

from generator.document.tree import Document
from generator.issue import Location
from generator.lint.linter import Linter
from generator.lint.passages import Passage
from generator.lint.reader import Reader
from generator.lint.rules import Rule
from generator.make.inspect import Inspection, warm_inspector
from generator.model.resolved import Entry, ResolvedClause, ResolvedGroup, ResolvedRole

ROLES: Final = 1_000
WARM_ROUNDS: Final = 8
COMMAND_ROUNDS: Final = 2
DAY: Final = date(2026, 11, 24)
CHARACTERS: Final = 20_000
TIMES: Final = 8
"""How many times as long is the longer text?"""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Lint:
    """Seconds: `warm` per round of the sample roles; runs of the command on copies of the samples and on roles whose
    clauses are all `unlike`; `text` of one and of `TIMES` as much; `rules` with an eighth of them, a half, and all."""

    samples: int
    words: int
    rules_count: int
    loading: float
    warm: Rounds
    copies: list[Run]
    unlike: list[Run]
    text: tuple[Rounds, Rounds]
    rules: tuple[Rounds, Rounds, Rounds]


def measure_lint(folder: Path, say: Say) -> Lint:
    """Everything that is asked of the linter."""
    root = corpus.make_workspace(folder / "samples", corpus.SAMPLES)
    begun = time.perf_counter()
    inspector = warm_inspector(Inspection(root, DAY))
    loading = time.perf_counter() - begun
    assert inspector.linter is not None
    roles = [inspector.composer.resolve(role) for role in inspector.composer.files.ids]
    documents = [inspector.composer.compose(role) for role in roles]
    say(f"linter, warm, {WARM_ROUNDS} rounds of {len(roles)} roles")
    warm = [_round(inspector.linter, roles, documents, number) for number in range(WARM_ROUNDS + 1)]
    rules = inspector.choice.rules
    copies = unlike(corpus.make_workspace(folder / "copies", ROLES), only_units=True)
    large = unlike(corpus.make_workspace(folder / "large", ROLES))
    say(f"posada check, {ROLES} roles, {COMMAND_ROUNDS} rounds")
    check = [
        POSADA,
        "check",
        "--quiet",
        "--jobs",
        "2",
        "--format",
        "json",
        "--output",
        "found.json",
    ]
    return Lint(
        len(roles),
        sum(len(clause.text.split()) for role in roles for clause in role.clauses()),
        len(rules),
        loading,
        warm[1:],
        [measure.run(check, copies) for _ in range(COMMAND_ROUNDS)],
        [measure.run(check, large) for _ in range(COMMAND_ROUNDS)],
        _by_text(rules, roles),
        _by_rules(rules, roles),
    )


def _round(
    linter: Linter, roles: Iterable[ResolvedRole], documents: Iterable[Document], number: int
) -> float:
    changed = [varied(role, number) for role in roles]
    begun = time.perf_counter()
    for role, document in zip(changed, documents, strict=True):
        linter.role(role, document)
    return time.perf_counter() - begun


def varied(role: ResolvedRole, number: int) -> ResolvedRole:
    """The role with words of its own in every clause, so that nothing known of another role helps."""

    def change(clause: ResolvedClause) -> ResolvedClause:
        text = f"{clause.text.rstrip('.')}, дільниця {role.id} {number}."
        return replace(clause, text=text)

    def entry(one: Entry) -> Entry:
        if isinstance(one, ResolvedGroup):
            return replace(one, items=tuple(map(change, one.items)))
        return change(one)

    sections = {key: tuple(map(entry, entries)) for key, entries in role.sections.items()}
    sentences = {key: change(clause) for key, clause in role.sentences.items()}
    return replace(role, sections=sections, sentences=sentences)


def unlike(root: Path, only_units: bool = False) -> Path:
    """The workspace with a unit for each role, and words of its own in each clause of its file."""
    for path in root.glob("roles/[!_]*.yaml"):
        mark = path.stem.replace("-", " ")
        text = path.read_text("utf-8")
        if not only_units:
            text = re.sub(r"(?<=[а-яіїєґ])\.$", f", дільниця {mark}.", text, flags=re.M)
        # Within one unit, every duty of a copy would repeat one.
        text = re.sub(r"^department: (.*)$", rf"department: \1 {mark}", text, flags=re.M)
        path.write_text(text, "utf-8")
    return root


def _text(roles: Iterable[ResolvedRole], characters: int) -> str:
    said = " ".join(clause.text for role in roles for clause in role.clauses())
    return (said * (characters // len(said) + 1))[:characters]


def _by_text(rules: tuple[Rule, ...], roles: list[ResolvedRole]) -> tuple[Rounds, Rounds]:
    texts = [_text(roles, CHARACTERS * times) for times in (1, TIMES)]
    rounds = [[_seconds(rules, text) for text in texts] for _ in range(WARM_ROUNDS)]
    return [first for first, _ in rounds], [second for _, second in rounds]


def _by_rules(rules: tuple[Rule, ...], roles: list[ResolvedRole]) -> tuple[Rounds, Rounds, Rounds]:
    """Every clause of the samples is read, as in a role: a long text has words for every rule."""
    texts = [clause.text for role in roles for clause in role.clauses()]
    rules = tuple(rule for rule in rules if not rule.entry.check)
    some = [rules[:: len(rules) // (len(rules) // share)] for share in (8, 2, 1)]
    rounds = [[_seconds(chosen, *texts) for chosen in some] for _ in range(WARM_ROUNDS)]
    return [r[0] for r in rounds], [r[1] for r in rounds], [r[2] for r in rounds]


def _seconds(rules: Iterable[Rule], *texts: str) -> float:
    """The time one reader takes that has not seen the texts; their words are known."""
    reader = Reader(rules)
    reader.read(Passage("duties", "clause", " ".join(texts), Location("")))
    begun = time.perf_counter()
    for text in texts:
        reader.read(Passage("duties", "another", f"{text} ", Location("")))
    return time.perf_counter() - begun
