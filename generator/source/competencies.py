"""`competencies/` → the catalogue of competencies, and everything that is wrong in its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from generator.issue import Code, Issue, IssueError, Location, issue, nearest_names
from generator.model.catalogue import Catalogue, CatalogueEntry, Level, LevelIndicator
from generator.model.competency import Competency, CompetencyLevel, Scale
from generator.model.resolved import ResolvedRole
from generator.model.text import Model
from generator.source import tree
from generator.source.files import display_name, read_text
from generator.source.roles import is_misnamed, misnamed
from generator.source.sections import free_id
from generator.source.validate import nearest, validate
from generator.source.workspace import Workspace

SCALES: Final = "_scales"
"""The folder of scales, within that of competencies."""

MAX_FILES: Final = 2_000
"""How many competencies may a catalogue have? Ten times the largest published framework we know of."""

M = TypeVar("M", bound=Model)


def load_catalogue(workspace: Workspace) -> tuple[Catalogue, tuple[Issue, ...]]:
    """The catalogue as far as it can be read, in the order of ids, and what is wrong in its files.

    A workspace without the folder has an empty catalogue.
    """
    problems: list[Issue] = []
    folder = workspace.competencies / SCALES
    scales = {
        path.stem: content
        for path, _, content in _files(workspace, folder, Scale, problems, "scale")
    }
    # Of a scale with errors enough is said in its own file.
    unread = {path.stem for path in workspace.yaml_files(folder)} - scales.keys()
    entries: dict[str, CatalogueEntry] = {}
    found = _files(workspace, workspace.competencies, Competency, problems, "competency")
    for path, node, content in found:
        if content.scale in unread:
            continue
        try:
            entries[path.stem] = _entry(path.stem, node, content, scales)
        except IssueError as error:
            problems += error.issues
    files = workspace.yaml_files(workspace.competencies)
    broken = frozenset(path.stem for path in files) - entries.keys()
    return Catalogue(entries, scales, broken), tuple(problems)


def _files(
    workspace: Workspace, folder: Path, model: type[M], problems: list[Issue], kind: str
) -> Iterator[tuple[Path, tree.Node, M]]:
    """The files of a folder that can be read; what is wrong in the others goes to `problems`."""
    paths = workspace.yaml_files(folder)
    if len(paths) > MAX_FILES:
        place = Location(display_name(workspace.root, folder))
        problems.append(issue(Code.CATALOGUE_SIZE, place, limit=MAX_FILES))
        return
    for path in paths:
        if is_misnamed(path):
            problems.append(misnamed(workspace.root, path, kind))
            continue
        try:
            node = tree.parse(read_text(workspace.root, path))
            content = validate(node, model)
        except IssueError as error:
            problems += error.issues
            continue
        yield path, node, content


def _entry(
    competency: str, node: tree.Node, content: Competency, scales: dict[str, Scale]
) -> CatalogueEntry:
    scale = _scale(node, content, scales)
    problems = [*_levels_amiss(node, content, scale)]
    levels = tuple(_levels(node, content, scale, problems)) if not problems else ()
    if problems:
        raise IssueError(problems)
    return CatalogueEntry(
        id=competency,
        name=content.name,
        english_name=content.english_name or "",
        kind=content.kind,
        definition=content.definition,
        importance=content.importance or "",
        scale=content.scale,
        levels=levels,
        evidence=content.evidence,
        questions=content.questions,
        links=content.links,
        origin=nearest(node, ("name",)).location,
        definition_origin=nearest(node, ("definition",)).location,
    )


def _scale(node: tree.Node, content: Competency, scales: dict[str, Scale]) -> Scale:
    if content.scale not in scales:
        place = nearest(node, ("scale",)).location
        near = nearest_names(content.scale, scales, 0)
        raise IssueError(issue(Code.SCALE_UNKNOWN, place, scale=content.scale, **near))
    return scales[content.scale]


def _levels_amiss(node: tree.Node, content: Competency, scale: Scale) -> Iterator[Issue]:
    """Levels that the scale has and the competency lacks, or the other way round."""
    wanted = set(range(1, len(scale.levels) + 1))
    values: dict[str, Any] = {"scale": content.scale, "highest": len(scale.levels)}
    for number in sorted(content.levels.keys() - wanted):
        place = nearest(node, ("levels", str(number))).location
        yield issue(Code.COMPETENCY_LEVEL_EXTRA, place, level=number, **values)
    for number in sorted(wanted - content.levels.keys()):
        place = nearest(node, ("levels",)).location
        yield issue(Code.COMPETENCY_LEVEL_MISSING, place, level=number, **values)


def _levels(
    node: tree.Node, content: Competency, scale: Scale, problems: list[Issue]
) -> Iterator[Level]:
    written = [i.id for level in content.levels.values() for i in level.indicators if i.id]
    taken, seen = set(written), dict[str, Location]()
    for number, named in enumerate(scale.levels, start=1):
        level = content.levels[number]
        indicators = tuple(_indicators(node, number, level, taken))
        for each in indicators:
            if each.id in seen:
                first = f"{seen[each.id].file}:{seen[each.id].line}"
                problems.append(issue(Code.ID_DUPLICATE, each.origin, id=each.id, first=first))
            seen.setdefault(each.id, each.origin)
        yield Level(number, named.name, named.text, indicators, level.development)


def _indicators(
    node: tree.Node, number: int, level: CompetencyLevel, taken: set[str]
) -> Iterator[LevelIndicator]:
    for index, item in enumerate(level.indicators):
        found = item.id or free_id(item.text, taken)
        taken.add(found)
        place = nearest(node, ("levels", str(number), "indicators", index)).location
        yield LevelIndicator(found, item.text, number, place)


def competency_issues(role: ResolvedRole, catalogue: Catalogue) -> Iterator[Issue]:
    """The competencies a role names that the catalogue does not have, and levels outside their scales."""
    told = 0
    for required in role.competencies:
        entry = catalogue.competencies.get(required.id)
        if entry is None:
            yield from _unknown(required.id, required.origin, catalogue, told)
            told += 1
        elif required.level > entry.highest:
            yield issue(
                Code.COMPETENCY_LEVEL,
                required.level_origin,
                level=required.level,
                competency=required.id,
                highest=entry.highest,
                scale=entry.scale,
            )
    for clause in role.clauses():
        for named in clause.competencies:
            if named not in catalogue.competencies:
                yield from _unknown(named, clause.origin, catalogue, told)
                told += 1


def _unknown(competency: str, place: Location, catalogue: Catalogue, told: int) -> Iterator[Issue]:
    if competency not in catalogue.broken:
        near = nearest_names(competency, catalogue.competencies, told)
        yield issue(Code.COMPETENCY_UNKNOWN, place, competency=competency, **near)
