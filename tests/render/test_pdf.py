"""The PDF as others see it: poppler, pdfplumber, an archive; its geometry measured against ДСТУ 4163:2020.

Millimetres from the left and the upper edge of the sheet; the standard allows 2 mm.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1

from generator.document.tree import Document, Group, Style, Table, TableStyle
from generator.issue import Code, Issue, IssueError
from generator.make import Composer, Plan, Renderer
from generator.render.fonts import installed_font
from generator.source.workspace import load_workspace
from tests.tools import need
from tests.workspace import ROOT, SETTINGS, copy_workspace, rendered, write_workspace

ROLES = load_workspace(ROOT).role_ids()
SOME = ("account-manager", "driver", "office-administrator")
"""Roles that stand for all where nothing depends on their texts."""

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30, 200, 20, 277
MIDDLE = (LEFT + RIGHT) / 2


@dataclass(frozen=True)
class Word:
    text: str
    x0: float
    top: float
    x1: float
    bottom: float


Line = list[Word]


def about(millimetres: float, tolerance: float = 2.0) -> Any:
    return pytest.approx(millimetres, abs=tolerance)


@cache
def renderer(root: Path, draft: bool) -> Renderer:
    return Renderer(Plan(root, ("pdf",), draft=draft))


@cache
def pdf(role: str, draft: bool = False, root: Path = ROOT) -> bytes:
    result = rendered(renderer(root, draft), role)
    assert result.issues == result.missing == ()
    return dict(result.files)["pdf"]


@cache
def composed(role: str, root: Path = ROOT) -> Document:
    return Composer(Plan(root, draft=False)).document(role)


def measure(content: bytes) -> list[list[Word]]:
    """The words of each page, as poppler sees them."""
    command = [need("pdftotext"), "-bbox", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, input=content, check=True, capture_output=True, timeout=60)
    pattern = r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>'
    return [
        [
            Word(unescape(text), *(float(edge) / MM for edge in edges))
            for *edges, text in re.findall(pattern, page)
        ]
        for page in done.stdout.decode().split("<page ")[1:]
    ]


@cache
def pages(role: str, draft: bool = False, root: Path = ROOT) -> list[list[Word]]:
    return measure(pdf(role, draft, root))


def body(page: list[Word]) -> list[Word]:
    return [word for word in page if word.bottom > TOP - 2 and word.top < BOTTOM + 2]


def foot(page: list[Word]) -> str:
    return " ".join(word.text for word in page if word.top >= BOTTOM + 2)


def head(page: list[Word]) -> list[str]:
    return [word.text for word in page if word.bottom <= TOP - 2]


def lines(words: list[Word]) -> list[Line]:
    """Words of a page as lines from top to bottom; words on one level are one line."""
    found: list[Line] = []
    for word in sorted(words, key=lambda each: (round(each.bottom, 1), each.x0)):
        if found and abs(found[-1][-1].bottom - word.bottom) < 1:
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda each: each.x0) for line in found]


def said(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


# What kind of file it is


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "driver.pdf"
    path.write_bytes(pdf("driver"))
    return path


def catalogue(content: bytes) -> dict[str, Any]:
    with pdfplumber.open(io.BytesIO(content)) as file:
        return {key: resolve1(value) for key, value in file.doc.catalog.items()}


def test_poppler_finds_a_tagged_pdf_with_title_author_and_subject(driver: Path) -> None:
    done = subprocess.run(
        [need("pdfinfo"), "-enc", "UTF-8", str(driver)], check=True, capture_output=True
    )
    assert done.stderr == b""
    found = dict(re.findall(r"^([^:]+): +(.*)$", done.stdout.decode(), re.MULTILINE))
    assert found["Title"] == composed("driver").title
    assert (found["Author"], found["Subject"]) == ("ТОВ «Приклад»", "Робоча інструкція")
    assert (found["Tagged"], found["JavaScript"], found["Encrypted"]) == ("yes", "no", "no")
    assert "A4" in found["Page size"]
    assert not {"CreationDate", "ModDate"} & found.keys()


@pytest.mark.parametrize(
    ("root", "role", "language"),
    [(ROOT, "driver", b"uk"), (ROOT / "samples/en", "account-manager", b"en")],
    ids=["uk", "en"],
)
def test_it_says_its_language_and_shows_its_title(root: Path, role: str, language: bytes) -> None:
    found = catalogue(pdf(role, root=root))
    assert found["Lang"] == language
    assert found["ViewerPreferences"]["DisplayDocTitle"] is True
    assert found["MarkInfo"]["Marked"] is True


def test_its_metadata_declare_pdf_a_3a(driver: Path) -> None:
    xmp = catalogue(driver.read_bytes())["Metadata"].get_data().decode()
    assert re.search(r'pdfaid:part="3"', xmp)
    assert re.search(r'pdfaid:conformance="A"', xmp)
    assert composed("driver").title in xmp


def test_all_fonts_are_in_the_file(driver: Path) -> None:
    done = subprocess.run([need("pdffonts"), str(driver)], check=True, capture_output=True)
    rows = done.stdout.decode().splitlines()[2:]
    assert rows
    for row in rows:
        embedded, subset, to_unicode = row.split()[-5:-2]
        assert (embedded, subset, to_unicode) == ("yes", "yes", "yes"), row


@pytest.mark.parametrize("role", ROLES)
def test_the_outline_is_the_headings(role: str) -> None:
    with pdfplumber.open(io.BytesIO(pdf(role))) as file:
        found = [(level, title) for level, title, *_ in file.doc.get_outlines()]
    headings = [
        (1 if p.style is Style.KIND else 2, f"{p.number} {p.text}".strip())
        for p in composed(role).paragraphs()
        if p.style in (Style.KIND, Style.HEADING)
    ]
    assert found == headings
    assert len(found) > 6


@pytest.mark.parametrize("role", ROLES)
def test_the_file_carries_what_it_was_made_from(role: str) -> None:
    names = catalogue(pdf(role))["Names"]
    (name, reference) = resolve1(names["EmbeddedFiles"])["Names"]
    attached = resolve1(reference)
    assert name == b"role.json"
    assert attached["AFRelationship"].name == "Source"
    content = resolve1(attached["EF"]["F"]).get_data()
    made_from = json.loads(content)
    assert made_from["role"]["id"] == role
    assert content.decode() == composed(role).provenance


def test_dates_inside_are_the_date_of_the_document() -> None:
    from datetime import date

    dated = dict(rendered(Renderer(Plan(ROOT, ("pdf",), date(2026, 11, 23))), "driver").files)[
        "pdf"
    ]
    assert b"D:20261123" in dated
    assert set(re.findall(rb"D:(\d{8})", pdf("driver"))) == {b"19800101"}


# Nothing is loaded


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}", asked
        finally:
            running.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "css",
    [
        "@import url('ADDRESS/a.css');",
        "@font-face { font-family: X; src: url('ADDRESS/a.ttf') } body { font-family: X }",
        "body { background: url('ADDRESS/a.png') }",
        ".kind::before { content: url('ADDRESS/a.svg') }",
    ],
    ids=["import", "font", "background", "content"],
)
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_stylesheet_loads_nothing_and_says_so(
    tmp_path: Path, server: tuple[str, list[str]], css: str, scheme: str
) -> None:
    address, asked = server
    (tmp_path / "secret").mkdir()
    for name in ("a.css", "a.ttf", "a.png", "a.svg"):
        (tmp_path / "secret" / name).write_text("x")
    target = address if scheme == "http" else (tmp_path / "secret").as_uri()
    own = (ROOT / "templates/document.css").read_text("utf-8")
    write_workspace(
        tmp_path / "firm",
        {"clerk": "title: Діловод\n"},
        SETTINGS,
        {"document.css": css.replace("ADDRESS", target) + own},
    )
    found: tuple[Issue, ...]
    try:
        found = rendered(Renderer(Plan(tmp_path / "firm", ("pdf",))), "clerk").issues
    except IssueError as error:
        found = error.issues
    assert asked == []
    assert {one.code for one in found} <= {Code.STYLESHEET, Code.RENDER_FAILED}
    assert found


# The mark of a draft


@pytest.mark.parametrize("role", SOME)
def test_every_page_of_a_draft_has_its_mark_once_among_its_words(role: str) -> None:
    for number, page in enumerate(pages(role, True), start=1):
        assert head(page) == [*([str(number)] if number > 1 else []), "ПРОЄКТ"]
        assert "ПРОЄКТ" not in said(body(page))


@pytest.mark.parametrize("role", SOME)
def test_a_final_copy_has_no_mark_and_the_same_words_in_the_same_places(role: str) -> None:
    final, draft = pages(role), pages(role, True)
    assert "ПРОЄКТ" not in said([word for page in final for word in page])
    assert [body(page) for page in final] == [body(page) for page in draft]


def test_the_watermark_is_a_grey_shape_in_the_middle_of_the_sheet() -> None:
    with pdfplumber.open(io.BytesIO(pdf("driver", True))) as file:
        for page in file.pages:
            drawn = [
                c for c in page.curves if c["non_stroking_color"] not in (None, (0,), (0, 0, 0))
            ]
            edges = [
                (min(c[a] for c in drawn), max(c[b] for c in drawn))
                for a, b in (("x0", "x1"), ("top", "bottom"))
            ]
            for (low, high), size in zip(edges, (210, 297), strict=True):
                assert (low + high) / 2 / MM == about(size / 2, 4)
                assert 120 < (high - low) / MM < 175
    with pdfplumber.open(io.BytesIO(pdf("driver"))) as file:
        assert not any(page.curves for page in file.pages)


# The geometry of ДСТУ 4163:2020


@pytest.mark.parametrize("role", ROLES)
def test_every_page_says_below_its_text_which_text_it_is(role: str) -> None:
    feet = {foot(page) for page in pages(role)}
    assert len(feet) == 1
    assert re.fullmatch(r"Відбиток [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}", feet.pop())


@pytest.mark.parametrize("role", ROLES)
def test_the_text_keeps_the_margins(role: str) -> None:
    for page in pages(role):
        words = body(page)
        assert min(word.x0 for word in words) == about(LEFT, 0.5)
        assert max(word.x1 for word in words) <= RIGHT + 0.5
        assert min(word.top for word in words) == about(TOP)
        assert max(word.bottom for word in words) <= BOTTOM + 0.5
    assert max(word.x1 for word in body(pages(role)[0])) == about(RIGHT)


@pytest.mark.parametrize("role", ROLES)
def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(role: str) -> None:
    first, *others = pages(role)
    assert head(first) == []
    assert others
    for number, page in enumerate(others, start=2):
        (word,) = (word for word in page if word.bottom <= TOP - 2)
        assert word.text == str(number)
        assert (word.x0 + word.x1) / 2 == about(MIDDLE)
        assert (word.top + word.bottom) / 2 == about(TOP / 2)


@pytest.fixture(scope="session")
def in_header(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped workspace with the agreement under the approval block."""
    root = copy_workspace(tmp_path_factory.mktemp("header"))
    settings = root / "posada.yaml"
    text = settings.read_text("utf-8").replace("agreement: end", "agreement: header")
    settings.write_text(text, "utf-8")
    return root


