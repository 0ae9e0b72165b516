"""A resolved role and one edit → the role that is wanted, without places: what the file must say once it is written.

Also the role as it is, without places, to be compared with what is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.issue import Location
from generator.model.resolved import Entry, ResolvedClause, ResolvedGroup, ResolvedRole, Row
from generator.source.sections import CLAUSE_LISTS

NOWHERE: Final = Location("")

_Change = Callable[[Entry], Entry | None]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry stands: in which list, in which group of it ("" in none), and as which of its items."""

    section: str
    group: str
    index: int


@dataclass(frozen=True, slots=True)
class Target:
    """Where an entry is to stand: behind `after` ("" as the first) of a list or of a group in it."""

    section: str
    group: str
    after: str


def bare(role: ResolvedRole) -> ResolvedRole:
    """The role without the places its values came from."""
    return replace(
        role,
        origin=NOWHERE,
        sections={key: tuple(map(_bare, entries)) for key, entries in role.sections.items()},
        sentences={key: replace(one, origin=NOWHERE) for key, one in role.sentences.items()},
        relations=tuple(Row(row.cells, NOWHERE) for row in role.relations),
        indicators=tuple(Row(row.cells, NOWHERE) for row in role.indicators),
        competencies=tuple(
            replace(each, origin=NOWHERE, level_origin=NOWHERE) for each in role.competencies
        ),
    )


def _bare(entry: Entry) -> Entry:
    if isinstance(entry, ResolvedGroup):
        items = tuple(replace(item, origin=NOWHERE) for item in entry.items)
        return ResolvedGroup(entry.id, entry.text, NOWHERE, items)
    return replace(entry, origin=NOWHERE)


def ids(role: ResolvedRole) -> set[str]:
    """The ids of all clauses, groups and single sentences."""
    groups = {e.id for entries in role.sections.values() for e in entries}
    return {clause.id for clause in role.clauses()} | groups


def find(role: ResolvedRole, entry_id: str) -> tuple[Spot, Entry] | None:
    """A clause or group of a list, and where it stands."""
    for section, entries in role.sections.items():
        for index, entry in enumerate(entries):
            if entry.id == entry_id:
                return Spot(section, "", index), entry
            for inner, item in enumerate(entry.items if isinstance(entry, ResolvedGroup) else ()):
                if item.id == entry_id:
                    return Spot(section, entry.id, inner), item
    return None


def text_of(role: ResolvedRole, entry_id: str) -> str:
    """What a clause or heading says; "" when it is not there."""
    found = find(role, entry_id)
    return found[1].text if found else ""


def container(role: ResolvedRole, section: str, group: str) -> Sequence[Entry]:
    """The entries of a list, or of a group in it."""
    entries = role.sections[section]
    if not group:
        return entries
    return next(e.items for e in entries if isinstance(e, ResolvedGroup) and e.id == group)


def target(role: ResolvedRole, after: str, section: str, own: str = "") -> Target | None:
    """The place that an edit names; `own` is the list of the entry it is about. `None` when there is no such place."""
    if after:
        found = find(role, after)
        return Target(found[0].section, found[0].group, after) if found else None
    if section in CLAUSE_LISTS or (own and not section):
        return Target(section or own, "", "")
    group = find(role, section)
    if group and isinstance(group[1], ResolvedGroup):
        return Target(group[0].section, section, "")
    return None


def changed(role: ResolvedRole, entry_id: str, text: str) -> ResolvedRole:
    """The role with another text of a clause, a heading or a single sentence."""
    if entry_id in role.sentences:
        return _with_sentence(role, entry_id, text)
    return _mapped(role, lambda e: replace(e, text=text) if e.id == entry_id else e)


def _with_sentence(role: ResolvedRole, key: str, text: str) -> ResolvedRole:
    sentence = ResolvedClause(key, text, NOWHERE)
    return replace(role, sentences={**role.sentences, key: sentence})


def added_sentence(role: ResolvedRole, key: str, text: str) -> ResolvedRole:
    """The role with a single sentence that was not there."""
    return _with_sentence(role, key, text)


def removed(role: ResolvedRole, entry_id: str) -> ResolvedRole:
    """The role without a clause or a single sentence; a group without items is left out."""
    sentences = {key: one for key, one in role.sentences.items() if key != entry_id}
    return _mapped(replace(role, sentences=sentences), lambda e: None if e.id == entry_id else e)


def inserted(role: ResolvedRole, entry: Entry, where: Target) -> ResolvedRole:
    """The role with an entry more."""
    held = list(container(role, where.section, where.group))
    names = [each.id for each in held]
    held.insert(names.index(where.after) + 1 if where.after else 0, entry)
    if not where.group:
        return replace(role, sections={**role.sections, where.section: tuple(held)})
    items = tuple(each for each in held if isinstance(each, ResolvedClause))
    return _mapped(
        role,
        lambda e: (
            replace(e, items=items) if isinstance(e, ResolvedGroup) and e.id == where.group else e
        ),
    )


def moved(role: ResolvedRole, entry: Entry, where: Target) -> ResolvedRole | None:
    """The role with an entry in another place; `None` when that place goes with the entry, the last of its group."""
    without = removed(role, entry.id)
    if any(name and find(without, name) is None for name in (where.group, where.after)):
        return None
    return inserted(without, entry, where)


def _mapped(role: ResolvedRole, change: _Change) -> ResolvedRole:
    """The role with every entry as `change` makes it, or without it; groups that lose all their items go too."""
    sections: dict[str, tuple[Entry, ...]] = {}
    for key, entries in role.sections.items():
        made: list[Entry] = []
        for entry in entries:
            one = change(entry)
            if isinstance(one, ResolvedGroup):
                items = tuple(
                    item for item in map(change, one.items) if isinstance(item, ResolvedClause)
                )
                one = replace(one, items=items) if items else None
            if one is not None:
                made.append(one)
        sections[key] = tuple(made)
    return replace(role, sections=sections)
