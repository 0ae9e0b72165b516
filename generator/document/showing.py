"""A role and its document → how a raw text of the role, `{{ … }}` and all, shows in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from generator.document.context import text_names
from generator.document.parse import parse_inlines
from generator.document.text import fill
from generator.document.tree import Document, Reference, plain_text
from generator.issue import Issue
from generator.model import WorkspaceSettings
from generator.model.resolved import ResolvedRole


def shown_in(
    document: Document, role: ResolvedRole, settings: WorkspaceSettings
) -> Callable[[str], str]:
    """A function that fills the placeholders of a text and sets its typography; what is not known shows as nothing."""
    names = text_names(role, settings)
    numbers = {p.id: p.number.rstrip(".)") for p in document.paragraphs() if p.id}

    @cache
    def show(raw: str) -> str:
        ignored: list[Issue] = []
        markup = fill(" ".join(raw.split()), names, role.origin, ignored)
        inlines = parse_inlines(str(markup), settings.language)
        return "".join(
            numbers.get(i.target, "") if isinstance(i, Reference) else plain_text(i)
            for i in inlines
        )

    return show
