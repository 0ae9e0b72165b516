"""The whole life of a document, with LibreOffice as the reviewer's editor: from the draft to the amendment in force."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.group import posada as cli
from tests.machine import need_pango
from tests.tools import comment_in_office, convert, edit_in_office, invalidities
from tests.workspace import copy_workspace

ROLE = "account-manager"
REGISTER = f"register/{ROLE}"
PACKET = f"output/review/{ROLE}"


class Firm:
    """A workspace and the commands typed in it, in English."""

    def __init__(self, root: Path) -> None:
        self.root = copy_workspace(root)
        shutil.copy(Path(__file__).parents[1] / "staff.csv", root)

    def run(self, *arguments: str, fails: bool = False) -> str:
        """All a command says; it ends well unless it is to fail."""
        result = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
        assert isinstance(result.exception, SystemExit | None), result.exception
        assert result.exit_code == (1 if fails else 0), result.output
        return result.output

    def agree(self, keys: Sequence[str], day: str) -> None:
        for key in keys:
            self.run("approve", ROLE, "--as", key, "--date", day)

    def edit(self, old: str, new: str) -> None:
        path = self.root / f"roles/{ROLE}.yaml"
        before = path.read_text("utf-8")
        assert old in before
        path.write_text(before.replace(old, new), "utf-8")

    def text(self) -> str:
        return (self.root / f"roles/{ROLE}.yaml").read_text("utf-8")


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Firm:
    need_pango()
    made = Firm(tmp_path / "firm")
    monkeypatch.chdir(made.root)
    return made


def reviewed(firm: Firm, tmp_path: Path) -> Path:
    """The packet's Word file after a lawyer has worked on it in LibreOffice, with tracking on."""
    edited = tmp_path / "reviewed.docx"
    edit_in_office(
        firm.root / PACKET / f"{ROLE}.docx",
        edited,
        [
            {"author": "Марія Шевчук"},
            {"track": True},
            {"replace": ["довгострокові взаємовигідні", "довготривалі взаємовигідні"]},
            {
                "insert_after": [
                    "взаємній довірі та повазі.",
                    "Працівник дотримується етичного кодексу.",
                ]
            },
            {"delete_paragraph": "Склад портфеля клієнтів"},
        ],
    )
    commented = tmp_path / "commented.docx"
    note = "Хто веде цей перелік?"
    comment_in_office(edited, commented, "Розробляє методики", note, "Марія Шевчук")
    return commented


