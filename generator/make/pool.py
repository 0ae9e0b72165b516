"""Items of work → results as they come, in worker processes: one that dies costs a retry, never the whole run."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, local
from typing import Any, Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_WAITING: Final = 2
"""How many items wait for each worker? Enough that none is idle; more would only fill memory with results."""

_TRIES: Final = 2
"""How many workers may an item end? A first may have been killed for want of memory by somebody else's fault."""


@contextmanager
def crew(
    work: Callable[[T], R], lost: Callable[[T], R], jobs: int
) -> Iterator[Callable[[Iterable[T]], Iterator[R]]]:
    """What does the work on items in `jobs` processes, one of them for each thread of a pool.

    It gives the results in the order they are ready; `lost` makes that of an item that ended its worker twice. With one
    job, or one item, the work is done here. The workers are kept for further items, and end when the crew is left: they
    have nothing to do, or nobody waits for it any more, after Ctrl+C for example.
    """
    if jobs <= 1:
        yield partial(map, work)
        return
    hands = _Crew()
    pool = ThreadPoolExecutor(jobs, initializer=_leave_interrupts)

    def submit(item: T) -> Future[R]:
        return pool.submit(hands.do, work, lost, item)

    def run(items: Iterable[T]) -> Iterator[R]:
        waiting = iter(items)
        first = list(islice(waiting, 2))
        # A worker is not worth its start for one item.
        if len(first) < 2 and not hands.are_there:
            yield from map(work, first)
            return
        _start_tracker()
        for _, future in completed(submit, chain(first, waiting), jobs):
            yield future.result()

    try:
        yield run
    finally:
        hands.dismiss()
        pool.shutdown(cancel_futures=True)


def completed(
    submit: Callable[[T], Future[R]], items: Iterable[T], workers: int
) -> Iterator[tuple[T, Future[R]]]:
    """Items with their futures as they are done; no more of them are taken than the workers need."""
    waiting = iter(items)
    pending: dict[Future[R], T] = {}
    while True:
        for item in islice(waiting, workers * _WAITING - len(pending)):
            pending[submit(item)] = item
        if not pending:
            return
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            yield pending.pop(future), future


def _leave_interrupts() -> None:
    """Ctrl+C is for the main thread; the processes that this one starts do not hear it."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _start_tracker() -> None:
    """Start now, from the main thread, what else the first worker would start, and hear Ctrl+C from then on.

    Python 3.11 lifts the block of interrupts in the thread that starts its resource tracker.
    """
    if os.name == "posix":
        from multiprocessing.resource_tracker import ensure_running

        ensure_running()


class _Crew:
    """Worker processes, one for each thread that asks for work; a thread knows which item its worker died of."""

    def __init__(self) -> None:
        self._mine = local()
        self._workers: list[_Worker] = []
        self._dismissed = False
        self._lock = Lock()

    def do(self, work: Callable[[T], R], lost: Callable[[T], R], item: T) -> R:
        """The result of an item; what `work` raises is raised here."""
        for _ in range(_TRIES):
            try:
                return self._worker().ask(work, item)
            except _GoneError:
                self._mine.worker = None
        return lost(item)

    def _worker(self) -> _Worker:
        mine: _Worker | None = getattr(self._mine, "worker", None)
        if mine is None:
            with self._lock:
                if self._dismissed:
                    raise _GoneError
                try:
                    mine = self._mine.worker = _Worker()
                except OSError:
                    # The system gives no process, or the current folder is not there any more.
                    raise _GoneError from None
                self._workers.append(mine)
        return mine

    @property
    def are_there(self) -> bool:
        """Whether any worker has been started."""
        return bool(self._workers)

    def dismiss(self) -> None:
        """End the workers, whatever they are doing."""
        with self._lock:
            self._dismissed = True
            for worker in self._workers:
                worker.end()


class _GoneError(Exception):
    """The worker is not there any more."""


class _Worker:
    """A new process, not a copy of this one, which could take a lock of another thread along."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._link, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, work: Callable[[T], R], item: T) -> R:
        """The result of the work on an item; `_GoneError` when the process ends before it is there."""
        try:
            self._link.send((work, item))
            result, raised = self._link.recv()
        except (EOFError, OSError):
            self.end()
            raise _GoneError from None
        if raised is not None:
            raise raised
        found: R = result
        return found

    def end(self) -> None:
        """End the process; the thread that waits for it sees its end of the link closed."""
        self._process.terminate()
        self._process.join()


def _serve(link: Connection[Any, Any]) -> None:
    """What a worker does until the process that started it closes the link, or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            work, item = link.recv()
            result, raised = None, None
            try:
                result = work(item)
            except Exception as error:
                error.add_note(traceback.format_exc())
                raised = error
            link.send((result, raised))
