"""How the parts of a role are laid on each other; every clause keeps the file and line it came from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.issue import Code, Issue, IssueError, Location
from generator.model.resolved import Entry, ResolvedClause, ResolvedGroup
from generator.source.sections import MAX_CLAUSES
from tests.workspace import resolved

TITLE = "title: Діловод\n"


def role(body: str, extends: str = "_base") -> str:
    return f"{TITLE}extends: [{extends}]\n{body}"


def outline(entries: tuple[Entry, ...]) -> str:
    """Ids in their order; those of a group in brackets after it."""
    return " ".join(
        f"{entry.id}({' '.join(item.id for item in entry.items)})"
        if isinstance(entry, ResolvedGroup)
        else entry.id
        for entry in entries
    )


def duties(root: Path, files: Mapping[str, str]) -> str:
    return outline(resolved(root, "clerk", files).sections["duties"])


def issues(root: Path, files: Mapping[str, str]) -> list[Issue]:
    with pytest.raises(IssueError) as raised:
        resolved(root, "clerk", files)
    return list(raised.value.issues)


def only(root: Path, files: Mapping[str, str]) -> tuple[Code, str, dict[str, str]]:
    """The one issue: its code, its place as file:line, its values."""
    (found,) = issues(root, files)
    assert found.location is not None
    return found.code, f"{found.location.file}:{found.location.line}", dict(found.values)


def clause(root: Path, files: Mapping[str, str], clause_id: str) -> ResolvedClause:
    return next(c for c in resolved(root, "clerk", files).clauses() if c.id == clause_id)


# Order


def test_parts_are_laid_from_left_to_right_and_the_role_itself_last(tmp_path: Path) -> None:
    files = {
        "_a": "duties: [{id: a, text: А.}]\n",
        "_b": "duties: [{id: b, text: Б.}]\n",
        "clerk": role("duties: [{id: own, text: В.}]\n", "_b, _a"),
    }
    assert duties(tmp_path, files) == "b a own"
    assert resolved(tmp_path, "clerk", files).parts == (
        "roles/_b.yaml",
        "roles/_a.yaml",
        "roles/clerk.yaml",
    )


def test_a_part_comes_after_the_parts_it_extends(tmp_path: Path) -> None:
    files = {
        "_deep": "duties: [{id: deep, text: А.}]\n",
        "_middle": "extends: [_deep]\nduties: [{id: middle, text: Б.}]\n",
        "clerk": role("duties: [{id: own, text: В.}]\n", "_middle"),
    }
    assert duties(tmp_path, files) == "deep middle own"


def test_a_part_two_others_share_counts_once_where_it_comes_first(tmp_path: Path) -> None:
    files = {
        "_base": "duties: [{id: base, text: А.}]\n",
        "_left": "extends: [_base]\nduties: [{id: left, text: Б.}]\n",
        "_right": "extends: [_base]\nduties: [{id: right, text: В.}]\n",
        "clerk": role("duties: [{id: own, text: Г.}]\n", "_left, _right"),
    }
    assert duties(tmp_path, files) == "base left right own"


def test_a_role_extends_another_role_with_all_that_one_inherits(tmp_path: Path) -> None:
    files = {
        "_base": "duties: [{id: base, text: А.}]\n",
        "senior": "title: Старший діловод\nextends: [_base]\nduties: [{id: senior, text: Б.}]\n",
        "clerk": role("duties: [{id: own, text: В.}]\n", "senior"),
    }
    assert duties(tmp_path, files) == "base senior own"


def test_a_part_in_a_folder_is_named_by_its_path(tmp_path: Path) -> None:
    files = {"_shared/office": "duties: [{id: a, text: А.}]\n", "clerk": role("", "_shared/office")}
    assert duties(tmp_path, files) == "a"


def test_what_is_marked_last_stands_at_the_end_in_its_own_order(tmp_path: Path) -> None:
    files = {
        "_base": (
            "duties:\n- {id: a, text: А., last: true}\n"
            "- {group: Г, id: g, last: true, items: [{id: b, text: Б.}]}\n"
        ),
        "clerk": role(
            "duties: [{id: own, text: В.}, {group: Г, id: g, items: [{id: c, text: Д.}]}]\n"
        ),
    }
    assert duties(tmp_path, files) == "own a g(b c)"


# Replacing, removing, placing

BASE = """\
duties:
  - {id: a, text: А.}
  - id: g
    group: Група
    items:
      - {id: b, text: Б.}
      - {id: c, text: В.}
  - {id: d, text: Г.}
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("duties: [{id: a, text: Інше.}]", "a g(b c) d"),
        ("duties: [{id: b, text: Інше.}]", "a g(b c) d"),
        ("duties: [{id: g, group: Інша назва, items: [{id: c, text: Інше.}]}]", "a g(b c) d"),
        ("duties: [{id: g, group: Група, items: [{id: e, text: Нове.}]}]", "a g(b c e) d"),
        ("duties: [{group: Група, items: [{id: e, text: Нове.}]}]", "a g(b c e) d"),
        ("duties: [{group: Нова, id: n, items: [{id: e, text: Нове.}]}]", "a g(b c) d n(e)"),
        ("remove: [a]", "g(b c) d"),
        ("remove: [b]", "a g(c) d"),
        ("remove: [g]", "a d"),
        ("remove: [b, c]", "a d"),
        ("remove: [a, g, d]", ""),
        ("remove: [a]\nduties: [{id: a, text: Нове.}]", "g(b c) d a"),
        ("duties: [{id: e, text: Нове., after: a}]", "a e g(b c) d"),
        ("duties: [{id: e, text: Нове., after: b}]", "a g(b e c) d"),
        ("duties: [{id: e, text: Нове., after: g}]", "a g(b c) e d"),
        ("duties: [{id: e, text: Нове., after: d}]", "a g(b c) d e"),
        ("duties: [{id: a, text: Інше., after: d}]", "g(b c) d a"),
        ("duties: [{id: a, text: Інше., after: c}]", "g(b c a) d"),
        ("duties: [{id: b, text: Інше., after: a}]", "a b g(c) d"),
        ("duties: [{id: b, text: Інше., after: g}]", "a g(c) b d"),
        ("duties: [{id: a, text: Інше., after: a}]", "a g(b c) d"),
        ("duties: [{id: e, text: Е., after: a}, {id: f, text: Є., after: e}]", "a e f g(b c) d"),
        ("duties: [{id: e, text: Е., after: a}, {id: f, text: Є., after: a}]", "a f e g(b c) d"),
    ],
    ids=[
        "replace-clause", "replace-in-group", "rename-group", "add-to-group-by-id",
        "add-to-group-by-title", "new-group", "remove-clause", "remove-in-group", "remove-group",
        "remove-all-of-a-group", "remove-everything", "remove-and-write-anew", "after-clause",
        "after-in-group", "after-group", "after-last", "move-to-end", "move-into-group",
        "move-out-of-group", "move-behind-its-group", "after-itself", "after-a-new-one",
        "twice-after-the-same",
    ],
)  # fmt: skip
def test_a_role_changes_what_it_inherits(tmp_path: Path, body: str, expected: str) -> None:
    assert duties(tmp_path, {"_base": BASE, "clerk": role(f"{body}\n")}) == expected


