"""Edits of clauses are written into the role's own file: only what was meant changes, and everything else stays."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.messages import LANGUAGES, say
from generator.review.editing.apply import Applied, plan_edits, write_edits
from generator.review.editing.edit import ClauseEdit, Kind
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from tests.workspace import write_workspace

HEAD = "# Голова файлу.\ntitle: Діловод   # за штатом\nextends: [_shared/base]\n"

SHARED = """\
purpose: Спільна мета.
general:
  - id: s-a
    text: Спільне перше.
  - id: s-b
    text: Спільне друге.
    significant: false
    competencies: [crm]
    basis: ст. 5
  - id: s-r
    text: Незмінне.
    readonly: true
duties:
  - id: s-g
    group: Спільна група
    items:
      - id: s-i
        text: Спільний пункт.
      - id: s-j
        text: Ще один.
"""


def planned(root: Path, role: str, edits: Sequence[ClauseEdit], shared: str = SHARED) -> Applied:
    workspace = write_workspace(root, {"_shared/base": shared})
    (root / "roles/clerk.yaml").write_bytes(role.encode())
    return plan_edits(RoleFiles(workspace), "clerk", edits)


def changed(entry_id: str, text: str) -> ClauseEdit:
    return ClauseEdit(Kind.CHANGED, entry_id, text)


def removed(entry_id: str) -> ClauseEdit:
    return ClauseEdit(Kind.REMOVED, entry_id)


def moved(entry_id: str, after: str = "", section: str = "") -> ClauseEdit:
    return ClauseEdit(Kind.MOVED, entry_id, "", after, section)


def added(text: str, after: str = "", section: str = "", entry_id: str = "") -> ClauseEdit:
    return ClauseEdit(Kind.ADDED, entry_id, text, after, section)


SPELLED = """\
duties:
  # про наради
  - id: folded   # згорнутий
    text: >-   # складений
      Готує наради
      та веде протоколи.

  - id: literal
    text: |
      Веде облік
      справ.
  - 'Пам''ятає
    все.'   # поруч
  - "Каже \\u2014 \\"так\\"."
  - id: plain
    text: Пише звичайний
      текст.
