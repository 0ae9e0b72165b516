"""Checks that no pattern can say: functions by the name a rule gives in `check`."""

from generator.lint.checks.company import COMPANY_CHECKS
from generator.lint.checks.competency import CATALOGUE_CHECKS
from generator.lint.checks.reading import Reading
from generator.lint.checks.required import REQUIRED_CHECKS
from generator.lint.checks.role import ROLE_CHECKS as ROLE_ALONE_CHECKS
from generator.lint.checks.text import TEXT_CHECKS

ROLE_CHECKS = {**ROLE_ALONE_CHECKS, **REQUIRED_CHECKS}
CHECKS = frozenset((*TEXT_CHECKS, *ROLE_CHECKS, *COMPANY_CHECKS, *CATALOGUE_CHECKS))

__all__ = [
    "CATALOGUE_CHECKS",
    "CHECKS",
    "COMPANY_CHECKS",
    "ROLE_CHECKS",
    "TEXT_CHECKS",
    "Reading",
]
