"""An existing Dask cluster does the work: all a worker needs travels to it, and the files come back as bytes.

`distributed` is imported only here, and only when a cluster is asked for.
"""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
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
    """What makes jobs on the cluster at `dask://host:port`; `IssueError` when it is not there, or not any more."""
    with _client(address) as client:
        with _or(address, "no_workers"):
            client.wait_for_workers(1, timeout=_SECONDS)
        with _or(address, "lost"):
            kit = client.scatter(pack(composer.workspace, plan), broadcast=True)
            pool = client.get_executor()

        def submit(job: Job) -> Future[Made]:
            with _or(address, "lost"):
                future: Future[Made] = pool.submit(render_there, kit, job)
                return future

        def work(jobs: Iterable[Job]) -> Iterator[Made]:
            with _or(address, "lost"):
                workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            for job, future in completed(submit, jobs, workers):
                with _or(address, "lost"):
                    error = future.exception()
                # The cluster itself tries elsewhere what a worker did not survive, and gives up after some times.
                yield lost(job) if _is_lost(error) else future.result()

        yield work


def _is_lost(error: BaseException | None) -> bool:
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
        from distributed.utils import LoopRunner
    except ImportError:
        raise _unusable(address, "missing") from None
    place = f"tcp://{address.removeprefix(SCHEME)}"
    try:
        # distributed types none of the calls below.
        LoopRunner().run_sync(_greet, place)  # type: ignore[no-untyped-call]
    except Exception:
        # What speaks another language may answer anything, and Dask fails with it in as many ways.
        raise _unusable(address, "unreachable") from None
    with _unlogged():
        with _or(address, "unreachable"):
            # As above: it has no types.
            client: Any = Client(place, timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        try:
            yield client
        finally:
            # What there was to do is done, or what stopped it is known.
            with suppress(OSError, CancelledError):
                client.close()


@contextmanager
def _unlogged() -> Iterator[None]:
    """What Dask would log about a cluster that is lost, with a traceback, is the issue that we tell."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


async def _greet(place: str) -> None:
    """Ask for the workers, as of a scheduler: a client would wait without end for what does not know how to answer."""
    import asyncio

    from distributed.core import rpc

    # As above: it has no types.
    async with rpc(place, timeout=_SECONDS) as there:  # type: ignore[no-untyped-call]
        answer = await asyncio.wait_for(there.identity(), _SECONDS)
    if "workers" not in answer:
        raise ValueError(place)


@contextmanager
def _or(address: str, reason: str) -> Iterator[None]:
    """Whatever the cluster does not answer is an issue with the reason."""
    try:
        yield
    # Time that has run out and a connection that was closed are kinds of OSError.
    except (OSError, ValueError, CancelledError):
        raise _unusable(address, reason) from None


def _unusable(address: str, reason: str) -> IssueError:
    found = issue(
        Code.CLUSTER,
        address=address,
        reason=Phrase(f"cluster.{reason}"),
        advice=Phrase(f"cluster_advice.{reason}"),
    )
    return IssueError(found)