def approval(words: list[Word]) -> list[Word]:
    """The right-hand column of the first page, down to the kind of document."""
    kind = next(word for word in words if word.text.endswith("ІНСТРУКЦІЯ"))
    return [w for w in words if w.bottom < kind.top and w.x0 > LEFT + 95]


@pytest.mark.parametrize(
    ("role", "agreement"),
    [*((role, "end") for role in ROLES), *((role, "header") for role in SOME)],
)
def test_the_approval_column_begins_at_100_mm_and_names_at_125(
    in_header: Path, role: str, agreement: str
) -> None:
    first = pages(role, root=ROOT if agreement == "end" else in_header)[0]
    column = lines(approval(first))
    assert said(column[0]) == "ЗАТВЕРДЖУЮ"
    starts = {said(line): line[0].x0 for line in column}
    names = [text for text in starts if re.fullmatch(r"\S+ [А-ЯІЇЄҐ’-]+", text)]
    assert len(names) == (1 if agreement == "end" else 4)
    assert ("ПОГОДЖЕНО" in starts) is (agreement == "header")
    for text, x0 in starts.items():
        assert x0 == about(LEFT + (125 if text in names else 100)), text
    assert max(word.x1 for word in approval(first)) <= RIGHT + 0.5


def test_those_who_agree_stand_apart_from_each_other(in_header: Path) -> None:
    column = lines(approval(pages("driver", root=in_header)[0]))
    last = lines(body(pages("driver")[-1]))
    # In the column the signature stands below the position, at the end beside it.
    for rows, height in ((column, 9), (last, 6)):
        begin = next(at for at, row in enumerate(rows) if said(row) == "ПОГОДЖЕНО") + 1
        persons = rows[begin : begin + height]
        dates = [at for at, row in enumerate(persons) if "20___" in said(row)]
        gaps = [after[0].top - row[0].bottom for row, after in pairwise(persons)]
        assert len(dates) == 3
        between = [gaps[at] for at in dates if at < len(gaps)]
        within = [gap for at, gap in enumerate(gaps) if at not in dates]
        assert min(between) > 4 > 2.5 > max(within)


