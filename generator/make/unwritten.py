"""Texts of competencies → the places that are still to be filled in, each at its text in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.document.unfinished import mark_in
from generator.issue import Code, Issue, Location, Severity, issue
from generator.lint.passages import Passage, catalogue_passages
from generator.model.catalogue import Catalogue
from generator.source.tree import Node
from generator.source.validate import nearest


def unwritten(catalogue: Catalogue, root_of: Callable[[str], Node | None]) -> Iterator[Issue]:
    """A warning for each text with a mark of the starter in it; `root_of` gives the tree of a file."""
    for passage in catalogue_passages(catalogue):
        if mark := mark_in(passage.text):
            place = _place(passage, root_of)
            yield issue(Code.PLACEHOLDER_LEFT, place, Severity.WARNING, mark=mark)


def _place(passage: Passage, root_of: Callable[[str], Node | None]) -> Location:
    root = root_of(passage.place.file) if passage.path else None
    return nearest(root, passage.path).location if root else passage.place
