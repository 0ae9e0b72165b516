"""An advertisement that discriminates is refused with the place of its words; what is only doubtful is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.issue import Code
from generator.make import BuildReport, Plan, build_competencies, forget
from generator.make.competencies import Wanted
from tests.competency.firm import CRM, SCALE, TALKS
from tests.workspace import write_workspace

ROLES = {
    "seller": "title: Продавець\nduties:\n  - {id: sell, text: Продає товар.}\n"
    "requirements: {experience: 'Досвід роботи — не менше ніж рік.'}\ncompetencies: [{id: talks, level: 2}]\n",
    "clerk": "title: Діловод\nduties:\n  - {id: mail, text: Пише листи.}\n",
}
HEAD = """\
posted: 2026-12-01
salary: {from: 20000}
contact: {name: Відділ кадрів, phone: 044 000 00 00}
"""
CATALOGUE = {"_scales/general": SCALE, "talks": TALKS, "crm": CRM}


def firm(root: Path, **vacancies: str) -> Path:
    """A workspace with a seller and a clerk; each vacancy has these lines behind what all have."""
    write_workspace(root, ROLES)
    for folder, texts in (("competencies", CATALOGUE), ("vacancies", vacancies)):
        for name, text in texts.items():
            path = root / folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(HEAD + text if folder == "vacancies" else text, "utf-8")
    return root


def make(root: Path) -> BuildReport:
    forget()
    return build_competencies(Plan(root, ("txt", "html")), only=(Wanted.VACANCY,))


def files(root: Path) -> set[str]:
    return {path.name for path in (root / "output/vacancies").glob("*.*")}


@pytest.mark.parametrize(
    "text",
    [
        "Запрошуємо кандидатів до 35 років.",
        "Шукаємо жінку на посаду продавця.",
        "Розглядаємо лише чоловіків.",
        "Стать — жіноча, вік — від 20 до 30 років.",
    ],
    ids=["age", "a woman", "men", "sex and age"],
)
def test_a_text_that_discriminates_is_refused_at_its_place(tmp_path: Path, text: str) -> None:
    root = firm(tmp_path, seller=f"offer:\n  - Навчання.\n  - {text}\n", clerk="")
    report = make(root)
    assert {found.code for found in report.issues} == {Code.VACANCY_FINDING}
    places = {(one.location.file, one.location.line) for one in report.issues if one.location}
    assert places == {("vacancies/seller.yaml", 6)}
    assert report.failed == ("vacancies/seller",)
    assert files(root) == {"clerk.html", "clerk.json", "clerk.txt"}


def test_a_text_of_the_role_is_refused_at_its_place_in_the_role(tmp_path: Path) -> None:
    root = firm(tmp_path, seller="")
    path = root / "roles/seller.yaml"
    path.write_text(
        path.read_text("utf-8").replace("Досвід роботи — не", "Жінка до 35 років, не"), "utf-8"
    )
    report = make(root)
    assert {found.code for found in report.issues} == {Code.VACANCY_FINDING}
    assert {one.location.file for one in report.issues if one.location} == {"roles/seller.yaml"}
    assert files(root) == set()


def test_a_refused_text_leaves_what_was_written_before(tmp_path: Path) -> None:
    root = firm(tmp_path, seller="")
    make(root)
    before = (root / "output/vacancies/seller.txt").read_text("utf-8")
    firm(root, seller="offer: [Лише для чоловіків.]\n")
    report = make(root)
    assert (report.failed, report.written, report.removed) == (("vacancies/seller",), (), ())
    assert (root / "output/vacancies/seller.txt").read_text("utf-8") == before


@pytest.mark.parametrize(
    "text",
    [
        "Запрошуємо до молодого й дружного колективу.",
        "Працюємо в енергійній команді.",
        "Досвід роботи до 5 років.",
    ],
    ids=["young", "energetic", "years of experience"],
)
def test_what_is_only_doubtful_or_innocent_is_printed(tmp_path: Path, text: str) -> None:
    root = firm(tmp_path, seller=f"offer: ['{text}']\n")
    assert make(root).issues == ()
    said = (root / "output/vacancies/seller.txt").read_text("utf-8").replace("\xa0", " ")
    assert text in said


def test_an_advertisement_is_a_page_with_a_posting_and_the_posting_alone(tmp_path: Path) -> None:
    root = firm(tmp_path, seller="")
    make(root)
    posting = json.loads((root / "output/vacancies/seller.json").read_text("utf-8"))
    assert (posting["@type"], posting["title"]) == ("JobPosting", "Продавець")
    page = (root / "output/vacancies/seller.html").read_text("utf-8")
    assert '"@type": "JobPosting"' in page or '"@type":"JobPosting"' in page
    assert "</script>" in page


def test_no_text_of_a_vacancy_ends_the_script_of_its_posting(tmp_path: Path) -> None:
    root = firm(tmp_path, seller="offer: ['Навчання. </script><script>alert(1)</script>']\n")
    assert make(root).issues == ()
    page = (root / "output/vacancies/seller.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script")


def test_only_competencies_up_to_date_are_in_an_advertisement(tmp_path: Path) -> None:
    root = firm(tmp_path, seller="")
    make(root)
    assert make(root).unchanged == ("vacancies/seller",)
    path = root / "competencies/talks.yaml"
    path.write_text(
        path.read_text("utf-8").replace("name: Переговори", "name: Перемовини"), "utf-8"
    )
    assert {one.suffix for one in make(root).written} == {".txt", ".html", ".json"}