"""

TABLE = {
    "words in a folded text": (
        SPELLED,
        [changed("folded", "Готує щотижневі наради та веде протоколи.")],
        SPELLED.replace("Готує наради", "Готує щотижневі наради"),
    ),
    "words in a literal text": (
        SPELLED,
        [changed("literal", "Веде облік усіх справ.")],
        SPELLED.replace("      справ.", "      усіх справ."),
    ),
    "words over a break of lines": (
        SPELLED,
        [changed("plain", "Пише текст.")],
        SPELLED.replace("Пише звичайний\n", "Пише\n"),
    ),
    "a bare text in single quotes stays bare while its id does": (
        SPELLED.replace("все.'", "все й завжди, вдень і вночі.'"),
        [changed("pamiataie-vse-zavzhdy-vden-vnochi", "Пам'ятає все й завжди, вдень і вночі '!'.")],
        SPELLED.replace("все.'", "все й завжди, вдень і вночі ''!''.'"),
    ),
    "a bare text whose first words change keeps its id": (
        SPELLED,
        [changed("pamiataie-vse", "Не забуває нічого.")],
        SPELLED.replace(
            "  - 'Пам''ятає\n    все.'",
            "  - id: pamiataie-vse\n    text: 'Не\n      забуває нічого.'",
        ),
    ),
    "words beside escapes": (
        SPELLED,
        [changed("kazhe-tak", 'Каже — "так" і "ні".')],
        SPELLED.replace(
            '  - "Каже \\u2014 \\"так\\"."',
            '  - id: kazhe-tak\n    text: "Каже \\u2014 \\"так\\" і \\"ні\\"."',
        ),
    ),
    "a colon needs quotes": (
        "duties:\n  - id: one\n    text: Пише.  # поруч\n",
        [changed("one", "Пише: так.")],
        'duties:\n  - id: one\n    text: "Пише: так."  # поруч\n',
    ),
    "a long text is folded": (
        "duties:\n  - id: one\n    text: Пише.\n",
        [changed("one", "Пише " + "довгий " * 20 + "текст.")],
        "duties:\n  - id: one\n    text: >-\n"
        f"      Пише {'довгий ' * 13}довгий\n      {'довгий ' * 6}текст.\n",
    ),
    "an item of brackets": (
        "rights: [Просити, Вимагати]\n",
        [added("Кричати, так", after="prosyty"), removed("vymahaty")],
        'rights: [Просити, "Кричати, так"]\n',
    ),
    "an item with keys in brackets": (
        "rights: [{id: one, text: Просити}, {id: two, text: Вимагати}]\n",
        [changed("one", "Просити, так"), moved("one", after="two")],
        'rights: [{id: two, text: Вимагати}, {id: one, text: "Просити, так"}]\n',
    ),
    "an inherited clause keeps what else it had": (
        "",
        [changed("s-b", "Інакше.")],
        "general:\n  - id: s-b\n    text: Інакше.\n    significant: false\n"
        "    competencies: [crm]\n    basis: ст. 5\n",
    ),
    "an inherited clause of a group goes to the group that is there": (
        "duties:\n- group: Спільна група\n  items:\n  - Власний пункт.\n",
        [changed("s-j", "Ще інший.")],
        "duties:\n- group: Спільна група\n  items:\n  - id: s-j\n    text: Ще інший.\n"
        "  - Власний пункт.\n",
    ),
    "an inherited clause of a group without one is overridden in its section": (
        "",
        [changed("s-j", "Ще інший.")],
        "duties:\n  - id: s-j\n    text: Ще інший.\n",
    ),
    "an inherited clause is removed": ("", [removed("s-a")], "remove: [s-a]\n"),
    "one more inherited clause is removed": (
        "remove:\n  - s-a   # зайвий\n",
        [removed("s-b")],
        "remove:\n  - s-a   # зайвий\n  - s-b\n",
    ),
    "an override is removed": (
        "general:\n  - id: s-a\n    text: Інакше.\n  - Друге.\n",
        [removed("s-a")],
        "remove: [s-a]\ngeneral:\n  - Друге.\n",
    ),
    "a clause goes with its comments": (
        SPELLED,
        [removed("folded"), removed("pamiataie-vse")],
        SPELLED[: SPELLED.index("  # про")]
        + SPELLED[SPELLED.index("  - id: literal") : SPELLED.index("  - 'Пам")]
        + SPELLED[SPELLED.index('  - "Каже') :],
    ),
    "the last clause of a list goes with the key": (
        "# про права\nrights:\n  - Просити.\n\nknowledge:\n  - Усе.\n",
        [removed("prosyty")],
        "\nknowledge:\n  - Усе.\n",
    ),
    "the last clause of a group goes with the group": (
        "duties:\n  - group: Нова\n    items:\n      - Один.\n  - Два.\n",
        [removed("nova"), removed("odyn")],
        "duties:\n  - Два.\n",
    ),
    "the last of the requirements goes with them": (
        "rights:\n  - Так.\nrequirements:\n  languages:\n    - Українська.\n",
        [removed("ukrainska")],
        "rights:\n  - Так.\n",
    ),
    "those that stood behind a removed clause stand behind the one before": (
        "general:\n  - id: one\n    text: Один.\n    after: s-a\n"
        "  - id: two\n    text: Два.\n    after: one\n",
        [removed("one")],
        "general:\n  - id: two\n    text: Два.\n    after: s-a\n",
    ),
    "those that stood behind a removed inherited clause too": (
        "general:\n  - id: one\n    text: Один.\n    after: s-b\n",
        [removed("s-b")],
        "remove: [s-b]\ngeneral:\n  - id: one\n    text: Один.\n    after: s-a\n",
    ),
    "a new clause behind a bare one is bare": (
        "rights:\n  - Просити.\n  - Вимагати.   # так\n",
        [added("Кричати.", after="prosyty"), added("Мовчати.", after="vymahaty")],
        "rights:\n  - Просити.\n  - Кричати.\n  - Вимагати.   # так\n  - Мовчати.\n",
    ),
    "a new clause with an id": (
        "rights:\n    -   id: one\n        text: Просити.\n\n    -   id: two\n        text: Два.\n",
        [added("Кричати.", after="one", entry_id="shout")],
        "rights:\n    -   id: one\n        text: Просити.\n\n    -   id: shout\n        text: Кричати.\n\n"
        "    -   id: two\n        text: Два.\n",
    ),
    "a new clause behind an inherited one": (
        "",
        [added("Нове.", after="s-a"), added("Іще нове.", after="s-i")],
        "general:\n  - id: nove\n    text: Нове.\n    after: s-a\n"
        "duties:\n  - id: ishche-nove\n    text: Іще нове.\n    after: s-i\n",
    ),
    "a new clause within a chain": (
        "general:\n  - id: one\n    text: Один.\n    after: s-a\n"
        "  - id: two\n    text: Два.\n    after: one\n",
        [added("Між ними.", after="one", entry_id="mid")],
        "general:\n  - id: one\n    text: Один.\n    after: s-a\n"
        "  - id: mid\n    text: Між ними.\n    after: one\n"
        "  - id: two\n    text: Два.\n    after: mid\n",
    ),
    "a new clause before all inherited ones": (
        "",
        [added("Нове.", section="general")],
        "general:\n  - id: nove\n    text: Нове.\n    after: s-a\n"
        "  - id: s-a\n    text: Спільне перше.\n    after: nove\n",
    ),
    "a new clause first in a group": (
        "duties:\n  - group: Нова\n    items:\n      - Один.\n",
        [added("Нуль.", section="nova")],
        "duties:\n  - group: Нова\n    items:\n      - Нуль.\n      - Один.\n",
    ),
    "a list that was not there has its usual place": (
        "\nrights:\n  - Так.\n\nrequirements:\n  education: Вища.\n",
        [
            added("Закон.", section="laws", entry_id="act"),
            added("Усе.", section="knowledge"),
            added("Українська.", section="languages"),
        ],
        "\nlaws:\n  - id: act\n    text: Закон.\n\nrights:\n  - Так.\n\nknowledge:\n  - id: use\n"
        "    text: Усе.\n\nrequirements:\n  education: Вища.\n  languages:\n    - id: ukrainska\n"
        "      text: Українська.\n",
    ),
    "an own clause moves with its comments": (
        SPELLED,
        [moved("folded", after="literal")],
        "duties:\n  - id: literal\n    text: |\n      Веде облік\n      справ.\n"
        + SPELLED[SPELLED.index("  # про") : SPELLED.index("\n  - id: literal")]
        + SPELLED[SPELLED.index("  - 'Пам") :],
    ),
    "an own clause moves into a group": (
        "duties:\n  # так\n  - Нуль.\n  - group: Нова\n    items:\n      - Один.\n",
        [moved("nul", after="odyn")],
        "duties:\n  - group: Нова\n    items:\n      - Один.\n      # так\n      - Нуль.\n",
    ),
    "an own clause moves to another section": (
        "duties:\n  - id: one\n    text: >-\n      Один\n      раз.\n  - Два.\nrights:\n  - Так.\n",
        [moved("one", after="tak")],
        "duties:\n  - Два.\nrights:\n  - Так.\n  - id: one\n    text: >-\n      Один\n      раз.\n",
    ),
    "an inherited clause moves": (
        "",
        [moved("s-a", after="s-b")],
        "general:\n  - id: s-a\n    text: Спільне перше.\n    after: s-b\n",
    ),
    "an inherited clause moves to another section": (
        "rights:\n  - Так.\n",
        [moved("s-a", after="tak")],
        "remove: [s-a]\nrights:\n  - Так.\n  - id: s-a\n    text: Спільне перше.\n",
    ),
    "an own group moves": (
        "duties:\n  - group: Один\n    items:\n      - Перше.\n\n  - group: Два\n    items:\n      - Друге.\n",
        [moved("dva", after="s-g")],
        "duties:\n  - group: Два\n    items:\n      - Друге.\n\n  - group: Один\n    items:\n      - Перше.\n",
    ),
    "a heading": (
        'duties:\n  - id: nova\n    group: "Нова:"   # так\n    items:\n      - А.\n',
        [changed("nova", "Зовсім нова:")],
        'duties:\n  - id: nova\n    group: "Зовсім нова:"   # так\n    items:\n      - А.\n',
    ),
    "a heading without an id keeps the one it has had": (
        "duties:\n  - group: Нова\n    items:\n      - А.\n",
        [changed("nova", "Інша")],
        "duties:\n  - id: nova\n    group: Інша\n    items:\n      - А.\n",
    ),
    "an inherited heading": (
        "",
        [changed("s-g", "Інша")],
        "duties:\n  - id: s-g\n    group: Інша\n    items:\n      - id: s-i\n"
        "        text: Спільний пункт.\n",
    ),
    "sentences": (
        "purpose: Мета.\nworking_conditions: {schedule: Щодня.}\n",
        [
            changed("purpose", "Уся мета."),
            changed("schedule", "Щодня, так."),
            added("Вища.", entry_id="education"),
        ],
        'purpose: Уся мета.\nrequirements:\n  education: Вища.\nworking_conditions: {schedule: "Щодня, так."}\n',
    ),
    "a sentence is removed": (
        "requirements:\n  # освіта\n  education: Вища.\n  experience: Рік.\n",
        [removed("education")],
        "requirements:\n  experience: Рік.\n",
    ),
    "a repeated text is written out for the clause it changes in": (
        "rights:\n  - id: one\n    text: &same Просити.\n  - id: two\n    text: *same\n",
        [changed("two", "Вимагати.")],
        "rights:\n  - id: one\n    text: &same Просити.\n  - id: two\n    text: Вимагати.\n",
    ),
    "a text that others repeat is handed on to them": (
        "rights:\n  - id: one\n    text: &same Просити.\n  - id: two\n    text: *same\n"
        "  - id: three\n    text: *same\n",
        [changed("one", "Вимагати.")],
        "rights:\n  - id: one\n    text: Вимагати.\n  - id: two\n    text: &same Просити.\n"
        "  - id: three\n    text: *same\n",
    ),
}


@pytest.mark.parametrize(("before", "edits", "after"), TABLE.values(), ids=TABLE)
@pytest.mark.parametrize("shape", ["plain", "windows", "no last break"])
def test_only_what_was_meant_changes(
    before: str, edits: list[ClauseEdit], after: str, shape: str, tmp_path: Path
) -> None:
    before, after = HEAD + before, HEAD + after
    if shape == "windows":
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    elif shape == "no last break":
        before, after = before.rstrip("\n"), after.rstrip("\n")
    applied = planned(tmp_path, before, edits)
    assert applied.refused == ()
    assert [file.name for file in applied.files] == ["roles/clerk.yaml"]
    assert applied.files[0].after == after
    assert applied.done == tuple(edits)


REFUSED = {
    "an unknown clause": ("", changed("nobody", "Так."), "unknown"),
    "a clause that must not be changed": ("", changed("s-r", "Так."), "readonly"),
    "a clause that must not be removed": ("", removed("s-r"), "readonly"),
    "a clause that must not be moved": ("", moved("s-r", after="s-a"), "readonly"),
    "no text": ("", changed("s-a", " \u00a0"), "empty"),
    "too long a text": ("", changed("s-a", "так " * 1300), "too_long"),
    "a control character": ("", changed("s-a", "Так\x07."), "characters"),
    "an id that is taken": ("", added("Так.", after="s-a", entry_id="s-b"), "id_taken"),
    "an id that is none": ("", added("Так.", after="s-a", entry_id="Так"), "id_invalid"),
    "an unknown place": ("", added("Так.", after="nobody"), "no_place"),
    "no place": ("", added("Так."), "no_place"),
    "behind itself": ("", moved("s-a", after="s-a"), "no_place"),
    "the only clause of a group behind the group": (
        "duties:\n  - group: Нова\n    items:\n      - Один.\n",
        moved("odyn", after="nova"),
        "no_place",
    ),
    "before an inherited group": ("", added("Так.", section="duties"), "first"),
    "a heading with clauses under it": ("", removed("s-g"), "group_not_empty"),
    "an inherited group": ("rights: [Так.]\n", moved("s-g", after="tak"), "group_inherited"),
    "an inherited sentence": ("", removed("purpose"), "sentence_inherited"),
    "a clause that others refer to": (
        "rights:\n  - 'Див. {{ ref(\"s-a\") }}.'\n",
        removed("s-a"),
        "referred",
    ),
    "a reference to nothing": ("", changed("s-a", 'Див. {{ ref("nobody") }}.'), "refers"),
    "a list that is repeated": (
        "rights: &all\n  - id: one\n    text: Так.\nknowledge: []\n",
        added("Так.", after="nobody"),
        "no_place",
    ),
    "a clause that is repeated as a whole": (
        "rights:\n  - &one {text: Так.}\nknowledge:\n  - *one\n",
        changed("tak-2", "Ні."),
        "spelling",
    ),
    "a file in braces": (None, changed("s-a", "Ні."), "spelling"),
}


@pytest.mark.parametrize(("before", "edit", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_made_whole_is_refused(
    before: str | None, edit: ClauseEdit, reason: str, tmp_path: Path
) -> None:
    braces = "{title: Діловод, extends: [_shared/base]}\n"
    applied = planned(tmp_path, braces if before is None else HEAD + before, [edit])
    assert applied.files == ()
    assert applied.done == ()
    assert [(refusal.edit, refusal.reason) for refusal in applied.refused] == [
        (edit, f"edit.{reason}")
    ]
    for language in LANGUAGES:
        assert say(language, applied.refused[0].reason)


def test_a_heading_whose_clauses_are_overridden_or_readonly_cannot_be_changed(
    tmp_path: Path,
) -> None:
    shared = (
        "duties:\n  - id: g\n    group: Г\n    items:\n      - {id: i, text: І., readonly: true}\n"
    )
    applied = planned(tmp_path, HEAD, [changed("g", "Ґ")], shared)
    assert [refusal.reason for refusal in applied.refused] == ["edit.group_readonly"]


def test_the_others_are_made_when_one_is_refused(tmp_path: Path) -> None:
    edits = [changed("s-r", "Ні."), changed("s-a", "Так."), removed("s-b")]
    applied = planned(tmp_path, HEAD, edits)
    assert applied.done == tuple(edits[1:])
    assert applied.files[0].after == (
        f"{HEAD}remove: [s-b]\ngeneral:\n  - id: s-a\n    text: Так.\n"
    )


def test_a_clause_and_the_one_that_refers_to_it_go_together(tmp_path: Path) -> None:
    role = HEAD + "rights:\n  - id: one\n    text: 'Див. {{ ref(\"s-a\") }}.'\n"
    applied = planned(tmp_path, role, [removed("s-a"), removed("one")])
    assert applied.refused == ()


def test_nothing_is_written_before_it_is_asked_for(tmp_path: Path) -> None:
    applied = planned(tmp_path, HEAD, [changed("s-a", "Так.")])
    path = tmp_path / "roles/clerk.yaml"
    assert path.read_text("utf-8") == HEAD
    write_edits(tmp_path, applied)
    assert path.read_text("utf-8") == applied.files[0].after
    assert (tmp_path / "roles/_shared/base.yaml").read_text("utf-8") == SHARED
    role = resolve(RoleFiles(write_workspace(tmp_path, {})), "clerk")
    assert role.sections["general"][0].text == "Так."


def test_a_file_that_has_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    applied = planned(tmp_path, HEAD, [changed("s-a", "Так.")])
    path = tmp_path / "roles/clerk.yaml"
    path.write_text(HEAD + "# пізніше\n", "utf-8")
    with pytest.raises(IssueError) as raised:
        write_edits(tmp_path, applied)
    assert [found.code for found in raised.value.issues] == [Code.OUTPUT_UNWRITABLE]
    assert path.read_text("utf-8") == HEAD + "# пізніше\n"


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    applied = planned(tmp_path, f"\ufeff{HEAD}", [changed("s-a", "Так.")])
    write_edits(tmp_path, applied)
    assert (tmp_path / "roles/clerk.yaml").read_bytes().startswith(b"\xef\xbb\xbf# ")


def test_lines_of_both_kinds_keep_theirs(tmp_path: Path) -> None:
    role = HEAD.replace("\n", "\r\n") + "rights:\n  - Так.\n"
    applied = planned(tmp_path, role, [added("Ні.", after="tak")])
    assert applied.files[0].after == f"{role}  - Ні.\r\n"


def test_no_edit_changes_nothing(tmp_path: Path) -> None:
    applied = planned(tmp_path, HEAD, [changed("s-a", "Спільне\u00a0перше."), moved("s-b", "s-a")])
    assert applied.files == ()
    assert len(applied.done) == 2


def test_twenty_edits_of_a_long_role_take_no_time(tmp_path: Path) -> None:
    text = (
        "    text: >-\n      Веде облік справи номер {} та подає звіт про неї\n      керівникові.\n"
    )
    role = HEAD + "duties:\n" + "".join(f"  - id: c{n}\n{text.format(n)}" for n in range(100))
    edits = [changed(f"c{n}", f"Веде облік справи {n}.") for n in range(8)]
    edits += [removed(f"c{n}") for n in range(10, 14)]
    edits += [moved(f"c{n}", after=f"c{n + 40}") for n in range(20, 24)]
    edits += [added(f"Нове {n}.", after=f"c{n}") for n in range(30, 34)]
    begun = time.perf_counter()
    applied = planned(tmp_path, role, edits)
    assert time.perf_counter() - begun < 1  # a fifth of it where nothing else runs
    assert applied.refused == ()
