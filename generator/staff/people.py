"""The holders of positions: personnel numbers that repeat, and stand-ins who are not on the staff list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.issue import Code, Issue, Phrase, issue
from generator.language.folding import folded
from generator.model.staff import Employee, StaffRow

_ALIKE = 80
"""How alike (0…100) must a name be to another to be taken for a slip of it?"""


def check_people(rows: Sequence[StaffRow]) -> Iterator[Issue]:
    """What is wrong with the holders of all positions taken together."""
    yield from _numbers(rows)
    yield from _substitutes(rows)


def _numbers(rows: Sequence[StaffRow]) -> Iterator[Issue]:
    """One number is one person, who may hold several positions but none of them twice."""
    first: dict[str, tuple[str, Employee, StaffRow]] = {}
    positions: set[tuple[str, str, str]] = set()
    for row in rows:
        employee = row.employee
        if employee is None or not employee.number:
            continue
        number = employee.number.casefold()
        name = folded(employee.name)
        known, other, where = first.setdefault(number, (name, employee, row))
        position = (number, folded(row.title), folded(row.unit))
        if known != name or position in positions:
            yield issue(
                Code.STAFF_NUMBER_REPEATED,
                row.at("number"),
                number=employee.number,
                name=other.name,
                where=where.at("number").address(),
            )
        positions.add(position)


def _substitutes(rows: Sequence[StaffRow]) -> Iterator[Issue]:
    employees = _Employees([row.employee for row in rows if row.employee])
    for row in rows:
        if row.employee is not None and row.employee.substitute:
            reason = employees.refuse(row.employee)
            if reason:
                yield issue(
                    Code.STAFF_SUBSTITUTE,
                    row.at("substitute"),
                    reason=Phrase(f"substitute.{reason}"),
                    written=row.employee.substitute,
                    who=row.employee.name,
                    suggestion=employees.nearest(row.employee) if reason == "unknown" else None,
                )


class _Employees:
    """Finds people by their number or by their name, which may be shortened."""

    def __init__(self, employees: Sequence[Employee]) -> None:
        self._numbers = {each.number.casefold(): each for each in employees if each.number}
        self._names: dict[str, str] = {folded(each.name): each.name for each in employees}
        self._words: dict[str, set[str]] = defaultdict(set)
        for name in self._names:
            for word in name.split():
                self._words[word].add(name)

    def refuse(self, employee: Employee) -> str:
        """Why nobody can stand in as an employee's row says, a key of the catalogue; "" when somebody can."""
        substitute = employee.substitute
        numbered = self._numbers.get(substitute.casefold())
        meant = {folded(numbered.name)} if numbered else self._called(folded(substitute))
        if not meant:
            return "unknown"
        return "self" if meant == {folded(employee.name)} else ""

    def _called(self, short: str) -> set[str]:
        """The names that a name or its shorter form may stand for: Коваль, Коваль О. П., Олена Коваль."""
        if short in self._names:
            return {short}
        known = (self._words.get(word, set()) for word in short.split() if len(word) > 1)
        return {name for names in known for name in names if _shortens(short, name)}

    def nearest(self, employee: Employee) -> str | None:
        """The name that was probably meant."""
        from rapidfuzz import fuzz, process

        best = process.extractOne(
            folded(employee.substitute),
            self._names.keys(),
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_ALIKE,
        )
        return self._names[best[0]] if best else None


def _shortens(short: str, name: str) -> bool:
    """Whether each word of `short` is a word of the name, or the first letter of one."""
    words = name.split()
    for part in sorted(short.split(), key=len, reverse=True):
        of = (each for each in words if each == part or (len(part) == 1 and each[0] == part))
        found = next(of, None)
        if found is None:
            return False
        words.remove(found)
    return True
