"""Comments: what they say, on which words, whether they are settled, and what they answer."""

from __future__ import annotations

import pytest

from generator.source.word.file import WordComment

from .building import NAMESPACES, change, changed, p, paragraphs, r, root


def start(identity: int = 0) -> str:
    return f'<w:commentRangeStart w:id="{identity}"/>'


def end(identity: int = 0) -> str:
    return f'<w:commentRangeEnd w:id="{identity}"/>{reference(identity)}'


def reference(identity: int = 0) -> str:
    return f'<w:r><w:commentReference w:id="{identity}"/></w:r>'


def comment(identity: int, *lines: str, author: str = "Мороз") -> str:
    written = "".join(
        f'<w:p w14:paraId="0000{identity}{at}">{r(line)}</w:p>' for at, line in enumerate(lines)
    )
    who = f'w:author="{author}" w:date="2026-01-06T09:30:00Z" w:initials="М"'
    return f'<w:comment w:id="{identity}" {who}>{written}</w:comment>'


def thread(identity: int, parent: int | None = None, done: bool = False) -> str:
    above = "" if parent is None else f' w15:paraIdParent="0000{parent}0"'
    return f'<w15:commentEx w15:paraId="0000{identity}0"{above} w15:done="{int(done)}"/>'


def threads(*written: str) -> str:
    return f"<w15:commentsEx {NAMESPACES}>{''.join(written)}</w15:commentsEx>"


def comments(body: str, *written: str, **tied: str) -> list[tuple[WordComment, ...]]:
    found = paragraphs(body, comments=root("comments", "".join(written)), **tied)
    return [each.comments for each in found]


ONE = comment(0, "Навіщо?")
SPANS = {
    "words": (p(r("а "), start(), r("бв"), end(), r(" г")), [(2, 4)]),
    "whole paragraph": (p(start(), r("а"), end()), [(0, 1)]),
    "place": (p(r("а"), reference(), r("б")), [(1, 1)]),
    "nothing": (p(start(), end(), r("а")), [(0, 0)]),
    "beyond the paragraph": (p(r("а"), start(), r("бв")) + p(r("г"), end()), [(1, 3)]),
    "from before the paragraph": (start() + p(r("аб"), end()), [(0, 2)]),
    "end between paragraphs": (p(r("а"), start(), r("б")) + end() + p(r("в")), [(1, 2)]),
    "without an end": (p(r("а"), start(), r("б"), reference(), r("в")), [(1, 3)]),
    "end before the start": (p(end(), r("а"), start(), r("б")), [(0, 0)]),
    "with deleted words": (
        p(r("а"), start(), changed("del", r("бб", "delText")), r("в"), end(), r("г")),
        [(1, 4)],
    ),
    "after an instruction with a result": (
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("не видно"),
          '<w:r><w:fldChar w:fldCharType="end"/></w:r>', start(), r("а"), end()),
        [(0, 1)],
    ),
    "twice": (p(start(), r("а"), end(), start(), r("б"), end()), [(0, 1)]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "spans"), SPANS.values(), ids=SPANS)
def test_a_comment_stands_on_its_words(body: str, spans: list[tuple[int, int]]) -> None:
    found = [(c.start, c.end) for each in comments(body, ONE) for c in each]
    assert found == spans


def test_a_comment_says_who_when_and_what() -> None:
    ((found,),) = comments(p(start(), r("а"), end()), comment(0, "Навіщо?", "Є наказ."))
    assert found == WordComment("Мороз", "2026-01-06T09:30:00Z", "Навіщо?\nЄ наказ.", 0, 1)


def test_overlapping_comments_each_keep_their_words() -> None:
    body = p(start(), r("а"), start(1), r("б"), end(), r("в"), end(1))
    ((first, second),) = comments(body, ONE, comment(1, "Так"))
    assert [(c.text, c.start, c.end) for c in (first, second)] == [("Навіщо?", 0, 2), ("Так", 1, 3)]


def test_what_was_deleted_in_a_comment_is_not_said() -> None:
    written = root(
        "comments",
        f'<w:comment w:id="0">{p(r("Так"), changed("del", r(" ні", "delText")))}</w:comment>',
    )
    (found,) = paragraphs(p(reference()), comments=written)
    assert found.comments[0].text == "Так"


def test_a_comment_without_its_text_and_a_text_without_a_place_are_none() -> None:
    assert comments(p(start(7), r("а"), end(7)), ONE) == [()]
    assert paragraphs(p(start(), r("а"), end()))[0].comments == ()


def test_a_settled_thread_is_resolved_with_its_replies() -> None:
    body = p(start(), start(1), r("а"), end(), end(1))
    ((first, reply),) = comments(
        body, ONE, comment(1, "Так"), commentsExtended=threads(thread(0, done=True), thread(1, 0))
    )
    assert [(c.resolved, c.reply) for c in (first, reply)] == [(True, False), (True, True)]


def test_a_reply_that_stands_nowhere_stands_where_its_comment_does() -> None:
    ((first, reply),) = comments(
        p(r("а"), start(), r("б"), end()),
        ONE,
        comment(1, "Так"),
        commentsExtended=threads(thread(0), thread(1, 0)),
    )
    assert (reply.text, reply.start, reply.end, reply.reply) == ("Так", 1, 2, True)
    assert not first.resolved


def test_threads_that_answer_each_other_do_no_harm() -> None:
    ((first,),) = comments(
        p(start(), r("а"), end()), ONE, commentsExtended=threads(thread(0, 0, done=True))
    )
    assert first.resolved


def test_a_comment_on_a_paragraph_that_is_deleted_is_still_read() -> None:
    body = p(start(), changed("del", r("а", "delText")), end(), mark=change("del"))
    assert [len(each) for each in comments(body, ONE)] == [1]