@pytest.mark.parametrize("role", ROLES)
def test_names_beside_signatures_begin_at_125_mm(role: str) -> None:
    document = composed(role)
    groups = [block for block in document.blocks if isinstance(block, Group)][1:]
    names = {
        p.text
        for group in groups
        for block in group.blocks
        if isinstance(block, Table) and block.style is TableStyle.SIGNATURE
        for row in block.rows
        for p in row[-1].paragraphs
        if p.style is Style.REQUISITE
    }
    assert len(names) >= 3
    found = [line for page in pages(role)[1:] for line in lines(body(page))]
    for name in names:
        given, surname = name.replace("\xa0", " ").split()
        rows = [
            line
            for line in found
            if [w.text for w in line[-2:]] == [given, surname] and line[-2].x0 > LEFT + 100
        ]
        assert rows, name
        for row in rows:
            assert row[-2].x0 == about(LEFT + 125)
            assert row[0].x0 == about(LEFT)


@pytest.mark.parametrize("role", ROLES)
def test_requisites_are_at_most_73_mm_wide(in_header: Path, role: str) -> None:
    for root in (ROOT, in_header) if role in SOME else (ROOT,):
        first = body(pages(role, root=root)[0])
        for line in lines(approval(first)):
            assert line[-1].x1 - line[0].x0 <= 73, said(line)
        column_end = min(word.x0 for word in approval(first))
        kind = next(word for word in first if word.text.endswith("ІНСТРУКЦІЯ"))
        organisation = [w for w in first if w.bottom < kind.top and w.x1 < column_end]
        assert said(organisation).startswith("ТОВАРИСТВО З ОБМЕЖЕНОЮ")
        assert max(w.x1 for w in organisation) - LEFT <= 73
        heading = next(w for w in first if w.text == "1." and w.x0 > LEFT + 40)
        title = [w for w in first if kind.bottom + 15 < w.bottom < heading.top]
        assert title
        assert max(w.x1 for w in title) - LEFT <= 73
    for found in pages(role):
        for line in lines(body(found)):
            # Nothing stands where the signature is written, so what is left of it is a position.
            beside = [word.x0 - LEFT for word in line]
            if any(about(125) == x for x in beside) and not any(76 < x < 122 for x in beside):
                position = [word.x1 - LEFT for word in line if word.x0 < LEFT + 76]
                assert max(position, default=0) <= 73, said(line)


