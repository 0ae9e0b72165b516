"""A workbook as openpyxl and LibreOffice see it: a text is a text, a date a date, and the bytes are always the same."""

from __future__ import annotations

import csv
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from generator.document.tree import Cell, Document, Paragraph, Style, Table, TableStyle, Text
from generator.issue import Code, IssueError
from generator.render.xlsx import XlsxColumn, XlsxSheet, document_workbook, workbook
from tests.tools import convert, invalidities, need_calc
from tests.workspace import ROOT, python

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org","тут")',
    "+380441234567",
    "-5",
    "@SUM(A1:A9)",
    "=cmd|'/c calc'!A1",
    "#N/A",
    "#REF!",
    "0012",
    "1,5",
    "01.02.2024",
    "TRUE",
    "'апостроф",
    "О’Ніл-Петренко",
    "_x0041_",
    "<b>&amp;</b>",
    "два\nрядки",
    "  пробіли  ",
)
DAY = date(2026, 2, 1)


def sheet(*rows: tuple[Any, ...], name: str = "Штат", **more: Any) -> XlsxSheet:
    count = max(map(len, rows), default=1)
    columns = tuple(XlsxColumn(f"Графа {number}", 40) for number in range(1, count + 1))
    return XlsxSheet(name, columns, rows, **more)


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def cells(content: bytes) -> list[Any]:
    """The cells of the first column below the heading."""
    return [row[0] for row in opened(content).worksheets[0].iter_rows(min_row=2)]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return workbook((sheet(*((text,) for text in HOSTILE)),), "Журнал", "uk")


def test_a_text_is_a_text_whatever_it_begins_with(hostile: bytes) -> None:
    found = cells(hostile)
    # Of a text within its cell openpyxl leaves the escape of ECMA-376 (ST_Xstring) as it is; LibreOffice does not.
    assert tuple(cell.value.replace("_x005F_", "_") for cell in found) == HOSTILE
    assert {cell.data_type for cell in found} == {"s"}
    assert b"<f>" not in parts(hostile)["xl/worksheets/sheet1.xml"]


def test_what_could_be_read_otherwise_stays_a_text_when_it_is_edited(hostile: bytes) -> None:
    quoted = {cell.value for cell in cells(hostile) if cell.quotePrefix}
    assert {text for text in HOSTILE if text[0] in "=+-@#'0123456789"} <= quoted
    assert "О’Ніл-Петренко" not in quoted


def test_a_heading_is_a_text_too() -> None:
    content = workbook((XlsxSheet("А", (XlsxColumn("=1+1", 40),), ()),), "Т", "uk")
    head = opened(content).worksheets[0]["A1"]
    assert (head.value, head.data_type) == ("=1+1", "s")


def test_values_have_their_kinds() -> None:
    content = workbook((sheet((1, Decimal("0.5"), DAY, "х", None, "")),), "Т", "uk")
    row = next(opened(content).worksheets[0].iter_rows(min_row=2))
    assert [cell.value for cell in row[:4]] == [1, 0.5, row[2].value, "х"]
    assert row[2].is_date
    assert row[2].value.date() == DAY
    assert row[2].number_format == "dd.mm.yyyy"
    assert [cell.value for cell in row[4:]] == [None, None]


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"], ids=ascii)
def test_what_xml_cannot_hold_is_seen_as_a_replacement(letter: str) -> None:
    (cell,) = cells(workbook((sheet((f"А{letter}Б",)),), f"Т{letter}", "uk"))
    assert cell.value == "А\ufffdБ"


def test_libreoffice_reads_the_very_texts(hostile: bytes, tmp_path: Path) -> None:
    need_calc()
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(hostile)
    # Field separator, quotes, UTF-8, first line, no column formats, language, quote all texts.
    convert([path], "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true", tmp_path)
    with (tmp_path / "hostile.csv").open(encoding="utf-8", newline="") as stream:
        assert [row[0] for row in csv.reader(stream)] == ["Графа 1", *HOSTILE]


