"""The journals say the same in Word, PDF and Excel, lie crosswise, and leave to the pen what is nobody else's."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import load_workbook

from generator.document.compose import compose_page
from generator.document.tree import Document, Style, Table, TableStyle
from generator.issue import Location
from generator.make import Composer, Plan
from generator.model.staff import Employee, StaffRow
from generator.render import docx, xlsx
from generator.render.pdf import PdfWriter
from generator.staff.journal import (
    ACKNOWLEDGEMENT,
    REGISTER,
    HolderRow,
    Instructed,
    RegisterRow,
    acknowledging,
    contents_names,
    holder_rows,
    journal_names,
    register_row,
)
from generator.staff.match import Matched
from tests.machine import need_pango
from tests.staff.rows import row
from tests.tools import convert, invalidities
from tests.workspace import ROOT

MM = 72 / 25.4
ENGLISH = ROOT / "samples/en"
NAMES = (
    "О’Ніл Дар’я",
    "Нечуй-Левицький Іван Семенович",
    "Мадонна",
    "Гасанов Ельдар Рашид огли",
    "=HYPERLINK(1)",
    "Шевчук-Заболотна Марія-Вікторія Олександрівна",
)
HOLDERS = tuple(
    HolderRow(NAMES[n % 6], f"{n:04}", "Начальник адміністративно-господарського відділу", "Відділ")
    for n in range(40)
)
INSTRUCTIONS = tuple(
    RegisterRow(
        Instructed(f"Фахівець № {n}", f"Фахівця № {n}", is_work=n % 2 == 1),
        "Адміністративно-господарський відділ",
        "Начальник відділу Ігор БОНДАРЕНКО" if n % 3 else "",
    )
    for n in range(30)
)
JOURNALS: dict[str, Sequence[Any]] = {ACKNOWLEDGEMENT: HOLDERS, REGISTER: INSTRUCTIONS}


@cache
def composer(root: Path = ROOT) -> Composer:
    return Composer(Plan(root))


@cache
def journal(template: str, root: Path = ROOT) -> Document:
    shared = composer(root)
    names = journal_names(JOURNALS[template])
    return compose_page(template, names, shared.workspace.settings, shared.templates, shared.theme)


@cache
def pdf(template: str, root: Path = ROOT) -> bytes:
    shared = composer(root)
    structure = shared.templates.read("document.css")
    return PdfWriter(shared.theme, structure, "").write(journal(template, root), "journal.pdf")


@cache
def word(template: str, root: Path = ROOT) -> bytes:
    language = journal(template, root).language
    base = docx.prepare(composer(root).theme, language, landscape=True)
    return docx.write(journal(template, root), base)


def grid(document: Document) -> Table:
    (found,) = (b for b in document.blocks if isinstance(b, Table) and b.style is TableStyle.GRID)
    return found


def cells(row: Any) -> list[str]:
    return ["\n".join(p.text for p in cell.paragraphs).replace("\xa0", " ").strip() for cell in row]


@pytest.mark.parametrize("root", [ROOT, ENGLISH], ids=["uk", "en"])
@pytest.mark.parametrize("template", JOURNALS)
def test_a_journal_is_a_landscape_document_without_a_draft_mark(template: str, root: Path) -> None:
    made = journal(template, root)
    assert made.landscape
    assert made.mark == ""
    assert made.provenance == ""
    assert made.title
    assert made.subject
    (kind,) = (p for p in made.paragraphs() if p.style is Style.KIND)
    assert kind.text == kind.text.upper()


@pytest.mark.parametrize("root", [ROOT, ENGLISH], ids=["uk", "en"])
@pytest.mark.parametrize("template", JOURNALS)
def test_every_column_has_a_heading_a_number_and_a_width(template: str, root: Path) -> None:
    table = grid(journal(template, root))
    headings, numbers = map(cells, table.rows[:2])
    assert table.head_rows == 2
    assert all(headings)
    assert len(set(headings)) == len(headings)
    assert numbers == [str(n) for n in range(1, len(headings) + 1)]
    assert sum(table.widths) == 257
    assert {len(row) for row in table.rows} == {len(table.widths)}


def test_every_holder_has_a_line_whose_date_and_signature_are_left_to_the_pen() -> None:
    rows = [cells(row) for row in grid(journal(ACKNOWLEDGEMENT)).rows[2:]]
    for number, (found, holder) in enumerate(zip(rows, HOLDERS, strict=False), start=1):
        assert found[:5] == [
            str(number), holder.name, holder.number, holder.position, holder.unit,
        ]  # fmt: skip
        assert found[5:] == ["", "", "", ""]
    assert len(rows) > len(HOLDERS)
    assert all(row == [""] * 9 for row in rows[len(HOLDERS) :])


def test_every_instruction_has_a_line_with_what_is_known_of_it() -> None:
    rows = [cells(row) for row in grid(journal(REGISTER)).rows[2:]]
    for number, (found, known) in enumerate(zip(rows, INSTRUCTIONS, strict=False), start=1):
        kind = "Робоча" if known.instruction.is_work else "Посадова"
        title = f"{kind} інструкція фахівця № {number - 1}"
        assert found == [str(number), "", title, known.unit, "", known.developer, "", ""]


def test_the_head_of_the_unit_has_developed_its_instructions() -> None:
    settings = composer().workspace.settings
    one = Instructed("Бухгалтер", "Бухгалтера")
    assert register_row(one, "бухгалтерія", settings) == RegisterRow(
        one, "бухгалтерія", "Головний бухгалтер, Надія ТКАЧЕНКО"
    )
    assert register_row(one, "Гараж", settings) == RegisterRow(one, "Гараж", "")


@pytest.mark.parametrize("template", JOURNALS)
def test_a_journal_without_rows_is_a_form_to_be_filled_in(template: str) -> None:
    shared = composer()
    made = compose_page(
        template, journal_names(()), shared.workspace.settings, shared.templates, shared.theme
    )
    assert len(grid(made).rows) > 5


@pytest.mark.parametrize("template", JOURNALS)
def test_the_open_xml_sdk_finds_nothing_wrong(template: str, tmp_path: Path) -> None:
    path = tmp_path / "journal.docx"
    path.write_bytes(word(template))
    assert invalidities(path) == []


def said(content: bytes, head: set[str]) -> Counter[str]:
    """The words of a PDF below the page numbers, but for those of the head, which every page repeats."""
    with pdfplumber.open(io.BytesIO(content)) as opened:
        words = [
            part
            for page in opened.pages
            for word in page.extract_words()
            if word["bottom"] / MM > 18
            for part in re.findall(r"[^-]+", word["text"])
        ]
    return Counter(word for word in words if word not in head)


def test_word_and_pdf_say_the_same(tmp_path: Path) -> None:
    need_pango()
    files = [tmp_path / f"{template.partition('.')[0]}.docx" for template in JOURNALS]
    for path, template in zip(files, JOURNALS, strict=True):
        path.write_bytes(word(template))
    convert(files, "pdf", tmp_path)
    for path, template in zip(files, JOURNALS, strict=True):
        head = set(
            " ".join(
                text for row in grid(journal(template)).rows[:2] for text in cells(row)
            ).split()
        )
        ours = said(pdf(template), head)
        assert ours == said(path.with_suffix(".pdf").read_bytes(), head)
        assert sum(ours.values()) > 300


@pytest.mark.parametrize("template", JOURNALS)
@pytest.mark.parametrize("root", [ROOT, ENGLISH], ids=["uk", "en"])
def test_the_pages_of_the_pdf_lie_crosswise_with_the_margins_of_the_standard(
    template: str, root: Path
) -> None:
    need_pango()
    with pdfplumber.open(io.BytesIO(pdf(template, root))) as opened:
        assert len(opened.pages) > 1
        for number, page in enumerate(opened.pages, start=1):
            assert (page.width / MM, page.height / MM) == pytest.approx((297, 210), abs=0.1)
            words = page.extract_words()
            top = [w["text"] for w in words if w["bottom"] / MM < 18]
            assert top == ([str(number)] if number > 1 else [])
            body = [w for w in words if w["bottom"] / MM >= 18]
            assert min(w["x0"] for w in body) / MM >= 29.9
            assert max(w["x1"] for w in body) / MM <= 287.1
            assert max(w["bottom"] for w in body) / MM <= 190.1


@pytest.mark.parametrize("template", JOURNALS)
@pytest.mark.parametrize("root", [ROOT, ENGLISH], ids=["uk", "en"])
def test_no_word_of_a_heading_is_broken(template: str, root: Path) -> None:
    need_pango()
    wanted = " ".join(cells(grid(journal(template, root)).rows[0])).split()
    with pdfplumber.open(io.BytesIO(pdf(template, root))) as opened:
        found = {word["text"] for word in opened.pages[0].extract_words()}
    assert set(wanted) <= found


@pytest.mark.parametrize("template", JOURNALS)
def test_there_is_room_to_write_in_every_row(template: str) -> None:
    need_pango()
    with pdfplumber.open(io.BytesIO(pdf(template))) as opened:
        for page in opened.pages:
            # The first column is 14 mm wide; the line under a signature is longer.
            lines = [e for e in page.edges if 10 < e["width"] / MM < 15 and e["x0"] / MM < 31]
            edges = sorted({round(line["top"], 1) for line in lines})
            heights = [(b - a) / MM for a, b in pairwise(edges)]
            # The head, and the row of its numbers, are not written on.
            assert len(heights) > 4
            assert min(heights[2:]) > 9.5


@pytest.mark.parametrize("template", JOURNALS)
def test_the_workbook_has_the_rows_of_the_document(template: str) -> None:
    table = grid(journal(template))
    page = load_workbook(io.BytesIO(xlsx.document_workbook(journal(template)))).worksheets[0]
    found = [[written(cell) for cell in row] for row in page.iter_rows(max_col=len(table.widths))]
    assert found[0] == cells(table.rows[0])
    assert found[1:] == [cells(row) for row in table.rows[2:]]
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)


def written(cell: Any) -> str:
    if cell.is_date:
        return str(cell.value.strftime("%d.%m.%Y"))
    return "" if cell.value is None else str(cell.value)


def test_running_numbers_in_the_workbook_are_numbers() -> None:
    page = load_workbook(io.BytesIO(xlsx.document_workbook(journal(REGISTER)))).worksheets[0]
    rows = list(page.iter_rows(min_row=2, max_row=31))
    assert [row[0].value for row in rows] == list(range(1, 31))


def test_holders_are_those_who_have_an_instruction_in_the_order_of_the_list() -> None:
    matched = (
        Matched(row("Менеджер", "Відділ", "Б", number="2"), "manager"),
        Matched(row("Менеджер", "Відділ"), "manager"),
        Matched(row("Директор", "", "В", number="1"), None, exempt=True),
        Matched(row("Бухгалтер", "", "А"), "accountant"),
    )
    assert holder_rows(matched, "uk") == (
        HolderRow("Б", "2", "Менеджер", "Відділ"),
        HolderRow("А", "", "Бухгалтер", ""),
    )


def test_names_are_listed_with_the_surname_first() -> None:
    rows = (row("М", name="Іван Петрович Сидоренко"), row("М", name="КОВАЛЬ ОЛЕНА ПЕТРІВНА"))
    found = holder_rows([Matched(each, "manager") for each in rows], "uk")
    assert [each.name for each in found] == ["Сидоренко Іван Петрович", "Коваль Олена Петрівна"]


def test_namesakes_each_have_a_line_one_person_in_two_rows_has_one_and_a_vacancy_an_empty_one() -> (
    None
):
    rows = (
        row("М", name="Коваль Іван Іванович"),
        row("М", name="Коваль Іван Іванович"),
        row("М", name="Ткач Ія", number="7", rate="0.5"),
        row("М"),
        row("М", name="Ткач Ія", number="7", rate="0.5"),
    )
    placed = [replace(each, employee=placed_at(each, n)) for n, each in enumerate(rows)]
    names = [holder.name for holder in acknowledging(placed)]
    assert names == ["Коваль Іван Іванович", "Коваль Іван Іванович", "Ткач Ія", ""]


def placed_at(each: StaffRow, line: int) -> Employee | None:
    return each.employee and replace(each.employee, place=Location("staff.csv", line))


def test_sheets_of_the_contents_are_a_number_or_a_span() -> None:
    both = (Instructed("А", "А"), Instructed("Б", "Б"))
    names = contents_names("Відділ", both, ["a", "b"], [range(2, 3), range(3, 10)], "uk")
    assert names["unit"].genitive == "Відділу"
    assert [(e.id, e.instruction.title, e.sheets) for e in names["entries"]] == [
        ("a", "А", "2"),
        ("b", "Б", "3–9"),
    ]


@pytest.mark.parametrize("template", JOURNALS)
def test_words_and_blocks_of_a_journal_can_be_replaced(template: str, tmp_path: Path) -> None:
    words = (ROOT / "templates/uk/journals.html.j2").read_text("utf-8")
    folder = tmp_path / "templates/uk"
    folder.mkdir(parents=True)
    (folder / "journals.html.j2").write_text(words.replace("Структурний підрозділ", "Цех"), "utf-8")
    (tmp_path / "roles").mkdir()
    (tmp_path / "posada.yaml").write_text((ROOT / "posada.yaml").read_text("utf-8"), "utf-8")
    assert "Цех" in cells(grid(journal(template, tmp_path)).rows[0])