def test_a_replaced_clause_has_the_new_text_and_nothing_of_the_old_one(tmp_path: Path) -> None:
    files = {
        "_base": "duties: [{id: a, text: Старе., basis: Закон, competencies: [crm], significant: false}]\n",
        "clerk": role("duties: [{id: a, text: Нове.}]\n"),
    }
    found = clause(tmp_path, files, "a")
    assert (found.text, found.basis, found.competencies, found.significant) == (
        "Нове.",
        "",
        (),
        True,
    )


def test_a_renamed_group_has_the_new_title(tmp_path: Path) -> None:
    body = "duties: [{id: g, group: Інша назва, items: [{id: e, text: Е.}]}]\n"
    entries = resolved(tmp_path, "clerk", {"_base": BASE, "clerk": role(body)}).sections["duties"]
    assert [e.text for e in entries if isinstance(e, ResolvedGroup)] == ["Інша назва"]


def test_the_last_of_several_replacements_wins(tmp_path: Path) -> None:
    files = {
        "_base": "duties: [{id: a, text: Перше.}]\n",
        "_over": "extends: [_base]\nduties: [{id: a, text: Друге.}]\n",
        "clerk": role("duties: [{id: a, text: Третє.}]\n", "_over"),
    }
    assert clause(tmp_path, files, "a").text == "Третє."


