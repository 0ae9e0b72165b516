"""A resolved role and its workspace → the names a template may use.

Positions and units come in all cases; texts of clauses come as safe markup. Nothing here is worded: the words of a
language are in its templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from generator.document.text import Name, fill, lower_first, references
from generator.issue import Issue, Location
from generator.language import (
    Case,
    Cases,
    Gender,
    blank_date,
    decline,
    format_date,
    listed_name,
    name_gender,
    signature_name,
)
from generator.model import Signer, WorkspaceSettings
from generator.model.resolved import Entry, Position, ResolvedGroup, ResolvedRole
from generator.model.staff import Holder
from generator.model.workspace import KeyedSigner


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause (or, with `items`, a group) as a template sees it."""

    id: str
    text: Markup
    items: tuple[ClauseView, ...] = ()


@dataclass(frozen=True, slots=True)
class SignerView:
    """A signer: the position, its cases, and the name as it stands in a signature (Власне ім’я ПРІЗВИЩЕ)."""

    position: str
    cases: Cases
    name: str


@dataclass(frozen=True, slots=True)
class HolderView:
    """A holder: the name as a list prints it, as it stands in a signature, and the gender it shows, if any.

    All are "" in a place left for somebody who is not there yet.
    """

    name: str
    signature: str
    gender: str


def _holder(holder: Holder, language: str) -> HolderView:
    if not holder.name:
        return HolderView("", "", "")
    gender = name_gender(holder.name, language) or ""
    if holder.surname and holder.given_name:
        signature = f"{holder.given_name} {holder.surname.upper()}"
        return HolderView(holder.name, signature, gender)
    signature = signature_name(holder.name, language, surname_first=True)
    return HolderView(listed_name(holder.name, language), signature, gender)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of a version (редакція) when it is published: its count, 0 of a draft, and its index (номер).

    `order` is the text of the line in a block «ЗАТВЕРДЖЕНО», "" to take it from the settings.
    """

    version: int = 0
    index: str = ""
    order: str = ""


_UNPUBLISHED: Final = Publication()


def context(
    role: ResolvedRole,
    settings: WorkspaceSettings,
    holders: tuple[Holder, ...],
    places: dict[str, Location],
    problems: list[Issue],
    publication: Publication = _UNPUBLISHED,
) -> dict[str, Any]:
    """The names of a job-description template, besides those that every template has.

    A variable nobody defines goes to `problems`; to `places` goes where each clause that is referred to is named.
    """
    language = settings.language
    title = cases_of(role.position, language)
    department = decline(role.department, language) if role.department else None
    superior = cases_of(role.reports_to, language) if role.reports_to else None
    names = _names_in_texts(role, settings, title, department, superior)
    view = _View(names, places, problems)
    signers = _signers(role, settings)
    return {
        "title": title,
        "department": department,
        "superior": superior,
        "subordinates": tuple(cases_of(p, language) for p in role.supervises),
        "substitute": cases_of(role.substituted_by, language) if role.substituted_by else None,
        "classification": role.classification,
        "classifier_section": int(role.classification.code[0]) if role.classification else 0,
        "sections": {key: tuple(map(view.entry, s)) for key, s in role.sections.items()},
        "sentences": {key: view.entry(clause) for key, clause in role.sentences.items()},
        "relations": tuple(view.row(row.cells, row.origin) for row in role.relations),
        "indicators": tuple(view.row(row.cells, row.origin) for row in role.indicators),
        "career_from": tuple(cases_of(p, language) for p in role.career_from),
        "career_to": tuple(cases_of(p, language) for p in role.career_to),
        "publication": publication,
        "holders": tuple(_holder(holder, language) for holder in holders),
        **signers,
    }


def shared(settings: WorkspaceSettings, day: date | None) -> dict[str, Any]:
    """The names of every template, whatever the document is about."""
    language = settings.language
    return {
        "settings": settings.document,
        "organisation": settings.organisation,
        "order": settings.document.order,
        "date": format_date(day, language, "numeric") if day else "",
        "order_date": _order_date(settings),
        "blank_date": blank_date(language),
    }


def cases_of(position: Position, language: str) -> Cases:
    """The title of a position in all cases, with the forms and the gender its role file overrides."""
    cases = decline(position.title, language, position.cases)
    return replace(cases, gender=Gender(position.gender)) if position.gender else cases


def _order_date(settings: WorkspaceSettings) -> str:
    day = settings.document.order.date
    return format_date(day, settings.language, "numeric") if day else ""


def text_names(role: ResolvedRole, settings: WorkspaceSettings) -> dict[str, Name]:
    """What `{{ … }}` in a clause of the role may name."""
    language = settings.language
    department = decline(role.department, language) if role.department else None
    superior = cases_of(role.reports_to, language) if role.reports_to else None
    title = cases_of(role.position, language)
    return _names_in_texts(role, settings, title, department, superior)


def _names_in_texts(
    role: ResolvedRole,
    settings: WorkspaceSettings,
    title: Cases,
    department: Cases | None,
    superior: Cases | None,
) -> dict[str, Name]:
    """What `{{ … }}` in a clause may name: the role's variables and the data the document has anyway."""
    organisation = settings.organisation
    proper = {
        **role.variables,
        "organisation.name": organisation.name,
        "organisation.short_name": organisation.short_name or organisation.name,
        "organisation.city": organisation.city,
    }
    names = {key: Name(text, text) for key, text in proper.items()}
    # English writes titles of positions with capitals everywhere, Ukrainian only where a sentence begins.
    inside = lower_first if settings.language == "uk" else str
    for key, cases in (("title", title), ("department", department), ("superior", superior)):
        if cases is not None:
            names[key] = Name(cases.nominative, inside(cases.nominative))
            for case in Case:
                form = getattr(cases, case)
                names[f"{key}.{case}"] = Name(form, inside(form))
    return names


