"""No file, however it was damaged or built, raises anything but issues, and none takes long."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.issue import Code, IssueError
from generator.source.word.file import WordFile
from generator.source.word.read import read_word_file
from generator.source.word.view import view

from .building import (
    PLACE,
    bookmark,
    change,
    changed,
    field,
    p,
    package,
    paragraphs,
    r,
    root,
    row,
    table,
    word_file,
)

MANY = 20_000
SECONDS = 10
"""How long may the worst file keep a processor busy? Each takes a few tenths of that."""


@contextmanager
def quick() -> Iterator[None]:
    began = process_time()
    yield
    assert process_time() - began < SECONDS


def outcome(content: bytes) -> WordFile | None:
    """What is read, `None` when it is refused; both views of it are made."""
    try:
        found = read_word_file(content, PLACE)
    except IssueError as error:
        codes = {each.code for each in error.issues}
    else:
        check(found)
        return found
    assert codes == {Code.WORD_FILE}
    return None


def check(found: WordFile) -> None:
    """What holds for every file that is read."""
    for accepted in (True, False):
        for plain in view(found.paragraphs, accepted):
            assert all(0 <= at < len(found.paragraphs) for at in plain.sources)
    for paragraph in found.paragraphs:
        for comment in paragraph.comments:
            assert 0 <= comment.start <= comment.end <= len(paragraph.text)


EVERYTHING = (
    p(bookmark("c_1"), '<w:commentRangeStart w:id="0"/>', r("а"), changed("ins", r("б")),
      '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', mark=change("del"))
    + p(changed("moveFrom", r("в")), field(" REF c_1 ", r("1")), style="b")
    + table(row(p(r("г")), p("<w:r><w:drawing/></w:r>"), mark=change("ins")))
    + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
)  # fmt: skip
STYLES = root(
    "styles", '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Пункт"/></w:style>'
)
PARTS: dict[str, str] = {
    "document": root("document", f"<w:body>{EVERYTHING}</w:body>"),
    "styles": STYLES,
    "comments": root("comments", f'<w:comment w:id="0">{p(r("Так"))}</w:comment>'),
    "header1": root("hdr", p(r("верх"))),
}


def whole(**parts: str | bytes) -> bytes:
    """The file with everything in it, some parts in place of others."""
    tied = PARTS | parts  # type: ignore[operator]
    document = tied.pop("document")
    return word_file(more={"word/document.xml": document}, **tied)


GOOD = whole()


def test_the_file_that_is_damaged_below_is_sound() -> None:
    found = outcome(GOOD)
    assert found is not None
    assert len(found.paragraphs) == 6


@pytest.mark.parametrize("seed", range(200))
def test_an_archive_broken_somewhere_is_refused_or_read(real: bytes, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(real)
    start = chance.randrange(len(content))
    length = chance.choice((1, 1, 1, 10, 1_000))
    content[start : start + length] = chance.randbytes(chance.choice((0, 1, length)))
    outcome(bytes(content))


PLACES = st.floats(0, 1, exclude_max=True)
PUT = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([b"<", b'"', b"/>", b"<w:p/>", b"</w:p>", b"-1", b"&x;", b"w:del", b"<!--"]),
)
CUT = st.one_of(st.just(1.0), PLACES)


def damaged(content: bytes, at: float, put: bytes, cut: float) -> bytes:
    start = int(at * len(content))
    return (content[:start] + put + content[start + len(put) :])[: int(cut * len(content)) + 1]


@settings(max_examples=300, deadline=None)
@given(at=PLACES, put=PUT, cut=CUT)
def test_a_damaged_file_gives_issues_or_text(at: float, put: bytes, cut: float) -> None:
    outcome(damaged(GOOD, at, put, cut))


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(sorted(PARTS)), at=PLACES, put=PUT, cut=CUT)
def test_so_does_a_damaged_part(name: str, at: float, put: bytes, cut: float) -> None:
    outcome(whole(**{name: damaged(PARTS[name].encode(), at, put, cut)}))


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=200), head=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06"]))
def test_so_do_bytes_of_any_kind(content: bytes, head: bytes) -> None:
    outcome(head + content)


TAGS = (
    *("p", "r", "t", "tbl", "tr", "tc", "ins", "del", "moveFrom", "moveTo", "sdt", "sdtContent"),
    *(
        "txbxContent",
        "drawing",
        "pict",
        "fldChar",
        "bookmarkStart",
        "footnote",
        "sym",
        "pPr",
        "rPr",
    ),
    *("commentRangeStart", "commentRangeEnd", "commentReference"),
)


@st.composite
def elements(draw: st.DrawFn) -> str:
    """Elements of Word's in places where they make no sense."""
    inner = draw(st.lists(elements(), max_size=3)) if draw(st.booleans()) else ["є"]
    tag = draw(st.sampled_from(TAGS))
    kind = draw(st.sampled_from(["begin", "separate", "end"]))
    more = f'w:id="{draw(st.integers(0, 2))}" w:name="c" w:fldCharType="{kind}" w:type="x"'
    return f"<w:{tag} {more}>{''.join(inner)}</w:{tag}>"


