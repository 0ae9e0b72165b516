"""A Dask cluster makes the same files as this machine, from what travels to it alone."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

import click
import pytest

from generator.cli.building import executor_of
from generator.issue import Code
from generator.make import Composer, Instruction, Job, Plan, Report, build
from generator.make.cluster import pack, render_there
from tests.workspace import ROOT, copy_workspace, posada, write_workspace

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    workers = int(sys.argv[1])
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        pids = [worker.pid for worker in cluster.workers.values()]
        places = [worker.worker_address for worker in cluster.workers.values()]
        print(cluster.scheduler_address.removeprefix("tcp://"), *pids, *places, flush=True)
        sys.stdin.read()
"""
ENGLISH = ROOT / "samples/en"
GOOD = "title: Діловод\nduties: [Пише листи.]\n"


@contextmanager
def started(folder: Path, workers: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A scheduler and its workers: the process; the address, and numbers and addresses of the workers' processes."""
    script = folder / "cluster.py"
    script.write_text(CLUSTER, "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(workers)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        yield process, process.stdout.readline().split()
    finally:
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    with started(tmp_path_factory.mktemp("cluster"), 2) as (_, found):
        yield found


def begin(root: Path, address: str) -> subprocess.Popen[str]:
    """A build on the cluster that has written the first of its documents."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from generator.cli import main; main()",
            "build",
            "--executor",
            f"dask://{address}",
        ],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not list((root / "output").glob("*.pdf")):
        time.sleep(0.01)
    return process


def files(root: Path) -> dict[str, bytes]:
    output = root / "output"
    found = (path for path in output.rglob("*") if path.is_file())
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in found
        if ".posada" not in path.parts
    }


def firm(folder: Path) -> Path:
    root = copy_workspace(folder, ENGLISH)
    (root / "staff.csv").write_bytes((ENGLISH / "staff.csv").read_bytes())
    write = root / "templates"
    write.mkdir()
    (write / "theme.yaml").write_text("fonts: {size_pt: 12}\n", "utf-8")
    return root


@pytest.mark.slow
def test_a_cluster_makes_the_same_bytes(cluster: list[str], tmp_path: Path) -> None:
    here, there = firm(tmp_path / "here"), firm(tmp_path / "there")
    done = [
        posada("staff", "build", "--personal", "--jobs", "1", cwd=here),
        posada("staff", "build", "--personal", "--executor", f"dask://{cluster[0]}", cwd=there),
    ]
    assert [each.returncode for each in done] == [0, 0], done[1].stderr
    assert done[0].stdout == done[1].stdout
    assert files(here) == files(there)
    assert any(name.endswith("book.pdf") for name in files(there))


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_nothing(cluster: list[str], tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "firm")
    process = begin(root, cluster[0])
    os.kill(int(cluster[1]), signal.SIGKILL)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    assert len(out.splitlines()) == 36


@pytest.mark.slow
def test_a_cluster_that_is_lost_is_an_issue_and_what_was_made_stays(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "firm")
    with started(tmp_path, 1) as (scheduler, (address, *_)):
        process = begin(root, address)
        scheduler.kill()
        out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (1, "")
    assert err.startswith(
        f"error: the cluster cannot be used: the connection to dask://{address} was lost."
    )
    assert len(err.splitlines()) == 2
    made = len(list((root / "output").glob("*.pdf")))
    done = posada("build", "--jobs", "1", cwd=root)
    assert done.returncode == 0
    assert f"roles: 12, of which {made} unchanged" in done.stderr


@pytest.mark.slow
def test_a_scheduler_without_workers_is_an_issue(tmp_path: Path) -> None:
    root = write_workspace(tmp_path / "firm", {"a": GOOD, "b": GOOD}).root
    with started(tmp_path, 0) as (_, (address,)):
        done = posada("build", "--executor", f"dask://{address}", cwd=root)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        f"error: the cluster cannot be used: the scheduler at dask://{address} has no workers."
    )
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    "greeting",
    [b"", b"SSH-2.0-OpenSSH_9.2\r\n" * 9, b"\0" * 99],
    ids=["silence", "words", "nulls"],
)
def test_what_listens_and_is_no_scheduler_is_an_issue(tmp_path: Path, greeting: bytes) -> None:
    root = write_workspace(tmp_path, {"a": GOOD, "b": GOOD}).root
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"dask://127.0.0.1:{server.getsockname()[1]}"
        connections = []

        def answer() -> None:
            with suppress(OSError):
                while True:
                    connections.append(server.accept()[0])
                    connections[-1].sendall(greeting)

        answering = Thread(target=answer)
        answering.start()
        done = posada("build", "--executor", address, cwd=root, timeout=60)
        server.shutdown(socket.SHUT_RDWR)
        answering.join()
        for connection in connections:
            connection.close()
    assert connections
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        f"error: the cluster cannot be used: nothing answers at {address}."
    )
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.slow
def test_the_address_of_a_worker_is_none_of_a_scheduler(tmp_path: Path) -> None:
    root = write_workspace(tmp_path / "firm", {"a": GOOD, "b": GOOD}).root
    with started(tmp_path, 1) as (_, found):
        address = found[-1].replace("tcp://", "dask://")
        done = posada("build", "--executor", address, cwd=root)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        f"error: the cluster cannot be used: nothing answers at {address}."
    )


@pytest.mark.slow
def test_a_program_with_a_loop_of_its_own_can_use_a_cluster(
    cluster: list[str], tmp_path: Path
) -> None:
    """A notebook, for example."""
    write_workspace(tmp_path, {"a": GOOD, "b": GOOD})

    async def make() -> Report:
        return build(Plan(tmp_path, ("txt",)), executor=f"dask://{cluster[0]}")

    assert asyncio.run(make()).roles == ("a", "b")


def test_nothing_of_this_machine_is_in_what_travels(tmp_path: Path) -> None:
    root = firm(tmp_path / "firm")
    plan = Plan(root, ("docx",))
    composer = Composer(plan)
    job = Job("a", "roles/a.yaml", Instruction(composer.resolve("account-manager")), ("docx",))
    travels = pickle.dumps((pack(composer.workspace, plan), job))
    assert str(tmp_path).encode() not in travels
    (made,) = render_there(*pickle.loads(travels)).files
    assert made[0] == "docx"
    assert made[1].startswith(b"PK")


def test_only_files_of_the_workspace_travel(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("таємниця", "utf-8")
    settings = (
        "organisation: {name: Н, city: М, emblem: ../secret}\nsigners: {approve: {position: Д}}\n"
    )
    root = write_workspace(tmp_path / "firm", {}, settings, {"a/b.txt": "x"}).root
    (root / "templates/link.txt").symlink_to(tmp_path / "secret")
    from generator.source.workspace import load_workspace

    kit = pack(load_workspace(root), Plan(root))
    assert [name for name, _ in kit.files] == ["posada.yaml", "templates/a/b.txt"]


def test_a_worker_with_another_version_says_so(tmp_path: Path) -> None:
    root = firm(tmp_path / "firm")
    composer = Composer(Plan(root))
    job = Job("a", "roles/a.yaml", Instruction(composer.resolve("account-manager")), ("txt",))
    kit = replace(pack(composer.workspace, Plan(root)), program="other")
    assert [found.code for found in render_there(kit, job).issues] == [Code.CLUSTER]


@pytest.mark.parametrize(
    "address",
    [
        "localhost:8786",
        "dask://",
        "dask://host",
        "http://host:1",
        "dask://a b:1",
        "dask://..:1",
        "dask://a..b:1",
        "dask://[:1",
        "dask://[::1:1",
        "dask://host]:1",
        "dask://host:0",
        "dask://host:65536",
    ],
)
def test_what_is_no_address_is_a_usage_error(tmp_path: Path, address: str) -> None:
    write_workspace(tmp_path, {})
    done = posada("build", "--executor", address, cwd=tmp_path)
    assert done.returncode == 2
    assert "dask://host:port" in done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "dask://host:1",
        "dask://scheduler.example.com.:8786",
        "dask://кластер:8786",
        "dask://my_host-2:65535",
        "dask://127.0.0.1:8786",
        "dask://[::1]:8786",
    ],
)
def test_what_is_an_address_is_taken(address: str) -> None:
    context = click.Context(click.Command("build"))
    assert executor_of(context, click.Option(["--executor"]), address) == address
