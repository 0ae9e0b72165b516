"""What an HR officer would see when the staff list, the roles and the settings do not agree."""

from __future__ import annotations

import pytest

from generator.issue import Code, Issue, Severity
from generator.language.profession import is_of_profession
from generator.model import WorkspaceSettings
from generator.model.staff import StaffRow
from generator.model.workspace import UnitHead
from generator.source.roles import RoleFiles
from generator.source.staff import read_staff
from generator.source.workspace import load_workspace
from generator.staff.card import RoleCard, read_cards
from generator.staff.check import check
from generator.staff.match import match
from tests.staff.rows import SETTINGS, card, row
from tests.workspace import ROOT

ACCOUNTANT = card("accountant", "Бухгалтер", "Обліковець")
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def checked(
    rows: list[StaffRow], *cards: RoleCard, settings: WorkspaceSettings = SETTINGS
) -> tuple[Issue, ...]:
    return check(match(rows, cards)[0], cards, settings)


def found(
    code: Code, rows: list[StaffRow], *cards: RoleCard, settings: WorkspaceSettings = SETTINGS
) -> list[Issue]:
    """The issues of one kind."""
    return [each for each in checked(rows, *cards, settings=settings) if each.code is code]


def places(issues: list[Issue]) -> list[tuple[Severity, str, int]]:
    return [
        (each.severity, each.location.file, each.location.line) for each in issues if each.location
    ]


def value(issue: Issue, name: str) -> str:
    return dict(issue.values)[name]


def test_a_list_that_agrees_with_its_roles_has_no_issue() -> None:
    head = card("head", "Головний бухгалтер", department="Облік")
    clerk = card(
        "accountant", "Бухгалтер", reports_to="head", substituted_by="head", profession="Бухгалтер"
    )
    rows = [
        row("Головний бухгалтер", "Облік", "Ткач", number="1", planned="1", substitute="Коваль"),
        row("Бухгалтер", "Облік", "Коваль", number="2", rate="0.5", planned="0.5", parent="Дирекція", line=3),
        row("Бухгалтер", "Облік", number="", rate="0.5", planned="0.5", line=4),
    ]  # fmt: skip
    assert checked(rows, head, clerk) == ()


def test_the_samples_have_no_error() -> None:
    for folder in (ROOT, ROOT / "samples/en"):
        workspace = load_workspace(folder)
        staff, wrong = read_staff(folder, workspace.settings.staff)
        cards, broken = read_cards(workspace, RoleFiles(workspace))
        matched, unmatched = match(staff.rows, cards, workspace.settings.staff.exempt)
        issues = check(matched, cards, workspace.settings)
        assert (wrong, broken, unmatched) == ((), (), ())
        # Whether a profession goes with a title is for the employer to decide.
        assert {(each.code, each.severity) for each in issues} <= {(Code.CLASSIFIER_TITLE, WARNING)}


def test_the_sample_list_names_the_signers_and_units_of_the_settings() -> None:
    workspace = load_workspace(ROOT)
    staff, _ = read_staff(ROOT, workspace.settings.staff)
    named = {(row.title, row.employee.name) for row in staff.rows if row.employee}
    signers = workspace.settings.signers
    for signer in (signers.approve, *signers.agree, *signers.develop):
        assert signer.name is not None
        given, family = signer.name.split()
        full = [name for title, name in named if title == signer.position]
        assert any(name.startswith(f"{family} {given} ") for name in full), signer
    heads = {head.department for head in signers.develop}
    assert heads <= {row.unit for row in staff.rows}


# Roles and titles


def test_a_role_without_a_position_is_a_warning_at_its_title() -> None:
    issues = found(Code.STAFF_ROLE_UNUSED, [row("Бухгалтер")], ACCOUNTANT, card("driver", "Водій"))
    assert places(issues) == [(WARNING, "roles/driver.yaml", 1)]


def test_roles_of_which_a_position_fits_several_are_not_told_to_have_none() -> None:
    roles = (
        card("a", "Діловод", department="А"),
        card("b", "Діловод", department="Б"),
        card("c", "Х", "Діловод"),
    )
    assert found(Code.STAFF_ROLE_UNUSED, [row("Діловод", "В")], *roles) == []


