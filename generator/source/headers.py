"""A sheet → its header row: which column holds which field of the staff list, by the names HR gives to columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.language.folding import folded
from generator.model.staff import FIELDS, StaffColumns
from generator.source.grid import Sheet, SheetRow, refuse, written
from generator.source.validate import shortened

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "number": (
        "Табельний номер", "Табельний №", "Таб. номер", "Таб. №", "Таб. н.", "Табномер", "Табель №",
        "Номер працівника", "Personnel number", "Personnel no", "Employee number", "Employee no",
        "Employee ID", "Staff number", "Staff no", "Staff ID", "Payroll number",
    ),
    "name": (
        "ПІБ", "П. І. Б.", "ПІП", "П. І. П.", "Прізвище, ім’я, по батькові", "Прізвище, ім’я та по батькові",
        "Прізвище, ім’я по батькові", "Прізвище, власне ім’я, по батькові",
        "Прізвище, власне ім’я та по батькові", "Прізвище, власне ім’я, ім’я по батькові",
        "Прізвище та ім’я", "Прізвище, ім’я", "Прізвище та власне ім’я", "Прізвище, власне ім’я",
        "Ім’я та прізвище", "Ім’я, прізвище", "Власне ім’я та прізвище", "Власне ім’я, прізвище",
        "Прізвище та ініціали", "Прізвище, ініціали", "ПІБ працівника", "ПІБ співробітника", "Повне ім’я",
        "Працівник", "Співробітник", "Name", "Full name", "Employee", "Employee name", "Holder",
    ),
    "surname": ("Прізвище", "Surname", "Last name", "Family name"),
    "given_name": ("Ім’я", "Власне ім’я", "Given name", "First name"),
    "patronymic": ("По батькові", "Ім’я по батькові", "Patronymic", "Middle name"),
    "title": (
        "Посада", "Посади", "Назва посади", "Найменування посади", "Займана посада",
        "Посада за штатним розписом", "Посада (професія)", "Посада, професія", "Професія, посада", "Професія",
        "Назва посади (професії)", "Назва посади, професії", "Професійна назва роботи",
        "Назва структурного підрозділу та посад", "Назва структурного підрозділу та посади",
        "Назва структурного підрозділу і посад", "Назва структурних підрозділів та посад",
        "Position", "Position title", "Title", "Job title", "Job", "Post", "Occupation",
    ),
    "role": ("Роль", "Ідентифікатор ролі", "Код ролі", "Файл ролі", "Role", "Role ID"),
    "unit": (
        "Підрозділ", "Структурний підрозділ", "Назва підрозділу", "Назва структурного підрозділу", "Відділ",
        "Назва відділу", "Відділ (служба)", "Департамент", "Unit", "Unit name", "Department", "Division",
        "Business unit", "Organisational unit", "Organizational unit", "Team",
    ),
    "parent": (
        "Вищий підрозділ", "Підрозділ вищого рівня", "Головний підрозділ", "Батьківський підрозділ",
        "Входить до", "Входить до складу", "У складі", "Підпорядкування", "Підпорядковується підрозділу",
        "Вищестоящий підрозділ", "Parent", "Parent unit", "Parent department", "Belongs to", "Part of",
    ),
    "rate": (
        "Ставка", "Ставки", "Частка ставки", "Розмір ставки", "Кількість ставок", "Зайнята ставка",
        "Зайнято ставок", "Обсяг ставки", "Частина ставки", "Rate", "FTE", "Held rate", "Employment rate",
    ),
    "planned": (
        "Кількість штатних одиниць", "К-ть штатних одиниць", "К-сть штатних одиниць", "Кількість шт. од.",
        "К-ть шт. од.", "Штатних одиниць", "Штатні одиниці", "Штатна одиниця", "Шт. од.", "Шт. одиниць",
        "Кількість штатних посад", "Кількість посад", "За штатом", "Ставок за штатом",
        "Кількість ставок за штатним розписом", "Кількість одиниць", "Planned", "Planned FTE", "Headcount",
        "Staff units", "Number of positions", "Positions", "Established posts",
    ),
    "hired": (
        "Дата прийняття", "Дата прийняття на роботу", "Дата прийому", "Дата прийому на роботу",
        "Дата призначення", "Дата працевлаштування", "Дата влаштування", "Прийнято", "Прийнято на роботу",
        "Працює з", "Hired", "Hire date", "Date hired", "Date of hire", "Start date", "Employment date",
    ),
    "substitute": (
        "Заступник", "Заміщує", "Хто заміщує", "Хто замінює", "Особа, що заміщує", "Заміщення",
        "На час відсутності заміщує", "Кого призначено на час відсутності", "Substitute", "Substituted by",
        "Deputy", "Replaced by", "Stand-in",
    ),
    "note": ("Примітка", "Примітки", "Стан", "Статус", "Note", "Notes", "Remark", "Remarks", "Status"),
}  # fmt: skip
"""Field → what its column is called in staff lists; case, points, apostrophes and line breaks do not matter."""

_HEAD_ROWS: Final = 100
"""In how many rows that hold something is the header looked for? A cover and a table of contents are shorter."""

_ENOUGH: Final = 2
"""How many names of columns make a header? One may be a word of a sentence above it."""

_DEEPEST: Final = 5
"""How many rows may a header have, whose cells are merged downwards?"""

_WHO_OR_WHERE: Final = ("name", "surname", "given_name", "unit", "planned")
"""Besides the title one of these is needed: else it is another table of positions."""

_SHOWN: Final = 12

_LONGEST: Final = 200
"""How many characters may the name of a column have? The longest usual one has 40, with a remark perhaps 100."""

_BRACKETS: Final = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: `columns` counted from 0, by field; `last` the number of the row in which it ends."""

    row: SheetRow
    columns: Mapping[str, int]
    last: int

    def has(self, *fields: str) -> bool:
        """Whether one of the fields has a column."""
        return any(field in self.columns for field in fields)


