"""One template with everything that competency documents need, as Word, LibreOffice and readers of PDF see it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from lxml import etree
from pdfminer.pdftypes import resolve1

from generator.document.tree import Picture
from generator.make.plan import FORMATS, Job, Page, Plan
from generator.make.renderer import Renderer
from tests import tools
from tests.workspace import write_workspace

MM = 72 / 25.4
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROWS = 70
TEMPLATE = """\
<html><head><title>Профіль</title><meta name="orientation" content="landscape"/><meta name="paper" content="a3"/></head>
<body>
<p class="kind">ПРОФІЛЬ КОМПЕТЕНЦІЙ</p>
<table class="plain" data-widths="1 3 1 3">
<tr><td>Посада</td><td>Діловод</td><td>Дата</td><td>01.12.2026</td></tr></table>
<h2>Компетенції</h2>
<h3>Ведення переговорів</h3>
<p>Працівник:</p>
<ul><li>з’ясовує потреби;</li><li>пояснює умови.</li></ul>
<p class="figure"><img class="chart" data-name="radar"/></p>
<p class="note">Рисунок.</p>
<table class="grid" data-widths="60 8 8">
<thead><tr><th>Працівник</th><th class="upright">Планування розвитку ключових клієнтів</th>
<th class="upright" data-shade="2">Продаж</th></tr></thead>
{% for at in range(rows) %}<tr><td><p class="cell-small">Особа {{ at }}</p><ul><li>доказ</li></ul></td>
<td data-shade="3"><p class="cell-number">3</p></td><td data-shade="{{ at % 10 }}">{{ at % 10 }}</td></tr>
{% endfor %}</table>
</body></html>
"""
CHART = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="120mm" height="60mm" viewBox="0 0 120 60">'
    b'<rect x="1" y="1" width="118" height="58" fill="#c00000"/>'
    b'<text x="10" y="30" font-size="8" font-family="Times New Roman" fill="white">Word</text></svg>'
)
ALTERNATIVE = "Профіль: п’ять із п’яти"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    root = tmp_path_factory.mktemp("workspace")
    write_workspace(root, {"clerk": "title: Діловод\n"}, templates={"profile.html.j2": TEMPLATE})
    chart = Picture(CHART, "image/svg+xml", 120, 60, ALTERNATIVE)
    page = Page("profile.html.j2", {"rows": ROWS}, {"radar": chart})
    found = Renderer(Plan(root, FORMATS)).render(Job("profile", "", page, FORMATS))
    assert found.issues == found.missing == ()
    return dict(found.files)


@pytest.fixture(scope="module")
def files(
    made: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """The DOCX, the same as LibreOffice lays it out, and the PDF."""
    folder = tmp_path_factory.mktemp("files")
    docx, pdf, office = folder / "profile.docx", folder / "own.pdf", folder / "profile.pdf"
    docx.write_bytes(made["docx"])
    pdf.write_bytes(made["pdf"])
    tools.convert([docx], "pdf", folder)
    return {"docx": docx, "pdf": pdf, "office": office}


PAGED = ["pdf", "office"]


def test_the_validator_finds_nothing_wrong(files: Mapping[str, Path]) -> None:
    assert tools.invalidities(files["docx"]) == []


@pytest.mark.parametrize("kind", PAGED)
def test_sheets_are_a3_crosswise_and_columns_as_wide_as_the_text(
    files: Mapping[str, Path], kind: str
) -> None:
    with pdfplumber.open(files[kind]) as pdf:
        for page in pdf.pages:
            assert (page.width / MM, page.height / MM) == pytest.approx((420, 297), abs=0.5)
        rules = [line["x1"] for line in (*pdf.pages[-1].lines, *pdf.pages[-1].rects)]
        assert max(rules) / MM == pytest.approx(410, abs=1)


@pytest.mark.parametrize("kind", PAGED)
def test_the_head_of_a_shaded_table_repeats_on_every_page(
    files: Mapping[str, Path], kind: str
) -> None:
    with pdfplumber.open(files[kind]) as pdf:
        pages = [page for page in pdf.pages if "Особа" in page.extract_text()]
        assert len(pages) > 1
        assert all("Працівник" in page.extract_text() for page in pages)
        rows = re.findall(r"Особа (\d+)", "\n".join(page.extract_text() for page in pages))
    assert list(map(int, rows)) == list(range(ROWS))


@pytest.mark.parametrize("kind", PAGED)
def test_upright_words_read_from_the_bottom_within_their_column(
    files: Mapping[str, Path], kind: str
) -> None:
    with pdfplumber.open(files[kind]) as pdf:
        page = next(page for page in pdf.pages if "Особа" in page.extract_text())
        turned = [c for c in page.chars if c["matrix"][1] > 0.1 and not c["text"].isspace()]
        assert "".join(c["text"] for c in turned).endswith("Продаж")
        first = [c for c in turned if c["x1"] < (30 + 380 * 68 / 76) * MM]
        assert len("".join(c["text"] for c in first)) == len("Плануваннярозвиткуключовихклієнтів")
        assert max(c["bottom"] for c in first) - min(c["top"] for c in first) < 42 * MM


@pytest.mark.parametrize("kind", PAGED)
def test_the_chart_is_shown_in_its_size(files: Mapping[str, Path], kind: str) -> None:
    command = [tools.need("pdftoppm"), "-r", "25.4", "-f", "1", "-l", "1", str(files[kind])]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    size, pixels = re.match(rb"P6\s(\d+) \d+\s255\s", done.stdout), done.stdout
    assert size is not None
    width, pixels = int(size[1]), pixels[size.end() :]
    red = [at for at in range(0, len(pixels), 3) if _is_red(pixels[at : at + 3])]
    columns = {at // 3 % width for at in red}
    rows = {at // 3 // width for at in red}
    # A dot of this picture of the page is a millimetre.
    assert (len(columns), len(rows)) == (pytest.approx(118, abs=2), pytest.approx(58, abs=2))
    assert (min(columns) + max(columns)) / 2 == pytest.approx(30 + 380 / 2, abs=1.5)


def _is_red(dot: bytes) -> bool:
    return dot[0] > 150 and dot[1] < 60 and dot[2] < 60


def test_the_pdf_says_in_words_what_the_chart_shows(files: Mapping[str, Path]) -> None:
    with pdfplumber.open(files["pdf"]) as pdf:
        elements = list(_elements(pdf.doc.catalog["StructTreeRoot"]))
    (figure,) = (each for each in elements if each["S"].name == "Figure")
    assert figure["Alt"].decode("utf-16") == ALTERNATIVE
    heads = [each["S"].name for each in elements if re.fullmatch(r"H\d", each["S"].name)]
    assert heads == ["H1", "H2", "H3"]


def _elements(node: Any) -> Iterator[dict[str, Any]]:
    found = resolve1(node)
    if isinstance(found, list):
        for inner in found:
            yield from _elements(inner)
    elif isinstance(found, dict):
        if "S" in found:
            yield found
        yield from _elements(found.get("K"))


def body_xml(made: Mapping[str, bytes]) -> Any:
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_word_shows_the_chart_as_a_drawing_that_says_what_it_is(made: Mapping[str, bytes]) -> None:
    root = body_xml(made)
    assert [each.get("descr") for each in root.iter("{*}docPr")] == [ALTERNATIVE]
    assert len(list(root.iter("{*}svgBlip"))) == 1


def test_word_gets_shades_directions_and_a_row_that_holds_them(made: Mapping[str, bytes]) -> None:
    root = body_xml(made)
    fills = [each.get(f"{W}fill") for each in root.iter(f"{W}shd")]
    assert fills[:3] == ["DBE9F7", "C9DEF2", "FFFFFF"]
    assert len(fills) == 1 + 2 * ROWS
    assert [each.get(f"{W}val") for each in root.iter(f"{W}textDirection")] == ["btLr"] * 2
    assert [each.get(f"{W}val") for each in root.iter(f"{W}trHeight")] == ["2381"]


def test_the_text_has_every_word_and_sign(made: Mapping[str, bytes]) -> None:
    written = made["txt"].decode()
    assert "\n– з’ясовує потреби;\n– пояснює умови.\n" in written
    assert "Працівник\tПланування розвитку ключових клієнтів\tПродаж\n" in written
    assert "\n\nВедення переговорів\n" in written


def test_the_page_has_the_chart_within_itself(made: Mapping[str, bytes]) -> None:
    page = made["html"].decode()
    assert f'alt="{ALTERNATIVE}"' in page.replace("&#x27;", "'")
    assert page.count("data:image/svg+xml;base64,") == 1
