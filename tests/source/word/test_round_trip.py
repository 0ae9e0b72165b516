"""What our writer wrote is read back word for word, also after LibreOffice has saved it."""

from __future__ import annotations

from time import process_time

import pytest

from generator.document.tree import LEVELS, Document
from generator.render.docx import bookmark_name
from generator.source.word.file import Change, Story, WordFile, WordParagraph
from generator.source.word.read import read_word_file
from generator.source.word.view import Plain, view
from tests.tools import convert

from .building import (
    PLACE,
    bookmark,
    change,
    changed,
    p,
    r,
    root,
    row,
    table,
    word_file,
)
from .conftest import Built

AGAIN = "docx:MS Word 2007 XML"

Numbered = list[tuple[str, int | None, tuple[str, ...]]]
"""Text, level and bookmarks of paragraphs."""


def body(found: WordFile) -> list[WordParagraph]:
    return [each for each in found.paragraphs if each.story is Story.BODY]


def said(found: WordFile) -> list[str]:
    """The body without the empty paragraphs that only part two tables."""
    return [each.text for each in body(found) if each.text]


def expected(document: Document) -> list[str]:
    return [each.text for each in document.paragraphs() if each.text]


def marked(found: WordFile) -> Numbered:
    """The paragraphs that have a bookmark of ours."""
    return [
        (each.text, each.level, names)
        for each in body(found)
        if (names := tuple(name for name in each.bookmarks if name.startswith("c_")))
    ]


def numbered(document: Document) -> Numbered:
    return [
        (each.text, LEVELS[each.style] if each.number else None, (bookmark_name(each.id),))
        for each in document.paragraphs()
        if each.id and each.style in LEVELS
    ]


@pytest.fixture(scope="module")
def saved_again(
    built: Built, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Document, WordFile]]:
    """The same files after LibreOffice has opened and saved them."""
    folder, again = (tmp_path_factory.mktemp(name) for name in ("word", "again"))
    for name, (_, content) in built.items():
        (folder / f"{name}.docx").write_bytes(content)
    convert(sorted(folder.glob("*.docx")), AGAIN, again)
    return {
        name: (tree, read_word_file((again / f"{name}.docx").read_bytes(), PLACE))
        for name, (tree, _) in built.items()
    }


def test_our_own_files_say_what_their_trees_say(built: Built) -> None:
    assert len(built) > 3
    for tree, content in built.values():
        found = read_word_file(content, PLACE)
        assert said(found) == expected(tree)
        assert set(numbered(tree)) <= set(marked(found))
        assert len(numbered(tree)) > 20
        assert found.properties.title == tree.title
        assert found.formatting_changes == 0
        for accepted in (True, False):
            plain = view(body(found), accepted)
            assert [each.text for each in plain if each.text] == expected(tree)


def test_libreoffice_keeps_words_bookmarks_and_levels(
    saved_again: dict[str, tuple[Document, WordFile]],
) -> None:
    for tree, found in saved_again.values():
        assert said(found) == expected(tree)
        assert set(numbered(tree)) <= set(marked(found))
        assert found.properties.title == tree.title


def test_a_file_of_a_hundred_clauses_is_read_at_once(real: bytes) -> None:
    found = read_word_file(real, PLACE)
    assert len(found.paragraphs) > 80

    def once() -> float:
        began = process_time()
        read_word_file(real, PLACE)
        return process_time() - began

    assert min(once() for _ in range(5)) < 0.060


INSERTED = p(changed("ins", r("Другий рядок")), mark=change("ins"))
REVIEWED = word_file(
    p(bookmark("c_1"), '<w:bookmarkEnd w:id="1"/>', r("Веде "), changed("del", r("облік", "delText")),
      changed("ins", r("журнал обліку"), author="Мороз"), r("."))
    + p(bookmark("c_2", 2), changed("moveFrom", r("Здає звіти.")), '<w:bookmarkEnd w:id="2"/>',
        mark=change("moveFrom"))
    + p(bookmark("c_3", 3), '<w:commentRangeStart w:id="0"/>', r("Зберігає"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        r(" документи."), '<w:bookmarkEnd w:id="3"/>')
    + p(changed("moveTo", r("Здає звіти.")), mark=change("moveTo"))
    + p(changed("ins", r("Готує довідки.")), mark=change("ins"))
    + p(bookmark("c_4", 4), changed("del", r("Зайвий пункт.", "delText")), '<w:bookmarkEnd w:id="4"/>',
        mark=change("del"))
    + p(bookmark("c_5", 5), r("Має "), '<w:bookmarkEnd w:id="5"/>', mark=change("ins"))
    + p(r("право."))
    + table(row(p(r("Перший рядок"))), row(INSERTED, mark=change("ins")))
    + p(r("Кінець.")),
    comments=root(
        "comments",
        f'<w:comment w:id="0" w:author="Мороз" w:date="2026-01-06T09:30:00Z">{p(r("Де саме?"))}</w:comment>',
    ),
)  # fmt: skip

ACCEPTED = [
    ("Веде журнал обліку.", ("c_1",)),
    ("Зберігає документи.", ("c_3",)),
    ("Здає звіти.", ()),
    ("Готує довідки.", ()),
    ("Має ", ("c_5",)),
    ("право.", ()),
    ("Перший рядок", ()),
    ("Другий рядок", ()),
    ("Кінець.", ()),
]
REJECTED = [
    ("Веде облік.", ("c_1",)),
    ("Здає звіти.", ("c_2",)),
    ("Зберігає документи.", ("c_3",)),
    ("Зайвий пункт.", ("c_4",)),
    ("Має право.", ("c_5",)),
    ("Перший рядок", ()),
    ("Кінець.", ()),
]


def told(found: tuple[Plain, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.text, each.bookmarks) for each in found if each.story is Story.BODY]


def test_a_reviewed_file_is_read_with_every_change() -> None:
    found = read_word_file(REVIEWED, PLACE)
    assert told(view(found.paragraphs, accepted=True)) == ACCEPTED
    assert told(view(found.paragraphs, accepted=False)) == REJECTED


def test_so_is_one_that_libreoffice_has_saved(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, again = (tmp_path_factory.mktemp(name) for name in ("word", "again"))
    (folder / "a.docx").write_bytes(REVIEWED)
    convert([folder / "a.docx"], AGAIN, again)
    found = read_word_file((again / "a.docx").read_bytes(), PLACE)
    assert [text for text, _ in told(view(found.paragraphs, accepted=True))] == [
        text for text, _ in ACCEPTED
    ]
    assert [text for text, _ in told(view(found.paragraphs, accepted=False))] == [
        text for text, _ in REJECTED
    ]
    marks = [mark for each in found.paragraphs for run in each.runs for mark in run.marks]
    assert {"Ткач", "Мороз"} == {mark.author for mark in marks}
    assert {mark.kind for mark in marks} == set(Change)
    (comment,) = [comment for each in found.paragraphs for comment in each.comments]
    assert (comment.author, comment.text) == ("Мороз", "Де саме?")
    assert found.paragraphs[2].text[comment.start : comment.end] == "Зберігає"
