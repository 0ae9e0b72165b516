"""A second build makes only what has changed, however it changed, and nothing stays that should not."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest

from generator.issue import Code
from generator.make import Plan, Report, build, forget
from tests.workspace import ROOT, SETTINGS, copy_workspace, posada, write_workspace

ROLES = {
    "_shared/a": "duties:\n  - {id: one, text: Пише листи.}\n  - {id: two, text: Веде журнал.}\n",
    "_shared/b": "rights: [Підписує листи.]\n",
    "clerk": "title: Діловод\nextends: [_shared/a]\n",
    "typist": "title: Друкар\nextends: [_shared/a]\nremove: [two]\nreports_to: clerk\n",
    "driver": "title: Водій\nextends: [_shared/b]\nduties: [Керує автомобілем.]\n",
}
FORMATS = ("html", "txt")


def make(root: Path, **options: object) -> Report:
    forget()
    plan = {"day": options.pop("day", None), "draft": options.pop("draft", True)}
    return build(Plan(root, FORMATS, **plan), **options)  # type: ignore[arg-type]


def written(report: Report) -> set[str]:
    return {path.stem for path in report.written}


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    write_workspace(tmp_path, ROLES)
    assert written(make(tmp_path)) == {"clerk", "typist", "driver"}
    return tmp_path


def test_what_has_not_changed_is_not_made_again(firm: Path) -> None:
    before = {
        p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in (firm / "output").glob("[!.]*")
    }
    report = make(firm)
    assert (report.written, report.issues) == ((), ())
    assert report.unchanged == report.roles == ("clerk", "driver", "typist")
    assert {
        p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in (firm / "output").glob("[!.]*")
    } == before


def test_a_changed_clause_of_a_shared_part_makes_only_those_who_use_it(firm: Path) -> None:
    part = firm / "roles/_shared/a.yaml"
    part.write_text(part.read_text("utf-8").replace("журнал", "реєстр"), "utf-8")
    report = make(firm)
    assert written(report) == {"clerk"}
    assert report.unchanged == ("driver", "typist")
    assert "Веде реєстр." in (firm / "output/clerk.txt").read_text("utf-8")


def test_a_comment_makes_nothing(firm: Path) -> None:
    path = firm / "roles/clerk.yaml"
    path.write_text(path.read_text("utf-8") + "# Перевірено.\n", "utf-8")
    assert make(firm).written == ()


def test_settings_of_the_linter_make_nothing(firm: Path) -> None:
    settings = SETTINGS.replace("profile: none", "select: [open-list]")
    (firm / "posada.yaml").write_text(settings, "utf-8")
    assert written(make(firm)) == set()


def test_an_annotated_copy_is_made_again_when_something_else_is_found(firm: Path) -> None:
    settings = SETTINGS.replace("profile: none", "select: [open-list]")
    (firm / "posada.yaml").write_text(settings, "utf-8")
    copies = {f"annotated/{name}" for name in ("clerk", "driver", "typist")}

    def annotated(report: Report) -> set[str]:
        return {p.relative_to(firm / "output").with_suffix("").as_posix() for p in report.written}

    assert annotated(make(firm, annotated=True)) == copies
    assert annotated(make(firm, annotated=True)) == set()
    role = "title: Водій\nextends: [_shared/b]\nduties: [Керує автомобілем тощо.]\n"
    (firm / "roles/driver.yaml").write_text(role, "utf-8")
    assert annotated(make(firm, annotated=True)) == {"driver", "annotated/driver"}
    assert "тощо" in (firm / "output/annotated/driver.txt").read_text("utf-8")
    (firm / "roles/driver.yaml").unlink()
    removed = make(firm, annotated=True).removed
    assert {path.name for path in removed if path.parent.name == "annotated"} == {
        "driver.html",
        "driver.txt",
    }


def test_a_new_title_makes_those_too_who_name_the_role(firm: Path) -> None:
    path = firm / "roles/clerk.yaml"
    path.write_text(path.read_text("utf-8").replace("Діловод", "Секретар"), "utf-8")
    assert written(make(firm)) == {"clerk", "typist"}
    assert "секретар" in (firm / "output/typist.txt").read_text("utf-8")


def test_what_somebody_wrote_into_a_document_is_kept_beside_the_new_one(firm: Path) -> None:
    (firm / "output/clerk.txt").write_text("Погоджено.", "utf-8")
    report = make(firm)
    assert [path.name for path in report.written] == ["clerk.txt"]
    assert [found.code for found in report.issues] == [Code.FILE_KEPT]
    assert report.failed == ()
    (firm / "output/clerk.txt").write_text("Погоджено вдруге.", "utf-8")
    make(firm)
    kept = [(firm / f"output/clerk.edited-{n}.txt").read_text("utf-8") for n in (1, 2)]
    assert kept == ["Погоджено.", "Погоджено вдруге."]
    assert make(firm).issues == ()


@pytest.mark.parametrize("formats", [("html", "txt"), ("txt",)])
def test_a_killed_build_leaves_nothing_that_looks_like_somebodys_change(
    firm: Path, formats: tuple[str, ...]
) -> None:
    """Noted but not written, and a run for other files before the one that writes it."""
    path = firm / "roles/clerk.yaml"
    path.write_text(path.read_text("utf-8").replace("Діловод", "Секретар"), "utf-8")
    before = {name: (firm / "output" / name).read_bytes() for name in ("clerk.html", "clerk.txt")}
    notes = firm / "output/.posada/files.jsonl"
    noted = notes.read_text("utf-8")
    make(firm)
    new = [line for line in notes.read_text("utf-8").splitlines() if "clerk" in line]
    for name, content in before.items():
        (firm / "output" / name).write_bytes(content)
    notes.write_text("\n".join([noted, *new]), "utf-8")
    forget()
    build(Plan(firm, ("txt",)), ("driver",))
    report = build(Plan(firm, formats))
    assert report.issues == ()
    assert "clerk" in written(report)


def test_a_file_that_is_missing_or_was_changed_is_made_again_alone(firm: Path) -> None:
    (firm / "output/clerk.txt").unlink()
    (firm / "output/driver.html").write_text("підроблено", "utf-8")
    report = make(firm)
    assert [path.name for path in report.written] == ["clerk.txt", "driver.html"]
    assert "підроблено" not in (firm / "output/driver.html").read_text("utf-8")


@pytest.mark.parametrize(
    "change", ["settings", "theme", "template", "inner", "stylesheet", "date", "final"]
)
def test_what_all_documents_share_makes_them_all(firm: Path, change: str) -> None:
    options: dict[str, object] = {}
    templates = {
        "theme": {"theme.yaml": "fonts: {size_pt: 12}\n"},
        "template": {"signatures.html.j2": '<p class="note">Кінець.</p>\n'},
        "inner": {"parts/own.html.j2": "{# поки що порожньо #}\n"},
        "stylesheet": {"screen.css": "main { color: black }\n"},
    }.get(change, {})
    settings = SETTINGS.replace("Львів", "Одеса") if change == "settings" else SETTINGS
    write_workspace(firm, ROLES, settings, templates)
    if change == "date":
        options["day"] = date(2026, 11, 24)
    if change == "final":
        options["draft"] = False
    assert written(make(firm, **options)) == {"clerk", "typist", "driver"}


def test_force_makes_everything(firm: Path) -> None:
    assert written(make(firm, force=True)) == {"clerk", "typist", "driver"}


def test_a_format_asked_for_later_is_made_alone(firm: Path) -> None:
    report = build(Plan(firm, ("docx", *FORMATS)))
    assert {path.suffix for path in report.written} == {".docx"}


def test_files_of_a_role_that_is_gone_go_too_but_not_those_somebody_changed(firm: Path) -> None:
    (firm / "roles/driver.yaml").unlink()
    (firm / "output/driver.txt").write_text("Переглянуто юристом.", "utf-8")
    report = make(firm)
    assert [path.name for path in report.removed] == ["driver.html"]
    assert not (firm / "output/driver.html").exists()
    assert (firm / "output/driver.txt").read_text("utf-8") == "Переглянуто юристом."


def test_building_one_role_removes_nothing(firm: Path) -> None:
    (firm / "roles/driver.yaml").unlink()
    assert make(firm, wanted=("clerk",)).removed == ()
    assert (firm / "output/driver.html").exists()


def test_a_role_with_an_issue_keeps_its_files_and_is_made_once_it_is_mended(firm: Path) -> None:
    path = firm / "roles/clerk.yaml"
    good = path.read_text("utf-8")
    path.write_text(good + "dutys: []\n", "utf-8")
    for _ in range(2):
        report = make(firm)
        assert (report.failed, report.removed) == (("clerk",), ())
        assert (firm / "output/clerk.txt").exists()
    path.write_text(good, "utf-8")
    assert make(firm).issues == ()


@pytest.mark.parametrize("damage", ["", "{", "[]", "[1]\n", "\x00", '{"world": 1, "roles": []}'])
def test_notes_that_cannot_be_read_cost_only_time(firm: Path, damage: str) -> None:
    for name in ("files.jsonl", "roles.json"):
        (firm / "output/.posada" / name).write_text(damage, "utf-8")
    assert written(make(firm)) == {"clerk", "typist", "driver"}
    assert make(firm).written == ()


def test_a_line_a_killed_build_left_unfinished_is_passed_over(firm: Path) -> None:
    notes = firm / "output/.posada/files.jsonl"
    lines = notes.read_text("utf-8")
    notes.write_text(lines[: len(lines) - 20], "utf-8")
    report = make(firm)
    assert len(report.written) == 1
    assert make(firm).written == ()
    for line in notes.read_text("utf-8").split():
        assert line
    assert all(json.loads(line) for line in notes.read_text("utf-8").splitlines() if line)


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "firm", ROOT / "samples/en")
    said: list[str] = []

    def run() -> None:
        done = posada("build", "--format", "txt,html", "--force", cwd=root)
        assert done.returncode == 0
        said.append(done.stderr)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 3
    assert build(Plan(root, ("txt", "html"))).written == ()
