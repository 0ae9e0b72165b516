"""Tables of a file: every kind of workbook and CSV file that HR has is read, and none can do harm."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.issue import Code, Issue, IssueError, Location
from generator.source.grid import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, Unread, written
from generator.source.parts import MAX_ELEMENTS, MAX_WHOLE
from generator.source.sheet import read_sheets
from generator.source.workbook import LAST_COLUMN, LAST_ROW, MAX_SHEETS, _reading
from tests.tables import HEADERS, compound, with_parts, without_part, workbook

SHEET = "xl/worksheets/sheet1.xml"


def sheets(
    root: Path, content: bytes, name: str = "staff.xlsx", wanted: str | None = None
) -> list[Sheet]:
    (root / name).write_bytes(content)
    return list(read_sheets(root, root / name, wanted))


def cells(root: Path, content: bytes, name: str = "staff.xlsx") -> list[tuple[Cell, ...]]:
    """The rows of the first table that is offered."""
    (root / name).write_bytes(content)
    return [row.cells for row in next(read_sheets(root, root / name)).rows]


def refused(
    root: Path, content: bytes, name: str = "staff.xlsx", wanted: str | None = None
) -> Issue:
    with pytest.raises(IssueError) as raised:
        sheets(root, content, name, wanted)
    (found,) = raised.value.issues
    return found


def problems(root: Path, content: bytes, name: str = "staff.xlsx") -> tuple[Issue, ...]:
    try:
        sheets(root, content, name)
    except IssueError as error:
        return error.issues
    return ()


def reason(found: Issue) -> str:
    assert found.code is Code.STAFF_FILE
    return dict(found.values)["reason"].removeprefix("table.")


# Workbooks


def test_the_cells_of_a_workbook_have_the_types_they_show(tmp_path: Path) -> None:
    rows = [
        ("Коваль  Олена\n", 1, 0.5, date(2024, 2, 1), datetime(2024, 2, 1), True, None, ""),
        (12.0, 1e20, -3, datetime(2024, 2, 1, 9, 30), time(9, 30), None, None, " \u200b "),
    ]
    assert cells(tmp_path, workbook(rows)) == [
        ("Коваль Олена", Decimal(1), Decimal("0.5"), date(2024, 2, 1), date(2024, 2, 1), "True"),
        (Decimal(12), Decimal("1e20"), Decimal(-3), "01.02.2024 09:30", "09:30:00"),
    ]


def test_rows_keep_their_numbers_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    (sheet,) = sheets(tmp_path, workbook([(), ("а",), (), (None, "б"), ()]))
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("а",)), (4, (None, "б"))]
    assert (sheet.file, sheet.name) == ("staff.xlsx", "Штат")
    place = sheet.place(sheet.rows[1], 1)
    assert place == Location("staff.xlsx", 4, 2, "б", "Штат", cell=True)
    assert sheet.place(sheet.rows[1]) == Location("staff.xlsx", 4, sheet="Штат", cell=True)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [(7, "0000", "0007"), (12345, "000", "12345"), (7, "0", Decimal(7)), (7, "0.00", Decimal(7)),
     (7.5, "000", Decimal("7.5")), (-7, "000", Decimal(-7))],
)  # fmt: skip
def test_leading_zeros_that_a_format_shows_are_kept(
    tmp_path: Path, value: float, form: str, expected: Cell
) -> None:
    def change(book: Any) -> None:
        book.active["A1"].number_format = form

    assert cells(tmp_path, workbook([(value,)], change=change)) == [(expected,)]


def test_dates_of_both_systems_are_the_days_they_show(tmp_path: Path) -> None:
    def since_1904(book: Any) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904

    assert cells(tmp_path, workbook([(date(2024, 2, 1),)], change=since_1904)) == [
        (date(2024, 2, 1),)
    ]


def formulas(root: Path, xml: str) -> list[tuple[Cell, ...]]:
    """The rows of a sheet whose first row has the formulas `xml`."""
    rows = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    new = f'<sheetData><row r="1">{xml}</row></sheetData>'.encode()
    return cells(root, with_parts(workbook([("х",)]), {SHEET: lambda part: rows.sub(new, part)}))


def test_in_a_form_a_formula_is_never_a_value_and_hidden_sheets_count(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book.create_sheet("Далі")
        book["Штат"].sheet_state = "hidden"

    rows = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    new = b'<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>2</v></c></row></sheetData>'
    content = with_parts(workbook([("x",)], change=hide), {SHEET: lambda part: rows.sub(new, part)})
    (tmp_path / "form.xlsx").write_bytes(content)
    (first, _) = read_sheets(tmp_path, tmp_path / "form.xlsx", is_form=True)
    assert first.rows[0].cells == (Unread("formula", "2"), Decimal(2))
    (visible,) = read_sheets(tmp_path, tmp_path / "form.xlsx")
    assert visible.name == "Далі"


def test_a_formula_is_the_value_saved_with_it(tmp_path: Path) -> None:
    xml = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"а"&amp;"б"</f><v>аб</v></c>'
        '<c r="C1" t="str"><f>IF(1,"","")</f><v></v></c><c r="D1"><v>5</v></c>'
    )
    assert formulas(tmp_path, xml) == [(Decimal(2), "аб", None, Decimal(5))]


@pytest.mark.parametrize("saved", ["", "<v/>", "<v></v>"])
def test_a_formula_without_its_value_is_told_apart_from_an_empty_cell(
    tmp_path: Path, saved: str
) -> None:
    xml = f'<c r="B1"><f>SUM(C1:D1)</f>{saved}</c><c r="D1"><f t="shared" si="9"/>{saved}</c>'
    unread = Unread("formula", "")
    assert formulas(tmp_path, xml) == [(None, unread, None, unread)]


def test_a_formula_of_openpyxl_has_no_value(tmp_path: Path) -> None:
    assert cells(tmp_path, workbook([("=1+1", "а")])) == [(Unread("formula", ""), "а")]


def test_an_error_of_a_formula_is_no_text(tmp_path: Path) -> None:
    xml = '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="e"><v>#N/A</v></c>'
    assert formulas(tmp_path, xml) == [(Unread("error", "#DIV/0!"), Unread("error", "#N/A"))]


@pytest.mark.parametrize("text", ["=1+1", "+380", "-5", "@name", "'=1"])
def test_a_text_that_looks_like_a_formula_is_a_text(tmp_path: Path, text: str) -> None:
    def change(book: Any) -> None:
        book.active["A1"].data_type = "s"

    assert cells(tmp_path, workbook([(text,)], change=change)) == [(text,)]


def test_characters_that_excel_writes_as_codes_are_read(tmp_path: Path) -> None:
    assert cells(tmp_path, workbook([("а_x000D_б", "_x0041_")])) == [("а б", "A")]


def test_texts_that_cells_share_are_read_without_their_look(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = (
        f'<sst xmlns="{main}"><si><t xml:space="preserve"> а </t></si>'
        "<si><r><rPr><b/></rPr><t>Бух</t></r><r><t>галтер</t></r></si></sst>"
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    data = '<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c>'
    rows = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    new = f'<sheetData><row r="1">{data}</row></sheetData>'.encode()
    content = with_parts(
        workbook([("х",)]),
        {
            SHEET: lambda part: rows.sub(new, part),
            "xl/sharedStrings.xml": texts.encode(),
            "[Content_Types].xml": lambda part: part.replace(b"</Types>", override),
        },
    )
    assert cells(tmp_path, content) == [("Бухгалтер", "а")]


def test_merged_cells_show_their_value_in_every_row(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active.merge_cells("B2:B4")
        book.active.merge_cells("A5:B5")

    rows = [("Посада", "Відділ"), ("а", "Збут"), ("б",), ("в",), ("г",), ("ґ",)]
    (sheet,) = sheets(tmp_path, workbook(rows, change=change))
    assert [row.cells for row in sheet.rows_after(1)] == [
        ("а", "Збут"), ("б", "Збут"), ("в", "Збут"), ("г",), ("ґ",),
    ]  # fmt: skip
    assert [row.cells for row in sheet.rows_after(3)] == [("в", "Збут"), ("г",), ("ґ",)]


def test_sheets_are_offered_in_their_order_without_the_hidden_ones(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.create_sheet("Довідник").sheet_state = "hidden"
        book.create_sheet("Ще один")["A1"] = "х"

    content = workbook([("а",)], change=change)
    assert [sheet.name for sheet in sheets(tmp_path, content)] == ["Штат", "Ще один"]
    assert [sheet.name for sheet in sheets(tmp_path, content, wanted="Довідник")] == ["Довідник"]


def test_a_sheet_that_is_not_there_is_an_issue_with_the_others(tmp_path: Path) -> None:
    found = refused(tmp_path, workbook([("а",)], "Штат 2024"), wanted="Штат 2025")
    assert found.code is Code.STAFF_SHEET
    assert dict(found.values) == {
        "sheet": "Штат 2025", "suggestion": "Штат 2024", "known": "Штат 2024",
    }  # fmt: skip


def test_a_wrong_size_in_the_file_hides_no_rows(tmp_path: Path) -> None:
    size = re.compile(rb'<dimension ref="[^"]*"')
    content = workbook([("а", "б"), ("в", "г")])
    small = with_parts(content, {SHEET: lambda part: size.sub(b'<dimension ref="A1"', part)})
    assert cells(tmp_path, small) == [("а", "б"), ("в", "г")]


def test_a_workbook_opens_whatever_else_is_in_it(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        from openpyxl.comments import Comment
        from openpyxl.worksheet.datavalidation import DataValidation

        book.active["A1"].comment = Comment("х", "y")
        book.active.add_data_validation(DataValidation(type="list", formula1='"а,б"'))

    picture = b'<?xml version="1.0"?><!DOCTYPE svg><svg/>'
    content = workbook([("а",)], change=change)
    content = with_parts(content, {"xl/media/image1.svg": picture, "xl/vbaProject.bin": b"\0"})
    assert cells(tmp_path, content) == [("а",)]


def test_many_columns_and_far_rows_are_read_within_bounds(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active.cell(1_048_576, 16_384).value = "х"
        book.active.cell(1_048_576, 1).value = "остання"

    rows = cells(tmp_path, workbook([["а"] * (MAX_COLUMNS + 5)], change=change))
    assert rows == [("а",) * MAX_COLUMNS, ("остання",)]


# Hostile and broken workbooks


def zipped(*parts: tuple[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return stream.getvalue()


def encrypted_entry() -> bytes:
    """A zip whose entries say that they are encrypted."""
    content = bytearray(workbook([("а",)]))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(signature, start + 4)
    return bytes(content)


def doctype(code: str) -> bytes:
    entity = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    xml = f'<?xml version="1.0" encoding="{code}"?>{entity}<x>&b;</x>'
    return with_parts(workbook([("а",)]), {SHEET: xml.encode(code)})


def sheet_of(data: bytes, behind: bytes = b"") -> bytes:
    """A workbook whose sheet has these rows, as XML, and something behind them."""
    old = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    new = b"<sheetData>" + data + b"</sheetData>" + behind
    return with_parts(workbook([("а",)]), {SHEET: lambda part: old.sub(lambda _: new, part)})


def rows_of(count: int) -> bytes:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    return sheet_of("".join(row.format(number) for number in range(1, count + 1)).encode())


def inflated(part: str, before: bytes, more: bytes) -> bytes:
    """A workbook in which as much as could do harm stands in a part before a tag."""
    many = more * (MAX_WHOLE // more.count(b"<") + 1)
    change = {part: lambda content: content.replace(before, many + before)}
    assert change[part](before) != before
    return with_parts(workbook([("а",)]), change)


def sheets_of(count: int) -> bytes:
    one = re.compile(rb"<sheet [^>]*/>")
    return with_parts(
        workbook([("а",)]),
        {"xl/workbook.xml": lambda part: one.sub(lambda found: found[0] * count, part)},
    )


def two_names_of_one_sheet() -> bytes:
    one = re.compile('<sheet ([^>]*)name="Штат"([^>]*)/>'.encode())
    both = rb'<sheet \1name="a"\2/><sheet \1name="b"\2/>'
    return with_parts(workbook([("а",)]), {"xl/workbook.xml": lambda part: one.sub(both, part)})


def second_sheet_missing() -> bytes:
    book = workbook([("а",)], change=lambda book: book.create_sheet("Ще"))
    return without_part(book, "xl/worksheets/sheet2.xml")


BROKEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "password": ("encrypted", lambda: compound("EncryptedPackage", "EncryptionInfo")),
    "old .xls renamed": ("old", lambda: compound("Workbook", "\x05SummaryInformation")),
    "older .xls renamed": ("old", lambda: compound("Book")),
    "Word of old": ("no_workbook", lambda: compound("WordDocument")),
    "encrypted zip": ("encrypted", encrypted_entry),
    "empty": ("empty", lambda: b""),
    "text": ("no_workbook", lambda: "Посада;ПІБ\n".encode()),
    "page of the web": ("no_workbook", lambda: b"<html><table></table></html>"),
    "cut off": ("damaged", lambda: workbook([("а",)])[:3000]),
    "no zip at all": ("damaged", lambda: b"PK\x03\x04" + b"\0" * 100),
    "another zip": ("no_workbook", lambda: zipped(("notes.txt", b"x"))),
    "empty content types": ("damaged", lambda: zipped(("[Content_Types].xml", b""))),
    "a document of LibreOffice": (
        "no_workbook",
        lambda: zipped(("mimetype", b"x"), ("content.xml", b"<x/>")),
    ),
    "a document of Word": (
        "no_workbook",
        lambda: zipped(
            (
                "[Content_Types].xml",
                b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            )
        ),
    ),
    "a part missing": (
        "no_workbook",
        lambda: without_part(workbook([("а",)]), "xl/_rels/workbook.xml.rels"),
    ),
    "a sheet missing": ("damaged", lambda: without_part(workbook([("а",)]), SHEET)),
    "one of the sheets missing": ("damaged", second_sheet_missing),
    "two names of one sheet": ("damaged", two_names_of_one_sheet),
    "no XML": ("damaged", lambda: with_parts(workbook([("а",)]), {SHEET: b"\0\1\2"})),
    "XML cut off": (
        "damaged",
        lambda: with_parts(workbook([("а",)]), {SHEET: lambda part: part[:-50]}),
    ),
    "no such text": (
        "damaged",
        lambda: with_parts(
            workbook([("а",)]),
            {SHEET: lambda part: part.replace(b'"inlineStr">', b'"s"><v>99</v>')},
        ),
    ),
    "no such cell": (
        "damaged",
        lambda: with_parts(
            workbook([("а",)]), {SHEET: lambda part: part.replace(b'r="A1"', b'r="?1"')}
        ),
    ),
    "entities": ("entities", lambda: doctype("utf-8")),
    "entities in UTF-16": ("entities", lambda: doctype("utf-16")),
    "entities in UTF-7": ("entities", lambda: doctype("utf-7")),
    "XML in an encoding of old": ("damaged", lambda: doctype("cp037")),
    "bomb": ("too_large", lambda: zipped(("xl/workbook.xml", b" " * 100_000_001))),
    "many parts": (
        "too_large",
        lambda: zipped(*((f"{number}.xml", b"") for number in range(2001))),
    ),
    "same part twice": ("damaged", lambda: zipped(("a.xml", b"<a/>"), ("A.xml", b"<b/>"))),
    "too many rows": ("too_many_rows", lambda: rows_of(MAX_ROWS + 1)),
    "more rows than Excel has": ("damaged", lambda: sheet_of(b"<row/>" * (LAST_ROW + 1))),
    "more columns than Excel has": (
        "damaged",
        lambda: sheet_of(b"<row>" + b"<c/>" * (LAST_COLUMN + 1) + b"</row>"),
    ),
    "a row without end": (
        "too_large",
        lambda: sheet_of(b"<row>" + b"<c/>" * (MAX_WHOLE + 1) + b"</row>"),
    ),
    "a row without end, in which comments look like others": (
        "too_large",
        lambda: sheet_of(b"<row>" + b"<c/><!-- <row> -->" * (MAX_WHOLE + 1) + b"</row>"),
    ),
    "more than can be a sheet": ("too_large", lambda: sheet_of(b"<row/>" * (MAX_ELEMENTS + 1))),
    "elements in each other": (
        "too_large",
        lambda: sheet_of(b"<a>" * 1_000_000 + b"</a>" * 1_000_000),
    ),
    "rows in each other": ("too_large", lambda: sheet_of(b"<row>" * 200 + b"</row>" * 200)),
    "attributes without end": (
        "too_large",
        lambda: sheet_of(b"<row " + b" ".join(b'a%d=""' % n for n in range(300_000)) + b"/>"),
    ),
    "styles without end": ("too_large", lambda: inflated("xl/styles.xml", b"</cellXfs>", b"<xf/>")),
    "links without end": (
        "too_large",
        lambda: inflated("xl/_rels/workbook.xml.rels", b"</Relationships>", b"<Relationship/>"),
    ),
    "types without end": (
        "too_large",
        lambda: inflated("[Content_Types].xml", b"</Types>", b"<Default/>"),
    ),
    "names without end": (
        "too_large",
        lambda: inflated("xl/workbook.xml", b"<calcPr", b"<definedName/>"),
    ),
    "many sheets": ("too_large", lambda: sheets_of(MAX_SHEETS + 1)),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_workbook_or_could_do_harm_is_an_issue_that_says_why(
    tmp_path: Path, case: str
) -> None:
    expected, make = BROKEN[case]
    found = refused(tmp_path, make())
    assert reason(found) == expected
    assert found.location is not None
    assert found.location.file == "staff.xlsx"


def test_as_many_rows_as_are_allowed_are_read(tmp_path: Path) -> None:
    (sheet,) = sheets(tmp_path, rows_of(MAX_ROWS))
    assert len(sheet.rows) == MAX_ROWS


def test_a_dozen_columns_of_as_many_rows_as_are_allowed_are_within_the_bounds() -> None:
    cell = b'<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
    row = b'<row r="1">' + cell * 12 + b"</row>"
    starts = row.count(b"<") - row.count(b"</")
    assert starts * MAX_ROWS < MAX_ELEMENTS


def test_what_memory_cannot_hold_is_an_issue() -> None:
    with pytest.raises(IssueError) as raised, _reading("staff.xlsx"):
        raise MemoryError
    assert reason(raised.value.issues[0]) == "too_large"


def test_formats_of_all_rows_and_columns_that_excel_has_are_passed_over(tmp_path: Path) -> None:
    looks = b"<row>" + b'<c s="0"/>' * LAST_COLUMN + b"</row>"
    rest = b'<row ht="15"/>' * 50_000
    assert cells(tmp_path, sheet_of(looks + b"<row><c><v>1</v></c></row>" + rest)) == [
        (Decimal(1),)
    ]


def test_a_comment_that_begins_like_merged_cells_takes_no_time(tmp_path: Path) -> None:
    # With a pattern that began anew at each of them it took more than a minute.
    content = sheet_of(b"<row><c><v>1</v></c></row>", b"<!--" + b"<mergeCell " * 40_000 + b"-->")
    assert cells(tmp_path, content) == [(Decimal(1),)]


def test_merged_cells_that_claim_to_be_endless_are_not_minded(tmp_path: Path) -> None:
    spans = "".join('<mergeCell ref="A1:A1048576"/>' for _ in range(20_000))
    merged = f"</sheetData><mergeCells>{spans}</mergeCells>".encode()
    content = workbook([("а",), ("б",)])
    content = with_parts(content, {SHEET: lambda part: part.replace(b"</sheetData>", merged)})
    (sheet,) = sheets(tmp_path, content)
    assert sheet.spans == ()


SAMPLE = workbook(
    [HEADERS, ("Бухгалтер", "Ткач Ірина", "Бухгалтерія"), ("=1+1", 0.5, date(2024, 2, 1))]
)


@given(place=st.integers(0, len(SAMPLE) - 1), value=st.binary(min_size=1, max_size=4))
def test_a_workbook_with_any_bytes_changed_is_read_or_is_an_issue(
    tmp_path_factory: pytest.TempPathFactory, place: int, value: bytes
) -> None:
    root = tmp_path_factory.mktemp("any")
    content = SAMPLE[:place] + value + SAMPLE[place + len(value) :]
    assert all(found.location for found in problems(root, content))


PARTS = {
    name: zipfile.ZipFile(BytesIO(SAMPLE)).read(name)
    for name in zipfile.ZipFile(BytesIO(SAMPLE)).namelist()
}


@given(
    name=st.sampled_from(sorted(PARTS)),
    place=st.floats(0, 1),
    value=st.sampled_from(
        [b"", b"<", b"/>", b"-1", b"99999999999", b"1e999", b"NaN", b"\xff", b'" x="']
    )
    | st.binary(max_size=6),
    length=st.integers(0, 8),
)
@example(name=SHEET, place=0.5, value=b"1e999", length=1)
def test_a_workbook_with_any_part_changed_is_read_or_is_an_issue(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: float, value: bytes, length: int
) -> None:
    root = tmp_path_factory.mktemp("any")
    at = int(place * len(PARTS[name]))
    changed = PARTS[name][:at] + value + PARTS[name][at + length :]
    assert all(found.location for found in problems(root, with_parts(SAMPLE, {name: changed})))


# CSV files


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_file_is_read_however_it_was_saved(
    tmp_path: Path, delimiter: str, code: str, end: str
) -> None:
    lines = [
        delimiter.join(HEADERS),
        delimiter.join(("Бухгалтер", "Дем’янчук Ї. Ґ.", '"Збут, торг; ""А"""')),
    ]
    content = (end.join(lines) + end).encode(code)
    assert cells(tmp_path, content, "staff.csv") == [
        HEADERS, ("Бухгалтер", "Дем’янчук Ї. Ґ.", 'Збут, торг; "А"'),
    ]  # fmt: skip


