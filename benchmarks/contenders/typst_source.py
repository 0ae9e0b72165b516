"""Typst: the same text as a source with numbered headings and clauses → PDF, its default options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from corpus import Corpus, Plain, Source

_PREAMBLE: Final = """\
#set page(paper: "a4", margin: (left: 30mm, right: 10mm, top: 20mm, bottom: 20mm), numbering: "1",
  number-align: center + top)
#set text(font: "FONT", size: 12pt, lang: "uk", hyphenate: true)
#set par(justify: true, first-line-indent: (amount: 10mm, all: true), spacing: 0.9em)
#show heading: set align(center)
#let numbers = counter("numbers")
#let numbered(level, body) = {
  numbers.step(level: level)
  let number = context numbers.display("1.1.1.")
  if level == 1 { heading[#number #body] } else { par[#number #body] }
}
"""


def prepare(corpus: Corpus) -> Callable[[Source], bytes]:
    """One compilation per document; the compiler and its fonts stay, as ours do."""
    import typst

    compiler = typst.Compiler(font_paths=typst.Fonts())
    texts = {source.name: _text(source, corpus.font).encode() for source in corpus.sources}

    def write(source: Source) -> bytes:
        content = compiler.compile(texts[source.name])
        if not isinstance(content, bytes):
            raise TypeError("typst gave no PDF")
        return content

    return write


def _text(source: Source, font: str) -> str:
    head = (
        f"{_PREAMBLE.replace('FONT', font)}#set document(title: {_string(source.document.title)})"
    )
    return "\n".join([head, *(line for block in source.blocks for line in _block(block))])


def _block(block: Plain) -> Iterator[str]:
    if block.kind == "table":
        cells = ", ".join(f"[#{_string(text)}]" for row in block.rows for text in row)
        yield f"#table(columns: {len(block.rows[0])} * (1fr,), {cells})"
    elif block.level:
        yield f"#numbered({block.level}, {_string(block.text)})"
    elif block.kind == "heading":
        yield f"#heading({_string(block.text)})"
    else:
        yield f"#par({_string(block.text)})"


def _string(text: str) -> str:
    """A string of Typst, in which no character is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
