"""What can be settled of a person where a role or a competency has errors of its own: nothing is said twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.competency.assessing import assess_file
from tests.competency.firm import YAML, firm


def test_of_a_role_with_errors_nothing_is_said(tmp_path: Path) -> None:
    made = firm(tmp_path)
    path = made.root / made.written(YAML)
    others = {"chief": made.profiles["chief"]}
    found = assess_file(made.root, path, made.catalogue, others, broken=("seller",))
    assert found == (None, ())


def test_of_a_competency_with_errors_nothing_is_said(tmp_path: Path) -> None:
    made = firm(tmp_path)
    made.returned()
    path = made.root / made.written(YAML.replace("crm", "talks2"))
    entries = {"talks": made.catalogue.competencies["talks"]}
    catalogue = replace(made.catalogue, competencies=entries, broken=frozenset(("crm", "talks2")))
    profile = made.profiles["seller"]
    rest = tuple(each for each in profile.required if each.entry.id == "talks")
    profiles = {"seller": replace(profile, required=rest)}
    for file in (path, made.root / "form.xlsx"):
        assessed, issues = assess_file(made.root, file, catalogue, profiles)
        assert issues == ()
        assert assessed is not None
        assert [each.entry.id for each in assessed.standings] == ["talks"]


def test_what_was_not_assessed_is_left_out(tmp_path: Path) -> None:
    made = firm(tmp_path)
    assessed, issues = made.assess(made.written(YAML.replace("levels: {crm: 2}\n", "")))
    assert issues == ()
    assert assessed is not None
    assert assessed.level_of("crm") is None
    assert assessed.standing("crm") is None