@pytest.mark.parametrize("role", ROLES)
def test_every_clause_begins_10_mm_from_the_margin_and_goes_on_at_it(role: str) -> None:
    starts = [
        line[0]
        for page in pages(role)
        for line in lines(body(page))
        if re.fullmatch(r"\d+\.\d+\.(\d+\.)?", line[0].text)
    ]
    numbers = [
        p.number for p in composed(role).paragraphs() if p.style in (Style.CLAUSE, Style.SUBCLAUSE)
    ]
    at_start = [word for word in starts if word.x0 > LEFT + 5]
    assert [word.text for word in at_start] == numbers
    assert len(numbers) > 40
    for word in at_start:
        assert word.x0 == about(LEFT + 10), word.text


@pytest.mark.parametrize("role", ROLES)
def test_headings_stand_in_the_middle(role: str) -> None:
    headings = {
        f"{p.number} {p.text}".replace("\xa0", " ")
        for p in composed(role).paragraphs()
        if p.style is Style.HEADING
    }
    found = {
        said(line): (line[0].x0 + line[-1].x1) / 2
        for page in pages(role)
        for line in lines(body(page))
        if said(line) in headings
    }
    assert found.keys() == headings
    for text, middle in found.items():
        assert middle == about(MIDDLE), text


@pytest.mark.parametrize(
    "page",
    [
        {"width_mm": 148, "height_mm": 210, "left_mm": 30, "right_mm": 10},
        {"width_mm": 210, "height_mm": 297, "left_mm": 50, "right_mm": 30},
        {"width_mm": 100, "height_mm": 150, "left_mm": 25, "right_mm": 10},
    ],
    ids=["a5", "wide-margins", "pocket"],
)
@pytest.mark.parametrize("agreement", ["end", "header"])
def test_nothing_leaves_the_margins_of_a_narrow_page(
    tmp_path: Path, page: dict[str, int], agreement: str
) -> None:
    settings = f"{PUSHED}document: {{agreement: {agreement}}}\n"
    role = "title: Діловод\ndepartment: Канцелярія\nduties: [Робить.]\n"
    write_workspace(tmp_path, {"clerk": role}, settings, {"theme.yaml": f"page: {page}\n"})
    found = pages("clerk", root=tmp_path)
    words = [word for sheet in found for word in body(sheet)]
    assert {"КОВАЛЬ", "ЛИСЕНКО", "ЗАТВЕРДЖУЮ", "(дата)"} <= {word.text for word in words}
    assert min(word.x0 for word in words) >= page["left_mm"] - 0.5
    assert max(word.x1 for word in words) <= page["width_mm"] - page["right_mm"] + 0.5