def test_from_the_draft_to_the_amendment(firm: Firm, tmp_path: Path) -> None:
    run, agree = firm.run, firm.agree

    # A draft is sent out.
    said = run("review", ROLE, "--date", "2026-03-01")
    assert "no version before" in said
    assert "Марія Шевчук (legal)" in said
    assert "in review" in run("status", ROLE, "--as-of", "2026-03-01")

    # The lawyer's Word file comes back: three changes and a comment.
    file = str(reviewed(firm, tmp_path))
    said = run("review", "import", file)
    assert said.count("will be written") == 3
    assert "Хто веде цей перелік?" in said
    before = firm.text()
    run("review", "import", file, "--apply", "--date", "2026-03-03")
    after = firm.text()
    assert before != after
    assert "довготривалі взаємовигідні" in after
    assert "Працівник дотримується етичного кодексу." in after
    assert "Склад портфеля клієнтів" not in after
    assert 'report_day: "5"        # до якого числа' in after
    assert run("review", "import", file).count("says so already") == 3

    # Nothing is published with a remark open, or before all have agreed.
    publish = ("publish", ROLE, "--number", "12-ПІ", "--date", "2026-03-10")
    said = run(*publish, fails=True)
    assert said.count("[agreement-missing]") == 3
    assert said.count("[remark-open]") == 1
    number = run("remarks", ROLE).split()[0]
    run("remarks", ROLE, "--resolve", number, "--how", "Веде відділ", "--by", "Ігор Бондаренко")
    assert "[not-sent]" in run("approve", ROLE, "--as", "hr", "--date", "2026-03-04", fails=True)
    run("review", ROLE, "--date", "2026-03-04")
    run("reject", ROLE, "--as", "legal", "--reason", "Уточнити п. 1.7", "--date", "2026-03-04")
    agree(["hr", "safety"], "2026-03-04")
    assert "legal" in run(*publish, fails=True)
    agree(["legal"], "2026-03-05")

    # A minor edit leaves agreements in force, a significant one voids them and is named.
    firm.edit("терпінні, індивідуальному підході", "терпінні та індивідуальному підході")
    assert "agreed" in run("status", ROLE, "--as-of", "2026-03-05")
    firm.edit("за скільки робочих годин", "за скільки годин")
    firm.edit("Щокварталу аналізує коло", "Щомісяця аналізує коло")
    said = run(*publish, fails=True)
    assert said.count("is void because of changes in 2.1.1 (audience-analysis).") == 3, said
    run("review", ROLE, "--date", "2026-03-06")
    agree(["hr", "legal", "safety"], "2026-03-06")
    run(*publish, "--order", "Наказ від 10.03.2026 № 5")
    assert "1 (since 2026-03-10)" in run("status", ROLE, "--as-of", "2026-03-11")

    # Acknowledged by one of its holders; not before it was in force.
    acknowledge = ("acknowledge", ROLE, "--employee", "Мороз Тетяна")
    assert "[nothing-in-force]" in run(*acknowledge, "--date", "2026-03-09", fails=True)
    run(*acknowledge, "--date", "2026-03-12")

    # The published files are what they say; one letter changed and they are not.
    first = [f"{REGISTER}/versions/0001/{ROLE}.{form}" for form in ("docx", "pdf")]
    assert (
        run("verify", *first, "--as-of", "2026-03-12").count("in force; the words are unaltered")
        == 2
    )

    # The next version: an edit of the role never touches the one in force.
    firm.edit("Щомісяця аналізує коло", "Щотижня аналізує коло")
    assert (
        run("verify", *first, "--as-of", "2026-03-12").count("in force; the words are unaltered")
        == 2
    )
    diff = run("diff", ROLE)
    assert "2.1.1: reworded" in diff
    assert "[-Щомісяця-]{+Щотижня+} аналізує" in diff
    run("review", ROLE, "--date", "2026-04-01")
    for name in ("redline", "table", "amendment", "annotated", "agreement"):
        assert invalidities(firm.root / PACKET / f"{ROLE}-{name}.docx") == []
        assert (firm.root / PACKET / f"{ROLE}-{name}.pdf").is_file()
    convert([firm.root / PACKET / f"{ROLE}-amendment.docx"], "txt:Text (encoded):UTF8", tmp_path)
    amendment = (tmp_path / f"{ROLE}-amendment.txt").read_text("utf-8").replace("\xa0", " ")
    amendment = amendment.replace("\u2011", "-")
    assert "підпункт 2.1.1 викласти в такій редакції:" in amendment
    assert "затвердженої 10.03.2026 № 12-ПІ" in amendment
    agree(["hr", "legal", "safety"], "2026-04-02")
    said = run("publish", ROLE, "--number", "13-ПІ", "--date", "2026-04-10")
    assert "Version 1 is superseded; keep it until 2031-12-31." in said

    # Old and new are told apart, now and as of any day.
    second = [f"{REGISTER}/versions/0002/{ROLE}.{form}" for form in ("docx", "pdf")]
    assert run("verify", *first, "--as-of", "2026-04-11").count("superseded; the words are") == 2
    assert run("verify", *second, "--as-of", "2026-04-11").count("in force; the words are") == 2
    assert run("verify", *second, "--as-of", "2026-04-09").count("not in force yet") == 2
    assert "1 (since 2026-03-10)" in run("status", ROLE, "--as-of", "2026-04-09")

    # A copy that LibreOffice has saved is genuine, and so is the archive, without the workspace.
    saved = tmp_path / "saved"
    saved.mkdir()
    convert([firm.root / second[0]], "docx", saved)
    assert "unaltered" in run("verify", str(saved / f"{ROLE}.docx"))
    run("export", ROLE, "--output", str(tmp_path / "archive.zip"))
    shutil.rmtree(firm.root)
    tmp_path.joinpath("elsewhere").mkdir()
    assert "versions: 2" in run(
        "verify", str(tmp_path / "archive.zip"), "--workspace", str(tmp_path / "elsewhere")
    )
