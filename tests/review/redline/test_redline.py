"""A redline in Word holds both texts: accepted it is the new one, rejected the old one, as other programs read it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.document.fingerprint import normal
from generator.document.tree import Document, Reference, Style, plain_text
from generator.issue import Code, IssueError
from generator.render import docx
from generator.render.docx.inline import bookmark_name
from generator.review.redline.compare import Comparison, compare, redline
from generator.review.redline.soundness import check_redline
from tests.review.redline.settled import settled
from tests.review.redline.texts import THEME, Clause, Section, document
from tests.tools import edit_in_office, invalidities

BASE = docx.prepare(THEME, "uk")
WORDS = [
    "веде",
    "облік",
    "подає",
    "звіт",
    "план",
    "щодня",
    "вчасно",
    "за",
    "графіком",
    "усі",
    "дані",
    "клієнтів",
]


def written(comparison: Comparison) -> bytes:
    return docx.write(redline(comparison, "Марія Шевчук", "2026-12-01T10:00:00Z"), BASE)


def words_of(document_: Document) -> list[str]:
    """What a document says, paragraph by paragraph; a reference is the bookmark it leads to."""
    texts = (
        "".join(
            f"[{bookmark_name(i.target)}]" if isinstance(i, Reference) else plain_text(i)
            for i in paragraph.inlines
        )
        for paragraph in document_.paragraphs()
    )
    return [text for text in map(normal, texts) if text]


sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
"""Words that repeat often, so that what belongs to what is anything but plain."""


@st.composite
def clauses(draw: st.DrawFn, prefix: str) -> list[Clause]:
    count = draw(st.integers(0, 6))
    found = []
    for at in range(count):
        style = Style.SUBCLAUSE if at and draw(st.booleans()) else Style.CLAUSE
        found.append(Clause(f"{prefix}{at}", draw(sentences), style))
    return found


@st.composite
def referring(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    """The same, some clauses with a reference to another."""
    names = [clause.id for _, _, listed in sections for clause in listed]
    made: list[Section] = []
    for name, heading, listed in sections:
        now = []
        for clause in listed:
            target = draw(st.sampled_from([*names, "", ""])) if names else ""
            now.append(
                replace(clause, text=f"{clause.text} @{target} далі" if target else clause.text)
            )
        made.append((name, heading, now))
    return made


@st.composite
def edited(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    """The sections after some edits: clauses reworded, gone, come, and moved anywhere; sections gone."""
    lists = [list(listed) for _, _, listed in sections]
    for number in range(draw(st.integers(0, 5))):
        places = [(i, j) for i, listed in enumerate(lists) for j in range(len(listed))]
        kind = draw(st.sampled_from(["reword", "remove", "add", "move", "level"]))
        if kind == "add" or not places:
            into = lists[draw(st.integers(0, len(lists) - 1))]
            into.insert(draw(st.integers(0, len(into))), Clause(f"new{number}", draw(sentences)))
            continue
        i, j = draw(st.sampled_from(places))
        clause = lists[i].pop(j)
        if kind == "reword":
            lists[i].insert(j, replace(clause, text=draw(sentences)))
        elif kind == "level":
            other = Style.CLAUSE if clause.style is Style.SUBCLAUSE else Style.SUBCLAUSE
            lists[i].insert(j, replace(clause, style=other))
        elif kind == "move":
            into = lists[draw(st.integers(0, len(lists) - 1))]
            into.insert(draw(st.integers(0, len(into))), clause)
    kept = [
        (name, draw(st.sampled_from([heading, heading, f"{heading} та інше"])), listed)
        for (name, heading, _), listed in zip(sections, lists, strict=True)
    ]
    return kept[: draw(st.sampled_from([len(kept), len(kept), len(kept) - 1]))]


ROWS = st.lists(st.tuples(sentences, st.sampled_from(["", "так", "ні"])), max_size=4)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Document, Document]:
    old: list[Section] = [
        ("duties", "Обов’язки", draw(clauses("d"))),
        ("rights", "Права", draw(clauses("r"))),
    ]
    new = draw(edited(old))
    first, second = draw(referring(old)), draw(referring(new))
    return document(first, draw(ROWS)), document(second, draw(ROWS))


@given(pairs())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_accepting_gives_the_new_text_and_rejecting_the_old_one(
    pair: tuple[Document, Document],
) -> None:
    old, new = pair
    comparison = compare(old, new)
    content = written(comparison)
    assert settled(content, accepted=True) == words_of(new)
    assert settled(content, accepted=False) == words_of(comparison.old)
    check_redline(content, comparison, "redline.docx")


def sample() -> Comparison:
    duties = [Clause(f"d{n}", f"Виконує завдання {n} за планом.") for n in range(8)]
    old: list[Section] = [
        ("duties", "Обов’язки", duties),
        ("rights", "Права", [Clause("ask", "Запитує дані за п. @d3 щодня."), Clause("go", "Іде.")]),
    ]
    new: list[Section] = [
        (
            "duties",
            "Завдання та обов’язки",
            [
                replace(duties[0], text="Виконує всі завдання за графіком."),
                Clause("new", "Веде журнал."),
                *duties[2:5],
                duties[7],
                duties[5],
            ],
        ),
        ("rights", "Права", [Clause("ask", "Запитує дані за п. @d2 щотижня.")]),
    ]
    rows = [["З ким", "Що"], ["Логістика", "Графік"], ["Кадри", "Наказ"]]
    other = [rows[0], ["Логістика", "План"], ["Бухгалтерія", "Звіт"], ["Охорона", "Ключ"]]
    return compare(document(old, rows), document(new, other))


def test_word_takes_the_redline(tmp_path: Path) -> None:
    path = tmp_path / "redline.docx"
    path.write_bytes(written(sample()))
    assert invalidities(path) == []


@pytest.mark.parametrize("accepted", [True, False])
def test_libreoffice_accepts_and_rejects_to_the_same_texts(tmp_path: Path, accepted: bool) -> None:
    comparison = sample()
    source = tmp_path / "redline.docx"
    source.write_bytes(written(comparison))
    step = "accept_all" if accepted else "reject_all"
    said = edit_in_office(source, tmp_path / "settled.docx", [{step: True}])
    wanted = comparison.new if accepted else comparison.old
    assert without_numbers(said) == without_numbers(p.text for p in wanted.paragraphs())


def without_numbers(texts: Iterable[str]) -> list[str]:
    """The texts that say something; a reference shows a number that LibreOffice sets anew when it pleases."""
    return [re.sub(r"за п\. [\d.]*", "за п.", text) for text in map(normal, texts) if text]


def broken(content: bytes, old: bytes, new: bytes) -> bytes:
    """The file with something in its document exchanged."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "word/document.xml":
                assert old in part
                part = part.replace(old, new, 1)
            target.writestr(entry, part)
    return stream.getvalue()


BREAKS: dict[str, tuple[str, str]] = {
    "a word": ("Виконує", "Викону"),
    "an insertion that is not marked": ("<w:ins ", "<w:moveTo "),
    "a paragraph that stays": ("<w:rPr><w:del ", "<w:rPr><w:ins "),
}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS)
def test_a_redline_that_does_not_hold_both_texts_is_refused(change: tuple[str, str]) -> None:
    comparison = sample()
    old, new = (part.encode() for part in change)
    content = broken(written(comparison), old, new)
    if change[0].startswith("<w:ins "):
        content = broken(content, b"</w:ins>", b"</w:moveTo>")
        content = broken(content, b"w:delText", b"w:t")
    with pytest.raises(IssueError) as raised:
        check_redline(content, comparison, "redline.docx")
    assert {found.code for found in raised.value.issues} <= {Code.RENDER_FAILED, Code.WORD_FILE}
