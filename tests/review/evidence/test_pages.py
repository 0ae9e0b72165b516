"""A PDF is unaltered when the characters on its pages are; every clause with another glyph is named."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import resvg_py

from generator.document.tree import Document
from generator.review.evidence.difference import OBJECT, Difference, Kind
from generator.review.evidence.expected import expected
from generator.review.evidence.pages import altered_pdf, read_flow, squeezed
from generator.review.evidence.word import altered_docx
from generator.source.pdf import PdfFile, PdfLine, PdfPage
from tests.machine import need_pango
from tests.review.evidence.published import (
    ENGLISH,
    pdf,
    press,
    show,
    shown,
    with_operators,
    with_pdf,
    word,
    written,
)
from tests.tools import convert
from tests.workspace import SETTINGS

ROLE = "accountant"
FORMS = (
    {},
    {"layout": "classic"},
    {"approval": "order", "agreement": "header"},
)


@pytest.fixture(autouse=True)
def _pango() -> None:
    need_pango()


@pytest.fixture(scope="module")
def document() -> Document:
    return press().document(ROLE)


@pytest.fixture(scope="module")
def published() -> PdfFile:
    return pdf(press().pdf(ROLE))


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_shipped_instruction_is_unaltered(form: dict[str, str]) -> None:
    made = press(**form)
    assert len(made.roles) == 12
    for role in made.roles:
        assert altered_pdf(pdf(made.pdf(role)), made.document(role)) == (), role


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_english_instruction_is_unaltered(form: dict[str, str]) -> None:
    made = press(ENGLISH, **form)
    for role in made.roles:
        assert altered_pdf(pdf(made.pdf(role)), made.document(role)) == (), role


def test_the_mark_of_a_draft_is_no_text_of_it() -> None:
    made = press(draft=True)
    assert made.document("driver").mark
    assert altered_pdf(pdf(made.pdf("driver")), made.document("driver")) == ()


EMBLEM = """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">
<circle cx="20" cy="20" r="18" fill="#123"/><text x="5" y="25" font-size="12">Т<tspan>&amp;</tspan>К</text></svg>"""


@pytest.mark.parametrize("name", ["emblem.svg", "emblem.png"])
def test_an_emblem_is_no_text_though_it_has_letters(name: str, tmp_path: Path) -> None:
    picture = resvg_py.svg_to_bytes(svg_string=EMBLEM) if name.endswith("png") else EMBLEM.encode()
    (tmp_path / name).write_bytes(bytes(picture))
    settings = SETTINGS.replace("city:", f"emblem: {name}, city:")
    made = written(tmp_path, "title: Діловод\nduties: [Веде облік.]\n", settings)
    file, document = pdf(made.pdf("clerk")), made.document("clerk")
    assert any("Т&К" in line.text for line in file.pages[0].lines) == name.endswith("svg")
    assert altered_pdf(file, document) == ()


ROWS = "".join(
    f"  - {{with: Відділ {n}, receives: Звіти {n}, provides: Плани {n}, when: Щодня}}\n"
    for n in range(90)
)
LONG = f"title: Діловод\nduties:\n  - Веде облік.\nrelations:\n{ROWS}"


def test_the_head_of_a_table_that_is_repeated_on_the_next_page_is_skipped(tmp_path: Path) -> None:
    made = written(tmp_path, LONG)
    file, document = pdf(made.pdf("clerk")), made.document("clerk")
    heads = [line for page in file.pages for line in page.lines if "З ким" in line.text]
    assert len(heads) > 2
    assert altered_pdf(file, document) == ()
    pages = [list(page.lines) for page in file.pages]
    at, line = next(
        (page, at)
        for page in range(3, -1, -1)
        for at, each in enumerate(pages[page])
        if "Звіти" in each.text
    )
    changed = pages[at][line].text.replace("Звіти", "Листи")
    pages[at][line] = PdfLine(pages[at][line].height, changed)
    (difference,) = altered_pdf(PdfFile(tuple(PdfPage(tuple(p)) for p in pages)), document)
    assert difference.found.startswith("Листи")


ODD = (
    "Cafe\u0301 наї\u0308вний о\u0301блік ﬁnance oﬃce",
    "Ціна ½ кг, 5 °С, 10²… № 5 — “лапки” ʼапостроф’ 100 %",
    "Дуже-довге-слово-через-дефіс " * 12,
    "Сло\u00adво пере\u00adноситься дов\u00adго " * 10,
    "A\u2011B 8\u2011го а\u2010б " * 30,
    "ß straße İstanbul ǅ ŉ",
    "https://example.com/very/long/path/that/must/be/broken/somewhere/in/the/middle " * 3,
)


def test_odd_letters_hyphens_and_signs_are_unaltered(tmp_path: Path) -> None:
    duties = "".join(f"  - '{text}'\n" for text in ODD)
    made = written(tmp_path, f"title: Діловод\nduties:\n{duties}")
    assert altered_pdf(pdf(made.pdf("clerk")), made.document("clerk")) == ()
    assert altered_docx(word(made.docx("clerk")), made.document("clerk")) == ()


def change_glyphs(content: bytes, page: int, chosen: int | slice, seed: int = 0) -> bytes:
    """One glyph in every chosen run of text becomes another one of the same font; spaces stay."""
    chance = random.Random(seed)

    def change(operators: list[Any]) -> None:
        runs = list(shown(operators))
        for at, font, glyphs in runs[chosen] if isinstance(chosen, slice) else [runs[chosen]]:
            used = {g for _, other, gs in runs if other == font for g in gs}
            # In a long run, the letters of the middle are no space.
            place = chance.choice([i for i, g in enumerate(glyphs) if glyphs.count(g) < 4])
            new = chance.choice(sorted(used - {glyphs[place]}))
            operators[at] = show([*glyphs[:place], new, *glyphs[place + 1 :]])

    return with_operators(content, page, change)


def lines_that_differ(one: PdfFile, other: PdfFile) -> list[str]:
    pairs = zip(one.pages, other.pages, strict=True)
    return [
        new.text
        for old_page, new_page in pairs
        for old, new in zip(old_page.lines, new_page.lines, strict=True)
        if squeezed(old.text) != squeezed(new.text)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_a_glyph_changed_anywhere_is_found_and_named(
    seed: int, document: Document, published: PdfFile
) -> None:
    """Over all places: twelve pages and lines by chance, of the requisites and tables too."""
    chance = random.Random(seed)
    page = chance.randrange(len(published.pages))
    run = chance.randrange(10 if page == 5 else 20)
    changed = pdf(change_glyphs(press().pdf(ROLE), page, run, seed))
    lines = lines_that_differ(published, changed)
    differences = altered_pdf(changed, document)
    assert bool(differences) == bool(lines)
    for line in lines:
        (difference,) = differences
        assert difference.kind is Kind.REWORDED
        assert squeezed(line).rstrip("\u2010") in squeezed(
            difference.found.replace("\u2010 ", "")
        ) or (squeezed(difference.found) in squeezed(line))
        named = [e for e in expected(document) if e.clause == difference.clause]
        assert any(e.text in difference.expected for e in named)


def test_all_clauses_with_another_glyph_are_named(document: Document, published: PdfFile) -> None:
    changed = pdf(change_glyphs(press().pdf(ROLE), 1, slice(2, 40, 6)))
    lines = lines_that_differ(published, changed)
    assert len(lines) >= 5
    differences = altered_pdf(changed, document)
    said = squeezed(" ".join(d.found for d in differences)).replace("\u2010", "")
    assert all(squeezed(line).replace("\u2010", "") in said for line in lines)
    assert len(differences) <= len(lines)


def test_two_clauses_that_changed_places_are_named(document: Document, published: PdfFile) -> None:
    flow = [PdfPage(page.lines) for page in published.pages]
    lines = list(flow[2].lines)
    one = next(at for at, line in enumerate(lines) if line.text.startswith("3.5."))
    two = next(at for at, line in enumerate(lines) if line.text.startswith("3.6."))
    end = next(at for at, line in enumerate(lines) if line.text.startswith("3.7."))
    lines[one:end] = lines[two:end] + lines[one:two]
    flow[2] = PdfPage(tuple(lines))
    differences = altered_pdf(PdfFile(tuple(flow)), document)
    assert {d.number for d in differences} & {"3.5.", "3.6."}
    assert {d.number for d in differences} <= {"3.4.", "3.5.", "3.6.", "3.7."}


def without_lines(file: PdfFile, page: int, begin: int, end: int, *new: str) -> PdfFile:
    pages = list(file.pages)
    lines = list(pages[page].lines)
    lines[begin:end] = [PdfLine(lines[begin].height, text) for text in new]
    pages[page] = PdfPage(tuple(lines))
    return PdfFile(tuple(pages))


def line_of(file: PdfFile, page: int, text: str) -> int:
    return next(at for at, line in enumerate(file.pages[page].lines) if line.text.startswith(text))


def test_a_clause_that_is_gone_is_named(document: Document, published: PdfFile) -> None:
    at = line_of(published, 1, "2.1.3.")
    (difference,) = altered_pdf(without_lines(published, 1, at, at + 1), document)
    assert (difference.number, difference.found, difference.kind) == ("2.1.3.", "", Kind.GONE)


def test_a_clause_that_was_added_is_named_with_the_one_before(
    document: Document, published: PdfFile
) -> None:
    at = line_of(published, 1, "2.1.4.")
    changed = without_lines(published, 1, at, at, "Працює також у вихідні.")
    (difference,) = altered_pdf(changed, document)
    assert (difference.number, difference.expected) == ("2.1.3.", "")
    assert (difference.found, difference.kind) == ("Працює також у вихідні.", Kind.ADDED)


def test_a_number_that_was_changed_is_found(document: Document, published: PdfFile) -> None:
    at = line_of(published, 1, "2.1.3.")
    text = published.pages[1].lines[at].text.replace("2.1.3.", "2.1.9.")
    (difference,) = altered_pdf(without_lines(published, 1, at, at + 1, text), document)
    assert difference.number == "2.1.3."
    assert difference.found.startswith("2.1.9.")


def test_a_hyphen_of_the_text_is_compared_and_one_at_the_end_of_a_line_is_not(
    document: Document, published: PdfFile
) -> None:
    flow = read_flow(published, document)
    assert len(flow.hyphens) > 10
    page, at = next(
        (p, i)
        for p, page in enumerate(published.pages)
        for i, line in enumerate(page.lines)
        if "оборотно-сальдову" in line.text
    )
    old = published.pages[page].lines[at].text
    joined = old.replace("оборотно-сальдову", "оборотносальдову")
    assert len(altered_pdf(without_lines(published, page, at, at + 1, joined), document)) == 1
    parted = old.replace("відомість", "відо\u2010мість")
    assert len(altered_pdf(without_lines(published, page, at, at + 1, parted), document)) == 1


def test_another_foot_or_page_number_is_added_text(document: Document, published: PdfFile) -> None:
    for text in ("Редакція 3, відбиток 84b8 515d 7d31", "22"):
        at = len(published.pages[1].lines) - 1
        changed = without_lines(published, 1, at, at + 1, text)
        (difference,) = altered_pdf(changed, document)
        assert difference.kind is Kind.ADDED
        assert text in difference.found


def test_a_style_printed_in_capitals_is_unaltered_when_all_of_it_is(
    document: Document, published: PdfFile
) -> None:
    heading = line_of(published, 1, "2. Завдання")
    text = published.pages[1].lines[heading].text
    capitals = without_lines(published, 1, heading, heading + 1, text.upper())
    assert altered_pdf(capitals, document) == ()
    mixed = without_lines(published, 1, heading, heading + 1, text.replace("Завдання", "ЗАВДАННЯ"))
    assert [d.number for d in altered_pdf(mixed, document)] == ["2."]


def replace_contents(content: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """The first page with operators before and after its own."""

    def change(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0]
        page.contents_add(before, prepend=True)
        page.contents_add(after)

    return with_pdf(content, change)


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param((b"", b"q 1 g 0 0 600 900 re f Q"), id="under a white sheet"),
        pytest.param((b"3 Tr ", b""), id="invisible"),
        pytest.param((b"1 0 0 1 700 0 cm ", b""), id="beside the page"),
        pytest.param((b"0.01 0 0 0.01 0 0 cm ", b""), id="tiny"),
    ],
)
def test_words_that_nobody_can_see_are_gone(
    hidden: tuple[bytes, bytes], document: Document
) -> None:
    before, after = hidden
    differences = altered_pdf(pdf(replace_contents(press().pdf(ROLE), before, after)), document)
    assert "1.1." in {d.number for d in differences}


def test_white_words_are_gone(document: Document) -> None:
    def white(operators: list[Any]) -> list[Any]:
        one = pikepdf.ContentStreamInstruction([1, 1, 1], pikepdf.Operator("rg"))
        return [
            one if str(operator) == "rg" else (operands, operator)
            for operands, operator in operators
        ]

    differences = altered_pdf(pdf(with_operators(press().pdf(ROLE), 0, white)), document)
    assert "1.1." in {d.number for d in differences}


def test_a_picture_laid_over_a_clause_is_found(document: Document, published: PdfFile) -> None:
    height = published.pages[0].lines[line_of(published, 0, "1.3.")].height

    def paste(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0]
        image = opened.make_stream(
            b"\xff" * 4, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2, Height=2,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        name = page.add_resource(image, pikepdf.Name.XObject)
        page.contents_add(f"q 400 0 0 14 80 {842 - height - 11} cm {name} Do Q".encode())

    differences = altered_pdf(pdf(with_pdf(press().pdf(ROLE), paste)), document)
    assert Difference("", "", "", OBJECT, Kind.OBJECT) in differences
    assert "1.3." in {d.number for d in differences}


def test_saving_it_anew_alters_nothing(document: Document) -> None:
    content = with_pdf(press().pdf(ROLE), lambda opened: opened.remove_unreferenced_resources())
    assert altered_pdf(pdf(content), document) == ()


def test_a_pdf_that_libreoffice_makes_is_compared_without_a_crash(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(press().docx(ROLE))
    convert([tmp_path / "a.docx"], "pdf", tmp_path)
    altered_pdf(pdf((tmp_path / "a.pdf").read_bytes()), press().document(ROLE))


def test_a_file_without_text_is_gone_as_a_whole(document: Document) -> None:
    differences = altered_pdf(PdfFile((PdfPage(()),)), document)
    required = [e for e in expected(document) if e.text or e.paragraph.number]
    assert len(differences) == len(required)
    assert {d.kind for d in differences} == {Kind.GONE}


def test_many_pages_are_read_and_compared(tmp_path: Path) -> None:
    duties = "".join(
        f"  - Виконує завдання {n} за планом відділу, звітує про його виконання керівникові та "
        "повідомляє про перешкоди, що можуть вплинути на строки.\n"
        for n in range(150)
    )
    made = written(tmp_path, f"title: Діловод\nduties:\n{duties}")
    content, document = made.pdf("clerk"), made.document("clerk")
    file = pdf(content)
    assert altered_pdf(file, document) == ()
    assert 7 <= len(file.pages) <= 10
    lines = tuple(
        PdfPage(
            tuple(replace(each, text=each.text.replace("звітує", "звітуе")) for each in page.lines)
        )
        for page in file.pages
    )
    assert len(altered_pdf(PdfFile(lines), document)) > 100