@pytest.mark.parametrize(
    ("body", "line", "suggestion"),
    [
        ("remove: [bb]", 3, "b"),
        ("remove: [zzz]", 3, None),
        ("duties: [{id: e, text: Е., after: gg}]", 3, "g"),
        ("rights: [{id: e, text: Е., after: a}]", 3, None),
    ],
    ids=["remove-close", "remove-far", "after-close", "after-in-another-section"],
)
def test_an_unknown_clause_is_named_with_the_nearest_one(
    tmp_path: Path, body: str, line: int, suggestion: str | None
) -> None:
    code, place, values = only(tmp_path, {"_base": BASE, "clerk": role(f"{body}\n")})
    assert (code, place) == (Code.CLAUSE_UNKNOWN, f"roles/clerk.yaml:{line}")
    assert values.get("suggestion") == suggestion


def test_an_unknown_clause_without_a_near_one_comes_with_those_most_like_it(tmp_path: Path) -> None:
    body = "duties: [{id: clause-x, text: Е.}, {id: y, text: Є.}]\nremove: [zzz]\n"
    _, _, values = only(tmp_path, {"_base": BASE, "clerk": role(body)})
    assert "suggestion" not in values
    # Of the file itself nothing can be removed, so nothing of it is offered.
    assert set(values["known"].split(", ")) <= set("abcdg")
    assert values["known"]


def test_an_unknown_place_is_named_at_the_value(tmp_path: Path) -> None:
    roles = {
        "clerk": "title: Т\nduties:\n  - {id: e, text: Е.}\n  - id: f\n    text: Є.\n    after: x\n"
    }
    with pytest.raises(IssueError) as raised:
        resolved(tmp_path, "clerk", roles)
    (found,) = raised.value.issues
    assert found.location is not None
    assert (found.location.line, found.location.column) == (6, 12)
    assert dict(found.values)["known"] == "e"


@pytest.mark.parametrize(
    "own",
    ["duties: [{id: e, text: Е.}]", "duties: [{group: Г, items: [{id: e, text: Е.}]}]", "laws: [{id: e, text: Е.}]"],
    ids=["clause", "in-a-group", "other-list"],
)  # fmt: skip
def test_removing_a_clause_of_the_file_itself_has_words_of_its_own(
    tmp_path: Path, own: str
) -> None:
    code, _, values = only(tmp_path, {"_base": BASE, "clerk": role(f"remove: [e]\n{own}\n")})
    assert (code, values["clause"], values["line"]) == (Code.REMOVE_OWN, "e", "4")


# Readonly and significant

READONLY = """\
# Спільна частина
duties:
  - id: g
    group: Група
    items:
      - id: a
        text: А.
        readonly: true
"""


@pytest.mark.parametrize(
    "body",
    [
        "duties: [{id: a, text: Інше.}]",
        "remove: [a]",
        "remove: [g]",
        "duties: [{id: g, group: Група, items: [{id: a, text: Інше.}]}]",
    ],
    ids=["replace", "remove", "remove-group", "replace-in-group"],
)
def test_a_readonly_clause_is_not_changed_and_both_places_are_named(
    tmp_path: Path, body: str
) -> None:
    code, place, values = only(tmp_path, {"_base": READONLY, "clerk": role(f"{body}\n")})
    assert code is Code.READONLY_OVERRIDE
    assert place == "roles/clerk.yaml:3"
    assert values == {"clause": "a", "first": "roles/_base.yaml:6"}


def test_a_part_in_between_may_make_a_clause_readonly(tmp_path: Path) -> None:
    files = {
        "_base": "duties: [{id: a, text: А.}]\n",
        "_over": "extends: [_base]\nduties: [{id: a, text: Б., readonly: true}]\n",
        "clerk": role("duties: [{id: a, text: В.}]\n", "_over"),
    }
    assert only(tmp_path, files)[2]["first"] == "roles/_over.yaml:2"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", True),
        (", significant: true", True),
        (", significant: false", False),
        (", readonly: true", True),
        (", significant: false, readonly: true", True),
        (", significant: ні", False),
    ],
)
def test_readonly_implies_significant(tmp_path: Path, written: str, expected: bool) -> None:
    files = {"clerk": f"{TITLE}duties: [{{id: a, text: А.{written}}}]\n"}
    assert clause(tmp_path, files, "a").significant is expected


# Ids


