"""`check` composes a document only where nothing less tells what is wrong in it, and finds the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.issue import IssueError
from generator.make import Composer, Plan, check
from generator.model.resolved import ResolvedGroup
from generator.model.workspace import Layout
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
