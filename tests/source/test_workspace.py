"""A folder becomes a workspace: found upwards, its settings checked, its role files listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.model import Agreement, Approval, Layout
from generator.source.workspace import builtin_root, find_root, load_workspace
from tests.workspace import ROOT, SETTINGS, write_workspace


@pytest.mark.parametrize("start", [".", "roles", "roles/_shared", "output/deep/inside"])
def test_the_workspace_is_found_from_any_folder_in_it(tmp_path: Path, start: str) -> None:
    write_workspace(tmp_path, {"_shared/office": "duties: [А.]\n"})
    (tmp_path / start).mkdir(parents=True, exist_ok=True)
    assert find_root(tmp_path / start) == tmp_path.resolve()
    assert load_workspace(tmp_path / start).root == tmp_path.resolve()


def test_the_nearest_workspace_is_meant(tmp_path: Path) -> None:
    write_workspace(tmp_path, {})
    write_workspace(tmp_path / "inner", {})
    assert find_root(tmp_path / "inner/roles") == (tmp_path / "inner").resolve()


def test_without_a_workspace_the_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(IssueError) as raised:
        load_workspace(tmp_path)
    (found,) = raised.value.issues
    assert (found.code, found.values) == (
        Code.WORKSPACE_MISSING,
        (("folder", str(tmp_path.resolve())),),
    )


def test_a_folder_named_like_the_settings_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "posada.yaml").mkdir()
    with pytest.raises(IssueError) as raised:
        find_root(tmp_path)
    assert raised.value.issues[0].code is Code.WORKSPACE_MISSING


def test_only_the_organisation_and_the_approver_must_be_written(tmp_path: Path) -> None:
    settings = write_workspace(
        tmp_path, {}, "organisation: {name: Н, city: М}\nsigners: {approve: {position: Д}}\n"
    ).settings
    assert settings.language == "uk"
    document = settings.document
    assert (document.layout, document.approval, document.agreement) == (
        Layout.FULL,
        Approval.PERSON,
        Agreement.END,
    )
    assert settings.signers.agree == settings.signers.develop == ()
    assert settings.signers.approve.name is None


def test_wrong_settings_are_issues_with_places(tmp_path: Path) -> None:
    with pytest.raises(IssueError) as raised:
        write_workspace(tmp_path, {}, f"{SETTINGS}language: de\nlayout: full\n")
    found = [(i.code, i.location.line if i.location else 0) for i in raised.value.issues]
    assert sorted(found) == [(Code.FIELD_UNKNOWN, 6), (Code.FIELD_VALUE, 5)]


def test_roles_are_listed_by_id_without_parts_and_hidden_files(tmp_path: Path) -> None:
    names = ("b", "a-b", "a", "_part", "_shared/office", "deep/role", "._a", ".#a")
    workspace = write_workspace(tmp_path, dict.fromkeys(names, "title: Т\n"))
    (tmp_path / "roles/notes.txt").touch()
    assert workspace.role_ids() == ("a-b", "a", "b")
    assert [path.name for path in workspace.role_files()] == ["a-b.yaml", "a.yaml", "b.yaml"]


def test_a_workspace_without_roles_has_none(tmp_path: Path) -> None:
    assert write_workspace(tmp_path, {}).role_ids() == ()


def test_folders_of_a_workspace_lie_in_its_root(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, {})
    names = (workspace.roles.name, workspace.templates.name, workspace.output.name)
    assert names == ("roles", "templates", "output")
    assert {path.parent for path in (workspace.roles, workspace.templates, workspace.output)} == {
        workspace.root
    }


def test_the_built_in_templates_and_samples_are_those_of_the_checkout() -> None:
    assert builtin_root() == ROOT
    assert (builtin_root() / "templates/theme.yaml").is_file()
