"""Lists with dashes and cells of competency documents are as they were in an unaltered file."""

from __future__ import annotations

from dataclasses import replace

from generator.document.tree import Document
from generator.make import Composer, Plan
from generator.render.docx import prepare, write
from generator.review.evidence.difference import Kind
from generator.review.evidence.word import altered_docx
from tests.render.docx.specimen import competencies, specimen
from tests.review.evidence.published import with_parts, word
from tests.workspace import ROOT


def _document() -> Document:
    document = specimen(Composer(Plan(ROOT)).theme.numbering)
    return replace(document, blocks=(*document.blocks, *competencies()))


def _docx() -> bytes:
    return write(_document(), prepare(Composer(Plan(ROOT)).theme, "uk"))


def test_a_file_with_lists_with_dashes_is_unaltered() -> None:
    assert altered_docx(word(_docx()), _document()) == ()


def test_another_sign_before_the_items_of_a_list_is_a_difference() -> None:
    starred = with_parts(
        _docx(), lambda name, xml: xml.replace("–", "*") if "numbering" in name else xml
    )
    found = altered_docx(word(starred), _document())
    assert {difference.kind for difference in found} == {Kind.NUMBER}
    assert len(found) == 4
