"""Role files are read once, named by their place under `roles/`, and put in the order of `extends`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.issue import Code, IssueError, Location
from generator.model import Role
from generator.source.roles import RoleFiles
from tests.workspace import write_workspace

TITLE = "title: Діловод\n"


def files_of(root: Path, roles: Mapping[str, str]) -> RoleFiles:
    return RoleFiles(write_workspace(root, roles))


def order(root: Path, roles: Mapping[str, str]) -> list[str]:
    return [part.name for part in files_of(root, roles).order("clerk")]


def stops(root: Path, roles: Mapping[str, str]) -> list[tuple[Code, str, dict[str, str]]]:
    """Issues of the order of `clerk`: code, place, values."""
    with pytest.raises(IssueError) as raised:
        order(root, roles)
    return [
        (one.code, f"{place.file}:{place.line}", dict(one.values))
        for one in raised.value.issues
        for place in [one.location or Location("")]
    ]


def test_a_file_is_read_once(tmp_path: Path) -> None:
    files = files_of(tmp_path, {"clerk": TITLE})
    first = files.part("clerk")
    (tmp_path / "roles/clerk.yaml").unlink()
    assert files.part("clerk") is first


def test_a_file_with_issues_says_the_same_each_time(tmp_path: Path) -> None:
    files = files_of(tmp_path, {"clerk": "titel: Діловод\ngender: x\n"})
    raised = []
    for _ in range(2):
        with pytest.raises(IssueError) as error:
            files.part("clerk")
        raised.append(error.value.issues)
    assert raised[0] == raised[1]
    assert {one.code for one in raised[0]} == {Code.FIELD_UNKNOWN, Code.FIELD_VALUE}


def test_a_role_must_have_a_title_and_a_part_cannot(tmp_path: Path) -> None:
    files = files_of(
        tmp_path, {"clerk": "duties: [А.]\n", "_part": TITLE, "_p/ok": "duties: [А.]\n"}
    )
    with pytest.raises(IssueError) as role:
        files.part("clerk")
    with pytest.raises(IssueError) as part:
        files.part("_part")
    assert [one.code for one in role.value.issues] == [Code.FIELD_MISSING]
    assert [one.code for one in part.value.issues] == [Code.FIELD_UNKNOWN]
    assert not isinstance(files.part("_p/ok").content, Role)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("title",), 1, 8),
        (("duties", 0), 3, 5),
        (("duties", 1, "items", 0), 5, 15),
        (("requirements", "other", 0), 6, 24),
        (("nothing", "there"), 1, 1),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_a_part_knows_the_place_of_each_value(
    tmp_path: Path, path: tuple[str, ...], line: int, column: int
) -> None:
    text = (
        "title: Діловод\nduties:\n  - А.\n"
        "  - group: Г\n    items: [  Б.]\nrequirements: {other: [В.]}\n"
    )
    place = files_of(tmp_path, {"clerk": text}).part("clerk").place(*path)
    assert (place.file, place.line, place.column) == ("roles/clerk.yaml", line, column)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("clerk", True), ("clerk-2", True), ("2nd-clerk", True), ("Clerk", False), ("діловод", False),
        ("clerk_2", False), ("clerk--2", False), ("-clerk", False), ("clerk.old", False), ("my clerk", False),
    ],
)  # fmt: skip
def test_names_of_role_files_are_ids(tmp_path: Path, name: str, good: bool) -> None:
    files = files_of(tmp_path, {name: TITLE})
    found = files.check_names()
    assert [one.code for one in found] == ([] if good else [Code.ID_INVALID])
    if not good:
        assert dict(found[0].values)["value"] == f"{name}.yaml"
        with pytest.raises(IssueError):
            files.part(name)


def test_a_role_file_must_end_with_yaml(tmp_path: Path) -> None:
    write_workspace(tmp_path, {})
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles/clerk.yml").write_text(TITLE, "utf-8")
    (found,) = files_of(tmp_path, {}).check_names()
    assert (found.code, dict(found.values)["value"]) == (Code.ID_INVALID, "clerk.yml")


def test_parts_are_named_by_their_path(tmp_path: Path) -> None:
    names = ["_part", "_shared/office", "clerk", "deep/_er/part"]
    files = files_of(tmp_path, dict.fromkeys([*names, "._clerk"], TITLE))
    assert files.part_names() == names
    assert files.path("_shared/office") == tmp_path.resolve() / "roles/_shared/office.yaml"


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({}, "clerk"),
        ({"_a": "extends: []", "clerk": "extends: [_a]"}, "_a clerk"),
        ({"_a": "", "_b": "", "clerk": "extends: [_b, _a]"}, "_b _a clerk"),
        ({"_a": "extends: [_b]", "_b": "", "clerk": "extends: [_a, _b]"}, "_b _a clerk"),
        ({"_a": "extends: [_c]", "_b": "extends: [_c]", "_c": "", "clerk": "extends: [_a, _b]"}, "_c _a _b clerk"),
        ({"_a": "", "clerk": "extends: [_a, _a]"}, "_a clerk"),
    ],
    ids=["alone", "one", "left-to-right", "depth-first", "diamond", "twice"],
)  # fmt: skip
def test_the_order_of_parts(tmp_path: Path, roles: Mapping[str, str], expected: str) -> None:
    texts = {"clerk": "", **roles}
    heads = {name: TITLE if name == "clerk" else "purpose: М.\n" for name in texts}
    assert order(tmp_path, {n: f"{heads[n]}{texts[n]}\n" for n in texts}) == expected.split()


@pytest.mark.parametrize(
    ("extends", "cycle", "place"),
    [
        ({"clerk": "clerk"}, "clerk → clerk", "roles/clerk.yaml:2"),
        ({"clerk": "_a", "_a": "_a"}, "_a → _a", "roles/_a.yaml:1"),
        ({"clerk": "_a", "_a": "clerk"}, "clerk → _a → clerk", "roles/_a.yaml:1"),
        ({"clerk": "_a", "_a": "_b", "_b": "_a"}, "_a → _b → _a", "roles/_b.yaml:1"),
    ],
    ids=["itself", "part-itself", "two", "behind"],
)
def test_a_cycle_is_named_whole(
    tmp_path: Path, extends: Mapping[str, str], cycle: str, place: str
) -> None:
    roles = {
        name: f"{TITLE if name == 'clerk' else ''}extends: [{base}]\n"
        for name, base in extends.items()
    }
    assert stops(tmp_path, roles) == [(Code.EXTENDS_CYCLE, place, {"cycle": cycle})]


def test_an_unknown_part_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    roles = {"_shared/office": "purpose: М.\n", "clerk": f"{TITLE}extends:\n  - _shared/ofice\n"}
    assert stops(tmp_path, roles) == [
        (
            Code.EXTENDS_UNKNOWN,
            "roles/clerk.yaml:3",
            {"name": "_shared/ofice", "suggestion": "_shared/office"},
        )
    ]


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "a/../b", "_a.yaml", "A", "a b", "a\\b", "~"]
)
def test_extends_cannot_leave_the_folder_of_roles(tmp_path: Path, name: str) -> None:
    (found,) = stops(tmp_path, {"clerk": f"{TITLE}extends: ['{name}']\n"})
    assert found[:2] == (Code.ID_INVALID, "roles/clerk.yaml:2")


def test_what_is_wrong_in_several_parts_is_said_at_once(tmp_path: Path) -> None:
    roles = {
        "_a": "dutys: [А.]\n",
        "_b": "rihgts: [А.]\nextends: [_c]\n",
        "_d": "extends: [_missing]\n",
        "clerk": f"{TITLE}extends: [_a, _b, _d]\n",
    }
    assert [(code, place) for code, place, _ in stops(tmp_path, roles)] == [
        (Code.FIELD_UNKNOWN, "roles/_a.yaml:1"),
        (Code.FIELD_UNKNOWN, "roles/_b.yaml:1"),
        (Code.EXTENDS_UNKNOWN, "roles/_d.yaml:1"),
    ]
