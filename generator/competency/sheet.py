"""A profile + a person → the form of their assessment (форма оцінювання), an Excel workbook to be filled in.

Hidden keys of its rows tell indicators and particulars apart when it comes back (`source.assessment_sheet`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.competency.profile import Profile, Required
from generator.competency.standing import ENOUGH_PERCENT
from generator.messages import say
from generator.model.assessed import Assessor, Person
from generator.model.assessment import HIGHEST_MARK
from generator.render.xlsx import Value, XlsxChoices, XlsxColumn, XlsxSheet, workbook
from generator.source.assessment_form import (
    COLUMNS,
    DETAILS,
    FIXED,
    MARKS,
    VALUE,
    heading,
    indicator_key,
    label_key,
)

_WIDTHS_MM: Final = {
    "id": 40, "competency": 44, "level": 16, "indicator": 95, "self": 26, "manager": 20, "agreed": 24,
    "remark": 40, "label": 80, VALUE: 120, "points": 40, "meaning": 160,
}  # fmt: skip
"""The columns with their widths; those of a sheet are as wide together as A4 that lies crosswise, the id aside."""

_ID: Final = "id"


def assessment_workbook(
    profile: Profile,
    person: Person,
    language: str,
    author: str = "",
    day: date | None = None,
    assessor: Assessor | None = None,
) -> bytes:
    """The form for a person and a role; `author` is the organisation, `day` when the form is made.

    The day of the assessment itself is left to be filled in, as is what is "" of the person and the assessor.
    """
    key = "form_of" if person.name else "form"
    title = say(language, f"assessment.{key}", name=person.name, title=profile.title)
    sheets = (
        _details(profile, person, assessor or Assessor(), language),
        _marks(profile, language),
        _scale(language),
    )
    return workbook(sheets, title, language, day, author)


def _columns(names: tuple[str, ...], language: str) -> tuple[XlsxColumn, ...]:
    return tuple(XlsxColumn(heading(name, language), _WIDTHS_MM[name]) for name in names)


def _details(profile: Profile, person: Person, assessor: Assessor, language: str) -> XlsxSheet:
    values = {
        "title": profile.title,
        "role": profile.role,
        "profile": profile.fingerprint,
        "person.name": person.name,
        "person.number": person.number,
        "person.unit": person.unit or profile.unit,
        "assessor.position": assessor.position,
        "assessor.name": assessor.name,
    }
    rows = ((key, say(language, label_key(key)), values.get(key) or None) for key in DETAILS)
    return XlsxSheet(
        say(language, "assessment.details"),
        _columns((_ID, "label", VALUE), language),
        tuple(rows),
        hidden_columns=(1,),
        open_columns=(3,),
        locked_rows=tuple(at for at, key in enumerate(DETAILS, start=1) if key in FIXED),
    )


def _marks(profile: Profile, language: str) -> XlsxSheet:
    names = (_ID, *COLUMNS)
    marks = tuple(names.index(each) + 1 for each in MARKS)
    rows = (row for required in profile.required for row in _rows(required, language))
    hint = say(language, "assessment.hint")
    return XlsxSheet(
        say(language, "assessment.marks"),
        _columns(names, language),
        tuple(rows),
        freeze="E2",
        choices=(XlsxChoices(marks, 0, HIGHEST_MARK, say(language, "assessment.points"), hint),),
        hidden_columns=(1,),
        open_columns=(*marks, names.index("remark") + 1),
    )


def _rows(required: Required, language: str) -> Iterator[tuple[Value, ...]]:
    """A row for each indicator of the levels up to the required one, with empty cells for the marks."""
    entry = required.entry
    name = (language == "en" and entry.english_name) or entry.name
    empty = (None,) * (len(MARKS) + 1)
    for indicator in required.indicators():
        key = indicator_key(entry.id, indicator.id)
        yield (key, name, indicator.level, indicator.text, *empty)


def _scale(language: str) -> XlsxSheet:
    marks = tuple(
        (mark, say(language, f"assessment.mark.{mark}")) for mark in range(HIGHEST_MARK + 1)
    )
    rules = (
        (heading("agreed", language), say(language, "assessment.rule_agreed")),
        (heading("level", language), say(language, "assessment.rule", percent=ENOUGH_PERCENT)),
    )
    return XlsxSheet(
        say(language, "assessment.scale"),
        _columns(("points", "meaning"), language),
        (*marks, *rules),
        open_columns=(),
    )
