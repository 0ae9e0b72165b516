"""Small real workspaces: a folder with settings, roles and templates, in one line of a test."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.issue import IssueError
from generator.make.plan import FORMATS, Instruction, Job, Made
from generator.make.renderer import Renderer
from generator.model.resolved import ResolvedRole
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from generator.source.workspace import Workspace, load_workspace

ROOT = Path(__file__).parents[1]

SETTINGS = """\
organisation: {name: Товариство «Зразок», short_name: ТОВ «Зразок», city: Львів}
lint: {profile: none}
signers:
  approve: {position: Директор, name: Олена Коваль}
"""
"""A workspace whose texts nobody judges: what a test is about stands alone."""


def write_workspace(
    root: Path,
    roles: Mapping[str, str],
    settings: str = SETTINGS,
    templates: Mapping[str, str] | None = None,
) -> Workspace:
    """A workspace in `root`; `roles` and `templates` are texts by name, roles without `.yaml`."""
    files = {"posada.yaml": settings}
    files |= {f"roles/{name}.yaml": text for name, text in roles.items()}
    files |= {f"templates/{name}": text for name, text in (templates or {}).items()}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_workspace(root)


def resolved(root: Path, role: str, roles: Mapping[str, str]) -> ResolvedRole:
    """One role of a workspace made of `roles`, with all it inherits."""
    return resolve(RoleFiles(write_workspace(root, roles)), role)


def rendered(renderer: Renderer, role: str) -> Made:
    """All files of one role, or the issues that stopped it."""
    try:
        subject = Instruction(renderer.composer.resolve(role))
    except IssueError as error:
        return Made(role, issues=error.issues)
    return renderer.render(Job(role, f"roles/{role}.yaml", subject, FORMATS))


def copy_workspace(target: Path, source: Path = ROOT) -> Path:
    """The settings and roles of a shipped workspace, copied to `target`."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / "posada.yaml", target / "posada.yaml")
    shutil.copytree(source / "roles", target / "roles")
    return target


def heed_interrupts() -> None:
    """For `preexec_fn`: what is started in the background, as a whole test run may be, ignores Ctrl+C otherwise."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def posada(
    *arguments: str, cwd: Path, timeout: float = 120, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, in English unless `environment` says otherwise."""
    code = "from generator.cli import main; main()"
    return python(code, *arguments, cwd=cwd, timeout=timeout, **environment)


def posada_within(limit: int, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process that the system lets write no file larger than `limit` bytes."""
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from generator.cli import main; main()"
    )
    return python(code, *arguments, cwd=cwd, PYTHONDONTWRITEBYTECODE="1")


def python(
    code: str, *arguments: str, cwd: Path, timeout: float = 120, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A program that uses the package, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
    )