def test_another_title_than_that_of_the_role_is_a_warning_once_for_each_title() -> None:
    rows = [
        row("Обліковець", "А", line=2),
        row("ОБЛІКОВЕЦЬ", "Б", line=3),
        row("Бухгалтер", "В", line=4),
    ]
    issues = found(Code.STAFF_TITLE_DIFFERS, rows, ACCOUNTANT)
    assert places(issues) == [(WARNING, "staff.csv", 2)]
    assert value(issues[0], "expected") == "Бухгалтер"
    assert found(Code.STAFF_TITLES_DIFFER, rows, ACCOUNTANT) == []


def test_a_title_that_differs_only_in_spelling_is_the_same() -> None:
    assert checked([row("бухгалтер"), row("БУХГАЛТЕР")], ACCOUNTANT) == ()


def test_one_position_of_a_unit_under_two_titles_is_a_warning_at_the_second() -> None:
    rows = [
        row("Бухгалтер", "Облік", line=2),
        row("Обліковець", "Облік", line=5),
        row("Обліковець", "облік", line=6),
    ]
    issues = found(Code.STAFF_TITLES_DIFFER, rows, ACCOUNTANT)
    assert places(issues) == [(WARNING, "staff.csv", 5)]
    assert (value(issues[0], "first"), value(issues[0], "where")) == ("Бухгалтер", "2:6")
    assert found(Code.STAFF_TITLE_DIFFERS, rows, ACCOUNTANT) == []


@pytest.mark.parametrize(
    ("title", "profession", "fits"),
    [("Бухгалтер", "Бухгалтер", True), ("Менеджер з персоналу", "Менеджер (управитель) з персоналу", True),
     ("Управитель з персоналу", "Менеджер (управитель) з персоналу", True),
     ("Менеджер зі збуту", "Менеджер (управитель) із збуту", True),
     ("Юрисконсульт", "Юрисконсульт (радник юридичний)", True),
     ("Головний бухгалтер", "Головний бухгалтер", True), ("Провідний бухгалтер", "Бухгалтер", True),
     ("Заступник начальника відділу", "Начальник відділу", False),
     ("Бухгалтер з дипломом магістра", "Бухгалтер", True), ("Бухгалтерка", "Бухгалтер", False),
     ("Начальник відділу продажу", "Начальник відділу збуту", False), ("Водій", "Бухгалтер", False)],
)  # fmt: skip
def test_a_title_goes_with_its_profession_when_it_is_that_one_or_says_it_more_exactly(
    title: str, profession: str, fits: bool
) -> None:
    assert is_of_profession(title, profession) is fits
    issues = found(Code.CLASSIFIER_TITLE, [row(title)], card("role", title, profession=profession))
    assert places(issues) == ([] if fits else [(WARNING, "roles/role.yaml", 1)])


def test_professions_are_compared_only_in_their_own_language() -> None:
    english = SETTINGS.model_copy(update={"language": "en"})
    role = card("role", "Clerk", profession="Office worker")
    assert found(Code.CLASSIFIER_TITLE, [row("Clerk")], role, settings=english) == []


def test_a_row_with_the_id_of_its_role_needs_no_title() -> None:
    rows = [
        row("", "Облік", "Ткач", role="accountant"),
        row("", "Облік", "Коваль", role="accountant"),
    ]
    assert [each.code for each in checked(rows, ACCOUNTANT)] == [Code.STAFF_UNIT_HEAD]


# Who reports to whom


@pytest.mark.parametrize(
    ("edges", "cycles"),
    [({"a": "b", "b": "a"}, ["a → b → a"]), ({"a": "a"}, ["a → a"]), ({"c": "a", "a": "b", "b": "a"}, ["a → b → a"]),
     ({"c": "b", "b": "a", "a": "c"}, ["a → c → b → a"]),
     ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["a → b → a", "c → d → c"]),
     ({"a": "b", "b": "c", "c": ""}, []), ({"a": "Директор", "b": "a"}, [])],
)  # fmt: skip
def test_a_circle_of_superiors_is_an_error_once(edges: dict[str, str], cycles: list[str]) -> None:
    cards = [card(role, reports_to=superior) for role, superior in edges.items()]
    issues = found(Code.REPORTS_CYCLE, [], *cards)
    assert [value(each, "cycle") for each in issues] == cycles
    assert all(
        place == (ERROR, f"roles/{cycle[0]}.yaml", 4)
        for place, cycle in zip(places(issues), cycles, strict=True)
    )


