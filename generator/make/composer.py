"""A workspace → its composed documents: settings, theme, templates and emblem are read once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from generator.document.compose import compose, compose_page
from generator.document.emblem import load_emblem
from generator.document.templates import Templates
from generator.document.tree import Document, Picture
from generator.issue import Issue, IssueError
from generator.make.plan import Plan
from generator.model import Theme
from generator.model.resolved import ResolvedRole
from generator.model.staff import Holder
from generator.source import tree
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from generator.source.validate import validate
from generator.source.workspace import load_workspace

_NO_PICTURES: Final[Mapping[str, Picture]] = {}


class Composer:
    """Composes the documents of one workspace: settings, theme and templates are read once."""

    def __init__(self, plan: Plan) -> None:
        self.workspace = load_workspace(plan.root)
        self.templates = Templates(self.workspace)
        self.theme = load_theme(self.templates)
        self.files = RoleFiles(self.workspace)
        self.day = plan.day
        self.draft = plan.draft
        self.emblem = load_emblem(self.workspace, self.theme.emblem_height_mm)

    def check_parts(self) -> list[Issue]:
        """What is wrong in the shared parts, also in those that no role uses yet."""
        found: list[Issue] = []
        for name in self.files.shared_names():
            try:
                self.files.part(name)
            except IssueError as error:
                found += error.issues
        return found

    def resolve(self, role_id: str) -> ResolvedRole:
        """A role with all it inherits; `IssueError` with all that is wrong in its files."""
        return resolve(self.files, role_id)

    def compose(self, role: ResolvedRole, holders: tuple[Holder, ...] = ()) -> Document:
        """The document of a resolved role; `IssueError` with its undefined variables and references."""
        return compose(
            role,
            self.workspace.settings,
            self.templates,
            self.theme,
            holders=holders,
            day=self.day,
            draft=self.draft,
            emblem=self.emblem,
        )

    def compose_page(
        self,
        template: str,
        names: Mapping[str, Any],
        *,
        draft: bool = False,
        pictures: Mapping[str, Picture] = _NO_PICTURES,
    ) -> Document:
        """The document another template writes of `names`; most such are never drafts."""
        return compose_page(
            template,
            names,
            self.workspace.settings,
            self.templates,
            self.theme,
            day=self.day,
            draft=draft,
            emblem=self.emblem,
            pictures=pictures,
        )

    def document(self, role_id: str) -> Document:
        """Both steps."""
        return self.compose(self.resolve(role_id))


def load_theme(templates: Templates) -> Theme:
    """The built-in theme with what the workspace's own `theme.yaml` changes in it."""
    built_in, *own = (tree.parse(source) for source in templates.all("theme.yaml"))
    node = built_in
    for over in own:
        node = tree.merge(node, over)
    return validate(node, Theme)
