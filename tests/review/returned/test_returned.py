"""What a reviewer does to a Word file comes back as exactly that, and nothing he has written gets lost."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.document.tree import Document
from generator.make.returning import Returned, receive
from generator.review.redline.compare import Kind
from generator.review.register.records import Remark
from generator.review.returned.proposal import Outcome
from generator.source.workspace import load_workspace
from tests.desk import desk
from tests.review.returned.reviewer import NAMESPACE, Reviewer, W
from tests.tools import convert
from tests.workspace import ROOT, SETTINGS, copy_workspace, write_workspace

ROLE = """\
# Коментар, який має лишитися.
title: Бухгалтер
reports_to: Головний бухгалтер
variables: {day: "5"}
laws:
  - {id: tax-code, text: Податковим кодексом України.}
duties:
  - id: books   # перший
    text: >-
      Веде облік ТОВ «Зразок» щодня, зокрема {{ organisation.short_name }},
      і подає звіт за п. {{ ref("report") }}.
  - id: report
    text: "Подає звіт до {{ day }} числа."
  - id: cash
    group: Каса
    items:
      - {id: count, text: Рахує гроші.}
      - {id: keep, text: Зберігає ключі.}
rights:
  - id: ask
    text: Запитує дані.
  - id: go
    text: Бере відпустку.
"""
CLAUSES = ("tax-code", "books", "report", "count", "keep", "ask", "go")


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    write_workspace(tmp_path, {"a": ROLE}, SETTINGS)
    return tmp_path


def sent(root: Path, role: str = "a") -> bytes:
    """The file that a reviewer gets."""
    room = desk(root)
    ((_, content),) = room.renderer.write(room.present(role).document, ("docx",), role)
    return content


def back(root: Path, content: bytes, role: str = "", *, write: bool = False) -> Returned:
    path = root / "edited.docx"
    path.write_bytes(content)
    return receive(desk(root), path, role, write=write)


def texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs()]


def present(root: Path) -> dict[str, str]:
    return {p.id: p.text for p in desk(root).present("a").document.paragraphs() if p.id}


def said(returned: Returned) -> list[tuple[Kind, str, Outcome]]:
    return [
        (p.change.kind, (p.change.old or p.change.paragraph).id, p.outcome)
        for p in returned.proposals
    ]


@pytest.mark.parametrize("role", load_workspace(ROOT).role_ids())
def test_an_untouched_file_proposes_nothing(tmp_path: Path, role: str) -> None:
    root = copy_workspace(tmp_path / "firm")
    assert back(root, sent(root, role)).says_nothing


def test_nor_does_one_that_libreoffice_has_saved(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "firm")
    roles = ("account-manager", "driver", "legal-counsel")
    for role in roles:
        (tmp_path / f"{role}.docx").write_bytes(sent(root, role))
    saved = tmp_path / "saved"
    saved.mkdir()
    convert([tmp_path / f"{role}.docx" for role in roles], "docx", saved)
    for role in roles:
        assert back(root, (saved / f"{role}.docx").read_bytes()).says_nothing


@pytest.mark.parametrize("tracks", [True, False])
def test_one_word_comes_back_as_one_word(firm: Path, tracks: bool) -> None:
    reviewer = Reviewer(sent(firm), tracks=tracks)
    reviewer.reword("report", "Подає баланс до 5 числа.")
    returned = back(firm, reviewer.saved(), write=True)
    (proposal,) = returned.proposals
    assert (proposal.outcome, proposal.tracked) == (Outcome.APPLIES, tracks)
    assert proposal.author == ("Марія Шевчук" if tracks else "")
    written = (firm / "roles/a.yaml").read_text("utf-8")
    assert 'text: "Подає баланс до {{ day }} числа."' in written
    assert written.replace("баланс", "звіт") == ROLE


@pytest.mark.parametrize("tracks", [True, False])
def test_references_and_names_stay_where_they_were_left(firm: Path, tracks: bool) -> None:
    shown = present(firm)["books"]
    reviewer = Reviewer(sent(firm), tracks=tracks)
    reviewer.reword("books", shown.replace("щодня", "щотижня"))
    # The reference was typed over, so its number is a word now.
    back(firm, reviewer.saved(), write=True)
    written = (firm / "roles/a.yaml").read_text("utf-8")
    assert "щотижня, зокрема {{ organisation.short_name }}," in written
    assert "# перший" in written


Edit = tuple[str, str, str]
WORDS = st.sampled_from(["Веде", "облік", "щодня", "звіт", "гроші", "план", "усе", "завжди"])
SENTENCES = st.lists(WORDS, min_size=3, max_size=7, unique=True).map(lambda w: f"{' '.join(w)}.")


@st.composite
def edits(draw: st.DrawFn) -> list[Edit]:
    """One edit for some clauses, none of which is beside another's place."""
    names = draw(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3, unique=True))
    return [(draw(st.sampled_from(["reword", "remove", "add"])), n, draw(SENTENCES)) for n in names]


