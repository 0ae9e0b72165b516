"""Roles → what a staff list may call them; one whose files have not changed since the last time is not read again."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from generator.issue import Issue, IssueError, Location
from generator.make.composer import Composer
from generator.make.keys import RoleDigests
from generator.staff.card import RoleCard, broken_card


def known_cards(
    composer: Composer, digests: RoleDigests, broken: MutableMapping[str, tuple[Issue, ...]]
) -> Iterator[RoleCard]:
    """A card of each role in the order of ids; to `broken` goes what is wrong in the files of those that are so."""
    files = composer.files
    for role in files.ids:
        try:
            if not digests.get(role):
                digests.put(composer.resolve(role))
        except IssueError as error:
            broken[role] = error.issues
            yield broken_card(composer.workspace, files, role)
            continue
        names = digests.names(role)
        title, aliases = names["title"], tuple(names["aliases"])
        place = Location(f"roles/{role}.yaml")
        yield RoleCard(role, title, aliases, names["department"], "", "", "", "", place)
