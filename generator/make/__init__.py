"""Workspace and roles → files in `output/`: the one place that knows the order of the stages.

Every role goes through resolve → compose → render on its own, so the work can be handed to any
`concurrent.futures.Executor`. What is unchanged since it was written is not made again.
"""

from generator.make.assessing import AssessmentReport, assess, rank
from generator.make.company import (
    CoverageReport,
    StaffReport,
    build_staff,
    check_staff,
    cover_staff,
)
from generator.make.competencies import build_competencies
from generator.make.composer import Composer, load_theme
from generator.make.engine import BuildReport
from generator.make.plan import (
    DEFAULT_FORMATS,
    FORMATS,
    Instruction,
    Job,
    LintReport,
    Plan,
    Report,
)
from generator.make.renderer import Renderer, forget
from generator.make.run import build, check, select

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "AssessmentReport",
    "BuildReport",
    "Composer",
    "CoverageReport",
    "Instruction",
    "Job",
    "LintReport",
    "Plan",
    "Renderer",
    "Report",
    "StaffReport",
    "assess",
    "build",
    "build_competencies",
    "build_staff",
    "check",
    "check_staff",
    "cover_staff",
    "forget",
    "load_theme",
    "rank",
    "select",
]
