from dataclasses import replace
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document.tree import Break, Link, Paragraph, Reference, Style, Text
from generator.render.docx import bookmark_name, write

from .reading import find, tree, value, words

# What the model lets through, but for the hyphens that python-docx reads otherwise than they were written.
CHARACTERS = st.characters(
    exclude_categories=["Cs"],
    exclude_characters=[*map(chr, range(32)), "\u00ad", "\u2011", "\ufffe", "\uffff"],
)


def paragraph(*inlines, **more):
    return Paragraph(Style.BODY, inlines, **more)


@pytest.fixture(scope="module")
def written(base, final):
    def write_blocks(*blocks):
        return write(replace(final, blocks=blocks), base)

    return write_blocks


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.text(CHARACTERS, max_size=60), min_size=1, max_size=6))
def test_any_text_survives(written, texts):
    content = written(*(paragraph(Text(text)) for text in texts))
    assert [p.text for p in docx.Document(BytesIO(content)).paragraphs] == texts


@pytest.mark.parametrize(
    "text",
    [
        "  two  spaces  ",
        "R & D <x> ]]> &amp; \"'",
        "п.\u00a02.1",
        "ім\u2019я",
        "по\u00adзи\u00adція",
        "інженер\u2011програміст",
        "a\tb\nc",
    ],
)
def test_special_characters_and_spaces_stay(written, text):
    (found,) = find(tree(written(paragraph(Text(text)))), "//w:p")
    assert words(found) == text


@pytest.mark.parametrize(
    ("text", "element"), [("по\u00adзиція", "softHyphen"), ("5\u2011го", "noBreakHyphen")]
)
def test_a_soft_or_no_break_hyphen_is_the_element_that_word_knows(written, text, element):
    assert find(tree(written(paragraph(Text(text)))), f"//w:{element}")


def test_bold_and_italic_are_marked_on_their_run_only(written):
    body = tree(written(paragraph(Text("a"), Text("b", bold=True), Text("c", italic=True))))
    looks = [
        (words_of[0], bool(find(run, "w:rPr/w:b")), bool(find(run, "w:rPr/w:i")))
        for run in find(body, "//w:r")
        if (words_of := find(run, "w:t/text()"))
    ]
    assert looks == [("a", False, False), ("b", True, False), ("c", False, True)]


def test_a_break_is_a_break(written):
    (found,) = find(tree(written(paragraph(Text("a"), Break(), Text("b")))), "//w:p")
    assert words(found) == "a\nb"


def test_every_clause_is_a_bookmark_with_its_own_id_and_name(base, final):
    body = tree(write(final, base))
    starts = find(body, "//w:bookmarkStart")
    names = [value(start, ".", "name") for start in starts]
    ids = [value(start, ".", "id") for start in starts]
    assert names == [bookmark_name(p.id) for p in final.paragraphs() if p.id]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    assert ids == [value(end, ".", "id") for end in find(body, "//w:bookmarkEnd")]


def test_a_bookmark_name_never_changes():
    assert bookmark_name("client-database") == "c_4d262353f2"


def test_an_id_that_stands_twice_is_bookmarked_once(written):
    clause = paragraph(Text("a"), id="x")
    assert len(find(tree(written(clause, clause)), "//w:bookmarkStart")) == 1


def test_a_reference_is_a_field_with_its_result_ready(written):
    target = Paragraph(Style.CLAUSE, (Text("a"),), "x", "1.1.")
    body = tree(written(target, paragraph(Text("п. "), Reference("x", "1.1"))))
    assert find(body, "//w:instrText/text()") == [rf" REF {bookmark_name('x')} \r \h "]
    kinds = [value(char, ".", "fldCharType") for char in find(body, "//w:fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert words(find(body, "//w:p")[1]) == "п. 1.1"


def test_a_reference_to_nothing_is_plain_text_and_no_broken_field(written):
    body = tree(written(paragraph(Reference("nowhere", "7"))))
    assert not find(body, "//w:fldChar")
    assert words(find(body, "//w:p")[0]) == "7"


def test_a_link_is_words_that_lead_to_a_bookmark(written, problems):
    content = written(paragraph(Link("a", "Див. <далі>")), paragraph(Text("Далі"), id="a"))
    (link,) = find(tree(content), "//w:hyperlink")
    assert value(link, ".", "anchor") == bookmark_name("a")
    assert find(tree(content), f"//w:bookmarkStart[@w:name='{bookmark_name('a')}']")
    assert words(find(tree(content), "//w:p")[0]) == "Див. <далі>"
    assert problems(content) == []


def test_a_link_to_what_is_not_there_is_words_alone(written):
    content = written(paragraph(Link("none", "слова")))
    assert find(tree(content), "//w:hyperlink") == []
    assert words(find(tree(content), "//w:p")[0]) == "слова"
