"""The option of the tests: `--update-golden` writes what is compared as text anew, to be reviewed as a difference."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden/ and issues/*/expected*.txt anew instead of comparing",
    )