def test_a_role_that_reports_to_one_without_a_position_is_an_error() -> None:
    clerk = card("accountant", "Бухгалтер", reports_to="head")
    issues = found(
        Code.STAFF_HEAD_MISSING, [row("Бухгалтер")], clerk, card("head", "Головний бухгалтер")
    )
    assert places(issues) == [(ERROR, "roles/accountant.yaml", 4)]
    assert value(issues[0], "head") == "Головний бухгалтер"


def test_a_superior_in_words_that_the_list_does_not_have_is_a_warning_with_a_near_title() -> None:
    clerk = card("accountant", "Бухгалтер", reports_to="Головний бугалтер")
    rows = [row("Бухгалтер"), row("Головний бухгалтер")]
    issues = found(Code.STAFF_HEAD_MISSING, rows, clerk)
    assert places(issues) == [(WARNING, "roles/accountant.yaml", 4)]
    assert value(issues[0], "suggestion") == "Головний бухгалтер"


@pytest.mark.parametrize(
    "superior", ["Головний бухгалтер", "ГОЛОВНИЙ БУХГАЛТЕР", "", "no-such-role"]
)
def test_a_superior_who_is_there_or_is_told_elsewhere_is_no_issue(superior: str) -> None:
    clerk = card("accountant", "Бухгалтер", reports_to=superior)
    rows = [row("Бухгалтер"), row("Головний бухгалтер")]
    assert found(Code.STAFF_HEAD_MISSING, rows, clerk) == []


def test_roles_that_the_list_does_not_use_are_not_asked_for_superiors() -> None:
    assert found(Code.STAFF_HEAD_MISSING, [], card("accountant", reports_to="Директор")) == []


def test_a_role_whose_stand_in_has_no_position_is_a_warning() -> None:
    clerk = card("accountant", "Бухгалтер", substituted_by="head")
    issues = found(Code.STAFF_SUBSTITUTE, [row("Бухгалтер")], clerk, card("head", "Начальник"))
    assert places(issues) == [(WARNING, "roles/accountant.yaml", 5)]
    words = card("accountant", "Бухгалтер", substituted_by="особа, призначена наказом")
    assert found(Code.STAFF_SUBSTITUTE, [row("Бухгалтер")], words) == []


# Units


def heads(
    *rows: StaffRow, cards: tuple[RoleCard, ...] = (), develop: tuple[UnitHead, ...] = ()
) -> list[str]:
    """Why units have no head: reason and unit."""
    signers = SETTINGS.signers.model_copy(update={"develop": develop})
    settings = SETTINGS.model_copy(update={"signers": signers})
    issues = found(Code.STAFF_UNIT_HEAD, list(rows), *cards, settings=settings)
    assert all(each.severity is WARNING for each in issues)
    return [
        f"{value(each, 'reason').removeprefix('unit_head.')} {value(each, 'unit')}"
        for each in issues
    ]


def test_a_unit_of_several_rows_without_a_head_is_a_warning() -> None:
    assert heads(row("Бухгалтер", "Облік", "А"), row("Касир", "Облік", "Б")) == ["missing Облік"]
    assert heads(row("Бухгалтер", "Облік", "А")) == []
    assert heads(row("Бухгалтер", "", "А"), row("Касир", "", "Б")) == []


@pytest.mark.parametrize(
    ("title", "heads_it"),
    [("Начальник відділу", True), ("Начальниця відділу", True), ("Керівник групи", True), ("Завідувач складу", True),
     ("Генеральний директор", True), ("Head of Sales", True), ("Заступник начальника", False),
     ("Помічник керівника", False), ("Головний спеціаліст", False)],
)  # fmt: skip
def test_a_head_is_known_by_the_title(title: str, heads_it: bool) -> None:
    rows = (row("Бухгалтер", "Облік", "А"), row(title, "Облік", "Б"))
    assert heads(*rows) == ([] if heads_it else ["missing Облік"])