class _View:
    """Texts of a role → markup, with the same names for all."""

    def __init__(
        self, names: Mapping[str, Name], places: dict[str, Location], problems: list[Issue]
    ) -> None:
        self._names = names
        self._places = places
        self._problems = problems

    def entry(self, entry: Entry) -> ClauseView:
        items = entry.items if isinstance(entry, ResolvedGroup) else ()
        return ClauseView(
            entry.id, self._fill(entry.text, entry.origin), tuple(map(self.entry, items))
        )

    def row(self, cells: tuple[str, ...], place: Location) -> tuple[Markup, ...]:
        return tuple(self._fill(cell, place) for cell in cells)

    def _fill(self, text: str, place: Location) -> Markup:
        for target in references(text):
            self._places.setdefault(target, place)
        return fill(text, self._names, place, self._problems)


def _signers(role: ResolvedRole, settings: WorkspaceSettings) -> dict[str, Any]:
    """Approver, those who agree, and the developer: the role's own entry wins over the workspace's."""
    return {
        "approver": _signer(approver(role, settings), settings.language),
        "agree": tuple(_signer(one, settings.language) for one in agreeing(role, settings)),
        "developer": _developer(role, settings),
    }


def approver(role: ResolvedRole, settings: WorkspaceSettings) -> Signer:
    """Who approves (затверджує) the instruction of a role."""
    return role.signers.approve or settings.signers.approve


def agreeing(role: ResolvedRole, settings: WorkspaceSettings) -> tuple[KeyedSigner, ...]:
    """Who agrees (погоджує): whoever approves or develops a document has said yes to it and need not agree as well."""
    listed = settings.signers.agree if role.signers.agree is None else role.signers.agree
    language = settings.language
    developer = _developer(role, settings)
    signing = [_signer(approver(role, settings), language), *([developer] if developer else [])]
    views = [(one, _signer(one, language)) for one in listed]
    return tuple(one for one, view in views if not any(_is_same(view, s) for s in signing))


def _is_same(one: SignerView, other: SignerView) -> bool:
    """Whether two entries are one person: the same position, and no two names that differ."""
    names = {view.name.casefold() for view in (one, other) if view.name}
    positions = {view.cases.nominative.casefold() for view in (one, other)}
    return len(positions) == 1 and len(names) < 2


def _developer(role: ResolvedRole, settings: WorkspaceSettings) -> SignerView | None:
    """The head of the unit; failing that the superior, whose name is then left to the pen."""
    if role.signers.develop:
        return _signer(role.signers.develop, settings.language)
    for head in settings.signers.develop:
        if lower_first(head.department) == lower_first(role.department):
            return _signer(head, settings.language)
    if role.reports_to:
        return _signer(Signer(position=role.reports_to.title), settings.language)
    return None


def _signer(signer: Signer, language: str) -> SignerView:
    name = signature_name(signer.name, language) if signer.name else ""
    return SignerView(signer.position, decline(signer.position, language), name)
