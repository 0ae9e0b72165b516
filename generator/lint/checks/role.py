"""One role → what is missing in it or does not fit together: its sections, its superior, its profession."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.document.tree import Document, Style
from generator.issue import Location
from generator.language.profession import is_of_profession
from generator.model.classifier import Classifier
from generator.model.resolved import ResolvedRole


@dataclass(frozen=True, slots=True)
class RoleReading:
    """A role, the document composed of it (`None` where it was not composed), and the classifier of the workspace."""

    role: ResolvedRole
    document: Document | None = None
    classifier: Classifier | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What a check has found in a role: under which key, where, what the message names; `clause` if not all of it."""

    section: str
    place: Location
    values: tuple[tuple[str, str], ...] = ()
    text: str = ""
    clause: str = ""


_SECTIONS: Final = ("duties", "rights", "responsibility", "knowledge")


def section_missing(reading: RoleReading) -> Iterator[Gap]:
    """A section that every instruction has (ДКХП, загальні положення) and this one has not."""
    role = reading.role
    for section in _SECTIONS:
        if not role.sections.get(section):
            yield Gap(section, role.origin, (("section", section),))
    if not {"education", "experience"} & role.sentences.keys():
        yield Gap("requirements", role.origin, (("section", "requirements"),))


def substitution_missing(reading: RoleReading) -> Iterator[Gap]:
    """Nobody is named who stands in for the holder."""
    if reading.role.substituted_by is None:
        yield Gap("substituted_by", reading.role.origin)


def subordination_missing(reading: RoleReading) -> Iterator[Gap]:
    """No superior is named."""
    if reading.role.reports_to is None:
        yield Gap("reports_to", reading.role.origin)


def acknowledgement_missing(reading: RoleReading) -> Iterator[Gap]:
    """The document, made by a template of the workspace, has no place to sign that one has read it."""
    document = reading.document
    if document and all(p.style is not Style.ACKNOWLEDGEMENT for p in document.paragraphs()):
        yield Gap("acknowledgement", reading.role.origin)


def code_unknown(reading: RoleReading) -> Iterator[Gap]:
    """A code that `classifier.csv` does not hold."""
    classification, classifier = reading.role.classification, reading.classifier
    if classification and classifier and not classifier.titles(classification.code):
        yield Gap("classification", reading.role.origin, (("code", classification.code),))


def code_title(reading: RoleReading) -> Iterator[Gap]:
    """A code and a title that do not belong together in the classifier (ключ – код і назва)."""
    classification, classifier = reading.role.classification, reading.classifier
    if not (classification and classifier and classification.title):
        return
    titles = classifier.titles(classification.code)
    if titles and not any(is_of_profession(classification.title, title) for title in titles):
        values = {
            "code": classification.code,
            "title": classification.title,
            "titles": "; ".join(titles),
        }
        yield Gap(
            "classification", reading.role.origin, tuple(values.items()), classification.title
        )


def title_unofficial(reading: RoleReading) -> Iterator[Gap]:
    """A title of the position that is not the profession's title in the classifier."""
    classification = reading.role.classification
    title = reading.role.position.title
    if (
        classification
        and classification.title
        and not is_of_profession(title, classification.title)
    ):
        values = (("title", title), ("official", classification.title))
        yield Gap("title", reading.role.origin, values, title)


ROLE_CHECKS: Final[Mapping[str, Callable[[RoleReading], Iterator[Gap]]]] = {
    "section-missing": section_missing,
    "substitution-missing": substitution_missing,
    "subordination-missing": subordination_missing,
    "acknowledgement-missing": acknowledgement_missing,
    "code-unknown": code_unknown,
    "code-title": code_title,
    "title-unofficial": title_unofficial,
}
