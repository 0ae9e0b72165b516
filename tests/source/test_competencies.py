"""The catalogue is read with ids and places, what is wrong in one of its files is told there, and the rest is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.issue import Code, Issue
from generator.model.catalogue import Catalogue
from generator.source.competencies import competency_issues, load_catalogue
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from generator.source.workspace import load_workspace
from tests.competency.firm import CRM, SCALE, TALKS
from tests.workspace import ROOT, write_workspace

FEWEST_COMPETENCIES = 30
INDICATORS = range(3, 7)
"""How many indicators has a level? Fewer show too little, more are not watched."""

SHIPPED = tuple(sorted(path.stem for path in (ROOT / "competencies").glob("*.yaml")))

HEAD = "name: Архів\nkind: professional\ndefinition: Зберігає.\nlevels:\n"
LEVELS = tuple(f"  {number}: {{indicators: [Робить {number}.]}}\n" for number in range(1, 5))
ARCHIVE = HEAD + "".join(LEVELS[:3])


def load(
    root: Path, files: dict[str, str], scale: str | None = SCALE
) -> tuple[Catalogue, tuple[Issue, ...]]:
    """A catalogue of these texts by the names of their files, and of one scale of three levels."""
    workspace = write_workspace(root, {})
    scales = {} if scale is None else {"_scales/general.yaml": scale}
    for name, text in (scales | files).items():
        path = workspace.competencies / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_catalogue(workspace)


def told(issues: tuple[Issue, ...]) -> list[tuple[str, Code]]:
    """Place and code of each."""
    places = (one.location for one in issues)
    return [
        (f"{place.file}:{place.address()}".rstrip(":") if place else "", one.code)
        for place, one in zip(places, issues, strict=True)
    ]


# What is shipped


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    catalogue, problems = load_catalogue(load_workspace(ROOT))
    assert problems == ()
    return catalogue


def test_the_shipped_catalogue_is_sound_and_large_enough(shipped: Catalogue) -> None:
    assert tuple(shipped.competencies) == SHIPPED
    assert shipped.broken == frozenset()
    assert len(SHIPPED) >= FEWEST_COMPETENCIES


@pytest.mark.parametrize("competency", SHIPPED)
def test_a_shipped_competency_is_described_in_full(shipped: Catalogue, competency: str) -> None:
    entry = shipped.competencies[competency]
    assert all(len(level.indicators) in INDICATORS for level in entry.levels)
    assert entry.english_name
    assert entry.evidence
    assert entry.questions
    assert all(level.development for level in entry.levels[1:])


# What can be read


def test_a_workspace_without_the_folder_has_an_empty_catalogue(tmp_path: Path) -> None:
    assert load_catalogue(write_workspace(tmp_path, {})) == (Catalogue(), ())


def test_a_competency_has_the_levels_of_its_scale_and_the_places_of_what_it_says(
    tmp_path: Path,
) -> None:
    catalogue, problems = load(tmp_path, {"talks.yaml": TALKS, "crm.yaml": CRM})
    assert problems == ()
    assert list(catalogue.competencies) == ["crm", "talks"]
    talks = catalogue.competencies["talks"]
    assert [level.name for level in talks.levels] == ["Рівень 1", "Рівень 2", "Рівень 3"]
    assert [each.id for each in talks.indicators(2)] == ["hears", "asks", "offers"]
    assert [each.level for each in talks.indicators()] == [1, 1, 2, 3]
    (offers,) = talks.levels[1].indicators
    assert offers.origin.address() == "12:18"
    assert (talks.origin.address(), talks.definition_origin.address()) == ("1:7", "4:13")


def test_an_indicator_without_an_id_gets_one_that_no_other_has(tmp_path: Path) -> None:
    text = HEAD + (
        "  1: {indicators: [Пише лист., {id: pyshe-lyst-2, text: Шле лист.}]}\n"
        "  2: {indicators: [Пише лист.]}\n"
        "  3: {indicators: [Пише лист., '🙂']}\n"
    )
    catalogue, problems = load(tmp_path, {"archive.yaml": text})
    assert problems == ()
    ids = [each.id for each in catalogue.competencies["archive"].indicators()]
    assert ids[:2] == ["pyshe-lyst", "pyshe-lyst-2"]
    assert len(set(ids)) == len(ids) == 5


def test_only_some_competencies_bring_only_their_scales(tmp_path: Path) -> None:
    files = {
        "talks.yaml": TALKS,
        "archive.yaml": ARCHIVE.replace("levels:", "scale: own\nlevels:"),
        "_scales/own.yaml": SCALE,
    }
    catalogue, problems = load(tmp_path, files)
    assert problems == ()
    chosen = catalogue.only(["archive", "unknown"])
    assert (list(chosen.competencies), list(chosen.scales)) == (["archive"], ["own"])


# What is wrong


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"archive.yaml": ARCHIVE.replace("levels:", "scale: generl\nlevels:")},
            ("competencies/archive.yaml:4:8", Code.SCALE_UNKNOWN),
        ),
        (
            {"archive.yaml": HEAD + "".join(LEVELS[:2])},
            ("competencies/archive.yaml:5:3", Code.COMPETENCY_LEVEL_MISSING),
        ),
        (
            {"archive.yaml": HEAD + "".join(LEVELS)},
            ("competencies/archive.yaml:8:6", Code.COMPETENCY_LEVEL_EXTRA),
        ),
        (
            {"archive.yaml": ARCHIVE.replace("[Робить 2.]", "[]")},
            ("competencies/archive.yaml:6:19", Code.FIELD_TYPE),
        ),
        (
            {"archive.yaml": ARCHIVE.replace("kind:", "knd:")},
            ("competencies/archive.yaml:2:1", Code.FIELD_UNKNOWN),
        ),
        (
            {"archive.yaml": f"{ARCHIVE}  3: {{indicators: [Ще раз.]}}\n"},
            ("competencies/archive.yaml:8:3", Code.YAML_DUPLICATE_KEY),
        ),
        (
            {"archive.yaml": ARCHIVE.replace("  3:", "  03:")},
            ("competencies/archive.yaml:7:3", Code.FIELD_VALUE),
        ),
        ({"Архів.yaml": ARCHIVE}, ("competencies/Архів.yaml", Code.ID_INVALID)),
        ({"con.yaml": ARCHIVE}, ("competencies/con.yaml", Code.ID_INVALID)),
        ({"archive.yml": ARCHIVE}, ("competencies/archive.yml", Code.ID_INVALID)),
        (
            {"_scales/own.yaml": "name: Власна\nlevels: []\n"},
            ("competencies/_scales/own.yaml:2:9", Code.FIELD_TYPE),
        ),
    ],
    ids=[
        "an unknown scale", "a level is missing", "a level too many", "no indicators", "a mistyped key",
        "a level twice", "a level with a zero", "a name in Cyrillic", "a device", "another ending",
        "a scale of no levels",
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place_and_the_others_are_read(
    tmp_path: Path, files: dict[str, str], expected: tuple[str, Code]
) -> None:
    catalogue, problems = load(tmp_path, {**files, "talks.yaml": TALKS})
    assert expected in told(problems)
    assert list(catalogue.competencies) == ["talks"]
    assert catalogue.broken == {
        Path(name).stem for name in files if not name.startswith("_scales/")
    }


def test_all_that_is_wrong_with_the_levels_is_told_at_once(tmp_path: Path) -> None:
    text = HEAD + LEVELS[0] + LEVELS[3]
    _, problems = load(tmp_path, {"archive.yaml": text})
    assert [code for _, code in told(problems)] == [
        Code.COMPETENCY_LEVEL_EXTRA,
        Code.COMPETENCY_LEVEL_MISSING,
        Code.COMPETENCY_LEVEL_MISSING,
    ]


def test_an_id_that_two_indicators_have_is_told_at_the_second(tmp_path: Path) -> None:
    text = TALKS.replace("{id: offers", "{id: hears")
    catalogue, problems = load(tmp_path, {"talks.yaml": text})
    assert told(problems) == [("competencies/talks.yaml:12:18", Code.ID_DUPLICATE)]
    assert dict(problems[0].values)["first"] == "competencies/talks.yaml:8"
    assert catalogue.broken == {"talks"}


def test_without_its_scale_a_competency_is_not_read(tmp_path: Path) -> None:
    catalogue, problems = load(tmp_path, {"talks.yaml": TALKS, "crm.yaml": CRM}, scale=None)
    assert [code for _, code in told(problems)] == [Code.SCALE_UNKNOWN] * 2
    assert catalogue.competencies == {}
    assert catalogue.broken == {"talks", "crm"}


def test_of_a_scale_with_errors_nothing_more_is_said_of_what_is_measured_on_it(
    tmp_path: Path,
) -> None:
    files = {"talks.yaml": TALKS, "crm.yaml": CRM}
    catalogue, problems = load(tmp_path, files, scale="name: Загальна\nlevel: []\n")
    assert {place.partition(":")[0] for place, _ in told(problems)} == {
        "competencies/_scales/general.yaml"
    }
    assert catalogue.broken == {"talks", "crm"}


# What roles name


ROLE = """\
title: Продавець
duties:
  - {text: Домовляється., competencies: [talks]}
