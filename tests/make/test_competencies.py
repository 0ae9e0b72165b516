"""Roles and a catalogue become competency documents: which, what stops one, and what is made again after a change."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from generator.issue import Code, Severity
from generator.make import BuildReport, Plan, build_competencies, forget
from generator.make.competencies import Wanted, read_profiles
from generator.make.composer import Composer
from generator.source.workspace import load_workspace
from tests.competency.firm import CRM, SCALE, TALKS
from tests.machine import need_pango
from tests.make.charts import chart_words, office_words, without_chart
from tests.test_formats_agree import html_words, pdf_words, table_heads
from tests.tools import convert, invalidities
from tests.workspace import ROOT, SETTINGS, write_workspace

LIGHT = ("html", "txt")
DAY = date(2026, 12, 1)
ROLES = {
    "clerk": "title: Помічник\nduties: [{id: ask, text: Питає., competencies: [talks]}]\n"
    "competencies: [{id: talks, level: 1}]\n",
    "seller": "title: Продавець\nduties: [{id: sell, text: Продає., competencies: [talks, crm]}]\n"
    "competencies: [{id: talks, level: 2}, {id: crm, level: 1}]\ncareer: {from: [clerk]}\n",
    "guard": "title: Сторож\nduties: [Стереже.]\n",
}
VACANCY = "posted: 2026-12-01\nsalary: {from: 20000}\ncontact: {name: Відділ кадрів, phone: 044 000 00 00}\n"
CATALOGUE = {"_scales/general": SCALE, "talks": TALKS, "crm": CRM}
OF_ROLE = ("profile", "assessment-sheet", "scorecard")
OF_COMPANY = {"competency/ladder-clerk", "competency/catalogue", "competency/matrix"}
DOCUMENTS = {f"competency/{role}/{name}" for role in ("clerk", "seller") for name in OF_ROLE}
DOCUMENTS |= OF_COMPANY | {"vacancies/seller"}


def write_firm(root: Path, settings: str = SETTINGS) -> Path:
    write_workspace(root, ROLES, settings)
    for folder, texts in (("competencies", CATALOGUE), ("vacancies", {"seller": VACANCY})):
        for name, text in texts.items():
            path = root / folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return root


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    return write_firm(tmp_path)


def make(root: Path, *roles: str, formats: tuple[str, ...] = LIGHT, **options: Any) -> BuildReport:
    forget()
    return build_competencies(Plan(root, formats, DAY), roles, **options)


def names(report: BuildReport) -> set[str]:
    """What was written, as paths in the output without endings."""
    return {re.sub(r".*/output/|\.\w+$", "", path.as_posix()) for path in report.written}


def codes(report: BuildReport) -> list[Code]:
    return [found.code for found in report.issues]


def said(root: Path, name: str) -> str:
    return (root / f"output/{name}.txt").read_text("utf-8").replace("\xa0", " ")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# What is made


def test_roles_that_require_something_have_their_documents_and_the_company_has_its_own(
    firm: Path,
) -> None:
    report = make(firm)
    assert (report.issues, report.failed, report.removed) == ((), (), ())
    assert (
        set(report.documents)
        == DOCUMENTS
        == names(report) | {f"competency/{role}/scorecard" for role in ("clerk", "seller")}
    )


def test_what_is_filled_in_by_pen_is_printed_and_a_sheet_is_a_workbook_too(firm: Path) -> None:
    report = make(firm, formats=("docx", "html"))
    made = {path.relative_to(firm / "output").as_posix() for path in report.written}
    assert made == {
        *(f"competency/{role}/profile.{form}" for role in ("clerk", "seller") for form in ("docx", "html")),
        *(f"competency/{role}/assessment-sheet.{form}" for role in ("clerk", "seller") for form in ("docx", "xlsx")),
        *(f"competency/{role}/scorecard.docx" for role in ("clerk", "seller")),
        *(f"competency/{name}.{form}" for name in ("ladder-clerk", "catalogue") for form in ("docx", "html")),
        *(f"competency/matrix.{form}" for form in ("docx", "html", "xlsx")),
        *(f"vacancies/seller.{form}" for form in ("docx", "html", "json")),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ((Wanted.PROFILE,), {"competency/clerk/profile", "competency/seller/profile"}),
        (
            (Wanted.SHEET,),
            {"competency/clerk/assessment-sheet", "competency/seller/assessment-sheet"},
        ),
        ((Wanted.LADDER, Wanted.CATALOGUE), {"competency/ladder-clerk", "competency/catalogue"}),
        ((Wanted.MATRIX,), {"competency/matrix"}),
        ((Wanted.VACANCY,), {"vacancies/seller"}),
    ],
    ids=["profile", "sheet", "ladder, catalogue", "matrix", "vacancy"],
)
def test_only_some_kinds_are_made_and_the_others_stay(
    firm: Path, only: tuple[Wanted, ...], expected: set[str]
) -> None:
    make(firm)
    report = make(firm, only=only, force=True)
    assert (names(report), report.removed) == (expected, ())


def test_of_one_role_only_its_own_documents_are_made(firm: Path) -> None:
    report = make(firm, "seller")
    assert names(report) == {
        "competency/seller/profile", "competency/seller/assessment-sheet", "vacancies/seller",
    }  # fmt: skip
    make(firm)
    assert make(firm, "clerk").removed == ()


def test_an_unknown_role_is_told(firm: Path) -> None:
    report = make(firm, "saller")
    assert (codes(report), report.written) == ([Code.ROLE_UNKNOWN], ())


def test_a_workspace_without_competencies_has_nothing_to_make(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"guard": ROLES["guard"]})
    report = make(tmp_path)
    assert (report.documents, codes(report)) == ((), [Code.CATALOGUE_MISSING])


def test_without_a_catalogue_that_is_told_once_whatever_roles_name(tmp_path: Path) -> None:
    write_workspace(tmp_path, ROLES)
    report = make(tmp_path)
    assert (codes(report), report.written) == ([Code.CATALOGUE_MISSING], ())


def test_documents_bear_the_day_and_a_draft_says_so(firm: Path) -> None:
    make(firm)
    assert "01.12.2026" in said(firm, "competency/seller/profile")
    draft = (firm / "output/competency/seller/profile.html").read_text("utf-8")
    forget()
    build_competencies(Plan(firm, LIGHT, DAY, draft=False))
    final = (firm / "output/competency/seller/profile.html").read_text("utf-8")
    assert ("ПРОЄКТ" in draft, "ПРОЄКТ" in final) == (True, False)


def test_the_documents_of_an_english_workspace_are_english(tmp_path: Path) -> None:
    write_firm(tmp_path, f"{SETTINGS}language: en\n")
    texts = {
        "roles/seller.yaml": "title: Seller\nduties: [{id: sell, text: Sells., competencies: [talks]}]\n"
        "competencies: [{id: talks, level: 2}]\ncareer: {from: [clerk]}\n",
        "roles/clerk.yaml": "title: Clerk\ncompetencies: [{id: talks, level: 1}]\n",
        "roles/guard.yaml": "title: Guard\n",
        "competencies/_scales/general.yaml": "name: General\nlevels:\n"
        + "".join(f"  - {{name: Step {n}, text: Does {n}.}}\n" for n in (1, 2, 3)),
        "competencies/talks.yaml": "name: Talks\nkind: behavioural\ndefinition: Agrees.\nlevels:\n"
        + "".join(f"  {n}: {{indicators: [Does {n}.], development: [Try.]}}\n" for n in (1, 2, 3)),
        "competencies/crm.yaml": CRM.replace("Робота з CRM", "CRM")
        .replace("Веде записи", "Keeps records").replace("Вносить дані", "Enters data")
        .replace("Складає звіти", "Makes reports").replace("Проєктує поля", "Designs fields"),
        "posada.yaml": "organisation: {name: Sample Ltd, city: Lviv}\nlanguage: en\n"
        "lint: {profile: none}\nsigners: {approve: {position: Director, name: Olena Koval}}\n",
        "vacancies/seller.yaml": VACANCY.replace("Відділ кадрів", "Personnel"),
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    report = make(tmp_path, formats=("txt",))
    assert (report.issues, report.failed) == ((), ())
    for path in (tmp_path / "output").rglob("*.txt"):
        assert not re.search("[А-Яа-яІіЇїЄєҐґ]", path.read_text("utf-8")), path.name
    assert "COMPETENCY PROFILE" in said(tmp_path, "competency/seller/profile")


# What stops a document


def mistyped(root: Path) -> None:
    change(root / "roles/seller.yaml", "{id: crm", "{id: crn")


def outside(root: Path) -> None:
    change(root / "roles/seller.yaml", "{id: crm, level: 1", "{id: crm, level: 9")


def of_a_duty(root: Path) -> None:
    change(root / "roles/seller.yaml", "[talks, crm]", "[talks, crmm]")


@pytest.mark.parametrize(
    ("act", "place", "code"),
    [
        (mistyped, "roles/seller.yaml:3:44", Code.COMPETENCY_UNKNOWN),
        (outside, "roles/seller.yaml:3:56", Code.COMPETENCY_LEVEL),
        (of_a_duty, "roles/seller.yaml:2:10", Code.COMPETENCY_UNKNOWN),
    ],
    ids=["an unknown competency", "a level outside the scale", "an unknown one of a duty"],
)
def test_a_role_that_names_what_is_not_there_has_no_documents_and_the_others_have(
    firm: Path, act: Callable[[Path], None], place: str, code: Code
) -> None:
    act(firm)
    report = make(firm)
    (found,) = report.issues
    assert found.location is not None
    assert (f"{found.location.file}:{found.location.address()}", found.code) == (place, code)
    assert names(report) == {
        "competency/clerk/profile", "competency/clerk/assessment-sheet",
        "competency/catalogue", "competency/matrix",
    }  # fmt: skip
    assert set(report.failed) == {
        *(f"competency/seller/{name}" for name in OF_ROLE),
        "vacancies/seller",
    }


def test_the_documents_of_a_role_stay_as_they_were_when_it_gets_an_issue(firm: Path) -> None:
    make(firm)
    before = said(firm, "competency/seller/profile")
    mistyped(firm)
    assert make(firm).removed == ()
    assert said(firm, "competency/seller/profile") == before


def test_a_broken_competency_is_told_once_and_stops_what_is_made_of_it(firm: Path) -> None:
    change(firm / "competencies/crm.yaml", "kind:", "knd:")
    report = make(firm)
    assert {found.location.file for found in report.issues if found.location} == {
        "competencies/crm.yaml"
    }
    assert codes(report).count(Code.FIELD_UNKNOWN) == 1
    assert names(report) == {
        "competency/clerk/profile", "competency/clerk/assessment-sheet", "competency/matrix",
    }  # fmt: skip
    assert "competency/catalogue" in report.failed


def test_what_is_wrong_in_other_roles_is_not_told_of_one(firm: Path) -> None:
    mistyped(firm)
    report = make(firm, "clerk")
    assert (report.issues, report.failed) == ((), ())
    assert "competency/clerk/profile" in names(report)


def test_a_vacancy_for_a_role_that_is_not_there_is_told(firm: Path) -> None:
    (firm / "vacancies/seller.yaml").rename(firm / "vacancies/saler.yaml")
    report = make(firm)
    assert codes(report) == [Code.ROLE_UNKNOWN]
    assert "competency/seller/profile" in names(report)


# What is made again


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "nothing": (lambda root: None, set()),
    "a competency": (
        lambda root: change(root / "competencies/crm.yaml", "Вносить дані", "Вносить усі дані"),
        {
            "competency/seller/profile", "competency/seller/assessment-sheet",
            "competency/ladder-clerk", "competency/catalogue", "competency/matrix",
        },
    ),
    "the scale": (
        lambda root: change(root / "competencies/_scales/general.yaml", "Рівень 1", "Щабель 1"),
        DOCUMENTS - {"competency/clerk/scorecard", "competency/seller/scorecard"},
    ),
    "a duty": (
        lambda root: change(root / "roles/clerk.yaml", "Питає", "Перепитує"),
        # A ladder is made of whole profiles, although it prints no duties.
        {
            "competency/clerk/profile", "competency/clerk/assessment-sheet",
            "competency/ladder-clerk",
        },
    ),
    "a level": (
        lambda root: change(root / "roles/clerk.yaml", "level: 1", "level: 2"),
        {
            "competency/clerk/profile", "competency/clerk/assessment-sheet",
            "competency/ladder-clerk", "competency/matrix",
        },
    ),
    "a vacancy": (
        lambda root: change(root / "vacancies/seller.yaml", "20000", "21000"),
        {"vacancies/seller"},
    ),
    "a file": (
        lambda root: (root / "output/competency/catalogue.txt").unlink(),
        {"competency/catalogue"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGES)
def test_only_what_a_change_concerns_is_made_again(firm: Path, case: str) -> None:
    make(firm)
    act, expected = CHANGES[case]
    act(firm)
    report = make(firm)
    assert (report.issues, names(report)) == ((), expected)
    assert len(report.documents) == len(DOCUMENTS)


def test_the_files_of_what_is_there_no_more_are_removed(firm: Path) -> None:
    make(firm)
    for name in ("roles/seller.yaml", "vacancies/seller.yaml"):
        (firm / name).unlink()
    report = make(firm)
    gone = {path.relative_to(firm / "output").as_posix() for path in report.removed}
    assert gone == {
        "competency/seller/profile.html", "competency/seller/profile.txt",
        "competency/seller/assessment-sheet.xlsx",
        "competency/ladder-clerk.html", "competency/ladder-clerk.txt",
        "vacancies/seller.html", "vacancies/seller.json", "vacancies/seller.txt",
    }  # fmt: skip


def test_what_somebody_changed_is_kept_aside_and_is_not_removed(firm: Path) -> None:
    make(firm)
    path = firm / "output/competency/seller/profile.txt"
    path.write_text("Переглянуто.", "utf-8")
    report = make(firm)
    assert codes(report) == [Code.FILE_KEPT]
    assert report.issues[0].severity is Severity.WARNING
    assert path.with_name("profile.edited-1.txt").read_text("utf-8") == "Переглянуто."
    path.write_text("Знову.", "utf-8")
    (firm / "roles/seller.yaml").unlink()
    (firm / "vacancies/seller.yaml").unlink()
    make(firm)
    assert path.read_text("utf-8") == "Знову."


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        root = write_firm(tmp_path / name)
        make(root, formats=("docx", "html", "txt"))
        files = sorted((root / "output").rglob("*.*"))
        found = (path for path in files if ".posada" not in path.parts and path.is_file())
        made.append({p.relative_to(root).as_posix(): p.read_bytes() for p in found})
    assert made[0] == made[1]
    assert len(made[0]) > len(DOCUMENTS)


def test_profiles_name_the_roles_that_cannot_be_read(firm: Path) -> None:
    mistyped(firm)
    found = read_profiles(Composer(Plan(firm)))
    assert (set(found.profiles), set(found.broken)) == ({"clerk", "guard"}, {"seller"})


# The shipped workspace, in all formats


SHIPPED_ROLES = load_workspace(ROOT).role_ids()
SHIPPED = ("posada.yaml", "roles", "competencies", "vacancies")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the shipped workspace."""
    import shutil

    need_pango()
    root = tmp_path_factory.mktemp("shipped")
    for name in SHIPPED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, root / name)
    forget()
    report = build_competencies(Plan(root, ("docx", "pdf", "html"), DAY, draft=False), jobs=2)
    assert (report.issues, report.failed) == ((), ())
    return root / "output"


