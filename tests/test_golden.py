"""What the shipped roles become, kept as text in `golden/` and reviewed as differences.

`tree.txt` for every role; `page.html` and `document.xml` for two and for the English sample. `--update-golden`
writes them.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from generator.document.tree import Block, Document, Group, Paragraph, Reference, Table
from generator.make import Composer, Plan, Renderer
from generator.source.workspace import load_workspace
from tests.tools import ROOT
from tests.workspace import rendered

GOLDEN = Path(__file__).parent / "golden"
ENGLISH = ROOT / "samples/en"
WHOLE = ("account-manager-junior", "driver")


def tree_lines(block: Block, indent: str = "") -> Iterator[str]:
    """A block as lines: style, id, what keeps it, number and words."""
    if isinstance(block, Paragraph):
        marks = f"{'#' + block.id if block.id else ''}{' keep' if block.keep_next else ''}"
        references = [i.target for i in block.inlines if isinstance(i, Reference)]
        pointing = f" -> {', '.join(references)}" if references else ""
        words = f"{block.number} {block.text}".strip().replace("\xa0", "~")
        yield f"{indent}{block.style} {marks}{pointing} | {words}"
    elif isinstance(block, Group):
        yield f"{indent}group{' after-text' if block.after_text else ''}"
        for inner in block.blocks:
            yield from tree_lines(inner, indent + "  ")
    else:
        yield from table_lines(block, indent)


def table_lines(table: Table, indent: str) -> Iterator[str]:
    yield f"{indent}table {table.style} head={table.head_rows} {table.widths or ''}".rstrip()
    for row in table.rows:
        yield f"{indent}  row"
        for cell in row:
            spans = f" {cell.columns}x{cell.rows}" if (cell.columns, cell.rows) != (1, 1) else ""
            yield f"{indent}    cell{spans}"
            for paragraph in cell.paragraphs:
                yield from tree_lines(paragraph, indent + "      ")


def tree_text(document: Document) -> str:
    head = f"{document.title} | {document.subject} | {document.language} | {document.mark}"
    return "\n".join([head, *(line for b in document.blocks for line in tree_lines(b))]) + "\n"


def document_xml(docx: bytes) -> str:
    """The main part of a DOCX, one element a line."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def page_body(html: bytes) -> str:
    return re.sub(r"<style>.*?</style>", "<style/>", html.decode(), flags=re.DOTALL)


def expected_files() -> dict[str, str]:
    """Path under `golden/` → its text, made now."""
    made: dict[str, str] = {}
    for root, prefix in ((ROOT, ""), (ENGLISH, "en-")):
        plan = Plan(root, ("html", "docx"))
        composer, renderer = Composer(plan), Renderer(plan)
        for role in load_workspace(root).role_ids():
            folder = f"{prefix}{role}"
            made[f"{folder}/tree.txt"] = tree_text(composer.document(role))
            if role in WHOLE or folder == "en-account-manager":
                files = dict(rendered(renderer, role).files)
                made[f"{folder}/page.html"] = page_body(files["html"])
                made[f"{folder}/document.xml"] = document_xml(files["docx"])
    return made


def test_the_shipped_roles_become_what_was_reviewed(request: pytest.FixtureRequest) -> None:
    made = expected_files()
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, text in made.items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    kept = {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*") if p.is_file()}
    assert kept == set(made)
    for name, text in made.items():
        assert (GOLDEN / name).read_text("utf-8") == text, name
