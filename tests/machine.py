"""What a test needs of the machine besides programs."""

from __future__ import annotations

import os

import pytest


def need_pango() -> None:
    """Without Pango the test is skipped by name, or fails where everything must be tested."""
    try:
        import weasyprint  # noqa: F401  # only whether it can be loaded
    except OSError:
        if os.environ.get("CI") == "true":
            pytest.fail("Pango is not installed")
        pytest.skip("Pango is not installed")