@settings(max_examples=300, deadline=None)
@given(content=st.lists(elements(), max_size=4))
def test_elements_in_any_order_are_read(content: list[str]) -> None:
    written = root("comments", f'<w:comment w:id="0">{"".join(content)}</w:comment>')
    assert outcome(word_file("".join(content), comments=written)) is not None


def chain(length: int) -> str:
    """Styles each of which rests on the next."""
    return root("styles", "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(length)
    ))  # fmt: skip


def wrapped(depth: int, content: str, *tags: str) -> str:
    """Content in elements in elements."""
    inside = "".join(f'<w:{tag} w:author="{n}">' for n in range(depth) for tag in tags)
    return inside + content + "".join(f"</w:{tag}>" for tag in reversed(tags)) * depth


BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
RANGES = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(MANY))
ENDLESS = {
    "fields in fields": (p((BEGIN + r("а")) * MANY, END * MANY), {}),
    "fields that never end": (p((BEGIN + r("а")) * MANY), {}),
    "changes in changes": (p(wrapped(120, f"<w:ins>{r('а')}</w:ins>" * MANY, "ins", "del")), {}),
    "drawings in drawings": (p(wrapped(120, "<w:drawing/>" * MANY * 10, "drawing")), {}),
    "text boxes in text boxes": (
        p(wrapped(60, r("а") * MANY, "pict", "txbxContent", "p")), {}
    ),
    "tables in tables": (wrapped(50, p() * MANY, "tbl", "tr", "tc"), {}),
    "paragraphs that are one": (p(r("а"), mark=change("del")) * MANY, {}),
    "styles on styles": (
        "".join(p(style=f"s{n}") for n in range(MANY)), {"styles": chain(MANY)}
    ),
    "bookmarks everywhere": ((bookmark("c_1") + p(bookmark("c_2"))) * MANY, {}),
    "comments everywhere": (
        p(RANGES, r("а") * MANY),
        {"comments": root("comments", "".join(
            f'<w:comment w:id="{n}">{p(r("а"))}</w:comment>' for n in range(MANY)))},
    ),
    "choices without end": (
        p(f"<mc:AlternateContent>{'<mc:Choice/>' * MANY}</mc:AlternateContent>"), {}
    ),
    "a row of cells without end": (table(row(*[p()] * MANY)), {}),
    "blanks": (p("<w:r><w:t> </w:t></w:r>" * MANY), {}),
    "empty texts": (p("<w:t/>" * MANY * 20), {}),
    "short texts": (p("<w:t>а</w:t>" * MANY * 20), {}),
}  # fmt: skip


@pytest.mark.parametrize(("body", "tied"), ENDLESS.values(), ids=ENDLESS)
def test_what_could_grow_with_the_square_of_the_file_takes_no_time(
    body: str, tied: dict[str, str]
) -> None:
    content = word_file(body, **tied)
    with quick():
        assert outcome(content) is not None


def test_parts_that_are_all_tied_to_all_others_take_no_time() -> None:
    names = [f"word/{n}.xml" for n in range(300)]
    all_others = "".join(
        f'<Relationship Id="r{n}" Type="x" Target="/{name}"/>' for n, name in enumerate(names)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    tied = f'<Relationships xmlns="{space}">{all_others}</Relationships>'
    more: dict[str, str | bytes | None] = {"word/_rels/document.xml.rels": tied}
    for name in names:
        more |= {name: "<a/>", name.replace("word/", "word/_rels/") + ".rels": tied}
    content = word_file(p(), more)
    with quick():
        assert outcome(content) is not None


def test_no_text_is_lost_whatever_is_around_it() -> None:
    body = "".join(p(f"<x:{tag}>{r('є')}</x:{tag}>") for tag in TAGS)
    assert [each.text for each in paragraphs(body)] == ["є"] * len(TAGS)


def test_a_second_archive_behind_the_first_is_damage_or_is_not_seen() -> None:
    outcome(GOOD + package({"a.txt": "а"}))