@pytest.mark.parametrize("role", ROLES)
def test_no_number_stands_alone_on_a_line(role: str) -> None:
    rows = [said(row) for sheet in pages(role) for row in lines(body(sheet))]
    assert [row for row in rows if re.fullmatch(r"(\d+\.){2,}", row)] == []


# What must not be parted


def page_of(found: list[list[Word]], *texts: str) -> list[int]:
    """Pages on which the words stand one after another in reading order of a line."""
    return [
        number
        for number, page in enumerate(found)
        if any(
            [w.text for w in line[at : at + len(texts)]] == list(texts)
            for line in lines(page)
            for at in range(len(line))
        )
    ]


def parted(found: list[list[Word]]) -> Iterator[str]:
    """Blocks whose beginning and end stand on different pages."""
    blocks = {
        "approval": (("ЗАТВЕРДЖУЮ",), ("Олена", "КОВАЛЬ")),
        "agreement": (("ПОГОДЖЕНО",), ("ознайомлений(-а),",)),
        "acknowledgement": (("ознайомлений(-а),",), ("(підпис)",)),
    }
    for name, (begin, end) in blocks.items():
        (page,) = page_of(found, *begin)
        if page not in page_of(found, *end):
            yield name


@pytest.mark.parametrize("role", ROLES)
def test_blocks_of_requisites_stand_on_one_page(role: str) -> None:
    assert list(parted(pages(role))) == []


@pytest.mark.parametrize("role", ROLES)
def test_two_lines_of_text_stand_above_a_signature(role: str) -> None:
    (signature,) = (b for b in composed(role).blocks if isinstance(b, Group) and b.after_text)
    (table,) = signature.blocks
    assert isinstance(table, Table)
    begin = table.rows[0][0].paragraphs[0].text.split()[0]
    rows = [(n, row) for n, page in enumerate(pages(role)) for row in lines(body(page))]
    agreement = next(at for at, (_, row) in enumerate(rows) if said(row) == "ПОГОДЖЕНО")
    at = max(at for at in range(agreement) if rows[at][1][0].text == begin)
    assert rows[at][1][0].x0 == about(LEFT, 0.5)
    assert agreement - at <= 4
    assert rows[at][0] == rows[at - 1][0] == rows[at - 2][0]


def leading(role: str, root: Path = ROOT) -> set[str]:
    """The words of every heading and lead-in."""
    return {
        f"{p.number} {p.text}".strip().replace("\xa0", " ")
        for p in composed(role, root).paragraphs()
        if p.style in (Style.HEADING, Style.LEAD, Style.KIND)
    }


@pytest.mark.parametrize("role", ROLES)
def test_no_heading_or_lead_in_stands_last_on_a_page(role: str) -> None:
    endings = leading(role)
    for page in pages(role)[:-1]:
        last = said(lines(body(page))[-1])
        assert not any(text.endswith(last) for text in endings), last


# The same blocks pushed over the end of a page by texts of every length


PUSHED = (
    SETTINGS
    + """\
  agree:
    - {key: a, position: Начальник відділу кадрів, name: Оксана Лисенко}
    - {key: b, position: Інженер з охорони праці, name: Василь Гнатюк}
  develop: [{department: Канцелярія, position: Керівник справ, name: Ігор Бондаренко}]
"""
)


@pytest.fixture(scope="module")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[list[Word]]]:
    """Number of one-line duties → words of the pages; from 13 to 34 all last blocks cross the end of a page."""
    root = tmp_path_factory.mktemp("pushed")
    begin = "title: Діловод\ndepartment: Канцелярія\nrights: [Право.]\nduties:\n"
    counts = range(13, 35)
    write_workspace(root, {f"r{n}": begin + "  - Робить.\n" * n for n in counts}, PUSHED)
    return {n: pages(f"r{n}", root=root) for n in counts}


