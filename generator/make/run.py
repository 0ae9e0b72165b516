"""`check` and `build`: which roles, what of them has changed, who makes it, and where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.issue import Code, Issue, IssueError, Location, issue
from generator.make.composer import Composer
from generator.make.keys import RoleDigests, digest, kit_digest
from generator.make.ledger import STATE, Ledger
from generator.make.plan import FORMATS, Job, Made, Plan, Report
from generator.make.pool import stream
from generator.make.renderer import render
from generator.output import lock, sweep, write_together
from generator.source.roles import RoleFiles, unknown_role
from generator.source.workspace import Workspace

Progress = Callable[[int, int], object]
"""Called after each document with how many are done, and of how many."""


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
            composer.document(role)
        except IssueError as error:
            failed.append(role)
            issues.extend(error.issues)
    return Report(roles, tuple(failed), issues=_in_order(issues))


def build(
    plan: Plan,
    wanted: tuple[str, ...] = (),
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
    *,
    force: bool = False,
    waiting: Callable[[], object] = lambda: None,
) -> Report:
    """Build roles into `output/`, in `jobs` processes; a role with an issue writes nothing, the others go on.

    What was made from the same before and is still there as it was written is left alone, unless `force`. When
    another build works in the folder, `waiting` is called and that one is waited for.
    """
    composer = Composer(plan)
    roles, issues = select(composer.workspace, wanted)
    output = composer.workspace.output
    if not roles:
        return Report(issues=_in_order(issues))
    with lock(output / STATE / "lock", waiting):
        run = _Build(plan, composer, force, progress)
        try:
            run.make(roles, jobs)
        finally:
            run.close(None if wanted or issues else roles)
            sweep(output)
    return run.report(roles, issues)


class _Build:
    """One run: what it finds unchanged, makes, and fails to make."""

    def __init__(self, plan: Plan, composer: Composer, force: bool, progress: Progress) -> None:
        self._plan = plan
        self._composer = composer
        self._force = force
        self._progress = progress
        self._output = composer.workspace.output
        self._ledger = Ledger(self._output)
        self._digests = RoleDigests(composer.workspace, self._ledger.known_roles())
        self._kit = kit_digest(plan, composer)
        self._keys: dict[str, str] = {}
        self._total = 0
        self._unchanged: list[str] = []
        self._made: list[Made] = []
        self._written: list[Path] = []
        self._removed: list[Path] = []

    def make(self, roles: tuple[str, ...], jobs: int) -> None:
        """Make the documents that are not as they should be."""
        self._total = len(roles)
        stale = [role for role in roles if not self._is_unchanged(role)]
        if self._unchanged:
            self._tell()
        work = partial(render, self._plan)
        for made in stream(work, self._jobs(stale), min(jobs, len(stale)), _lost):
            self._take(made)

    def _is_unchanged(self, role: str) -> bool:
        """Whether the role need not even be read: neither its files nor those made from it have changed."""
        known = "" if self._force else self._digests.get(role)
        if not known or self._outdated(role, known):
            return False
        self._unchanged.append(role)
        return True

    def _jobs(self, roles: list[str]) -> Iterator[Job]:
        """Jobs for the roles that can be read; the others have failed."""
        for role in roles:
            try:
                resolved = self._composer.resolve(role)
            except IssueError as error:
                self._take(Made(role, issues=error.issues))
                continue
            formats = self._outdated(role, self._digests.put(resolved))
            if formats:
                yield Job(resolved, formats)
            else:
                self._unchanged.append(role)
                self._tell()

    def _outdated(self, role: str, found: str) -> tuple[str, ...]:
        """The formats that are missing, were made from something else, or were changed since."""
        key = self._keys[role] = digest(self._kit, found)
        return tuple(
            form
            for form in self._plan.formats
            if self._force or not self._ledger.is_current(f"{role}.{form}", key)
        )

    def _take(self, made: Made) -> None:
        """Write the files of a document, all of them or none."""
        contents = {f"{made.role}.{form}": content for form, content in made.files}
        try:
            write_together({self._output / name: content for name, content in contents.items()})
            self._written += [self._output / name for name in contents]
            self._ledger.record((n, self._keys[made.role], c) for n, c in contents.items())
        except IssueError as error:
            made = replace(made, issues=error.issues)
        self._made.append(replace(made, files=()))
        self._tell()

    def _tell(self) -> None:
        self._progress(len(self._unchanged) + len(self._made), self._total)

    def close(self, kept: tuple[str, ...] | None) -> None:
        """Remember all this; remove what was made of roles that are not there any more, unless `kept` is `None`."""
        if kept is not None:
            for path in self._ledger.abandoned(
                f"{role}.{form}" for role in kept for form in FORMATS
            ):
                path.unlink(missing_ok=True)
                self._removed.append(path)
        self._ledger.close(self._digests.as_data())

    def report(self, roles: tuple[str, ...], issues: list[Issue]) -> Report:
        """What came of it, in the order of the roles."""
        order = {role: index for index, role in enumerate(roles)}
        issues += [i for made in self._made for i in (*made.issues, *made.missing)]
        return Report(
            roles,
            tuple(sorted((m.role for m in self._made if m.issues), key=order.__getitem__)),
            tuple(sorted(self._unchanged, key=order.__getitem__)),
            tuple(sorted(self._written, key=lambda path: order[path.stem])),
            tuple(self._removed),
            _in_order(issues),
        )


def _lost(job: Job) -> Made:
    place = Location(f"roles/{job.role.id}.yaml")
    return Made(job.role.id, issues=(issue(Code.WORKER_LOST, place),))


def _in_order(issues: list[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(dict.fromkeys(issues), key=Issue.sort_key))
