"""A file is what was published, or it is told where it is not; an archive proves itself."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.make.evidence import archive, check_file
from generator.review.register.lifecycle import State
from tests.desk import DAY, desk
from tests.machine import need_pango
from tests.workspace import SETTINGS, write_workspace

ROLE = "title: {}\nduties:\n  - {{id: books, text: Веде {} облік.}}\n  - {{id: report, text: Подає звіт.}}\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_pango()
    root = tmp_path_factory.mktemp("firm")
    roles = {"a": ROLE.format("Бухгалтер", "весь"), "b": ROLE.format("Касир", "касовий")}
    write_workspace(root, roles, SETTINGS)
    for role in roles:
        desk(root).publish(role, "7", DAY)
    return root


@pytest.fixture
def firm(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "firm"))


def edited(path: Path, part: str, old: str, new: str, target: Path) -> Path:
    """A copy of a zip with something exchanged in a part."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            copy.writestr(entry, content)
    return target


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("role", ["a", "b"])
def test_each_published_file_is_known_for_what_it_is(firm: Path, role: str, form: str) -> None:
    path = firm / f"register/{role}/versions/0001/{role}.{form}"
    found = check_file(path, desk(firm), DAY)
    assert found.holds
    assert found.verdict is not None
    assert (found.verdict.role, found.verdict.version, found.state) == (role, 1, State.PUBLISHED)


def test_before_its_day_a_version_is_not_in_force(firm: Path) -> None:
    path = firm / "register/a/versions/0001/a.docx"
    found = check_file(path, desk(firm, date(2026, 3, 1)), date(2026, 3, 1))
    assert (found.holds, found.state) == (True, State.SCHEDULED)


def test_one_letter_makes_it_altered_and_the_clause_is_named(firm: Path, tmp_path: Path) -> None:
    path = firm / "register/a/versions/0001/a.docx"
    forged = edited(path, "word/document.xml", "Подає звіт", "Подає звід", tmp_path / "forged.docx")
    found = check_file(forged, desk(firm), DAY)
    assert found.verdict is not None
    assert not found.holds
    assert [(d.clause, d.number) for d in found.verdict.differences] == [("report", "2.2.")]


def test_what_it_says_of_itself_does_not_matter(firm: Path, tmp_path: Path) -> None:
    path = firm / "register/a/versions/0001/a.docx"
    forged = edited(
        path, "docProps/core.xml", "posada a version", "posada b version", tmp_path / "f.docx"
    )
    found = check_file(forged, desk(firm), DAY)
    assert found.verdict is not None
    assert (found.holds, found.verdict.role) == (True, "a")


def test_a_stranger_is_none_of_ours(firm: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    duties = "".join(
        f"  - Керує автомобілем номер {n} на шляху до міста {n * 7}.\n" for n in range(40)
    )
    text = f"title: Водій\nduties:\n{duties}"
    write_workspace(other, {"d": text}, SETTINGS.replace("Зразок", "Чуже"))
    desk(other).publish("d", "1", DAY)
    assert check_file(other / "register/d/versions/0001/d.docx", desk(firm), DAY).verdict is None


@pytest.fixture
def packed(firm: Path, tmp_path: Path) -> Path:
    path = tmp_path / "a.zip"
    path.write_bytes(archive(desk(firm), "a"))
    return path


def test_an_archive_needs_no_workspace(packed: Path) -> None:
    found = check_file(packed, None, DAY)
    assert (found.holds, found.versions, found.issues) == (True, 1, ())


def test_an_archive_is_the_same_for_the_same_register(firm: Path, packed: Path) -> None:
    assert archive(desk(firm, date(2027, 1, 1)), "a") == packed.read_bytes()


def test_the_checksums_of_an_archive_are_those_of_sha256sum(packed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(packed) as source:
        source.extractall(folder)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
    )
    assert (done.returncode, done.stdout) == (0, b"")


CHANGES: Mapping[str, tuple[str, str, str]] = {
    "a record": (r"register/a/0001-", "Олена Коваль", "Олена Іваненко"),
    "the text": (r"versions/0001/text.json", "Подає звіт", "Подає звід"),
    "the source": (r"source/roles/a.yaml", "Подає звіт", "Подає звід"),
    "the sums": ("SHA256SUMS", "README.txt", "readme.txt"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_archive_that_was_changed_is_told(
    packed: Path, tmp_path: Path, change: tuple[str, str, str]
) -> None:
    part, old, new = change
    with zipfile.ZipFile(packed) as source:
        name = next(n for n in source.namelist() if part in n)
    found = check_file(edited(packed, name, old, new, tmp_path / "forged.zip"), None, DAY)
    assert not found.holds
    assert found.issues


@pytest.mark.parametrize(
    "name", ["../evil.json", "/etc/evil", "register/a/..\\evil", "register/../../x"]
)
def test_no_file_of_an_archive_leads_out_of_its_folder(
    packed: Path, tmp_path: Path, name: str
) -> None:
    stream = io.BytesIO(packed.read_bytes())
    with zipfile.ZipFile(stream, "a") as archive_:
        archive_.writestr(name, "x")
    forged = tmp_path / "forged.zip"
    forged.write_bytes(stream.getvalue())
    with pytest.raises(IssueError) as raised:
        check_file(forged, None, DAY)
    assert raised.value.issues[0].code is Code.WORD_FILE
    assert not list(tmp_path.rglob("evil*"))


def test_nothing_is_packed_of_a_role_without_decisions(firm: Path) -> None:
    (firm / "roles/c.yaml").write_text("title: Водій\n", "utf-8")
    with pytest.raises(IssueError):
        archive(desk(firm), "c")