def test_lines_are_counted_over_empty_ones_and_line_breaks_in_cells(tmp_path: Path) -> None:
    content = 'а;б\n\n"в\nг";ґ\nд;е\n'.encode()
    sheet = sheets(tmp_path, content, "staff.csv")[0]
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("а", "б")), (3, ("в г", "ґ")), (5, ("д", "е")),
    ]  # fmt: skip
    assert sheet.place(sheet.rows[1], 1) == Location("staff.csv", 3, 2, "ґ", cell=True)
    assert sheet.place(sheet.rows[1], 1).address() == "3:2"


def test_commas_in_titles_above_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    title = "ТОВ «Приклад», м. Київ, штатний розпис, чинний з 01.02.2024\n"
    content = (title + "Посада;ПІБ;Підрозділ;Ставка;Оклад\nБухгалтер;Ткач;Облік;0,5;1\n").encode()
    assert cells(tmp_path, content, "staff.csv")[-1] == ("Бухгалтер", "Ткач", "Облік", "0,5", "1")


def test_the_delimiter_that_a_file_declares_is_taken(tmp_path: Path) -> None:
    (sheet,) = sheets(tmp_path, "sep=|\r\nа;1|б,2|в\r\nг|ґ|д\r\n".encode(), "staff.csv")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("а;1", "б,2", "в")),
        (3, ("г", "ґ", "д")),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("Посада;ПІБ\n".encode("utf-16"), 1),
        (b"a;b\nc\0;d\n", 2),
        ("Übergröße;Ä\n".encode("latin-1"), 0),
    ],
    ids=["UTF-16", "NUL", "Latin-1"],
)
def test_a_file_in_another_encoding_is_an_issue(tmp_path: Path, content: bytes, line: int) -> None:
    found = refused(tmp_path, content, "staff.csv")
    assert found.code is Code.FILE_ENCODING
    assert found.location == Location("staff.csv", line)


