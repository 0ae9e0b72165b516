"""Random roles and random edits: the role that comes of it is the one that was wanted, or nothing has changed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.resolved import ResolvedClause, ResolvedGroup, ResolvedRole
from generator.review.editing.apply import plan_edits, write_edits
from generator.review.editing.edit import ClauseEdit, Kind
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from generator.source.workspace import load_workspace
from tests.workspace import write_workspace

SHARED = """\
purpose: Спільна мета.
general:
  - {id: s-a, text: Спільне перше.}
  - id: s-b
    text: Спільне друге.
    significant: false
    competencies: [crm]
    basis: ст. 5
  - {id: s-r, text: Незмінне., readonly: true}
duties:
  - id: s-g
    group: Спільна група
    items:
      - {id: s-i, text: Спільний пункт.}
      - {id: s-j, text: Ще один.}
  - id: s-last
    group: Наостанок
    last: true
    items:
      - {id: s-k, text: Останній.}
rights:
  - Право зі спільної частини.
"""

WORDS = ("Веде", "облік", "та", "обов'язки:", '"справи"', "# знак", "своєчасно", "й", "№ 5", "так")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(
    lambda words: " ".join([*words, "добре."])
)
COMMENTS = st.sampled_from(["", "", "# примітка"])
SECTIONS = ("general", "duties", "rights", "knowledge", "languages")


def quoted(text: str, style: str, margin: str) -> str:
    """A text in one of the ways a user may write it."""
    if style == "single":
        return "'" + text.replace("'", "''").replace(" ", f"\n{margin}  ", 1) + "'"
    if style == "folded":
        return f">-\n{margin}  " + text.replace(" ", f"\n{margin}  ", 2)
    if style == "literal":
        return f"|\n{margin}  " + text.replace(" ", f"\n{margin}  ", 1)
    return '"' + text.replace('"', '\\"') + '"'


@st.composite
def clauses(draw: st.DrawFn, margin: str, name: str, others: Sequence[str]) -> str:
    """One item of a list without brackets, `name` its id."""
    text = draw(TEXTS)
    style = draw(st.sampled_from(["single", "double", "folded", "literal"]))
    before, beside = draw(COMMENTS), draw(COMMENTS)
    above = f"{margin}{before} над {name}\n" if before else ""
    tail = f"   {beside} біля {name}" if beside and style in ("single", "double") else ""
    if draw(st.booleans()) and not others:
        return f"{above}{margin}- {quoted(f'{name} {text}', style, margin)}{tail}\n"
    after = f"{margin}  after: {draw(st.sampled_from(others))}\n" if others else ""
    blank = draw(st.sampled_from(["", "\n"]))
    return (
        f"{above}{margin}- id: {name}\n"
        f"{margin}  text: {quoted(text, style, margin + '  ')}{tail}\n{after}{blank}"
    )


@st.composite
def roles(draw: st.DrawFn) -> str:
    """A role file that extends the shared part."""
    parts = ["# Голова файлу\ntitle: Діловод  # посада\nextends: [_shared/base]\n"]
    if draw(st.booleans()):
        parts.append("purpose: Власна мета.\n")
    known = {"general": ["s-a", "s-b"], "duties": ["s-g", "s-i", "s-j"], "rights": []}
    for section in ("general", "duties", "rights", "knowledge"):
        names = [f"{section[0]}{number}" for number in range(draw(st.integers(0, 3)))]
        items = []
        have = list(known.get(section, []))
        for name in names:
            chained = have if have and draw(st.booleans()) else []
            items.append(draw(clauses("  ", name, chained)))
            if " id: " in items[-1]:
                have.append(name)
        if section == "general" and draw(st.booleans()):
            items.append(draw(clauses("  ", "s-b", [])).replace("'s-b ", "'").replace('"s-b ', '"'))
        if section == "duties" and draw(st.booleans()):
            inner = [draw(clauses("      ", name, [])) for name in ("n1", "n2")]
            heading = draw(st.sampled_from(["Нова група:", "Спільна група"]))
            items.append(f"  - group: {heading!r}\n    items:\n{''.join(inner)}")
        if items:
            gap = draw(st.sampled_from(["", "\n", f"\n# про {section}\n"]))
            parts.append(f"{gap}{section}:\n{''.join(items)}")
    if draw(st.booleans()):
        parts.append("requirements:\n  education: Вища.\n  languages: [Українська, Англійська]\n")
    text = "".join(parts)
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def names(role: ResolvedRole) -> list[str]:
    entries = [e for section in role.sections.values() for e in section]
    return sorted({c.id for c in role.clauses()} | {e.id for e in entries})


@st.composite
def edits(draw: st.DrawFn, role: ResolvedRole) -> ClauseEdit:
    known = st.sampled_from(names(role))
    kind = draw(st.sampled_from(list(Kind)))
    after = draw(st.just("") | known) if kind in (Kind.ADDED, Kind.MOVED) else ""
    section = draw(st.sampled_from(SECTIONS)) if kind is Kind.ADDED else ""
    wished = draw(st.sampled_from(["", "new-one", "new-two"]))
    return ClauseEdit(
        kind,
        wished if kind is Kind.ADDED else draw(known),
        draw(TEXTS) if kind in (Kind.ADDED, Kind.CHANGED) else "",
        after,
        section,
    )


Line = tuple[str, str, str]


def lines(role: ResolvedRole) -> dict[str, list[Line]]:
    """Every list as lines: the id, the text, and the group it is in."""
    made: dict[str, list[Line]] = {"": [(c.id, c.text, "") for c in role.sentences.values()]}
    for key, entries in role.sections.items():
        made[key] = []
        for entry in entries:
            made[key].append((entry.id, entry.text, ""))
            if isinstance(entry, ResolvedGroup):
                made[key] += [(item.id, item.text, entry.id) for item in entry.items]
    return made


def details(role: ResolvedRole) -> dict[str, tuple[object, ...]]:
    return {
        c.id: (c.significant, c.readonly, c.competencies, c.basis)
        for c in role.clauses()
        if isinstance(c, ResolvedClause)
    }


def model(held: dict[str, list[Line]], edit: ClauseEdit, new: str) -> dict[str, list[Line]]:
    """What an edit makes of the lines, told without any of our code."""
    made = {key: list(section) for key, section in held.items()}
    if edit.kind is Kind.CHANGED:
        for section in made.values():
            section[:] = [(i, edit.text if i == edit.id else t, g) for i, t, g in section]
        return made
    taken: list[Line] = []
    home = edit.section
    if edit.kind is not Kind.ADDED:
        for key, section in made.items():
            if any(edit.id in (i, g) for i, _, g in section):
                home = key
                taken = [line for line in section if edit.id in (line[0], line[2])]
                section[:] = [line for line in section if line not in taken]
        taken = taken[:1] if len(taken) == 1 else taken
    else:
        taken = [(new, edit.text, "")]
    if edit.kind is not Kind.REMOVED:
        at, group = 0, ""
        if edit.after:
            home = next(k for k, s in made.items() if any(edit.after == i for i, _, _ in s))
            at = next(n for n, line in enumerate(made[home]) if line[0] == edit.after)
            group = made[home][at][2]
            while at < len(made[home]) and edit.after in (made[home][at][0], made[home][at][2]):
                at += 1
        made[home][at:at] = [(taken[0][0], taken[0][1], group), *taken[1:]]
    groups = {g for section in made.values() for _, _, g in section}
    all_groups = {g for section in held.values() for _, _, g in section}
    for section in made.values():
        section[:] = [line for line in section if line[0] not in all_groups - groups]
    return made


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_the_role_is_the_one_that_was_wanted_or_nothing_has_changed(data: st.DataObject) -> None:
    text = data.draw(roles())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        workspace = write_workspace(root, {"_shared/base": SHARED})
        path = root / "roles/clerk.yaml"
        path.write_bytes(text.encode())
        before = resolve(RoleFiles(load_workspace(root)), "clerk")
        edit = data.draw(edits(before))
        applied = plan_edits(RoleFiles(load_workspace(root)), "clerk", [edit])
        assert path.read_bytes() == text.encode()
        write_edits(root, applied)
        written = path.read_bytes().decode()
        after = resolve(RoleFiles(load_workspace(workspace.root)), "clerk")
    if applied.refused:
        assert written == text
        return
    new = next(iter(set(names(after)) - set(names(before))), "")
    assert lines(after) == model(lines(before), edit, new)
    shared = details(before).keys() & details(after).keys()
    assert {i: details(after)[i] for i in shared} == {i: details(before)[i] for i in shared}
    assert written.count("\r\n") in (0, written.count("\n"))
    if edit.kind in (Kind.ADDED, Kind.MOVED):
        assert written.count("# примітка") == text.count("# примітка")


@st.composite
def batches(draw: st.DrawFn, role: ResolvedRole) -> list[ClauseEdit]:
    """Several edits; what is added has an id of its own, which those after it may name."""
    made = draw(st.lists(edits(role), min_size=2, max_size=5))
    return [
        replace(edit, id=f"new-{at}") if edit.kind is Kind.ADDED else edit
        for at, edit in enumerate(made)
    ]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_of_several_edits_each_is_made_in_its_turn_or_not_at_all(data: st.DataObject) -> None:
    text = data.draw(roles())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_workspace(root, {"_shared/base": SHARED})
        (root / "roles/clerk.yaml").write_bytes(text.encode())
        before = resolve(RoleFiles(load_workspace(root)), "clerk")
        applied = plan_edits(RoleFiles(load_workspace(root)), "clerk", data.draw(batches(before)))
        write_edits(root, applied)
        after = resolve(RoleFiles(load_workspace(root)), "clerk")
    wanted = lines(before)
    groups = {line[2] for section in wanted.values() for line in section}
    for edit in applied.done:
        if edit.kind is Kind.REMOVED and edit.id in groups:
            continue  # a heading goes with the last of its clauses, and only so
        wanted = model(wanted, edit, edit.id)
    assert lines(after) == wanted
    gone = {edit.id for edit in applied.done if edit.kind is Kind.REMOVED}
    assert not gone & set(names(after))
