"""The annotated copy: a comment at the very words in Word, and the same in the margin of the PDF."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pdfplumber
import pytest

from generator.document.comments import Mark, pieces
from generator.document.tree import Comment, Document, Paragraph, Style, Text
from generator.issue import Severity
from generator.lint.annotate import Note, annotate
from generator.make import Composer, Plan, build
from tests.machine import need_pango
from tests.tools import invalidities
from tests.workspace import write_workspace

SETTINGS = """\
organisation: {name: Товариство «Зразок», short_name: ТОВ «Зразок», city: Львів}
signers:
  approve: {position: Директор, name: Олена Коваль}
lint: {select: [calque-take-part, open-list, substitution-missing]}
"""
ROLE = """\
title: Діловод
duties:
  - {id: meetings, text: "Приймає активну участь у нарадах {{ organisation.short_name }} тощо."}
  - Веде журнал реєстрації листів.
relations:
  - {with: Канцелярія, receives: Листи тощо}
"""


def note(clause: str, text: str = "", words: str = "") -> Note:
    return Note(clause, text, words, "warning", ("Слова.",))


def document(*paragraphs: Paragraph) -> Document:
    return Document("Т", "", "", "uk", "", "", "", paragraphs)


def test_a_note_stands_at_its_words_whatever_the_spaces() -> None:
    found = document(Paragraph(Style.CLAUSE, (Text("Веде\u00a0облік тощо."),), "records"))
    (made,) = annotate(found, [note("records", "веде облік тощо.", "веде облік")]).blocks
    assert isinstance(made, Paragraph)
    assert [(one.start, one.end) for one in made.comments] == [(0, 10)]


def test_a_note_without_its_words_stands_at_its_clause_and_without_that_at_the_title() -> None:
    title = Paragraph(Style.TITLE, (Text("діловода"),))
    clause = Paragraph(Style.CLAUSE, (Text("Веде облік."),), "records")
    made = annotate(document(title, clause), [note("records", "x", "x"), note("rights")])
    ends = [[(one.start, one.end) for one in p.comments] for p in made.paragraphs()]
    assert ends == [[(0, 8)], [(0, 11)]]


def test_two_comments_may_cross() -> None:
    comments = (Comment(0, 6, "", ()), Comment(3, 9, "", ()))
    paragraph = Paragraph(Style.CLAUSE, (Text("абвгґдеєжз"),), comments=comments)
    said = "".join(
        f"{'+' if piece.opens else '-'}{piece.index}" if isinstance(piece, Mark) else piece.text
        for piece in pieces(paragraph)
        if isinstance(piece, Mark | Text)
    )
    assert said == "+0абв+1гґд-0еєж-1з"


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    need_pango()
    write_workspace(tmp_path, {"clerk": ROLE}, SETTINGS)
    report = build(Plan(tmp_path, ("docx", "pdf", "html", "txt")), annotated=True)
    assert not [one for one in report.issues if one.severity is Severity.ERROR]
    return tmp_path / "output/annotated"


SAID = ("calque-take-part", "open-list", "substitution-missing")


def test_word_has_a_comment_for_each_finding(annotated: Path) -> None:
    path = annotated / "clerk.docx"
    assert invalidities(path) == []
    comments = list(docx.Document(str(path)).comments)
    codes = [one.paragraphs[0].text.rpartition("[")[2].rstrip("]") for one in comments]
    assert sorted(codes) == sorted(SAID)
    assert all(one.author == "posada" for one in comments)
    assert all(len(one.paragraphs) >= 2 for one in comments)


def test_a_comment_is_anchored_to_its_words(annotated: Path) -> None:
    body = docx.Document(str(annotated / "clerk.docx")).element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    inside: dict[str, str] = {}
    open_now: set[str] = set()
    for element in body.iter():
        number = element.get(f"{space}id")
        if element.tag == f"{space}commentRangeStart":
            open_now.add(number)
        elif element.tag == f"{space}commentRangeEnd":
            open_now.remove(number)
        elif element.tag == f"{space}t":
            inside |= {one: inside.get(one, "") + element.text for one in open_now}
    assert open_now == set()
    assert {"Приймає активну участь", "тощо"} <= set(inside.values())


def test_the_text_of_the_copy_is_that_of_the_document(annotated: Path) -> None:
    plain = (annotated.parent / "clerk.txt").read_text("utf-8").splitlines()
    lines = (annotated / "clerk.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("    [")] == plain
    assert sum(line.startswith("    [") for line in lines) == len(SAID)


def test_the_pdf_has_the_same_in_its_margin_and_its_lines_as_they_were(annotated: Path) -> None:
    with (
        pdfplumber.open(annotated / "clerk.pdf") as pdf,
        pdfplumber.open(annotated.parent / "clerk.pdf") as clean,
    ):
        wide, narrow = pdf.pages[0], clean.pages[0]
        assert float(wide.width) > float(narrow.width)
        beside = wide.crop((narrow.width, 0, wide.width, wide.height)).extract_text()
        for code in SAID:
            assert code in beside.replace("-\n", "-").replace("\n", "")
        text = wide.crop((0, 0, narrow.width - 10, wide.height)).extract_text()
        assert text == narrow.crop((0, 0, narrow.width - 10, narrow.height)).extract_text()


def test_the_same_findings_give_the_same_bytes(tmp_path: Path, annotated: Path) -> None:
    first = (annotated / "clerk.docx").read_bytes()
    build(Plan(tmp_path, ("docx",)), annotated=True, force=True)
    assert (annotated / "clerk.docx").read_bytes() == first
    with BytesIO(first) as stream:
        assert len(list(docx.Document(stream).comments)) == len(SAID)


def test_notes_may_go_on_beside_a_page_of_few_words(tmp_path: Path) -> None:
    """More is said than there is room for beside one clause: nothing of it is lost."""
    need_pango()
    write_workspace(tmp_path, {"clerk": ROLE}, SETTINGS)
    from generator.make.renderer import _pdf

    composer = Composer(Plan(tmp_path))
    found = annotate(
        composer.document("clerk"),
        [Note("meetings", "", "", "info", (f"Зауваження {n}.", "слово " * 30)) for n in range(60)],
    )
    content = _pdf(composer, found.mark).write(found, "clerk.pdf")
    with pdfplumber.open(BytesIO(content)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert [n for n in range(60) if f"Зауваження {n}." not in text] == []
