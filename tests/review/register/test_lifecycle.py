"""Where a document stands follows from its records, its present text and a day: agreements, versions, what lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.review.register.lifecycle import Edit, State, Status, Waiting, blockers, status
from generator.review.register.records import (
    Acknowledged,
    Agreed,
    Approver,
    Awaited,
    Content,
    Opened,
    Published,
    Record,
    Remark,
    Resolved,
    Retention,
    Returned,
    Withdrawn,
    make,
)

FIRST, SECOND, THIRD = ("1" * 64, "2" * 64, "3" * 64)
HR = Awaited("hr", "Начальник відділу кадрів", "Оксана Лисенко")
LEGAL = Awaited("legal", "Начальник юридичного відділу", "Марія Шевчук")
BOTH = (HR, LEGAL)
TYPO = Edit("archive", "2.3", minor=True)
NEW_DUTY = Edit("client-database", "2.4", minor=False)


def day(number: int) -> date:
    return date(2026, 11, 1) + timedelta(number - 1)


def at(number: int) -> dict[str, Any]:
    return {"day": day(number), "recorded": f"2026-11-{number:02}T10:00:00Z"}


def opened(on: int, text: str = FIRST) -> Opened:
    return Opened(**at(on), fingerprint=text, awaited=BOTH)


def agreed(on: int, who: Awaited, text: str = FIRST, name: str = "") -> Agreed:
    return Agreed(
        **at(on), fingerprint=text, key=who.key, position=who.position, name=name or who.name
    )


def returned(on: int, who: Awaited, text: str = FIRST) -> Returned:
    return Returned(
        **at(on), fingerprint=text, key=who.key, position=who.position, name=who.name,
        reason="Немає строків.",
    )  # fmt: skip


def published(on: int, version: int = 1, text: str = FIRST, in_force: int = 0) -> Published:
    return Published(
        **at(on), version=version, fingerprint=text, approver=Approver("Директор", "Олена Коваль"),
        in_force=day(in_force or on), files=(), retention=Retention("Перелік № 578/5", 75),
    )  # fmt: skip


def withdrawn(on: int, version: int = 0) -> Withdrawn:
    return Withdrawn(**at(on), version=version, reason="Помилка.")


def remark(on: int) -> Remark:
    return Remark(**at(on), fingerprint=FIRST, clause="archive", text="Як довго?", author="Юрист")


def acknowledged(on: int, version: int, employee: str) -> Acknowledged:
    return Acknowledged(**at(on), version=version, employee=employee, how="підпис")


def chained(*contents: Content) -> tuple[Record, ...]:
    records: list[Record] = []
    for number, content in enumerate(contents, 1):
        records.append(make(content, "clerk", tuple(r.hash for r in records[-1:]), number))
    return tuple(records)


def nothing_known(fingerprint: str) -> tuple[Edit, ...]:
    raise AssertionError(f"nobody has to compare with {fingerprint}")


def edits(**by_text: tuple[Edit, ...]) -> Callable[[str], tuple[Edit, ...]]:
    """What differs from the first, the second or the third text."""
    texts = {FIRST: "first", SECOND: "second", THIRD: "third"}
    return lambda fingerprint: by_text[texts[fingerprint]]


def stands(
    *contents: Content,
    text: str = FIRST,
    on: int = 28,
    changed: Callable[[str], tuple[Edit, ...]] = nothing_known,
    required: tuple[Awaited, ...] = BOTH,
) -> Status:
    return status(chained(*contents), required, text, day(on), changed)


# The way of a text


def test_a_text_without_any_decision_is_a_draft_that_lacks_all_agreements() -> None:
    found = stands()
    assert found.state is State.DRAFT
    assert found.missing == BOTH
    assert found.waiting == ()
    assert found.in_force is None
    assert found.next_version == 1


WAY: tuple[tuple[Content, State], ...] = (
    (opened(1), State.IN_REVIEW),
    (agreed(2, HR), State.IN_REVIEW),
    (agreed(3, LEGAL), State.AGREED),
    (published(4), State.PUBLISHED),
)


@pytest.mark.parametrize("steps", range(1, 5))
def test_a_text_goes_from_review_to_agreement_to_publication(steps: int) -> None:
    found = stands(*(content for content, _ in WAY[:steps]))
    assert found.state is WAY[steps - 1][1]


@pytest.mark.parametrize("steps", range(1, 5))
def test_any_past_day_can_be_asked_for(steps: int) -> None:
    everything = [content for content, _ in WAY]
    asked, then = stands(*everything, on=steps), stands(*everything[:steps], on=steps)
    assert replace(asked, next_version=then.next_version) == then


def test_a_later_record_gives_its_number_to_no_other_version() -> None:
    assert stands(published(9, 4), on=3).next_version == 5


def test_without_required_agreements_an_open_review_is_agreed_and_a_draft_stays_one() -> None:
    assert stands(required=()).state is State.DRAFT
    assert stands(opened(1), required=()).state is State.AGREED
    assert not blockers(stands(required=()))


def test_the_signers_of_the_workspace_count_and_not_those_of_the_packet() -> None:
    safety = Awaited("safety", "Інженер з охорони праці")
    found = stands(opened(1), agreed(2, HR), agreed(2, LEGAL), required=(HR, safety))
    assert found.missing == (safety,)
    assert [verdict.decision.key for verdict in found.verdicts] == ["hr"]


# Agreements and edits


def test_an_agreement_outlives_minor_edits_and_lists_them() -> None:
    found = stands(
        opened(1), agreed(2, HR), agreed(3, LEGAL), text=SECOND, changed=edits(first=(TYPO,))
    )
    assert found.state is State.AGREED
    assert [verdict.minor for verdict in found.verdicts] == [(TYPO,), (TYPO,)]
    assert found.since_opened == (TYPO,)


def test_a_significant_edit_voids_an_agreement_and_is_named() -> None:
    found = stands(
        opened(1), agreed(2, HR), agreed(3, LEGAL, SECOND), text=SECOND,
        changed=edits(first=(TYPO, NEW_DUTY)),
    )  # fmt: skip
    void, good = found.verdicts
    assert (void.valid, void.voided_by, void.minor) == (False, (NEW_DUTY,), (TYPO,))
    assert (good.valid, good.voided_by, good.minor) == (True, (), ())
    assert found.state is State.IN_REVIEW
    assert found.missing == (HR,)
    assert found.waiting == (Waiting(HR, day(2)),)


def test_an_agreement_is_good_again_when_the_text_is_what_it_was() -> None:
    decisions = opened(1), agreed(2, HR), agreed(3, LEGAL)
    assert stands(*decisions, text=SECOND, changed=edits(first=(NEW_DUTY,))).missing == BOTH
    assert stands(*decisions, text=FIRST).state is State.AGREED


def test_the_latest_decision_of_a_signer_wins() -> None:
    assert stands(opened(1), agreed(2, HR), returned(3, HR), required=(HR,)).missing == (HR,)
    found = stands(opened(1), returned(2, HR), agreed(3, HR), required=(HR,))
    assert found.state is State.AGREED
    assert len(found.verdicts) == 1


def test_a_return_holds_until_the_signer_agrees_whoever_else_does() -> None:
    found = stands(opened(1), returned(2, HR), agreed(3, LEGAL))
    assert found.state is State.IN_REVIEW
    assert found.missing == (HR,)
    assert [verdict.returns for verdict in found.verdicts] == [True, False]


def test_a_return_of_a_text_that_was_changed_since_is_no_return_of_the_new_one() -> None:
    found = stands(
        opened(1), returned(2, HR), opened(5, SECOND), text=SECOND, required=(HR,),
        changed=edits(first=(NEW_DUTY,)),
    )  # fmt: skip
    (verdict,) = found.verdicts
    assert not verdict.returns
    assert found.waiting == (Waiting(HR, day(5)),)


def test_who_has_not_decided_is_waited_for_since_the_review_began() -> None:
    found = stands(opened(1), returned(2, HR), opened(3))
    assert found.waiting == (Waiting(HR, day(3)), Waiting(LEGAL, day(1)))
    assert found.opened is not None
    assert found.opened.day == day(3)


def test_who_agreed_before_any_packet_was_sent_has_begun_the_review() -> None:
    found = stands(agreed(2, HR))
    assert found.state is State.IN_REVIEW
    assert found.waiting == (Waiting(LEGAL, day(2)),)


def test_texts_are_compared_once_for_all_who_decided_on_one() -> None:
    asked: list[str] = []

    def changed(fingerprint: str) -> tuple[Edit, ...]:
        asked.append(fingerprint)
        return (TYPO,)

    stands(opened(1), agreed(2, HR), agreed(3, LEGAL), text=SECOND, changed=changed)
    assert asked == [FIRST]


def test_while_the_present_text_is_not_known_that_decided_upon_last_is_meant() -> None:
    found = stands(opened(1), agreed(2, HR), opened(3, SECOND), agreed(4, LEGAL, SECOND), text="")
    assert found.fingerprint == SECOND
    assert [verdict.valid for verdict in found.verdicts] == [False, True]
    assert stands(published(4), text="").state is State.PUBLISHED
    assert stands(text="").state is State.DRAFT


# Rounds


@pytest.mark.parametrize("end", [withdrawn(4), published(4)])
def test_what_was_agreed_before_a_round_ended_does_not_count_for_the_next(end: Content) -> None:
    before = opened(1), agreed(2, HR), agreed(3, LEGAL), end
    found = stands(*before, text=SECOND)
    assert (found.state, found.verdicts, found.opened) == (State.DRAFT, (), None)
    again = stands(*before, opened(5, SECOND), agreed(6, HR, SECOND), text=SECOND)
    assert again.state is State.IN_REVIEW
    assert again.waiting == (Waiting(LEGAL, day(5)),)


def test_withdrawing_a_version_leaves_the_open_review_alone() -> None:
    found = stands(published(1), opened(2, SECOND), withdrawn(3, 1), text=SECOND)
    assert found.state is State.IN_REVIEW


def test_an_edit_after_publication_is_a_draft_and_the_version_stays_in_force() -> None:
    found = stands(*(content for content, _ in WAY), text=SECOND)
    assert found.state is State.DRAFT
    assert found.in_force is not None
    assert found.in_force.version == 1
    assert found.next_version == 2


# Versions


def states(*contents: Content, on: int = 28) -> list[str]:
    return [f"{v.published.version} {v.state}" for v in stands(*contents, on=on).versions]


def test_a_version_is_scheduled_until_its_day_and_replaces_the_former_on_it() -> None:
    versions = published(1), published(5, 2, SECOND, in_force=10)
    assert states(*versions, on=4) == ["1 published"]
    assert states(*versions, on=9) == ["1 published", "2 scheduled"]
    assert states(*versions, on=10) == ["1 superseded", "2 published"]
    assert stands(*versions, on=9, text=SECOND).state is State.SCHEDULED
    assert stands(*versions, on=9, text=FIRST).state is State.PUBLISHED
    assert stands(*versions, on=10, text=FIRST).state is State.DRAFT


def test_of_two_versions_of_one_day_the_later_one_is_in_force() -> None:
    assert states(published(1), published(1, 2)) == ["1 superseded", "2 published"]


def test_a_version_withdrawn_while_in_force_leaves_none_in_force() -> None:
    versions = published(1), published(5, 2, SECOND), withdrawn(8, 2)
    assert states(*versions) == ["1 superseded", "2 withdrawn"]
    assert stands(*versions, text=SECOND).state is State.DRAFT
    assert stands(*versions).in_force is None
    assert states(*versions, on=7) == ["1 superseded", "2 published"]
    assert stands(*versions).next_version == 3


def test_a_version_withdrawn_before_its_day_replaces_none() -> None:
    versions = published(1), published(5, 2, SECOND, in_force=10), withdrawn(8, 2)
    assert states(*versions) == ["1 published", "2 withdrawn"]


# Remarks, acknowledgements, blockers


def test_a_remark_is_open_until_it_is_answered_and_blocks() -> None:
    before = chained(opened(1), agreed(2, HR), agreed(2, LEGAL), remark(3))
    answer = Resolved(**at(5), remark=before[-1].hash, how="75 років.", by="Оксана Лисенко")
    asked = status(before, BOTH, FIRST, day(28), nothing_known)
    assert asked.remarks == before[-1:]
    assert blockers(asked)
    assert blockers(asked).missing == ()
    records = (*before, make(answer, "clerk", (before[-1].hash,), 5))
    assert status(records, BOTH, FIRST, day(4), nothing_known).remarks == before[-1:]
    answered = status(records, BOTH, FIRST, day(5), nothing_known)
    assert answered.remarks == ()
    assert not blockers(answered)


def test_missing_agreements_block_with_position_and_name() -> None:
    assert blockers(stands(opened(1), agreed(2, HR))).missing == (LEGAL,)


def test_acknowledged_is_each_employee_once_and_of_the_version_in_force() -> None:
    records = (
        published(1), acknowledged(2, 1, "Ірина"), acknowledged(3, 1, "Степан"), acknowledged(4, 1, "Ірина"),
        published(5, 2, SECOND), acknowledged(6, 2, "Степан"),
    )  # fmt: skip
    then = stands(*records, on=4).acknowledged
    assert [(each.employee, each.day) for each in then] == [("Ірина", day(2)), ("Степан", day(3))]
    assert [each.employee for each in stands(*records).acknowledged] == ["Степан"]
    assert stands(acknowledged(1, 1, "Ірина")).acknowledged == ()


# Whatever happens

CONTENTS = st.one_of(
    *(
        st.builds(make_one, st.integers(1, 28), *more)
        for make_one, *more in (
            (opened, st.sampled_from((FIRST, SECOND))),
            (agreed, st.sampled_from(BOTH), st.sampled_from((FIRST, SECOND))),
            (returned, st.sampled_from(BOTH), st.sampled_from((FIRST, SECOND))),
            (published, st.integers(1, 4), st.sampled_from((FIRST, SECOND)), st.integers(1, 28)),
            (withdrawn, st.integers(0, 4)),
            (remark,),
            (acknowledged, st.integers(1, 4), st.sampled_from(("Ірина", "Степан"))),
        )
    )
)


@given(st.lists(CONTENTS, max_size=12), st.sampled_from((FIRST, SECOND, "")), st.integers(1, 28))
def test_no_order_of_decisions_makes_a_status_that_contradicts_itself(
    contents: list[Content], text: str, on: int
) -> None:
    found = stands(*contents, text=text, on=on, changed=lambda _: (NEW_DUTY,))
    assert sum(version.state is State.PUBLISHED for version in found.versions) <= 1
    assert (found.state is State.AGREED) <= (not found.missing)
    assert {each.signer for each in found.waiting} <= set(found.missing)
    assert all(each.since <= day(on) for each in found.waiting)
    agreeing = {verdict.decision.key for verdict in found.verdicts if verdict.agrees}
    assert {signer.key for signer in found.missing} == {"hr", "legal"} - agreeing
    known = {each.version for each in contents if isinstance(each, Published)}
    assert found.next_version not in known
    if found.state is State.PUBLISHED:
        assert found.in_force is not None
        assert found.in_force.fingerprint == found.fingerprint
