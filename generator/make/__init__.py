"""Workspace and roles → files in `output/`: the one place that knows the order of the stages.

Every role goes through resolve → compose → render on its own, so the work can be handed to any
`concurrent.futures.Executor`. What is unchanged since it was written is not made again.
"""

from generator.make.company import StaffReport, check_staff
from generator.make.composer import Composer, load_theme
from generator.make.plan import DEFAULT_FORMATS, FORMATS, Job, Plan, Report
from generator.make.renderer import Renderer, forget
from generator.make.run import build, check, select

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "Composer",
    "Job",
    "Plan",
    "Renderer",
    "Report",
    "StaffReport",
    "build",
    "check",
    "check_staff",
    "forget",
    "load_theme",
    "select",
]
