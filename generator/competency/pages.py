"""Profiles, families and the catalogue → the names that the templates of competency documents print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.competency.ladder import Family
from generator.competency.profile import Profile, Required, shade
from generator.competency.radar import Axis, ChartWords, chart
from generator.document.context import cases_of, context
from generator.document.showing import shown_in
from generator.document.tree import Document, Picture
from generator.messages import say
from generator.model import WorkspaceSettings
from generator.model.catalogue import Catalogue, CatalogueEntry, Level
from generator.model.competency import CompetencyKind, Scale
from generator.model.resolved import ResolvedRole

PROFILE: Final = "competency-profile.html.j2"
SHEET: Final = "assessment-sheet.html.j2"
SCORECARD: Final = "interview-scorecard.html.j2"
CATALOGUE: Final = "competency-catalogue.html.j2"
LADDER: Final = "career-ladder.html.j2"


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as the instruction prints it: its number there and its words."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class RequiredView:
    """A required competency as a template sees it; `levels` are those up to the required one."""

    number: int
    entry: CatalogueEntry
    level: int
    level_name: str
    shade: int
    levels: tuple[Level, ...]
    duties: tuple[DutyView, ...]


@dataclass(frozen=True, slots=True)
class KindView:
    """The competencies of one kind."""

    kind: CompetencyKind
    entries: tuple[CatalogueEntry, ...]


def profile_names(
    profile: Profile,
    role: ResolvedRole,
    instruction: Document,
    catalogue: Catalogue,
    settings: WorkspaceSettings,
) -> dict[str, Any]:
    """What the profile, the assessment sheet and the scorecard of a role name; duties as in its `instruction`."""
    show = shown_in(instruction, role, settings)
    numbers = {p.id: p.number.rstrip(".") for p in instruction.paragraphs() if p.id}
    required = tuple(
        RequiredView(
            number,
            each.entry,
            each.level,
            each.level_name,
            shade(each.level, each.entry.highest),
            each.entry.up_to(each.level),
            tuple(DutyView(numbers.get(d.id, ""), show(d.text)) for d in each.duties),
        )
        for number, each in enumerate(profile.required, start=1)
    )
    own = context(role, settings, (), {}, [])
    kept = ("title", "department", "classification", "classifier_section", "developer", "agree")
    return {
        **{key: own[key] for key in kept},
        "required": required,
        "scales": scales_of(profile.required, catalogue),
        "fingerprint": profile.fingerprint,
    }


def scales_of(required: Iterable[Required], catalogue: Catalogue) -> tuple[Scale, ...]:
    """The scales on which some competencies are measured, each once."""
    names = dict.fromkeys(each.entry.scale for each in required)
    return tuple(catalogue.scales[name] for name in names)


def profile_chart(
    profile: Profile, language: str, families: Sequence[str]
) -> Mapping[str, Picture]:
    """The chart of required levels, for the template’s `radar`; none without competencies."""
    if not profile.required:
        return {}
    axes = [Axis(each.entry.name, each.level) for each in profile.required]
    said = "; ".join(f"{axis.name} — {axis.required}" for axis in axes)
    words = ChartWords(
        say(language, "chart.required"),
        say(language, "chart.actual"),
        say(language, "chart.of_required", levels=said),
    )
    highest = max(each.entry.highest for each in profile.required)
    return {"radar": chart(axes, highest, words, families)}


def catalogue_names(catalogue: Catalogue) -> dict[str, Any]:
    """What the catalogue as a book names: its scales, and its competencies by kind."""
    kinds = (KindView(kind, catalogue.of_kind(kind)) for kind in CompetencyKind)
    used = {entry.scale for entry in catalogue.competencies.values()}
    return {
        "kinds": tuple(each for each in kinds if each.entries),
        "scales": tuple(scale for name, scale in catalogue.scales.items() if name in used),
        "scale_names": {name: scale.name for name, scale in catalogue.scales.items()},
    }


@dataclass(frozen=True, slots=True)
class LadderRow:
    """A competency over the steps of a family: the level in each role (0: not required) and its shade."""

    name: str
    levels: tuple[int, ...]
    shades: tuple[int, ...]


def ladder_names(
    family: Family, roles: Mapping[str, ResolvedRole], catalogue: Catalogue, language: str
) -> dict[str, Any]:
    """What the ladder of a family names: its roles from the first step up, their levels, and each step."""
    rows = []
    for entry in family.competencies():
        levels = tuple(each.level_of(entry.id) for each in family.profiles)
        shades = tuple(shade(level, entry.highest) for level in levels)
        rows.append(LadderRow(entry.name, levels, shades))
    every = [r for each in family.profiles for r in each.required]
    return {
        "titles": tuple(cases_of(roles[p.role].position, language) for p in family.profiles),
        "rows": tuple(rows),
        "steps": family.steps,
        "cases": {p.role: cases_of(roles[p.role].position, language) for p in family.profiles},
        "scales": scales_of(every, catalogue),
    }