def test_a_head_is_known_by_the_settings() -> None:
    head = UnitHead(department="Облік", position="Головний бухгалтер")
    rows = (
        row("Бухгалтер", "Облік", "А"),
        row("Касир", "Облік", "Б"),
        row("Головний бухгалтер", "Дирекція", "В"),
    )
    assert heads(*rows, develop=(head,)) == []
    assert heads(*rows[:2], develop=(head,)) == ["missing Облік"]


@pytest.mark.parametrize("superior", ["head", "Старший бухгалтер"])
def test_a_head_is_known_by_those_who_report_to_them(superior: str) -> None:
    cards = (
        card("accountant", "Бухгалтер", reports_to=superior),
        card("head", "Старший бухгалтер"),
    )
    rows = (
        row("Бухгалтер", "Облік", "А"),
        row("Бухгалтер", "Облік", "Б"),
        row("Старший бухгалтер", "Інший", "В"),
    )
    assert heads(*rows, cards=cards) == []
    assert heads(*rows[:2], cards=cards) == ["missing Облік"]


def test_a_head_whose_position_is_vacant_is_a_warning() -> None:
    rows = [row("Начальник відділу", "Облік"), row("Бухгалтер", "Облік", "А")]
    assert heads(*rows) == ["vacant Облік"]
    assert heads(*rows, row("Начальник відділу", "Облік", "Б")) == []


def test_a_list_without_names_does_not_tell_who_is_vacant() -> None:
    assert heads(row("Начальник відділу", "Облік"), row("Бухгалтер", "Облік")) == []


def test_a_unit_that_is_part_of_two_is_an_error() -> None:
    named = (
        ("Гараж", "Склад"),
        ("Гараж", ""),
        ("гараж", "Цех"),
        ("Гараж", "ЦЕХ"),
        ("Гараж", "склад"),
    )
    rows = [
        row("Водій", unit, parent=parent, line=line) for line, (unit, parent) in enumerate(named, 2)
    ]
    issues = found(Code.STAFF_UNIT_PARENT, rows)
    assert places(issues) == [(ERROR, "staff.csv", 4)]
    assert (value(issues[0], "parent"), value(issues[0], "first")) == ("Цех", "Склад")


@pytest.mark.parametrize(
    ("parents", "cycles"),
    [({"А": "Б", "Б": "А"}, ["А → Б → А"]), ({"А": "А"}, ["А → А"]), ({"А": "Б", "Б": "В"}, []),
     ({"Г": "А", "А": "Б", "Б": "А"}, ["А → Б → А"])],
)  # fmt: skip
def test_units_that_are_parts_of_each_other_are_an_error(
    parents: dict[str, str], cycles: list[str]
) -> None:
    rows = [row("Водій", unit, parent=parent) for unit, parent in parents.items()]
    assert [value(each, "cycle") for each in found(Code.STAFF_UNIT_PARENT, rows)] == cycles


# Rates


@pytest.mark.parametrize(
    ("rows", "expected"),
    [([("1", "1"), ("1", "1")], None), ([("1", "1"), ("1", "")], ("2", "1")), ([("0.5", "1"), ("0.5", "1")], None),
     ([("1", "2"), ("1", "2")], None), ([("1", "2"), ("1", "2"), ("0.25", "2")], ("2,25", "2")),
     ([("1.5", "1")], ("1,5", "1")), ([("1", ""), ("1", "")], None), ([("1", "0")], ("1", "0"))],
)  # fmt: skip
def test_more_rates_than_planned_are_an_error(
    rows: list[tuple[str, str]], expected: tuple[str, str] | None
) -> None:
    made = [
        row(
            "Бухгалтер", "Облік", f"Працівник {'абвг'[at]}", rate=rate, planned=planned, line=at + 2
        )
        for at, (rate, planned) in enumerate(rows)
    ]
    issues = found(Code.STAFF_RATES, made, ACCOUNTANT)
    assert [(value(each, "held"), value(each, "planned")) for each in issues] == (
        [expected] if expected else []
    )
    assert all(each.severity is ERROR for each in issues)


