"""A resolved role → its `Document`, through the template of its kind and the numbering of the theme."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Final

from generator.document.context import context
from generator.document.number import number
from generator.document.parse import parse
from generator.document.templates import Templates
from generator.document.tree import Document, Picture
from generator.issue import Issue, IssueError, Location
from generator.model import Theme, WorkspaceSettings
from generator.model.resolved import ResolvedRole
from generator.model.text import Model

TEMPLATE: Final = "job-description.html.j2"


def compose(
    role: ResolvedRole,
    settings: WorkspaceSettings,
    templates: Templates,
    theme: Theme,
    *,
    day: date | None = None,
    draft: bool = True,
    emblem: Picture | None = None,
) -> Document:
    """The instruction of one role.

    `day` is the date of the document (`None`: left blank for the pen); a draft carries the mark of its language.
    Raises `IssueError` with every undefined variable and unknown reference, or with what stopped the template.
    """
    problems: list[Issue] = []
    places: dict[str, Location] = {}
    names = context(role, settings, day, places, problems)
    markup = templates.render(TEMPLATE, {**names, "emblem": emblem is not None})
    parsed = parse(markup, f"templates/{TEMPLATE}", settings.language, emblem)
    blocks = number(parsed.blocks, theme.numbering, places, problems)
    if problems:
        raise IssueError(dict.fromkeys(problems))
    return Document(
        title=parsed.title,
        subject=parsed.meta.get("subject", ""),
        author=settings.organisation.short_name or settings.organisation.name,
        language=settings.language,
        mark=parsed.meta.get("mark", "") if draft else "",
        date=day.isoformat() if day else "",
        provenance=_provenance(role, settings),
        blocks=blocks,
    )


def _provenance(role: ResolvedRole, settings: WorkspaceSettings) -> str:
    """What the document was made from, as JSON: the resolved role with the file and line of every clause."""
    made_from = {"role": role, "organisation": settings.organisation, "document": settings.document}
    return json.dumps(made_from, default=plain, ensure_ascii=False, indent=1, sort_keys=True)


def plain(value: Any) -> Any:
    """A value of ours as JSON can hold it; what has a place is known by its file and line."""
    if isinstance(value, Location):
        return f"{value.file}:{value.line}"
    if isinstance(value, Model):
        return value.model_dump(mode="json", exclude_none=True)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)
