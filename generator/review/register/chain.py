"""The files of one role's register → its records in order, and every place where the chain does not hold.

What is found: a file gone, changed, unreadable, misnamed or of another role, and the last record gone too, by its line
in `SHA256SUMS`. Who rewrites both the files and the lines leaves no trace here; git and backups have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import Any, Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.review.register.records import Record, parse, place_of
from generator.review.register.sums import SUMS, Sums, text_checksums

NAME: Final = re.compile(r"(?P<number>\d{4,9})-(?P<kind>[a-z]+)-(?P<hash>[0-9a-f]{8})\.json")
"""How the file of a record is named."""


@dataclass(frozen=True, slots=True)
class History:
    """The register of a role: the sound `records`, each after those it names, and what is wrong with the others.

    Records that no other comes before or after stand by day, then by name.
    """

    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()
    sums: Sums = field(default_factory=Sums)

    @property
    def heads(self) -> tuple[str, ...]:
        """The hashes of the records that none comes after: those the next record names."""
        return tuple(sorted(_heads(self.records)))


@dataclass(slots=True)
class _Chain:
    """The register while it is read: what each file holds, by its name."""

    folder: str
    role: str
    sums: Sums
    sound: dict[str, Record] = field(default_factory=dict)
    checksums: dict[str, tuple[str, ...]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def place(self, name: str) -> Location:
        return place_of(self.folder, name)


def examine(folder: str, role: str, files: Mapping[str, bytes | IssueError], sums: Sums) -> History:
    """The register of a role from its record files, name → content, or why that cannot be read.

    `folder` is how issues name the folder of the files.
    """
    chain = _Chain(folder, role, sums, issues=list(sums.issues))
    for name in sorted(files):
        _take(chain, name, files[name])
    records = _in_order(chain)
    chain.issues += _displaced(chain, records)
    chain.issues += _gone(chain, files, records)
    chain.issues += _unlisted(chain, records)
    return History(records, tuple(sorted(chain.issues, key=Issue.sort_key)), sums)


def _take(chain: _Chain, name: str, content: bytes | IssueError) -> None:
    place = chain.place(name)
    found = NAME.fullmatch(name)
    try:
        if isinstance(content, IssueError):
            raise content
        record = parse(content, place, int(found["number"]) if found else 0)
        if record.role != chain.role:
            raise IssueError(
                issue(Code.REGISTER_FOREIGN, place, role=chain.role, other=record.role)
            )
    except IssueError as error:
        chain.issues += error.issues
        return
    chain.sound[name] = record
    chain.checksums[name] = text_checksums(content)


def _in_order(chain: _Chain) -> tuple[Record, ...]:
    """The sound records, each after those it names and with the number that follows from theirs."""
    named: dict[str, Record] = {}
    files: dict[str, str] = {}
    for name, record in chain.sound.items():
        # Of two copies the one with the right name is the record.
        if record.hash not in named or record.name == name:
            named[record.hash], files[record.hash] = record, name
    waiting = {
        own: sum(before in named for before in record.previous) for own, record in named.items()
    }
    after: dict[str, list[str]] = {}
    for own, record in named.items():
        for before in record.previous:
            after.setdefault(before, []).append(own)
    ready = [(named[own].day, files[own], own) for own, left in waiting.items() if not left]
    heapify(ready)
    ordered: dict[str, Record] = {}
    while ready:
        *_, own = heappop(ready)
        ordered[own] = _numbered(named[own], ordered)
        for later in after.get(own, ()):
            waiting[later] -= 1
            if not waiting[later]:
                heappush(ready, (named[later].day, files[later], later))
    return tuple(ordered.values())


def _numbered(record: Record, before: Mapping[str, Record]) -> Record:
    """With the number that those before it give it; its own when one of them is not known."""
    if not all(each in before for each in record.previous):
        return record
    number = next_number(before[each] for each in record.previous)
    return record if record.number == number else replace(record, number=number)


def next_number(before: Iterable[Record]) -> int:
    """The number of a record that comes after these."""
    return 1 + max((record.number for record in before), default=0)


def _displaced(chain: _Chain, records: Iterable[Record]) -> Iterator[Issue]:
    """Files whose name is not the one of their record, and those that are not as their line says."""
    expected = {record.hash: record.name for record in records}
    for name, record in chain.sound.items():
        if name != expected[record.hash]:
            yield issue(Code.REGISTER_ORDER, chain.place(name), expected=expected[record.hash])
        elif chain.sums.denies(name, *chain.checksums[name]):
            yield issue(
                Code.REGISTER_EDITED, chain.place(name), reason=Phrase("register.sums_hash")
            )


def missing(place: Location, reason: str, record: str, **values: Any) -> Issue:
    """The issue about a file that is to be there."""
    return issue(
        Code.REGISTER_MISSING_RECORD, place, reason=Phrase(reason), record=record, **values
    )


def _gone(chain: _Chain, files: Iterable[str], records: Iterable[Record]) -> Iterator[Issue]:
    """Records that have a line, or that others come after, but no file."""
    there = set(files)
    listed = [name for name in chain.sums.known if "/" not in name]
    for name in listed:
        if name not in there:
            yield missing(chain.place(name), "register.listed", name)
    # A file that is there and not sound, or gone and listed, is named already.
    named = {found["hash"] for found in map(NAME.fullmatch, (*there, *listed)) if found}
    named |= {record.hash[:8] for record in records}
    for record in records:
        for before in record.previous:
            if before[:8] not in named:
                place = chain.place(record.name)
                yield missing(place, "register.before", before[:8], after=record.name)


def _unlisted(chain: _Chain, records: Iterable[Record]) -> Iterator[Issue]:
    """Records without a line though others come after: before a record is added, all others have got theirs."""
    heads = _heads(records)
    later = [record.name for record in records if record.hash not in heads]
    without = [name for name in later if name not in chain.sums.known and name in chain.sound]
    if chain.sums.issues:
        return  # what is wrong with the lines is said already
    if without and not chain.sums.known:
        yield missing(chain.place(SUMS), "register.no_sums", SUMS)
    else:
        yield from (missing(chain.place(SUMS), "register.unlisted", name) for name in without)


def _heads(records: Iterable[Record]) -> set[str]:
    named = {before for record in records for before in record.previous}
    return {record.hash for record in records} - named
