"""A clause that is new, or to stand elsewhere → the ways to write that into the role's file, the plainest first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model.resolved import ResolvedClause, ResolvedGroup
from generator.model.text import is_id
from generator.review.editing import wanted
from generator.review.editing.draft import Draft, OwnItem
from generator.review.editing.edit import (
    ClauseEdit,
    Plan,
    RefusedError,
    Way,
    check_editable,
    entry_of,
    together,
    words_of,
)
from generator.review.editing.extent import LostError
from generator.review.editing.new_item import New
from generator.review.editing.places import (
    Links,
    Place,
    index_of,
    linked,
    links,
    override,
    places,
    unlisted,
)
from generator.review.editing.scalar import Splice
from generator.source.sections import SENTENCES, free_id
from generator.source.tree import Scalar


def plan_addition(draft: Draft, edit: ClauseEdit) -> Plan:
    text = words_of(edit)
    taken = wanted.ids(draft.plain)
    if edit.id in taken:
        raise RefusedError("id_taken")
    if edit.id in SENTENCES:
        role = wanted.added_sentence(draft.plain, edit.id, text)
        return Plan(role, iter((partial(draft.text.put_key, SENTENCES[edit.id], text),)))
    if edit.id and not is_id(edit.id):
        raise RefusedError("id_invalid")
    where = wanted.target(draft.plain, edit.after, edit.section)
    if where is None:
        raise RefusedError("no_place")
    new = edit.id or free_id(text, taken | SENTENCES.keys() | draft.inherited.entries.keys())
    role = wanted.inserted(draft.plain, ResolvedClause(new, text, wanted.NOWHERE), where)
    return Plan(role, _adding_ways(draft, where, new, text, named=bool(edit.id)))


def _adding_ways(
    draft: Draft, where: wanted.Target, new: str, text: str, *, named: bool
) -> Iterator[Way]:
    for place in places(draft, where, new, override_of=False):
        yield partial(_put_new, draft, place, new, text, named)
        if not named and not place.after:
            yield partial(_put_new, draft, place, new, text, True)


def plan_move(draft: Draft, edit: ClauseEdit) -> Plan:
    spot, entry = entry_of(draft, edit.id)
    where = wanted.target(draft.plain, edit.after, edit.section, spot.section)
    if where is None or edit.id in (where.after, where.group):
        raise RefusedError("no_place")
    role = wanted.moved(draft.plain, entry, where)
    if role is None:
        if where.after:
            raise RefusedError("no_place")
        return Plan(draft.plain, iter(()))  # the only clause of a group is its first
    if isinstance(entry, ResolvedGroup):
        return Plan(role, _group_ways(draft, where, entry))
    check_editable(draft, entry)
    own = draft.own.get(edit.id)
    lines = draft.text.source_of(own.path) if own else ""
    return Plan(role, _moving_ways(draft, spot, where, entry), lines)


def _group_ways(draft: Draft, where: wanted.Target, group: ResolvedGroup) -> Iterator[Way]:
    own = draft.own.get(group.id)
    if own is None or group.id in draft.inherited.entries or where.group:
        raise RefusedError("group_inherited")
    for place in places(draft, where, group.id, override_of=False):
        if not place.after:
            yield partial(_move_own, draft, place, own, {})


def _moving_ways(
    draft: Draft, spot: wanted.Spot, where: wanted.Target, clause: ResolvedClause
) -> Iterator[Way]:
    own = draft.own.get(clause.id)
    stays = spot.section == where.section
    inherited = draft.overrides(clause.id)
    unlist: Way = together() if stays else partial(unlisted, draft, clause.id)
    for place in places(draft, where, clause.id, override_of=inherited and stays):
        for relinks in links(draft, clause.id):
            if own is None:
                yield together(
                    unlist,
                    partial(linked, draft, relinks),
                    partial(_put_copy, draft, place, clause),
                )
                continue
            yield together(unlist, partial(_move_own, draft, place, own, relinks))
            yield together(unlist, partial(_rewrite_own, draft, place, own, clause, relinks))


def _put_new(draft: Draft, place: Place, clause_id: str, text: str, named: bool) -> list[Splice]:
    """Write a new clause: as a bare text where its neighbours are such and nothing else must be said of it."""
    new: New = text
    if named or place.after or place.last or not _is_bare(draft, place):
        new = {"id": clause_id, "text": text, **_placed(place)}
    return [
        *draft.text.put_items(place.path, place.index, new, *place.then),
        *linked(draft, place.links),
    ]


def _placed(place: Place) -> dict[str, str]:
    after = {"after": place.after} if place.after else {}
    return after | ({"last": "true"} if place.last else {})


def _is_bare(draft: Draft, place: Place) -> bool:
    found = draft.text.at(place.path)
    return found is not None and all(isinstance(part.node, Scalar) for part in found.parts)


def _put_copy(draft: Draft, place: Place, clause: ResolvedClause) -> list[Splice]:
    """Write an own copy of a clause where it is to stand."""
    new = {**override(clause), **_placed(place)}
    put = draft.text.put_items(place.path, place.index, new, *place.then)
    return [*put, *linked(draft, place.links)]


def _move_own(draft: Draft, place: Place, item: OwnItem, relinks: Links) -> list[Splice]:
    """Move the lines of an item, its `after` being that of the new place."""
    inside = _with_after(draft, item, place)
    others = linked(draft, {**relinks, **place.links})
    if place.path == item.path[:-1] and place.index - index_of(item.path) in (0, 1):
        return [*inside, *others, *_put_then(draft, place)]
    lines = draft.text.lines(item.path, inside)
    put = draft.text.put_items(place.path, place.index, lines, *place.then)
    return [*draft.text.drop_item(item.path), *put, *others]


def _put_then(draft: Draft, place: Place) -> list[Splice]:
    if not place.then:
        return []
    return draft.text.put_items(place.path, place.index + 1, *place.then)


def _with_after(draft: Draft, item: OwnItem, place: Place) -> list[Splice]:
    extent = draft.text.need(item.path)
    placed = _placed(place)
    if not placed:
        return draft.text.drop_key(item.path, "after") if item.after else []
    if isinstance(extent.node, Scalar):
        return draft.text.name_item(item.path, {"id": item.id, **placed})
    return draft.text.name_item(item.path, placed)


def _rewrite_own(
    draft: Draft, place: Place, item: OwnItem, clause: ResolvedClause, relinks: Links
) -> list[Splice]:
    """Take an item out and write it anew elsewhere, for lists whose items have no lines of their own."""
    if draft.text.need(item.path).key("last"):
        raise LostError
    others = linked(draft, {**relinks, **place.links})
    new = {**override(clause), **_placed(place)}
    put = draft.text.put_items(place.path, place.index, new, *place.then)
    return [*draft.text.drop_item(item.path), *put, *others]
