"""Items of work → results as they come, in worker processes: one that dies costs a retry, never the whole run."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_WAITING: Final = 2
"""How many items wait for each worker? Enough that none is idle; more would only fill memory with results."""


def stream(
    work: Callable[[T], R], items: Iterable[T], jobs: int, lost: Callable[[T], R]
) -> Iterator[R]:
    """The results in the order they are ready; `lost` makes that of an item that ended its worker twice.

    With one job the work is done here. When the caller stops asking, by Ctrl+C for example, the workers are ended.
    """
    if jobs <= 1:
        yield from map(work, items)
        return
    waiting = iter(items)
    suspects: list[T] = []
    while True:
        yield from _stream(work, waiting, jobs, suspects)
        if not suspects:
            return
        # Which of them ended its worker nobody knows, so each gets a worker of its own.
        for suspect in suspects:
            yield _alone(work, suspect, lost)
        suspects.clear()


def _stream(
    work: Callable[[T], R], waiting: Iterator[T], jobs: int, suspects: list[T]
) -> Iterator[R]:
    """Results until the items or the workers come to an end; in that case their items become `suspects`."""
    pending: dict[Future[R], T] = {}
    with _workers(jobs) as pool:
        while not suspects:
            for item in islice(waiting, jobs * _WAITING - len(pending)):
                try:
                    pending[pool.submit(work, item)] = item
                except BrokenProcessPool:
                    suspects.append(item)
                    break
            if not pending:
                return
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                item = pending.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    suspects.append(item)
                else:
                    yield future.result()
        suspects.extend(pending.values())


def _alone(work: Callable[[T], R], item: T, lost: Callable[[T], R]) -> R:
    with _workers(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)


class _Spawn(SpawnContext):
    """Starts workers as new processes, not as copies of this one, which could take a lock of another thread along.

    It knows those it has started, so that they can be ended: the executor itself only waits for them.
    """

    def __init__(self) -> None:
        self.started: list[BaseProcess] = []

    def Process(self, *arguments: Any, **named: Any) -> BaseProcess:  # type: ignore[override]  # noqa: N802
        process = SpawnContext.Process(*arguments, **named)
        self.started.append(process)
        return process


@contextmanager
def _workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose workers end at once when it is left: they have nothing to do, or nobody waits for it any more."""
    context = _Spawn()
    pool = ProcessPoolExecutor(jobs, context, initializer=_follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in context.started:
            process.terminate()


def _follow_parent() -> None:
    """A worker leaves Ctrl+C to the process that started it, and ends when that one is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
