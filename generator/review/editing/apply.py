"""Edits of clauses and the role's own file → the file as it would be; an edit is made whole, or refused with a reason.

After every edit the file is read anew and the role resolved: it must be the role that was wanted, nothing else changed,
no comment lost. Shared parts are never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from generator.document.text import references
from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.model.resolved import ResolvedGroup, ResolvedRole
from generator.output import write_together
from generator.review.editing import wanted
from generator.review.editing.arranging import plan_addition, plan_move
from generator.review.editing.changing import plan_change, plan_removal
from generator.review.editing.draft import Draft, begin
from generator.review.editing.edit import ClauseEdit, Kind, Plan, RefusedError
from generator.review.editing.extent import LostError
from generator.review.editing.scalar import Splice, apply
from generator.source.difference import difference
from generator.source.files import read_bytes, read_text
from generator.source.roles import RoleFiles

__all__ = [
    "Applied",
    "ChangedFile",
    "ClauseEdit",
    "Kind",
    "Refusal",
    "plan_edits",
    "write_edits",
]

_PLANS = {
    Kind.CHANGED: plan_change,
    Kind.ADDED: plan_addition,
    Kind.REMOVED: plan_removal,
    Kind.MOVED: plan_move,
}

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file as it would be; `diff` is in unified format, `before` what it was made from."""

    name: str
    before: str
    after: str
    diff: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit that is not made; `reason` is a key of the catalogue of words."""

    edit: ClauseEdit
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Applied:
    """The files that would change, the edits that are in them, and those that are not."""

    files: tuple[ChangedFile, ...] = ()
    done: tuple[ClauseEdit, ...] = ()
    refused: tuple[Refusal, ...] = ()


def plan_edits(files: RoleFiles, role_id: str, edits: Sequence[ClauseEdit]) -> Applied:
    """What would change in the role's own file; nothing is written. `IssueError` when the role is not valid."""
    source = files.part(role_id).node.source
    try:
        first = begin(files, role_id)
    except LostError:
        reason = Phrase("edit.spelling")
        return Applied(refused=tuple(Refusal(edit, reason) for edit in edits))
    refused: dict[int, Phrase] = {}
    while True:
        last, failed = _make(first, edits, refused)
        refused |= failed
        dangling = _dangling(first.plain, last.plain, edits, refused)
        if not dangling:
            break
        refused |= dangling
    done = tuple(edit for at, edit in enumerate(edits) if at not in refused)
    refusals = tuple(Refusal(edits[at], reason) for at, reason in sorted(refused.items()))
    after = _with_line_ends(source.text, last.text.text)
    if after == source.text:
        return Applied((), done, refusals)
    diff = difference(source.name, source.text, after)
    return Applied((ChangedFile(source.name, source.text, after, diff),), done, refusals)


def write_edits(root: Path, applied: Applied) -> None:
    """Write the files; one that has changed meanwhile is an `IssueError`, and none is written then."""
    contents: dict[Path, bytes] = {}
    for file in applied.files:
        path = root / file.name
        if read_text(root, path).text != file.before:
            raise IssueError(
                issue(Code.OUTPUT_UNWRITABLE, Location(file.name), reason=Phrase("edit.stale"))
            )
        mark = _BOM if read_bytes(root, path).startswith(_BOM) else b""
        contents[path] = mark + file.after.encode()
    write_together(contents, root=root)


def _make(
    draft: Draft, edits: Sequence[ClauseEdit], skipped: Collection[int]
) -> tuple[Draft, dict[int, Phrase]]:
    """The file with all edits made that can be, and the reasons against the others."""
    refused: dict[int, Phrase] = {}
    alone = Counter(edit.id for edit in edits)
    simple = [
        at
        for at, edit in enumerate(edits)
        if at not in skipped and edit.kind is Kind.CHANGED and alone[edit.id] == 1
    ]
    draft, made = _change_together(draft, {at: edits[at] for at in simple})
    skipped = {*skipped, *made}
    headings = [_takes_heading(draft, edit) for edit in edits]
    for at in sorted(range(len(edits)), key=headings.__getitem__):
        if at in skipped or (headings[at] and wanted.find(draft.plain, edits[at].id) is None):
            continue
        try:
            draft = _one(draft, edits[at])
        except RefusedError as error:
            refused[at] = error.reason
    return draft, refused


