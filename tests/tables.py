"""Files of tables as bytes: workbooks as Excel saves them, and those that are odd, broken or hostile."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADERS = ("Посада", "ПІБ", "Підрозділ")


def workbook(
    rows: Iterable[Sequence[object]],
    sheet: str = "Штат",
    change: Callable[[Any], None] = lambda _: None,
) -> bytes:
    """A workbook of one sheet; `change` does more with the openpyxl workbook before it is saved."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """An archive with some of its parts replaced, changed or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        old = {name: source.read(name) for name in source.namelist()}
        new = {
            name: part if isinstance(part, bytes) else part(old[name])
            for name, part in parts.items()
        }
        for name, part in (old | new).items():
            target.writestr(name, part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def without_part(content: bytes, gone: str) -> bytes:
    """An archive that lacks a part."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            if name != gone:
                target.writestr(name, source.read(name))
    return stream.getvalue()


def compound(*streams: str) -> bytes:
    """A compound file with streams of these names: its header, one sector of its table, one of its directory."""
    head = struct.pack("<8s16xHHHHH", OLE, 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<6xIII", 0, 1, 1) + struct.pack(
        "<IIIIII", 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in streams)]
    return head[:512].ljust(512, b"\xff") + table + b"".join(entries).ljust(512, b"\0")


def _entry(name: str, kind: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB", len(written), kind, 1)
        + b"\xff" * 12
        + b"\0" * 48
    )