def test_rates_are_counted_by_position_and_unit_whatever_the_title() -> None:
    rows = [row("Бухгалтер", "Облік", "А", planned="1"), row("Обліковець", "Облік", "Б", line=3)]
    assert len(found(Code.STAFF_RATES, rows, ACCOUNTANT)) == 1
    rows = [row("Бухгалтер", "Облік", "А", planned="1"), row("Бухгалтер", "Каса", "Б", line=3)]
    assert found(Code.STAFF_RATES, rows, ACCOUNTANT) == []
    rows = [row("Бухгалтер", "Облік", "А", planned="1"), row("Бухгалтер", "Облік", line=3)]
    assert found(Code.STAFF_RATES, rows, ACCOUNTANT) == []


# People


def test_one_number_for_two_people_is_an_error_at_the_later_one() -> None:
    rows = [
        row("Бухгалтер", name="Ткач", number="К-7"),
        row("Водій", name="Коваль", number="к-7", line=5),
    ]
    issues = found(Code.STAFF_NUMBER_REPEATED, rows)
    assert places(issues) == [(ERROR, "staff.csv", 5)]
    assert (value(issues[0], "name"), value(issues[0], "where")) == ("Ткач", "2:1")


def test_one_person_may_hold_two_positions_but_none_twice() -> None:
    rows = [
        row("Бухгалтер", "А", "Ткач", number="7"),
        row("Водій", "А", "ТКАЧ", number="7", line=3),
    ]
    assert found(Code.STAFF_NUMBER_REPEATED, rows) == []
    again = [*rows, row("водій", "А", "Ткач", number="7", line=4)]
    assert places(found(Code.STAFF_NUMBER_REPEATED, again)) == [(ERROR, "staff.csv", 4)]


def test_people_without_numbers_are_not_compared() -> None:
    assert found(Code.STAFF_NUMBER_REPEATED, [row("А", name="Ткач"), row("А", name="Ткач")]) == []


STAFF = [
    row("А", name="Коваль Олена Петрівна", number="0007"), row("А", name="Ткач Іван Ілліч", number="8"),
    row("А", name="Дем’янчук Лук’ян", number="9"), row("А", name="Субагіо"),
]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    ["Коваль Олена Петрівна", "коваль олена петрівна", "Олена Коваль", "Коваль О. П.", "О. П. Коваль", "Коваль О.",
     "Коваль", "0007", "Дем'янчук Л.", "Субагіо"],
)  # fmt: skip
def test_a_stand_in_may_be_named_in_full_or_in_short_or_by_number(written: str) -> None:
    rows = [*STAFF, row("Б", name="Рибак", substitute=written)]
    assert found(Code.STAFF_SUBSTITUTE, rows) == []


@pytest.mark.parametrize(
    ("written", "reason", "suggestion"),
    [("Ковальчук Олена Петрівна", "unknown", "Коваль Олена Петрівна"), ("Коваль Р.", "unknown", None),
     ("Коваль Олена Іванівна", "unknown", "Коваль Олена Петрівна"), ("0070", "unknown", None), ("О.", "unknown", None),
     ("Коваль О. П. Р.", "unknown", None), ("Рибак", "self", None), ("Рибак Яна", "self", None), ("77", "self", None)],
)  # fmt: skip
def test_a_stand_in_who_is_not_there_is_an_error(
    written: str, reason: str, suggestion: str | None
) -> None:
    rows = [*STAFF, row("Б", name="Рибак Яна", number="77", substitute=written, line=9)]
    issues = found(Code.STAFF_SUBSTITUTE, rows)
    assert places(issues) == [(ERROR, "staff.csv", 9)]
    assert value(issues[0], "reason") == f"substitute.{reason}"
    assert dict(issues[0].values).get("suggestion") == suggestion


def test_a_namesake_may_stand_in() -> None:
    rows = [row("А", name="Рибак Яна"), row("А", name="Рибак Олег", substitute="Рибак")]
    assert found(Code.STAFF_SUBSTITUTE, rows) == []


def test_issues_come_in_the_order_of_files_and_rows() -> None:
    rows = [
        row("А", name="Ткач", substitute="Ніхто", line=9),
        row("А", name="Коваль", substitute="Ніхто", line=3),
    ]
    issues = checked(rows, card("z"), card("b"))
    assert [(each.location.file, each.location.line) for each in issues if each.location] == [
        ("roles/b.yaml", 1), ("roles/z.yaml", 1), ("staff.csv", 3), ("staff.csv", 9),
    ]  # fmt: skip
