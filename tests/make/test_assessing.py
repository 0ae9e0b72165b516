"""Assessments become reports of people, units and roles, and lists of candidates, in the files they should."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from generator.issue import Code, IssueError, Location, Severity
from generator.make import AssessmentReport, Plan, assess, forget, rank
from tests.competency.firm import TALKS, YAML, firm
from tests.machine import need_pango
from tests.make.charts import chart_words, office_words, without_chart
from tests.test_formats_agree import html_words, pdf_words, table_heads
from tests.tools import convert, invalidities
from tests.workspace import ROOT

DAY = date(2026, 12, 1)
KOVAL = "assessments/koval-olena-petrivna-0012-seller"
NADIIA = "assessments/tkach-nadiia-f6ba52aa-seller"
SUMMARIES = {"assessments/unit-viddil-prodazhu", "assessments/role-seller"}


def of(name: str, number: str = "", unit: str = "", levels: str = "{talks: 1, crm: 1}") -> str:
    """The file of a person whose levels were agreed outright."""
    details = (
        f"name: {name}" + f", number: '{number}'" * bool(number) + f", unit: {unit}" * bool(unit)
    )
    return f"person: {{{details}}}\nrole: seller\ndate: 2026-11-02\nlevels: {levels}\n"


def made_firm(root: Path, *texts: str) -> Path:
    """The firm, and a file for each text, in this order."""
    found = firm(root)
    for number, text in enumerate(texts, start=1):
        found.written(text, f"assessments/{number:03}.yaml")
    return root


def make(root: Path, *files: Path, formats: tuple[str, ...] = ("txt",)) -> AssessmentReport:
    forget()
    return assess(Plan(root, formats, DAY), files)


def ranked(root: Path, role: str, *files: Path) -> AssessmentReport:
    forget()
    return rank(Plan(root, ("txt",), DAY), role, files)


def names(report: AssessmentReport) -> list[str]:
    """What was written, as paths in the output without endings."""
    return [re.sub(r".*/output/|\.\w+$", "", path.as_posix()) for path in report.made.written]


def codes(report: AssessmentReport) -> list[Code]:
    return [found.code for found in report.made.issues]


def said(root: Path, name: str) -> str:
    return (root / f"output/{name}.txt").read_text("utf-8").replace("\xa0", " ")


# What is made


def test_a_person_a_unit_and_a_role_have_their_reports(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    report = make(root)
    assert (report.made.issues, report.made.failed) == ((), ())
    assert set(names(report)) == {KOVAL, *SUMMARIES}
    (found,) = report.reports
    assert (found.assessed.person.name, found.coverage.percent) == ("Коваль Олена Петрівна", 66)
    assert "Переговори: є 1, потрібно 2" in said(root, KOVAL)
    assert "Коваль Олена Петрівна (1 із 2)" in said(root, "assessments/unit-viddil-prodazhu")
    assert "за посадою продавця" in said(root, "assessments/role-seller")


def test_a_filled_in_form_counts_as_a_text_does(tmp_path: Path) -> None:
    root = made_firm(tmp_path)
    (root / "assessments").mkdir()
    firm(root).returned(name="assessments/form.xlsx")
    (found,) = make(root).reports
    assert found.coverage.percent == 100


def test_a_file_may_be_named_that_lies_elsewhere(tmp_path: Path) -> None:
    root = made_firm(tmp_path / "firm", of("Ткач Надія"))
    elsewhere = tmp_path / "koval.yaml"
    elsewhere.write_text(YAML, "utf-8")
    report = make(root, elsewhere)
    assert report.made.issues == ()
    assert [each.assessed.person.name for each in report.reports] == ["Коваль Олена Петрівна"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    report = make(made_firm(tmp_path), tmp_path / "missing.yaml")
    assert (codes(report), report.reports) == ([Code.FILE_UNREADABLE], ())


def test_no_assessment_is_told(tmp_path: Path) -> None:
    report = make(made_firm(tmp_path))
    assert (codes(report), report.made.written) == ([Code.ASSESSMENT_NONE], ())


def test_a_file_with_an_error_gives_no_report_and_the_others_do(tmp_path: Path) -> None:
    root = made_firm(tmp_path, of("Ткач Надія", levels="{talks: 9}"), YAML)
    report = make(root)
    assert [each.assessed.person.name for each in report.reports] == ["Коваль Олена Петрівна"]
    assert {found.location.file for found in report.made.issues if found.location} == {
        "assessments/001.yaml"
    }
    assert KOVAL in names(report)


def test_who_holds_a_role_that_cannot_be_read_has_no_report(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    path = root / "competencies/talks.yaml"
    path.write_text(TALKS.replace("kind:", "knd:"), "utf-8")
    report = make(root)
    assert (report.reports, report.made.written) == ((), ())
    assert {found.location.file for found in report.made.issues if found.location} == {
        "competencies/talks.yaml"
    }


# Names of files


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CON", "con"),
        ("../../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\system", "c-windows-system"),
        ("王伟", "person"),
        ("🙂", "person"),
        ("Müller Jürgen", "muller-jurgen"),
        ("Ґудзь Є.", "gudz-ie"),
        ("Δημήτρης", "person"),
    ],
    ids=["device", "path", "drive", "Chinese", "picture", "umlauts", "initial", "Greek"],
)
def test_a_file_is_called_after_the_person_and_lies_where_all_do(
    tmp_path: Path, name: str, expected: str
) -> None:
    root = made_firm(tmp_path / "firm", of(f"'{name}'"))
    report = make(root)
    assert report.made.issues == ()
    made = re.sub("gudz-(ie|ye)-", "gudz-ie-", names(report)[0])
    assert re.fullmatch(f"assessments/{expected}-[0-9a-f]{{8}}-seller", made)
    assert [path.name for path in tmp_path.iterdir()] == ["firm"]
    assert name in said(root, names(report)[0].removeprefix("output/"))


ALIKE = (("Коваль Ія", "0001"), ("Коваль Ія", "0002"), ("Коваль Їя", ""), ("Коваль Ія", "Б-1"))
"""People whose names are spelt alike in Latin letters."""


def test_people_of_like_names_have_files_of_their_own(tmp_path: Path) -> None:
    root = made_firm(tmp_path, *(of(*person) for person in ALIKE))
    report = make(root)
    assert report.made.issues == ()
    assert names(report)[:2] == [
        "assessments/koval-iia-0001-seller", "assessments/koval-iia-0002-seller",
    ]  # fmt: skip
    assert len(report.reports) == len(ALIKE)
    assert len(set(names(report))) == len(names(report)) == len(ALIKE) + 2


def test_a_file_is_called_the_same_whoever_else_is_reported_on(tmp_path: Path) -> None:
    root = made_firm(tmp_path, *(of(*person) for person in ALIKE))
    together = names(make(root))
    contents = {name: said(root, name) for name in together}
    for number, name in enumerate(together[: len(ALIKE)], start=1):
        (found,) = make(root, root / f"assessments/{number:03}.yaml").made.documents
        assert found == name
    assert {name: said(root, name) for name in together} == contents


def test_units_of_like_names_have_files_of_their_own(tmp_path: Path) -> None:
    long = "Відділ продажу товарів і послуг населенню"
    made = "assessments/unit-viddil-prodazhu-tovariv-i-posluh"
    root = made_firm(
        tmp_path, of("А", unit=f"{long} один"), of("Б", unit=f"{long} два"), of("В", unit="con")
    )
    units = {name for name in names(make(root)) if "/unit-" in name}
    assert units == {
        f"{made}", f"{made}-2", "assessments/unit-unit-con",
    }  # fmt: skip


# What is made again


def test_only_what_a_change_concerns_is_made_again(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML, of("Ткач Надія", unit="Канцелярія"))
    make(root)
    assert names(make(root)) == []
    (root / "assessments/002.yaml").write_text(
        of("Ткач Надія", unit="Канцелярія", levels="{talks: 2, crm: 1}"), "utf-8"
    )
    assert set(names(make(root))) == {
        NADIIA, "assessments/unit-kantseliariia", "assessments/role-seller",
    }  # fmt: skip


def test_the_reports_of_who_is_assessed_no_more_are_removed(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML, of("Ткач Надія", unit="Канцелярія"))
    make(root)
    (root / "assessments/002.yaml").unlink()
    assert {path.name for path in make(root).made.removed} == {
        f"{NADIIA.removeprefix('assessments/')}.txt",
        "unit-kantseliariia.txt",
    }


def test_a_run_on_some_files_removes_nothing(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML, of("Ткач Надія"))
    make(root)
    ranked(root, "seller")
    before = said(root, LIST)
    (root / "assessments/002.yaml").unlink()
    assert make(root, root / "assessments/001.yaml").made.removed == ()
    assert said(root, LIST) == before


def test_when_the_last_assessment_is_gone_so_are_all_reports(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    make(root)
    ranked(root, "seller")
    (root / "output/assessments/role-seller.txt").write_text("Правки", "utf-8")
    (root / "assessments/001.yaml").unlink()
    report = make(root)
    assert codes(report) == [Code.ASSESSMENT_NONE]
    assert len(report.made.removed) == 3
    left = (path for path in (root / "output/assessments").rglob("*") if path.is_file())
    assert [path.name for path in left] == ["role-seller.txt"]


def test_a_folder_that_cannot_be_looked_through_costs_no_report(tmp_path: Path) -> None:
    root = made_firm(tmp_path / "firm", YAML)
    make(root)
    (root / "assessments").rename(tmp_path / "elsewhere")
    (root / "assessments").symlink_to(tmp_path / "elsewhere")
    report = make(root)
    assert (codes(report), report.made.removed) == ([Code.PATH_OUTSIDE], ())
    assert (root / f"output/{KOVAL}.txt").is_file()


def test_a_report_that_somebody_has_edited_is_kept_aside(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    make(root)
    edited = root / f"output/{KOVAL}.txt"
    edited.write_text("Погоджено з керівником.", "utf-8")
    assert codes(make(root)) == [Code.FILE_KEPT]
    assert "Переговори: є 1, потрібно 2" in said(root, KOVAL)
    edited.write_text("Погоджено ще раз.", "utf-8")
    (root / "assessments/001.yaml").write_text(YAML.replace("crm: 2", "crm: 1"), "utf-8")
    assert codes(make(root, root / "assessments/001.yaml")) == [Code.FILE_KEPT]
    kept = sorted(edited.parent.glob("*edited*"))
    assert [path.read_text("utf-8") for path in kept] == [
        "Погоджено з керівником.", "Погоджено ще раз.",
    ]  # fmt: skip


def test_nothing_personal_is_kept_but_in_the_reports(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    make(root, formats=("txt", "html"))
    state = (path.read_bytes() for path in (root / "output/.posada").rglob("*") if path.is_file())
    assert not any("Коваль".encode() in content for content in state)


# Which files are read


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    path = root / "assessments/001.yaml"
    (root / "link.yaml").symlink_to(path)
    report = make(root, path, root / "assessments/../assessments/001.yaml", root / "link.yaml")
    assert (report.made.issues, len(report.reports)) == ((), 1)


def test_a_link_out_of_the_folder_is_not_followed_unless_it_is_named(tmp_path: Path) -> None:
    root = made_firm(tmp_path / "firm", of("Ткач Надія"))
    (tmp_path / "koval.yaml").write_text(YAML, "utf-8")
    link = root / "assessments/koval.yaml"
    link.symlink_to(tmp_path / "koval.yaml")
    report = make(root)
    assert [(found.code, found.location) for found in report.made.issues] == [
        (Code.PATH_OUTSIDE, Location("assessments/koval.yaml"))
    ]
    assert [each.assessed.person.name for each in report.reports] == ["Ткач Надія"]
    assert len(make(root, link).reports) == 1


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    (root / "assessments/a.yaml").symlink_to(root / "assessments/b.yaml")
    (root / "assessments/b.yaml").symlink_to(root / "assessments/a.yaml")
    assert codes(make(root)) == [Code.FILE_UNREADABLE] * 2
    assert codes(make(root, root / "assessments/a.yaml")) == [Code.FILE_UNREADABLE]


def test_what_lies_beside_assessments_is_told_and_stops_nothing(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    (root / "assessments/form.xlsm").write_bytes(b"PK")
    report = make(root)
    assert [(found.code, found.severity) for found in report.made.issues] == [
        (Code.ASSESSMENT_FILE, Severity.WARNING)
    ]
    assert KOVAL in names(report)


# Candidates


LIST = "assessments/candidates/seller"


def test_candidates_are_ranked_by_what_the_role_requires(tmp_path: Path) -> None:
    root = made_firm(tmp_path, of("Ткач Надія"), of("Коваль Ія", levels="{talks: 3, crm: 3}"))
    report = ranked(root, "chief")
    assert [(each.place, each.assessed.person.name) for each in report.candidates] == [
        (1, "Коваль Ія"),
        (2, "Ткач Надія"),
    ]
    assert names(report) == ["assessments/candidates/chief"]
    assert "(2 із 6)" in said(root, "assessments/candidates/chief")


def broken_file(root: Path) -> None:
    (root / "assessments/002.yaml").write_text("person: {", "utf-8")


def broken_catalogue(root: Path) -> None:
    (root / "competencies/crm.yaml").write_text("name: [", "utf-8")


def broken_role(root: Path) -> None:
    (root / "roles/seller.yaml").write_text("titel: Продавець\n", "utf-8")


def same_day(root: Path) -> None:
    (root / "assessments/002.yaml").write_text(of("Коваль Ія", "0001"), "utf-8")


def nobody(root: Path) -> None:
    shutil.rmtree(root / "assessments")


@pytest.mark.parametrize(
    ("change", "left"),
    [(broken_file, 1), (broken_catalogue, 0), (broken_role, 0), (same_day, 0), (nobody, 0)],
)
def test_nobody_is_ranked_in_a_document_while_an_assessment_may_be_missing(
    tmp_path: Path, change: Callable[[Path], object], left: int
) -> None:
    root = made_firm(tmp_path, of("Коваль Ія", "0001"), of("Ткач Надія"))
    path = root / "roles/porter.yaml"
    path.write_text("title: Вантажник\ncompetencies: [{id: talks, level: 1}]\n", "utf-8")
    ranked(root, "porter")
    before = said(root, "assessments/candidates/porter")
    change(root)
    report = ranked(root, "porter")
    assert (report.made.documents, report.made.written, report.made.removed) == ((), (), ())
    assert len(report.candidates) == left
    assert any(found.severity is Severity.ERROR for found in report.made.issues)
    assert said(root, "assessments/candidates/porter") == before


def test_what_no_assessment_needs_hinders_no_list(tmp_path: Path) -> None:
    root = made_firm(tmp_path, of("Коваль Ія"))
    (root / "competencies/law.yaml").write_text("name: [", "utf-8")
    (root / "roles/chief.yaml").write_text("titel: Начальник\n", "utf-8")
    report = ranked(root, "seller")
    assert names(report) == [LIST]
    assert Code.YAML_SYNTAX in codes(report)


def test_a_list_that_is_there_is_made_anew_of_those_who_are_assessed_now(tmp_path: Path) -> None:
    root = made_firm(tmp_path, of("Коваль Ія"), of("Ткач Надія"))
    ranked(root, "seller")
    make(root, formats=("html",))
    (root / "assessments/002.yaml").unlink()
    report = make(root, formats=("html",))
    assert LIST in report.made.documents
    assert "Коваль Ія" in said(root, LIST)
    assert "Ткач Надія" not in said(root, LIST)
    assert not (root / f"output/{LIST}.html").exists()
    assert "assessments/candidates/chief" not in report.made.documents
    assert LIST in make(root, formats=("html",)).made.unchanged


def test_a_list_that_somebody_has_edited_is_kept_aside(tmp_path: Path) -> None:
    root = made_firm(tmp_path, of("Коваль Ія"))
    ranked(root, "seller")
    (root / f"output/{LIST}.txt").write_text("Правки", "utf-8")
    assert codes(make(root)) == [Code.FILE_KEPT]
    assert codes(ranked(root, "seller")) == []
    assert (root / f"output/{LIST}.edited-1.txt").read_text("utf-8") == "Правки"


def test_the_list_of_a_role_that_is_gone_is_removed(tmp_path: Path) -> None:
    root = made_firm(tmp_path, of("Коваль Ія"))
    ranked(root, "chief")
    (root / "roles/chief.yaml").unlink()
    assert [path.name for path in make(root).made.removed] == ["chief.txt"]


def test_for_an_unknown_role_and_one_with_errors_nobody_is_ranked(tmp_path: Path) -> None:
    root = made_firm(tmp_path, YAML)
    with pytest.raises(IssueError) as raised:
        ranked(root, "chif")
    assert [found.code for found in raised.value.issues] == [Code.ROLE_UNKNOWN]
    path = root / "roles/chief.yaml"
    path.write_text(path.read_text("utf-8").replace("talks", "talk"), "utf-8")
    with pytest.raises(IssueError) as raised:
        ranked(root, "chief")
    assert [found.code for found in raised.value.issues] == [Code.COMPETENCY_UNKNOWN]


# The shipped assessments, in all formats


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the people of the shipped workspace."""
    need_pango()
    root = tmp_path_factory.mktemp("shipped")
    for name in ("posada.yaml", "roles", "competencies", "assessments"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, root / name)
    plan = Plan(root, ("docx", "pdf", "html"), DAY)
    forget()
    report = assess(plan, jobs=2)
    assert not [found for found in report.made.issues if found.severity is Severity.ERROR]
    rank(plan, "key-account-manager")
    return root / "output/assessments"


