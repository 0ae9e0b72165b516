"""Workspace and roles → files in `output/`: the one place that knows the order of the stages.

Every role goes through resolve → compose → render on its own, so the work can be handed to any
`concurrent.futures.Executor`; files are written by the caller's process, whole or not at all.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Final

from generator.document.compose import compose
from generator.document.emblem import load_emblem
from generator.document.templates import Templates
from generator.document.tree import Document
from generator.issue import Code, Issue, IssueError, issue
from generator.model import Theme
from generator.model.resolved import ResolvedRole
from generator.output import sweep, write_together
from generator.source import tree
from generator.source.files import read_bytes
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles, unknown_role
from generator.source.validate import validate
from generator.source.workspace import Workspace, load_workspace

FORMATS: Final = ("docx", "pdf", "html", "txt")
DEFAULT_FORMATS: Final = ("docx", "pdf", "html")

_MACHINE: Final = (Code.PANGO_MISSING, Code.FONT_MISSING)
"""What keeps a machine from making a format; the other formats are made all the same."""

Writer = Callable[[Document, str], bytes]
"""A document and the name of its file → the content of the file."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build, all that a worker needs to know; `day` is the date of the documents."""

    root: Path
    formats: tuple[str, ...] = DEFAULT_FORMATS
    day: date | None = None
    draft: bool = True


@dataclass(frozen=True, slots=True)
class Rendered:
    """One role: its files by format, or the issues that stopped it.

    `missing` says which formats this machine cannot make at all, which is nobody's fault in the role.
    """

    role: str
    files: tuple[tuple[str, bytes], ...] = ()
    issues: tuple[Issue, ...] = ()
    missing: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a check or a build found: `roles` looked at, `failed` ones, `written` files, issues in order."""

    roles: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    issues: tuple[Issue, ...] = field(default=())


class Composer:
    """Composes the documents of one workspace: settings, theme and templates are read once."""

    def __init__(self, plan: Plan) -> None:
        self.workspace = load_workspace(plan.root)
        self.templates = Templates(self.workspace)
        self.theme = load_theme(self.templates)
        self._files = RoleFiles(self.workspace)
        self._plan = plan
        self._emblem = load_emblem(self.workspace, self.theme.emblem_height_mm)

    def check_parts(self) -> list[Issue]:
        """What is wrong in the shared parts, also in those that no role uses yet."""
        found: list[Issue] = []
        for name in self._files.shared_names():
            try:
                self._files.part(name)
            except IssueError as error:
                found += error.issues
        return found

    def resolve(self, role_id: str) -> ResolvedRole:
        """A role with all it inherits; `IssueError` with all that is wrong in its files."""
        return resolve(self._files, role_id)

    def compose(self, role: ResolvedRole) -> Document:
        """The document of a resolved role; `IssueError` with its undefined variables and references."""
        return compose(
            role,
            self.workspace.settings,
            self.templates,
            self.theme,
            day=self._plan.day,
            draft=self._plan.draft,
            emblem=self._emblem,
        )

    def document(self, role_id: str) -> Document:
        """Both steps."""
        return self.compose(self.resolve(role_id))


class Renderer:
    """Writes composed documents in the plan's formats; every writer is set up once."""

    def __init__(self, plan: Plan) -> None:
        self._composer = Composer(plan)
        self._missing: list[Issue] = []
        self._writers: dict[str, Writer] = {}
        for form in plan.formats:
            try:
                self._writers[form] = _WRITERS[form](self._composer)
            except IssueError as error:
                if any(found.code not in _MACHINE for found in error.issues):
                    raise
                self._missing += error.issues

    def render(self, role_id: str) -> Rendered:
        """All files of a role; the issues instead when anything is wrong."""
        missing = tuple(self._missing)
        try:
            document = self._composer.document(role_id)
            files = tuple(
                (form, write(document, f"{role_id}.{form}"))
                for form, write in self._writers.items()
            )
        except IssueError as error:
            return Rendered(role_id, (), error.issues, missing)
        return Rendered(role_id, files, (), missing)


def load_theme(templates: Templates) -> Theme:
    """The built-in theme with what the workspace's own `theme.yaml` changes in it."""
    built_in, *own = (tree.parse(source) for source in templates.all("theme.yaml"))
    node = built_in
    for over in own:
        node = tree.merge(node, over)
    return validate(node, Theme)


