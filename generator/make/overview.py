"""All roles of a workspace → where the document of each stands; what has not changed since is not composed again."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

from generator.issue import Issue, IssueError
from generator.language import is_same_name
from generator.make.cards import known_cards
from generator.make.desk import Desk, Moment
from generator.make.keys import RoleDigests, kit_digest
from generator.make.ledger import STATE
from generator.make.plan import Plan
from generator.make.pool import crew
from generator.output import write_together
from generator.review.register.lifecycle import Edit, Status, status
from generator.review.register.records import Awaited, Record
from generator.review.register.register import registers
from generator.source.files import read_bytes
from generator.source.staff import read_staff
from generator.staff.match import match

_NOTES: Final = "status.json"
"""The file, beside the notes of builds, in which the fingerprints of texts are remembered."""

_LARGEST: Final = 200_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the document of a role stands: its `status`, `None` when the role or its register is not sound.

    `holders` are the names of those who are to acknowledge it, `None` when there is no staff list.
    """

    role: str
    status: Status | None
    holders: tuple[str, ...] | None
    issues: tuple[Issue, ...] = ()

    @property
    def unacknowledged(self) -> tuple[str, ...]:
        """The holders who have not acknowledged the version in force."""
        if self.holders is None or self.status is None or self.status.in_force is None:
            return ()
        done = [one.employee for one in self.status.acknowledged]
        return tuple(
            name for name in self.holders if not any(is_same_name(name, one) for one in done)
        )

    @property
    def strangers(self) -> tuple[str, ...]:
        """Who has acknowledged it and is no holder by the staff list."""
        if self.holders is None or self.status is None:
            return ()
        done = [one.employee for one in self.status.acknowledged]
        return tuple(
            name for name in done if not any(is_same_name(name, one) for one in self.holders)
        )


def overview(desk: Desk, wanted: Iterable[str] = ()) -> tuple[Standing, ...]:
    """The standing of the wanted roles, in their order; of all without any."""
    workspace = desk.composer.workspace
    known = _Known(desk)
    filed = frozenset(registers(workspace.root))
    ids = workspace.role_ids()
    # What was published of a role that is gone is in force all the same.
    roles = tuple(wanted) or (*ids, *sorted(filed - set(ids)))
    known.learn(role for role in roles if role in filed and role in ids)
    holders = known.holders()
    found = tuple(_standing(desk, known, role, filed, holders) for role in roles)
    known.keep()
    return found


def _standing(
    desk: Desk,
    known: _Known,
    role: str,
    filed: frozenset[str],
    holders: dict[str, list[str]] | None,
) -> Standing:
    names = None if holders is None else tuple(holders.get(role, ()))
    try:
        records: tuple[Record, ...] = ()
        if role in filed:
            history = desk.register(role).read()
            if history.issues:
                return Standing(role, None, names, history.issues)
            records = history.records
        return Standing(role, _status(desk, known, role, records), names)
    except IssueError as error:
        return Standing(role, None, names, error.issues)


def _status(desk: Desk, known: _Known, role: str, records: tuple[Record, ...]) -> Status:
    if not records or role not in desk.composer.files.ids:
        return status(records, (), "", desk.moment.day, lambda _: ())
    fingerprint, required = known.text(role)

    def changed(old: str) -> tuple[Edit, ...]:
        return desk.edits(role, old, desk.present(role).document)

    return status(records, required, fingerprint, desk.moment.day, changed)


class _Known:
    """What texts roles have now, as far as it is known from the last time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._workspace = desk.composer.workspace
        self._path = self._workspace.output / STATE / _NOTES
        kept = self._read()
        self._kit = kit_digest(Plan(self._workspace.root), desk.composer)
        self._digests = RoleDigests(self._workspace, _table(kept.get("roles")))
        self._texts = _table(kept.get("texts")) if kept.get("kit") == self._kit else {}
        self._learnt = False

    def learn(self, roles: Iterable[str]) -> None:
        """Find out what is not known yet, in several processes when it is much; what is broken is told later."""
        unknown = [role for role in roles if self._text(role) is None]
        jobs = os.cpu_count() or 1 if len(unknown) >= _MANY else 1
        work = partial(_found_out, self._workspace.root, self._desk.moment)
        with crew(work, lambda _: None, jobs) as run:
            for found in run(unknown):
                if found is not None:
                    self._digests.add(found.role, found.entry)
                    self._keep_text(found.entry["digest"], found.fingerprint, found.required)

    def text(self, role: str) -> tuple[str, tuple[Awaited, ...]]:
        """The fingerprint of the present text of a role, and who is to agree to it."""
        known = self._text(role)
        if known is not None:
            return known
        present = self._desk.present(role)
        self._keep_text(self._digests.put(present.role), present.fingerprint, present.required)
        return present.fingerprint, present.required

    def _text(self, role: str) -> tuple[str, tuple[Awaited, ...]] | None:
        digest = self._digests.get(role)
        match self._texts.get(digest):
            case {"fingerprint": str(found), "required": list(listed)} if digest:
                return found, tuple(Awaited(*each) for each in listed)
        return None

    def _keep_text(self, digest: str, fingerprint: str, required: tuple[Awaited, ...]) -> None:
        self._learnt = True
        listed = [[one.key, one.position, one.name] for one in required]
        self._texts[digest] = {"fingerprint": fingerprint, "required": listed}

    def holders(self) -> dict[str, list[str]] | None:
        """Role → the names of its holders by the staff list; `None` without a list that can be read."""
        workspace = self._workspace
        with suppress(IssueError):
            listed, _ = read_staff(workspace.root, workspace.settings.staff)
            cards = tuple(known_cards(self._desk.composer, self._digests, {}))
            matched, _ = match(listed.rows, cards, workspace.settings.staff.exempt)
            found: dict[str, list[str]] = defaultdict(list)
            for each in matched:
                if each.role_id and each.row.employee:
                    found[each.role_id].append(each.row.employee.holder.name)
            return dict(found)
        return None

    def keep(self) -> None:
        """Remember what was found; whoever may not write there finds it out again the next time."""
        if self._digests.learnt or self._learnt:
            text = json.dumps(self._data(), sort_keys=True)
            with suppress(IssueError):
                write_together({self._path: text.encode()}, root=self._workspace.root)

    def _data(self) -> dict[str, Any]:
        return {"kit": self._kit, "roles": self._digests.as_data(), "texts": self._texts}

    def _read(self) -> dict[str, Any]:
        try:
            content = read_bytes(self._workspace.root, self._path, _LARGEST)
            return _table(json.loads(content))
        except (IssueError, ValueError, RecursionError):
            return {}


@dataclass(frozen=True, slots=True)
class _Found:
    """What a worker has found out about a role; `entry` is what `RoleDigests` keeps of it."""

    role: str
    entry: dict[str, Any]
    fingerprint: str
    required: tuple[Awaited, ...]


@lru_cache(maxsize=1)
def _warm(root: Path, moment: Moment) -> Desk:
    """What a worker process keeps for the next role."""
    return Desk(root, moment)


def _found_out(root: Path, moment: Moment, role: str) -> _Found | None:
    desk = _warm(root, moment)
    try:
        present = desk.present(role)
    except IssueError:
        return None
    digests = RoleDigests(desk.composer.workspace, {})
    digests.put(present.role)
    return _Found(role, digests.entry(role), present.fingerprint, present.required)


_MANY: Final = 40
"""From how many roles on are processes worth their start, half a second each?"""


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def unsound(standings: Iterable[Standing]) -> Iterator[Issue]:
    """All that is wrong in roles and registers."""
    for standing in standings:
        yield from standing.issues