class Names:
    """What columns are called: as the settings say, else as is usual."""

    def __init__(self, own: StaffColumns) -> None:
        self._own = {folded(name): field for field, name in own if name is not None}
        self.own = {field: name for field, name in own if name is not None}
        self._known: dict[str, str | None] = {}

    def field(self, header: str) -> str | None:
        """The field that a header names; a long text names none."""
        if len(header) > _LONGEST:
            return None
        if header not in self._known:
            self._known[header] = self._find(header)
        return self._known[header]

    def _find(self, header: str) -> str | None:
        key = folded(header)
        if key in self._own:
            return self._own[key]
        usual = _usual()
        found = usual.get(key) or usual.get(folded(_BRACKETS.sub(" ", header)))
        # A field that the settings give another column has no usual name.
        return None if found in self.own else found

    def fields(self, row: SheetRow) -> dict[int, str]:
        """Column → field, for the cells of a row that name one."""
        named = (
            (at, self.field(cell)) for at, cell in enumerate(row.cells) if isinstance(cell, str)
        )
        return {at: field for at, field in named if field is not None}

    def make_a_header(self, row: SheetRow) -> bool:
        """Whether a row names columns."""
        return len(set(self.fields(row).values())) >= _ENOUGH

    def nearest(self, wanted: str, headers: Iterable[str]) -> str | None:
        """The header that was probably to name a field."""
        from rapidfuzz import fuzz, process

        names = [folded(self.own[wanted])] if wanted in self.own else _names(wanted)
        short = [header for header in headers if len(header) <= _LONGEST]
        free = [header for header in short if self.field(header) is None]
        best = [process.extractOne(folded(each), names, scorer=fuzz.ratio) for each in free]
        score, header = max(
            ((found[1], each) for found, each in zip(best, free, strict=True) if found),
            default=(0, None),
        )
        return header if score >= _ALIKE else None


_ALIKE: Final = 75
"""How alike (0…100) must a header be to a name of a column to be taken for a slip of it?"""


@cache
def _usual() -> dict[str, str]:
    return {folded(name): field for field in FIELDS for name in SYNONYMS[field]}


def _names(field: str) -> list[str]:
    return [folded(name) for name in SYNONYMS[field]]


def find_header(sheets: Iterable[Sheet], names: Names) -> tuple[Sheet, Header, tuple[Issue, ...]]:
    """The first table with a header that says enough, and what is wrong in it; `IssueError` when there is none."""
    incomplete: IssueError | None = None
    seen: Sheet | None = None
    for sheet in sheets:
        seen = seen or sheet
        row = _header_row(sheet, names)
        if row is None:
            continue
        try:
            return sheet, *_header(sheet, row, names)
        except IssueError as error:
            incomplete = incomplete or error
    raise incomplete or _no_header(seen)


def _header_row(sheet: Sheet, names: Names) -> SheetRow | None:
    for row in islice(sheet.rows, _HEAD_ROWS):
        if names.make_a_header(row):
            return row
    return None


