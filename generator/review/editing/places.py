"""A clause and the place it is to have in the document → the ways to write it into the role's own file.

The order of the document follows from the order of the file only among the role's own clauses; behind an inherited one
stands what says `after`. So there are several ways, the plainest first, and the caller takes the first one that makes
the document wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from generator.model.resolved import ResolvedClause
from generator.review.editing.draft import Draft, OwnItem, clause_of
from generator.review.editing.extent import LostError
from generator.review.editing.layout import Path
from generator.review.editing.new_item import Fields
from generator.review.editing.scalar import Splice
from generator.review.editing.wanted import Target, container, find

Links = dict[Path, str]
"""Own items whose `after` is to name another clause; "" takes the key away."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause is written: as which item of which list of the file, and with which `after` ("" without).

    `then` is written behind it: the first clause of the document, which now follows. `links` are those of others.
    """

    path: Path
    index: int
    after: str = ""
    last: bool = False
    links: Links = field(default_factory=dict)
    then: tuple[Fields, ...] = ()


def override(clause: ResolvedClause, text: str = "", after: str = "") -> Fields:
    """An item that takes the place of an inherited clause, with all that it had."""
    fields: dict[str, str | tuple[str, ...]] = {"id": clause.id, "text": text or clause.text}
    if not clause.significant:
        fields["significant"] = "false"
    if clause.competencies:
        fields["competencies"] = clause.competencies
    if clause.basis:
        fields["basis"] = clause.basis
    return fields | ({"after": after} if after else {})


def nearest(draft: Draft, path: Path, section: str, entry_id: str) -> int:
    """Which item of a list of the file a clause would be, were they all in the order of the document."""
    order = {name: at for at, name in enumerate(_names(draft, section))}
    own = draft.within(path)
    here = order.get(entry_id, len(order))
    before = [at for at, item in enumerate(own) if order.get(item.id, -1) <= here]
    return max(before, default=-1) + 1


def _names(draft: Draft, section: str) -> Iterator[str]:
    for entry in draft.plain.sections[section]:
        yield entry.id
        yield from (item.id for item in getattr(entry, "items", ()))


def links(draft: Draft, gone: str) -> Iterator[Links]:
    """What own clauses that stand behind one that goes away are to stand behind instead."""
    followers = [item for item in draft.items if item.after == gone]
    found = find(draft.plain, gone)
    if not followers or found is None:
        yield {}
        return
    spot = found[0]
    held = container(draft.plain, spot.section, spot.group)
    own = draft.own.get(gone)
    before = held[spot.index - 1].id if spot.index else ""
    for anchor in dict.fromkeys((own.after if own and own.after else before, before)):
        yield {item.path: anchor for item in followers}
    if own is None or draft.overrides(gone):
        yield {}


def led_by_next(draft: Draft, gone: str) -> list[Splice]:
    """Own clauses that stood behind the first of a list, written to come first themselves; `LostError` if they cannot.

    They stand behind the inherited clause that comes next, and an own copy of that stands behind them.
    """
    found = find(draft.plain, gone)
    followers = [item for item in draft.items if item.after == gone]
    if found is None or found[0].index or not followers:
        raise LostError
    held = container(draft.plain, found[0].section, found[0].group)
    block = list(takewhile(lambda e: e.id in draft.own and not draft.overrides(e.id), held[1:]))
    following = clause_of(held[1 + len(block)]) if 1 + len(block) < len(held) else None
    if not block or following is None or following.readonly:
        raise LostError
    splices = linked(draft, {item.path: following.id for item in followers})
    own = draft.own.get(following.id)
    if own:
        return [*splices, *draft.text.set_key(own.path, "after", block[-1].id)]
    paths = [draft.own[entry.id].path for entry in block]
    index = max(map(index_of, paths)) + 1
    copy = override(following, after=block[-1].id)
    return [*splices, *draft.text.put_items(paths[-1][:-1], index, copy)]


def linked(draft: Draft, wanted: Links) -> list[Splice]:
    """Other values of `after` written."""
    splices: list[Splice] = []
    for path, anchor in wanted.items():
        if anchor:
            splices += draft.text.set_key(path, "after", anchor)
        else:
            splices += draft.text.drop_key(path, "after")
    return splices


def places(draft: Draft, where: Target, new: str, *, override_of: bool) -> Iterator[Place]:
    """The places for a clause `new` in the file, the plainest first; `override_of` says it needs an `after` to move."""
    path = draft.list_of(where.section, where.group)
    own = [item for item in draft.within(path) if item.id != new]
    if where.after:
        yield from _behind(draft, where, path, own, new, override_of)
    else:
        yield from _first(draft, where, path, own, new, override_of)


def index_of(path: Path) -> int:
    """Which item of its list a path leads to."""
    assert isinstance(path[-1], int)
    return path[-1]


def _behind(
    draft: Draft, where: Target, path: Path, own: list[OwnItem], new: str, override_of: bool
) -> Iterator[Place]:
    anchor = next((item for item in own if item.id == where.after), None)
    followers = [item for item in draft.items if item.after == where.after and item.id != new]
    beside = [index_of(item.path) for item in followers if item.path[:-1] == path]
    plain = anchor and not override_of and Place(path, index_of(anchor.path) + 1)
    simple = anchor and not anchor.after and not draft.overrides(anchor.id) and not followers
    if plain and simple:
        yield plain
    index = min(beside, default=nearest(draft, path, where.section, where.after))
    if anchor:
        index = index_of(anchor.path) + 1
    with_after = Place(path, index, where.after, links={item.path: new for item in followers})
    yield with_after
    if beside:
        yield replace(with_after, index=max(beside) + 1, links={})
    if plain and not simple:
        yield plain
    if anchor is None and not override_of:
        yield Place(path, index)
    yield replace(with_after, last=True)


def _first(
    draft: Draft, where: Target, path: Path, own: list[OwnItem], new: str, override_of: bool
) -> Iterator[Place]:
    held = [e for e in container(draft.plain, where.section, where.group) if e.id != new]
    if not held:
        yield Place(path, 0)
        return
    head = draft.own.get(held[0].id)
    if head and head in own and not override_of and not draft.overrides(head.id):
        yield Place(path, index_of(head.path))
    clause = clause_of(held[0])
    if clause is None or clause.readonly:
        return
    if head:
        yield Place(head.path[:-1], index_of(head.path), clause.id, links={head.path: new})
        return
    followers = [item for item in draft.within(path) if item.after == clause.id]
    index = min((index_of(item.path) for item in followers), default=0)
    yield Place(path, index, clause.id, then=(override(clause, after=new),))


def unlisted(draft: Draft, clause_id: str) -> list[Splice]:
    """An inherited clause put into `remove`."""
    if not draft.overrides(clause_id):
        return []
    count = len(draft.part.content.remove)
    return draft.text.put_items(("remove",), count, clause_id)
