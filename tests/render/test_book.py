"""The book of a unit as others see it: its pages are those of the documents, and everything leads where it says."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest

from generator.document.compose import compose_page
from generator.document.tree import Document
from generator.make import Composer, Plan
from generator.render.book import About, Part, bind
from generator.render.pdf import PdfWriter
from generator.staff.journal import BOOK, Instructed, contents_names
from tests.machine import need_pango
from tests.tools import need
from tests.workspace import ROOT, python

ROLES = ("head-of-sales", "account-manager", "driver")
UNIT = "Відділ продажу"
MM = 72 / 25.4


@cache
def composer() -> Composer:
    return Composer(Plan(ROOT, draft=False))


@cache
def writer() -> PdfWriter:
    return PdfWriter(composer().theme, composer().templates.read("document.css"), "")


@cache
def document(role: str) -> Document:
    return composer().document(role)


@cache
def part(role: str) -> Part:
    content = writer().write(document(role), f"{role}.pdf")
    return Part(f"document.{role}", document(role).title, content)


def make(parts: Sequence[Part], day: date | None = None) -> bytes:
    """The book, with its contents composed as a build does it."""
    shared = composer()
    kinds = [part.title.partition(" інструкція ") for part in parts]
    named = [Instructed(title, title, kind == "Робоча") for kind, _, title in kinds]

    def contents(sheets: tuple[range, ...]) -> bytes:
        names = contents_names(UNIT, named, [p.id for p in parts], sheets, "uk")
        page = compose_page(
            BOOK, names, shared.workspace.settings, shared.templates, shared.theme, day=day
        )
        return writer().write(page, "book.pdf")

    about = About(f"Збірник. {UNIT}", "ТОВ «Приклад»", "uk", day)
    return bind(parts, contents, writer().sheets, about)


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    need_pango()
    return [part(role) for role in ROLES]


@pytest.fixture(scope="module")
def book(parts: list[Part]) -> bytes:
    return make(parts)


@pytest.fixture(scope="module")
def opened(book: bytes) -> Any:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def texts(book: bytes) -> list[str]:
    return page_texts(book)


def page_texts(content: bytes, count: int | None = None) -> list[str]:
    """The text of the first `count` pages, or of all."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [page.extract_text().replace("\xa0", " ") for page in pdf.pages[:count]]


def lengths(parts: Sequence[Part]) -> list[int]:
    return [len(pikepdf.open(io.BytesIO(part.content)).pages) for part in parts]


def starts(parts: Sequence[Part], front: int = 1) -> list[int]:
    """The index of the first page of each part."""
    counts = lengths(parts)
    return [front + sum(counts[:at]) for at in range(len(counts))]


def page_of(pdf: Any, destination: Any) -> int:
    return next(i for i, page in enumerate(pdf.pages) if page.objgen == destination[0].objgen)


def test_every_page_is_that_of_its_document_and_a_number_of_the_sheet(
    parts: list[Part], texts: list[str]
) -> None:
    expected = [text for each in parts for text in page_texts(each.content)]
    assert len(texts) == 1 + len(expected)
    for sheet, (text, own) in enumerate(zip(texts[1:], expected, strict=True), start=2):
        # The number stands in the line of the foot.
        assert text == f"{own} {sheet}"


def test_a_document_keeps_its_own_page_numbers(book: bytes, parts: list[Part]) -> None:
    with pdfplumber.open(io.BytesIO(book)) as pdf:
        tops = [
            [word["text"] for word in page.extract_words() if word["bottom"] < 18 * MM]
            for page in pdf.pages
        ]
    own = [[str(n)] if n > 1 else [] for count in lengths(parts) for n in range(1, count + 1)]
    assert tops == [[], *own]