def test_libreoffice_takes_a_date_for_a_date(tmp_path: Path) -> None:
    need_calc()
    path = tmp_path / "day.xlsx"
    path.write_bytes(workbook((sheet((DAY, "01.02.2026")),), "Т", "uk"))
    # Not as shown, but as stored: a date is then written as one, and a text in quotes.
    convert([path], "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false", tmp_path)
    lines = (tmp_path / "day.csv").read_text("utf-8").splitlines()
    assert lines[1].endswith(',"01.02.2026"')
    assert not lines[1].startswith('"')


PROGRAM = """
import sys
from datetime import date
from decimal import Decimal
from generator.render.xlsx import XlsxColumn, XlsxSheet, workbook
rows = (("=1", 1, Decimal("0.25"), date(2026, 2, 1)), ("немає", None, 2, None))
columns = tuple(XlsxColumn(name, 30) for name in "АБВГ")
sheets = tuple(XlsxSheet(f"Лист {n}", columns, rows, {"немає": "#ff0000"}, 9) for n in (1, 2))
sys.stdout.write(workbook(sheets, "Назва", "uk", date(2026, 2, 1), "ТОВ «Зразок»").hex())
"""


def test_two_processes_make_the_same_bytes() -> None:
    made = {
        python(PROGRAM, cwd=ROOT, PYTHONHASHSEED=seed, TZ=zone).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    (content,) = made
    assert len(bytes.fromhex(content)) > 4000


def test_the_file_tells_its_title_author_language_and_date() -> None:
    content = workbook((sheet(("а",)),), "Журнал <1> & 2", "uk", DAY, "ТОВ «Зразок»")
    about = opened(content).properties
    assert (about.title, about.creator, about.language) == (
        "Журнал <1> & 2",
        "ТОВ «Зразок»",
        "uk-UA",
    )
    assert about.created.date() == about.modified.date() == DAY
    assert b"openpyxl" not in b"".join(parts(content).values()).lower()


def test_without_a_date_none_is_made_up() -> None:
    core = parts(workbook((sheet(("а",)),), "Т", "uk"))["docProps/core.xml"]
    assert b"dcterms:created" not in core
    assert b"202" not in core


def test_the_head_row_stays_in_view_and_on_every_page() -> None:
    page = opened(workbook((sheet(*[("а",)] * 90),), "Журнал A&B", "uk")).worksheets[0]
    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"
    assert page.auto_filter.ref == "A1:A91"
    assert page.oddHeader.center.text == "Журнал A&&B"


def test_it_is_printed_on_a4_crosswise_as_wide_as_the_page() -> None:
    setup = opened(workbook((sheet(("а",)),), "Т", "uk")).worksheets[0]
    assert (setup.page_setup.paperSize, setup.page_setup.orientation) == (9, "landscape")
    assert setup.sheet_properties.pageSetUpPr.fitToPage
    assert setup.page_setup.fitToHeight == 0


def test_rows_are_high_enough_for_their_text_and_for_the_pen() -> None:
    long = "Провідний консультант " * 8
    page = opened(workbook((sheet((long,), ("а",), row_mm=10),), "Т", "uk")).worksheets[0]
    heights = [page.row_dimensions[number].height for number in (2, 3)]
    assert heights[0] > 4 * 11
    assert heights[1] == pytest.approx(10 / 25.4 * 72, abs=0.1)


def test_a_word_may_have_a_colour() -> None:
    content = workbook((sheet(("є",), ("немає",), tints={"немає": "#f9dcda"}),), "Т", "uk")
    assert [cell.fill.fgColor.rgb for cell in cells(content)] == ["00000000", "fff9dcda"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Штат", "Штат"),
        ("а/б: [в]*?", "а б   в"),
        ("'Лист'", "Лист"),
        ("", "1"),
        ("д" * 40, "д" * 31),
    ],
    ids=["plain", "signs", "apostrophes", "empty", "long"],
)
def test_a_sheet_has_a_name_that_excel_allows(name: str, expected: str) -> None:
    assert opened(workbook((sheet(("а",), name=name),), "Т", "uk")).sheetnames == [expected]