def _change_together(draft: Draft, edits: Mapping[int, ClauseEdit]) -> tuple[Draft, set[int]]:
    """The file with own texts changed, which is proved once for all of them; those that could not be are left out."""
    role, splices = draft.plain, list[Splice]()
    chosen: dict[int, ClauseEdit] = {}
    for at, edit in edits.items():
        try:
            planned = plan_change(draft, edit) if edit.id in draft.own else None
            if planned and planned.role != draft.plain:
                splices += next(planned.ways)()
                role = wanted.changed(role, edit.id, wanted.text_of(planned.role, edit.id))
                chosen[at] = edit
        except (RefusedError, LostError):
            continue
    if len(chosen) < 2:
        return draft, set()
    try:
        made = _written(draft, Kind.CHANGED, Plan(role, iter(())), splices)
    except (LostError, ValueError):
        made = None
    if made:
        return made, set(chosen)
    half = len(chosen) // 2
    draft, first = _change_together(draft, dict(islice(chosen.items(), half)))
    draft, second = _change_together(draft, dict(islice(chosen.items(), half, None)))
    return draft, first | second


def _takes_heading(draft: Draft, edit: ClauseEdit) -> bool:
    """Whether a heading is taken away, which is looked at when all its clauses are."""
    found = wanted.find(draft.plain, edit.id) if edit.kind is Kind.REMOVED else None
    return found is not None and isinstance(found[1], ResolvedGroup)


def _one(draft: Draft, edit: ClauseEdit) -> Draft:
    """The file with one edit made; `RefusedError` when there is no way that makes the wanted role and nothing else."""
    try:
        return _at_once(draft, edit)
    except RefusedError:
        made = _in_steps(draft, edit) if edit.kind is Kind.REMOVED else None
        if made is None:
            raise
        return made


def _at_once(draft: Draft, edit: ClauseEdit) -> Draft:
    try:
        planned = _PLANS[edit.kind](draft, edit)
        if planned.role == draft.plain:
            return draft
        reason = "first"
        for way in planned.ways:
            try:
                made = _written(draft, edit.kind, planned, way())
            except (LostError, ValueError):
                reason = "spelling" if reason == "first" else reason
                continue
            if made:
                return made
            reason = "unsure"
    except LostError:
        reason = "spelling"
    raise RefusedError(reason)


def _written(draft: Draft, kind: Kind, planned: Plan, splices: list[Splice]) -> Draft | None:
    """The file with splices made, if it is what was wanted and every comment is there but those that had to go."""
    made = draft.with_text(apply(draft.text.text, splices))
    if made is None or made.plain != planned.role:
        return None
    lost = draft.text.comments - made.text.comments
    gone = "".join(draft.text.text[start:end] for start, end, _ in splices)
    may_go = {Kind.REMOVED: gone, Kind.MOVED: gone.replace(planned.moved, "")}.get(kind, "")
    return made if all(comment in may_go for comment in lost) else None


def _in_steps(draft: Draft, edit: ClauseEdit) -> Draft | None:
    """The file without a clause that others stand behind: they are moved to where they will be, and then it goes."""
    found = wanted.find(draft.plain, edit.id)
    followers = [item.id for item in draft.items if item.after == edit.id]
    if found is None or not followers:
        return None
    spot = found[0]
    held = [entry.id for entry in wanted.container(draft.plain, spot.section, spot.group)]
    before = held[spot.index - 1] if spot.index else ""
    goal = wanted.removed(draft.plain, edit.id)
    try:
        for name in (name for name in held if name in followers):
            draft = _one(
                draft, ClauseEdit(Kind.MOVED, name, "", before, spot.group or spot.section)
            )
            before = name
        made = _at_once(draft, edit)
    except RefusedError:
        return None
    return made if made.plain == goal else None


def _dangling(
    before: ResolvedRole,
    after: ResolvedRole,
    edits: Sequence[ClauseEdit],
    refused: dict[int, Phrase],
) -> dict[int, Phrase]:
    """Edits that take away what another clause refers to, or refer to what is not there."""
    known = wanted.ids(after)
    missing = _referred(after) - known - (_referred(before) - wanted.ids(before))
    found: dict[int, Phrase] = {}
    for at, edit in enumerate(edits):
        if at not in refused and missing:
            if edit.kind is Kind.REMOVED and edit.id in missing:
                found[at] = Phrase("edit.referred")
            elif missing & set(references(edit.text)) - wanted.ids(before):
                found[at] = Phrase("edit.refers")
    return found


def _referred(role: ResolvedRole) -> set[str]:
    texts = [clause.text for clause in role.clauses()]
    texts += [entry.text for entries in role.sections.values() for entry in entries]
    texts += [cell for row in (*role.relations, *role.indicators) for cell in row.cells]
    return {target for text in texts for target in references(text)}


def _with_line_ends(before: str, after: str) -> str:
    """The text with the line breaks each line had; new lines have those of the first."""
    if "\r\n" not in before:
        return after
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, [o.replace("\r\n", "\n") for o in old], new, autojunk=False)
    usual = "\r\n" if old[0].endswith("\r\n") else "\n"
    made: list[str] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        lines = old[a:b] if tag == "equal" else [n.replace("\n", usual) for n in new[c:d]]
        made += lines
    return "".join(made)