@pytest.mark.parametrize(
    ("text", "line"),
    [('а;б\n"в;г\nґ;д\n', 2), ('а;б\n"в" г;ґ\n', 2)],
    ids=["not closed", "goes on"],
)
def test_quotes_that_do_not_fit_are_an_issue_at_the_line_they_open_in(
    tmp_path: Path, text: str, line: int
) -> None:
    found = refused(tmp_path, text.encode(), "staff.csv")
    assert found.code is Code.STAFF_QUOTE
    assert found.location == Location("staff.csv", line)


@pytest.mark.parametrize("quote", ["", '"'], ids=["plain", "quoted"])
def test_a_field_longer_than_can_be_read_is_told_as_such_at_its_line(
    tmp_path: Path, quote: str
) -> None:
    text = f"а;б\nв;г\n{quote}{'х' * 131_073}{quote};ґ\n"
    found = refused(tmp_path, text.encode(), "staff.csv")
    assert reason(found) == "long_field"
    assert found.location == Location("staff.csv", 3, cell=True)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [(b"", "staff.csv", "empty"), (b" \n\n", "staff.csv", "empty"),
     (b"a;b\n", "staff.ods", "no_workbook"), (b"a;b\n", "staff.xls", "no_workbook"),
     (b"a;b\n" * (MAX_ROWS + 1), "staff.csv", "too_many_rows")],
    ids=["nothing", "spaces", ".ods", ".xls", "too many rows"],
)  # fmt: skip
def test_what_is_no_table_is_an_issue_that_says_why(
    tmp_path: Path, content: bytes, name: str, expected: str
) -> None:
    assert reason(refused(tmp_path, content, name)) == expected


