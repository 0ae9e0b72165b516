"""Role files → cards: what the staff list is checked against, without a document being composed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.issue import Issue, IssueError, Location
from generator.model.role import Role
from generator.source import tree
from generator.source.files import read_text
from generator.source.roles import Part, RoleFiles
from generator.source.workspace import Workspace

_PLACES: Final = ("department", "reports_to", "substituted_by", "classification")


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role as its files write it, with what it inherits; "" for what is not written.

    `reports_to` and `substituted_by` are ids or free texts; `place` is where the title stands, `places` where the
    others do. A `broken` role has an error in its files: only the title and its place are known, if at all.
    """

    id: str
    title: str
    aliases: tuple[str, ...]
    department: str
    reports_to: str
    substituted_by: str
    classifier_code: str
    classifier_title: str
    place: Location
    places: Mapping[str, Location] = field(default_factory=dict)
    broken: bool = False

    def at(self, key: str) -> Location:
        """Where a key of the role stands."""
        return self.places.get(key, self.place)


def read_cards(
    workspace: Workspace, files: RoleFiles
) -> tuple[tuple[RoleCard, ...], tuple[Issue, ...]]:
    """A card of each role in the order of ids, and what is wrong in the files of those that are broken."""
    cards, problems = [], list(files.check_names())
    for role_id in files.ids:
        try:
            cards.append(_card(role_id, files.order(role_id)))
        except IssueError as error:
            problems += error.issues
            cards.append(broken_card(workspace, files, role_id))
    return tuple(cards), tuple(dict.fromkeys(problems))


def _card(role_id: str, parts: tuple[Part, ...]) -> RoleCard:
    own = parts[-1]
    assert isinstance(own.content, Role)
    found = {key: _last(parts, key) for key in _PLACES}
    classification = found["classification"][0]
    return RoleCard(
        id=role_id,
        title=own.content.title,
        aliases=own.content.aliases,
        department=found["department"][0] or "",
        reports_to=found["reports_to"][0] or "",
        substituted_by=found["substituted_by"][0] or "",
        classifier_code=classification.code if classification else "",
        classifier_title=(classification.title or "") if classification else "",
        place=own.place("title"),
        places={key: place for key, (_, place) in found.items()},
    )


def _last(parts: tuple[Part, ...], key: str) -> tuple[Any, Location]:
    """The value of the last part that writes it, and where; the role's own title when none does."""
    for part in reversed(parts):
        value = getattr(part.content, key)
        if value is not None:
            return value, part.place(key)
    return None, parts[-1].place("title")


def broken_card(workspace: Workspace, files: RoleFiles, role_id: str) -> RoleCard:
    """What can be known of a role whose files have errors, so that its positions are not told to have none."""
    place = Location(f"roles/{role_id}.yaml")
    title, aliases = "", ()
    try:
        node = tree.parse(read_text(workspace.root, files.path(role_id)))
    except IssueError:
        node = None
    if isinstance(node, tree.Mapping):
        written = node.get("title")
        if isinstance(written, tree.Scalar):
            title, place = written.text, written.location
    return RoleCard(role_id, title, aliases, "", "", "", "", "", place, broken=True)
