"""Findings that posada may mend itself → the files as they would be, and the difference to see first.

Only the words are replaced, at the very place where the file spells them: comments, quotes, the order of keys and the
breaks of lines stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.issue import Code, Issue, IssueError, Location, issue
from generator.lint.finding import Finding
from generator.output import write_atomic
from generator.source import tree
from generator.source.difference import difference
from generator.source.files import read_text
from generator.source.spelling import Spelling, nodes, spelling
from generator.source.tree import SourceFile


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file as it would be; `diff` is in unified format, `before` what it was made from."""

    name: str
    before: str
    after: str
    diff: str


@dataclass(frozen=True, slots=True)
class Fixes:
    """All files that would change, how many findings that mends, and what could not be mended."""

    files: tuple[FixedFile, ...] = ()
    count: int = 0
    issues: tuple[Issue, ...] = ()


_FOLDERS: Final = ("roles/", "competencies/")
"""What posada may write into? Not into settings and templates."""


def plan_fixes(root: Path, findings: Iterable[Finding]) -> Fixes:
    """What would change; nothing is written."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.spot.edits and finding.location.file.startswith(_FOLDERS):
            by_file[finding.location.file].append(finding)
    files: list[FixedFile] = []
    problems: list[Issue] = []
    count = 0
    for name, listed in sorted(by_file.items()):
        fixed = _File(read_text(root, root / name))
        for finding in listed:
            count += fixed.mend(finding)
        problems += fixed.problems
        if fixed.changed:
            files.append(fixed.result())
    return Fixes(tuple(files), count, tuple(problems))


def write_fixes(root: Path, fixes: Fixes) -> None:
    """Write the files; one that has changed meanwhile is an `IssueError`, and none is written then."""
    for file in fixes.files:
        if read_text(root, root / file.name).text != file.before:
            raise IssueError(issue(Code.FIX_REFUSED, Location(file.name), rule="*"))
    for file in fixes.files:
        write_atomic(root / file.name, file.after.encode())


class _File:
    """A file while words in it are being replaced."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._root = tree.parse(source)
        self._changes: dict[tuple[int, int], str] = {}
        self.problems: list[Issue] = []

    @property
    def changed(self) -> bool:
        return bool(self._changes)

    def mend(self, finding: Finding) -> bool:
        """Replace the words of a finding, all or none of them; whether that could be done."""
        spelled = self._spelled(finding)
        changes = {}
        for edit in finding.spot.edits:
            if spelled is None:
                break
            start, end = (
                spelled.spans[edit.start][0],
                spelled.spans[max(edit.start, edit.end - 1)][1],
            )
            changes[start, end] = edit.text
        taken = any(start < e and s < end for start, end in changes for s, e in self._changes)
        known = changes.keys() <= self._changes.keys()
        if known and changes:
            return False
        if spelled is None or taken or not self._says_the_same(changes, finding):
            self.problems.append(issue(Code.FIX_REFUSED, finding.location, rule=finding.rule))
            return False
        self._changes |= changes
        return True

    def _spelled(self, finding: Finding) -> Spelling | None:
        """How the file spells the text of a finding, which may stand in it more than once."""
        for node in nodes(self._root):
            if isinstance(node, tree.Scalar) and _folded(node.text) == finding.text:
                found = spelling(node, finding.text)
                spot = finding.spot
                if found and found.location(spot.start, spot.end)[0] == finding.location:
                    return found
        return None

    def _says_the_same(self, changes: dict[tuple[int, int], str], finding: Finding) -> bool:
        """Whether the file, read anew, says the mended text and everything else as before."""
        wanted = finding.text
        for edit in sorted(finding.spot.edits, key=lambda one: -one.start):
            wanted = wanted[: edit.start] + edit.text + wanted[edit.end :]
        try:
            after = tree.plain(tree.parse(SourceFile(self._source.name, self._text(changes))))
        except IssueError:
            return False
        before = tree.plain(self._root)
        return list(_differences(before, after)) == [(finding.text, wanted)]

    def _text(self, changes: dict[tuple[int, int], str]) -> str:
        text = self._source.text
        for (start, end), said in sorted(changes.items(), reverse=True):
            text = text[:start] + said + text[end:]
        return text

    def result(self) -> FixedFile:
        name, before, after = self._source.name, self._source.text, self._text(self._changes)
        return FixedFile(name, before, after, difference(name, before, after))


def _folded(text: str) -> str:
    """A text as the model has it: white space folded, a heading without its colon."""
    return " ".join(text.split()).rstrip(":")


def _differences(before: object, after: object) -> Iterable[tuple[object, object]]:
    """The pairs of texts, white space folded, in which two trees differ."""
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        for key in before:
            yield from _differences(before[key], after[key])
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _differences(one, other)
    elif isinstance(before, str) and isinstance(after, str):
        first, second = _folded(before), _folded(after)
        if first != second:
            yield first, second
    elif before != after:
        yield before, after