def test_a_clause_without_an_id_gets_one_from_its_first_words(tmp_path: Path) -> None:
    files = {
        "clerk": f"{TITLE}duties: [Веде базу даних клієнтів щодня., {{group: Інше, items: [Пише.]}}]\n"
    }
    assert duties(tmp_path, files) == "vede-bazu-danykh-kliientiv-shchodnia inshe(pyshe)"


def test_ids_of_clauses_without_one_are_unique_in_the_whole_document(tmp_path: Path) -> None:
    files = {
        "_base": "duties: [Пише листи.]\n",
        "clerk": role(
            "duties: [Пише листи.]\nrights: [Пише листи.]\nknowledge: [Purpose]\npurpose: Мета.\n"
        ),
    }
    found = [each.id for each in resolved(tmp_path, "clerk", files).clauses()]
    assert sorted(found) == [
        "purpose",
        "purpose-2",
        "pyshe-lysty",
        "pyshe-lysty-2",
        "pyshe-lysty-3",
    ]


def test_ids_of_clauses_without_one_stay_when_others_are_added(tmp_path: Path) -> None:
    before = duties(tmp_path, {"clerk": f"{TITLE}duties: [Пише листи., Шле листи.]\n"})
    after = duties(
        tmp_path, {"clerk": f"{TITLE}duties: [Читає., Пише листи., Ріже., Шле листи.]\n"}
    )
    assert before == "pyshe-lysty shle-lysty"
    assert after == "chytaie pyshe-lysty rizhe shle-lysty"


@pytest.mark.parametrize(
    ("body", "first", "second"),
    [
        ("duties:\n- {id: a, text: А.}\n- {id: a, text: Б.}\n", 3, 4),
        ("duties:\n- {id: a, text: А.}\nrights:\n- {id: a, text: Б.}\n", 3, 5),
        ("duties:\n- {id: a, text: А.}\n- {id: a, group: Г, items: [Б.]}\n", 3, 4),
        ("duties:\n- {id: g, group: Г, items: [{id: g, text: Б.}]}\n", 3, 3),
        ("purpose: Мета.\nduties:\n- {id: purpose, text: А.}\n", 2, 4),
        ("duties:\n- {id: a, text: А.}\nrequirements:\n  software:\n  - {id: a, text: Б.}\n", 3, 6),
    ],
    ids=[
        "section",
        "two-sections",
        "clause-and-group",
        "group-and-item",
        "sentence",
        "requirements",
    ],
)
def test_an_id_used_twice_is_named_with_both_places(
    tmp_path: Path, body: str, first: int, second: int
) -> None:
    code, place, values = only(tmp_path, {"clerk": TITLE + body})
    assert code is Code.ID_DUPLICATE
    assert (values["first"], place) == (f"roles/clerk.yaml:{first}", f"roles/clerk.yaml:{second}")


def test_an_id_used_twice_in_two_files_and_sections_is_an_issue(tmp_path: Path) -> None:
    files = {
        "_base": "rights: [{id: a, text: А.}]\n",
        "clerk": role("duties: [{id: a, text: Б.}]\n"),
    }
    code, _, values = only(tmp_path, files)
    assert code is Code.ID_DUPLICATE
    assert values["id"] == "a"


# Where everything comes from


def test_every_clause_remembers_the_file_and_line_that_wrote_it_last(tmp_path: Path) -> None:
    files = {
        "_base": "# Спільне\nduties:\n  - А.\n  - id: b\n    text: >-\n      Б\n      б.\n",
        "clerk": role(
            "duties:\n"
            "  - id: c\n    text: В.\n"
            "  - group: Г\n    items:\n      - Ґ.\n"
            "purpose: Мета.\n"
            "requirements:\n  education: Освіта.\n  other: [Інше.]\n"
            "working_conditions: {place: Місце.}\n"
        ),
    }
    role_ = resolved(tmp_path, "clerk", files)
    origins = {
        c.text: f"{c.origin.file}:{c.origin.line}:{c.origin.column}" for c in role_.clauses()
    }
    assert origins == {
        "А.": "roles/_base.yaml:3:5",
        "Б б.": "roles/_base.yaml:4:5",
        "В.": "roles/clerk.yaml:4:5",
        "Ґ.": "roles/clerk.yaml:8:9",
        "Мета.": "roles/clerk.yaml:9:10",
        "Освіта.": "roles/clerk.yaml:11:14",
        "Інше.": "roles/clerk.yaml:12:11",
        "Місце.": "roles/clerk.yaml:13:29",
    }