@pytest.mark.slow
def test_the_shipped_workspace_has_every_document_in_every_format(shipped: Path) -> None:
    page, paper = ("docx", "pdf", "html"), ("docx", "pdf")
    of_roles = {"profile": page, "assessment-sheet": ("xlsx", *paper), "scorecard": paper}
    of_company = {
        "ladder-account-manager-junior": page, "catalogue": page, "matrix": ("xlsx", *page),
    }  # fmt: skip
    vacancies = {path.stem for path in (ROOT / "vacancies").glob("*.yaml")}
    expected = chain(
        (
            f"competency/{r}/{n}.{f}"
            for r in SHIPPED_ROLES
            for n, fs in of_roles.items()
            for f in fs
        ),
        (f"competency/{name}.{form}" for name, forms in of_company.items() for form in forms),
        (f"vacancies/{name}.{form}" for name in vacancies for form in (*page, "json")),
    )
    found = (path.relative_to(shipped) for path in shipped.rglob("*") if path.is_file())
    assert {p.as_posix() for p in found if p.parts[0] != ".posada"} == set(expected)
    assert vacancies


@pytest.mark.slow
def test_the_open_xml_sdk_finds_nothing_wrong(shipped: Path) -> None:
    files = sorted(shipped.rglob("*.docx"))
    assert len(files) > len(SHIPPED_ROLES) * len(OF_ROLE)
    with ThreadPoolExecutor(2) as crew:
        reports = dict(zip(files, crew.map(invalidities, files), strict=True))
    assert {path: errors for path, errors in reports.items() if errors} == {}


