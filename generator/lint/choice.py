"""Which rules judge, and how much each weighs: the settings of a workspace, a profile, a command's options, a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from generator.issue import Code, Issue, IssueError, Location, Severity, issue, nearest_names
from generator.lint.rules import Rule, RuleSet
from generator.model.lint import LintProfile, LintSettings
from generator.source import tree
from generator.source.files import read_text
from generator.source.validate import nearest
from generator.source.workspace import SETTINGS_NAME, Workspace

PROFILES: Final[Mapping[str, LintProfile]] = {
    "full": LintProfile(),
    "legal": LintProfile(
        select=("liability", "sanctions", "working-time", "equality", "duties", "law", "education",
                "classifier", "personal-data", "completeness", "consistency")
    ),
    "language": LintProfile(select=("calques", "style", "clarity", "form")),
    "none": LintProfile(select=()),
}  # fmt: skip
"""The profiles everybody has: everything, the lawyer's rules, the editor's, and no rule at all."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a command asks for: a profile and names of rules or families instead of those of the settings."""

    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


NOTHING_ASKED: Final = Options()


@dataclass(frozen=True, slots=True)
class Choice:
    """The rules that judge, in order, and those whose weight was changed."""

    rules: tuple[Rule, ...]
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def severity(self, rule: str) -> Severity:
        """How much a rule weighs here."""
        return self.severities[rule]

    def ids(self) -> frozenset[str]:
        """The ids of the rules."""
        return frozenset(rule.id for rule in self.rules)


def choose(rules: RuleSet, workspace: Workspace, options: Options, day: date) -> Choice:
    """The rules that judge as of a day; `IssueError` with every name that is not one of a rule, family or profile."""
    return _Chooser(rules, workspace).choose(options, day)


class _Chooser:
    def __init__(self, rules: RuleSet, workspace: Workspace) -> None:
        self._rules = rules
        self._settings: LintSettings = workspace.settings.lint
        self._workspace = workspace
        self._problems: list[Issue] = []
        self._node: tree.Node | None = None

    def choose(self, options: Options, day: date) -> Choice:
        settings = self._settings
        profiles: list[LintProfile] = [] if options.profile else [settings]
        name = options.profile or settings.profile or ""
        if name:
            profiles.insert(0, self._profile(name, bool(options.profile)))
        for key, profile in settings.profiles.items():
            self._check(profile, ("profiles", key))
        self._check(settings, ())
        selected = self._expanded(options.select) if options.select else self._selected(profiles)
        ignored = {rule for profile in profiles for rule in self._all(profile.ignore)}
        ignored |= self._expanded(options.ignore)
        if self._problems:
            raise IssueError(dict.fromkeys(self._problems))
        severities = {rule.id: rule.entry.severity for rule in self._rules.rules.values()}
        for profile in profiles:
            for named, severity in profile.severity.items():
                severities.update(dict.fromkeys(self._rules.named(named), severity))
        judging = tuple(
            rule
            for rule in self._rules.rules.values()
            if rule.id in selected and rule.id not in ignored and rule.holds_on(day)
        )
        return Choice(judging, severities)

    def _profile(self, name: str, is_option: bool) -> LintProfile:
        known = {**PROFILES, **self._settings.profiles}
        if name not in known:
            place = None if is_option else self._place("profile")
            advice = nearest_names(name, known, 0)
            self._problems.append(issue(Code.PROFILE_UNKNOWN, place, profile=name, **advice))
            return LintProfile()
        return known[name]

    def _selected(self, profiles: Iterable[LintProfile]) -> set[str]:
        """What all profiles select that select anything."""
        chosen = set(self._rules.rules)
        for profile in profiles:
            if profile.select is not None:
                chosen &= self._all(profile.select)
        return chosen

    def _all(self, names: Iterable[str]) -> set[str]:
        return {rule for name in names for rule in self._rules.named(name)}

    def _expanded(self, names: Iterable[str]) -> set[str]:
        """The rules that names on the command line stand for."""
        return {rule for name in names for rule in self._known(name, None)}

    def _known(self, name: str, place: Location | None) -> tuple[str, ...]:
        found = self._rules.named(name)
        if not found:
            self._problems.append(self._rules.unknown(name, place, len(self._problems)))
        return found

    def _check(self, profile: LintProfile, path: tuple[str, ...]) -> None:
        for written in _names(profile):
            key, name, index = written
            if not self._rules.named(name):
                self._known(name, self._place(*path, key, name if index is None else index))

    def _place(self, *path: str | int) -> Location:
        if self._node is None:
            root = self._workspace.root
            self._node = tree.parse(read_text(root, root / SETTINGS_NAME))
        return nearest(self._node, ("lint", *path)).location


def _names(profile: LintProfile) -> Iterator[tuple[str, str, int | None]]:
    """The names a profile writes: under which key, and which item there (`None`: it is a key itself)."""
    yield from (("select", name, index) for index, name in enumerate(profile.select or ()))
    yield from (("ignore", name, index) for index, name in enumerate(profile.ignore))
    yield from (("severity", name, None) for name in profile.severity)
