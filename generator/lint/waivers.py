"""`waivers.yaml` and `baseline.json` → which findings are accepted, and which were known before."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from generator.issue import Code, Issue, IssueError, Location, Severity, issue
from generator.lint.finding import Finding
from generator.lint.rules import RuleSet
from generator.model.lint import Waiver, WaiverFile
from generator.source import tree
from generator.source.files import is_there, read_text
from generator.source.validate import nearest, validate
from generator.source.workspace import Workspace

WAIVERS: Final = "waivers.yaml"
BASELINE: Final = "baseline.json"


@dataclass(frozen=True, slots=True)
class PlacedWaiver:
    """A waiver (виняток) and where it is written."""

    waiver: Waiver
    place: Location

    def covers(self, finding: Finding) -> bool:
        """Whether it is for this finding: in one of its roles, or in the shared part that has the clause."""
        written = self.waiver
        same = (finding.rule, finding.clause) == (written.rule, written.clause)
        return same and (written.role in finding.roles or written.role == part_of(finding))


def part_of(finding: Finding) -> str:
    """The file of a finding as `extends` names it: `_shared/office`."""
    return finding.location.file.removeprefix("roles/").removesuffix(".yaml")


def load_waivers(workspace: Workspace, rules: RuleSet) -> tuple[PlacedWaiver, ...]:
    """The waivers of a workspace; `IssueError` with all that is wrong in the file, unknown rules included."""
    path = workspace.root / WAIVERS
    if not is_there(path):
        return ()
    node = tree.parse(read_text(workspace.root, path))
    content = validate(node, WaiverFile)
    places = [nearest(node, ("waivers", index)) for index in range(len(content.waivers))]
    problems = [
        rules.unknown(waiver.rule, nearest(place, ("rule",)).location, index)
        for index, (waiver, place) in enumerate(zip(content.waivers, places, strict=True))
        if waiver.rule not in rules.rules
    ]
    if problems:
        raise IssueError(problems)
    return tuple(
        PlacedWaiver(waiver, place.location)
        for waiver, place in zip(content.waivers, places, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is accepted, and why."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings as they count: `kept`, `waived`, how many a baseline has `known`; and what is wrong with the waivers."""

    kept: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    known: int = 0
    issues: tuple[Issue, ...] = ()


def waive(
    findings: Iterable[Finding],
    waivers: tuple[PlacedWaiver, ...],
    day: date,
    judging: frozenset[str],
    roles: frozenset[str],
) -> Judged:
    """The findings without those that are waived on a day.

    A waiver that is over is an issue, and so is one that nothing needs: of the rules that were `judging` and the
    `roles` that were read, all of them or some.
    """
    good = [each for each in waivers if day <= each.waiver.until]
    used: set[int] = set()
    kept: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        left, accepted = _without_waived(finding, good, used)
        waived += accepted
        if left is not None:
            kept.append(left)
    issues = (
        *(_expired(each) for each in waivers if each.waiver.until < day),
        *_unused(good, used, judging, roles),
    )
    return Judged(tuple(kept), tuple(waived), 0, issues)


def _without_waived(
    finding: Finding, waivers: list[PlacedWaiver], used: set[int]
) -> tuple[Finding | None, list[Waived]]:
    """What is left of a finding in the roles for which nobody has accepted it."""
    accepted: list[Waived] = []
    roles = finding.roles
    for index, placed in enumerate(waivers):
        if not placed.covers(finding):
            continue
        used.add(index)
        accepted.append(Waived(finding, placed.waiver))
        role = placed.waiver.role
        roles = tuple(each for each in roles if each != role) if role in roles else ()
    if not accepted:
        return finding, []
    return (replace(finding, roles=roles) if roles else None), accepted


def _expired(placed: PlacedWaiver) -> Issue:
    written = placed.waiver
    return issue(
        Code.WAIVER_EXPIRED,
        placed.place,
        Severity.WARNING,
        rule=written.rule,
        until=written.until.isoformat(),
        owner=written.owner,
    )


def _unused(
    good: list[PlacedWaiver], used: set[int], judging: frozenset[str], roles: frozenset[str]
) -> Iterator[Issue]:
    for index, placed in enumerate(good):
        written = placed.waiver
        if index not in used and written.rule in judging and written.role in roles:
            yield issue(
                Code.WAIVER_UNUSED,
                placed.place,
                Severity.WARNING,
                rule=written.rule,
                clause=written.clause,
                role=written.role,
            )


def fingerprint(finding: Finding) -> str:
    """What a finding is known by in a baseline: rule, file, clause and words, but no line, which moves."""
    said = (finding.words or finding.text).casefold()
    named = "\n".join((finding.rule, finding.location.file, finding.clause, said))
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def baseline(findings: Iterable[Finding]) -> str:
    """The findings as `baseline.json`: how often each is known; the rest is for the reader."""
    counts = Counter((fingerprint(f), f.rule, f.location.file, f.clause) for f in findings)
    entries = [
        {"fingerprint": mark, "rule": rule, "file": file, "clause": clause, "count": count}
        for (mark, rule, file, clause), count in sorted(
            counts.items(), key=lambda pair: pair[0][1:]
        )
    ]
    return json.dumps({"findings": entries}, ensure_ascii=False, indent=1) + "\n"


def load_baseline(workspace: Workspace) -> Counter[str]:
    """How often each fingerprint is known; none without a baseline. `IssueError` when the file is not one."""
    path = workspace.root / BASELINE
    if not is_there(path):
        return Counter()
    source = read_text(workspace.root, path)
    try:
        entries = json.loads(source.text)["findings"]
        known = Counter({_text(entry["fingerprint"]): _count(entry["count"]) for entry in entries})
    except (ValueError, KeyError, TypeError, RecursionError):
        raise IssueError(issue(Code.BASELINE_INVALID, Location(source.name))) from None
    return known


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 1:
        raise TypeError
    return value


def without_known(judged: Judged, known: Counter[str]) -> Judged:
    """Without the findings that a baseline has, each as often as it has it."""
    left = Counter(known)
    kept = []
    for finding in judged.kept:
        mark = fingerprint(finding)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            kept.append(finding)
    return replace(judged, kept=tuple(kept), known=len(judged.kept) - len(kept))
