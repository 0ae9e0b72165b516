"""`check` composes a document only where nothing less tells what is wrong in it, and reads the catalogue too."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.issue import Code, IssueError, Severity
from generator.lint.choice import Options
from generator.make import Composer, Plan, Report, build, check
from generator.model.resolved import ResolvedGroup
from generator.model.workspace import Layout
from tests.lint.catalogue import COMPETENCY, write_catalogue
from tests.workspace import ROOT, SETTINGS, copy_workspace, write_workspace

WRONG = {
    "variable": 'duties: ["Веде {{ nothing }}."]\n',
    "almost-a-name": 'duties: ["Веде {{ Title }}."]\n',
    "in-a-cell": 'relations: [{with: "{{ nothing }}"}]\n',
    "reference": "duties: ['Веде {{ ref(\"nowhere\") }}.']\n",
    "reference-in-a-cell": "relations: [{with: '{{ ref(\"nowhere\") }}'}]\n",
    "broken-reference": "duties: ['Веде {ref(\"a\")}.']\n",
    "to-what-a-template-numbers": "duties: ['Веде {{ ref(\"section.rights\") }}.']\n",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=list(WRONG))
def test_a_check_finds_what_composing_would(tmp_path: Path, text: str) -> None:
    write_workspace(tmp_path, {"clerk": f"title: Діловод\n{text}"}, SETTINGS)
    composer = Composer(Plan(tmp_path))
    with pytest.raises(IssueError) as raised:
        composer.document("clerk")
    assert set(check(tmp_path).issues) == set(raised.value.issues)


@pytest.mark.parametrize("layout", Layout)
def test_our_templates_print_every_clause(tmp_path: Path, layout: Layout) -> None:
    """So a reference to a clause of the role leads somewhere, whatever else the document holds."""
    root = copy_workspace(tmp_path)
    path = root / "posada.yaml"
    path.write_text(path.read_text("utf-8").replace("layout: full", f"layout: {layout}"), "utf-8")
    composer = Composer(Plan(root))
    assert composer.workspace.settings.document.layout is layout
    for name in composer.files.ids:
        role = composer.resolve(name)
        printed = {p.id for p in composer.compose(role).paragraphs()}
        groups = (e for s in role.sections.values() for e in s if isinstance(e, ResolvedGroup))
        assert {c.id for c in role.clauses()} | {g.id for g in groups} <= printed


def test_with_templates_of_its_own_every_role_is_composed(tmp_path: Path) -> None:
    own = {"signatures.html.j2": "{{ nothing.at_all }}"}
    write_workspace(tmp_path, {"clerk": "title: Діловод\n"}, SETTINGS, own)
    assert check(tmp_path).failed == ("clerk",)
    assert (ROOT / "templates/signatures.html.j2").is_file()


CATALOGUE = {
    "writing": COMPETENCY,
    "broken": {**COMPETENCY, "kind": "unheard-of"},
}
CLERK = """\
title: Діловод
duties: [{text: Пише листи., competencies: [writing]}]
competencies: [{id: writing, level: %s}]
"""


def workspace_with(root: Path, *named: str) -> Path:
    """A clerk, and a driver who needs these competencies; one file of the catalogue is broken."""
    needed = ", ".join(f"{{id: {one}, level: 1}}" for one in named)
    roles = {"clerk": CLERK % 1, "driver": f"title: Водій\ncompetencies: [{needed}]\n"}
    write_workspace(root, roles, SETTINGS)
    write_catalogue(root, CATALOGUE)
    return root


def files(report: Report) -> set[str]:
    return {each.location.file for each in report.issues if each.location}


def test_what_is_wrong_in_the_catalogue_is_told_once_and_fails_no_role(tmp_path: Path) -> None:
    report = check(workspace_with(tmp_path, "broken"))
    assert [each.code for each in report.issues] == [Code.FIELD_VALUE]
    assert (files(report), report.failed) == ({"competencies/broken.yaml"}, ())


def test_a_role_fails_whose_competencies_the_catalogue_does_not_have(tmp_path: Path) -> None:
    root = workspace_with(tmp_path, "writting")
    (root / "roles/clerk.yaml").write_text(CLERK % 3, "utf-8")
    report = check(root)
    codes = {Code.COMPETENCY_UNKNOWN, Code.COMPETENCY_LEVEL}
    assert codes < {each.code for each in report.issues}
    assert report.failed == ("clerk", "driver")


@pytest.mark.parametrize(
    ("role", "expected"), [("clerk", set()), ("driver", {"competencies/broken.yaml"})]
)
def test_of_named_roles_only_their_competencies_are_told(
    tmp_path: Path, role: str, expected: set[str]
) -> None:
    assert files(check(workspace_with(tmp_path, "broken"), (role,))) == expected


UNLAWFUL = {**COMPETENCY, "questions": ["Чи плануєте ви мати дітей найближчим часом?"]}
UNWRITTEN = {
    **COMPETENCY,
    "definition": "Робить «…» так, що «…».",
    "questions": ["Розкажіть про «…»."],
}


def workspace_of_two(root: Path) -> Path:
    """A clerk whose clause names a competency that is not as it should be, and a driver who needs another such."""
    roles = {
        "clerk": "title: Діловод\nduties: [{text: Пише листи., competencies: [writing]}]\n",
        "driver": "title: Водій\ncompetencies: [{id: driving, level: 1}]\n",
    }
    write_workspace(root, roles, SETTINGS)
    return root


BY_ROLE = [
    (("clerk",), {"competencies/writing.yaml"}),
    (("driver",), {"competencies/driving.yaml"}),
    ((), {"competencies/writing.yaml", "competencies/driving.yaml"}),
]


@pytest.mark.parametrize(("roles", "expected"), BY_ROLE, ids=["clause", "required", "all"])
def test_the_texts_of_the_competencies_a_role_names_are_read_with_it(
    tmp_path: Path, roles: tuple[str, ...], expected: set[str]
) -> None:
    root = workspace_of_two(tmp_path)
    write_catalogue(root, {"writing": UNLAWFUL, "driving": UNLAWFUL})
    lint = check(root, roles, options=Options(select=("question-personal",))).lint
    assert lint is not None
    assert {each.location.file for each in lint.findings} == expected


@pytest.mark.parametrize(("roles", "expected"), BY_ROLE, ids=["clause", "required", "all"])
def test_a_competency_with_places_to_fill_in_is_a_warning_for_each_text(
    tmp_path: Path, roles: tuple[str, ...], expected: set[str]
) -> None:
    root = workspace_of_two(tmp_path)
    write_catalogue(root, {"writing": UNWRITTEN, "driving": UNWRITTEN})
    report = check(root, roles)
    assert {(each.code, each.severity) for each in report.issues} == {
        (Code.PLACEHOLDER_LEFT, Severity.WARNING)
    }
    assert (files(report), len(report.issues)) == (expected, 2 * len(expected))
    assert report.failed == ()


def test_a_workspace_without_a_catalogue_may_name_competencies(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"clerk": CLERK % 1}, SETTINGS)
    assert check(tmp_path).issues == ()


def test_instructions_do_not_depend_on_the_catalogue(tmp_path: Path) -> None:
    root = workspace_with(tmp_path, "writting")
    assert check(root, catalogue=False).issues == ()
    assert build(Plan(root, ("txt",)), annotated=True).issues == ()


def test_processes_find_the_same(tmp_path: Path) -> None:
    root = workspace_with(tmp_path, "broken", "writting")
    assert check(root, jobs=2).issues == check(root, jobs=1).issues