def expected(before: dict[str, str], done: Sequence[Edit]) -> list[str]:
    """The words of all numbered paragraphs after the edits."""
    found = []
    by_name = {name: (kind, text) for kind, name, text in done}
    for name, text in before.items():
        kind, other = by_name.get(name, ("", ""))
        if kind == "reword":
            found.append(other)
        elif kind != "remove":
            found.append(text)
        if kind == "add":
            found.append(other)
    return found


@given(edits(), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_edits_come_back_as_exactly_those(done: list[Edit], tracks: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        write_workspace(root, {"a": ROLE}, SETTINGS)
        before = present(root)
        reviewer = Reviewer(sent(root), tracks=tracks)
        for kind, name, text in done:
            if kind == "remove":
                reviewer.remove(name)
            else:
                (reviewer.reword if kind == "reword" else reviewer.add)(name, text)
        returned = back(root, reviewer.saved(), write=True)
        kinds = {"reword": Kind.CHANGED, "remove": Kind.REMOVED, "add": Kind.ADDED}
        assert sorted(p.change.kind for p in returned.proposals) == sorted(
            kinds[kind] for kind, _, _ in done
        )
        undecided = [p for p in returned.proposals if p.outcome is not Outcome.APPLIES]
        # A clause that others refer to, and the last one of a group, stay until people decide.
        assert all(p.reason for p in undecided)
        if not undecided:
            now = [plain(text) for text in present(root).values()]
            wanted = [plain(text) for text in expected(before, done)]
            assert without_headings(now) == without_headings(wanted)
        assert "# Коментар, який має лишитися." in (root / "roles/a.yaml").read_text("utf-8")


def plain(text: str) -> str:
    """The words, with one number for every reference: it changes by itself."""
    return re.sub(r"п\. [\d.]+", "п. 1", " ".join(text.split()))


def without_headings(listed: list[str]) -> list[str]:
    """A section or a group that has lost all its clauses is not printed."""
    return [t for t in listed if t not in {"Права", "Каса:", "У своїй роботі бухгалтер керується:"}]


def test_a_clause_is_moved(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.move("ask", "go")
    assert said(back(firm, reviewer.saved(), write=True)) == [(Kind.MOVED, "ask", Outcome.APPLIES)]
    names = list(present(firm))
    assert names.index("ask") == names.index("go") + 1


def test_what_the_template_words_becomes_a_remark(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=True)
    reviewer.reword("general.appointment", "Бухгалтера призначають на посаду наказом.")
    returned = back(firm, reviewer.saved(), write=True)
    assert said(returned) == [(Kind.CHANGED, "general.appointment", Outcome.UNWRITABLE)]
    (record,) = desk(firm).remarks("a")
    assert isinstance(record.content, Remark)
    assert record.content.clause == "general.appointment"
    assert "призначають на посаду наказом" in record.content.text
    assert (firm / "roles/a.yaml").read_text("utf-8") == ROLE


def test_a_file_that_is_read_twice_is_remarked_once(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=True)
    reviewer.reword("general.appointment", "Бухгалтера призначають на посаду наказом.")
    for _ in range(2):
        back(firm, reviewer.saved(), write=True)
    assert len(desk(firm).remarks("a")) == 1


def stale(firm: Path, now: str) -> Callable[[Reviewer], Returned]:
    """A reviewer who has got the text before the role was changed to `now`."""
    room = desk(firm)
    room.open(room.present("a"))
    reviewer = Reviewer(sent(firm), tracks=False)
    (firm / "roles/a.yaml").write_text(now, "utf-8")
    return lambda edited: back(firm, (edited or reviewer).saved(), write=True)


def test_a_stale_file_is_merged_three_ways(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.reword("ask", "Запитує всі дані.")
    reviewer.reword("go", "Бере відпустку влітку.")
    reviewer.reword("keep", "Зберігає всі ключі.")
    now = ROLE.replace("Рахує гроші", "Перелічує гроші")
    now = now.replace("Бере відпустку.", "Бере відпустку взимку.")
    now = now.replace("Зберігає ключі.", "Зберігає всі ключі.")
    merge = stale(firm, now)
    assert said(merge(reviewer)) == [
        (Kind.CHANGED, "keep", Outcome.PRESENT),
        (Kind.CHANGED, "ask", Outcome.APPLIES),
        (Kind.CHANGED, "go", Outcome.CONFLICT),
    ]
    written = (firm / "roles/a.yaml").read_text("utf-8")
    assert "Запитує всі дані." in written
    assert "Перелічує гроші" in written
    assert "взимку" in written
    (record,) = desk(firm).remarks("a")
    assert isinstance(record.content, Remark)
    assert "влітку" in record.content.text


def test_what_is_gone_meanwhile_and_was_changed_is_a_conflict(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.reword("go", "Бере відпустку влітку.")
    now = ROLE.replace("  - id: go\n    text: Бере відпустку.\n", "")
    assert said(stale(firm, now)(reviewer)) == [(Kind.CHANGED, "go", Outcome.CONFLICT)]


def paragraph(text: str) -> Element:
    return ElementTree.fromstring(f'<w:p xmlns:w="{NAMESPACE}"><w:r><w:t>{text}</w:t></w:r></w:p>')


def table(text: str) -> Element:
    return ElementTree.fromstring(
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tr><w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>100 грн</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )


PICTURE = (
    f'<w:p xmlns:w="{NAMESPACE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>'
)


def test_a_table_and_a_picture_that_were_pasted_in_are_told(firm: Path) -> None:
    def paste(body: Element) -> None:
        body.insert(len(body) - 3, table("Оклад"))
        body.insert(len(body) - 3, ElementTree.fromstring(PICTURE))

    returned = back(firm, Reviewer(sent(firm), tracks=False).edit(paste).saved(), write=True)
    assert returned.proposals == ()
    assert sorted(stray.kind for stray in returned.strays) == ["object", "table"]
    assert any("Оклад | 100 грн" in stray.text for stray in returned.strays)
    assert len(desk(firm).remarks("a")) == 2


def test_a_paragraph_of_another_style_among_clauses_is_a_clause(firm: Path) -> None:
    def paste(body: Element) -> None:
        texts_ = ["".join(t.text or "" for t in each.iter(f"{W}t")) for each in body]
        body.insert(texts_.index("Запитує дані.") + 1, paragraph("Одержує копії документів."))

    returned = back(firm, Reviewer(sent(firm), tracks=False).edit(paste).saved(), write=True)
    assert [p.outcome for p in returned.proposals] == [Outcome.APPLIES]
    names = list(present(firm))
    assert present(firm)[names[names.index("ask") + 1]] == "Одержує копії документів."


def test_who_signs_may_be_filled_in_but_not_exchanged(firm: Path) -> None:
    def sign(body: Element) -> None:
        for words in body.iter(f"{W}t"):
            if words.text and "20___" in words.text:
                words.text = "3 березня 2026 року"
            if words.text and "Олена" in words.text:
                words.text = "Іван ПЕТРЕНКО"

    returned = back(firm, Reviewer(sent(firm), tracks=False).edit(sign).saved())
    assert [(stray.kind, stray.text) for stray in returned.strays] == [
        ("signed", "«Олена КОВАЛЬ» → «Іван ПЕТРЕНКО»")
    ]


def test_without_bookmarks_clauses_are_found_by_their_words(firm: Path) -> None:
    def strip(body: Element) -> None:
        for parent in list(body.iter()):
            for child in list(parent):
                if child.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                    parent.remove(child)

    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.reword("ask", "Запитує всі дані.")
    (proposal,) = back(firm, reviewer.edit(strip).saved()).proposals
    assert (proposal.change.old and proposal.change.old.id, proposal.by_words) == ("ask", True)


def again(firm: Path, reviewer: Reviewer) -> list[tuple[Kind, str, Outcome]]:
    """What the same file proposes once more: nothing may be left to write."""
    found = said(back(firm, reviewer.saved(), write=True))
    assert all(outcome is not Outcome.APPLIES for _, _, outcome in found)
    return found


def test_a_clause_moved_to_another_section_is_not_lost(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.move("report", "ask")
    back(firm, reviewer.saved(), write=True)
    now = list(present(firm).values())
    assert now.count("Подає звіт до 5\xa0числа.") == 1 or "report" in present(firm)
    again(firm, reviewer)


@pytest.mark.parametrize("tracks", [True, False])
def test_a_clause_typed_above_another_destroys_neither(firm: Path, tracks: bool) -> None:
    # Word leaves the bookmark with the first half of a paragraph that is split.
    reviewer = Reviewer(sent(firm), tracks=tracks)
    reviewer.reword("ask", "Одержує копії.")
    reviewer.add("ask", "Запитує дані.")
    back(firm, reviewer.saved(), write=True)
    words = list(present(firm).values())
    assert words.index("Запитує дані.") == words.index("Одержує копії.") + 1
    again(firm, reviewer)


def test_a_clause_moved_and_reworded_is_both(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.move("ask", "go")
    reviewer.reword("ask", "Запитує всі дані щодня.")
    back(firm, reviewer.saved(), write=True)
    names = list(present(firm))
    assert names.index("ask") == names.index("go") + 1
    assert present(firm)["ask"] == "Запитує всі дані щодня."
    again(firm, reviewer)


def test_a_new_clause_may_say_what_another_says(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.add("report", "Рахує гроші.")
    back(firm, reviewer.saved(), write=True)
    assert list(present(firm).values()).count("Рахує гроші.") == 2
    again(firm, reviewer)


def test_a_clause_among_those_of_the_template_is_a_remark(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.add("general.appointment", "Бухгалтер працює віддалено.")
    (proposal,) = back(firm, reviewer.saved(), write=True).proposals
    assert proposal.outcome is Outcome.UNWRITABLE
    assert len(desk(firm).remarks("a")) == 1


def test_a_sign_of_one_font_only_is_a_remark(firm: Path) -> None:
    reviewer = Reviewer(sent(firm), tracks=False)
    reviewer.reword("ask", "Запитує дані \uf0b3 5 разів.")
    (proposal,) = back(firm, reviewer.saved(), write=True).proposals
    assert (proposal.outcome, str(proposal.reason)) == (Outcome.UNWRITABLE, "edit.characters")


def test_a_remark_written_under_a_signature_is_told(firm: Path) -> None:
    def write(body: Element) -> None:
        for words in body.iter(f"{W}t"):
            if words.text and "Олена" in words.text:
                cell = words
        cell.text = f"{cell.text} Не згоден з пунктом 2.1, див. лист"

    returned = back(firm, Reviewer(sent(firm), tracks=False).edit(write).saved())
    assert len(returned.strays) == 1
