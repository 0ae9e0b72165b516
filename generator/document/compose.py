"""A resolved role, or the names of another template → a `Document`, with the numbering of the theme."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

from generator.document.context import Publication, context, shared
from generator.document.fingerprint import fingerprint, short
from generator.document.number import number
from generator.document.parse import parse
from generator.document.templates import Templates
from generator.document.text import references
from generator.document.tree import (
    EMBLEM,
    Document,
    Identity,
    Paragraph,
    Picture,
    each_paragraph,
)
from generator.document.unfinished import unfinished
from generator.issue import Issue, IssueError, Location
from generator.model import Theme, WorkspaceSettings
from generator.model.resolved import ResolvedGroup, ResolvedRole
from generator.model.staff import Holder
from generator.model.text import Model

TEMPLATE: Final = "job-description.html.j2"

FINGERPRINT: Final = "{fingerprint}"
"""What stands for the fingerprint in the foot that a template writes: it is known only when the template is done."""

_NO_PICTURES: Final[Mapping[str, Picture]] = {}


def compose(
    role: ResolvedRole,
    settings: WorkspaceSettings,
    templates: Templates,
    theme: Theme,
    *,
    holders: tuple[Holder, ...] = (),
    day: date | None = None,
    draft: bool = True,
    emblem: Picture | None = None,
    publication: Publication | None = None,
) -> Document:
    """The instruction of one role.

    `holders` are those who acknowledge it (none: left blank for the pen); `day` is the date of the
    document (`None`: left blank too); a draft carries the mark of its language. `publication` is what is known of a
    version that is being published. Raises `IssueError` with every unknown
    variable and reference, in a final copy also with every place that is still to be filled in, or with what
    stopped the template.
    """
    problems: list[Issue] = [] if draft else list(unfinished(role))
    places: dict[str, Location] = {}
    known = publication or Publication()
    names = context(role, settings, holders, places, problems, known)
    page = compose_page(
        TEMPLATE,
        names,
        settings,
        templates,
        theme,
        day=day,
        draft=draft,
        emblem=emblem,
        provenance=_provenance(role, settings),
        places=places,
        problems=problems,
    )
    return _identified(page, role, known.version)


def _identified(document: Document, role: ResolvedRole, version: int) -> Document:
    """The document with its fingerprint, also in its foot, and its minor clauses marked."""
    minor = {clause.id for clause in role.clauses() if not clause.significant}
    blocks = document.blocks
    if minor:
        mark = partial(_marked, minor=minor)
        blocks = tuple(each_paragraph(block, mark) for block in blocks)
    found = fingerprint(document)
    foot = document.foot.replace(FINGERPRINT, short(found))
    return replace(document, blocks=blocks, foot=foot, identity=Identity(role.id, found, version))


def _marked(paragraph: Paragraph, minor: Container[str]) -> Paragraph:
    return replace(paragraph, minor=True) if paragraph.id in minor else paragraph


def proofread(role: ResolvedRole, settings: WorkspaceSettings) -> tuple[Issue, ...]:
    """What is wrong in the texts of a role whatever the template: unknown variables, and references that are broken."""
    problems: list[Issue] = []
    context(role, settings, (), {}, problems)
    return tuple(dict.fromkeys(problems))


def refers_elsewhere(role: ResolvedRole) -> bool:
    """Whether a text refers to what is no clause or group of the role: only its document tells if that is there."""
    groups = (e for s in role.sections.values() for e in s if isinstance(e, ResolvedGroup))
    clauses = tuple(role.clauses())
    known = {*(clause.id for clause in clauses), *(group.id for group in groups)}
    cells = (cell for row in (*role.relations, *role.indicators) for cell in row.cells)
    texts = (*(clause.text for clause in clauses), *cells)
    return any(target not in known for text in texts for target in references(text))


def compose_page(
    template: str,
    names: Mapping[str, Any],
    settings: WorkspaceSettings,
    templates: Templates,
    theme: Theme,
    *,
    day: date | None = None,
    draft: bool = True,
    emblem: Picture | None = None,
    pictures: Mapping[str, Picture] = _NO_PICTURES,
    provenance: str = "",
    places: Mapping[str, Location] | None = None,
    problems: Iterable[Issue] = (),
) -> Document:
    """The document that a template writes of `names` and of what every template may name.

    `pictures` are its charts by the names they have in it; `places` says where an id that is referred to is named, when
    not in a template. Raises `IssueError` with `problems`
    and every unknown reference, or with what stopped the template.
    """
    every = {**shared(settings, day), "emblem": emblem is not None}
    markup = templates.render(template, {**every, **names})
    shown = {**pictures, **({EMBLEM: emblem} if emblem else {})}
    parsed = parse(markup, f"templates/{template}", settings.language, shown)
    found = list(problems)

    def place_of(target: str) -> Location:
        return (places or {}).get(target) or templates.mention(f"#{target}", template)

    blocks = number(parsed.blocks, theme.numbering, place_of, found)
    if found:
        raise IssueError(dict.fromkeys(found))
    return Document(
        title=parsed.title,
        subject=parsed.meta.get("subject", ""),
        author=settings.organisation.short_name or settings.organisation.name,
        language=settings.language,
        mark=parsed.meta.get("mark", "") if draft else "",
        date=day.isoformat() if day else "",
        provenance=provenance,
        blocks=blocks,
        landscape=parsed.meta.get("orientation") == "landscape",
        foot=parsed.meta.get("foot", ""),
        paper=parsed.meta.get("paper", ""),
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
