"""A Dask cluster makes the same files as this machine, from what travels to it alone."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.issue import Code
from generator.make import Composer, Instruction, Job, Plan
from generator.make.cluster import pack, render_there
from tests.workspace import ROOT, copy_workspace, posada, write_workspace

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        pids = [worker.pid for worker in cluster.workers.values()]
        print(cluster.scheduler_address.removeprefix("tcp://"), *pids, flush=True)
        sys.stdin.read()
"""
ENGLISH = ROOT / "samples/en"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """A scheduler and two workers in a folder of their own: address, and the processes of the workers."""
    folder = tmp_path_factory.mktemp("cluster")
    script = folder / "cluster.py"
    script.write_text(CLUSTER, "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)],
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
        yield process.stdout.readline().split()
    finally:
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


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
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from generator.cli import main; main()",
            "build",
            "--executor",
            f"dask://{cluster[0]}",
        ],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not list((root / "output").glob("*.pdf")):
        pass
    os.kill(int(cluster[1]), signal.SIGKILL)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    assert len(out.splitlines()) == 36


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
    "address", ["localhost:8786", "dask://", "dask://host", "http://host:1", "dask://a b:1"]
)
def test_what_is_no_address_is_a_usage_error(tmp_path: Path, address: str) -> None:
    write_workspace(tmp_path, {})
    done = posada("build", "--executor", address, cwd=tmp_path)
    assert done.returncode == 2
    assert "dask://host:port" in done.stderr
