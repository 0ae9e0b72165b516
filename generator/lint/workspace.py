"""A workspace → the texts of no role: who signs, and the words of its own templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from generator.issue import IssueError
from generator.lint.passages import Passage
from generator.source import tree
from generator.source.files import read_text
from generator.source.tree import SourceFile
from generator.source.validate import nearest
from generator.source.workspace import SETTINGS_NAME, Workspace

_CODE: Final = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>", re.DOTALL)
_WORDS: Final = re.compile(r"[^\s\x00](?:[^\x00\n]*[^\s\x00])?")


def workspace_texts(workspace: Workspace) -> Iterator[Passage]:
    """The names of those who sign, and what the templates of the workspace say."""
    yield from _signers(workspace)
    folder = workspace.templates
    for path in sorted(folder.rglob("*.j2")) if folder.is_dir() else ():
        # What cannot be read is told where the template is used.
        with suppress(IssueError):
            yield from _words(read_text(workspace.root, path))


def _signers(workspace: Workspace) -> Iterator[Passage]:
    root = workspace.root
    node = tree.parse(read_text(root, root / SETTINGS_NAME))
    signers = workspace.settings.signers
    named = (
        (("approve",), signers.approve),
        *((("agree", index), one) for index, one in enumerate(signers.agree)),
        *((("develop", index), one) for index, one in enumerate(signers.develop)),
    )
    for path, signer in named:
        if signer.name:
            place = nearest(node, ("signers", *path)).location
            yield Passage("signers", "signers", signer.name, place, "name")


def _words(source: SourceFile) -> Iterator[Passage]:
    """The words of a template line by line, without its tags and what Jinja puts there."""
    # Code goes, but not its lines, so that what is left stays where it was.
    text = _CODE.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), source.text)
    for number, line in enumerate(text.split("\n"), start=1):
        for found in _WORDS.finditer(line):
            place = source.location(number, found.start() + 1)
            yield Passage("templates", "templates", " ".join(found[0].split()), place, "")
