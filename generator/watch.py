"""A workspace → the names of its files as they change; looks at times and sizes twice a second."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_SECONDS: Final = 0.5
_SOURCES: Final = ("posada.yaml", "roles/**/*", "templates/**/*")

Stamp = dict[Path, tuple[int, int]]


def changes(root: Path) -> Iterator[str]:
    """Yields one changed file (added and removed ones count) each time anything has changed since the last.

    Changes count from the call on, so that one made while the first build runs is not missed.
    """
    return _changes(root, stamps(root))


def _changes(root: Path, before: Stamp) -> Iterator[str]:
    while True:
        time.sleep(_SECONDS)
        now = stamps(root)
        changed = [path for path in {*before, *now} if before.get(path) != now.get(path)]
        if changed:
            before = now
            yield min(changed).relative_to(root).as_posix()


def stamps(root: Path) -> Stamp:
    """Time of change and size of every source file of the workspace."""
    found: Stamp = {}
    for pattern in _SOURCES:
        for path in root.glob(pattern):
            # An editor may remove the file it is about to replace.
            with suppress(OSError):
                status = path.stat()
                if path.is_file():
                    found[path] = (status.st_mtime_ns, status.st_size)
    return found
