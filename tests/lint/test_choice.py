"""Which rules judge: the settings of the workspace, profiles, the options of a command, the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.issue import Code, IssueError, Severity
from generator.lint.choice import NOTHING_ASKED, Choice, Options, choose
from generator.lint.load import load_rules
from tests.workspace import write_workspace

SETTINGS = """\
organisation: {name: Зразок, city: Львів}
signers: {approve: {position: Директор}}
"""
DAY = date(2026, 11, 24)


def chosen(root: Path, lint: str = "", options: Options = NOTHING_ASKED, day: date = DAY) -> Choice:
    workspace = write_workspace(root, {}, SETTINGS + lint)
    return choose(load_rules(workspace), workspace, options, day)


def test_without_settings_every_rule_judges(tmp_path: Path) -> None:
    ids = chosen(tmp_path).ids()
    assert {"open-list", "calque-take-part", "section-missing"} <= ids


def test_rules_and_families_are_selected_and_ignored(tmp_path: Path) -> None:
    lint = "lint: {select: [duties, calques], ignore: [other-duties, calque-soft]}\n"
    ids = chosen(tmp_path, lint).ids()
    assert {"open-list", "any-work", "calque-take-part"} <= ids
    assert not {"other-duties", "calque-soft", "fine"} & ids


def test_nothing_selected_is_nothing(tmp_path: Path) -> None:
    assert chosen(tmp_path, "lint: {select: []}\n").ids() == frozenset()
    assert chosen(tmp_path, "lint: {profile: none}\n").ids() == frozenset()


def test_a_profile_of_posada_and_one_of_the_workspace(tmp_path: Path) -> None:
    legal = chosen(tmp_path, "lint: {profile: legal}\n").ids()
    assert "full-liability" in legal
    assert "calque-take-part" not in legal
    own = "lint: {profile: strict, profiles: {strict: {select: [open-list], severity: {open-list: error}}}}\n"
    found = chosen(tmp_path, own)
    assert found.ids() == {"open-list"}
    assert found.severity("open-list") is Severity.ERROR


def test_the_options_of_a_command_win(tmp_path: Path) -> None:
    lint = "lint: {profile: none, ignore: [open-list]}\n"
    assert "fine" in chosen(tmp_path, lint, Options(profile="legal")).ids()
    assert chosen(
        tmp_path, lint, Options(select=("fine", "duties"), ignore=("any-work",))
    ).ids() == {
        "fine",
        "other-duties",
    }


def test_a_family_is_weighed_at_once(tmp_path: Path) -> None:
    found = chosen(tmp_path, "lint: {severity: {calques: info, calque-po: error}}\n")
    assert found.severity("calque-take-part") is Severity.INFO
    assert found.severity("calque-po") is Severity.ERROR


@pytest.mark.parametrize(
    ("lint", "place", "suggestion"),
    [
        ("lint: {ignore: [fine, opn-list]}\n", "3:23", "open-list"),
        ("lint: {select: [calqus]}\n", "3:17", "calques"),
        ("lint:\n  severity: {fin: info}\n", "4:19", "fine"),
        ("lint:\n  profiles: {own: {ignore: [opn-list]}}\n", "4:29", "open-list"),
    ],
)
def test_an_unknown_rule_in_the_settings_is_an_issue_at_its_place(
    tmp_path: Path, lint: str, place: str, suggestion: str
) -> None:
    with pytest.raises(IssueError) as raised:
        chosen(tmp_path, lint)
    (found,) = raised.value.issues
    assert found.location is not None
    assert (found.code, found.location.file, found.location.address()) == (
        Code.RULE_UNKNOWN,
        "posada.yaml",
        place,
    )
    assert dict(found.values)["suggestion"] == suggestion


def test_an_unknown_rule_or_profile_of_a_command_is_an_issue(tmp_path: Path) -> None:
    with pytest.raises(IssueError) as raised:
        chosen(tmp_path, "", Options("legl", ("fin",), ("opn-list",)))
    assert [each.code for each in raised.value.issues] == [
        Code.PROFILE_UNKNOWN,
        Code.RULE_UNKNOWN,
        Code.RULE_UNKNOWN,
    ]


def test_a_rule_judges_on_the_days_it_is_in_force(tmp_path: Path) -> None:
    before, since = date(2025, 8, 27), date(2025, 8, 28)
    assert "economic-code" not in chosen(tmp_path, day=before).ids()
    assert "economic-code" in chosen(tmp_path, day=since).ids()
