"""Decisions are about a text, made by those who may, and publishing waits for all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.make.desk import TEXT, Desk
from generator.make.evidence import archive
from generator.make.overview import overview
from generator.review.register.lifecycle import State
from generator.review.register.records import Agreed, Published, Returned
from tests.desk import DAY, SIGNERS, agree, desk, publish, remark
from tests.machine import need_pango
from tests.workspace import SETTINGS, write_workspace

ROLE = """\
title: Бухгалтер
reports_to: Головний бухгалтер
duties:
  - {id: books, text: Веде облік.}
  - {id: report, text: Подає звіт.}
rights:
  - {id: ask, text: Запитує дані., significant: false}
"""
EVERYBODY = ("hr", "legal", "safety")


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    write_workspace(tmp_path, {"a": ROLE}, SETTINGS + SIGNERS)
    return tmp_path


def edit(root: Path, old: str, new: str) -> None:
    path = root / "roles/a.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def state(root: Path, day: date = DAY) -> State:
    room = desk(root, day)
    return room.standing(room.present("a")).state


def problems(room: Desk, day: date = DAY) -> list[Code]:
    with pytest.raises(IssueError) as raised:
        room.publish("a", "7", day)
    return [found.code for found in raised.value.issues]


def test_a_substitute_agrees_for_the_signer(firm: Path) -> None:
    agree(firm, "a")
    record = desk(firm).decide("a", "legal", "Петро Ткач")
    assert isinstance(record.content, Agreed)
    assert (record.content.name, record.content.for_name) == ("Петро Ткач", "Марія Шевчук")
    assert record.content.position == "Юрисконсульт"


def test_the_signer_may_be_named_in_any_order(firm: Path) -> None:
    agree(firm, "a")
    record = desk(firm).decide("a", "legal", "ШЕВЧУК Марія")
    assert isinstance(record.content, Agreed)
    assert (record.content.name, record.content.for_name) == ("Марія Шевчук", "")


def test_whoever_approves_or_develops_is_not_awaited(tmp_path: Path) -> None:
    signers = SIGNERS.replace("Начальник відділу кадрів, name: Оксана Лисенко", "Директор")
    write_workspace(tmp_path, {"a": ROLE}, SETTINGS + signers)
    assert [one.key for one in desk(tmp_path).present("a").required] == ["legal", "safety"]


def test_a_return_is_not_an_agreement_until_it_is_replaced_by_one(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    assert state(firm) is State.AGREED
    record = desk(firm).decide("a", "legal", "", "Уточнити облік.")
    assert isinstance(record.content, Returned)
    assert state(firm) is State.IN_REVIEW
    agree(firm, "a", "legal")
    assert state(firm) is State.AGREED


def test_a_minor_edit_keeps_agreements_and_a_significant_one_names_the_clause(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    edit(firm, "Запитує дані", "Запитує всі дані")
    room = desk(firm)
    found = room.standing(room.present("a"))
    assert found.state is State.AGREED
    assert {edit_.clause for verdict in found.verdicts for edit_ in verdict.minor} == {"ask"}
    edit(firm, "Веде облік", "Веде весь облік")
    found = desk(firm).standing(desk(firm).present("a"))
    assert found.state is State.IN_REVIEW
    assert {e.clause for verdict in found.verdicts for e in verdict.voided_by} == {"books"}


def test_nobody_decides_upon_a_text_that_was_not_sent(firm: Path) -> None:
    def decide(day: date = DAY) -> Code:
        with pytest.raises(IssueError) as raised:
            desk(firm, day).decide("a", "hr", "")
        return raised.value.issues[0].code

    assert decide() is Code.NOT_SENT
    agree(firm, "a")
    assert decide(date(2026, 3, 1)) is Code.DAY_EARLY
    edit(firm, "Запитує дані", "Запитує всі дані")
    agree_minor = desk(firm).decide("a", "hr", "")
    assert isinstance(agree_minor.content, Agreed)
    edit(firm, "Веде облік", "Веде весь облік")
    assert decide() is Code.NOT_SENT


def test_no_version_is_in_force_before_it_was_agreed(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    assert problems(desk(firm), date(2026, 3, 1)) == [Code.DAY_EARLY]


def test_a_text_that_is_out_is_not_sent_twice(firm: Path) -> None:
    agree(firm, "a")
    agree(firm, "a")
    assert [record.kind for record in desk(firm).register("a").read().records] == ["opened"]


def test_a_text_in_force_is_not_sent_at_all(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    publish(firm, "a")
    with pytest.raises(IssueError) as raised:
        agree(firm, "a")
    assert raised.value.issues[0].code is Code.PUBLISH_UNCHANGED


def test_only_what_stands_can_be_withdrawn(firm: Path) -> None:
    def withdraw(version: int = 0) -> Code | None:
        try:
            desk(firm).withdraw("a", "х", version)
        except IssueError as error:
            return error.issues[0].code
        return None

    assert withdraw() is Code.WITHDRAW_NOTHING
    agree(firm, "a", *EVERYBODY)
    publish(firm, "a")
    assert withdraw() is Code.WITHDRAW_NOTHING
    assert withdraw(2) is Code.VERSION_UNKNOWN
    assert withdraw(1) is None
    assert withdraw(1) is Code.WITHDRAW_NOTHING


def test_an_edit_that_is_taken_back_brings_agreements_back(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    edit(firm, "Веде облік", "Веде весь облік")
    assert state(firm) is State.IN_REVIEW
    edit(firm, "Веде весь облік", "Веде облік")
    assert state(firm) is State.AGREED


def test_everything_that_hinders_publishing_is_named_at_once(firm: Path) -> None:
    agree(firm, "a", "hr")
    remark(firm, "a", "books", "Уточніть, облік чого.")
    assert problems(desk(firm)) == [
        Code.AGREEMENT_MISSING,
        Code.AGREEMENT_MISSING,
        Code.REMARK_OPEN,
    ]


def test_a_remark_that_is_answered_hinders_nobody(firm: Path) -> None:
    number = remark(firm, "a", "books", "Уточніть, облік чого.")
    agree(firm, "a", *EVERYBODY)
    desk(firm).resolve("a", number, "Уточнено", "Оксана Лисенко")
    assert desk(firm).remarks("a") == ()
    publish(firm, "a")
    assert state(firm) is State.PUBLISHED


def test_nothing_is_published_with_a_place_left_to_fill_in(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    edit(firm, "Веде облік", "Веде «…» облік")
    agree(firm, "a", *EVERYBODY)
    assert Code.PLACEHOLDER_LEFT in problems(desk(firm))


def test_a_published_version_is_kept_with_its_files_and_term(firm: Path) -> None:
    need_pango()
    agree(firm, "a", *EVERYBODY)
    first = desk(firm).publish("a", "7-ПІ", DAY, "Наказ № 5").content
    assert isinstance(first, Published)
    assert (first.version, first.number, first.order) == (1, "7-ПІ", "Наказ № 5")
    assert (first.supersedes, first.retain_until) == (0, None)
    assert [file.name for file in first.files] == ["a.docx", "a.pdf", TEXT]
    words = "\n".join(p.text for p in desk(firm).version("a", 1).paragraphs()).replace("\xa0", " ")
    assert "№ 7-ПІ" in words
    assert "02.03.2026" in words

    edit(firm, "Веде облік", "Веде весь облік")
    later = date(2028, 2, 29)
    agree(firm, "a", *EVERYBODY, day=later)
    second = desk(firm, later).publish("a", "8-ПІ", later).content
    assert isinstance(second, Published)
    assert (second.version, second.supersedes) == (2, 1)
    assert second.retain_until == date(2033, 12, 31)
    assert "Веде облік." in "".join(p.text for p in desk(firm).version("a", 1).paragraphs())
    assert desk(firm).register("a").verify() == ()


def test_an_order_given_on_publishing_stands_in_the_block(tmp_path: Path) -> None:
    need_pango()
    settings = SETTINGS.replace("signers:", "document: {approval: order}\nsigners:")
    write_workspace(tmp_path, {"a": ROLE}, settings)
    desk(tmp_path).publish("a", "7", DAY, "Наказ від 02.03.2026 № 45-к")
    words = [p.text.replace("\xa0", " ") for p in desk(tmp_path).version("a", 1).paragraphs()]
    assert "02.03.2026 № 45-к" in words


def test_a_version_to_come_leaves_the_one_before_in_force(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    publish(firm, "a")
    edit(firm, "Веде облік", "Веде весь облік")
    agree(firm, "a", *EVERYBODY, day=date(2026, 3, 10))
    room = desk(firm, date(2026, 3, 10))
    need_pango()
    room.publish("a", "8", date(2026, 4, 1))
    found = room.standing(room.present("a"))
    assert found.in_force is not None
    assert (found.in_force.version, found.state) == (1, State.SCHEDULED)
    after = desk(firm, date(2026, 4, 1))
    now = after.standing(after.present("a"))
    assert now.in_force is not None
    assert (now.in_force.version, now.state) == (2, State.PUBLISHED)


def test_another_name_of_the_organisation_voids_agreements(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    path = firm / "posada.yaml"
    path.write_text(path.read_text("utf-8").replace("«Зразок»,", "«Інше»,", 1), "utf-8")
    assert state(firm) is State.IN_REVIEW


def test_a_version_does_not_begin_before_the_one_it_replaces(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    need_pango()
    desk(firm).publish("a", "7", date(2027, 2, 1))
    edit(firm, "Веде облік", "Веде весь облік")
    agree(firm, "a", *EVERYBODY)
    assert problems(desk(firm), date(2027, 1, 1)) == [Code.DAY_EARLY]


def test_a_text_exchanged_in_the_register_is_not_believed(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    publish(firm, "a")
    path = firm / "register/a/versions/0001/text.json"
    content = path.read_text("utf-8")
    path.write_text(content.replace("Подає звіт", "Подає звід"), "utf-8")
    with pytest.raises(IssueError) as raised:
        desk(firm).version("a", 1)
    assert raised.value.issues[0].code is Code.REGISTER_EDITED


def test_what_is_in_force_outlives_its_role(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    publish(firm, "a")
    (firm / "roles/a.yaml").rename(firm / "roles/b.yaml")
    desk(firm).acknowledge("a", "Іваненко Петро", "під підпис")
    assert [one.role for one in overview(desk(firm))] == ["b", "a"]
    assert archive(desk(firm), "a")


def test_an_employee_acknowledges_a_version_once(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    publish(firm, "a")
    desk(firm).acknowledge("a", "Іваненко Петро Олегович", "під підпис")
    with pytest.raises(IssueError) as raised:
        desk(firm).acknowledge("a", "Петро Іваненко", "під підпис")
    assert raised.value.issues[0].code is Code.ACKNOWLEDGED_ALREADY


def test_a_withdrawn_review_begins_anew(firm: Path) -> None:
    agree(firm, "a", *EVERYBODY)
    desk(firm).withdraw("a", "Змінилися вимоги")
    assert state(firm) is State.DRAFT
    assert desk(firm).standing(desk(firm).present("a")).verdicts == ()


def test_a_register_that_was_tampered_with_takes_no_decision(firm: Path) -> None:
    agree(firm, "a", "hr", "legal")
    next((firm / "register/a").glob("0001-*.json")).unlink()
    with pytest.raises(IssueError) as raised:
        agree(firm, "a", "safety")
    assert {found.code for found in raised.value.issues} == {Code.REGISTER_MISSING_RECORD}
