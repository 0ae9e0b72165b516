"""A clause, heading or sentence that is to read otherwise, or to go → the ways to write that into the role's file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model.resolved import ResolvedClause, ResolvedGroup
from generator.review.editing import wanted
from generator.review.editing.draft import Draft, OwnItem, clause_of
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
from generator.review.editing.layout import Path
from generator.review.editing.new_item import NewGroup
from generator.review.editing.places import led_by_next, linked, links, nearest, override, unlisted
from generator.source.sections import SENTENCES
from generator.source.tree import Scalar


def plan_change(draft: Draft, edit: ClauseEdit) -> Plan:
    text = words_of(edit)
    if edit.id in draft.plain.sentences:
        before = draft.plain.sentences[edit.id].text
        role = wanted.changed(draft.plain, edit.id, text)
        return Plan(role, _sentence_ways(draft, edit.id, before, text))
    spot, entry = entry_of(draft, edit.id)
    if isinstance(entry, ResolvedGroup):
        text = text.rstrip(":").rstrip()
        ways = _heading_ways(draft, spot, entry, text)
    else:
        check_editable(draft, entry)
        ways = _text_ways(draft, spot, entry, text)
    return Plan(wanted.changed(draft.plain, edit.id, text), ways)


def _sentence_ways(draft: Draft, key: str, before: str, text: str) -> Iterator[Way]:
    path: Path = SENTENCES[key]
    if draft.text.at(path) is not None:
        yield partial(draft.text.respell, path, before, text)
    yield partial(draft.text.put_key, path, text)


def _text_ways(draft: Draft, spot: wanted.Spot, clause: ResolvedClause, text: str) -> Iterator[Way]:
    own = draft.own.get(clause.id)
    if own is None:
        path = draft.list_of(spot.section, spot.group)
        index = nearest(draft, path, spot.section, clause.id)
        yield partial(draft.text.put_items, path, index, override(clause, text))
        return
    item = draft.text.need(own.path)
    bare = isinstance(item.node, Scalar)
    value: Path = own.path if bare else (*own.path, "text")
    respell = partial(draft.text.respell, value, clause.text, text)
    rewrite = partial(draft.text.rewrite, value, text)
    yield respell
    yield rewrite
    if bare:
        yield partial(draft.text.reword_item, own.path, clause.id, clause.text, text)
        yield partial(draft.text.replace_item, own.path, clause.id, text)
    else:
        name = partial(draft.text.name_item, own.path, {"id": clause.id})
        yield together(name, respell)
        yield together(name, rewrite)


def _heading_ways(
    draft: Draft, spot: wanted.Spot, group: ResolvedGroup, text: str
) -> Iterator[Way]:
    own = draft.own.get(group.id)
    if own is None:
        yield _override_heading(draft, spot, group, text)
        return
    value = (*own.path, "group")
    node = draft.text.need(value).node
    colon = ":" if isinstance(node, Scalar) and node.text.rstrip().endswith(":") else ""
    respell = partial(draft.text.respell, value, group.text, text)
    rewrite = partial(draft.text.rewrite, value, text + colon)
    name = partial(draft.text.name_item, own.path, {"id": group.id})
    yield respell
    yield rewrite
    yield together(name, respell)
    yield together(name, rewrite)


def _override_heading(draft: Draft, spot: wanted.Spot, group: ResolvedGroup, text: str) -> Way:
    """A group of the role's own needs an item; a copy of the first inherited one that may be overridden serves."""
    free = (item for item in group.items if not item.readonly and item.id not in draft.own)
    kept = next(free, None)
    if kept is None:
        raise RefusedError("group_readonly")
    path = draft.list_of(spot.section)
    index = nearest(draft, path, spot.section, group.id)
    return partial(draft.text.put_items, path, index, NewGroup(group.id, text, override(kept)))


def plan_removal(draft: Draft, edit: ClauseEdit) -> Plan:
    if edit.id in draft.plain.sentences:
        return _removed_sentence(draft, edit.id)
    _, entry = entry_of(draft, edit.id)
    clause = clause_of(entry)
    if clause is None:
        raise RefusedError("group_not_empty")
    check_editable(draft, clause)
    own = draft.own.get(edit.id)
    return Plan(wanted.removed(draft.plain, edit.id), _removing_ways(draft, edit.id, own))


def _removed_sentence(draft: Draft, key: str) -> Plan:
    path = SENTENCES[key]
    if key in draft.inherited.sentences:
        raise RefusedError("sentence_inherited")
    way = partial(draft.text.drop_key, path[:-1], path[-1])
    return Plan(wanted.removed(draft.plain, key), iter((way,)))


def _removing_ways(draft: Draft, clause_id: str, own: OwnItem | None) -> Iterator[Way]:
    drop: list[Way] = [partial(draft.text.drop_item, own.path)] if own else []
    for relinks in links(draft, clause_id):
        yield together(*drop, partial(unlisted, draft, clause_id), partial(linked, draft, relinks))
    yield together(
        *drop, partial(unlisted, draft, clause_id), partial(led_by_next, draft, clause_id)
    )
