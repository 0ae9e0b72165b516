"""Accepted findings and known ones: for whom a waiver is, when it is over or idle, and what a baseline hides."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.issue import Code, IssueError, Location, Severity
from generator.lint.finding import Finding, Spot
from generator.lint.load import load_rules
from generator.lint.waivers import (
    Judged,
    PlacedWaiver,
    baseline,
    load_baseline,
    load_waivers,
    waive,
    without_known,
)
from generator.model.lint import Waiver
from tests.workspace import write_workspace

DAY = date(2026, 11, 24)
FOUND = Finding(
    "open-list", Severity.WARNING, ("clerk",), "duties", "letters", "Веде листування тощо.",
    Spot("open-list", 16, 20), Location("roles/clerk.yaml", 3, 5),
)  # fmt: skip
SHARED = replace(
    FOUND, roles=("clerk", "driver"), location=Location("roles/_shared/all.yaml", 2, 5)
)


def waiver(
    role: str = "clerk", clause: str = "letters", until: date = date(2027, 1, 1)
) -> PlacedWaiver:
    made = Waiver(
        rule="open-list", role=role, clause=clause, reason="Так треба.", owner="Юрист", until=until
    )
    return PlacedWaiver(made, Location("waivers.yaml", 2, 5))


def judged(finding: Finding, *waivers: PlacedWaiver, day: date = DAY) -> Judged:
    everything = frozenset(("open-list",)), frozenset(("clerk", "driver", "_shared/all", "gone"))
    return waive((finding,), waivers, day, *everything)


def test_a_waived_finding_does_not_count_and_is_not_lost() -> None:
    found = judged(FOUND, waiver())
    assert found.kept == ()
    assert [each.finding for each in found.waived] == [FOUND]
    assert found.issues == ()


@pytest.mark.parametrize("other", [waiver(role="driver"), waiver(clause="archive")])
def test_a_waiver_is_for_one_clause_of_one_role(other: PlacedWaiver) -> None:
    found = judged(FOUND, other)
    assert found.kept == (FOUND,)
    assert [each.code for each in found.issues] == [Code.WAIVER_UNUSED]


def test_a_waiver_is_good_on_its_last_day_and_an_issue_from_then_on() -> None:
    until = waiver(until=DAY)
    assert judged(FOUND, until).kept == ()
    over = judged(FOUND, until, day=date(2026, 11, 25))
    assert over.kept == (FOUND,)
    assert [each.code for each in over.issues] == [Code.WAIVER_EXPIRED]


def test_a_shared_clause_is_waived_by_its_file_for_all_or_by_a_role_for_itself() -> None:
    assert judged(SHARED, waiver(role="_shared/all")).kept == ()
    assert [each.roles for each in judged(SHARED, waiver()).kept] == [("driver",)]
    assert judged(SHARED, waiver(), waiver(role="driver")).kept == ()


def test_a_waiver_of_a_rule_that_did_not_judge_is_not_called_idle() -> None:
    found = waive((), (waiver(),), DAY, frozenset(), frozenset(("clerk",)))
    assert found.issues == ()
    found = waive((), (waiver(),), DAY, frozenset(("open-list",)), frozenset())
    assert found.issues == ()


EVERY_KEY = "{rule: open-list, role: clerk, clause: a, reason: Б, owner: В, until: 2027-01-01}"


@pytest.mark.parametrize("key", ["rule", "role", "clause", "reason", "owner", "until"])
def test_every_key_of_a_waiver_must_be_there(tmp_path: Path, key: str) -> None:
    workspace = write_workspace(tmp_path, {})
    pairs = [pair for pair in EVERY_KEY.strip("{}").split(", ") if not pair.startswith(key)]
    (tmp_path / "waivers.yaml").write_text(f"waivers: [{{{', '.join(pairs)}}}]\n", "utf-8")
    with pytest.raises(IssueError) as raised:
        load_waivers(workspace, load_rules(workspace))
    assert [(one.code, dict(one.values)["key"]) for one in raised.value.issues] == [
        (Code.FIELD_MISSING, key)
    ]


def test_a_waiver_of_an_unknown_rule_is_an_issue_at_its_place(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, {})
    (tmp_path / "waivers.yaml").write_text(
        f"waivers: [{EVERY_KEY}]\n".replace("open-", "opn-"), "utf-8"
    )
    with pytest.raises(IssueError) as raised:
        load_waivers(workspace, load_rules(workspace))
    (found,) = raised.value.issues
    assert found.location is not None
    assert (found.code, found.location.address()) == (Code.RULE_UNKNOWN, "1:18")
    assert dict(found.values)["suggestion"] == "open-list"


def test_a_baseline_hides_what_it_has_as_often_as_it_has_it(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, {})
    (tmp_path / "baseline.json").write_text(baseline((FOUND, FOUND)), "utf-8")
    known = load_baseline(workspace)
    moved = replace(FOUND, location=Location("roles/clerk.yaml", 30, 7))
    other = replace(FOUND, text="Веде листування та інше тощо.", spot=Spot("open-list", 19, 23))
    left = without_known(Judged((FOUND, moved, moved, other)), known)
    assert (left.known, len(left.kept)) == (2, 2)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"findings": [1]}', '{"findings": [{"fingerprint": 1, "count": 1}]}',
     '{"findings": [{"fingerprint": "a", "count": "2"}]}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_baseline_is_an_issue(tmp_path: Path, text: str) -> None:
    workspace = write_workspace(tmp_path, {})
    (tmp_path / "baseline.json").write_text(text, "utf-8")
    with pytest.raises(IssueError) as raised:
        load_baseline(workspace)
    assert [one.code for one in raised.value.issues] == [Code.BASELINE_INVALID]


def test_without_the_file_nothing_is_known(tmp_path: Path) -> None:
    assert load_baseline(write_workspace(tmp_path, {})) == Counter()