def _header(sheet: Sheet, row: SheetRow, names: Names) -> tuple[Header, tuple[Issue, ...]]:
    last = _last_row(sheet, row)
    deeper = [each for each in sheet.rows if row.number < each.number <= last]
    # What stands below a name that is merged over several columns says more of each of them.
    fields = names.fields(row)
    for each in deeper:
        fields |= names.fields(each)
    fields = _of_names(row, deeper, fields)
    columns: dict[str, int] = {}
    repeated = []
    for at, field in sorted(fields.items()):
        if field in columns:
            repeated.append(_repeated(sheet, row, at, columns[field], field))
        columns.setdefault(field, at)
    missing = _missing(sheet, row, columns, names)
    if missing:
        raise IssueError((*repeated, *missing))
    return Header(row, columns, last), tuple(repeated)


def _last_row(sheet: Sheet, row: SheetRow) -> int:
    """The number of the row in which the header ends: its cells reach so far down, or say more of wide ones."""
    ends = [span.last for span in sheet.spans if span.first == row.number]
    last = max((end for end in ends if end - row.number < _DEEPEST), default=row.number)
    below = next((each for each in sheet.rows if each.number == row.number + 1), None)
    is_more = last == row.number and below is not None and _says_more(row, below)
    return row.number + 1 if is_more else last


def _says_more(row: SheetRow, below: SheetRow) -> bool:
    """Whether all that stands in the row below stands under cells that are wider than a column."""
    filled = below.filled()
    texts = all(isinstance(below.cell(at), str) for at in filled)
    return texts and len(filled) > 1 and all(_is_wide(row, at) for at in filled)


def _is_wide(row: SheetRow, at: int) -> bool:
    beside = row.cell(at + 1) is None and at + 1 < len(row.cells)
    return row.cell(at) is None or beside


_CODES: Final = frozenset({"код", "шифр", "номер", "№", "code", "number", "no"})
"""What stands under a wide name beside the column that holds the names: Підрозділ, and below it код and назва."""


def _of_names(row: SheetRow, deeper: list[SheetRow], fields: dict[int, str]) -> dict[int, str]:
    """The columns of the fields, not those of the codes beside them."""
    moved = {}
    for at, field in fields.items():
        is_code = any(folded(written(each.cell(at))) in _CODES for each in deeper)
        beside = at + 1
        free = beside not in fields and row.cell(beside) is None
        moved[beside if is_code and free else at] = field
    return moved


def _repeated(sheet: Sheet, row: SheetRow, at: int, first: int, field: str) -> Issue:
    return issue(
        Code.STAFF_COLUMN_REPEATED,
        sheet.place(row, at),
        field=Phrase(f"staff_field.{field}"),
        first=written(row.cell(first)) or "…",
        key=field,
    )


def _missing(sheet: Sheet, row: SheetRow, columns: Mapping[str, int], names: Names) -> list[Issue]:
    """Columns of the settings that are not there, and what no staff list can do without."""
    wanted = [field for field in names.own if field not in columns]
    if "title" not in columns and "title" not in wanted:
        wanted.append("title")
    if not any(field in columns for field in _WHO_OR_WHERE):
        wanted += [field for field in ("name", "unit") if field not in wanted]
    return [_missing_column(sheet.place(row), row, field, names) for field in wanted]


def _missing_column(place: Location, row: SheetRow, field: str, names: Names) -> Issue:
    headers = _headers(row)
    return issue(
        Code.STAFF_COLUMN_MISSING,
        place,
        name=names.own.get(field) or Phrase(f"staff_column.{field}"),
        seen=_listed(headers[:_SHOWN]),
        suggestion=names.nearest(field, headers),
        key=field,
    )


def _no_header(sheet: Sheet | None) -> IssueError:
    """No row names two columns: the fullest of the first ones is probably the header."""
    assert sheet is not None
    rows = sheet.rows[:_HEAD_ROWS]
    if not rows:
        return refuse(sheet.file, "empty", sheet.name)
    row = max(rows, key=lambda each: len(_headers(each)))
    seen = _listed(_headers(row)[:_SHOWN]) or None
    return IssueError(issue(Code.STAFF_HEADER, sheet.place(row), seen=seen))


def _headers(row: SheetRow) -> list[str]:
    return [cell for cell in row.cells if isinstance(cell, str)]


def _listed(names: Iterable[str]) -> str:
    return " | ".join(map(shortened, names))
