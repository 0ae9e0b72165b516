"""Bytes → files that are whole or not there: a process killed at any moment leaves no half of one."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final

from generator.issue import Code, IssueError, Location, issue
from generator.messages import system_reason

PARTIAL: Final = ".partial"
"""Folder beside the results for files being written; on the same file system, so the move is atomic."""


_STALE_SECONDS: Final = 3600
"""No document takes an hour to write, so an older temporary file is what a killed process left."""


def write_atomic(path: Path, content: bytes) -> None:
    """Write one file; `IssueError` when it cannot be, which leaves what was there before."""
    try:
        write_together({path: content})
    finally:
        sweep(path.parent)


def write_together(
    contents: Mapping[Path, bytes], aside: Container[Path] = (), root: Path | None = None
) -> dict[Path, Path]:
    """Write files that belong together: all under temporary names first, and only then move them to their own.

    So a disk that is full leaves none of them; `IssueError` names the file that could not be written. What stands in
    the way of those of `aside` is given a free name beside it, which is returned. Issues name a file as it is found
    from the folder `root`, or with the folder it is in.
    """
    written: dict[Path, Path] = {}
    kept: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            written[path] = _write_partial(path.parent / PARTIAL, content)
        for path, partial in written.items():
            if path in aside:
                kept[path] = path.rename(_free(path))
            partial.replace(path)
    except OSError as error:
        raise unwritable(path, error, root) from None
    finally:
        for partial in written.values():
            partial.unlink(missing_ok=True)
    return kept


def unwritable(path: Path, error: OSError, root: Path | None = None) -> IssueError:
    """The issue about a file or folder that the system does not let us change."""
    place = Location(path.relative_to(root or path.parent.parent).as_posix())
    return IssueError(issue(Code.OUTPUT_UNWRITABLE, place, reason=system_reason(error)))


def _free(path: Path) -> Path:
    """A name that is not taken, for a file that somebody has changed: `name.edited-1.docx`."""
    names = (path.with_stem(f"{path.stem}.edited-{number}") for number in count(1))
    return next(name for name in names if not name.exists())


@contextmanager
def lock(path: Path, waiting: Callable[[], object]) -> Iterator[None]:
    """Hold the lock of a folder; when another process has it, call `waiting` and wait. A killed process holds none."""
    from filelock import FileLock, Timeout

    held = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            held.acquire(timeout=0)
        except Timeout:
            waiting()
            held.acquire()
    except OSError as error:
        folder = path.parent.parent
        raise unwritable(folder, error, folder.parent) from None
    try:
        yield
    finally:
        held.release()


def _write_partial(folder: Path, content: bytes) -> Path:
    """Write `content` under a temporary name in `folder`; `OSError` leaves nothing there."""
    partial, handle = _open_partial(folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        # mkstemp makes the file private; a result may be read as any other file its owner makes.
        partial.chmod(0o666 & ~_umask())
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return partial


def _open_partial(folder: Path) -> tuple[Path, int]:
    for _ in range(9):
        # Another build may remove the empty folder within and between these lines.
        with suppress(FileNotFoundError, FileExistsError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder)
            return Path(name), handle
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))


def sweep(folder: Path) -> None:
    """Remove what a killed build left among the temporary files of `folder`."""
    partial = folder / PARTIAL
    if partial.is_symlink():
        return
    with suppress(OSError):
        for left in partial.iterdir():
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink(missing_ok=True)
        partial.rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
