"""A picture file of the workspace → the `Picture` an organisation shows as its emblem (реквізит 01–03).

The file comes from outside: a PNG is read to its last pixel, an SVG may only draw.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from generator.document.svg import UnusableError, ratio_of_svg, shortened
from generator.document.tree import Picture
from generator.issue import Code, IssueError, Location, issue
from generator.source.files import is_there, read_bytes, read_text, resolve_inside
from generator.source.tree import parse
from generator.source.validate import nearest
from generator.source.workspace import SETTINGS_NAME, Workspace

MAX_BYTES: Final = 2_000_000
MAX_PIXELS: Final = 25_000_000
MAX_WIDTH_MM: Final = 73
"""How wide may an emblem be? As wide as the lines of the requisite it stands in (ДСТУ 4163:2020)."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Colour type of a PNG → samples per pixel (PNG 3rd edition, table 12)."""

_PASSES: Final = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
"""Where the passes of an interlaced PNG begin, and their steps: x, y, along x, along y (Adam7)."""


def load_emblem(workspace: Workspace, height_mm: float) -> Picture | None:
    """The emblem scaled to `height_mm`, or `None` when the workspace names none; `IssueError` if unusable."""
    organisation = workspace.settings.organisation
    written = organisation.emblem
    if written is None:
        return None
    path = workspace.root / written
    try:
        resolve_inside(workspace.root, path, _place(workspace))
        if not is_there(path):
            raise UnusableError("missing")
        content = read_bytes(workspace.root, path, MAX_BYTES)
        media_type, ratio = _measure(content)
        if height_mm * ratio > MAX_WIDTH_MM:
            raise UnusableError("wide", f"{height_mm * ratio:.0f}")
    except UnusableError as error:
        place, shown = _place(workspace), shortened(written)
        raise IssueError(
            issue(Code.EMBLEM_INVALID, place, path=shown, reason=error.reason, found=error.found)
        ) from None
    return Picture(content, media_type, height_mm * ratio, height_mm, organisation.name)


def _place(workspace: Workspace) -> Location:
    """Where the settings name the emblem."""
    source = read_text(workspace.root, workspace.root / SETTINGS_NAME)
    return nearest(parse(source), ("organisation", "emblem")).location


def _measure(content: bytes) -> tuple[str, float]:
    """Media type, and how many times as wide as high."""
    if content.startswith(_PNG):
        width, height = _measure_png(content)
        return "image/png", width / height
    return "image/svg+xml", ratio_of_svg(content)


def _measure_png(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG that is whole: every chunk, and exactly the pixels it announces."""
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or len(chunks[0][1]) != 13 or kinds[-1:] != [b"IEND"]:
        raise UnusableError("damaged")
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", chunks[0][1])
    if not 0 < width * height <= MAX_PIXELS:
        raise UnusableError("size", f"{width} × {height} px")
    bits = depth * _CHANNELS.get(colour, 0)
    passes = _PASSES if interlace else ((0, 0, 1, 1),)
    expected = sum(_pass_bytes(width, height, bits, steps) for steps in passes)
    data = b"".join(body for kind, body in chunks if kind == b"IDAT")
    if bits == 0 or (colour == 3 and b"PLTE" not in kinds) or _unpacked(data) != expected:
        raise UnusableError("damaged")
    return width, height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body, end = content[at + 8 : at + 8 + length], at + 12 + length
        if end > len(content) or zlib.crc32(kind + body) != int.from_bytes(content[end - 4 : end]):
            raise UnusableError("damaged")
        yield kind, body
        at = end


def _pass_bytes(width: int, height: int, bits: int, steps: tuple[int, int, int, int]) -> int:
    x, y, along_x, along_y = steps
    columns, rows = max(0, -(-(width - x) // along_x)), max(0, -(-(height - y) // along_y))
    return rows * (1 + -(-columns * bits // 8)) if columns else 0


def _unpacked(data: bytes) -> int:
    """How many bytes the pixels take, counted without keeping them; -1 when the stream is broken."""
    stream, size = zlib.decompressobj(), 0
    try:
        while data and not stream.eof:
            size += len(stream.decompress(data, 1_000_000))
            data = stream.unconsumed_tail
    except zlib.error:
        return -1
    return size if stream.eof else -1
