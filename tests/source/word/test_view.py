"""The document with all changes accepted, and with all rejected, as Word makes it."""

from __future__ import annotations

import pytest

from generator.source.word.file import Cell, Story
from generator.source.word.view import Plain, view

from .building import bookmark, change, changed, p, paragraphs, r, root, row, table


def said(found: tuple[Plain, ...]) -> list[str]:
    return [plain.text for plain in found]


INS, DEL, FROM, TO = (change(kind) for kind in ("ins", "del", "moveFrom", "moveTo"))
DELETED = changed("del", r("б", "delText"))

# Body, the words when accepted, the words when rejected.
CASES = {
    "nothing changed": (p(r("а")) + p(), ["а", ""], ["а", ""]),
    "word inserted": (p(r("а"), changed("ins", r("б"))), ["аб"], ["а"]),
    "word deleted": (p(r("а"), DELETED), ["а"], ["аб"]),
    "word inserted by one and deleted by another": (
        p(r("а"), changed("ins", changed("del", r("б", "delText"), author="Мороз"))),
        ["а"],
        ["а"],
    ),
    "paragraph parted": (p(r("а"), mark=INS) + p(r("б")), ["а", "б"], ["аб"]),
    "paragraphs joined": (p(r("а"), mark=DEL) + p(r("б")), ["аб"], ["а", "б"]),
    "three joined": (p(r("а"), mark=DEL) + p(r("б"), mark=DEL) + p(r("в")), ["абв"], ["а", "б", "в"]),
    "paragraph inserted": (
        p(r("а"), mark=INS) + p(changed("ins", r("б"))) + p(r("в")),
        ["а", "б", "в"],
        ["а", "в"],
    ),
    "paragraph inserted with its mark": (
        p(r("а")) + p(changed("ins", r("б")), mark=INS) + p(r("в")),
        ["а", "б", "в"],
        ["а", "в"],
    ),
    "paragraph deleted": (p(r("а")) + p(DELETED, mark=DEL) + p(r("в")), ["а", "в"], ["а", "б", "в"]),
    "last paragraph deleted": (p(r("а")) + p(DELETED, mark=DEL), ["а"], ["а", "б"]),
    "text deleted, paragraph left": (p(r("а")) + p(DELETED), ["а", ""], ["а", "б"]),
    "joined over a deleted one": (
        p(r("а"), mark=DEL) + p(DELETED, mark=DEL) + p(r("в")),
        ["ав"],
        ["а", "б", "в"],
    ),
    "paragraph moved down": (
        p(changed("moveFrom", r("а")), mark=FROM) + p(r("б")) + p(changed("moveTo", r("а")), mark=TO),
        ["б", "а"],
        ["а", "б"],
    ),
    "mark gone before a table": (
        p(r("а"), mark=DEL) + table(row(p(r("б")))) + p(r("в")),
        ["а", "б", "в"],
        ["а", "б", "в"],
    ),
    "mark gone at the end of a cell": (
        table(row(p(r("а"), mark=DEL), p(r("б")))),
        ["а", "б"],
        ["а", "б"],
    ),
    "joined in a cell": (table(row(p(r("а"), mark=DEL) + p(r("б")))), ["аб"], ["а", "б"]),
    "row deleted": (table(row(p(r("а")), mark=DEL), row(p(r("б")))), ["б"], ["а", "б"]),
    "row inserted": (table(row(p(r("а")), mark=INS), row(p(r("б")))), ["а", "б"], ["б"]),
    "row deleted with a table in it": (
        table(row(table(row(p(r("а")))) + p(), mark=DEL), row(p(r("б")))),
        ["б"],
        ["а", "", "б"],
    ),
    "joined across a content control": (
        p(r("а"), mark=DEL) + f"<w:sdt><w:sdtContent>{p(r('б'))}</w:sdtContent></w:sdt>",
        ["аб"],
        ["а", "б"],
    ),
    "joined with a text box between": (
        p(r("а"), f"<w:r><w:pict><w:txbxContent>{p(r('т'))}</w:txbxContent></w:pict></w:r>", mark=DEL)
        + p(r("б")),
        ["аб", "т"],
        ["а", "т", "б"],
    ),
    "picture deleted": (p(changed("del", "<w:r><w:drawing/></w:r>"), mark=DEL) + p(), [""], ["", ""]),
    "picture left of a deleted paragraph": (
        p("<w:r><w:drawing/></w:r>", mark=DEL) + p(r("а")),
        ["а"],
        ["", "а"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "accepted", "rejected"), CASES.values(), ids=CASES)
def test_changes_are_accepted_or_rejected(
    body: str, accepted: list[str], rejected: list[str]
) -> None:
    found = paragraphs(body)
    assert said(view(found, accepted=True)) == accepted
    assert said(view(found, accepted=False)) == rejected


def test_a_joined_paragraph_has_the_looks_of_the_last_and_all_bookmarks() -> None:
    body = p(bookmark("c_1"), r("а"), mark=DEL, style="x") + p(
        bookmark("c_2", 2), r("б"), style="y"
    )
    (joined,) = view(paragraphs(body), accepted=True)
    assert (joined.text, joined.style, joined.bookmarks, joined.sources) == (
        "аб",
        "y",
        ("c_1", "c_2"),
        (0, 1),
    )


def test_a_paragraph_that_is_gone_takes_its_bookmarks_with_it() -> None:
    body = (
        p(r("а"), mark=DEL) + p(bookmark("c_1"), DELETED, mark=DEL) + p(bookmark("c_2", 2), r("в"))
    )
    (joined,) = view(paragraphs(body), accepted=True)
    assert (joined.bookmarks, joined.sources) == (("c_2",), (0, 2))


def test_an_emptied_paragraph_keeps_its_bookmark() -> None:
    (emptied,) = view(paragraphs(p(bookmark("c_1"), DELETED)), accepted=True)
    assert (emptied.text, emptied.bookmarks) == ("", ("c_1",))


def test_a_bookmark_counts_once_and_where_the_paragraph_is_left() -> None:
    body = (
        p(bookmark("c_1"), changed("moveFrom", r("а")), mark=FROM)
        + p(bookmark("c_1", 2), changed("moveTo", r("а")), mark=TO)
        + p(bookmark("c_1", 3), r("б"))
    )
    for accepted in (True, False):
        found = view(paragraphs(body), accepted)
        assert [(plain.text, plain.bookmarks) for plain in found] == [("а", ("c_1",)), ("б", ())]


def test_only_what_is_left_is_counted_as_an_object() -> None:
    body = p("<w:r><w:drawing/></w:r>", changed("del", "<w:r><w:drawing/></w:r>"))
    found = paragraphs(body)
    assert [view(found, accepted)[0].objects for accepted in (True, False)] == [1, 2]


def test_a_plain_paragraph_knows_where_it_stands() -> None:
    found = paragraphs(p() + table(row(p(r("а")))), header1=root("hdr", p(r("верх"))))
    assert [(plain.story, plain.cell) for plain in view(found, accepted=True)] == [
        (Story.BODY, None),
        (Story.BODY, Cell(0, 0, 0)),
        (Story.HEADER, None),
    ]


def test_headers_are_never_joined() -> None:
    top = root("hdr", p(r("верх"), mark=DEL))
    found = paragraphs(p(r("а"), mark=DEL), header1=top, header2=top)
    assert said(view(found, accepted=True)) == ["а", "верх", "верх"]