def test_a_replaced_clause_remembers_the_new_place(tmp_path: Path) -> None:
    files = {"_base": BASE, "clerk": role("duties: [{id: a, text: Інше.}]\n")}
    found = clause(tmp_path, files, "a").origin
    assert (found.file, found.line) == ("roles/clerk.yaml", 3)
    assert found.excerpt == "duties: [{id: a, text: Інше.}]"


def test_rows_of_tables_remember_their_places(tmp_path: Path) -> None:
    body = "relations:\n  - {with: Бухгалтерія}\nindicators:\n  - {name: Строки}\n"
    role_ = resolved(tmp_path, "clerk", {"clerk": TITLE + body})
    places = [row.origin for row in (*role_.relations, *role_.indicators)]
    assert [(place.file, place.line) for place in places] == [
        ("roles/clerk.yaml", 3),
        ("roles/clerk.yaml", 5),
    ]


# Single values, rows, signers


def test_rows_are_replaced_in_place_by_their_first_cell(tmp_path: Path) -> None:
    files = {
        "_base": (
            "relations: [{with: Склад, receives: А}, {with: Каса, receives: Б}]\n"
            "indicators: [{name: Строки, target: '1'}, {name: Якість}]\n"
        ),
        "clerk": role(
            "relations: [{with: Склад, provides: В}, {with: Архів}]\n"
            "indicators: [{name: Якість, target: '2', unit: '%', period: рік}]\n"
        ),
    }
    role_ = resolved(tmp_path, "clerk", files)
    assert [row.cells for row in role_.relations] == [
        ("Склад", "", "В", ""),
        ("Каса", "Б", "", ""),
        ("Архів", "", "", ""),
    ]
    assert [row.cells for row in role_.indicators] == [
        ("Строки", "", "1", ""),
        ("Якість", "%", "2", "рік"),
    ]


INHERITED = """\
title: Старший діловод
cases: {genitive: старшого діловода!}
gender: feminine
classification: {code: "4144"}
department: Канцелярія
reports_to: Директор
supervises: [Кур’єр]
substituted_by: Секретар
variables: {a: "1", b: "2"}
purpose: Мета.
working_conditions: {place: Місце., travel: Поїздки.}
competencies: [{id: crm, level: 2}, {id: law, level: 3}]
career: {from: [Стажер], to: [Директор]}
signers: {develop: {position: Завідувач}}
"""


def test_a_role_inherits_what_describes_the_work_but_not_its_place_among_others(
    tmp_path: Path,
) -> None:
    role_ = resolved(tmp_path, "clerk", {"senior": INHERITED, "clerk": role("", "senior")})
    assert (role_.position.title, dict(role_.position.cases), role_.position.gender) == (
        "Діловод",
        {},
        "",
    )
    assert role_.supervises == role_.career_from == role_.career_to == ()
    assert role_.classification is not None
    assert role_.classification.code == "4144"
    assert role_.department == "Канцелярія"
    assert role_.reports_to is not None
    assert role_.reports_to.title == "Директор"
    assert role_.substituted_by is not None
    assert role_.substituted_by.title == "Секретар"
    assert dict(role_.variables) == {"a": "1", "b": "2"}
    assert {key: c.text for key, c in role_.sentences.items()} == {
        "purpose": "Мета.",
        "place": "Місце.",
        "travel": "Поїздки.",
    }
    assert [(c.id, c.level) for c in role_.competencies] == [("crm", 2), ("law", 3)]
    assert role_.signers.develop is not None
    assert role_.signers.develop.position == "Завідувач"


def test_what_the_role_writes_itself_wins_value_by_value(tmp_path: Path) -> None:
    own = (
        'classification: {code: "3431"}\ndepartment: Секретаріат\nreports_to: Завідувач\n'
        "substituted_by: Архіваріус\nvariables: {b: '3', c: '4'}\nworking_conditions: {place: Тут.}\n"
        "competencies: [{id: law, level: 1}, {id: word, level: 4}]\n"
    )
    role_ = resolved(tmp_path, "clerk", {"senior": INHERITED, "clerk": role(own, "senior")})
    assert role_.classification is not None
    assert role_.classification.code == "3431"
    assert role_.department == "Секретаріат"
    assert role_.reports_to is not None
    assert role_.reports_to.title == "Завідувач"
    assert dict(role_.variables) == {"a": "1", "b": "3", "c": "4"}
    assert role_.sentences["place"].text == "Тут."
    assert role_.sentences["travel"].text == "Поїздки."
    assert [(c.id, c.level) for c in role_.competencies] == [("crm", 2), ("law", 1), ("word", 4)]