@pytest.mark.slow
def test_the_shipped_assessments_have_every_document_in_every_format(shipped: Path) -> None:
    stems: dict[str, set[str]] = {}
    for path in filter(Path.is_file, shipped.rglob("*")):
        name = path.relative_to(shipped).with_suffix("").as_posix()
        stems.setdefault(name, set()).add(path.suffix)
    assert set(map(frozenset, stems.values())) == {frozenset({".docx", ".pdf", ".html"})}
    kinds = {re.split("[-/]", name)[0] for name in stems}
    assert {"unit", "role", "candidates"} < kinds
    people = len(list((ROOT / "assessments").iterdir()))
    assert (
        len([name for name in stems if not name.startswith(("unit-", "role-", "cand"))]) == people
    )


@pytest.mark.slow
def test_the_open_xml_sdk_finds_nothing_wrong(shipped: Path) -> None:
    files = sorted(shipped.rglob("*.docx"))
    with ThreadPoolExecutor(2) as crew:
        reports = dict(zip(files, crew.map(invalidities, files), strict=True))
    assert {path: errors for path, errors in reports.items() if errors} == {}


@pytest.mark.slow
def test_every_format_says_the_same_words(shipped: Path, tmp_path: Path) -> None:
    files = sorted(shipped.rglob("*.docx"))
    convert(files, "txt:Text (encoded):UTF8", tmp_path)
    assert files
    for path in files:
        page = path.with_suffix(".html")
        text = html_words(page)
        assert len(text) > 100
        assert office_words(tmp_path / f"{path.stem}.txt") == text, path.name
        in_pdf = pdf_words(path.with_suffix(".pdf"), table_heads(page))
        assert without_chart(in_pdf, chart_words(path)) == text, path.name


@pytest.mark.slow
def test_the_chart_is_told_in_words(shipped: Path) -> None:
    from pikepdf import Dictionary, Pdf

    (path,) = shipped.glob("yaremchuk-*.docx")
    with zipfile.ZipFile(path) as package:
        drawn = package.read("word/document.xml").decode()
    with Pdf.open(path.with_suffix(".pdf")) as pdf:
        told = [str(o["/Alt"]) for o in pdf.objects if isinstance(o, Dictionary) and "/Alt" in o]
    (described,) = re.findall(r'<wp:docPr[^>]* descr="([^"]+)"', drawn)
    assert told == [described]
    assert "Аналіз ринку й конкурентів — потрібно 3, є 2" in described
