"""Documents that our own writer makes, as a build leaves them."""

from __future__ import annotations

import pytest

from generator.document.tree import Document
from generator.make.composer import Composer
from generator.make.plan import Plan
from generator.render.docx import prepare, write
from tests.workspace import copy_workspace

ROLE = "account-manager"

Built = dict[str, tuple[Document, bytes]]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every shipped role: its tree, and the Word file written from it."""
    composer = Composer(Plan(copy_workspace(tmp_path_factory.mktemp("word")), draft=False))
    base = prepare(composer.theme, "uk")
    trees = {name: composer.document(name) for name in composer.workspace.role_ids()}
    return {name: (tree, write(tree, base)) for name, tree in trees.items()}


@pytest.fixture(scope="session")
def real(built: Built) -> bytes:
    """The Word file of one role."""
    return built[ROLE][1]
