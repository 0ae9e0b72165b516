"""What a user may write, as strict frozen types; no file is read here."""

from generator.model.clause import Clause, ClauseGroup, ClauseList
from generator.model.role import Indicator, Relation, Requirements, Role, RolePart
from generator.model.theme import Theme
from generator.model.workspace import (
    Agreement,
    Approval,
    DocumentSettings,
    Layout,
    Organisation,
    Signer,
    WorkspaceSettings,
)

__all__ = [
    "Agreement",
    "Approval",
    "Clause",
    "ClauseGroup",
    "ClauseList",
    "DocumentSettings",
    "Indicator",
    "Layout",
    "Organisation",
    "Relation",
    "Requirements",
    "Role",
    "RolePart",
    "Signer",
    "Theme",
    "WorkspaceSettings",
]
