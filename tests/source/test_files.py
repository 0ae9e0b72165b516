"""Only files of the workspace are opened; what hinders the reading is an issue."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.source.files import display_name, read_bytes, read_text
from generator.source.tree import MAX_FILE_BYTES


def refused(root: Path, path: Path, limit: int | None = None) -> tuple[Code, str, int]:
    with pytest.raises(IssueError) as raised:
        read_bytes(root, path, limit) if limit else read_text(root, path)
    (found,) = raised.value.issues
    assert found.location is not None
    return found.code, found.location.file, found.location.line


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/base/firm/roles/a.yaml", "roles/a.yaml"),
        ("/base/firm/posada.yaml", "posada.yaml"),
        ("/base/other/a.yaml", "/base/other/a.yaml"),
    ],
    ids=["inside", "root", "outside"],
)
def test_files_are_shown_from_the_root_with_forward_slashes(path: str, shown: str) -> None:
    assert display_name(Path("/base/firm"), Path(path)) == shown


def test_text_is_read_as_utf_8_without_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + "title: Її ґанок\r\n".encode())
    source = read_text(tmp_path, path)
    assert (source.name, source.text) == ("a.yaml", "title: Її ґанок\r\n")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("title: Її".encode("cp1251"), 1),
        (b"a: b\nc: d\n" + "e: є".encode("cp1251"), 3),
        ("title: є".encode("utf-16"), 1),
        (b"a: \xc3\x28", 1),
    ],
    ids=["windows-1251", "third-line", "utf-16", "broken"],
)
def test_another_encoding_is_named_with_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    assert refused(tmp_path, tmp_path / "a.yaml") == (Code.FILE_ENCODING, "a.yaml", line)


def test_a_missing_file_and_a_folder_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("missing.yaml", "folder"):
        assert refused(tmp_path, tmp_path / name)[:2] == (Code.FILE_UNREADABLE, name)


@pytest.mark.parametrize(("size", "allowed"), [(10, True), (11, False)])
def test_a_file_may_be_as_large_as_its_limit(tmp_path: Path, size: int, allowed: bool) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"x" * size)
    if allowed:
        assert read_bytes(tmp_path, path, 10) == b"x" * size
    else:
        assert refused(tmp_path, path, 10)[0] is Code.FILE_TOO_LARGE


def test_a_text_larger_than_any_role_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * (MAX_FILE_BYTES + 1))
    assert refused(tmp_path, path)[0] is Code.FILE_TOO_LARGE


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("target", ["../outside.txt", "/etc/hostname", "inner/../../outside.txt"])
def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path, target: str) -> None:
    root = tmp_path / "firm"
    (root / "inner").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("secret")
    (root / "a.yaml").symlink_to(target)
    assert refused(root, root / "a.yaml")[:2] == (Code.PATH_OUTSIDE, "a.yaml")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_within_the_workspace_is_followed(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("title: Т\n", "utf-8")
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    assert read_text(tmp_path, tmp_path / "a.yaml").text == "title: Т\n"


def test_a_path_out_of_the_workspace_is_not_opened(tmp_path: Path) -> None:
    root = tmp_path / "firm"
    root.mkdir()
    (tmp_path / "outside.txt").write_text("secret")
    assert refused(root, root / "../outside.txt")[0] is Code.PATH_OUTSIDE
