"""Whatever a Word file is, the command says what is wrong with it, and neither role nor register is touched."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from click.testing import CliRunner, Result

from generator.cli.group import posada as cli
from generator.document.tree import Paragraph
from generator.make.returning import receive
from generator.render.docx.inline import bookmark_name
from tests.desk import desk, word_file
from tests.review.returned.reviewer import Reviewer, W
from tests.source.word.building import NAMESPACES, bookmark, change, changed, p, r, table
from tests.workspace import SETTINGS, write_workspace

ROLE = "title: Бухгалтер\nduties:\n  - {id: books, text: Веде облік.}\n  - {id: report, text: Подає звіт.}\n"


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "firm"
    write_workspace(root, {"a": ROLE}, SETTINGS)
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            target.writestr(entry.filename, change(part) if entry.filename == name else part)
        if name not in source.namelist():
            target.writestr(name, change(b""))
    return stream.getvalue()


def entities(part: bytes) -> bytes:
    head = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return part.replace(b"<w:document ", head + b"<w:document ", 1)


DOCUMENT = "word/document.xml"
HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "no Word file"),
    "cut off": (lambda content: content[: len(content) // 2], "damaged"),
    "a PDF": (lambda _: b"%PDF-1.7\n", "no Word file"),
    "encrypted": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "a macro": (
        lambda content: with_part(content, "word/vbaProject.bin", lambda _: b"x"),
        "macros",
    ),
    "a bomb": (
        lambda content: with_part(content, "word/media/1.png", lambda _: b"\0" * 300_000_000),
        "larger than 50 MB",
    ),
    "entities": (lambda content: with_part(content, DOCUMENT, entities), "DOCTYPE|entities"),
    "not XML": (lambda content: with_part(content, DOCUMENT, lambda _: b"<w:document"), "damaged"),
}


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_taken_is_refused_with_its_reason(
    firm: Path, case: tuple[Callable[[bytes], bytes], str]
) -> None:
    make, reason = case
    path = word_file(firm, "a")
    path.write_bytes(make(path.read_bytes()))
    result = run("review", "import", "edited.docx", "--apply")
    assert result.exit_code == 1
    assert re.search(reason, result.output), result.output
    assert result.output.count("[word-file]") == 1
    assert (firm / "roles/a.yaml").read_text("utf-8") == ROLE
    assert not (firm / "register").exists()


def test_the_file_of_another_role_is_not_taken_for_this_one(firm: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    duties = "".join(f"  - Керує автомобілем номер {n}.\n" for n in range(20))
    write_workspace(other, {"d": f"title: Водій\nduties:\n{duties}"}, SETTINGS)
    shutil.copy(word_file(other, "d"), firm / "edited.docx")
    said = run("review", "import", "edited.docx").output
    assert "is of the role 'd', which this workspace does not have" in said
    said = run("review", "import", "edited.docx", "--role", "a", "--apply").output
    assert "the file is of the role 'd', not 'a'" in said
    assert (firm / "roles/a.yaml").read_text("utf-8") == ROLE


@pytest.mark.parametrize("role", ["nosuch", "../a", "A", "a/b", "con", ""])
def test_a_role_that_is_none_is_told_by_every_command(firm: Path, role: str) -> None:
    for command in (
        ("review", role),
        ("approve", role, "--as", "hr"),
        ("publish", role, "--number", "1", "--date", "2026-01-01"),
        ("acknowledge", role, "--employee", "Іван Ткач"),
        ("withdraw", role, "--reason", "х"),
        ("diff", role, "HEAD"),
        ("remarks", role),
        ("export", role),
    ):
        result = run(*command)
        assert result.exit_code in (1, 2), command
        assert "[role-unknown]" in result.output, result.output
    assert list(firm.rglob("register/*/*.json")) == []


def ids(firm: Path) -> dict[str, str]:
    document = desk(firm).present("a").document
    return {each.id: bookmark_name(each.id) for each in document.paragraphs() if each.id}


def received(firm: Path, body: str) -> list[str]:
    """The clauses of the role after a file came back in which these paragraphs stand instead of them."""

    def exchange(whole: Element) -> None:
        names = set(ids(firm).values())
        marked = [
            child
            for child in whole
            if {mark.get(f"{W}name") for mark in child.iter(f"{W}bookmarkStart")} & names
            and any(t.text and t.text.startswith(("Веде", "Подає")) for t in child.iter(f"{W}t"))
        ]
        place = list(whole).index(marked[0])
        for child in marked:
            whole.remove(child)
        for child in reversed(ElementTree.fromstring(f"<w:body {NAMESPACES}>{body}</w:body>")):
            whole.insert(place, child)

    path = word_file(firm, "a")
    path.write_bytes(Reviewer(path.read_bytes(), tracks=False).edit(exchange).saved())
    receive(desk(firm), path, write=True)
    return [each.text for each in clauses(firm)]


def clauses(firm: Path) -> list[Paragraph]:
    wanted = desk(firm).present("a").document.paragraphs()
    return [each for each in wanted if each.number.startswith("2.") and each.number != "2."]


def test_changes_in_changes_of_two_people_end_as_word_ends_them(firm: Path) -> None:
    # Ткач has inserted «весь», Мороз has deleted it again and put «увесь».
    inner = changed("ins", changed("del", r("весь ", "delText"), author="Мороз"))
    body = p(
        bookmark(ids(firm)["books"]),
        r("Веде "),
        inner,
        changed("ins", r("увесь "), author="Мороз"),
        r("облік."),
    ) + p(bookmark(ids(firm)["report"], 2), r("Подає звіт."))
    assert received(firm, body) == ["Веде увесь облік.", "Подає звіт."]


def test_two_clauses_joined_by_a_deleted_mark_are_one(firm: Path) -> None:
    names = ids(firm)
    body = p(bookmark(names["books"]), r("Веде облік, "), mark=change("del")) + p(
        bookmark(names["report"], 2), changed("del", r("Подає", "delText")), r("подає звіт.")
    )
    assert received(firm, body) == ["Веде облік, подає звіт."]


def test_a_clause_that_was_pasted_twice_is_one_new_clause(firm: Path) -> None:
    names = ids(firm)
    once = p(bookmark(names["books"]), r("Веде облік."))
    other = p(bookmark(names["report"], 2), r("Подає звіт."))
    again = p(bookmark(names["books"], 3), r("Веде облік каси."))
    assert received(firm, once + other + again) == [
        "Веде облік.",
        "Подає звіт.",
        "Веде облік каси.",
    ]


def test_what_was_pasted_in_is_remarked_and_nothing_of_it_lost(firm: Path) -> None:
    names = ids(firm)
    body = p(bookmark(names["books"]), r("Веде облік.")) + table(
        "<w:tr><w:tc>" + p(r("Оклад")) + "</w:tc></w:tr>"
    )
    body += p(bookmark(names["report"], 2), r("Подає звіт."))
    assert received(firm, body) == ["Веде облік.", "Подає звіт."]
    remarks = desk(firm).remarks("a")
    assert any("Оклад" in getattr(record.content, "text", "") for record in remarks)


def test_a_reviewer_may_type_what_looks_like_a_placeholder(firm: Path) -> None:
    reviewer = Reviewer(word_file(firm, "a").read_bytes(), tracks=False)
    reviewer.reword("books", "Веде {{ organisation.name }} облік.")
    (firm / "edited.docx").write_bytes(reviewer.saved())
    found = receive(desk(firm), firm / "edited.docx", write=True)
    assert len(found.undecided) == 1
    assert (firm / "roles/a.yaml").read_text("utf-8") == ROLE
    assert "organisation.name" in getattr(desk(firm).remarks("a")[0].content, "text", "")
