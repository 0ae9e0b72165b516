"""Checks that no pattern can say: functions by the name a rule gives in `check`."""

from generator.lint.checks.company import COMPANY_CHECKS
from generator.lint.checks.reading import Reading
from generator.lint.checks.role import ROLE_CHECKS
from generator.lint.checks.text import TEXT_CHECKS

CHECKS = frozenset((*TEXT_CHECKS, *ROLE_CHECKS, *COMPANY_CHECKS))

__all__ = ["CHECKS", "COMPANY_CHECKS", "ROLE_CHECKS", "TEXT_CHECKS", "Reading"]
