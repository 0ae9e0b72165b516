"""A path inside the workspace → the tables in that file: the sheets of a workbook, or the rows of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.source.delimited import read_delimited
from generator.source.files import display_name, read_bytes
from generator.source.grid import Sheet, refuse

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins, in which Excel keeps a workbook with a password and the .xls of before 2007."""

_STREAMS: Final = (("EncryptedPackage", "encrypted"), ("Workbook", "old"), ("Book", "old"))
"""The name of a stream in a compound file → the reason why it is not read ([MS-OFFCRYPTO] 2.3.4.4, [MS-XLS] 2.1.2)."""

_TEXT_ENDINGS: Final = (".csv", ".tsv", ".txt")


def read_sheets(
    root: Path, path: Path, wanted: str | None = None, *, is_form: bool = False
) -> Iterator[Sheet]:
    """The tables of a file that may be meant, the likeliest first; `wanted` names the sheet of a workbook.

    `is_form`: it is a form of ours that was filled in, see `read_workbook`.
    `IssueError` when the file is none that can be read, or could do harm.
    """
    content = read_bytes(root, path)
    name = display_name(root, path)
    if content.startswith(_ZIP):
        # Excel's library is loaded for an Excel file only.
        from generator.source.workbook import read_workbook

        yield from read_workbook(name, content, wanted, is_form=is_form)
    elif content.startswith(_OLE):
        raise refuse(name, _ole_reason(content))
    elif path.suffix.lower() in _TEXT_ENDINGS:
        yield from read_delimited(name, content)
    else:
        raise refuse(name, "no_workbook" if content else "empty")


def _ole_reason(content: bytes) -> str:
    found = (why for stream, why in _STREAMS if stream.encode("utf-16-le") in content)
    return next(found, "no_workbook")
