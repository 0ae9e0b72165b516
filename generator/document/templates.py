"""Templates of a workspace → rendered markup; a template can read nothing but other templates.

Search order for every name: workspace `templates/<language>/`, workspace `templates/`, then the same two of the
built-in templates. So a user shadows one file and keeps the rest.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2.exceptions import SecurityError

from generator.document.sandbox import Budget, ExhaustedError, Sandbox
from generator.document.text import lower_first, upper_first
from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.source.files import is_there, read_bytes, read_text, resolve_inside
from generator.source.tree import SourceFile, check_characters
from generator.source.workspace import Workspace, builtin_root

MAX_MARKUP_CHARACTERS: Final = 20_000_000
MAX_MARKS: Final = 400_000
"""How long may a document be, and how many marks may begin in it? Four times the largest role we accept."""


class Templates:
    """The templates one workspace sees in one language."""

    def __init__(self, workspace: Workspace) -> None:
        language = workspace.settings.language
        own, builtin = workspace.root, builtin_root()
        # All files of the folder are read; one elsewhere might hold any number.
        resolve_inside(own, workspace.templates, Location(workspace.templates.name))
        self._folders = tuple(
            (root, root / "templates" / inner)
            for root in (own, builtin)
            for inner in (language, "")
        )
        self._environment = Sandbox(
            loader=jinja2.FunctionLoader(self._load),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update(inside=lower_first, capital=upper_first)
        self._sources: dict[str, SourceFile] = {}

    def find(self, name: str) -> tuple[Path, Path] | None:
        """The first file of that name and the root it belongs to, or `None`."""
        return next(
            ((root, folder / name) for root, folder in self._folders if is_there(folder / name)),
            None,
        )

    def all(self, name: str) -> tuple[SourceFile, ...]:
        """The texts of every file of that name, the built-in one first, for data that is laid on each other."""
        found: dict[Path, SourceFile] = {}
        for root, folder in reversed(self._folders):
            if is_there(folder / name):
                found[folder / name] = read_text(root, folder / name)
        return tuple(found.values())

    def contents(self) -> dict[str, bytes]:
        """Every file a document could be made with, by the number of its folder and its path there."""
        found: dict[str, bytes] = {}
        for index, (root, folder) in enumerate(self._folders):
            for path in sorted(folder.rglob("*")):
                # What cannot be read is an issue once a document needs it.
                with suppress(IssueError):
                    if path.is_file():
                        name = path.relative_to(folder).as_posix()
                        found[f"{index}/{name}"] = read_bytes(root, path)
        return found

    def read(self, name: str) -> SourceFile:
        """The text of the first file of that name; `IssueError` when there is none."""
        found = self.find(name)
        if found is None:
            raise IssueError(issue(Code.TEMPLATE_MISSING, Location(f"templates/{name}"), name=name))
        return _text(*found)

    def _load(self, name: str) -> tuple[str, str, None] | None:
        if ".." in Path(name).parts or Path(name).is_absolute():
            return None
        found = self.find(name)
        if found is None:
            return None
        source = _text(*found)
        self._sources[str(found[1])] = source
        return source.text, str(found[1]), None

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """The markup that a template writes; whatever stops it is an `IssueError` at its line."""
        self._environment.budget = Budget()
        try:
            markup = self._environment.get_template(name).render(context)
            if len(markup) > MAX_MARKUP_CHARACTERS or markup.count("<") > MAX_MARKS:
                raise ExhaustedError
            return markup
        except IssueError:
            raise
        except Exception as error:  # a template may fail in any way Python can
            raise IssueError(self._failure(name, error)) from None

    def mention(self, text: str, name: str) -> Location:
        """Where the templates that were read say a text; failing that, the template `name`, which asked for them."""
        for source in self._sources.values():
            before, found, _ = source.text.partition(text)
            if found:
                column = len(before) - (before.rfind("\n") + 1) + 1
                return source.location(before.count("\n") + 1, column)
        return Location(f"templates/{name}")

    def _failure(self, name: str, error: Exception) -> Issue:
        if isinstance(error, jinja2.TemplateSyntaxError):
            place = self._place(error.filename, name, error.lineno)
            return issue(Code.TEMPLATE_SYNTAX, place, reason=error.message or "")
        frames = traceback.extract_tb(error.__traceback__)
        frame = next((f for f in reversed(frames) if f.filename in self._sources), None)
        place = self._place(frame and frame.filename, name, frame and frame.lineno)
        if isinstance(error, jinja2.TemplateNotFound):
            return issue(Code.TEMPLATE_MISSING, place, name=_shortened(str(error.name)))
        if isinstance(error, jinja2.UndefinedError):
            reason = Phrase("template.undefined")
            return issue(Code.TEMPLATE_FAILED, place, reason=reason, name=_shortened(str(error)))
        return issue(Code.TEMPLATE_FAILED, place, reason=_reason(error))

    def _place(self, filename: str | None, name: str, line: int | None) -> Location:
        source = self._sources.get(filename or "")
        if source is None:
            return Location(f"templates/{name}")
        return source.location(line or 0, 0)


def _text(root: Path, path: Path) -> SourceFile:
    source = read_text(root, path)
    check_characters(source)
    return source


def _reason(error: Exception) -> str:
    if isinstance(error, SecurityError):
        return Phrase("template.forbidden")
    if isinstance(error, ExhaustedError):
        return Phrase("template.exhausted")
    if isinstance(error, RecursionError):
        return Phrase("template.endless")
    first = next(iter(str(error).splitlines()), "")
    return _shortened(first or type(error).__name__)


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