def test_a_workbook_is_known_by_what_it_holds(tmp_path: Path) -> None:
    assert cells(tmp_path, workbook([("а",)]), "staff.csv") == [("а",)]
    assert reason(refused(tmp_path, compound("Workbook"), "staff.csv")) == "old"


def test_no_file_outside_the_workspace_is_opened(tmp_path: Path) -> None:
    root = tmp_path / "firm"
    root.mkdir()
    (tmp_path / "staff.csv").write_text("а;б\n", "utf-8")
    with pytest.raises(IssueError) as raised:
        list(read_sheets(root, root / "../staff.csv"))
    assert raised.value.issues[0].code is Code.PATH_OUTSIDE


def test_a_file_that_is_not_there_is_an_issue(tmp_path: Path) -> None:
    with pytest.raises(IssueError) as raised:
        list(read_sheets(tmp_path, tmp_path / "staff.csv"))
    assert raised.value.issues[0].code is Code.FILE_UNREADABLE


@given(content=st.binary(max_size=300))
@example(b"sep=\n")
@example(b'sep="\na"b\n')
@example(b"sep=\r\n\r\n")
def test_any_bytes_of_a_csv_file_are_read_or_are_an_issue(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    assert all(
        found.location for found in problems(tmp_path_factory.mktemp("any"), content, "staff.csv")
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(Decimal("12.0"), "12"), (Decimal("1e3"), "1000"), (Decimal("0.50"), "0.5"), (None, ""),
     (date(2024, 2, 1), "01.02.2024"), ("а", "а"), (Unread("error", "#N/A"), "#N/A")],
)  # fmt: skip
def test_a_cell_is_written_as_it_is_shown(cell: Cell, expected: str) -> None:
    assert written(cell) == expected


@pytest.mark.parametrize(
    ("place", "address"),
    [(Location("f", 14, 3), "14:3"), (Location("f", 14), "14"), (Location("f"), ""),
     (Location("f", 14, 3, sheet="Штат"), "Штат!C14"), (Location("f", 14, sheet="Штат"), "Штат!14:14"),
     (Location("f", sheet="Штат"), "Штат"), (Location("f", 1, 28, sheet="Штат 2024"), "'Штат 2024'!AB1"),
     (Location("f", 1, 1, sheet="Об'єкт"), "'Об''єкт'!A1"), (Location("f", 1, 702, sheet="AB12"), "'AB12'!ZZ1"),
     (Location("f", 1, 703, sheet="2024"), "'2024'!AAA1")],
)  # fmt: skip
def test_a_place_has_the_address_that_excel_gives_it(place: Location, address: str) -> None:
    assert place.address() == address
