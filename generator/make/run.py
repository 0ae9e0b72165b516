"""`check` and `build`: which roles, what of them has changed, who makes it, and where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.document.unfinished import unfinished
from generator.issue import Issue, IssueError, Severity
from generator.make.composer import Composer
from generator.make.engine import Engine, Progress, Target, engine, in_order, workers
from generator.make.plan import Instruction, Plan, Report
from generator.source.roles import RoleFiles, unknown_role
from generator.source.workspace import Workspace


def select(workspace: Workspace, wanted: tuple[str, ...]) -> tuple[tuple[str, ...], list[Issue]]:
    """The roles to work on, all when none is named, and issues for names without a file."""
    files = RoleFiles(workspace)
    if not wanted:
        return files.ids, files.check_names()
    known = tuple(dict.fromkeys(role for role in wanted if role in files.ids))
    return known, [unknown_role(role, files.ids, None) for role in wanted if role not in files.ids]


def check(root: Path, wanted: tuple[str, ...] = ()) -> Report:
    """Read and compose roles without writing anything; every issue of every file at once."""
    composer = Composer(Plan(root))
    roles, issues = select(composer.workspace, wanted)
    failed: list[str] = []
    if not wanted:
        issues += composer.check_parts()
    for role in roles:
        try:
            resolved = composer.resolve(role)
            composer.compose(resolved)
        except IssueError as error:
            failed.append(role)
            issues.extend(error.issues)
        else:
            # A final copy cannot have such places; a draft may.
            issues += (replace(i, severity=Severity.WARNING) for i in unfinished(resolved))
    return Report(roles, tuple(failed), issues=in_order(issues))


def build(
    plan: Plan,
    wanted: tuple[str, ...] = (),
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
    *,
    force: bool = False,
    executor: str = "",
    waiting: Callable[[], object] = lambda: None,
) -> Report:
    """Build roles into `output/`, in `jobs` processes or on the cluster `executor` (`dask://host:port`).

    A role with an issue writes nothing, the others go on.

    What was made from the same before and is still there as it was written is left alone, unless `force`. When
    another build works in the folder, `waiting` is called and that one is waited for.
    """
    composer = Composer(plan)
    roles, issues = select(composer.workspace, wanted)
    if not roles:
        return Report(issues=in_order(issues))
    with engine(plan, composer, force, progress, waiting, len(roles)) as run:
        with workers(plan, composer, jobs, executor) as crew:
            run.make(_targets(run, composer, roles, plan.formats), crew)
        if not wanted and not issues:
            run.remove(lambda name: "/" not in name)
    return Report(
        roles,
        run.failed(),
        run.in_order(run.unchanged),
        run.files_in_order(),
        tuple(run.removed),
        in_order((*issues, *run.issues())),
    )


def _targets(
    run: Engine, composer: Composer, roles: tuple[str, ...], formats: tuple[str, ...]
) -> Iterator[Target]:
    """The documents of the roles that can be read; a role whose files have not changed need not even be parsed."""
    for role in roles:
        try:
            known = run.digests.get(role) or run.digests.put(composer.resolve(role))
        except IssueError as error:
            run.fail(role, error.issues)
            continue
        load = partial(_instruction, composer, role)
        yield Target(role, f"roles/{role}.yaml", formats, known, load)


def _instruction(composer: Composer, role: str) -> Instruction:
    return Instruction(composer.resolve(role))