def _stylesheet(composer: Composer, document: Document) -> str:
    from generator.render import css

    structure = composer.templates.read("document.css").text
    return css.stylesheet(composer.theme, structure, document.mark)


def _html_writer(composer: Composer) -> Writer:
    from generator.render import html

    def write(document: Document, _: str) -> bytes:
        screen = composer.templates.read("screen.css").text
        sheet = f"{_stylesheet(composer, document)}\n{screen}"
        return html.page(document, composer.theme, sheet).encode()

    return write


def _text_writer(composer: Composer) -> Writer:
    from generator.render import text

    return lambda document, _: text.text(document).encode()


def _pdf_writer(composer: Composer) -> Writer:
    from generator.render.fonts import check_fonts
    from generator.render.pdf import PdfWriter

    check_fonts(composer.theme)
    writers: dict[str, PdfWriter] = {}

    def write(document: Document, name: str) -> bytes:
        if document.mark not in writers:
            structure = composer.templates.read("document.css")
            writers[document.mark] = PdfWriter(composer.theme, structure, document.mark)
        return writers[document.mark].write(document, name)

    return write


def _docx_writer(composer: Composer) -> Writer:
    from generator.render import docx

    found = composer.templates.find("reference.docx")
    reference = read_bytes(*found) if found else None
    base = docx.prepare(composer.theme, composer.workspace.settings.language, reference)
    return lambda document, _: docx.write(document, base)


_WRITERS: Final[dict[str, Callable[[Composer], Writer]]] = {
    "docx": _docx_writer,
    "pdf": _pdf_writer,
    "html": _html_writer,
    "txt": _text_writer,
}


@lru_cache(maxsize=1)
def _renderer(plan: Plan) -> Renderer:
    renderer = Renderer(plan)
    # The dictionaries and fonts that are loaded now stay: the collector need not walk through them again.
    gc.freeze()
    return renderer


def render_role(plan: Plan, role_id: str) -> Rendered:
    """Render one role; a worker process keeps its renderer, warm, for the next one of the same plan."""
    renderer = _renderer(plan)
    # Layout makes many objects, most of which die by counting. Looking for the rest once, at the end, takes a sixth
    # less time than looking all along, and memory stays flat.
    gc.disable()
    try:
        return renderer.render(role_id)
    finally:
        gc.enable()
        gc.collect()


def forget() -> None:
    """Drop what this process keeps warm, so that changed templates and settings are read anew."""
    _renderer.cache_clear()


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
    return Report(roles, tuple(failed), (), _in_order(issues))


def build(
    plan: Plan,
    wanted: tuple[str, ...] = (),
    jobs: int = 1,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Report:
    """Build roles into `output/`, in `jobs` processes; a role with an issue writes nothing, the others go on."""
    workspace = load_workspace(plan.root)
    roles, issues = select(workspace, wanted)
    failed: list[str] = []
    written: list[Path] = []
    for done, result in enumerate(_results(plan, roles, jobs), start=1):
        try:
            written += _write(workspace.output, result)
        except IssueError as error:
            result = replace(result, issues=error.issues)
        if result.issues:
            failed.append(result.role)
        issues += result.issues + result.missing
        progress(done, len(roles))
    sweep(workspace.output)
    return Report(roles, tuple(failed), tuple(written), _in_order(issues))


def _results(plan: Plan, roles: tuple[str, ...], jobs: int) -> Iterator[Rendered]:
    render = partial(render_role, plan)
    jobs = min(jobs, len(roles))
    if jobs <= 1:
        yield from map(render, roles)
        return
    # A new process, not a copy of this one: a copy could take a lock of the progress bar's thread along.
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_follow_parent) as pool:
        try:
            yield from pool.map(render, roles)
        except BrokenProcessPool:
            raise IssueError(issue(Code.WORKER_LOST)) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _follow_parent() -> None:
    """A worker leaves Ctrl+C to the process that started it, and ends when that one is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _write(folder: Path, result: Rendered) -> list[Path]:
    """Write the files of a role, all of them or none."""
    contents = {folder / f"{result.role}.{form}": content for form, content in result.files}
    write_together(contents)
    return list(contents)


def _in_order(issues: list[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(dict.fromkeys(issues), key=Issue.sort_key))
