"""Word files written by hand: a body, and whatever else a test is about."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from generator.issue import Location
from generator.source.word.file import WordFile, WordParagraph
from generator.source.word.read import read_word_file

PLACE = Location("inbox/clerk.docx")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
MAIN = WORD_TYPE.format("document.main")
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{OFFICE}/relationships",
        "m": f"{OFFICE}/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "x": "urn:of-another-program",
    }.items()
)


def root(name: str, content: str) -> str:
    """A part whose root is a WordprocessingML element."""
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def link(identity: str, kind: str, target: str, mode: str = "") -> str:
    """A relationship; `kind` is Office's, or a whole address."""
    kind = kind if ":" in kind else f"{OFFICE}/relationships/{kind}"
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"{outside}/>'


def links(*written: str) -> str:
    """A part of relationships."""
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(written)}</Relationships>'


def types(main: str = MAIN) -> str:
    """The media types: that of the main document, and XML for all others."""
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def package(parts: Mapping[str, str | bytes | None]) -> bytes:
    """A zip archive of the files that are not `None`."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return stream.getvalue()


def word_file(
    body: str = "", more: Mapping[str, str | bytes | None] | None = None, **tied: str
) -> bytes:
    """A file; `tied` are the contents of `styles`, `comments` and so on, `header1` for the first header."""
    kinds = {name: name.rstrip("0123456789") for name in tied}
    main_links = [
        link(f"r{name}", EXTENDED if kind == "commentsExtended" else kind, f"{name}.xml")
        for name, kind in kinds.items()
    ]
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": types(),
        "_rels/.rels": links(link("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": links(*main_links),
        **{f"word/{name}.xml": content for name, content in tied.items()},
    }
    return package(parts | dict(more or {}))


def read(body: str = "", **tied: str) -> WordFile:
    """What is read of a file with this body."""
    return read_word_file(word_file(body, **tied), PLACE)


def paragraphs(body: str, **tied: str) -> tuple[WordParagraph, ...]:
    """Its paragraphs."""
    return read(body, **tied).paragraphs


def p(*content: str, mark: str = "", style: str = "", more: str = "") -> str:
    """A paragraph; `mark` is what has happened to its mark."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    changed = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{named}{more}{changed}</w:pPr>{''.join(content)}</w:p>"


def r(text: str, tag: str = "t") -> str:
    """A run of text."""
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def change(kind: str, author: str = "Ткач", date: str = "2026-01-05T10:00:00Z") -> str:
    """The change of a paragraph mark or a row, `ins`, `del`, `moveFrom` or `moveTo`."""
    return f'<w:{kind} w:id="1" w:author="{author}" w:date="{date}"/>'


def changed(kind: str, *content: str, author: str = "Ткач") -> str:
    """Content that is inserted, deleted or moved."""
    who = f'w:id="1" w:author="{author}" w:date="2026-01-05T10:00:00Z"'
    return f"<w:{kind} {who}>{''.join(content)}</w:{kind}>"


def bookmark(name: str, identity: int = 1) -> str:
    """The start of a bookmark."""
    return f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/>'


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, mark: str = "") -> str:
    """A row of cells, each of paragraphs."""
    inner = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{mark}</w:trPr>{inner}</w:tr>"


def field(instruction: str, result: str) -> str:
    """A field in five runs."""

    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{sign('begin')}{r(instruction, 'instrText')}{sign('separate')}{result}{sign('end')}"
