"""Workers make what they are given; one that dies costs a retry and at most its own item."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from generator.make.pool import crew
from tests.workspace import python

T = TypeVar("T")
R = TypeVar("R")

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def double(number: int) -> int:
    return 2 * number


def refuse(number: int) -> int:
    raise ValueError(number)


def die(number: int) -> int:
    """As if the system had killed the worker at item 3, each time."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(mark: Path, number: int) -> int:
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def note(folder: Path, number: int) -> int:
    (folder / f"{number}-{os.getpid()}").touch()
    time.sleep(0.2)
    return number


def die_of_bytes(item: bytes) -> int:
    return die(item[0])


def nothing_is_lost(number: int) -> int:
    raise AssertionError(number)


def stream(
    work: Callable[[T], R], lost: Callable[[T], R], jobs: int, items: Iterable[T]
) -> Generator[R, None, None]:
    with crew(work, lost, jobs) as run:
        yield from run(items)


def is_deaf(number: int) -> bool:
    """Whether this process was started with interrupts blocked, so that not even its imports hear them."""
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_every_item_has_its_result(jobs: int) -> None:
    assert sorted(stream(double, nothing_is_lost, jobs, range(20))) == list(range(0, 40, 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_to_do_gives_nothing(jobs: int) -> None:
    assert list(stream(double, nothing_is_lost, jobs, [])) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_in_the_work_is_raised(jobs: int) -> None:
    with pytest.raises(ValueError, match=r"(?m)^[0-3]$"):
        list(stream(refuse, nothing_is_lost, jobs, range(4)))


@POSIX
def test_a_worker_that_dies_each_time_costs_only_its_own_item() -> None:
    found = list(stream(die, lambda number: -number, 2, range(12)))
    assert sorted(found) == sorted([*range(3), -3, *range(4, 12)])


@POSIX
def test_items_larger_than_a_pipe_holds_do_not_keep_a_dead_worker_waited_for() -> None:
    items = [bytes([number]) * 1_000_000 for number in range(8)]
    found = list(stream(die_of_bytes, lambda item: -item[0], 2, items))
    assert sorted(found) == sorted([*range(3), -3, *range(4, 8)])


@POSIX
def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    work = partial(die_once, tmp_path / "died")
    assert sorted(stream(work, nothing_is_lost, 2, range(12))) == list(range(12))
    assert (tmp_path / "died").exists()


@POSIX
def test_workers_killed_from_outside_while_they_work_cost_nothing(tmp_path: Path) -> None:
    killed: set[int] = set()
    results = []
    for result in stream(partial(note, tmp_path), nothing_is_lost, 2, range(10)):
        results.append(result)
        fresh = {int(path.name.partition("-")[2]) for path in tmp_path.iterdir()} - killed
        if len(killed) < 1:
            victim = min(fresh)
            os.kill(victim, signal.SIGKILL)
            killed.add(victim)
    assert sorted(results) == list(range(10))
    assert killed


def test_items_are_taken_only_as_workers_come_free() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    results = stream(double, nothing_is_lost, 2, items())
    next(results)
    assert len(taken) <= 10
    results.close()


def test_workers_are_kept_for_what_comes_later(tmp_path: Path) -> None:
    with crew(partial(note, tmp_path), nothing_is_lost, 2) as run:
        assert sorted(run(range(4))) == list(range(4))
        assert list(run([4])) == [4]
        assert sorted(run(range(5, 9))) == list(range(5, 9))
    workers = {path.name.partition("-")[2] for path in tmp_path.iterdir()}
    assert len(workers) == 2
    assert str(os.getpid()) not in workers


def test_one_item_alone_needs_no_worker(tmp_path: Path) -> None:
    assert list(stream(partial(note, tmp_path), nothing_is_lost, 2, [7])) == [7]
    assert [path.name for path in tmp_path.iterdir()] == [f"7-{os.getpid()}"]


@POSIX
def test_who_stops_asking_ends_the_workers_at_once(tmp_path: Path) -> None:
    results = stream(partial(note, tmp_path), nothing_is_lost, 2, range(10))
    next(results)
    workers = {int(path.name.partition("-")[2]) for path in tmp_path.iterdir()}
    results.close()
    deadline = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(alive, workers))
    assert len(list(tmp_path.iterdir())) < 10


DEAF = """
from tests.make.test_pool import is_deaf, stream
print(*stream(is_deaf, None, 2, range(8)))
"""


@POSIX
def test_no_worker_hears_an_interrupt_from_its_first_moment_on(tmp_path: Path) -> None:
    # In a process of its own, which has not started any before.
    done = python(DEAF, cwd=tmp_path)
    assert (done.stdout.split(), done.stderr) == (["True"] * 8, "")


GONE = """
from pathlib import Path
from tests.make.test_pool import double, stream
Path().absolute().rmdir()
print(*stream(double, lambda number: -number, 2, range(1, 4)))
"""


@POSIX
def test_a_worker_that_cannot_even_start_is_lost(tmp_path: Path) -> None:
    """There is no current folder any more."""
    folder = tmp_path / "gone"
    folder.mkdir()
    done = python(GONE, cwd=folder)
    assert (sorted(done.stdout.split()), done.stderr) == (["-1", "-2", "-3"], "")


def alive(process: int) -> bool:
    """Whether a child still runs; one that has ended is taken off the list."""
    try:
        return os.waitpid(process, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False
