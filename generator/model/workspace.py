"""`posada.yaml`: the organisation, the language, the form of the documents, and who signs them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from generator.model.lint import LintSettings
from generator.model.staff import StaffSettings
from generator.model.text import Day, Id, Model, OrganisationCode, Text


class Layout(StrEnum):
    """Which sections an instruction has: the seven of ДКХП, or the four of older practice."""

    FULL = "full"
    CLASSIC = "classic"


class Approval(StrEnum):
    """Approval block (гриф затвердження): by a person's signature or by an order."""

    PERSON = "person"
    ORDER = "order"


class Agreement(StrEnum):
    """Where the agreement stands: візи after the signature, or ПОГОДЖЕНО under the approval block."""

    END = "end"
    HEADER = "header"


class Organisation(Model):
    """The employer (роботодавець)."""

    name: Text
    short_name: Text | None = None
    code: OrganisationCode | None = None
    city: Text
    emblem: Text | None = None


class Order(Model):
    """The order (наказ) that approves; what is not known yet is left blank for the pen."""

    issuer: Text | None = None
    date: Day | None = None
    number: Text | None = None


class DocumentSettings(Model):
    """The form of the documents (форма документа)."""

    layout: Layout = Layout.FULL
    approval: Approval = Approval.PERSON
    agreement: Agreement = Agreement.END
    order: Order = Order()


class Signer(Model):
    """A person who signs: position in the nominative and name (given name, surname)."""

    position: Text
    name: Text | None = None


class KeyedSigner(Signer):
    """A person who agrees (погоджує); `key` names the entry for overrides and for the register.

    `substitutes` may agree in that person’s place (заступають).
    """

    key: Id
    substitutes: tuple[Signer, ...] = ()


class UnitHead(Signer):
    """The head of a unit (керівник підрозділу), who drafts and signs its instructions."""

    department: Text


class Signers(Model):
    """Who approves, who agrees, and who signs as the developer (розробник) for each unit."""

    approve: Signer
    agree: tuple[KeyedSigner, ...] = ()
    develop: tuple[UnitHead, ...] = ()


class RoleSigners(Model):
    """The same for one role; what is written replaces the workspace's."""

    approve: Signer | None = None
    agree: tuple[KeyedSigner, ...] | None = None
    develop: Signer | None = None


class Retention(Model):
    """How long a version is kept (строк зберігання) after another takes its place, and which rule says so.

    Five years are those of стаття 43 of the list of documents (наказ Міністерства юстиції 12.04.2012 № 578/5).
    """

    years: Annotated[int, Field(ge=1, le=100)] = 5
    basis: Text = "Перелік типових документів (наказ Мін’юсту від 12.04.2012 № 578/5), ст. 43"


class WorkspaceSettings(Model):
    """The whole of `posada.yaml`."""

    organisation: Organisation
    language: Literal["uk", "en"] = "uk"
    document: DocumentSettings = DocumentSettings()
    signers: Signers
    staff: StaffSettings = StaffSettings()
    lint: LintSettings = LintSettings()
    retention: Retention = Retention()