def test_the_number_of_a_sheet_stands_below_the_text_at_the_right_margin(book: bytes) -> None:
    with pdfplumber.open(io.BytesIO(book)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            last = page.extract_words()[-1]
            assert last["text"] == str(number)
            assert last["x1"] / MM == pytest.approx(200, abs=0.5)
            assert 279 < last["top"] / MM < last["bottom"] / MM < 295


def test_the_contents_name_each_document_with_its_sheets(
    parts: list[Part], texts: list[str]
) -> None:
    listed = " ".join(texts[0].split())
    for each, start, count in zip(parts, starts(parts), lengths(parts), strict=True):
        assert f"{each.title} {start + 1}–{start + count}" in listed


def test_the_contents_lead_to_the_first_page_of_each_document(
    opened: Any, parts: list[Part]
) -> None:
    links = [a for a in opened.pages[0].obj.Annots if a.Subtype == "/Link"]
    assert [page_of(opened, link.Dest) for link in links] == starts(parts)


def test_a_link_lies_over_the_title_it_belongs_to(book: bytes, parts: list[Part]) -> None:
    with pdfplumber.open(io.BytesIO(book)) as pdf:
        page = pdf.pages[0]
        said = [page.crop(link_box(link)).extract_text() for link in page.annots]
    assert [text.replace("\xa0", " ") for text in said] == [each.title for each in parts]


def link_box(link: dict[str, Any]) -> tuple[float, float, float, float]:
    return link["x0"], link["top"], link["x1"], link["bottom"]


def test_links_within_a_document_stay_within_it(opened: Any, parts: list[Part]) -> None:
    own = [internal(pikepdf.open(io.BytesIO(each.content))) for each in parts]
    assert sum(map(len, own)) > 3
    moved = [
        (source + start, target + start)
        for links, start in zip(own, starts(parts), strict=True)
        for source, target in links
    ]
    assert [link for link in internal(opened) if link[0] > 0] == moved


def internal(pdf: Any) -> list[tuple[int, int]]:
    """The page of each link and the page it leads to."""
    names = {}
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        pairs = list(pdf.Root.Names.Dests.Names)
        names = {str(k): v for k, v in zip(pairs[::2], pairs[1::2], strict=True)}
    return [
        (index, page_of(pdf, names.get(str(a.Dest), a.Dest)))
        for index, page in enumerate(pdf.pages)
        for a in page.obj.get("/Annots", ())
    ]


def test_the_outline_is_unit_documents_headings(opened: Any, parts: list[Part]) -> None:
    with opened.open_outline() as outline:
        (whole,) = outline.root
        assert whole.title == f"Збірник. {UNIT}"
        assert page_of(opened, whole.destination) == 0
        assert [item.title for item in whole.children] == [each.title for each in parts]
        assert [page_of(opened, i.destination) for i in whole.children] == starts(parts)
        for item, role in zip(whole.children, ROLES, strict=True):
            headings = [
                f"{p.number} {p.text}"
                for p in document(role).paragraphs()
                if p.id.startswith("section.")
            ]
            assert [child.title.replace("\xa0", " ") for child in item.children] == headings


def test_a_heading_of_the_outline_leads_to_the_page_it_stands_on(
    opened: Any, texts: list[str]
) -> None:
    seen = 0
    with opened.open_outline() as outline:
        for item in outline.root[0].children:
            for child in item.children:
                page = texts[page_of(opened, child.destination)]
                assert child.title.replace("\xa0", " ") in page
                seen += 1
    assert seen > 20


def test_title_language_and_structure_are_told(opened: Any) -> None:
    assert str(opened.Root.Lang) == "uk"
    assert str(opened.docinfo.Title) == f"Збірник. {UNIT}"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(opened.Root.MarkInfo.Marked)


def test_nothing_is_wrong_with_the_file(opened: Any) -> None:
    check = getattr(opened, "check_pdf_syntax", None) or opened.check
    assert check() == []


def test_a_screen_reader_finds_every_document_with_its_headings(book: bytes) -> None:
    done = subprocess.run(
        [need("pdfinfo"), "-struct-text", "-"], input=book, capture_output=True, timeout=60
    )
    assert done.stderr == b""
    structure = done.stdout.decode().replace("\xa0", " ")
    lines = structure.splitlines()
    assert (lines[0], lines[1]) == ("Document", "  Part")
    assert structure.count("\n  Part\n") == 1 + len(ROLES)
    found = " ".join(structure.split())
    for role in ROLES:
        for paragraph in document(role).paragraphs():
            if paragraph.id.startswith("section."):
                assert paragraph.text.split()[0] in found
    assert "H2" in structure


def test_every_page_knows_its_own_part_of_the_structure(opened: Any) -> None:
    tree = opened.Root.StructTreeRoot
    pairs = list(tree.ParentTree.Nums)
    owners = {int(key): owner for key, owner in zip(pairs[::2], pairs[1::2], strict=True)}
    assert sorted(owners) == [int(key) for key in pairs[::2]] == list(range(len(owners)))
    for page in opened.pages:
        for element in owners[int(page.obj.StructParents)]:
            assert element.Pg.objgen == page.objgen
        for annotation in page.obj.get("/Annots", ()):
            assert owners[int(annotation.StructParent)].S == "/Link"


PROGRAM = """
import sys
sys.path.insert(0, ".")
from tests.render.test_book import make, part
sys.stdout.write(make([part("driver"), part("account-manager")]).hex())
"""


def test_two_processes_make_the_same_bytes() -> None:
    need_pango()
    made = {python(PROGRAM, cwd=ROOT, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    (content,) = made
    assert bytes.fromhex(content).startswith(b"%PDF-1.7")


def test_contents_of_several_pages_count_themselves() -> None:
    need_pango()
    one = part("driver")
    (count,) = lengths([one])
    many = [
        Part(f"document.{number}", f"Посадова інструкція № {number}", one.content)
        for number in range(60)
    ]
    content = make(many)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        front = len(pdf.pages) - 60 * count
        assert front > 1
        links = [a for page in list(pdf.pages)[:front] for a in page.obj.get("/Annots", ())]
        assert [page_of(pdf, link.Dest) for link in links] == starts(many, front)
    listed = " ".join(" ".join(page_texts(content, front)).split())
    last = front + 59 * count
    assert f"Посадова інструкція № 59 {last + 1}–{last + count}" in listed


def test_a_book_of_one_document_is_a_book(parts: list[Part]) -> None:
    content = make(parts[:1])
    assert len(page_texts(content)) == 1 + lengths(parts[:1])[0]


def test_the_date_is_told_when_there_is_one(parts: list[Part]) -> None:
    with pikepdf.open(io.BytesIO(make(parts[:1], date(2026, 2, 1)))) as pdf:
        assert pdf.open_metadata()["xmp:CreateDate"].startswith("2026-02-01")


def test_pikepdf_is_loaded_only_when_a_book_is_made(tmp_path: Path) -> None:
    code = "import sys, generator.render.book; print('pikepdf' in sys.modules)"
    assert python(code, cwd=tmp_path).stdout.strip() == "False"