def test_excel_marks_no_number_written_as_text() -> None:
    content = parts(workbook((sheet(("0012",)),), "Т", "uk"))["xl/worksheets/sheet1.xml"]
    assert b'<ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>' in content


# openpyxl orders the properties of a font as Excel itself does, and not as the schema.
_FONTS = "/x:styleSheet[1]/x:fonts[1]/"


def test_the_open_xml_sdk_finds_nothing_else_wrong(tmp_path: Path, hostile: bytes) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(hostile)
    assert [e for e in invalidities(path) if not e["xPath"].startswith(_FONTS)] == []


# The table of a document


def table(*rows: tuple[str, ...], head: int = 1, widths: tuple[float, ...] = ()) -> Table:
    return Table(
        TableStyle.GRID,
        tuple(
            tuple(Cell((Paragraph(Style.CELL, (Text(text),) if text else ()),)) for text in row)
            for row in rows
        ),
        head_rows=head,
        widths=widths,
    )


def document(*blocks: Any) -> Document:
    return Document("Журнал реєстрації", "Журнал", "ТОВ", "uk", "", "2026-02-01", "", blocks)


def values(content: bytes, number: int = 0) -> Iterator[list[Any]]:
    for row in opened(content).worksheets[number].iter_rows():
        yield [cell.value.date() if cell.is_date else cell.value for cell in row]


def test_a_table_of_a_document_becomes_a_sheet() -> None:
    content = document_workbook(
        document(
            Paragraph(Style.KIND, (Text("ЖУРНАЛ"),)),
            table(
                ("№", "Дата", "Хто"),
                ("1", "2", "3"),
                ("1", "01.02.2026", "=Я"),
                ("2", "31.02.2026", "\xa0\n\xa0"),
                ("", "", ""),
                head=2,
                widths=(1, 2, 1),
            ),
        )
    )
    assert list(values(content)) == [
        ["№", "Дата", "Хто"],
        [1, DAY, "=Я"],
        [2, "31.02.2026", None],
        [None, None, None],
    ]
    page = opened(content).worksheets[0]
    assert page.title == "Журнал"
    assert page.column_dimensions["B"].width > 1.9 * page.column_dimensions["A"].width


def test_only_a_running_number_is_a_number() -> None:
    content = document_workbook(document(table(("№", "Номер"), ("1", "1"), ("7", "0002"))))
    assert list(values(content))[1:] == [[1, "1"], ["7", "0002"]]


def test_every_table_of_data_has_a_sheet_and_other_tables_have_none() -> None:
    placing = Table(TableStyle.REQUISITES, table(("а",)).rows)
    content = document_workbook(document(placing, table(("А",), ("а",)), table(("Б",), ("б",))))
    assert opened(content).sheetnames == ["Журнал", "Журнал 2"]
    assert list(values(content, 1)) == [["Б"], ["б"]]


def test_merged_cells_and_a_missing_head_keep_every_word_in_its_column() -> None:
    merged = (Cell((Paragraph(Style.CELL, (Text("через дві"),)),), columns=2),)
    whole = Table(TableStyle.GRID, (*table(("а", "б"), head=0).rows, merged))
    assert list(values(document_workbook(document(whole)))) == [
        [None, None],
        ["а", "б"],
        ["через дві", None],
    ]


def test_openpyxl_is_loaded_only_when_a_workbook_is_made() -> None:
    code = "import sys, generator.render.xlsx; print('openpyxl' in sys.modules)"
    assert python(code, cwd=ROOT).stdout.strip() == "False"
    assert "openpyxl" in sys.modules


def test_a_temporary_folder_that_takes_nothing_is_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(IssueError) as raised:
        workbook((XlsxSheet("А", (XlsxColumn("Б", 30),), ((1,),)),), "В", "uk")
    (found,) = raised.value.issues
    assert (found.code, found.location and found.location.file) == (
        Code.OUTPUT_UNWRITABLE,
        str(tmp_path / "gone"),
    )
