"""Contenders → seconds, measured in turns, and commands → seconds and the peak memory of their processes."""

from __future__ import annotations

import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from corpus import Corpus, Source

Prepare = Callable[[Corpus], Callable[[Source], bytes]]
Rounds = list[float]
"""Seconds, one figure per round."""

_SAMPLE_SECONDS: Final = 0.2


class Worker:
    """A process of its own for one contender, so that none works among the objects and settings of another."""

    def __init__(self, prepare: Prepare, corpus: Corpus) -> None:
        context = get_context("spawn")
        self._pool = ProcessPoolExecutor(1, context, _start, (prepare, corpus))

    def write(self, index: int) -> tuple[float, bytes]:
        """Seconds it took to write document `index` of the corpus, and its bytes."""
        return self._pool.submit(_write, index).result()

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown()


_ready: list[tuple[Callable[[Source], bytes], Corpus]] = []


def _start(prepare: Prepare, corpus: Corpus) -> None:
    _ready.append((prepare(corpus), corpus))


def _write(index: int) -> tuple[float, bytes]:
    write, corpus = _ready[0]
    source = corpus.sources[index]
    start = time.perf_counter()
    content = write(source)
    return time.perf_counter() - start, content


def in_turns(workers: Mapping[str, Worker], documents: int, rounds: int) -> dict[str, Rounds]:
    """Seconds per round of all documents; the contenders take turns at every single document."""
    taken: dict[str, Rounds] = {name: [] for name in workers}
    for _ in range(rounds):
        for name in workers:
            taken[name].append(0.0)
        for index in range(documents):
            for name, worker in workers.items():
                taken[name][-1] += worker.write(index)[0]
    return taken


@dataclass(frozen=True, slots=True)
class Run:
    """A finished command, its child processes included.

    Wall-clock seconds, seconds of processor time, the peak resident memory of each process in MB, and the lines it
    wrote to stdout.
    """

    seconds: float
    cpu_seconds: float
    peaks_mb: tuple[float, ...]
    lines: tuple[str, ...]


def run(arguments: Sequence[str], folder: Path) -> Run:
    """Run a command in `folder` to its end; `CalledProcessError` when it fails."""
    peaks: dict[int, float] = {}
    used, start = _cpu_seconds(), time.perf_counter()
    with (
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as told,
        subprocess.Popen(arguments, cwd=folder, stdout=said, stderr=told) as process,
    ):
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, over))
        watcher.start()
        status = process.wait()
        seconds = time.perf_counter() - start
        over.set()
        watcher.join()
        said.seek(0)
        told.seek(0)
        lines = tuple(said.read().decode().splitlines())
        if status:
            raise subprocess.CalledProcessError(status, arguments, stderr=told.read())
    memory = tuple(sorted(peaks.values(), reverse=True))
    return Run(seconds, _cpu_seconds() - used, memory, lines)


def _cpu_seconds() -> float:
    """Processor time of all finished child processes of this one, and of theirs."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def seconds_of(arguments: Sequence[str], folder: Path) -> float:
    """Wall-clock seconds of a short command, whose memory is not looked at."""
    start = time.perf_counter()
    subprocess.run(arguments, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def _watch(root: int, peaks: dict[int, float], over: threading.Event) -> None:
    """Note the high-water mark of every process of a tree; where there is no /proc, of none."""
    while not over.wait(_SAMPLE_SECONDS):
        found = dict(_processes())
        tree = {root}
        # A parent is mostly older than its child, but numbers may wrap around: go on until nothing is added.
        while more := {pid for pid, (parent, _) in found.items() if parent in tree} - tree:
            tree |= more
        for pid in tree & found.keys():
            peaks[pid] = max(peaks.get(pid, 0.0), found[pid][1])


def _processes() -> Iterator[tuple[int, tuple[int, float]]]:
    """Every process of the machine: its number, its parent's, and its peak in MB."""
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = path.read_text().splitlines()
        except OSError:  # it has ended
            continue
        values = dict(line.split(":", 1) for line in lines)
        peak_kb = int(values.get("VmHWM", "0").split()[0])
        yield int(values["Pid"]), (int(values["PPid"]), peak_kb * 1024 / 1e6)
