"""Targets → files: makes those that are not as they should be, writes them, and remembers what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.issue import Code, Issue, IssueError, Location, issue
from generator.make.cluster import on_cluster
from generator.make.composer import Composer
from generator.make.keys import RoleDigests, digest, kit_digest
from generator.make.ledger import Ledger, claim
from generator.make.plan import FORMATS, Job, Made, Plan, Subject
from generator.make.pool import crew
from generator.make.renderer import render
from generator.output import lock, sweep, unwritable

Progress = Callable[[int, int], object]
"""Called after each document with how many are done, and of how many."""

Workers = Callable[[Iterable[Job]], Iterator[Made]]
"""What makes jobs, in whatever order they are done."""

_ENDINGS = (*FORMATS, "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Target:
    """Files that should be there: `digest` is of all they say, `load` gets it once they must be made.

    `name` is their path within the output without the ending, `source` the file that an issue points to. What people
    fill in, a journal, is left as they changed it for as long as it would be made from the same.
    """

    name: str
    source: str
    formats: tuple[str, ...]
    digest: str
    load: Callable[[], Subject]
    filled_in: bool = False


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a run made: `documents`, `failed` and `unchanged` are paths within the output, without an ending."""

    documents: tuple[str, ...]
    failed: tuple[str, ...]
    unchanged: tuple[str, ...]
    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    issues: tuple[Issue, ...]


class Engine:
    """One run: what it finds unchanged, makes, and fails to make; `total` is how many documents there are."""

    def __init__(
        self, plan: Plan, composer: Composer, force: bool, progress: Progress, total: int = 0
    ) -> None:
        self._plan = plan
        self._force = force
        self._progress = progress
        self._root = composer.workspace.root
        self._output = composer.workspace.output
        self._ledger = Ledger(self._root, self._output)
        self._kit = kit_digest(plan, composer)
        self._keys: dict[str, str] = {}
        self._made: list[Made] = []
        self._told = 0
        self.total = total
        self.digests = RoleDigests(composer.workspace, self._ledger.known_roles(), force)
        self.order: list[str] = []
        self.unchanged: list[str] = []
        self.written: list[Path] = []
        self.removed: list[Path] = []
        self._late: list[Issue] = []

    def make(self, targets: Iterable[Target], workers: Workers) -> None:
        """Make what is missing, was made from something else, or was changed since."""
        for made in workers(self._jobs(targets)):
            self._take(made)
        self._tell()

    def fail(self, name: str, issues: tuple[Issue, ...]) -> None:
        """A document that cannot even be begun."""
        self.order.append(name)
        self._take(Made(name, issues=issues))

    def content_of(self, name: str) -> str:
        """The digest of a file that is there as it was written, or ""."""
        return self._ledger.content_of(name)

    def _jobs(self, targets: Iterable[Target]) -> Iterator[Job]:
        for target in targets:
            self.order.append(target.name)
            formats = self._outdated(target)
            if not formats:
                self.unchanged.append(target.name)
                continue
            try:
                yield Job(target.name, target.source, target.load(), formats)
            except IssueError as error:
                self._take(Made(target.name, issues=error.issues))

    def _outdated(self, target: Target) -> tuple[str, ...]:
        key = self._keys[target.name] = digest(self._kit, target.digest)
        return tuple(
            form
            for form in target.formats
            if self._force or not self._is_current(f"{target.name}.{form}", key, target.filled_in)
        )

    def _is_current(self, name: str, key: str, filled_in: bool) -> bool:
        ledger = self._ledger
        filled = filled_in and ledger.is_made_from(name, key) and ledger.is_edited(name)
        return filled or ledger.is_current(name, key)

    def _take(self, made: Made) -> None:
        """Write the files of a document, all of them or none."""
        contents = {f"{made.name}.{form}": content for form, content in made.files}
        paths = {self._output / name: content for name, content in contents.items()}
        try:
            kept = self._ledger.write(contents, self._keys[made.name]) if contents else ()
            made = replace(made, kept=kept)
            self.written += paths
        except IssueError as error:
            made = replace(made, issues=error.issues)
        self._made.append(replace(made, files=()))
        self._tell()

    def _tell(self) -> None:
        done = len(self.unchanged) + len(self._made)
        if done > self._told:
            self._told = done
            self._progress(done, self.total)

    def remove(self, is_ours: Callable[[str], bool]) -> None:
        """Remove files that a former run wrote and that are not wanted any more, but none that somebody changed."""
        wanted = {f"{name}.{ending}" for name in self.order for ending in _ENDINGS}
        for path in self._ledger.abandoned(lambda name: is_ours(name) and name not in wanted):
            try:
                self._ledger.check_inside(path.parent)
                path.unlink(missing_ok=True)
                self.removed.append(path)
            except OSError as error:
                self._late += unwritable(path, error, self._root).issues
            except IssueError as error:
                self._late += error.issues

    def close(self) -> None:
        """Remember all this for the next run; what hinders that is told with what hindered the rest."""
        try:
            self._ledger.close(self.digests.as_data())
        except IssueError as error:
            self._late += error.issues
        for folder in {self._output, *(path.parent for path in self._ledger.paths())}:
            with suppress(IssueError):
                self._ledger.check_inside(folder)
                sweep(folder)

    def failed(self) -> tuple[str, ...]:
        """The documents that could not be made, in order."""
        return self.in_order(made.name for made in self._made if made.issues)

    def issues(self) -> tuple[Issue, ...]:
        """What stopped them, what this machine cannot make, and what was put aside."""
        made = (i for made in self._made for i in (*made.issues, *made.missing, *made.kept))
        return (*made, *self._late)

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of documents in the order they were asked for."""
        order = {name: index for index, name in enumerate(self.order)}
        return tuple(sorted(names, key=order.__getitem__))

    def files_in_order(self) -> tuple[Path, ...]:
        """The files written, in the order of the documents."""
        order = {name: index for index, name in enumerate(self.order)}

        def place(path: Path) -> int:
            return order[path.relative_to(self._output).with_suffix("").as_posix()]

        return tuple(sorted(self.written, key=place))

    def report(self, issues: Iterable[Issue]) -> BuildReport:
        """What came of the run, with `issues` that were found outside it."""
        return BuildReport(
            tuple(self.order),
            self.failed(),
            self.in_order(self.unchanged),
            self.files_in_order(),
            tuple(self.removed),
            in_order((*issues, *self.issues())),
        )


@contextmanager
def engine(
    plan: Plan,
    composer: Composer,
    force: bool,
    progress: Progress,
    waiting: Callable[[], object],
    total: int = 0,
) -> Iterator[Engine]:
    """An engine that has the output folder for itself, and remembers in the end what it did."""
    workspace = composer.workspace
    with lock(claim(workspace.root, workspace.output), waiting):
        found = Engine(plan, composer, force, progress, total)
        try:
            yield found
        finally:
            found.close()


@contextmanager
def workers(plan: Plan, composer: Composer, jobs: int, executor: str) -> Iterator[Workers]:
    """`jobs` processes of this machine, or the cluster at the address `executor`."""
    if executor:
        with on_cluster(executor, composer, plan, _lost) as cluster:
            yield cluster
    else:
        with crew(partial(render, plan), _lost, jobs) as here:
            yield here


def _lost(job: Job) -> Made:
    """A document whose worker has ended twice."""
    return Made(job.name, issues=(issue(Code.WORKER_LOST, Location(job.source)),))


def in_order(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Each issue once, in the order of files and lines."""
    return tuple(sorted(dict.fromkeys(issues), key=Issue.sort_key))
