"""The emblem is a PNG or SVG picture of the workspace, scaled to its height; what could run or load is refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from generator.document.emblem import MAX_BYTES, load_emblem
from generator.document.tree import Paragraph, Picture
from generator.issue import Code, IssueError
from generator.make import Composer, Plan
from tests.workspace import write_workspace

SETTINGS = """\
organisation: {name: Товариство «Зразок», city: Львів, emblem: PATH}
signers: {approve: {position: Директор}}
"""
NS = 'xmlns="http://www.w3.org/2000/svg"'
RECT = '<rect width="4" height="4"/>'


def png(width: int, height: int) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def svg(attributes: str = 'viewBox="0 0 4 4"', inside: str = RECT) -> bytes:
    return f"<svg {NS} {attributes}>{inside}</svg>".encode()


def load(root: Path, content: bytes | None, path: str = "templates/emblem.svg") -> Picture | None:
    workspace = write_workspace(
        root / "firm", {"clerk": "title: Т\n"}, SETTINGS.replace("PATH", path)
    )
    if content is not None:
        file = workspace.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return load_emblem(workspace, 17)


def refused(
    root: Path, content: bytes | None, path: str = "templates/emblem.svg"
) -> tuple[Code, str]:
    with pytest.raises(IssueError) as raised:
        load(root, content, path)
    (found,) = raised.value.issues
    assert found.location is not None
    return found.code, found.location.file


def test_a_workspace_may_have_none(tmp_path: Path) -> None:
    settings = SETTINGS.replace(", emblem: PATH", "")
    assert load_emblem(write_workspace(tmp_path, {}, settings), 17) is None


@pytest.mark.parametrize(
    ("content", "media_type", "width"),
    [
        (png(30, 10), "image/png", 51),
        (png(10, 20), "image/png", 8.5),
        (svg('viewBox="0 0 4 2"'), "image/svg+xml", 34),
        (svg('viewBox="-2,-2,4,4"'), "image/svg+xml", 17),
        (svg('width="3mm" height="1mm"'), "image/svg+xml", 51),
        (svg('width="30" height="10px" viewBox="0 0 1 1"'), "image/svg+xml", 51),
        (svg('width="100%" height="100%" viewBox="0 0 2 1"'), "image/svg+xml", 34),
        (b"\xef\xbb\xbf" + svg(), "image/svg+xml", 17),
        (b"<?xml version='1.0' encoding='UTF-8'?>\n<!-- x -->\n" + svg(), "image/svg+xml", 17),
    ],
    ids=["png-wide", "png-tall", "view-box", "view-box-commas", "lengths", "both", "percent", "bom", "xml"],
)  # fmt: skip
def test_the_picture_keeps_its_proportions(
    tmp_path: Path, content: bytes, media_type: str, width: float
) -> None:
    found = load(tmp_path, content)
    assert found is not None
    assert (found.media_type, found.height_mm) == (media_type, 17)
    assert found.width_mm == pytest.approx(width)
    assert found.alternative == "Товариство «Зразок»"
    assert found.content == content


def test_the_document_shows_it_above_the_name(tmp_path: Path) -> None:
    load(tmp_path, png(10, 10))
    document = Composer(Plan(tmp_path / "firm")).document("clerk")
    holders = [p for p in document.paragraphs() if any(isinstance(i, Picture) for i in p.inlines)]
    assert len(holders) == 1
    assert isinstance(holders[0], Paragraph)
    after = list(document.paragraphs())
    assert after[after.index(holders[0]) + 1].text == "ТОВАРИСТВО «ЗРАЗОК»"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/a.png"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<foreignObject/>",
        '<a href="https://example.org"><rect/></a>',
        '<animate attributeName="x"/>',
        "<set/>",
        "<iframe/>",
        '<use href="other.svg#a"/>',
        '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="other.svg#a"/>',
        '<rect onclick="x()"/>',
        '<rect onLoad="x()"/>',
        '<rect fill="url(https://example.org/a.svg#b)"/>',
        "<rect style=\"fill: url('//example.org/a')\"/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>rect { fill: url(file:///etc/passwd) }</style>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    ],
)
def test_an_svg_that_could_run_or_load_is_refused(tmp_path: Path, inside: str) -> None:
    assert refused(tmp_path, svg(inside=inside)) == (Code.EMBLEM_INVALID, "posada.yaml")


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><rect fill="url(#g)"/>',
        '<defs><path id="p" d="M0 0h1"/></defs><use href="#p"/>',
        "<style>rect { fill: #123456 }</style><g><circle r='1'/></g>",
        "<title>Емблема</title><text>Т</text>",
    ],
    ids=["gradient", "use", "style", "text"],
)
def test_an_svg_may_refer_to_itself(tmp_path: Path, inside: str) -> None:
    assert load(tmp_path, svg(inside=inside)) is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8\xff\xe0 JFIF",
        b"\x89PNG\r\n\x1a\n",
        png(0, 10),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 100_000, 100_000),
        b"<svg",
        b"<svg/>",
        b"<html/>",
        svg(""),
        svg('viewBox="0 0 0 4"'),
        svg('viewBox="0 0 4"'),
        svg('width="0" height="4"'),
        svg('width="." height="4"'),
        b'<!DOCTYPE svg [<!ENTITY a "a">]>' + svg(),
        b'<?xml version="1.0" encoding="unknown"?>' + svg(),
        "<svg".encode("utf-16"),
    ],
)
def test_what_is_no_usable_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content) == (Code.EMBLEM_INVALID, "posada.yaml")


@pytest.mark.parametrize("content", [png(10, 10)[:40], png(10, 10).replace(b"IDAT", b"XDAT")])
def test_a_broken_png_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content)[0] is Code.EMBLEM_INVALID


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../emblem.svg", Code.PATH_OUTSIDE),
        ("/etc/passwd", Code.PATH_OUTSIDE),
        ("templates/missing.svg", Code.EMBLEM_INVALID),
        ("templates", Code.FILE_UNREADABLE),
    ],
)
def test_only_a_file_of_the_workspace_is_read(tmp_path: Path, path: str, code: Code) -> None:
    (tmp_path / "emblem.svg").write_bytes(svg())
    (tmp_path / "firm/templates").mkdir(parents=True)
    assert refused(tmp_path, None, path)[0] is code


def test_a_picture_may_have_two_megabytes(tmp_path: Path) -> None:
    head, tail = svg()[:-6], b"</svg>"
    whole = head + b" " * (MAX_BYTES - len(head) - len(tail)) + tail
    assert load(tmp_path, whole) is not None
    assert refused(tmp_path, whole + b" ")[0] is Code.FILE_TOO_LARGE