def test_blocks_pushed_over_the_end_of_a_page_stay_whole_and_have_text_above(
    pushed: dict[int, list[list[Word]]],
) -> None:
    signatures, headings = [], []
    for found in pushed.values():
        assert list(parted(found)) == []
        (page,) = page_of(found, "Ігор", "БОНДАРЕНКО")
        rows = [said(row) for row in lines(body(found[page]))]
        at = next(n for n, row in enumerate(rows) if "БОНДАРЕНКО" in row)
        texts = [row for row in rows[:at] if re.match(r"\d\.\d+\. |Діловод", row)]
        assert len(texts) >= 2, rows[: at + 1]
        (heading,) = page_of(found, "3.", "Права")
        assert [heading] == page_of(found, "має", "право:") == page_of(found, "Право.")
        signatures.append(page)
        headings.append(heading)
    # Some were pushed and some were not.
    assert set(signatures) == set(headings) == {0, 1}


# Problems


def problems(root: Path, sheet: str, name: str = "document.css") -> list[Issue]:
    """What hinders the PDF of a role in a workspace with a stylesheet of its own."""
    write_workspace(root, {"clerk": "title: Діловод\n"}, SETTINGS, {name: sheet})
    try:
        return list(rendered(Renderer(Plan(root, ("pdf",))), "clerk").issues)
    except IssueError as error:
        return list(error.issues)


def said_of(found: Issue) -> str:
    place = found.location
    assert place is not None
    reason = dict(found.values)["reason"]
    return f"{place.file}:{place.line}:{place.column}: {reason} [{found.code}]"


@pytest.mark.parametrize("name", ["document.css", "uk/document.css"])
def test_a_stylesheet_that_cannot_be_followed_is_an_issue_at_its_line(
    tmp_path: Path, name: str
) -> None:
    sheet = "/* наше */\n\np { colour: red;\n  margin: wide }\n@import 'x.css';\n"
    found = problems(tmp_path, sheet, name)
    file = f"templates/{name}"
    *properties, rule = [said_of(one) for one in found]
    assert properties == [
        f"{file}:3:5: Ignored `colour: red`, unknown property. [stylesheet]",
        f"{file}:4:3: Ignored `margin: wide`, invalid value. [stylesheet]",
    ]
    assert rule.startswith(f"{file}:5:1: @import")
    assert [one.location.excerpt for one in found if one.location][1] == "  margin: wide }"


def test_what_hinders_the_page_is_an_issue_of_the_file_in_the_output_folder(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "p { background: url(https://example.org/x.png) }")
    assert found.location is not None
    assert (found.code, found.location.file) == (Code.RENDER_FAILED, "output/clerk.pdf")


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("p { color: " + "(" * 20_000 + "}", Code.STYLESHEET),
        ("@media print {" * 3_000, Code.STYLESHEET),
        ("p { font-size: 1e300px; width: 1e99999mm }", Code.RENDER_FAILED),
    ],
    ids=["brackets", "rules", "number"],
)
def test_a_stylesheet_that_weasyprint_fails_at_is_an_issue(
    tmp_path: Path, sheet: str, code: Code
) -> None:
    assert {found.code for found in problems(tmp_path, sheet)} == {code}


def test_without_the_fonts_of_the_theme_no_pdf_is_made(tmp_path: Path) -> None:
    theme = "fonts: {families: [No Such Font, Nor This One]}\n"
    write_workspace(tmp_path, {"clerk": "title: Діловод\n"}, SETTINGS, {"theme.yaml": theme})
    result = rendered(Renderer(Plan(tmp_path, ("html", "pdf"))), "clerk")
    assert [one.code for one in result.missing] == [Code.FONT_MISSING]
    assert [form for form, _ in result.files] == ["html"]


@pytest.mark.parametrize(
    ("families", "found"),
    [
        (("No Such Font",), False),
        (("No Such Font", "Liberation Serif"), True),
        (("liberation serif",), True),
        (("Liberation Serif", "No Such Font"), True),
    ],
)
def test_the_first_installed_family_is_used(families: tuple[str, ...], found: bool) -> None:
    if installed_font(("Liberation Serif",)) is None:
        pytest.skip("Liberation Serif is not installed")
    assert installed_font(families) == ("Liberation Serif" if found else None)


def test_every_letter_of_the_language_is_in_the_font() -> None:
    letters = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’«»„“—–№§%€₴°"
    text = said([word for page in pages("driver") for word in page])
    assert "\ufffd" not in text
    missing = set("".join(p.text for p in composed("driver").paragraphs())) - set(
        letters + text + " \xa0\n\u2060\ufeff"
    )
    assert missing == set()
