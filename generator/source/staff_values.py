"""A cell of the staff list → the value of its field; `WrongValueError` says what it should have been."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from generator.language.folding import folded
from generator.language.letters import with_ukrainian_apostrophes
from generator.source.grid import Cell, written

MAX_CHARACTERS: Final = 500
"""How long may a cell be? The longest title of ДК 003:2010 has some 200 characters."""

MAX_RATE: Final = Decimal(2)
"""How much of a full-time position may one row hold? One and a half is common, more than two a slip."""

MAX_PLANNED: Final = Decimal(10_000)

FIRST_YEAR: Final = 1940
LAST_YEAR: Final = 2100
"""Between which years was anybody hired who is on a staff list?"""


class WrongValueError(Exception):
    """A cell that does not hold what its field needs: `expected` is a key of the catalogue, `staff_kind.…`."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def text_of(cell: Cell) -> str:
    """The text of a cell with typographic apostrophes; "" when it is empty."""
    text = with_ukrainian_apostrophes(written(cell))
    if len(text) > MAX_CHARACTERS:
        raise WrongValueError("shorter")
    if _CONTROL.search(text):
        raise WrongValueError("printable")
    return text


_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_NUMBER: Final = re.compile(
    r"(?P<number>\d{1,6}(?:[.,]\d{1,6})?)\s*(?:ст|ставк\w+|ставок|шт|од|шт\.? ?од|одиниц\w+)?\.?",
    re.I,
)


def _number_of(cell: Cell) -> Decimal | None:
    if isinstance(cell, Decimal):
        return cell
    text = text_of(cell)
    found = _NUMBER.fullmatch(text)
    if text and found is None:
        raise WrongValueError("number")
    return Decimal(found["number"].replace(",", ".")) if found else None


def rate_of(cell: Cell) -> Decimal | None:
    """A part of a full-time position, `0,5` or `0.5 ст.`; None when the cell is empty."""
    rate = _number_of(cell)
    if rate is not None and not 0 < rate <= MAX_RATE:
        raise WrongValueError("rate")
    return rate


def planned_of(cell: Cell) -> Decimal | None:
    """A number of full-time positions; None when the cell is empty."""
    planned = _number_of(cell)
    if planned is not None and not 0 <= planned <= MAX_PLANNED:
        raise WrongValueError("planned")
    return planned


_MONTHS: Final = {
    word: month
    for month, words in enumerate(
        (
            "січня january jan", "лютого february feb", "березня march mar", "квітня april apr",
            "травня may", "червня june jun", "липня july jul", "серпня august aug",
            "вересня september sep", "жовтня october oct", "листопада november nov",
            "грудня december dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip

_DATES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?: ?р\.?| року)?",
        r"(?P<year>\d{4})[-.](?P<month>\d{1,2})[-.](?P<day>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?",
        r"«?(?P<day>\d{1,2})»? (?P<word>[^\W\d_]+)\.? (?P<year>\d{4})(?: ?р\.?| року)?",
    )
)
"""01.02.2024, 2024-02-01, 1 лютого 2024 р."""


def day_of(cell: Cell) -> date | None:
    """A date, be it a date of the spreadsheet or a text; None when the cell is empty."""
    day = cell if isinstance(cell, date) else _day_of_text(text_of(cell))
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongValueError("day")
    return day


def _day_of_text(text: str) -> date | None:
    if not text:
        return None
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found:
            parts = found.groupdict()
            month = _MONTHS.get(parts["word"].lower(), 0) if "word" in parts else parts["month"]
            try:
                return date(int(parts["year"]), int(month), int(parts["day"]))
            except ValueError:
                break
    raise WrongValueError("day")


_VACANT: Final = frozenset({
    "вакансія", "вакансії", "вакантна", "вакантне", "вакантно", "вакантний", "вакант", "вакансия",
    "vacant", "vacancy", "open",
})  # fmt: skip


def is_vacant(name: str) -> bool:
    """Whether what stands in place of a name says that the position is free; a dash does too."""
    first = folded(name).partition(" ")[0]
    return not first or first in _VACANT


_REMARK: Final = re.compile(r"\s*\((?P<words>[^()]*)\)\s*")


def name_of(cell: Cell) -> str:
    """A person's name without a remark in brackets; digits and the like are none."""
    name = _REMARK.sub(lambda found: " " if _is_remark(found) else found[0], text_of(cell)).strip()
    if re.search(r"[\d<>{}@#=]", name) and not is_vacant(name):
        raise WrongValueError("name")
    return name


def remarks_of(cell: Cell) -> str:
    """What is remarked in brackets beside a name: (декретна відпустка)."""
    found = _REMARK.finditer(cell) if isinstance(cell, str) else ()
    return " ".join(each["words"] for each in found if _is_remark(each))


def _is_remark(found: re.Match[str]) -> bool:
    """A former surname, Коваленко (Петренко) Ірина, is none: it has a capital and says nothing of an absence."""
    words = found["words"].strip()
    return not words[:1].isupper() or is_absent(words)


_ABSENT: Final = re.compile(
    r"декрет|догляд|увільнен|мобіліз|військов|відпустк|absent|\bleave\b|maternity|mobili[sz]ed",
    re.IGNORECASE,
)
"""Words of a remark that say of an employee that somebody else may be at work in the position (КЗпП ст. 119, 179)."""


def is_absent(remark: str) -> bool:
    """Whether a remark says that the employee is away for long."""
    return _ABSENT.search(remark) is not None