AGREEING = ("key-account-manager/profile", "driver/profile", "catalogue")


@pytest.mark.slow
@pytest.mark.parametrize("name", AGREEING)
def test_every_format_says_the_same_words(shipped: Path, tmp_path: Path, name: str) -> None:
    path = shipped / "competency" / name
    page, file = path.with_suffix(".html"), path.with_suffix(".docx")
    convert([file], "txt:Text (encoded):UTF8", tmp_path)
    text = html_words(page)
    assert len(text) > 1000
    assert office_words(tmp_path / f"{path.name}.txt") == text
    in_pdf = pdf_words(path.with_suffix(".pdf"), table_heads(page))
    assert without_chart(in_pdf, chart_words(file)) == text


@pytest.mark.slow
@pytest.mark.parametrize("role", SHIPPED_ROLES)
def test_the_chart_is_told_in_words_and_is_a_drawing_beside_its_picture(
    shipped: Path, role: str
) -> None:
    from pikepdf import Dictionary, Pdf

    profile = read_profiles(Composer(Plan(ROOT))).profiles[role]
    folder = shipped / "competency" / role
    with zipfile.ZipFile(folder / "profile.docx") as package:
        drawn = package.read("word/document.xml").decode()
        media = {Path(name).suffix for name in package.namelist() if "/media/" in name}
    with Pdf.open(folder / "profile.pdf") as pdf:
        told = [str(o["/Alt"]) for o in pdf.objects if isinstance(o, Dictionary) and "/Alt" in o]
    (described,) = re.findall(r'<wp:docPr[^>]* descr="([^"]+)"', drawn)
    assert media == {".svg", ".png"}
    assert told == [described]
    for each in profile.required:
        assert f"{each.entry.name} — {each.level}" in described
