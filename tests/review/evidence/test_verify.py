"""Whatever a file says of itself, its words tell which published version it is, and whether they are unaltered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from generator.document.tree import Document, Identity, Paragraph, Style, Text, each_paragraph
from generator.review.evidence.verify import Candidate, Claim, Verdict, altered, claim, identify
from generator.source.pdf import PdfFile, PdfLine, PdfPage
from generator.source.word.file import Properties, WordFile
from tests.machine import need_pango
from tests.review.evidence.published import pdf, press, with_body, with_parts, word, written
from tests.tools import convert

ROLE = "accountant"


def candidates(without: str = "") -> list[Candidate]:
    """Version 2 of every shipped instruction."""
    made = press()
    return [
        Candidate(role, 2, lambda role=role: made.document(role))  # type: ignore[misc]
        for role in made.roles
        if role != without
    ]


def verdict(file: WordFile | PdfFile) -> Verdict:
    found = identify(file, candidates())
    assert found is not None
    return found


@pytest.mark.parametrize("role", press().roles)
def test_every_published_docx_is_found_unaltered(role: str) -> None:
    found = verdict(word(press().docx(role)))
    assert (found.role, found.version, found.is_unaltered) == (role, 2, True)
    assert found.is_as_claimed


def test_a_published_pdf_is_found_unaltered() -> None:
    need_pango()
    found = verdict(pdf(press().pdf(ROLE)))
    assert (found.role, found.is_unaltered, found.annotations) == (ROLE, True, 0)


def test_the_claim_is_read_as_word_and_as_libreoffice_write_it(tmp_path: Path) -> None:
    content = press().docx(ROLE)
    identity = press().document(ROLE).identity
    assert identity
    expected = Claim(ROLE, 2, identity.fingerprint)
    assert claim(word(content)) == expected
    (tmp_path / "a.docx").write_bytes(content)
    (tmp_path / "again").mkdir()
    convert([tmp_path / "a.docx"], "docx:MS Word 2007 XML", tmp_path / "again")
    assert claim(word((tmp_path / "again/a.docx").read_bytes())) == expected
    assert claim(WordFile(Properties(keywords="HR, posada"), ())) is None
    assert claim(PdfFile((), f"{Identity('clerk', 'a' * 64, 3)}")) == Claim("clerk", 3, "a" * 64)


def claiming(keywords: str, content: bytes) -> WordFile:
    file = word(content)
    return replace(file, properties=replace(file.properties, keywords=keywords))


@pytest.mark.parametrize(
    "keywords", ["posada:driver version:2", "posada:no-such version:9", "", "відпустка"]
)
def test_a_file_that_claims_another_role_is_found_by_its_words(keywords: str) -> None:
    found = verdict(claiming(keywords, press().docx(ROLE)))
    assert (found.role, found.is_unaltered) == (ROLE, True)
    assert found.is_as_claimed == ("posada" not in keywords)


def test_a_pdf_that_claims_another_role_is_found_by_its_words() -> None:
    need_pango()
    file = pdf(press().pdf(ROLE))
    found = verdict(PdfFile(file.pages, "posada:driver version:2"))
    assert (found.role, found.is_unaltered) == (ROLE, True)


def test_an_altered_file_that_claims_another_role_is_found_with_its_differences() -> None:
    content = with_body(
        press().docx(ROLE),
        lambda xml: xml.replace("Щодня ", "Щороку ", 1),
    )
    found = verdict(claiming("posada:driver version:2", content))
    assert found.role == ROLE
    assert ["Щороку" in d.found for d in found.differences] == [True]


def test_a_file_of_another_document_is_unknown(tmp_path: Path) -> None:
    words = "".join(f"  - Їжак {n} малює синє коло й читає казку.\n" for n in range(60))
    made = written(tmp_path, f"title: Їжак\nduties:\n{words}")
    assert identify(word(made.docx("clerk")), candidates()) is None
    assert identify(WordFile(Properties(), ()), candidates()) is None
    assert identify(PdfFile((PdfPage(()),)), candidates()) is None
    assert identify(word(press().docx(ROLE)), ()) is None


def test_a_claim_does_not_make_an_unknown_document_known() -> None:
    line = PdfLine(700, "Зовсім інший документ про зовсім інше")
    file = PdfFile((PdfPage((line,)),), "posada:driver version:2")
    assert identify(file, candidates()) is None


def reworded(document: Document, old: str, new: str) -> Document:
    """The document with one word for another."""

    def change(paragraph: Paragraph) -> Paragraph:
        if paragraph.style not in (Style.CLAUSE, Style.SUBCLAUSE) or old not in paragraph.text:
            return paragraph
        return replace(paragraph, inlines=(Text(paragraph.text.replace(old, new)),))

    blocks = tuple(each_paragraph(block, change) for block in document.blocks)
    assert blocks != document.blocks
    return replace(document, blocks=blocks)


def test_of_several_versions_the_one_with_the_same_words_is_told_whatever_the_claim() -> None:
    """A forger who turns one word of version 2 back to that of version 1 gets version 1, not 2."""
    present = press().document(ROLE)
    former = reworded(present, "Щодня", "Щотижня")
    known = [Candidate(ROLE, 1, lambda: former), Candidate(ROLE, 2, lambda: present)]
    file = word(with_body(press().docx(ROLE), lambda xml: xml.replace("Щодня", "Щотижня", 1)))
    found = identify(file, known)
    assert found is not None
    assert (found.version, found.is_unaltered, found.is_as_claimed) == (1, True, False)
    assert ["Щотижня" in d.found for d in altered(file, present)] == [True]


def test_of_equal_versions_the_claimed_one_is_told_and_without_a_claim_the_latest() -> None:
    document = press().document(ROLE)
    known = [Candidate(ROLE, version, lambda: document) for version in (3, 1, 2)]
    content = press().docx(ROLE)
    for keywords, version in (("posada:accountant version:1", 1), ("", 3)):
        found = identify(claiming(keywords, content), known)
        assert found is not None
        assert found.version == version


def test_clauses_that_only_changed_places_are_told_from_a_version_that_has_them_so() -> None:
    document = press().document(ROLE)
    blocks = list(document.blocks)
    clauses = [
        at
        for at, b in enumerate(blocks)
        if isinstance(b, Paragraph) and b.number in ("3.1.", "3.2.")
    ]
    one, other = clauses
    blocks[one], blocks[other] = blocks[other], blocks[one]
    swapped = replace(document, blocks=tuple(blocks))
    known = [Candidate(ROLE, 2, lambda: document), Candidate(ROLE, 3, lambda: swapped)]
    found = identify(claiming("", press().docx(ROLE)), known)
    assert found is not None
    assert (found.version, found.is_unaltered) == (2, True)


def test_the_properties_of_a_file_prove_nothing() -> None:
    def forge(name: str, text: str) -> str:
        return text.replace("Щодня", "Щороку") if name == "word/document.xml" else text

    assert not verdict(word(with_parts(press().docx(ROLE), forge))).is_unaltered


def test_two_hundred_versions_are_searched_in_two_seconds() -> None:
    known = candidates() * 17
    file = claiming("posada:no-such version:1", press().docx(ROLE))
    begin = process_time()
    found = identify(file, known)
    assert found is not None
    assert found.is_unaltered
    assert process_time() - begin < 2
