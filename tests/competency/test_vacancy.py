"""An advertisement says what the role says, filled in and without references, and every text of it can be judged."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.document.tree import Style
from generator.issue import Code, Issue, IssueError, Severity
from generator.lint.choice import Choice, Options, choose
from generator.lint.linter import Linter
from generator.lint.load import load_rules
from generator.lint.passages import Passage
from generator.make.composer import Composer
from generator.make.plan import Plan
from generator.source import tree
from generator.source.files import read_text
from generator.source.workspace import load_workspace
from tests.competency.opening import ROLE, VACANCY, Opening, advertised, opening
from tests.workspace import ROOT, SETTINGS

ENGLISH = SETTINGS.replace("lint:", "language: en\nlint:")


def refused(root: Path, **given: str) -> tuple[Issue, ...]:
    with pytest.raises(IssueError) as raised:
        opening(root, **given)
    return raised.value.issues


def test_the_page_says_what_the_vacancy_and_its_role_say(tmp_path: Path) -> None:
    assert opening(tmp_path).lines() == [
        "ТОВ «Зразок» запрошує на роботу", "Діловод", "Підрозділ", "Канцелярія",
        "Місце роботи", "вул. Зразкова, 1, Львів, 79000", "Зайнятість", "повна",
        "Оплата праці", "20 000–25 000,50 грн на місяць до оподаткування",
        "Відгуки приймають", "до 15 січня 2027 року включно",
        "Мета посади — порядок у документах ТОВ «Зразок».",
        "Обов’язки", "Документи", "Архів",
        "Вимоги", "Освіта", "Потрібна фахова передвища освіта.", "Досвід", "Досвід не потрібен.",
        "Мови", "Українська — не нижче C1.", "Уміння та якості", "Увага до «дрібниць».", "Витримка.",
        "Компетенції та їхні рівні", "Виконує самостійно", "Ділове письмо, робота з CRM",
        "Виконує під наглядом", "Архівна справа",
        "Умови праці", "Робочий тиждень — 40 годин.", "Робоче місце — в офісі.",
        "Що пропонує роботодавець", "Навчання в ТОВ «Зразок».",
        "Як відгукнутися", "Надішліть резюме електронною поштою.",
        "До кого звертатися", "Олена Коваль, директор",
        "Електронна пошта", "kadry@pryklad.example", "Сайт", "https://pryklad.example",
        "Оголошено 01 грудня 2026 року.",
    ]  # fmt: skip


def test_an_english_page_has_english_words(tmp_path: Path) -> None:
    lines = opening(tmp_path, settings=ENGLISH).lines()
    assert "20,000–25,000.50 UAH a month before tax" in lines
    assert "until 15 January 2027 inclusive" in lines
    assert "Business writing, CRM" in lines
    assert "Send your CV by e-mail." in lines


def test_headings_are_no_numbered_ones(tmp_path: Path) -> None:
    page = opening(tmp_path).page
    styles = {each.style for each in page.paragraphs()}
    assert Style.SUBHEADING in styles
    assert Style.HEADING not in styles


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("", ("Документи", "Архів")),
        ("duties: [store, papers]\n", ("Передає справи до архіву.", "Документи")),
        ("duties: [search]\n", ("Шукає документ за 10 хвилин.",)),
        ("duties: [records]\n", ("Веде облік документів.",)),
    ],
    ids=["groups", "clauses and groups in their order", "a variable", "a reference left out"],
)
def test_duties_are_those_that_are_chosen_or_the_groups(
    chosen: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    assert opening(tmp_path, VACANCY + chosen).ad.duties == expected


def test_duties_in_no_group_are_printed_beside_the_groups(tmp_path: Path) -> None:
    role = "title: Кур’єр\nduties: [Носить листи., {group: Облік, items: [Бере розписку.]}]\n"
    assert opening(tmp_path, role=role).ad.duties == ("Носить листи.", "Облік")


def test_duties_that_a_shared_part_gives_to_everybody_are_not_advertised(tmp_path: Path) -> None:
    part = "duties: [{id: all, group: Загальні обов’язки, items: [Дотримується правил.]}]\n"
    found = opening(tmp_path, role=f"extends: [_all]\n{ROLE}", parts={"_all": part}).ad
    assert found.duties == ("Документи", "Архів")
    alone = opening(tmp_path, role="title: А\nextends: [_all]\n", parts={"_all": part}).ad
    assert alone.duties == ("Загальні обов’язки",)


def test_requirements_are_those_that_are_chosen_with_education_and_experience(
    tmp_path: Path,
) -> None:
    found = opening(tmp_path, f"{VACANCY}requirements: [calm]\n").ad.requirements
    assert found == {
        "education": ("Потрібна фахова передвища освіта.",),
        "experience": ("Досвід не потрібен.",),
        "qualities": ("Витримка.",),
    }


@pytest.mark.parametrize(
    ("salary", "expected"),
    [
        ("{from: 20000}", "від 20 000 грн на місяць до оподаткування"),
        ("{to: 900, per: day}", "до 900 грн за день до оподаткування"),
        ("{from: 150, to: 150.00, per: hour}", "150 грн за годину до оподаткування"),
        ("{from: 1, to: 2, currency: EUR, per: year}", "1–2 євро на рік до оподаткування"),
        ("{from: 9, currency: PLN, per: week}", "від 9 PLN на тиждень до оподаткування"),
    ],
    ids=["from", "to", "one sum", "euros", "another currency"],
)
def test_pay_is_said_as_it_is_given(salary: str, expected: str, tmp_path: Path) -> None:
    vacancy = VACANCY.replace("{from: 20000, to: 25000.50}", salary)
    assert expected in opening(tmp_path, vacancy).lines()


@pytest.mark.parametrize(
    ("work_place", "expected", "has_office"),
    [
        ("on-site", "вул. Зразкова, 1, Львів, 79000", True),
        ("hybrid", "вул. Зразкова, 1, Львів, 79000; частину робочого часу — дистанційно", True),
        ("remote", "дистанційно", False),
    ],
)
def test_the_place_is_said_and_remote_work_has_no_office(
    work_place: str, expected: str, has_office: bool, tmp_path: Path
) -> None:
    lines = opening(tmp_path, f"{VACANCY}work_place: {work_place}\n").lines()
    assert lines[lines.index("Місце роботи") + 1] == expected
    assert ("Робоче місце — в офісі." in lines) is has_office


def test_ids_that_the_role_does_not_have_are_told_where_they_stand(tmp_path: Path) -> None:
    found = refused(tmp_path, vacancy=f"{VACANCY}duties: [stor]\nrequirements: [store]\n")
    assert [one.code for one in found] == [Code.CLAUSE_UNKNOWN] * 2
    assert [one.location.address() for one in found if one.location] == ["9:10", "10:16"]
    assert dict(found[0].values)["suggestion"] == "store"


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ('Робить це (п. {{ ref("store") }}).', True),
        ('Робить це (див. пп. {{ ref("store") }}, {{ ref("search") }}).', True),
        ('Робить це ({{ ref("store") }}).', True),
        ('Робить це, крім зазначеного в п. {{ ref("store") }}.', False),
        ('Робить це (крім зазначеного в п. {{ ref("store") }}).', False),
    ],
    ids=["aside", "two", "bare", "in the sentence", "in a reservation"],
)
def test_a_reference_is_left_out_only_where_the_sentence_is_whole_without_it(
    text: str, is_whole: bool, tmp_path: Path
) -> None:
    role = ROLE.replace("text: Передає справи до архіву.", f"text: '{text}'")
    vacancy = f"{VACANCY}duties: [store]\n"
    if is_whole:
        assert opening(tmp_path, vacancy, role).ad.duties == ("Робить це.",)
        return
    (found,) = refused(tmp_path, vacancy=vacancy, role=role)
    assert found.code is Code.VACANCY_REFERENCE
    assert found.location is not None
    assert found.location.file == "roles/clerk.yaml"


def test_an_undefined_variable_is_told_in_the_vacancy_too(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, vacancy=VACANCY.replace("short_name }}.", "shortname }}."))
    assert found.code is Code.VARIABLE_UNDEFINED
    assert found.location is not None
    assert found.location.file == "vacancies/clerk.yaml"


def test_markup_in_a_vacancy_is_printed_as_it_is(tmp_path: Path) -> None:
    vacancy = VACANCY.replace("Олена Коваль", "<b>О&К</b>") + "duties: [store]\n"
    role = ROLE.replace("Передає справи", "<script>справи")
    lines = opening(tmp_path, vacancy, role).lines()
    assert "<b>О&К</b>, директор" in lines
    assert "<script>справи до архіву." in lines


# What the linter reads


@cache
def equality() -> Choice:
    """The rules of equality, which take a while to read."""
    workspace = load_workspace(ROOT)
    return choose(
        load_rules(workspace), workspace, Options(select=("equality",)), date(2026, 12, 1)
    )


def findings(root: Path, found: Opening) -> list[str]:
    """What the rules of equality say: `rule severity place words`, as a build asks for them."""
    linter = Linter(equality(), lambda file: tree.parse(read_text(root, root / file)))
    passages = (Passage(t.section, t.clause, t.text, t.place, t.key) for t in found.texts)
    return [
        f"{one.rule} {one.severity} {one.location.file}:{one.location.address()} {one.words}"
        for one in linter.texts(passages)
        if one.severity is Severity.ERROR
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Навчання в",
            "Шукаємо жінку до 35 років для роботи в",
            "age error vacancies/clerk.yaml:6:",
        ),
        ("Досвід не потрібен.", "Вік — до 40 років.", "age error roles/clerk.yaml:19:15 "),
        (
            "title: Діловод\n",
            "title: Молодий енергійний діловод\n",
            "age error roles/clerk.yaml:1:8 ",
        ),
        ('"10"', '"10 (лише чоловіки до 40 років)"', "age error roles/clerk.yaml:11:9 "),
    ],
    ids=["the offer", "a requirement", "the title", "a variable"],
)
def test_words_that_no_advertisement_may_say_are_found_where_they_stand(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    vacancy, role = f"{VACANCY}duties: [search]\n", ROLE
    assert (old in vacancy) is not (old in role)
    made = opening(tmp_path, vacancy.replace(old, new), role.replace(old, new))
    assert any(line.startswith(expected) for line in findings(tmp_path, made))


def test_words_that_a_template_of_the_workspace_adds_are_found_too(tmp_path: Path) -> None:
    words = (ROOT / "templates/uk/vacancy-words.html.j2").read_text("utf-8")
    changed = words.replace(
        "Надішліть резюме", "Запрошуємо чоловіків до 30 років: надішліть резюме"
    )
    found = opening(tmp_path, templates={"uk/vacancy-words.html.j2": changed})
    assert any(
        line.startswith("age error vacancies/clerk.yaml:") for line in findings(tmp_path, found)
    )


@pytest.mark.parametrize("name", ["account-manager", "software-developer"])
def test_the_vacancies_we_ship_say_nothing_forbidden(name: str) -> None:
    found = advertised(Composer(Plan(ROOT, day=date(2026, 12, 1))), name)
    assert findings(ROOT, found) == []


def test_every_word_of_the_page_is_read(tmp_path: Path) -> None:
    found = opening(tmp_path)
    read = {" ".join(each.text.split()) for each in found.texts}
    assert set(found.lines()) <= read