@pytest.mark.parametrize(
    ("own", "approve", "agree", "develop"),
    [
        ("", "Голова", ["hr"], None),
        ("signers: {develop: {position: Майстер}}\n", "Голова", ["hr"], "Майстер"),
        ("signers: {approve: {position: Президент}}\n", "Президент", ["hr"], None),
        ("signers: {agree: [{key: it, position: Адміністратор}]}\n", "Голова", ["it"], None),
        ("signers: {agree: []}\n", "Голова", [], None),
    ],
    ids=["inherited", "develop", "approve", "agree", "nobody-agrees"],
)
def test_signers_override_key_by_key(
    tmp_path: Path, own: str, approve: str, agree: list[str], develop: str | None
) -> None:
    base = "signers: {approve: {position: Голова}, agree: [{key: hr, position: Кадровик}]}\n"
    signers = resolved(tmp_path, "clerk", {"_base": base, "clerk": role(own)}).signers
    assert signers.approve is not None
    assert signers.approve.position == approve
    assert [one.key for one in signers.agree or ()] == agree
    assert (signers.develop.position if signers.develop else None) == develop


# Other roles


def test_a_position_named_by_a_role_id_has_that_roles_title_cases_and_gender(
    tmp_path: Path,
) -> None:
    files = {
        "boss": "title: Завідувачка канцелярії\ncases: {dative: завідувачці!}\ngender: feminine\n",
        "clerk": f"{TITLE}reports_to: boss\nsubstituted_by: boss\ncareer: {{to: [boss, Архіваріус]}}\n",
    }
    role_ = resolved(tmp_path, "clerk", files)
    for position in (role_.reports_to, role_.substituted_by, role_.career_to[0]):
        assert position is not None
        assert (position.title, position.role) == ("Завідувачка канцелярії", "boss")
        assert dict(position.cases) == {"dative": "завідувачці!"}
        assert position.gender == "feminine"
    assert (role_.career_to[1].title, role_.career_to[1].role) == ("Архіваріус", "")


def test_a_role_can_be_named_although_its_file_has_issues(tmp_path: Path) -> None:
    files = {"boss": "titel: Завідувачка\n", "clerk": f"{TITLE}reports_to: boss\n"}
    position = resolved(tmp_path, "clerk", files).reports_to
    assert position is not None
    assert (position.title, position.role) == ("boss", "boss")


def test_all_unknown_roles_are_named_with_their_places(tmp_path: Path) -> None:
    files = {
        "clerk": (
            f"{TITLE}reports_to: boss\nsupervises: [clerk, clark]\nsubstituted_by: nobody\n"
            "career:\n  from: [trainee]\n"
        )
    }
    found = issues(tmp_path, files)
    assert {one.code for one in found} == {Code.ROLE_UNKNOWN}
    named = [(dict(one.values), one.location or Location("")) for one in found]
    assert sorted(
        (place.line, values["role"], values.get("suggestion", "")) for values, place in named
    ) == [
        (2, "boss", ""),
        (3, "clark", "clerk"),
        (4, "nobody", ""),
        (6, "trainee", ""),
    ]


# Limits


@pytest.mark.parametrize(("count", "allowed"), [(MAX_CLAUSES, True), (MAX_CLAUSES + 1, False)])
def test_a_file_has_at_most_a_thousand_clauses(tmp_path: Path, count: int, allowed: bool) -> None:
    lines = "".join(f"  - {{id: c{at}, text: Пише.}}\n" for at in range(count))
    files = {"clerk": f"{TITLE}duties:\n{lines}"}
    if allowed:
        assert len(resolved(tmp_path, "clerk", files).sections["duties"]) == count
    else:
        assert [one.code for one in issues(tmp_path, files)] == [Code.TOO_MANY_CLAUSES]


def test_a_thousand_clauses_without_ids_are_named_in_a_second(tmp_path: Path) -> None:
    import time

    lines = "  - Пише листи.\n" * MAX_CLAUSES
    begin = time.perf_counter()
    found = resolved(tmp_path, "clerk", {"clerk": f"{TITLE}duties:\n{lines}"})
    assert time.perf_counter() - begin < 5
    assert len({each.id for each in found.clauses()}) == MAX_CLAUSES
