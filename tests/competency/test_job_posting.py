"""A posting says in schema.org's words what the page says, as two programs that are not ours confirm."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.competency.job_posting import json_ld, with_posting
from generator.make.composer import Composer
from generator.make.plan import Job, Page, Plan
from generator.make.renderer import Renderer
from tests.browser import visit
from tests.competency.opening import ROLE, VACANCY, advertised, opening
from tests.structured_data import google_findings, schema_org_errors
from tests.workspace import ROOT, SETTINGS

DAY = date(2026, 12, 1)
SHIPPED = ("account-manager", "software-developer")
BARE = "posted: 2026-12-01\nsalary: {from: 1}\ncontact: {name: К, phone: 044 000 00 00}\n"
CODED = SETTINGS.replace("city: Львів", 'code: "12345678", city: Львів')
ON_SITE = {"applicantLocationRequirements", "jobLocationType"}
"""What Google recommends for remote work alone, and its validator misses elsewhere."""


def shipped(name: str) -> dict[str, Any]:
    return advertised(Composer(Plan(ROOT, day=DAY)), name).posting


def test_the_properties_are_those_of_the_vacancy_and_its_role(tmp_path: Path) -> None:
    made = json.dumps(opening(tmp_path, settings=CODED).posting, ensure_ascii=False)
    posting = json.loads(made.replace("\u00a0", " "))
    del posting["description"]
    assert posting == {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Діловод",
        "identifier": {"@type": "PropertyValue", "name": "ТОВ «Зразок»", "value": "clerk"},
        "datePosted": "2026-12-01",
        "validThrough": "2027-01-15T23:59:59+02:00",
        "hiringOrganization": {
            "@type": "Organization",
            "name": "ТОВ «Зразок»",
            "legalName": "Товариство «Зразок»",
            "sameAs": "https://pryklad.example",
            "identifier": {"@type": "PropertyValue", "name": "ЄДРПОУ", "value": "12345678"},
        },
        "employmentUnit": {"@type": "Organization", "name": "Канцелярія"},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "вул. Зразкова, 1",
                "addressLocality": "Львів",
                "postalCode": "79000",
                "addressCountry": "UA",
            },
        },
        "employmentType": ["FULL_TIME"],
        "workHours": "Робочий тиждень — 40 годин.",
        "totalJobOpenings": 1,
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "UAH",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": 20000,
                "maxValue": 25000.5,
                "unitText": "MONTH",
            },
        },
        "jobBenefits": "Навчання в ТОВ «Зразок».",
        "occupationalCategory": {
            "@type": "CategoryCode",
            "codeValue": "4144",
            "name": "Діловод",
            "inCodeSet": {"@type": "CategoryCodeSet", "name": "ДК 003:2010"},
        },
        "responsibilities": "Документи. Архів.",
        "qualifications": "Потрібна фахова передвища освіта. Досвід не потрібен.",
        "educationRequirements": "Потрібна фахова передвища освіта.",
        "experienceRequirements": "Досвід не потрібен.",
        "skills": "Виконує самостійно: Ділове письмо, Робота з CRM. Виконує під наглядом: Архівна справа. "
        "Українська — не нижче C1. Увага до «дрібниць». Витримка.",
        "applicationContact": {
            "@type": "ContactPoint",
            "name": "Олена Коваль",
            "description": "Директор",
            "email": "kadry@pryklad.example",
        },
        "directApply": False,
    }


def test_what_nobody_gives_is_left_out(tmp_path: Path) -> None:
    posting = opening(tmp_path, BARE, "title: Кур’єр\n").posting
    assert set(posting) == {
        "@context", "@type", "title", "description", "identifier", "datePosted", "hiringOrganization",
        "jobLocation", "employmentType", "totalJobOpenings", "baseSalary", "applicationContact", "directApply",
    }  # fmt: skip


def test_remote_work_has_a_country_and_no_place(tmp_path: Path) -> None:
    posting = opening(tmp_path, f"{VACANCY}work_place: remote\n").posting
    assert posting["jobLocationType"] == "TELECOMMUTE"
    assert posting["applicantLocationRequirements"] == {"@type": "Country", "name": "UA"}
    assert "jobLocation" not in posting


def test_partly_remote_work_is_no_telecommuting(tmp_path: Path) -> None:
    posting = opening(tmp_path, f"{VACANCY}work_place: hybrid\n").posting
    assert "jobLocation" in posting
    assert "jobLocationType" not in posting


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2027-03-27", "+02:00"), ("2027-03-28", "+03:00"), ("2027-07-01", "+03:00"),
        ("2027-10-30", "+03:00"), ("2027-10-31", "+02:00"), ("2026-12-31", "+02:00"),
    ],
)  # fmt: skip
def test_the_last_day_ends_at_midnight_in_kyiv(until: str, expected: str, tmp_path: Path) -> None:
    posting = opening(tmp_path, VACANCY.replace("2027-01-15", until)).posting
    assert posting["validThrough"] == f"{until}T23:59:59{expected}"


@pytest.mark.parametrize(
    ("salary", "expected"),
    [
        ("{from: 100, to: 100}", {"value": 100}),
        ("{from: 100}", {"minValue": 100}),
        ("{to: 99999999.99}", {"maxValue": 99999999.99}),
    ],
    ids=["one sum", "from", "to"],
)
def test_pay_is_a_number_or_its_bounds(
    salary: str, expected: dict[str, Any], tmp_path: Path
) -> None:
    vacancy = VACANCY.replace("{from: 20000, to: 25000.50}", salary)
    value = opening(tmp_path, vacancy).posting["baseSalary"]["value"]
    assert value == {"@type": "QuantitativeValue", **expected, "unitText": "MONTH"}


def test_the_description_is_the_page_below_its_title(tmp_path: Path) -> None:
    role = ROLE.replace("Витримка.", "Знак <p> & текст.")
    found = opening(tmp_path, role=role)
    described = found.posting["description"]
    assert described.startswith("<p>Підрозділ: Канцелярія</p><p>Місце роботи: ")
    assert "<p>Обов’язки</p><ul><li>Документи</li><li>Архів</li></ul><p>Вимоги</p>" in described
    assert "<li>Знак &lt;p&gt; &amp; текст.</li></ul>" in described
    assert set(re.findall(r"</?(\w+)>", described)) == {"p", "ul", "li"}
    below = found.lines()[found.lines().index("Підрозділ") :]
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", described)).split())
    assert all(line in text for line in below)


# Programs that are not ours


def test_google_requires_and_recommends_nothing_that_is_not_there(tmp_path: Path) -> None:
    assert google_findings(shipped("software-developer")) == []
    for found in (shipped("account-manager"), opening(tmp_path).posting):
        missing = {re.findall(r'"(\w+)"', line)[0] for line in google_findings(found)}
        assert missing == ON_SITE


def test_the_validator_does_find_what_is_missing() -> None:
    bare = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Діловод"}
    errors = [line for line in google_findings(bare) if line.startswith("ERROR")]
    assert {re.findall(r'"(\w+)"', line)[0] for line in errors} == {
        "description",
        "datePosted",
        "hiringOrganization",
        "jobLocation",
    }


def test_every_property_and_value_is_one_of_schema_org(tmp_path: Path) -> None:
    (tmp_path / "firm").mkdir()
    postings = {name: shipped(name) for name in SHIPPED}
    postings["clerk"] = opening(tmp_path / "firm", settings=CODED).posting
    assert schema_org_errors(postings, tmp_path) == []


def test_the_compiler_does_find_what_schema_org_does_not_have(tmp_path: Path) -> None:
    good = shipped("account-manager")
    wrong = {
        "property": {**good, "salary": 1},
        "value": {**good, "employmentUnit": {"@type": "Place"}},
        "inner": {**good, "jobLocation": {"@type": "Place", "adress": "Київ"}},
    }
    found = schema_org_errors(wrong, tmp_path)
    assert {line.partition(".ts(")[0] for line in found if ".ts(" in line} == set(wrong)


# In a page


HOSTILE = "</script><script>alert(1)</script><!-- \u2028 & "


def test_nothing_in_a_posting_ends_its_element() -> None:
    written = json_ld({"title": HOSTILE})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"title": HOSTILE}


def test_a_browser_reads_the_posting_of_a_page_and_runs_nothing(tmp_path: Path) -> None:
    vacancy = VACANCY.replace("Олена Коваль", "'</script><img src=x onerror=alert(1)>'")
    found = opening(tmp_path, vacancy)
    renderer = Renderer(Plan(tmp_path, ("html",), DAY))
    made = renderer.render(Job("clerk", "", Page("vacancy.html.j2", found.ad.names()), ("html",)))
    page = tmp_path / "clerk.html"
    page.write_text(with_posting(made.files[0][1].decode(), found.posting), "utf-8")
    read = "document.querySelector('script[type=\"application/ld+json\"]').textContent"
    seen = visit(page, ("see", read), ("see", "document.scripts.length + document.images.length"))
    assert json.loads(seen.results[0]) == found.posting
    assert seen.results[1] == 1
    assert (seen.messages, seen.requests) == ((), ())
