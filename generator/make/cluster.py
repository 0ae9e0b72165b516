"""An existing Dask cluster does the work: all a worker needs travels to it, and the files come back as bytes.

`distributed` is imported only here, and only when a cluster is asked for.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any, Final

from generator.issue import Code, IssueError, Phrase, issue
from generator.make.composer import Composer
from generator.make.keys import program_digest
from generator.make.plan import Job, Made, Plan
from generator.make.pool import completed
from generator.make.renderer import render
from generator.source.files import read_bytes
from generator.source.workspace import SETTINGS_NAME, Workspace

SCHEME: Final = "dask://"

_SECONDS: Final = 10
"""How long does a cluster that is there take to answer? A second; more on a busy network."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What a worker needs of a workspace: files by their paths in it, and the program they were made for."""

    files: tuple[tuple[str, bytes], ...]
    plan: Plan
    program: str


def pack(workspace: Workspace, plan: Plan) -> Kit:
    """The settings, templates and emblem; roles come with the jobs."""
    root = workspace.root
    paths = [root / SETTINGS_NAME, *sorted(workspace.templates.rglob("*"))]
    if workspace.settings.organisation.emblem:
        paths.append(root / workspace.settings.organisation.emblem)
    files = []
    for path in paths:
        # What cannot be read here is an issue there, once a document needs it.
        with suppress(IssueError, OSError, ValueError):
            if path.is_file():
                files.append((path.relative_to(root).as_posix(), read_bytes(root, path)))
    return Kit(tuple(files), replace(plan, root=Path()), program_digest())


@lru_cache(maxsize=1)
def _unpacked(kit: Kit) -> Plan:
    """The plan with a folder of its own for the files, which goes when the process ends."""
    root = Path(tempfile.mkdtemp(prefix="posada-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    for name, content in kit.files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return replace(kit.plan, root=root)


_ONE_AT_A_TIME: Final = Lock()
"""A worker may have several threads; the layout of pages and the garbage collector have one."""


def render_there(kit: Kit, job: Job) -> Made:
    """Make one document in a process that has nothing of the workspace."""
    if kit.program != program_digest():
        return Made(job.name, issues=_unusable("", "version").issues)
    with _ONE_AT_A_TIME:
        return render(_unpacked(kit), job)


@contextmanager
def on_cluster(
    address: str, composer: Composer, plan: Plan, lost: Callable[[Job], Made]
) -> Iterator[Callable[[Iterable[Job]], Iterator[Made]]]:
    """What makes jobs on the cluster at `dask://host:port`; `IssueError` when it is not there."""
    with _client(address) as client:
        kit = client.scatter(pack(composer.workspace, plan), broadcast=True)
        pool = client.get_executor()

        def work(jobs: Iterable[Job]) -> Iterator[Made]:
            workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            for job, future in completed(partial(pool.submit, render_there, kit), jobs, workers):
                # The cluster itself tries elsewhere what a worker did not survive, and gives up after some times.
                yield lost(job) if _is_lost(future.exception()) else future.result()

        yield work


def _is_lost(error: BaseException | None) -> bool:
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        raise _unusable(address, "missing") from None
    host = address.removeprefix(SCHEME)
    try:
        client: Any = Client(f"tcp://{host}", timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError):
        raise _unusable(address, "unreachable") from None
    with client:
        yield client


def _unusable(address: str, reason: str) -> IssueError:
    found = issue(
        Code.CLUSTER,
        address=address,
        reason=Phrase(f"cluster.{reason}"),
        advice=Phrase(f"cluster_advice.{reason}"),
    )
    return IssueError(found)
