"""An advertisement + its document → schema.org `JobPosting` as JSON-LD, for search engines, and a page that carries it.

Properties and their values are those of schema.org and of Google’s “Job posting structured data” (its required and
recommended ones); the words are those of the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from generator.competency.posting_text import description
from generator.competency.vacancy import Advertisement
from generator.competency.vacancy_words import OFFER, OWN_SECTION
from generator.document.tree import Document
from generator.language import typeset
from generator.model import WorkspaceSettings
from generator.model.resolved import ResolvedRole
from generator.model.vacancy import Address, Salary
from generator.model.workspace import Organisation
from generator.source.vacancies import NamedVacancy

EMPLOYMENT: Final[Mapping[str, str]] = {
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
    "contract": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "internship": "INTERN",
}
"""Kinds of employment (зайнятість) → values of `employmentType` that Google knows."""

PERIODS: Final[Mapping[str, str]] = {
    "hour": "HOUR",
    "day": "DAY",
    "week": "WEEK",
    "month": "MONTH",
    "year": "YEAR",
}
"""What time a salary is for → values of `unitText` that Google knows."""

EMPLOYERS: Final = "ЄДРПОУ"
"""The register whose code identifies the employer."""

CLASSIFIER: Final = "ДК 003:2010"
"""The classifier of occupations whose code a role has."""

Posting = dict[str, Any]


def job_posting(
    ad: Advertisement,
    vacancy: NamedVacancy,
    role: ResolvedRole,
    settings: WorkspaceSettings,
    document: Document,
) -> Posting:
    """The `JobPosting` of an advertisement; `document` is its page, whose words are the description."""
    content = vacancy.content
    said = _Said(ad, settings.language)
    return _given(
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": ad.title,
            "description": description(document),
            "identifier": _property(_name(settings.organisation), vacancy.id),
            "datePosted": content.posted.isoformat(),
            "validThrough": _day_end(content.until) if content.until else None,
            "hiringOrganization": _employer(settings.organisation, ad.website),
            "employmentUnit": _typed("Organization", name=ad.unit) if ad.unit else None,
            **_place(ad),
            "employmentType": [EMPLOYMENT[each] for each in ad.employment],
            "workHours": said.of("schedule"),
            "totalJobOpenings": ad.openings,
            "baseSalary": _salary(content.salary) if content.salary else None,
            "jobBenefits": said.offer(),
            "occupationalCategory": _category(role),
            "responsibilities": said.of("duties"),
            "qualifications": said.of("education", "experience", "other"),
            "educationRequirements": said.of("education"),
            "experienceRequirements": said.of("experience"),
            "skills": said.skills(),
            "applicationContact": _contact(ad),
            # The page says whom to write to; nobody applies on it.
            "directApply": False,
        }
    )


def json_ld(posting: Mapping[str, Any]) -> str:
    """The posting as JSON that can stand in a `<script>`: nothing in it ends the element or begins a comment in it.

    The rest is what HTML says of data blocks (“Restrictions for contents of script elements”).
    """
    text = json.dumps(posting, ensure_ascii=False, indent=1)
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def with_posting(page: str, posting: Mapping[str, Any]) -> str:
    """An HTML page of ours with the posting in its head, as a data block, which no browser runs."""
    block = f'<script type="application/ld+json">{json_ld(posting)}</script>'
    return page.replace("</head>", f"{block}</head>", 1)


def _given(properties: Mapping[str, Any]) -> Posting:
    """The properties that have a value."""
    return {key: value for key, value in properties.items() if value not in (None, "", [])}


def _typed(kind: str, **properties: Any) -> Posting:
    return _given({"@type": kind, **properties})


def _property(name: str, value: str) -> Posting:
    return _typed("PropertyValue", name=name, value=value)


def _name(organisation: Organisation) -> str:
    """What candidates call the employer."""
    return organisation.short_name or organisation.name


def _employer(organisation: Organisation, website: str) -> Posting:
    code = organisation.code
    return _typed(
        "Organization",
        name=_name(organisation),
        legalName=organisation.name,
        sameAs=website,
        identifier=_property(EMPLOYERS, code) if code else None,
    )


def _place(ad: Advertisement) -> Posting:
    """Where the work is done; only wholly remote work has `TELECOMMUTE`, and the country one may live in (Google)."""
    if ad.work_place == "remote":
        country = _typed("Country", name=ad.address.country)
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    return {"jobLocation": _typed("Place", address=_address(ad.address))}


def _address(address: Address) -> Posting:
    return _typed(
        "PostalAddress",
        streetAddress=address.street,
        addressLocality=address.city,
        addressRegion=address.region,
        postalCode=address.postcode,
        addressCountry=address.country,
    )


def _salary(salary: Salary) -> Posting:
    low, high = (_number(each) for each in (salary.from_, salary.to))
    bounds = {"value": low} if low == high else {"minValue": low, "maxValue": high}
    value = _typed("QuantitativeValue", **bounds, unitText=PERIODS[salary.per])
    return _typed("MonetaryAmount", currency=salary.currency, value=value)


def _number(amount: Decimal | None) -> int | float | None:
    """A sum as a number of JSON; with two decimal digits and at most nine before them a float holds it exactly."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _category(role: ResolvedRole) -> Posting | None:
    found = role.classification
    if found is None:
        return None
    codes = _typed("CategoryCodeSet", name=CLASSIFIER)
    return _typed("CategoryCode", codeValue=found.code, name=found.title, inCodeSet=codes)


def _contact(ad: Advertisement) -> Posting:
    contact = ad.contact
    return _typed(
        "ContactPoint",
        name=contact.name,
        description=contact.position,
        email=contact.email,
        telephone=contact.phone,
    )


def _day_end(day: date) -> str:
    """The last second of a day in Kyiv, ISO 8601: an application is in time until midnight."""
    return f"{day.isoformat()}T23:59:59+0{3 if _is_summer(day) else 2}:00"


def _is_summer(day: date) -> bool:
    """Whether summer time holds in Ukraine when a day ends: from the last Sunday of March to that of October.

    Постанова Кабінету Міністрів від 13.05.1996 № 509 «Про порядок обчислення часу на території України».
    """
    return _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10)


def _last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month that has 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


class _Said:
    """What an advertisement says, by sections, in the typography of its page."""

    def __init__(self, ad: Advertisement, language: str) -> None:
        self._ad = ad
        self._language = language

    def of(self, *keys: str) -> str:
        """The texts of sections of the role, one after another as sentences."""
        return self._joined(each.text for each in self._ad.texts if each.section in keys)

    def offer(self) -> str:
        """What the employer offers, the same way."""
        own = (each for each in self._ad.texts if each.section == OWN_SECTION)
        return self._joined(each.text for each in own if each.clause == OFFER)

    def skills(self) -> str:
        """Competencies, then what the role requires besides."""
        levels = (f"{each.level}: {', '.join(each.names)}" for each in self._ad.competencies)
        required = self.of("languages", "software", "qualities")
        return " ".join(filter(None, (self._joined(levels), required)))

    def _joined(self, texts: Iterable[str]) -> str:
        ended = (text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in texts)
        return typeset(" ".join(ended), self._language)
