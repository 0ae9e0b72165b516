"""docxtpl and LibreOffice, as IT departments do it: one Word template filled per document, then one conversion.

In the benchmark's own process it is asked for DOCX alone; run as a command it fills the template for every document
of a JSON file and converts them to PDF with one call of `soffice`, or one for each 120.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

if TYPE_CHECKING:  # as a command it runs without the modules of the benchmark
    from corpus import Corpus, Source

_BATCH = 120
"""How many files for one `soffice`? Of 300 at once it left 53 without a PDF, and without a word."""

Blocks = Sequence[dict[str, Any]]


def make_template(font: str) -> bytes:
    """A template with a loop over blocks: headings, tables, paragraphs; A4, margins and size of type as ours."""
    document = Document()
    section, normal = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    normal.font.name, normal.font.size = font, Pt(12)
    normal.paragraph_format.space_after = Pt(2)
    document.add_paragraph("{%p for block in blocks %}")
    document.add_paragraph('{%p if block.kind == "heading" %}')
    document.add_heading("{{ block.text }}", 1)
    document.add_paragraph('{%p elif block.kind == "table" %}')
    table = document.add_table(3, 3, "Table Grid")
    table.rows[0].cells[0].text = "{%tr for row in block.rows %}"
    for cell, tag in zip(
        table.rows[1].cells,
        ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
        strict=True,
    ):
        cell.text = tag
    table.rows[2].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p else %}")
    clause = document.add_paragraph("{{ block.text }}")
    clause.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    clause.paragraph_format.first_line_indent = Mm(10)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def fill(template: bytes, blocks: Blocks) -> bytes:
    """One document; `autoescape`, as without it docxtpl drops whatever looks like a tag."""
    document = DocxTemplate(BytesIO(template))
    document.render({"blocks": blocks}, autoescape=True)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def data_of(source: Source) -> Blocks:
    """The blocks of a source as a template reads them."""
    return [{"kind": b.kind, "text": b.numbered_text, "rows": b.rows} for b in source.blocks]


def prepare(corpus: Corpus) -> Callable[[Source], bytes]:
    """DOCX alone."""
    template = make_template(corpus.font)
    data = {source.name: data_of(source) for source in corpus.sources}
    return lambda source: fill(template, data[source.name])


def write_job(corpus: Corpus, folder: Path, documents: int) -> list[str]:
    """The template and the data in `folder`, and the command that makes this many documents of them."""
    sources = [corpus.sources[n % len(corpus.sources)] for n in range(documents)]
    data = {f"{source.name}-{n}": data_of(source) for n, source in enumerate(sources)}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "template.docx").write_bytes(make_template(corpus.font))
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return [sys.executable, str(Path(__file__).resolve()), str(folder)]


def main(folder: Path) -> None:
    """All documents of `folder`: DOCX one by one, then PDF by one `soffice` with a profile of its own."""
    template = (folder / "template.docx").read_bytes()
    output = folder / "output"
    output.mkdir(exist_ok=True)
    files = []
    for name, blocks in json.loads((folder / "data.json").read_text("utf-8")).items():
        files.append(output / f"{name}.docx")
        files[-1].write_bytes(fill(template, blocks))
    profile = f"-env:UserInstallation={(folder.parent / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(output)]
    for start in range(0, len(files), _BATCH):
        batch = files[start : start + _BATCH]
        subprocess.run([*command, *map(str, batch)], check=True, capture_output=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
