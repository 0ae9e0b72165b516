"""The shipped sample roles → a temporary workspace with any number of them, and what each contender writes from.

Every contender gets the same final copies with the same words, composed beforehand: only writing is compared.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from generator.document.tree import LEVELS, Block, Document, Group, Paragraph, Style, Table

POSADA: Final = str(Path(sys.executable).with_name("posada"))
"""The installed command, beside the Python that runs the benchmark."""

SAMPLES: Final = 12


class Plain(NamedTuple):
    """A block as a writer without our tree takes it.

    `level` is that of the multi-level list from 1, 0 for a paragraph outside it; `rows` are the texts of a table's
    cells, each row as long as the longest.
    """

    kind: str
    level: int
    number: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def numbered_text(self) -> str:
        """The words with the number as literal text."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Source:
    """One document: our tree, the same as plain blocks, and the page that `posada build --format html` wrote."""

    name: str
    document: Document
    blocks: tuple[Plain, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The samples as sources, the workspace they come from, and the font family all contenders set them in."""

    root: Path
    font: str
    sources: tuple[Source, ...]


def make_workspace(folder: Path, roles: int) -> Path:
    """A workspace with this many roles: the samples, then the samples again under other ids."""
    subprocess.run([POSADA, "init", folder, "--lang", "uk"], check=True, capture_output=True)
    samples = sorted(path for path in folder.glob("roles/*.yaml") if not path.name.startswith("_"))
    if len(samples) != SAMPLES:
        raise RuntimeError(f"{len(samples)} sample roles, not {SAMPLES}: the counts here are wrong")
    for number in range(SAMPLES, roles):
        sample = samples[number % SAMPLES]
        shutil.copyfile(sample, sample.with_stem(f"{sample.stem}-{number // SAMPLES + 1}"))
    return folder


def load(root: Path) -> Corpus:
    """The documents of a workspace, final copies without a date."""
    from generator.make import Composer, Plan
    from generator.render.fonts import check_fonts

    html = [POSADA, "build", "--final", "--format", "html", "--quiet"]
    subprocess.run(html, cwd=root, check=True, capture_output=True)
    composer = Composer(Plan(root, draft=False))
    return Corpus(
        root,
        check_fonts(composer.theme),
        tuple(
            source(name, composer.document(name), (root / f"output/{name}.html").read_text("utf-8"))
            for name in composer.workspace.role_ids()
        ),
    )


def source(name: str, document: Document, page: str = "") -> Source:
    """What the contenders write a document from; only one of them needs the `page`."""
    return Source(name, document, tuple(_plain(document.blocks)), page)


def _plain(blocks: tuple[Block, ...]) -> Iterator[Plain]:
    for block in blocks:
        if isinstance(block, Group):
            yield from _plain(block.blocks)
        elif isinstance(block, Table):
            yield Plain("table", 0, "", "", _rows(block))
        else:
            yield _paragraph(block)


def _paragraph(paragraph: Paragraph) -> Plain:
    kind = "heading" if paragraph.style in (Style.KIND, Style.HEADING) else "text"
    level = LEVELS[paragraph.style] + 1 if paragraph.number else 0
    return Plain(kind, level, paragraph.number, paragraph.text)


def _rows(table: Table) -> tuple[tuple[str, ...], ...]:
    rows = [["\n".join(p.text for p in cell.paragraphs) for cell in row] for row in table.rows]
    width = max(map(len, rows))
    return tuple((*row, *[""] * (width - len(row))) for row in rows)