competencies:
  - {id: talks, level: 2}
"""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), []),
        (("[talks]", "[talk]"), [("roles/seller.yaml:3:5", Code.COMPETENCY_UNKNOWN)]),
        (("id: talks", "id: talk"), [("roles/seller.yaml:5:10", Code.COMPETENCY_UNKNOWN)]),
        (("level: 2", "level: 4"), [("roles/seller.yaml:5:24", Code.COMPETENCY_LEVEL)]),
        (("id: talks", "id: broken"), []),
    ],
    ids=["sound", "of a duty", "required", "a level outside the scale", "a broken file"],
)
def test_a_role_names_only_what_the_catalogue_has(
    tmp_path: Path, change: tuple[str, str], expected: list[tuple[str, Code]]
) -> None:
    catalogue, _ = load(tmp_path, {"talks.yaml": TALKS, "broken.yaml": "name: []\n"})
    workspace = write_workspace(tmp_path, {"seller": ROLE.replace(*change)})
    role = resolve(RoleFiles(workspace), "seller")
    assert told(tuple(competency_issues(role, catalogue))) == expected


def test_a_mistyped_competency_is_answered_with_the_one_that_is_like_it(tmp_path: Path) -> None:
    catalogue, _ = load(tmp_path, {"talks.yaml": TALKS})
    workspace = write_workspace(tmp_path, {"seller": ROLE.replace("id: talks", "id: talsk")})
    (found,) = competency_issues(resolve(RoleFiles(workspace), "seller"), catalogue)
    assert dict(found.values)["suggestion"] == "talks"
