"""`vacancies/<id>.yaml`: what a vacancy (вакансія) says besides its role: since when, where, for how much."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.text import Day, Id, Model, Text

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A country by its ISO 3166-1 code."""

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""A currency by its ISO 4217 code."""

EmailAddress = Annotated[
    str, StringConstraints(pattern=r"^[^\s@<>\"]{1,64}@[^\s@<>\"]{1,250}\.[^\s@<>\".]{2,63}$")
]
"""An address of electronic mail, as far as it must be right to be written to (RFC 5321, 4.5.3.1)."""

PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?[0-9(][0-9 ()-]{4,30}$")]
"""A number of a telephone: digits, with spaces, hyphens and parentheses between them."""

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]{1,280}$")]
"""An address of a site; one of more characters than a word may have could not be printed."""

Employment = Literal["full-time", "part-time", "contract", "temporary", "internship"]
WorkPlace = Literal["on-site", "hybrid", "remote"]
Amount = Annotated[Decimal, Field(gt=0, le=100_000_000, decimal_places=2)]


class Address(Model):
    """Where the work is done; without `city` it is that of the organisation."""

    street: Text | None = None
    city: Text | None = None
    region: Text | None = None
    postcode: Text | None = None
    country: Country = "UA"


class Salary(Model):
    """The pay before taxes (до оподаткування); `from` and `to` are bounds, one of them is enough."""

    from_: Annotated[Amount | None, Field(alias="from")] = None
    to: Amount | None = None
    currency: Currency = "UAH"
    per: Literal["hour", "day", "week", "month", "year"] = "month"


class Contact(Model):
    """Whom to write to or to ring up: a unit or a person of the employer; one of the two ways is enough."""

    name: Text
    position: Text | None = None
    email: EmailAddress | None = None
    phone: PhoneNumber | None = None


class Vacancy(Model):
    """The whole of `vacancies/<id>.yaml`; without `role` the id is that of the role.

    `duties` are the ids of clauses and groups to print (none: the groups, and the duties in no group),
    `requirements` the ids of clauses of requirements (none: all); `offer` is what the employer offers.
    """

    role: Id | None = None
    posted: Day
    until: Day | None = None
    employment: tuple[Employment, ...] = ("full-time",)
    work_place: WorkPlace = "on-site"
    address: Address = Address()
    salary: Salary | None = None
    openings: Annotated[int, Field(ge=1, le=1000)] = 1
    duties: tuple[Id, ...] = ()
    requirements: tuple[Id, ...] = ()
    offer: tuple[Text, ...] = ()
    contact: Contact
    website: WebAddress | None = None
